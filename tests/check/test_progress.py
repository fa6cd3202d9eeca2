"""How far it got: behind, below the level, unusually far, not measurable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.check.judge import judge
from reporter.findings import Finding
from reporter.findings import Severity
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

if TYPE_CHECKING:
    from reporter.plan.records import Indicator

CELL = "市发改委.xlsx!指标进展!H[K01-1]"
PERIODS = {"spring": SPRING, "H1": HALF_YEAR, "FY": YEAR_END}


def judged(promise: Indicator, value: str | None, explanation: str = "", period: str = "H1") -> list[Finding]:
    """Judge one indicator reported by one department."""
    report = submission(figures=[figure(value=value, explanation=explanation)], period=PERIODS[period])
    return list(judge(evidence_of(plan_of(promise), report, period=PERIODS[period])))


def rules(found: list[Finding]) -> list[tuple[str, Severity, str]]:
    """Reduce findings to rule, severity and place."""
    return [(item.rule, item.severity, str(item.place)) for item in found]


def test_behind_schedule_without_a_word_is_a_warning() -> None:
    found = judged(indicator(value="300"), "100")
    assert rules(found) == [("check.behind", Severity.WARNING, CELL)]
    assert (found[0].found, found[0].expected, found[0].difference) == ("33.3%", "50%", "16.67")


@pytest.mark.parametrize(
    ("promise", "value", "rule"),
    [
        (indicator(), "10", "check.behind"),
        (indicator(basis="时点"), "10", "check.not-met"),
        (indicator(), "201", "check.unusual"),
    ],
)
def test_an_explanation_makes_a_note_of_it_and_is_printed(promise: Indicator, value: str, rule: str) -> None:
    (found,) = judged(promise, value, "集中在下半年完成")
    assert (found.rule, found.severity) == (rule, Severity.NOTE)
    assert "集中在下半年完成" in found.message


@pytest.mark.parametrize(
    ("basis", "relation", "value", "unit", "actual"),
    [
        ("时点", "≥", "100", "个", "99"),
        ("占比", "≥", "60", "%", "59.9"),
        ("排名", "≤", "3", "位", "4"),
        ("累计", "≤", "100", "万元", "101"),
    ],
)
def test_a_level_that_is_not_met_is_a_warning(basis: str, relation: str, value: str, unit: str, actual: str) -> None:
    found = judged(indicator(basis=basis, relation=relation, value=value, unit=unit), actual)
    assert rules(found) == [("check.not-met", Severity.WARNING, CELL)]
    assert (found[0].found, found[0].expected) == (f"{actual}{unit}", f"{relation}{value}{unit}")


@pytest.mark.parametrize(
    ("promise", "value", "word"),
    [
        (indicator(relation="≤", value="10", unit="起"), "11", "超出"),
        (indicator(basis="增速", relation="区间", value="5", upper="6", unit="%"), "6.5", "超出"),
        (indicator(basis="增速", relation="区间", value="5", upper="6", unit="%"), "4", "尚未达到"),
        (indicator(basis="增速", relation="≈", value="5", unit="%"), "9", "超出"),
        (indicator(basis="时点", relation="≤", value="0.4", unit="吨", baseline="0.5"), "0.45", "尚未达到"),
        (indicator(basis="时点", relation="<", value="10"), "10", "尚未达到"),
        (indicator(basis="排名", relation="≤", value="3", unit="位"), "4", "尚未达到"),
        (indicator(basis="时点"), "99", "尚未达到"),
    ],
)
def test_a_target_is_missed_from_below_or_exceeded(promise: Indicator, value: str, word: str) -> None:
    (found,) = judged(promise, value)
    assert found.rule == "check.not-met"
    assert word in found.message


def test_a_range_is_worded_with_both_ends() -> None:
    (found,) = judged(indicator(basis="时点", relation="区间", value="10", upper="50"), "9")
    assert found.expected == "10~50个"


@pytest.mark.parametrize(("value", "expected"), [("200", []), ("200.01", ["check.unusual"])])
def test_more_than_twice_the_target_is_unusual(value: str, expected: list[str]) -> None:
    assert [item.rule for item in judged(indicator(), value)] == expected


def test_a_limit_overrun_is_not_met_and_not_said_twice() -> None:
    assert [item.rule for item in judged(indicator(relation="≤"), "900")] == ["check.not-met"]


@pytest.mark.parametrize(
    ("upper", "value", "expected"), [("150", "151", ["check.beyond-range"]), ("150", "150", []), (None, "151", [])]
)
def test_a_cumulative_amount_beyond_its_range_is_noted(upper: str | None, value: str, expected: list[str]) -> None:
    found = judged(indicator(relation="区间", value="100", upper=upper), value)
    assert [item.rule for item in found] == expected


@pytest.mark.parametrize(
    ("promise", "value", "rule"),
    [
        (indicator(basis="占比", value="85", unit="%"), "861", "check.share-above-whole"),
        (indicator(basis="占比", value="85", unit="%"), "100.5", "check.share-above-whole"),
        (indicator(basis="占比", value="85", unit="%"), "100", None),
        (indicator(basis="占比", value="5", unit="‰"), "1000.5", "check.share-above-whole"),
        (indicator(basis="占比", value="150", unit="%"), "180", None),
        (indicator(basis="占比", value="2", unit="倍"), "180", None),
        (indicator(basis="增速", value="6", unit="%"), "130", None),
        (indicator(basis="排名", relation="≤", value="3", unit="位"), "0", "check.rank-impossible"),
        (indicator(basis="排名", relation="≤", value="3", unit="位"), "-1", "check.rank-impossible"),
        (indicator(basis="排名", relation="≤", value="3", unit="位"), "2.5", "check.rank-impossible"),
        (indicator(basis="排名", relation="≤", value="3", unit="位"), "1", None),
    ],
)
def test_impossible_shares_and_ranks_are_open(promise: Indicator, value: str, rule: str | None) -> None:
    assert rules(judged(promise, value)) == ([(rule, Severity.OPEN, CELL)] if rule else [])
    explained = [(item.rule, item.severity) for item in judged(promise, value, "按省里新口径统计")]
    assert explained == ([(rule, Severity.NOTE)] if rule else [])


def test_a_rank_that_is_only_measured_at_year_end_is_judged_then() -> None:
    promise = indicator(basis="年度", relation="≤", value="3", unit="位")
    assert rules(judged(promise, "0")) == []
    assert rules(judged(promise, "0", period="FY")) == [("check.rank-impossible", Severity.OPEN, CELL)]


def test_a_target_of_zero_gives_no_rate_and_says_so() -> None:
    assert rules(judged(indicator(value="0"), "3")) == [("check.no-rate", Severity.NOTE, CELL)]


def test_a_target_without_value_gives_no_rate_and_says_so() -> None:
    (found,) = judged(indicator(basis="时点", value=None), "3")
    assert (found.rule, found.expected) == ("check.no-rate", "空")


def test_nothing_is_measured_in_spring() -> None:
    assert judged(indicator(value="0"), "3", period="spring") == []
