"""The ledger: one row an indicator, with actual, rate, pace and status, and every cell they came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reporter.forms.records import Figure
    from reporter.forms.records import TaskText
    from reporter.periods import Period
    from reporter.plan.criteria import Status
    from reporter.plan.records import Indicator


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An indicator at a period: `actual` in the plan's unit, `rate` in percent, `pace` in points; None is no zero."""

    indicator: Indicator
    actual: Decimal | None
    rate: Decimal | None
    pace: Decimal | None
    status: Status
    figures: tuple[Figure, ...]
    """What each reporter typed, in the order of 填报单位; a reporter without a workbook has none."""
    missing: tuple[str, ...] = ()
    """Reporters of whom nothing readable came."""

    @property
    def explanation(self) -> str:
        """The reporters' 情况说明, joined."""
        return "；".join(figure.explanation for figure in self.figures if figure.explanation)


@dataclass(frozen=True)
class Ledger:
    """All indicators in plan order, and the text of each task by task id."""

    period: Period
    rows: tuple[LedgerRow, ...]
    texts: Mapping[str, TaskText]

    @cached_property
    def row_by_indicator(self) -> Mapping[str, LedgerRow]:
        """Ledger rows by indicator id."""
        return {row.indicator.id: row for row in self.rows}

    @cached_property
    def rows_by_reporter(self) -> Mapping[str, tuple[LedgerRow, ...]]:
        """Ledger rows by the departments that report them, in plan order."""
        groups: dict[str, list[LedgerRow]] = {}
        for row in self.rows:
            for name in dict.fromkeys(row.indicator.reporters):
                groups.setdefault(name, []).append(row)
        return {name: tuple(rows) for name, rows in groups.items()}
