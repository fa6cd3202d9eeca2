"""What every rule about a ledger row says alike: place, ids, the name and the figures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.plan.records import Relation
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.places import Place
    from reporter.plan.records import Indicator

_POINTS = {"%": "个百分点", "‰": "个千分点"}


def row_finding(rule: str, row: LedgerRow, **parts: object) -> Finding:
    """Raise a finding about a row at the first cell it came from, in the plan where nothing came."""
    figure = row.figures[0] if row.figures else None
    place = row.indicator.place if figure is None else figure.source.place
    return indicator_finding(rule, row.indicator, place, **{"department": figure.department if figure else "", **parts})


def indicator_finding(rule: str, indicator: Indicator, place: Place, **parts: object) -> Finding:
    """Raise a finding about an indicator, known to the message as {name}."""
    return finding(rule, place, task=indicator.task, indicator=indicator.id, name=indicator.name, **parts)  # type: ignore[arg-type]


def explained(found: Finding, explanation: str) -> Finding:
    """Return the finding as a note where the reporter explained it."""
    return found.lifted(explanation) if explanation else found


def worded(amount: Decimal | None, indicator: Indicator) -> str:
    """Write an amount with the indicator's unit."""
    return "" if amount is None else f"{plain(amount)}{indicator.target.unit}"


def worded_difference(amount: Decimal, indicator: Indicator) -> str:
    """Write a difference of two amounts: between two percentages there are 个百分点."""
    unit = indicator.target.unit
    return f"{plain(amount)}{_POINTS.get(measure(unit).base, unit)}"


def worded_target(indicator: Indicator) -> str:
    """Write the target as the plan has it: ≥100个, 10~50个."""
    target = indicator.target
    sign = "" if target.relation is Relation.WITHIN else target.relation.value
    return f"{sign}{target.digits}{target.unit}" if target.digits else ""
