"""Exact amounts: rounding, units, and the intervals that printed digits allow."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter import quantities
from reporter.quantities import Divisibility
from reporter.quantities import Interval

D = Decimal
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)
LONG_AMOUNTS = st.builds(lambda digits, places: D(digits).scaleb(-places), st.integers(1, 10**25), st.integers(0, 60))
STEPS = st.sampled_from([D("0.01"), D("0.1"), D(1), D(100)])


@pytest.mark.parametrize(
    ("amount", "places", "rounded"),
    [("52.15", 1, "52.2"), ("52.25", 1, "52.3"), ("-52.15", 1, "-52.2"), ("2.5", 0, "3"), ("97.75", 1, "97.8")],
)
def test_a_half_is_rounded_away_from_zero(amount: str, places: int, rounded: str) -> None:
    assert quantities.half_up(D(amount), places) == D(rounded)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("23000", "23000"), ("2.30E+4", "23000"), ("0.20", "0.2"), ("0", "0"), ("-0", "0"), ("100", "100"), ("0.00", "0")],
)
def test_an_amount_is_written_plainly(amount: str, text: str) -> None:
    assert quantities.plain(D(amount)) == text


@pytest.mark.parametrize(("stored", "read"), [("0.30000000000000004", "0.3"), ("54.8", "54.8"), ("1E+3", "1000")])
def test_a_stored_number_is_read_to_the_digits_that_a_workbook_shows(stored: str, read: str) -> None:
    assert quantities.from_stored(stored) == D(read)


def test_a_number_that_is_not_finite_stays_what_it_is() -> None:
    assert quantities.from_stored("NaN").is_nan()


def test_what_is_missing_makes_a_total_missing() -> None:
    assert quantities.total([D(1), None, D(2)]) is None
    assert quantities.total([]) is None
    assert quantities.total([D(1), D(2)]) == D(3)


def test_a_total_holds_every_digit_of_what_was_added() -> None:
    amounts = [D("123456789012345.12345678901234567"), D("0.00000000000000000000000001")]
    assert quantities.total(amounts) == D("123456789012345.12345678901234567000000001")


@given(st.lists(LONG_AMOUNTS, min_size=1, max_size=5))
def test_a_total_is_exact(amounts: list[Decimal]) -> None:
    result = quantities.total(amounts)
    assert result is not None
    assert Fraction(result) == sum(map(Fraction, amounts))


@given(LONG_AMOUNTS, LONG_AMOUNTS, LONG_AMOUNTS)
def test_intervals_are_exact(one: Decimal, other: Decimal, step: Decimal) -> None:
    first, second = Interval.exactly(one), Interval.exactly(other)
    low, high = Interval.around(one, step).low, Interval.around(one, step).high
    assert low is not None
    assert high is not None
    assert (Fraction(low), Fraction(high)) == (Fraction(one) - Fraction(step) / 2, Fraction(one) + Fraction(step) / 2)
    for result, expected in (
        (first.plus(second), Fraction(one) + Fraction(other)),
        (first.minus(second), Fraction(one) - Fraction(other)),
        (first.times(second), Fraction(one) * Fraction(other)),
        (first.scaled(other), Fraction(one) * Fraction(other)),
        (Interval.down_to(one, other), Fraction(one) + Fraction(other)),
    ):
        assert result.high is not None
        assert Fraction(result.high) == expected


@given(LONG_AMOUNTS)
def test_a_share_in_percent_is_exact(share: Decimal) -> None:
    assert Fraction(quantities.in_percent(share)) == Fraction(share) * 100


def test_a_fraction_is_written_in_decimals_to_the_60th_digit() -> None:
    assert quantities.in_decimals(Fraction(589, 1000)) == D("0.589")
    assert quantities.in_decimals(Fraction(2, 3)) == D("0." + "6" * 59 + "7")


def test_rounding_has_no_amount_too_long_for_it() -> None:
    assert quantities.half_up(D("1E+70"), 1) == D("1E+70")
    assert quantities.half_up(D("0." + "9" * 80), 1) == D(1)


@pytest.mark.parametrize(
    ("unit", "base", "scale", "divisibility"),
    [
        ("万元", "元", 10**4, Divisibility.MEASURE),
        ("亿元", "元", 10**8, Divisibility.MEASURE),
        ("万人次", "人次", 10**4, Divisibility.COUNT),
        ("㎡", "平方米", 1, Divisibility.MEASURE),
        ("%", "%", 1, Divisibility.RATIO),
        ("学习小组", "学习小组", 1, Divisibility.COUNT),
        ("万", "", 10**4, Divisibility.COUNT),
    ],
)
def test_a_unit_is_taken_apart(unit: str, base: str, scale: int, divisibility: Divisibility) -> None:
    assert quantities.measure(unit) == quantities.Measure(base, D(scale), divisibility)


def test_units_are_compared_as_known_aliases_never_by_likeness() -> None:
    assert quantities.same_unit("㎡", "平方米")
    assert not quantities.same_unit("元", "万元")
    assert not quantities.same_unit("人", "人次")
    assert quantities.measure("元").base == quantities.measure("万元").base


def test_rounding_allows_half_a_unit_of_the_last_digit_and_opens_above() -> None:
    printed = Interval.around(D("57.1"), D("0.1"))
    assert printed.holds(D("57.05"))
    assert not printed.holds(D("57.15"))


def test_cutting_off_allows_the_digits_behind() -> None:
    assert Interval.down_to(D(181), D(1)).holds(D("181.8"))
    assert not Interval.down_to(D(181), D(1)).holds(D(182))


def test_an_open_end_has_no_limit() -> None:
    assert Interval(D(500), None).holds(D(10**9))
    assert Interval.anything().holds(D(-5))
    assert not Interval(D(500), None).holds(D(499))


def test_what_cannot_be_divided_by_allows_anything() -> None:
    assert Interval.exactly(D(1)).over(Interval.exactly(D(0))) == Interval.anything()
    assert Interval.exactly(D(-1)).over(Interval.exactly(D(2))) == Interval.anything()
    assert Interval.exactly(D(-1)).times(Interval.exactly(D(2))) == Interval.anything()


def test_an_open_end_stays_open_through_every_operation() -> None:
    some = Interval(D(2), None)
    one = Interval.exactly(D(1))
    assert some.plus(one).high is None
    assert some.minus(one).high is None
    assert one.minus(some).low is None
    assert some.times(one).high is None
    assert some.over(one).high is None
    assert one.over(some).low == 0
    assert some.scaled(D(2)) == Interval(D(4), None)
    assert Interval(None, D(2)).scaled(D(2)) == Interval(None, D(4))


@given(AMOUNTS, AMOUNTS, STEPS, STEPS)
def test_an_operation_on_intervals_holds_the_operation_on_amounts_inside(
    one: Decimal, other: Decimal, step: Decimal, other_step: Decimal
) -> None:
    first = Interval.around(one + step, step)
    second = Interval.around(other + other_step, other_step)
    assert first.plus(second).holds(one + step + other + other_step)
    assert first.minus(second).holds(one + step - other - other_step)
    assert first.times(second).holds((one + step) * (other + other_step))
    assert first.over(second).holds((one + step) / (other + other_step))


@given(AMOUNTS, st.integers(min_value=-3, max_value=2))
def test_a_rounded_figure_holds_what_it_was_rounded_from(amount: Decimal, places: int) -> None:
    step = D(1).scaleb(-places)
    assert Interval.around(quantities.half_up(amount, places), step).holds(amount)


@given(AMOUNTS, AMOUNTS, STEPS)
def test_meeting_is_mutual(one: Decimal, other: Decimal, step: Decimal) -> None:
    first, second = Interval.around(one, step), Interval.exactly(other)
    assert first.meets(second) == second.meets(first)
