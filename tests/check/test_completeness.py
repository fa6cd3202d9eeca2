"""Who was asked and who answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.check.judge import judge
from reporter.findings import Severity
from reporter.plan.records import Form
from reporter.plan.records import Settings
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import department
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task

if TYPE_CHECKING:
    from reporter.periods import Period

WATER, ROADS, HOUSING = "市水利局", "市交通局", "市建设局"


def test_a_unit_that_reported_nothing_is_open_at_its_row_of_the_plan_with_whom_to_call() -> None:
    plan = plan_of(
        indicator("K01-1", reporters=(WATER,)),
        indicator("K01-2", reporters=(WATER,), basis="年度"),
        departments=[department(WATER, contact="赵某", phone="20001")],
    )
    (found,) = judge(evidence_of(plan))
    assert (found.rule, found.severity, str(found.place)) == (
        "check.not-reported",
        Severity.OPEN,
        "plan-2023.xlsx!单位!A[市水利局]",
    )
    assert found.department == WATER
    assert {"赵某", "20001"} <= set(
        found.hint.replace("。", "，").replace("联系人", "，").replace("电话", "，").split("，")
    )
    assert "指标1项" in found.message
    assert "推进情况1项" in found.message


def test_who_owes_nothing_in_this_period_has_not_failed_to_report() -> None:
    plan = plan_of(
        indicator("K01-1", reporters=(WATER,)),
        indicator("C01-1", reporters=(ROADS,)),
        indicator("K01-2", basis="年度", reporters=(HOUSING,)),
        tasks=[task("C01", form=Form.COMMITMENT, departments=(ROADS,))],
    )

    def silent(period: Period) -> set[str]:
        return {
            item.department for item in judge(evidence_of(plan, period=period)) if item.rule == "check.not-reported"
        }

    assert silent(HALF_YEAR) == {WATER}
    assert silent(YEAR_END) == {WATER, ROADS, HOUSING}


def test_a_missing_reporter_of_several_is_open_and_says_who_of_how_many() -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS, HOUSING)))
    reports = [
        submission(WATER, figures=[figure(department=WATER)]),
        submission(ROADS, figures=[figure(value=None, department=ROADS)]),
        submission(HOUSING, figures=[figure(department=HOUSING)]),
    ]
    (found,) = judge(evidence_of(plan, *reports))
    assert (found.rule, found.severity, str(found.place)) == (
        "check.reporter-missing",
        Severity.OPEN,
        "市水利局.xlsx!指标进展!H[K01-1]",
    )
    assert (found.indicator, found.task, found.department) == ("K01-1", "K01", ROADS)
    assert "3家填报单位中缺1家：市交通局" in found.message


@pytest.mark.parametrize(
    ("roads", "housing", "severity"),
    [
        ("项目未开工", "资料在审", Severity.NOTE),
        ("项目未开工", "", Severity.OPEN),
        ("", "", Severity.OPEN),
    ],
)
def test_missing_reporters_are_excused_once_every_one_of_them_said_why(
    roads: str, housing: str, severity: Severity
) -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS, HOUSING)))
    reports = [
        submission(WATER, figures=[figure(department=WATER)]),
        submission(ROADS, figures=[figure(value=None, department=ROADS, explanation=roads)]),
        submission(HOUSING, figures=[figure(value=None, department=HOUSING, explanation=housing)]),
    ]
    found = {item.rule: item.severity for item in judge(evidence_of(plan, *reports))}
    assert found == {"check.reporter-missing": severity}


@pytest.mark.parametrize(("housing", "missing"), [("7", []), (None, ["1"])])
def test_a_reporter_of_something_unreadable_is_not_missing(housing: str | None, missing: list[str]) -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS, HOUSING)))
    reports = [
        submission(WATER, figures=[figure(department=WATER)]),
        submission(ROADS, figures=[figure(value=None, department=ROADS, is_unreadable=True)]),
        submission(HOUSING, figures=[figure(value=housing, department=HOUSING)]),
    ]
    found = judge(evidence_of(plan, *reports))
    assert [(item.found, item.department) for item in found if item.rule == "check.reporter-missing"] == [
        (number, HOUSING) for number in missing
    ]


def test_where_nobody_of_several_reported_the_place_is_the_plan() -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS)))
    places = {item.rule: str(item.place) for item in judge(evidence_of(plan))}
    assert places["check.reporter-missing"] == "plan-2023.xlsx!指标!A[K01-1]"


@pytest.mark.parametrize(("basis", "period"), [("年度", HALF_YEAR), ("定性", HALF_YEAR), ("累计", SPRING)])
def test_what_is_not_due_is_not_missed(basis: str, period: Period) -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS), basis=basis))
    rules = {item.rule for item in judge(evidence_of(plan, period=period))}
    assert rules == {"check.not-reported"}


@pytest.mark.parametrize(
    ("due", "period", "filled_on", "days"),
    [
        (date(2023, 7, 10), HALF_YEAR, date(2023, 7, 13), "3"),
        (date(2023, 7, 10), HALF_YEAR, date(2023, 7, 10), None),
        (date(2023, 7, 10), YEAR_END, date(2023, 7, 13), None),
        (date(2023, 12, 10), YEAR_END, date(2023, 12, 11), "1"),
        (date(2024, 1, 10), YEAR_END, date(2024, 1, 12), "2"),
        (date(2024, 1, 10), HALF_YEAR, date(2024, 1, 12), None),
        (date(2022, 7, 10), HALF_YEAR, date(2023, 7, 13), None),
        (date(2023, 3, 31), SPRING, date(2023, 4, 1), "1"),
        (None, HALF_YEAR, date(2023, 7, 13), None),
        (date(2023, 7, 10), HALF_YEAR, None, None),
    ],
)
def test_a_workbook_dated_after_the_deadline_of_its_period_is_late(
    due: date | None, period: Period, filled_on: date | None, days: str | None
) -> None:
    plan = plan_of(departments=[department(WATER)], settings=Settings(2023, due=due))
    report = submission(WATER, filled_on=filled_on)
    found = judge(evidence_of(plan, report, period=period, as_of=date(2024, 2, 1)))
    assert [(item.rule, str(item.place), item.difference) for item in found] == (
        [("check.late", "市水利局.xlsx", days)] if days else []
    )


def test_of_several_files_the_latest_is_late() -> None:
    plan = plan_of(departments=[department(WATER)], settings=Settings(2023, due=date(2023, 7, 10)))
    report = replace(submission(WATER, filled_on=date(2023, 7, 12)), files=("补报.xlsx", "市水利局.xlsx"))
    assert [str(item.place) for item in judge(evidence_of(plan, report))] == ["补报.xlsx"]


def test_a_date_still_to_come_is_a_slip_and_not_late() -> None:
    plan = plan_of(departments=[department(WATER)], settings=Settings(2023, due=date(2023, 7, 10)))
    assert not judge(evidence_of(plan, submission(WATER, filled_on=date(2033, 7, 8))))
