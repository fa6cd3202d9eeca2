"""How far it got: behind schedule, below the promised level, unusually or impossibly far, not measurable."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.check.rows import explained
from reporter.check.rows import row_finding
from reporter.check.rows import worded
from reporter.check.rows import worded_target
from reporter.periods import Stage
from reporter.plan.criteria import Status
from reporter.plan.criteria import basis_in_force
from reporter.plan.criteria import schedule
from reporter.plan.records import Basis
from reporter.plan.records import Relation
from reporter.quantities import half_up
from reporter.quantities import measure
from reporter.quantities import percent
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.plan.records import Indicator

UNUSUAL_RATE = Decimal(200)
"""A rate above this wants a word of explanation: a slip of the unit is likelier than the double of a year's promise."""

_POINTS_DECIMALS = 2
_WHOLE_IN = {"%": Decimal(100), "个百分点": Decimal(100), "‰": Decimal(1000), "成": Decimal(10), "1": Decimal(1)}
"""What a whole is in the units of a share."""


def behind(evidence: Evidence) -> Iterator[Finding]:
    """Find indicators behind schedule; an explanation makes it a note."""
    for row in evidence.ledger.rows:
        due = schedule(row.indicator, evidence.plan.settings, evidence.period)
        if row.status is Status.BEHIND and row.rate is not None and row.pace is not None and due is not None:
            found = row_finding(
                "check.behind",
                row,
                found=percent(row.rate),
                expected=percent(due),
                difference=plain(half_up(-row.pace, _POINTS_DECIMALS)),
            )
            yield explained(found, row.explanation)


def not_met(evidence: Evidence) -> Iterator[Finding]:
    """Find levels, shares and ranks that are not what was promised; an explanation makes it a note."""
    for row in evidence.ledger.rows:
        if row.status is Status.NOT_MET:
            parts = {"found": worded(row.actual, row.indicator), "expected": worded_target(row.indicator)}
            parts |= {"verdict": _verdict(row.indicator, row.actual)}
            yield explained(row_finding("check.not-met", row, **parts), row.explanation)


def _verdict(indicator: Indicator, actual: Decimal | None) -> str:
    """Word how a target is missed: from below, or by going beyond it."""
    target, baseline = indicator.target, indicator.baseline
    bound = target.upper if target.relation is Relation.WITHIN and target.upper is not None else target.value
    if actual is None or bound is None or actual < bound or basis_in_force(indicator) is Basis.RANK:
        return "尚未达到"
    is_reduction = target.relation in {Relation.AT_MOST, Relation.LESS_THAN} and baseline is not None
    return "超出目标" if actual > bound and not is_reduction else "尚未达到"


def unusual(evidence: Evidence) -> Iterator[Finding]:
    """Find rates beyond all expectation; an explanation makes it a note."""
    for row in evidence.ledger.rows:
        if row.rate is not None and row.rate > UNUSUAL_RATE and row.status is not Status.NOT_MET:
            found = row_finding(
                "check.unusual",
                row,
                found=worded(row.actual, row.indicator),
                expected=worded_target(row.indicator),
                rate=percent(row.rate),
                limit=UNUSUAL_RATE,
            )
            yield explained(found, row.explanation)


def beyond_range(evidence: Evidence) -> Iterator[Finding]:
    """Find cumulative amounts above the upper end of a range: the schedule alone would call them exceeded."""
    for row in evidence.ledger.rows:
        target = row.indicator.target
        is_cumulative_range = row.indicator.basis is Basis.CUMULATIVE and target.relation is Relation.WITHIN
        if is_cumulative_range and row.actual is not None and target.upper is not None and row.actual > target.upper:
            yield row_finding(
                "check.beyond-range",
                row,
                found=worded(row.actual, row.indicator),
                expected=worded(target.upper, row.indicator),
            )


def impossible(evidence: Evidence) -> Iterator[Finding]:
    """Find shares above the whole and ranks that are no whole number from 1; an explanation makes it a note.

    Where the plan itself promises more than the whole (拨备覆盖率150%), it is no share of one.
    """
    for row in evidence.ledger.rows:
        actual = row.actual
        if actual is None or row.status is Status.ANNUAL:
            continue
        whole = _whole_of_share(row.indicator)
        if whole is not None and actual > whole:
            parts = {"found": worded(actual, row.indicator), "expected": worded(whole, row.indicator)}
            yield explained(row_finding("check.share-above-whole", row, **parts), row.explanation)
        elif basis_in_force(row.indicator) is Basis.RANK and (actual < 1 or actual % 1):
            found = row_finding("check.rank-impossible", row, found=worded(actual, row.indicator))
            yield explained(found, row.explanation)


def _whole_of_share(indicator: Indicator) -> Decimal | None:
    """Return what the whole is in the unit of a share, None for what may be above it."""
    target = indicator.target
    whole = _WHOLE_IN.get(measure(target.unit).base)
    if indicator.basis is not Basis.SHARE or whole is None:
        return None
    promised = (target.value, target.upper, indicator.baseline)
    return None if any(value is not None and value > whole for value in promised) else whole


def no_rate(evidence: Evidence) -> Iterator[Finding]:
    """Find indicators whose amount is known and whose status still cannot be: the plan gives no base."""
    for row in evidence.ledger.rows:
        if row.status is Status.NOT_COMPUTABLE and row.actual is not None and evidence.period.stage is not Stage.SPRING:
            yield row_finding(
                "check.no-rate",
                row,
                found=worded(row.actual, row.indicator),
                expected=worded_target(row.indicator) or "空",
            )
