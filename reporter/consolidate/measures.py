"""Rate, pace and status of one indicator: the table of 口径 and 关系, and nothing else.

Everything is compared as an exact fraction, so that "= 100" and the edges of a tolerance are exact; a rate that has no
end in decimals is cut only at the 60th digit, when it becomes a Decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.consolidate.records import Status
from reporter.periods import Stage
from reporter.plan.records import Basis
from reporter.plan.records import Relation
from reporter.quantities import Divisibility
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from reporter.periods import Period
    from reporter.plan.records import Indicator
    from reporter.plan.records import Settings
    from reporter.plan.records import Target

_DIGITS = Context(prec=60)
_WHOLE = 100
_ABOUT_SHARE = Fraction(5, 100)
_ABOUT_POINTS: Mapping[str, Fraction] = {
    "‰": Fraction(5),
    "个千分点": Fraction(5),
    "1": Fraction(5, 1000),
    "倍": Fraction(5, 1000),
}
_HALF_A_POINT = Fraction(1, 2)
_UPPER_LIMITS = frozenset({Relation.AT_MOST, Relation.LESS_THAN})
_RANK_UNITS = frozenset({"位", "名次", "位次"})


def rate(indicator: Indicator, actual: Decimal | None, period: Period) -> Decimal | None:
    """Compute 完成率 in percent, None where the basis has none, nothing was reported or the target is 0."""
    return _decimal(_exact_rate(indicator, actual, period))


def rate_expression(indicator: Indicator, actual: Decimal | None, period: Period) -> str:
    """Write how 完成率 is computed: 54.8/100, (10-7)/(10-6), the progress as stated; empty where there is none."""
    value = indicator.target.value
    if actual is None or _exact_rate(indicator, actual, period) is None:
        return ""
    if indicator.basis is Basis.PROGRESS or value is None:
        return plain(actual)
    baseline = _baseline_of_reduction(indicator, basis_in_force(indicator))
    if baseline is None:
        return f"{plain(actual)}/{plain(value)}"
    return f"({plain(baseline)}-{plain(actual)})/({plain(baseline)}-{plain(value)})"


def schedule(indicator: Indicator, settings: Settings, period: Period) -> Decimal | None:
    """Return 序时, the percent of the year's target that is due, None where no schedule judges the indicator."""
    if not _follows_schedule(indicator) or period.stage is Stage.SPRING:
        return None
    if period.stage is Stage.YEAR_END:
        return Decimal(_WHOLE)
    return settings.half_year_schedule if indicator.schedule is None else indicator.schedule


def pace(indicator: Indicator, actual: Decimal | None, settings: Settings, period: Period) -> Decimal | None:
    """Compute rate minus schedule, in points; None where either is missing."""
    return measured(indicator, actual, settings, period).pace


def status(  # noqa: PLR0913 - beside the four operands, two facts that only some bases ask for, by keyword
    indicator: Indicator,
    actual: Decimal | None,
    settings: Settings,
    period: Period,
    *,
    text: str = "",
    is_unreadable: bool = False,
) -> Status:
    """Judge an indicator. `text` is the task's 推进情况, which alone judges 定性."""
    return measured(indicator, actual, settings, period, text=text, is_unreadable=is_unreadable).status


@dataclass(frozen=True, slots=True)
class Measures:
    """Rate in percent, pace in points, and the status that follows; None is no zero."""

    rate: Decimal | None
    pace: Decimal | None
    status: Status


def measured(  # noqa: PLR0913 - as for status
    indicator: Indicator,
    actual: Decimal | None,
    settings: Settings,
    period: Period,
    *,
    text: str = "",
    is_unreadable: bool = False,
) -> Measures:
    """Measure an indicator once for all three."""
    reached = _exact_rate(indicator, actual, period)
    due = schedule(indicator, settings, period)
    distance = None if reached is None or due is None else reached - Fraction(due)
    if indicator.basis is Basis.ANNUAL and period.stage is not Stage.YEAR_END:
        judged = Status.ANNUAL
    elif indicator.basis is Basis.QUALITATIVE:
        judged = Status.MET if text.strip() else Status.UNREPORTED
    elif is_unreadable:
        judged = Status.NOT_COMPUTABLE
    elif actual is None:
        judged = Status.UNREPORTED
    elif _follows_schedule(indicator):
        judged = _status_by_schedule(reached, distance, Fraction(settings.tolerance))
    else:
        judged = _status_by_level(indicator, actual)
    return Measures(_decimal(reached), _decimal(distance), judged)


def basis_in_force(indicator: Indicator) -> Basis:
    """Return the basis that judges the amount: 年度, once measured, counts as 占比, 排名 or 时点 by its unit."""
    if indicator.basis is not Basis.ANNUAL:
        return indicator.basis
    if _names_a_rank(indicator.target):
        return Basis.RANK
    is_share = measure(indicator.target.unit).divisibility is Divisibility.RATIO
    return Basis.SHARE if is_share else Basis.LEVEL


def _names_a_rank(target: Target) -> bool:
    """Tell a rank by its unit; 名 counts people as well, so it names a rank only under an upper limit."""
    return target.unit in _RANK_UNITS or (target.unit == "名" and target.relation in _UPPER_LIMITS)


def _follows_schedule(indicator: Indicator) -> bool:
    """Tell whether the schedule judges: a limit on what adds up (≤ 累计) has no pace, it must only not be exceeded."""
    if indicator.basis is Basis.PROGRESS:
        return True
    return indicator.basis is Basis.CUMULATIVE and indicator.target.relation not in _UPPER_LIMITS


def _exact_rate(indicator: Indicator, actual: Decimal | None, period: Period) -> Fraction | None:
    if actual is None or (indicator.basis is Basis.ANNUAL and period.stage is not Stage.YEAR_END):
        return None
    basis = basis_in_force(indicator)
    if basis is Basis.PROGRESS:
        return Fraction(actual)
    if basis not in {Basis.CUMULATIVE, Basis.LEVEL} or not indicator.target.value:
        return None
    value = Fraction(indicator.target.value)
    baseline = _baseline_of_reduction(indicator, basis)
    if baseline is not None:
        return (Fraction(baseline) - Fraction(actual)) / (Fraction(baseline) - value) * _WHOLE
    return Fraction(actual) / value * _WHOLE


def _baseline_of_reduction(indicator: Indicator, basis: Basis) -> Decimal | None:
    """Return the level a reduction starts from: 时点 with ≤ or < and a 基期值 above the target; None for the rest."""
    value, baseline = indicator.target.value, indicator.baseline
    if basis is not Basis.LEVEL or indicator.target.relation not in _UPPER_LIMITS or value is None or baseline is None:
        return None
    return baseline if baseline > value else None


def _status_by_schedule(reached: Fraction | None, distance: Fraction | None, tolerance: Fraction) -> Status:
    if reached is None or distance is None:
        return Status.NOT_COMPUTABLE
    if reached >= _WHOLE:
        return Status.EXCEEDED if reached > _WHOLE else Status.COMPLETED
    if abs(distance) <= tolerance:
        return Status.ON_SCHEDULE
    return Status.AHEAD if distance > 0 else Status.BEHIND


def _status_by_level(indicator: Indicator, actual: Decimal) -> Status:
    if indicator.target.value is None:
        return Status.NOT_COMPUTABLE
    judge = _ranks_as_promised if basis_in_force(indicator) is Basis.RANK else _JUDGES[indicator.target.relation]
    return Status.MET if judge(indicator, Fraction(actual), Fraction(indicator.target.value)) else Status.NOT_MET


def _ranks_as_promised(indicator: Indicator, actual: Fraction, value: Fraction) -> bool:
    """Compare ranks: smaller is better whatever the relation; > and < ask for better than the rank named."""
    if indicator.target.relation in {Relation.LESS_THAN, Relation.MORE_THAN}:
        return actual < value
    return actual <= (value if indicator.target.upper is None else Fraction(indicator.target.upper))


def _is_about(indicator: Indicator, actual: Fraction, value: Fraction) -> bool:
    """Compare within half a percentage point for growth and shares, within 5% of the value for the rest."""
    if basis_in_force(indicator) in {Basis.GROWTH, Basis.SHARE}:
        allowed = _ABOUT_POINTS.get(measure(indicator.target.unit).base, _HALF_A_POINT)
    else:
        allowed = abs(value) * _ABOUT_SHARE
    return abs(actual - value) <= allowed


def _is_equal(indicator: Indicator, actual: Fraction, value: Fraction) -> bool:
    """Compare for equality, except that = on an amount (累计, 时点) promises at least that much."""
    is_amount = basis_in_force(indicator) in {Basis.CUMULATIVE, Basis.LEVEL}
    return actual >= value if is_amount else actual == value


def _is_within(indicator: Indicator, actual: Fraction, value: Fraction) -> bool:
    """Compare with both ends included; without an upper end only the lower one counts."""
    upper = indicator.target.upper
    return value <= actual and (upper is None or actual <= Fraction(upper))


_JUDGES: Mapping[Relation, Callable[[Indicator, Fraction, Fraction], bool]] = {
    Relation.AT_LEAST: lambda _, actual, value: actual >= value,
    Relation.AT_MOST: lambda _, actual, value: actual <= value,
    Relation.MORE_THAN: lambda _, actual, value: actual > value,
    Relation.LESS_THAN: lambda _, actual, value: actual < value,
    Relation.EQUAL: _is_equal,
    Relation.ABOUT: _is_about,
    Relation.WITHIN: _is_within,
}


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
