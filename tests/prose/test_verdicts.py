"""The interval law: what a printed figure allows, and the word for how it misses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Printed
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.prose.verdicts import flips
from reporter.prose.verdicts import implied_base
from reporter.prose.verdicts import verdict_of
from reporter.quantities import Interval
from reporter.quantities import half_up

D = Decimal
COUNTS = st.integers(min_value=1, max_value=10**6).map(Decimal)


def percent(text: str) -> Printed:
    return Printed.rounded(D(text), D(1).scaleb(-len(text.partition(".")[2])))


def ratio(part: Printed, whole: Printed) -> Interval:
    return part.allowed.over(whole.allowed).scaled(HUNDRED)


@pytest.mark.parametrize("printed", ["57", "57.1", "57.14"])
def test_four_of_seven_may_be_printed_with_any_number_of_decimals(printed: str) -> None:
    assert fit(ratio(Printed.exact(D(4)), Printed.exact(D(7))), percent(printed)) is Fit.AGREES


def test_four_of_seven_is_never_sixty() -> None:
    assert fit(ratio(Printed.exact(D(4)), Printed.exact(D(7))), percent("60")) is Fit.DISAGREES


def test_measured_operands_widen_what_may_be_printed() -> None:
    whole, part = Printed.rounded(D("2.5"), D("0.1")), Printed.rounded(D("2.34"), D("0.01"))
    assert fit(ratio(part, whole), percent("93.9")) is Fit.AGREES
    assert fit(ratio(part, whole), percent("97.9")) is Fit.DISAGREES


def test_digits_cut_off_are_told_from_digits_rounded() -> None:
    assert fit(ratio(Printed.exact(D(20)), Printed.exact(D(11))), percent("181")) is Fit.TRUNCATED
    assert fit(ratio(Printed.exact(D(20)), Printed.exact(D(11))), percent("182")) is Fit.AGREES


def test_a_fall_is_cut_off_towards_zero() -> None:
    assert fit(Interval.exactly(D("-8.18")), Printed.rounded(D("-8.1"), D("0.1"))) is Fit.TRUNCATED


def test_one_off_in_the_last_digit_has_its_own_word() -> None:
    assert fit(Interval.exactly(D("115.517")), percent("115.6")) is Fit.LAST_DIGIT
    assert fit(Interval.exactly(D("115.517")), percent("115.8")) is Fit.DISAGREES


def test_an_exact_figure_agrees_or_does_not() -> None:
    assert fit(Interval.exactly(D(9)), Printed.exact(D(10))) is Fit.DISAGREES


@pytest.mark.parametrize(
    ("outcome", "step", "doubt", "verdict", "reason"),
    [
        (Fit.AGREES, "0.1", Reason.OTHER_BASE, Verdict.CONSISTENT, None),
        (Fit.DISAGREES, "0.1", None, Verdict.INCONSISTENT, Reason.DOES_NOT_FOLLOW),
        (Fit.DISAGREES, "0.1", Reason.DAMAGED, Verdict.AMBIGUOUS, Reason.DAMAGED),
        (Fit.TRUNCATED, "0.1", None, Verdict.INCONSISTENT, Reason.TRUNCATED),
        (Fit.TRUNCATED, "0.1", Reason.NEAR_INDICATOR, Verdict.INCONSISTENT, Reason.TRUNCATED),
        (Fit.TRUNCATED, "1", Reason.NEAR_INDICATOR, Verdict.AMBIGUOUS, Reason.NEAR_INDICATOR),
        (Fit.LAST_DIGIT, "0.1", Reason.OTHER_BASE, Verdict.AMBIGUOUS, Reason.OTHER_BASE),
        (Fit.LAST_DIGIT, "0.1", Reason.DAMAGED, Verdict.INCONSISTENT, Reason.LAST_DIGIT),
    ],
)
def test_a_doubt_turns_wrong_into_ambiguous_unless_the_digits_settle_it(
    outcome: Fit, step: str, doubt: Reason | None, verdict: Verdict, reason: Reason | None
) -> None:
    assert verdict_of(outcome, D(step), doubt) == (verdict, reason)


def test_the_denominator_that_would_explain_a_rate_is_told() -> None:
    assert implied_base(D(42800), D("140.79")) == D(30400)
    assert implied_base(D("4.28"), D("140.79")) == D("3.04")
    assert implied_base(D(5), D(0)) is None
    assert implied_base(D(-5), D(10)) is None


def test_a_verdict_flips_across_a_hundred() -> None:
    assert flips(D("93.04"), D("140.79"))
    assert not flips(D(100), D(108))


@given(COUNTS, COUNTS, st.integers(min_value=0, max_value=3))
def test_what_is_rounded_half_up_always_agrees(part: Decimal, whole: Decimal, places: int) -> None:
    printed = Printed.rounded(half_up(part / whole * HUNDRED, places), D(1).scaleb(-places))
    assert fit(ratio(Printed.exact(part), Printed.exact(whole)), printed) is Fit.AGREES


@given(COUNTS, COUNTS, st.integers(min_value=0, max_value=3), st.integers(min_value=2, max_value=9))
def test_what_is_off_by_more_than_a_digit_never_agrees(part: Decimal, whole: Decimal, places: int, off: int) -> None:
    step = D(1).scaleb(-places)
    printed = Printed.rounded(half_up(part / whole * HUNDRED, places) + off * step, step)
    assert fit(ratio(Printed.exact(part), Printed.exact(whole)), printed) in {Fit.DISAGREES, Fit.LAST_DIGIT}
