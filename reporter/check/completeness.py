"""Who was asked and who answered: units, reporters, leads and dates of reporting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.rows import explained
from reporter.check.rows import row_finding
from reporter.findings import finding
from reporter.periods import Stage
from reporter.places import Place
from reporter.plan.duties import deadline
from reporter.plan.duties import figures_due
from reporter.plan.duties import is_figure_due
from reporter.plan.duties import is_late
from reporter.plan.duties import texts_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.periods import Period


def not_reported(evidence: Evidence) -> Iterator[Finding]:
    """Find the units of which no readable workbook came, with whom to call."""
    plan, period = evidence.plan, evidence.period
    indicators, tasks = figures_due(plan, period), texts_due(plan, period)
    for unit in evidence.silent:
        yield finding(
            "check.not-reported",
            unit.place,
            department=unit.name,
            period=period.title,
            how="报来的文件无法读取，等于没有报送" if unit.name in evidence.unread else "未报送",
            owed=_owed(period, indicators[unit.name], tasks[unit.name]),
            contact=unit.contact or "（台账未填）",
            phone=unit.phone or "（台账未填）",
        )


def _owed(period: Period, indicators: int, tasks: int) -> str:
    if period.stage is Stage.SPRING:
        return "应报承诺事项"
    return f"应填指标{indicators}项、应写推进情况{tasks}项"


def reporter_missing(evidence: Evidence) -> Iterator[Finding]:
    """Find indicators of several reporters where some are missing, and say who of how many.

    Whoever typed what nobody can read did report: that is an error of its own. It is lifted where each of the missing
    said in 情况说明 why the figure is not there.
    """
    for row in evidence.ledger.rows:
        reporters = row.indicator.reporters
        missing = _silent(row)
        if len(reporters) > 1 and missing and is_figure_due(evidence.plan, row.indicator, evidence.period):
            found = row_finding(
                "check.reporter-missing",
                row,
                department=missing[0],
                found=str(len(missing)),
                expected=str(len(reporters)),
                missing="、".join(missing),
            )
            yield explained(found, _reasons_of(missing, row))


def _silent(row: LedgerRow) -> tuple[str, ...]:
    """Return the reporters of whom nothing came, not even what cannot be read."""
    unreadable = {figure.department for figure in row.figures if figure.is_unreadable}
    return tuple(name for name in row.missing if name not in unreadable)


def _reasons_of(missing: tuple[str, ...], row: LedgerRow) -> str:
    """Join what the missing reporters said; empty unless every one of them said something."""
    said = {item.department: item.explanation for item in row.figures}
    reasons = [said.get(name, "") for name in missing]
    return "；".join(reasons) if all(reasons) else ""


def late(evidence: Evidence) -> Iterator[Finding]:
    """Find workbooks dated after the deadline of this period; a date still to come is a slip that forms names."""
    due = deadline(evidence.plan, evidence.period)
    for item in evidence.submissions:
        day = item.signature.filled_on
        if due and day and is_late(evidence.plan, evidence.period, day, as_of=evidence.as_of):
            overdue = {"found": f"{day}", "expected": f"{due}", "difference": str((day - due).days)}
            yield finding("check.late", Place(item.files[0]), department=item.department, **overdue)
