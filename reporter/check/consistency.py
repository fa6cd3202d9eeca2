"""What must hold between periods and dates: a cumulative figure never falls, data are of this year and not ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.days import read_day
from reporter.check.rows import explained
from reporter.check.rows import indicator_finding
from reporter.check.rows import row_finding
from reporter.check.rows import worded
from reporter.check.rows import worded_difference
from reporter.plan.records import Basis
from reporter.quantities import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reporter.check.records import Evidence
    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.forms.records import Figure
    from reporter.plan.records import Indicator


def fell(evidence: Evidence) -> Iterator[Finding]:
    """Find cumulative figures below an earlier period's, reporter by reporter; an explanation lifts it."""
    for row in evidence.ledger.rows:
        if row.indicator.basis is Basis.CUMULATIVE:
            found = tuple(_fallen_figures(evidence, row))
            yield from found or _fallen_total(evidence, row, "check.fell")


def progress_fell(evidence: Evidence) -> Iterator[Finding]:
    """Find stated progress below an earlier period's."""
    for row in evidence.ledger.rows:
        if row.indicator.basis is Basis.PROGRESS:
            yield from _fallen_total(evidence, row, "check.progress-fell")


def told_twice(evidence: Evidence) -> Iterator[Finding]:
    """Find one indicator that stands in two tasks, by name, unit, basis and target, with two amounts."""
    first: dict[tuple[object, ...], LedgerRow] = {}
    for row in evidence.ledger.rows:
        indicator, target = row.indicator, row.indicator.target
        if row.actual is None:
            continue
        twin = first.setdefault((indicator.name, indicator.basis, target.unit, target.value, target.upper), row)
        if twin.actual is not None and twin.actual != row.actual and twin.indicator.task != indicator.task:
            yield row_finding(
                "check.told-twice",
                row,
                found=worded(row.actual, indicator),
                expected=worded(twin.actual, indicator),
                difference=worded_difference(abs(row.actual - twin.actual), indicator),
                other=twin.indicator.task,
            )


def data_dates(evidence: Evidence) -> Iterator[Finding]:
    """Find 数据截至 that is no date, is of an earlier year, or lies after the day of consolidation."""
    for row in evidence.ledger.rows:
        for figure in row.figures:
            if figure.amount is not None and figure.data_as_of.strip():
                yield from _data_date(evidence, row.indicator, figure)


def _data_date(evidence: Evidence, indicator: Indicator, figure: Figure) -> Iterator[Finding]:
    year = evidence.period.year
    day = read_day(figure.data_as_of, year)
    if day is None:
        rule, expected = "check.data-date-unread", f"{year}-06-30"
    elif day > evidence.as_of:
        rule, expected = "check.data-ahead", f"{evidence.as_of}"
    elif day.year < year:
        rule, expected = "check.data-stale", f"{year}"
    else:
        return
    yield indicator_finding(
        rule,
        indicator,
        figure.data_as_of_place or figure.source.place,
        department=figure.department,
        found=figure.data_as_of,
        expected=expected,
    )


def _fallen_figures(evidence: Evidence, row: LedgerRow) -> Iterator[Finding]:
    """Compare each reporter's figure with the newest earlier one of the same reporter."""
    for figure in row.figures:
        earlier = _newest_figure(evidence, row.indicator, figure.department)
        if figure.amount is not None and earlier is not None and figure.amount < earlier[1]:
            found = indicator_finding(
                "check.fell",
                row.indicator,
                figure.source.place,
                department=figure.department,
                **_fall(row.indicator, figure.amount, *earlier),
            )
            yield explained(found, figure.explanation)


def _fallen_total(evidence: Evidence, row: LedgerRow, rule: str) -> Iterator[Finding]:
    """Compare the totals; for 累计 this is for indicators that changed their reporters within the year."""
    earlier = _newest_total(evidence, row.indicator)
    if row.actual is not None and earlier is not None and row.actual < earlier[1]:
        yield explained(row_finding(rule, row, **_fall(row.indicator, row.actual, *earlier)), row.explanation)


def _fall(indicator: Indicator, amount: Decimal, when: str, before: Decimal) -> dict[str, str]:
    """Word both figures, the difference and the earlier period."""
    return {
        "found": worded(amount, indicator),
        "expected": worded(before, indicator),
        "difference": worded_difference(before - amount, indicator),
        "earlier": when,
    }


def _earlier_rows(evidence: Evidence, indicator: Indicator) -> Iterator[tuple[Ledger, LedgerRow]]:
    """Yield the indicator's earlier rows, newest first, while they measure the same thing in the same unit."""
    for ledger in reversed(evidence.earlier):
        row = ledger.row_by_indicator.get(indicator.id)
        if row and row.indicator.basis is indicator.basis and _same_unit(row.indicator, indicator):
            yield ledger, row


def _same_unit(one: Indicator, other: Indicator) -> bool:
    return same_unit(one.target.unit, other.target.unit)


def _newest_total(evidence: Evidence, indicator: Indicator) -> tuple[str, Decimal] | None:
    """Return when the indicator last had a total, and which."""
    for ledger, row in _earlier_rows(evidence, indicator):
        if row.actual is not None:
            return ledger.period.title, row.actual
    return None


def _newest_figure(evidence: Evidence, indicator: Indicator, reporter: str) -> tuple[str, Decimal] | None:
    """Return when the reporter last had a figure of the indicator, and which."""
    for ledger, row in _earlier_rows(evidence, indicator):
        for figure in row.figures:
            if figure.amount is not None and figure.department == reporter:
                return ledger.period.title, figure.amount
    return None
