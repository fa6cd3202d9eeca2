"""How an indicator is judged, as data: the table of 口径 and 关系, spelt out once for the ledger and for the forms.

A criterion names what a rate is made of and the bounds at which the status changes. The ledger applies it exactly; the
blank words it as live formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.periods import Stage
from reporter.plan.records import Basis
from reporter.plan.records import Relation
from reporter.quantities import Divisibility
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from reporter.periods import Period
    from reporter.plan.records import Indicator
    from reporter.plan.records import Settings
    from reporter.plan.records import Target

_WHOLE = Decimal(100)
_ABOUT_SHARE = Decimal("0.05")
_ABOUT_POINTS: Mapping[str, Decimal] = {
    "‰": Decimal(5),
    "个千分点": Decimal(5),
    "1": Decimal("0.005"),
    "倍": Decimal("0.005"),
}
_HALF_A_POINT = Decimal("0.5")
_UPPER_LIMITS = frozenset({Relation.AT_MOST, Relation.LESS_THAN})
_RANK_UNITS = frozenset({"位", "名次", "位次"})

_SIGNS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
}


class Status(StrEnum):
    """状态: computed from rate, pace and relation, never typed."""

    EXCEEDED = "超额完成"
    COMPLETED = "已完成"
    AHEAD = "超序时"
    ON_SCHEDULE = "按序时"
    BEHIND = "慢序时"
    MET = "达标"
    NOT_MET = "未达标"
    ANNUAL = "年度统计"
    UNREPORTED = "未填报"
    NOT_COMPUTABLE = "无法测算"


@dataclass(frozen=True, slots=True)
class Scale:
    """What 完成率 is made of: (amount - base) / span, where base is 0 but for a reduction; span is never 0."""

    base: Decimal
    span: Decimal

    def share(self, amount: Decimal) -> Fraction:
        """Compute 完成率 exactly, as a share: 589/1000 is 58.9%."""
        return (Fraction(amount) - Fraction(self.base)) / Fraction(self.span)


@dataclass(frozen=True, slots=True)
class Band:
    """The status that holds where what is judged compares so with the bound."""

    sign: str
    bound: Decimal
    status: Status

    def holds(self, judged: Fraction) -> bool:
        """Compare exactly."""
        return _SIGNS[self.sign](judged, Fraction(self.bound))


@dataclass(frozen=True, slots=True)
class Criterion:
    """How an amount is judged: by its rate in percent or by itself, the first band that holds gives the status."""

    scale: Scale | None
    is_judged_by_rate: bool
    bands: tuple[Band, ...]
    otherwise: Status

    @property
    def is_premature(self) -> bool:
        """Whether it is too early to judge: 年度 before year-end."""
        return self.otherwise is Status.ANNUAL

    def status(self, amount: Decimal) -> Status:
        """Judge an amount."""
        judged = self.scale.share(amount) * 100 if self.is_judged_by_rate and self.scale else Fraction(amount)
        return next((band.status for band in self.bands if band.holds(judged)), self.otherwise)


def criterion(indicator: Indicator, settings: Settings, period: Period) -> Criterion:
    """Return how the indicator is judged in this period; 定性, which has no amount, is judged by its text instead."""
    scale = rate_scale(indicator, period)
    if _is_premature(indicator, period):
        return Criterion(scale, is_judged_by_rate=False, bands=(), otherwise=Status.ANNUAL)
    if _follows_schedule(indicator):
        due = schedule(indicator, settings, period)
        if scale is None or due is None:
            return Criterion(scale, is_judged_by_rate=True, bands=(), otherwise=Status.NOT_COMPUTABLE)
        bands = _schedule_bands(due, settings.tolerance)
        return Criterion(scale, is_judged_by_rate=True, bands=bands, otherwise=Status.ON_SCHEDULE)
    if indicator.target.value is None:
        return Criterion(scale, is_judged_by_rate=False, bands=(), otherwise=Status.NOT_COMPUTABLE)
    bands = tuple(Band(sign, bound, Status.NOT_MET) for sign, bound in _misses(indicator, indicator.target.value))
    return Criterion(scale, is_judged_by_rate=False, bands=bands, otherwise=Status.MET)


def rate_scale(indicator: Indicator, period: Period) -> Scale | None:
    """Return what 完成率 is made of, None where the basis has none, the target is 0 or it is too early."""
    basis, target, baseline = basis_in_force(indicator), indicator.target, indicator.baseline
    if _is_premature(indicator, period):
        return None
    if basis is Basis.PROGRESS:
        return Scale(Decimal(0), _WHOLE)
    if basis not in {Basis.CUMULATIVE, Basis.LEVEL} or not target.value:
        return None
    is_limit = basis is Basis.LEVEL and target.relation in _UPPER_LIMITS
    if is_limit and baseline is not None and baseline > target.value:
        return Scale(baseline, target.value - baseline)
    return Scale(Decimal(0), target.value)


def schedule(indicator: Indicator, settings: Settings, period: Period) -> Decimal | None:
    """Return 序时, the percent of the year's target that is due, None where no schedule judges the indicator."""
    if not _follows_schedule(indicator) or period.stage is Stage.SPRING:
        return None
    if period.stage is Stage.YEAR_END:
        return _WHOLE
    return settings.half_year_schedule if indicator.schedule is None else indicator.schedule


def basis_in_force(indicator: Indicator) -> Basis:
    """Return the basis that judges the amount: 年度, once measured, counts as 占比, 排名 or 时点 by its unit."""
    if indicator.basis is not Basis.ANNUAL:
        return indicator.basis
    if _names_a_rank(indicator.target):
        return Basis.RANK
    is_share = measure(indicator.target.unit).divisibility is Divisibility.RATIO
    return Basis.SHARE if is_share else Basis.LEVEL


def _is_premature(indicator: Indicator, period: Period) -> bool:
    return indicator.basis is Basis.ANNUAL and period.stage is not Stage.YEAR_END


def _names_a_rank(target: Target) -> bool:
    """Tell a rank by its unit; 名 counts people as well, so it names a rank only under an upper limit."""
    return target.unit in _RANK_UNITS or (target.unit == "名" and target.relation in _UPPER_LIMITS)


def _follows_schedule(indicator: Indicator) -> bool:
    """Tell whether the schedule judges: a limit on what adds up (≤ 累计) has no pace, it must only not be exceeded."""
    if indicator.basis is Basis.PROGRESS:
        return True
    return indicator.basis is Basis.CUMULATIVE and indicator.target.relation not in _UPPER_LIMITS


def _schedule_bands(due: Decimal, tolerance: Decimal) -> tuple[Band, ...]:
    return (
        Band(">", _WHOLE, Status.EXCEEDED),
        Band(">=", _WHOLE, Status.COMPLETED),
        Band(">", due + tolerance, Status.AHEAD),
        Band("<", due - tolerance, Status.BEHIND),
    )


def _misses(indicator: Indicator, value: Decimal) -> tuple[tuple[str, Decimal], ...]:
    """Name what misses the target, by sign and bound; what is left meets it."""
    basis, relation, upper = basis_in_force(indicator), indicator.target.relation, indicator.target.upper
    if basis is Basis.RANK:
        # Smaller is better whatever the relation; > and < ask for better than the rank named.
        is_strict = relation in {Relation.LESS_THAN, Relation.MORE_THAN}
        return ((">=", value),) if is_strict else ((">", value if upper is None else upper),)
    if relation is Relation.WITHIN:
        return (("<", value),) if upper is None else (("<", value), (">", upper))
    if relation is Relation.ABOUT:
        allowed = _allowed_about(indicator, value)
        return (("<", value - allowed), (">", value + allowed))
    if relation is Relation.EQUAL:
        # An amount (累计, 时点) promises at least that much.
        is_amount = basis in {Basis.CUMULATIVE, Basis.LEVEL}
        return (("<", value),) if is_amount else (("<", value), (">", value))
    return ((_MISSED_BY[relation], value),)


_MISSED_BY: Mapping[Relation, str] = {
    Relation.AT_LEAST: "<",
    Relation.AT_MOST: ">",
    Relation.MORE_THAN: "<=",
    Relation.LESS_THAN: ">=",
}


def _allowed_about(indicator: Indicator, value: Decimal) -> Decimal:
    """Allow half a percentage point for growth and shares, 5% of the value for the rest."""
    if basis_in_force(indicator) in {Basis.GROWTH, Basis.SHARE}:
        return _ABOUT_POINTS.get(measure(indicator.target.unit).base, _HALF_A_POINT)
    return abs(value) * _ABOUT_SHARE
