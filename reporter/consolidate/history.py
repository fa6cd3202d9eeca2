"""What earlier periods of the year hold, for 上期完成 and for comparisons over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from reporter.consolidate.records import Ledger


def earlier_amounts(ledgers: Iterable[Ledger]) -> Mapping[str, Decimal]:
    """Return the newest known amount of each indicator; `ledgers` come oldest first. What is unknown is absent."""
    return {row.indicator.id: row.actual for ledger in ledgers for row in ledger.rows if row.actual is not None}
