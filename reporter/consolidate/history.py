"""What earlier periods of the year hold, for 上期完成 and for comparisons over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow


def earlier_amounts(ledgers: Iterable[Ledger]) -> Mapping[str, Decimal]:
    """Return the newest known amount of each indicator; `ledgers` come oldest first. What is unknown is absent."""
    return {row.indicator.id: row.actual for ledger in ledgers for row in ledger.rows if row.actual is not None}


def earlier_amounts_of(department: str, ledgers: Iterable[Ledger]) -> Mapping[str, Decimal]:
    """Return what a department's form compares with: its own part where several report, else the amount.

    Only of the indicators that it reports; `ledgers` come oldest first.
    """
    rows = (row for ledger in ledgers for row in ledger.rows_by_reporter.get(department, ()))
    earlier = ((row, _amount_of(department, row)) for row in rows)
    return {row.indicator.id: amount for row, amount in earlier if amount is not None}


def _amount_of(department: str, row: LedgerRow) -> Decimal | None:
    if len(row.indicator.reporters) == 1:
        return row.actual
    return next((figure.amount for figure in row.figures if figure.department == department), None)
