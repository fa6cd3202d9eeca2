"""A mention of a number as a record: its kind, its exact amount, and what its print may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose.records import TargetRelation
from reporter.quantities import Interval

if TYPE_CHECKING:
    from decimal import Decimal


class Kind(StrEnum):
    """What digits in a sentence are. The first seven are figures."""

    QUANTITY = "quantity"
    PERCENT = "percent"
    POINTS = "points"
    RANK = "rank"
    TIMES = "times"
    FRACTION = "fraction"
    BARE = "bare"
    """A number without a unit: a figure where it answers something, otherwise not understood."""
    THRESHOLD = "threshold"
    """An amount that limits what is counted (3亿元以上项目): no figure of its own, but its amount is read."""
    DATE = "date"
    NAME = "name"
    LIST_NUMBER = "list_number"
    DENOMINATOR = "denominator"
    UNREAD = "unread"


FIGURES = frozenset(list(Kind)[:7])


@dataclass(frozen=True, slots=True)
class Token:
    """A mention: `raw` is text[start:end], number and unit without the words around it.

    `amount` has its scale resolved; `upper` is the upper end of a range; `step` is what one in the last printed digit
    is worth (1000 in 5.1万). `before` and `after` are the words that bound or soften it, `outer_start` and `outer_end`
    reach around them. A token that is no figure has no amount, except a threshold.
    """

    kind: Kind
    start: int
    end: int
    raw: str
    outer_start: int
    outer_end: int
    amount: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    step: Decimal | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    remainder: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether the token states an amount, a share, a rank or a growth."""
        return self.kind in FIGURES

    @property
    def softness(self) -> tuple[str, ...]:
        """The words that bound or soften the figure, in the order of the sentence."""
        inside = (self.remainder,) if self.remainder else ()
        bounds = lexicon.data("softness")["after"]
        return (*self.before, *inside, *(word for word in self.after if "relation" in bounds[word]))

    @property
    def relation(self) -> TargetRelation | None:
        """What the words around the figure make of it as a target; None where they say nothing."""
        table = lexicon.data("softness")
        for side, words in (("after", self.after), ("before", self.before[::-1]), ("inside", (self.remainder,))):
            for word in words:
                if relation := table[side].get(word, {}).get("relation"):
                    return TargetRelation(relation)
        return None

    def interval(self) -> Interval:
        """Return the amounts the printed digits may stand for (law of the printed figure).

        What cannot be divided and is printed in full is exact; digits behind a point or a scale, and whole numbers of
        what can be divided, allow half a unit of the last digit; 余 近 约 and bounds open the side they name. A target
        is exact in any case: take its amount.
        """
        if self.amount is None or self.step is None:
            return Interval(None, None)
        one = self._allowed(self.amount)
        other = one if self.upper is None else self._allowed(self.upper)
        table = lexicon.data("softness")
        opens = {table[side].get(word, {}).get("opens") for side, words in self._sides() for word in words}
        if opens & {"both"} or opens >= {"above", "below"}:
            return Interval(None, None)
        if "above" in opens:
            return Interval(self.amount, None)
        if "below" in opens:
            return Interval(None, self.upper or self.amount)
        return Interval(one.low, other.high, other.open_above)

    def _sides(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ("before", self.before), ("inside", (self.remainder,)), ("after", self.after)

    def _allowed(self, amount: Decimal) -> Interval:
        is_exact = self.step == 1 and not lexicon.is_divisible(self.unit)
        return Interval.exactly(amount) if is_exact or self.step is None else Interval.around(amount, self.step)
