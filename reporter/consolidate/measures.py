"""Rate, pace and status of one indicator: its criterion applied to what was reported, exactly.

Everything is compared as an exact fraction, so that "= 100" and the edges of a tolerance are exact; a rate that has no
end in decimals is cut only at the 60th digit, when it becomes a Decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.plan.criteria import Status
from reporter.plan.criteria import criterion
from reporter.plan.criteria import rate_scale
from reporter.plan.criteria import schedule
from reporter.plan.records import Basis
from reporter.quantities import in_decimals
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.periods import Period
    from reporter.plan.criteria import Scale
    from reporter.plan.records import Indicator
    from reporter.plan.records import Settings


@dataclass(frozen=True, slots=True)
class Measures:
    """Rate in percent, pace in points, and the status that follows; None is no zero."""

    rate: Decimal | None
    pace: Decimal | None
    status: Status


def measured(  # noqa: PLR0913 - beside the four operands, two facts that only some bases ask for, by keyword
    indicator: Indicator,
    actual: Decimal | None,
    settings: Settings,
    period: Period,
    *,
    text: str = "",
    is_unreadable: bool = False,
) -> Measures:
    """Measure an indicator. `text` is the task's 推进情况, which alone judges 定性."""
    judge = criterion(indicator, settings, period)
    reached = _percent(judge.scale, actual)
    due = schedule(indicator, settings, period)
    distance = None if reached is None or due is None else reached - Fraction(due)
    if judge.is_premature:
        status = judge.otherwise
    elif indicator.basis is Basis.QUALITATIVE:
        status = Status.MET if text.strip() else Status.UNREPORTED
    elif is_unreadable:
        status = Status.NOT_COMPUTABLE
    else:
        status = Status.UNREPORTED if actual is None else judge.status(actual)
    return Measures(_decimal(reached), _decimal(distance), status)


def rate(indicator: Indicator, actual: Decimal | None, period: Period) -> Decimal | None:
    """Compute 完成率 in percent, None where the basis has none, nothing was reported or the target is 0."""
    return _decimal(_percent(rate_scale(indicator, period), actual))


def rate_expression(indicator: Indicator, actual: Decimal | None, period: Period) -> str:
    """Write how 完成率 is computed: 54.8/100, (10-7)/(10-6), the progress as stated; empty where there is none."""
    scale = rate_scale(indicator, period)
    if actual is None or scale is None:
        return ""
    if indicator.basis is Basis.PROGRESS:
        return plain(actual)
    if scale.base:
        return f"({plain(scale.base)}-{plain(actual)})/({plain(scale.base)}-{plain(scale.base + scale.span)})"
    return f"{plain(actual)}/{plain(scale.span)}"


def _percent(scale: Scale | None, actual: Decimal | None) -> Fraction | None:
    return None if scale is None or actual is None else scale.share(actual) * 100


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else in_decimals(value)
