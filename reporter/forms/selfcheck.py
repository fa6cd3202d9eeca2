"""完成率 and 自检 of the blank: a criterion an indicator, written as a live formula and computed for its result.

The rules are those of DESIGN's table of 口径 and 关系, which `consolidate.measures` applies to what was received; a
test holds the two together over every basis and relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

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

EXCEEDED, COMPLETED, AHEAD, ON_SCHEDULE, BEHIND = "超额完成", "已完成", "超序时", "按序时", "慢序时"
MET, NOT_MET, ANNUAL, NOT_COMPUTABLE = "达标", "未达标", "年度统计", "无法测算"
TO_REPORT, EXPLAINED, NUMBERS_ONLY = "请填报", "未填报，已说明", "请只填数字"
NOT_DUE = "本期可不填"
FALLEN, PERCENT_DOUBT = "低于上期，请核对", "请核对：是百分数还是小数"
BEHIND_UNEXPLAINED = "慢序时，请填情况说明"

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
_NOISE = 9
"""Digits to which a formula rounds before it compares: Excel computes in binary."""
_FRACTION_DOUBT = Decimal(10)

_SIGNS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
}


@dataclass(frozen=True, slots=True)
class Band:
    """The word that holds where rate (in percent) or amount compares so with the bound."""

    sign: str
    bound: Decimal
    word: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """How an indicator is judged: the rate is (amount - base) / span; the first band that holds gives the word."""

    base: Decimal | None
    span: Decimal | None
    is_judged_by_rate: bool
    bands: tuple[Band, ...]
    otherwise: str
    is_percent: bool
    may_be_fraction: bool
    earlier: Decimal | None
    is_due: bool

    def rate(self, amount: Decimal | None) -> Decimal | None:
        """Compute 完成率 as a fraction: 0.589 is 58.9%."""
        return None if amount is None or self.base is None or not self.span else (amount - self.base) / self.span

    def word(
        self,
        amount: Decimal | None,
        *,
        is_explained: bool,
        holds_something: bool = False,
        has_percent_format: bool = False,
    ) -> str:
        """Word 自检 for what stands in the row; an amount of None that `holds_something` is no number."""
        if amount is None:
            return self._word_without_amount(is_explained=is_explained, holds_something=holds_something)
        if self.may_be_fraction and not has_percent_format and 0 < abs(amount) <= 1:
            return PERCENT_DOUBT
        if self.earlier is not None and amount < self.earlier:
            return FALLEN
        rate = self.rate(amount)
        compared = rate * _WHOLE if self.is_judged_by_rate and rate is not None else amount
        word = next((band.word for band in self.bands if _SIGNS[band.sign](compared, band.bound)), self.otherwise)
        return BEHIND_UNEXPLAINED if word == BEHIND and not is_explained else word

    def _word_without_amount(self, *, is_explained: bool, holds_something: bool) -> str:
        if holds_something:
            return NUMBERS_ONLY
        if not self.is_due:
            return self._word_not_due
        return EXPLAINED if is_explained else TO_REPORT

    @property
    def _word_not_due(self) -> str:
        return ANNUAL if self.otherwise == ANNUAL else NOT_DUE

    def rate_formula(self, amount_cell: str) -> str:
        """Write 完成率 as a formula over the cell of 本期完成; empty where there is no rate."""
        if self.base is None or not self.span:
            return ""
        return f'=IF(ISNUMBER({amount_cell}),{self._rate_expression(amount_cell)},"")'

    def word_formula(self, amount_cell: str, explanation_cell: str) -> str:
        """Write 自检 as a formula over the cells of 本期完成 and 情况说明."""
        empty = f'"{self._word_not_due}"'
        if self.is_due:
            empty = f'IF(LEN(TRIM({explanation_cell}))=0,"{TO_REPORT}","{EXPLAINED}")'
        judged = self._judged_expression(amount_cell, explanation_cell)
        return f'=IF(LEN(TRIM({amount_cell}))=0,{empty},IF(ISNUMBER({amount_cell}),{judged},"{NUMBERS_ONLY}"))'

    def _judged_expression(self, amount_cell: str, explanation_cell: str) -> str:
        amount = self._amount_expression(amount_cell)
        compared = f"{self._rate_expression(amount_cell)}*100" if self.is_judged_by_rate else amount
        expression = f'"{self.otherwise}"'
        for band in reversed(self.bands):
            word = f'"{band.word}"'
            if band.word == BEHIND:
                word = f'IF(LEN(TRIM({explanation_cell}))=0,"{BEHIND_UNEXPLAINED}","{BEHIND}")'
            expression = f"IF(ROUND({compared},{_NOISE}){band.sign}{plain(band.bound)},{word},{expression})"
        if self.earlier is not None:
            expression = f'IF({amount}<{plain(self.earlier)},"{FALLEN}",{expression})'
        if self.may_be_fraction:
            doubt = f"AND({amount_cell}<>0,ABS({amount_cell})<=1,{_has_percent_format(amount_cell)}=FALSE)"
            expression = f'IF({doubt},"{PERCENT_DOUBT}",{expression})'
        return expression

    def _rate_expression(self, amount_cell: str) -> str:
        amount = self._amount_expression(amount_cell)
        difference = f"({amount}-{_operand(self.base)})" if self.base else amount
        return f"{difference}/{_operand(self.span)}"

    def _amount_expression(self, amount_cell: str) -> str:
        """Multiply what is shown as a percent: typing 54.8% stores 0.548."""
        if not self.is_percent:
            return amount_cell
        return f"IF({_has_percent_format(amount_cell)},{amount_cell}*100,{amount_cell})"


def criterion(indicator: Indicator, settings: Settings, period: Period, earlier: Decimal | None = None) -> Criterion:
    """Return how the indicator is judged in this period; `earlier` is the year's earlier amount, if any."""
    basis = _basis_in_force(indicator)
    is_premature = indicator.basis is Basis.ANNUAL and period.stage is not Stage.YEAR_END
    base, span = (None, None) if is_premature else _rate_operands(indicator, basis)
    follows_schedule = _follows_schedule(indicator)
    bands, otherwise = ((), ANNUAL) if is_premature else _bands(indicator, basis, settings, period)
    is_percent = measure(indicator.target.unit).base == "%"
    target = indicator.target.value
    return Criterion(
        base=base,
        span=span,
        is_judged_by_rate=follows_schedule and bool(span),
        bands=bands,
        otherwise=otherwise,
        is_percent=is_percent,
        may_be_fraction=is_percent and target is not None and target >= _FRACTION_DOUBT,
        earlier=earlier if indicator.basis is Basis.CUMULATIVE else None,
        is_due=not is_premature,
    )


def _has_percent_format(cell: str) -> str:
    return f'(LEFT(CELL("format",{cell}),1)="P")'


def _operand(value: Decimal | None) -> str:
    text = plain(value or Decimal(0))
    return f"({text})" if text.startswith("-") else text


def _basis_in_force(indicator: Indicator) -> Basis:
    if indicator.basis is not Basis.ANNUAL:
        return indicator.basis
    target = indicator.target
    if target.unit in _RANK_UNITS or (target.unit == "名" and target.relation in _UPPER_LIMITS):
        return Basis.RANK
    return Basis.SHARE if measure(target.unit).divisibility is Divisibility.RATIO else Basis.LEVEL


def _follows_schedule(indicator: Indicator) -> bool:
    if indicator.basis is Basis.PROGRESS:
        return True
    return indicator.basis is Basis.CUMULATIVE and indicator.target.relation not in _UPPER_LIMITS


def _rate_operands(indicator: Indicator, basis: Basis) -> tuple[Decimal | None, Decimal | None]:
    """Return base and span of the rate: 0 and the target, for a reduction the baseline and the way down from it."""
    value, baseline = indicator.target.value, indicator.baseline
    if basis is Basis.PROGRESS:
        return Decimal(0), _WHOLE
    if basis not in {Basis.CUMULATIVE, Basis.LEVEL} or not value:
        return None, None
    falls = basis is Basis.LEVEL and indicator.target.relation in _UPPER_LIMITS
    if falls and baseline is not None and baseline > value:
        return baseline, value - baseline
    return Decimal(0), value


def _bands(indicator: Indicator, basis: Basis, settings: Settings, period: Period) -> tuple[tuple[Band, ...], str]:
    value = indicator.target.value
    if _follows_schedule(indicator):
        if not value and basis is not Basis.PROGRESS:
            return (), NOT_COMPUTABLE
        return _schedule_bands(indicator, settings, period), ON_SCHEDULE
    if value is None:
        return (), NOT_COMPUTABLE
    if basis is Basis.RANK:
        return _rank_bands(indicator, value), MET
    return _level_bands(indicator, basis, value), MET


def _schedule_bands(indicator: Indicator, settings: Settings, period: Period) -> tuple[Band, ...]:
    due = settings.half_year_schedule if indicator.schedule is None else indicator.schedule
    due = _WHOLE if period.stage is Stage.YEAR_END else due
    return (
        Band(">", _WHOLE, EXCEEDED),
        Band(">=", _WHOLE, COMPLETED),
        Band(">", due + settings.tolerance, AHEAD),
        Band("<", due - settings.tolerance, BEHIND),
    )


def _rank_bands(indicator: Indicator, value: Decimal) -> tuple[Band, ...]:
    """Judge ranks: smaller is better whatever the relation; > and < ask for better than the rank named."""
    if indicator.target.relation in {Relation.LESS_THAN, Relation.MORE_THAN}:
        return (Band(">=", value, NOT_MET),)
    return (Band(">", value if indicator.target.upper is None else indicator.target.upper, NOT_MET),)


def _level_bands(indicator: Indicator, basis: Basis, value: Decimal) -> tuple[Band, ...]:
    """Name what misses the target; what is left meets it."""
    relation, upper = indicator.target.relation, indicator.target.upper
    below, above = Band("<", value, NOT_MET), Band(">", value, NOT_MET)
    if relation is Relation.WITHIN:
        return (below,) if upper is None else (below, Band(">", upper, NOT_MET))
    if relation is Relation.ABOUT:
        allowed = _allowed_about(indicator, basis, value)
        return (Band("<", value - allowed, NOT_MET), Band(">", value + allowed, NOT_MET))
    if relation is Relation.EQUAL:
        return (below,) if basis in {Basis.CUMULATIVE, Basis.LEVEL} else (below, above)
    return {
        Relation.AT_LEAST: (below,),
        Relation.AT_MOST: (above,),
        Relation.MORE_THAN: (Band("<=", value, NOT_MET),),
        Relation.LESS_THAN: (Band(">=", value, NOT_MET),),
    }[relation]


def _allowed_about(indicator: Indicator, basis: Basis, value: Decimal) -> Decimal:
    if basis in {Basis.GROWTH, Basis.SHARE}:
        return _ABOUT_POINTS.get(measure(indicator.target.unit).base, _HALF_A_POINT)
    return abs(value) * _ABOUT_SHARE
