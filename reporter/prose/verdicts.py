"""The interval law: whether a printed figure follows from its operands, and the word for how it does not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reporter.prose.records import Verdict
from reporter.quantities import Interval
from reporter.quantities import half_up

HUNDRED = Decimal(100)


class Reason(StrEnum):
    """Why a claim is not simply consistent; the word that `audit` and `figures` print."""

    TRUNCATED = "truncated"
    """Fits only when digits are cut off instead of rounded."""
    LAST_DIGIT = "last-digit"
    """Off by one in the last printed digit."""
    WRONG_TARGET = "wrong-target"
    """Fits another target of the same row."""
    SWAPPED = "swapped"
    """Fits another place of the same 分别 list."""
    OTHER_DENOMINATOR = "other-denominator"
    """Fits none; another denominator would explain it (`implied`)."""
    VERDICT_FLIPS = "verdict-flips"
    """As other-denominator, and over turns into under or the reverse."""
    FORECAST = "forecast"
    """The operand is a forecast or a plan, no result."""
    OTHER_BASE = "other-base"
    """The text names a base that is not the target beside it (省定任务, 年度计划)."""
    UNNAMED_BASE = "unnamed-base"
    """The text does not name its base."""
    NEAR_INDICATOR = "near-indicator"
    """The figure reports on something near to the target, not on the same."""
    SECOND_READING = "second-reading"
    """The rate may speak of other figures of its sentence."""
    DAMAGED = "damaged"
    """The text lost something where the figures stand."""
    NOT_EXHAUSTIVE = "not-exhaustive"
    """Parts fall short of the whole; nothing says that they are all of it."""
    PART_EXCEEDS_WHOLE = "part-exceeds-whole"
    """A part is larger than the whole it is said to be part of."""
    EXCESS_AS_RATIO = "excess-as-ratio"
    """超额完成 is printed with the whole rate, not with what exceeds."""
    TWO_VALUES = "two-values"
    """One fact is printed with two values."""
    DOES_NOT_FOLLOW = "does-not-follow"
    """Operands and result are named and disagree."""


class Fit(StrEnum):
    """How a computed interval lies to a printed figure."""

    AGREES = "agrees"
    TRUNCATED = "truncated"
    LAST_DIGIT = "last-digit"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed: its amount, what one in its last printed digit is worth, and what it may stand for."""

    amount: Decimal
    step: Decimal
    allowed: Interval

    @classmethod
    def exact(cls, amount: Decimal) -> Printed:
        """Take an amount as exact: a count, or any target."""
        return cls(amount, Decimal(0), Interval.exactly(amount))

    @classmethod
    def rounded(cls, amount: Decimal, step: Decimal) -> Printed:
        """Take an amount as rounded to its last printed digit."""
        return cls(amount, step, Interval.around(amount, step))


def fit(computed: Interval, printed: Printed) -> Fit:
    """Hold the interval computed from the operands against the printed figure."""
    if computed.meets(printed.allowed):
        return Fit.AGREES
    if not printed.step:
        return Fit.DISAGREES
    if computed.meets(_cut_off(printed)):
        return Fit.TRUNCATED
    beside = Interval.around(printed.amount, printed.step * 3)
    return Fit.LAST_DIGIT if computed.meets(beside) else Fit.DISAGREES


def _cut_off(printed: Printed) -> Interval:
    """Return what cutting off digits turns into the printed figure; a fall is cut off towards zero as well."""
    if printed.amount >= 0:
        return Interval.down_to(printed.amount, printed.step)
    return Interval(printed.amount - printed.step, printed.amount)


def verdict_of(outcome: Fit, step: Decimal, doubt: Reason | None) -> tuple[Verdict, Reason | None]:
    """Turn a fit into a verdict. With a doubt about base, text or reading, what disagrees is ambiguous.

    A figure with decimals that fits when cut off, or misses by one last digit, was computed from just these operands:
    then it does not matter that a unit was lost or the indicator is worded otherwise.
    """
    if outcome is Fit.AGREES:
        return Verdict.CONSISTENT, None
    near = {Fit.TRUNCATED: Reason.TRUNCATED, Fit.LAST_DIGIT: Reason.LAST_DIGIT}.get(outcome)
    settled = near is not None and step < 1 and doubt in _OUTWEIGHED
    if doubt is not None and not settled:
        return Verdict.AMBIGUOUS, doubt
    return Verdict.INCONSISTENT, near or Reason.DOES_NOT_FOLLOW


_OUTWEIGHED = frozenset({Reason.DAMAGED, Reason.NEAR_INDICATOR})


def implied_base(part: Decimal, percent: Decimal) -> Decimal | None:
    """Return the denominator that would explain a printed percentage, to the digits that a reader can use."""
    if percent <= 0 or part <= 0:
        return None
    base = part * HUNDRED / percent
    return half_up(base, 0 if base >= HUNDRED else 2)


def is_out_of_scale(computed: Decimal, printed: Decimal) -> bool:
    """Tell whether two figures lie so far apart that a 万 or 亿 was lost rather than something miscounted."""
    small, large = sorted((abs(computed), abs(printed)))
    return small > 0 and small * _SCALE_LOST <= large


def is_run_together(computed: Decimal, printed: Printed) -> bool:
    """Tell whether a percentage looks like two that lost what stood between them: 80115%, 112.5125%."""
    is_huge = printed.amount >= _HUGE and printed.amount >= abs(computed) * 10
    return is_huge or 0 < printed.step < _FINEST


_SCALE_LOST = 1000
_HUGE = 1000
_FINEST = Decimal("0.01")
"""Nobody prints a percentage with three decimals."""


def flips(computed: Decimal, printed: Decimal) -> bool:
    """Tell whether one of two percentages says done and the other not done."""
    return (computed >= HUNDRED) != (printed >= HUNDRED)
