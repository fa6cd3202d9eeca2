"""What must hold between periods and dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.check.days import read_day
from reporter.check.judge import judge
from reporter.consolidate.ledger import consolidate
from reporter.findings import Severity
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.plan.records import Indicator

WATER, ROADS = "市水利局", "市交通局"
Amounts = dict[str, str | None]


def over_the_year(
    before: Indicator, now: Indicator, half: Amounts, year: Amounts, explanation: str = ""
) -> list[tuple[str, Severity, str, Finding]]:
    """Judge the year-end figures, by reporter, after those of half-year; only falls are returned."""
    earlier_plan, plan = plan_of(before), plan_of(now)
    first = [submission(name, figures=[figure(value=value, department=name)]) for name, value in half.items()]
    last = [
        submission(name, figures=[figure(value=value, department=name, explanation=explanation)], period=YEAR_END)
        for name, value in year.items()
    ]
    earlier = [consolidate(earlier_plan, HALF_YEAR, first)]
    found = judge(evidence_of(plan, *last, period=YEAR_END, earlier=earlier))
    return [(item.rule, item.severity, str(item.place), item) for item in found if item.rule.endswith("fell")]


def test_a_cumulative_figure_that_falls_is_open_at_its_cell() -> None:
    promise = indicator(reporters=(WATER,))
    ((rule, severity, place, found),) = over_the_year(promise, promise, {WATER: "60"}, {WATER: "54.8"})
    assert (rule, severity, place) == ("check.fell", Severity.OPEN, "市水利局.xlsx!指标进展!H[K01-1]")
    assert (found.found, found.expected, found.difference) == ("54.8个", "60个", "5.2个")
    assert "2023年上半年" in found.message


def test_an_explanation_lifts_the_fall() -> None:
    promise = indicator(reporters=(WATER,))
    ((rule, severity, _, found),) = over_the_year(promise, promise, {WATER: "60"}, {WATER: "54"}, "核减重复登记6个")
    assert (rule, severity) == ("check.fell", Severity.NOTE)
    assert "核减重复登记6个" in found.message


def test_one_reporter_falls_while_the_total_rises() -> None:
    promise = indicator(reporters=(WATER, ROADS))
    found = over_the_year(promise, promise, {WATER: "30", ROADS: "10"}, {WATER: "29", ROADS: "70"})
    assert [(rule, place) for rule, _, place, _ in found] == [("check.fell", "市水利局.xlsx!指标进展!H[K01-1]")]


def test_the_total_falls_because_the_reporters_changed() -> None:
    before, now = indicator(reporters=(WATER, ROADS)), indicator(reporters=(ROADS,))
    found = over_the_year(before, now, {WATER: "30", ROADS: "10"}, {ROADS: "12"})
    assert [(rule, item.expected) for rule, _, _, item in found] == [("check.fell", "40个")]


@pytest.mark.parametrize(
    ("before", "now", "half", "year"),
    [
        (indicator(), indicator(), "60", "60"),
        (indicator(), indicator(), "60", None),
        (indicator(), indicator(), None, "60"),
        (indicator(basis="时点"), indicator(basis="时点"), "60", "50"),
        (indicator(unit="元"), indicator(unit="万元"), "60", "50"),
        (indicator(basis="时点"), indicator(basis="累计"), "60", "50"),
        (indicator("K02-1"), indicator("K01-1"), "60", "50"),
    ],
)
def test_no_fall_without_two_figures_of_the_same_measure(
    before: Indicator, now: Indicator, half: str | None, year: str | None
) -> None:
    assert over_the_year(before, now, {"市发改委": half}, {"市发改委": year}) == []


def test_stated_progress_that_falls_is_noted() -> None:
    promise = indicator(basis="进度", unit="%", reporters=(WATER,))
    ((rule, severity, place, found),) = over_the_year(promise, promise, {WATER: "60"}, {WATER: "55"})
    assert (rule, severity, place) == ("check.progress-fell", Severity.NOTE, "市水利局.xlsx!指标进展!H[K01-1]")
    assert found.difference == "5个百分点"


@pytest.mark.parametrize(
    ("data_as_of", "expected"),
    [
        ("2023-06-30", []),
        ("6月底", []),
        ("", []),
        ("2023-07-21", ["check.data-ahead"]),
        ("2022年12月31日", ["check.data-stale"]),
        ("上级尚未公布", ["check.data-date-unread"]),
        ("2023-02-30", ["check.data-date-unread"]),
    ],
)
def test_the_day_of_the_data_is_of_this_year_and_not_ahead(data_as_of: str, expected: list[str]) -> None:
    report = submission(figures=[figure(data_as_of=data_as_of)])
    found = judge(evidence_of(plan_of(indicator()), report, as_of=date(2023, 7, 20)))
    assert [item.rule for item in found] == expected
    assert all(str(item.place) == "市发改委.xlsx!指标进展!H[K01-1]" for item in found)


def test_a_day_without_a_figure_is_not_judged() -> None:
    report = submission(figures=[figure(value=None, data_as_of="不详")])
    assert not judge(evidence_of(plan_of(indicator()), report))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-06-30", date(2023, 6, 30)),
        ("2023-06-30 00:00:00", date(2023, 6, 30)),
        ("2023/6/30", date(2023, 6, 30)),
        ("2023.6.30", date(2023, 6, 30)),
        ("２０２３年６月３０日", date(2023, 6, 30)),
        ("20230630", date(2023, 6, 30)),
        ("截至6月30日", date(2023, 6, 30)),
        ("截至2023年6月底。", date(2023, 6, 1)),
        ("2023年6月", date(2023, 6, 1)),
        ("2023-06", date(2023, 6, 1)),
        ("6月份", date(2023, 6, 1)),
        ("1-6月", date(2023, 6, 1)),
        ("2023年1至6月", date(2023, 6, 1)),
        ("上半年", date(2023, 6, 1)),
        ("年底", date(2023, 12, 1)),
        ("6月31日", None),
        ("13月", None),
        ("不详", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(words: str, day: date | None) -> None:
    assert read_day(words, 2023) == day


@pytest.mark.parametrize(
    ("other", "value", "expected"),
    [
        (indicator("M01-1"), "51", ["check.told-twice"]),
        (indicator("M01-1"), "50", []),
        (indicator("M01-1"), None, []),
        (indicator("M01-1", value="101"), "51", []),
        (indicator("M01-1", name="另一指标"), "51", []),
        (indicator("M01-1", task="K01"), "51", []),
    ],
)
def test_one_indicator_in_two_tasks_has_one_amount(other: Indicator, value: str | None, expected: list[str]) -> None:
    report = submission(figures=[figure("K01-1", "50"), figure("M01-1", value)])
    found = judge(evidence_of(plan_of(indicator(), other), report))
    assert [item.rule for item in found] == expected
    assert all((str(item.place), item.difference) == ("市发改委.xlsx!指标进展!H[M01-1]", "1个") for item in found)
