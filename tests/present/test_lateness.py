"""Lateness has one answer: 概览, 报送情况 and the findings tell the same of every date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.check.judge import judge
from reporter.plan.records import Settings
from reporter.present.report import check_report
from reporter.present.report_parts import CheckedPeriod
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END
from tests.plans import evidence_of
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

if TYPE_CHECKING:
    from reporter.periods import Period

JULY_10 = date(2023, 7, 10)


@pytest.mark.parametrize(
    ("period", "filled_on", "word"),
    [
        (HALF_YEAR, date(2023, 7, 10), "已报"),
        (HALF_YEAR, date(2023, 7, 11), "逾期报送"),
        (HALF_YEAR, date(2033, 7, 11), "已报"),
        (HALF_YEAR, None, "已报"),
        (YEAR_END, date(2023, 7, 11), "已报"),
    ],
)
def test_the_report_counts_as_late_what_is_found_late(period: Period, filled_on: date | None, word: str) -> None:
    plan = plan_of(indicator(), settings=Settings(2023, due=JULY_10))
    evidence = evidence_of(plan, submission(filled_on=filled_on), period=period)
    findings = judge(evidence)
    cells = _cells(CheckedPeriod(evidence, findings))
    assert cells["市发改委"][2] == word
    assert cells["逾期报送"][1] == ("1" if word == "逾期报送" else "0")
    assert ("check.late" in {item.rule for item in findings}) == (word == "逾期报送")


@pytest.mark.parametrize(
    ("period", "as_of", "word", "due"),
    [
        (HALF_YEAR, date(2023, 7, 10), "未报", "2023-07-10"),
        (HALF_YEAR, date(2023, 7, 11), "逾期未报", "2023-07-10"),
        (YEAR_END, date(2023, 12, 11), "未报", "—"),
    ],
)
def test_the_deadline_of_another_period_is_nobodys(period: Period, as_of: date, word: str, due: str) -> None:
    plan = plan_of(indicator(), settings=Settings(2023, due=JULY_10))
    evidence = evidence_of(plan, period=period, as_of=as_of)
    cells = _cells(CheckedPeriod(evidence, judge(evidence)))
    assert (cells["市发改委"][2], cells["填报截止"][2]) == (word, due)


def _cells(checked: CheckedPeriod) -> dict[str, list[str]]:
    """Return the texts of the rows of 概览 and 报送情况 by their first one."""
    tables = [table for table in check_report(checked).tables if table.heading in {"概览", "报送情况"}]
    rows = [[cell.text if cell else "" for cell in row.cells] for table in tables for row in table.rows]
    return {row[0]: row for row in rows}
