"""完成率 and 自检 of the blank: the criterion of an indicator worded as live formulas, with their results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms.reading.cells import doubts_fractions
from reporter.forms.reading.cells import is_small
from reporter.plan.criteria import Status
from reporter.plan.criteria import criterion
from reporter.plan.duties import is_figure_due
from reporter.plan.records import Basis
from reporter.quantities import in_decimals
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.periods import Period
    from reporter.plan.criteria import Criterion
    from reporter.plan.criteria import Scale
    from reporter.plan.records import Indicator
    from reporter.plan.records import Plan

TO_REPORT, EXPLAINED, NUMBERS_ONLY = "请填报", "未填报，已说明", "请只填数字"
NOT_DUE = "本期可不填"
FALLEN, PERCENT_DOUBT = "低于上期，请核对", "请核对：是百分数还是小数"
BEHIND_UNEXPLAINED = f"{Status.BEHIND}，请填情况说明"
TOGETHER = "合并测算"
"""Stands for rate and status where several departments report one indicator: only their total has them."""

_NOISE = 9
"""Digits to which a formula rounds before it compares: Excel computes in binary."""


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What 完成率 and 自检 say of one row; `earlier` is what the department reported before, where it may not fall."""

    criterion: Criterion
    is_part: bool
    """Whether other departments report their parts of the same indicator, so that this one cannot be judged alone."""
    is_percent: bool
    doubts_fractions: bool
    earlier: Decimal | None
    is_due: bool

    def rate(self, amount: Decimal | None) -> Decimal | str:
        """Return what 完成率 shows: a share, 0.589 for 58.9%, or a word; empty without an amount or a rate."""
        scale = self.criterion.scale
        if amount is None or scale is None:
            return ""
        if self.is_part:
            return TOGETHER
        return in_decimals(scale.share(amount))

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
        if self.doubts_fractions and not has_percent_format and is_small(amount):
            return PERCENT_DOUBT
        if self.earlier is not None and amount < self.earlier:
            return FALLEN
        if self.is_part and not self.criterion.is_premature:
            return TOGETHER
        status = self.criterion.status(amount)
        return BEHIND_UNEXPLAINED if status is Status.BEHIND and not is_explained else status.value

    def _word_without_amount(self, *, is_explained: bool, holds_something: bool) -> str:
        if holds_something:
            return NUMBERS_ONLY
        if not self.is_due:
            return self._word_not_due
        return EXPLAINED if is_explained else TO_REPORT

    @property
    def _word_not_due(self) -> str:
        return self.criterion.otherwise.value if self.criterion.is_premature else NOT_DUE

    def rate_formula(self, amount_cell: str) -> str:
        """Write 完成率 as a formula over the cell of 本期完成; empty where there is no rate."""
        scale = self.criterion.scale
        if scale is None:
            return ""
        shown = f'"{TOGETHER}"' if self.is_part else self._rate_expression(scale, amount_cell)
        return f'=IF(ISNUMBER({amount_cell}),{shown},"")'

    def word_formula(self, amount_cell: str, explanation_cell: str) -> str:
        """Write 自检 as a formula over the cells of 本期完成 and 情况说明."""
        empty = f'"{self._word_not_due}"'
        if self.is_due:
            empty = f'IF(LEN(TRIM({explanation_cell}))=0,"{TO_REPORT}","{EXPLAINED}")'
        judged = self._judged_expression(amount_cell, explanation_cell)
        return f'=IF(LEN(TRIM({amount_cell}))=0,{empty},IF(ISNUMBER({amount_cell}),{judged},"{NUMBERS_ONLY}"))'

    def _judged_expression(self, amount_cell: str, explanation_cell: str) -> str:
        expression = self._status_expression(amount_cell, explanation_cell)
        if self.earlier is not None:
            amount = self._amount_expression(amount_cell)
            expression = f'IF({amount}<{plain(self.earlier)},"{FALLEN}",{expression})'
        if self.doubts_fractions:
            doubt = f"AND({amount_cell}<>0,ABS({amount_cell})<=1,{_has_percent_format(amount_cell)}=FALSE)"
            expression = f'IF({doubt},"{PERCENT_DOUBT}",{expression})'
        return expression

    def _status_expression(self, amount_cell: str, explanation_cell: str) -> str:
        judge = self.criterion
        if self.is_part and not judge.is_premature:
            return f'"{TOGETHER}"'
        compared = self._amount_expression(amount_cell)
        if judge.is_judged_by_rate and judge.scale is not None:
            compared = f"{self._rate_expression(judge.scale, amount_cell)}*100"
        expression = f'"{judge.otherwise}"'
        for band in reversed(judge.bands):
            word = f'"{band.status}"'
            if band.status is Status.BEHIND:
                word = f'IF(LEN(TRIM({explanation_cell}))=0,"{BEHIND_UNEXPLAINED}","{Status.BEHIND}")'
            expression = f"IF(ROUND({compared},{_NOISE}){band.sign}{plain(band.bound)},{word},{expression})"
        return expression

    def _rate_expression(self, scale: Scale, amount_cell: str) -> str:
        amount = self._amount_expression(amount_cell)
        difference = f"({amount}-{_operand(scale.base)})" if scale.base else amount
        return f"{difference}/{_operand(scale.span)}"

    def _amount_expression(self, amount_cell: str) -> str:
        """Multiply what is shown as a percent: typing 54.8% stores 0.548."""
        if not self.is_percent:
            return amount_cell
        return f"IF({_has_percent_format(amount_cell)},{amount_cell}*100,{amount_cell})"


def selfcheck(plan: Plan, indicator: Indicator, period: Period, earlier: Decimal | None = None) -> SelfCheck:
    """Return how a row checks itself in this period; `earlier` is the department's earlier amount, if any."""
    return SelfCheck(
        criterion=criterion(indicator, plan.settings, period),
        is_part=len(indicator.reporters) > 1,
        is_percent=measure(indicator.target.unit).base == "%",
        doubts_fractions=doubts_fractions(indicator),
        earlier=earlier if indicator.basis is Basis.CUMULATIVE else None,
        is_due=is_figure_due(plan, indicator, period),
    )


def _has_percent_format(cell: str) -> str:
    return f'(LEFT(CELL("format",{cell}),1)="P")'


def _operand(value: Decimal) -> str:
    text = plain(value)
    return f"({text})" if text.startswith("-") else text
