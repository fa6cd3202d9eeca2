"""What a rate is judged with: both texts of the row, its targets and the results bound to them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from reporter.prose.claims_page import core
from reporter.prose.records import TargetRelation
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.prose.claims_page import Figure
    from reporter.prose.claims_page import Page
    from reporter.prose.records import ReportedFigure
    from reporter.prose.records import StatedTarget

_DIVIDED = frozenset(
    {
        TargetRelation.AT_LEAST,
        TargetRelation.MORE_THAN,
        TargetRelation.EQUAL,
        TargetRelation.ABOUT,
    }
)
_HUNDRED_MILLION = Decimal(10**8)
_LIKE = 0.5
_SHORTEST_CORE = 2


class Kinship(IntEnum):
    """How near the indicator of a result is to that of a target."""

    NONE = 0
    NEAR = 1
    EXACT = 2


@dataclass(frozen=True, slots=True)
class Bond:
    """A target that a figure may answer: its index, and how sure that is."""

    index: int
    target: StatedTarget
    value: Decimal
    kinship: Kinship


@dataclass(frozen=True)
class Row:
    """A row of a table as the claims see it."""

    target: Page
    progress: Page
    targets: Sequence[StatedTarget]
    actuals: Sequence[ReportedFigure]

    @cached_property
    def _actual_starts(self) -> tuple[int, ...]:
        return tuple(actual.start for actual in self._ordered)

    @cached_property
    def _ordered(self) -> tuple[ReportedFigure, ...]:
        return tuple(sorted(self.actuals, key=lambda actual: (actual.start, actual.end)))

    def results_at(self, figure: Figure) -> tuple[ReportedFigure, ...]:
        """Return the results whose clause holds a figure of the progress text, with its value."""
        last = bisect_right(self._actual_starts, figure.start)
        near = self._ordered[max(0, last - _AROUND) : last]
        return tuple(one for one in near if figure.end <= one.end + 1 and one.value == figure.amount)

    def bonds(self, figure: Figure) -> tuple[Bond, ...]:
        """Return the targets that a figure answers, or, where it is bound to none, the one it comes nearest to."""
        bound = [
            bond
            for result in self.results_at(figure)
            if result.target is not None
            for bond in [
                self._bond(result.target, (result.indicator, self.progress.noun_before(figure)), is_bound=True)
            ]
            if bond is not None
        ]
        return tuple(bound) or self._nearest(figure)

    def _bond(self, index: int, words: tuple[str, ...], *, is_bound: bool) -> Bond | None:
        """Weigh one target, or return None where its rate is never a ratio."""
        target = self.targets[index]
        if target.value is None or target.value <= 0 or target.relation not in _DIVIDED or target.basis in _NEVER:
            return None
        kinship = max(kinship_of(word, target) for word in words)
        return Bond(index, target, target.value, max(kinship, Kinship.NEAR) if is_bound else kinship)

    def _nearest(self, figure: Figure) -> tuple[Bond, ...]:
        """Look for a target of the same unit whose indicator shares its words with those around a figure."""
        if figure.is_bare or figure.is_percent:
            return ()
        words = (self.progress.noun_before(figure),)
        bonds = [
            bond
            for index, target in enumerate(self.targets)
            if measure(target.unit).base == figure.unit
            for bond in [self._bond(index, words, is_bound=False)]
            if bond is not None and bond.kinship is not Kinship.NONE
        ]
        best = max((bond.kinship for bond in bonds), default=Kinship.NONE)
        return tuple(bond for bond in bonds if bond.kinship is best)[:1]


_AROUND = 12
_NEVER = frozenset({"增速", "排名", "进度"})


def kinship_of(words: str, target: StatedTarget) -> Kinship:
    """Compare the words of a result with the indicator of a target, scope and verbs taken off both."""
    one, other = core(words), core(target.indicator)
    if one == other:
        return Kinship.EXACT
    if min(len(one), len(other)) >= _SHORTEST_CORE and (one in other or other in one):
        return Kinship.NEAR
    return Kinship.NEAR if likeness(one, other) >= _LIKE else Kinship.NONE


def likeness(one: str, other: str) -> float:
    """Return the share of letter pairs that two phrases have in common."""
    pairs, others = _pairs(one), _pairs(other)
    if not pairs or not others:
        return 0.0
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def _pairs(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(len(words) - 1)}


def quotient(part: Decimal, whole: Decimal) -> str:
    """Write a division as a clerk would type it: amounts of hundred millions in 亿."""
    if min(part, whole) >= _HUNDRED_MILLION:
        return f"{plain(part / _HUNDRED_MILLION)}亿/{plain(whole / _HUNDRED_MILLION)}亿"
    return f"{plain(part)}/{plain(whole)}"
