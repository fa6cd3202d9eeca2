"""What a rate is judged with: both texts of the row, its targets and the results bound to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from reporter.prose import milestones
from reporter.prose import phrases
from reporter.prose.claims.page import core
from reporter.prose.claims.page import thing_of
from reporter.prose.records import TargetRelation
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
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
_NAME = 4


class Kinship(IntEnum):
    """How near the indicator of a result is to that of a target."""

    PART = -1
    """What a district did of it: it has a target of its own, which is not in the text."""
    FAR = 0
    """Alone in its unit, or alike in its last word: perhaps the one that is meant."""
    NEAR = 1
    EXACT = 2


@dataclass(frozen=True, slots=True)
class Bond:
    """What a figure may be held against: a target of the row, and how sure that is, or a base told in the text."""

    value: Decimal
    kinship: Kinship
    target: StatedTarget | None = None
    index: int | None = None
    is_named: bool = False
    """Whether the text tells it right before the figure, by the name that the rate gives to its base."""
    is_due: bool = False
    """Whether the text tells it as a task: a rate of it is one of completion, whatever its name."""


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
            for bond in [self._bond(result.target, (result.indicator, self.progress.noun_before(figure)))]
            if bond is not None
        ]
        bound = [self._sure(bond, figure) for bond in bound]
        if _BY_NUMBER.search(self.progress.text[max(0, figure.start - _NUMBERED) : figure.start]):
            bound = [replace(bond, kinship=Kinship.EXACT) for bond in bound]
        return (*bound, *self._namesakes(bound)) or self._nearest(figure)

    def _sure(self, bond: Bond, figure: Figure) -> Bond:
        """Take a bound result for the very thing where its target is the only one of its unit and holds its words."""
        if bond.kinship is not Kinship.NEAR or bond.target is None:
            return bond
        is_alone = len(self._by_unit.get(thing_of(measure(bond.target.unit).base), ())) == 1
        noun = _PERIOD.sub("", self.progress.noun_before(figure))
        words = core(self.progress.heading_of(figure)) if phrases.is_carrier(noun) else core(noun)
        is_named = words in core(bond.target.indicator) if words else len(self.targets) == 1
        is_named = is_named or (phrases.is_carrier(noun) and self._is_told_before(bond.target, figure))
        return replace(bond, kinship=Kinship.EXACT) if is_alone and is_named else bond

    def _is_told_before(self, target: StatedTarget, figure: Figure) -> bool:
        """Tell whether the very name of a target stands in front of a figure that names nothing, in its sentence."""
        name = target.indicator.removeprefix(phrases.lead_of(target.indicator) or "")
        start = max(self.progress.sentence_at(figure.start)[0], figure.start - _SENTENCE)
        return len(name) >= _NAME and name in self.progress.text[start : figure.start]

    def bases(self, figure: Figure) -> tuple[Bond, ...]:
        """Return every target that counts what a figure counts and may be divided by."""
        indexes = self._by_unit.get(thing_of(figure.unit), ())
        return tuple(bond for index in indexes if (bond := self._bond(index, ())) is not None)

    def told(self, base: Figure) -> Bond:
        """Return a base that the progress text tells; where it is a target told again, that target with it."""
        due = (
            index
            for index in self._by_unit.get(thing_of(base.unit), ())
            if self.targets[index].value == base.amount and self._bond(index, ()) is not None
        )
        index = next(due, None)
        return Bond(base.amount, Kinship.EXACT, None if index is None else self.targets[index], index)

    def _namesakes(self, bound: Sequence[Bond]) -> tuple[Bond, ...]:
        """Return the other targets that are worded like the one a figure is bound to: 培训人才 and 新增人才."""
        named = {(core(bond.target.indicator), bond.target.unit) for bond in bound if bond.target is not None}
        known = {bond.index for bond in bound}
        others = (index for name in named for index in self._by_name.get(name, ()) if index not in known)
        return tuple(bond for index in others if (bond := self._bond(index, ())) is not None)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Sequence[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for index, target in enumerate(self.targets):
            found.setdefault((core(target.indicator), target.unit), []).append(index)
        return found

    def _bond(self, index: int, words: tuple[str, ...]) -> Bond | None:
        """Weigh one target, or return None where its rate is never a ratio. Exact is only what is worded alike."""
        target = self.targets[index]
        if target.value is None or target.value <= 0 or target.relation not in _DIVIDED or target.basis in _NEVER:
            return None
        return Bond(target.value, _kinship(target, words), target, index)

    def _nearest(self, figure: Figure) -> tuple[Bond, ...]:
        """Look for a target of the same unit whose indicator shares its words with those around a figure."""
        if figure.is_bare or figure.is_percent:
            return ()
        words = self.progress.noun_before(figure)
        if not _NAMES.search(core(words)):
            words = self.progress.heading_of(figure) or words
        alike = [
            index for index in self._by_unit.get(thing_of(figure.unit), ()) if self._bond(index, (words,)) is not None
        ]
        weighed = [(likeness(core(words), core(self.targets[index].indicator)), -index) for index in alike]
        best, index = max(weighed, default=(0.0, 0))
        bond = self._bond(-index, (words,)) if best >= _LIKE else self._only_one(figure, words, alike)
        return () if bond is None else (replace(bond, kinship=min(bond.kinship, Kinship.NEAR)),)

    def _only_one(self, figure: Figure, words: str, alike: Sequence[int]) -> Bond | None:
        """Take the target that is alone in its unit, or alone in ending in the same word where the unit is money."""
        if figure.unit in _COMMON:
            return None
        same = [one for one in alike if measure(self.targets[one].unit).base == figure.unit]
        if figure.unit.endswith("元"):
            same = [one for one in same if _same_head(words, self.targets[one])]
        bond = self._bond(same[0], (words,)) if len(same) == 1 else None
        return None if bond is None else replace(bond, kinship=min(bond.kinship, Kinship.FAR))

    @cached_property
    def _by_unit(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        stages = milestones.places(self.targets, self.target.text)
        for index, target in enumerate(self.targets):
            if index not in stages:
                found.setdefault(thing_of(measure(target.unit).base), []).append(index)
        return found


def _kinship(target: StatedTarget, words: tuple[str, ...]) -> Kinship:
    """Weigh how a result is worded. What a district did is no result of the whole, and what is worded alike is one."""
    if any(_OF_A_DISTRICT.search(word) for word in words) and not _OF_A_DISTRICT.search(target.span):
        return Kinship.PART
    return Kinship.EXACT if any(core(word) == core(target.indicator) for word in words) else Kinship.NEAR


_NAMES = re.compile(r"(?!(?:完工|竣工|建成|投入使用|投用|交付|认定|验收|办结|清理|使用)+$)[\u4e00-\u9fff]{2}")
"""Words that say more than that something is done."""
_OF_A_DISTRICT = re.compile(
    r"^(?:其中)?(?:市本级|市直|(?![全各我本每])[\u4e00-\u9fff]{1,3}(?<![小社园地城景校街片库林灌牧山郊市])[区县](?!级|域|城|乡))"
)
_PERIOD = re.compile(r"^\d{1,2}[-—–~－至到]\d{1,2}月份?(?:项目)?")
"""When, and that it is of the projects that the whole row is about."""
_AROUND = 12
_NEVER = frozenset({"增速", "排名", "进度"})


_SENTENCE = 80
_NUMBERED = 16
_BY_NUMBER = re.compile(r"(?:^|[;；。\n])\s*[(（]?\d{1,2}[.．、)）]\s*(?:已|共|实际|累计)*(?:完成|实现|达到)?$")
"""Right behind a list number a bare result answers the target of that number."""
_COMMON = frozenset({"个", "家", "项", "人", "名", "件", "次", "位"})
"""Units of so many things that a common last word (企业, 项目) says nothing."""


def _same_head(words: str, target: StatedTarget) -> bool:
    """Tell whether two phrases end in the same word, the head of a Chinese noun phrase: 投资, 装机."""
    one, other = core(words), core(target.indicator)
    return len(one) >= _SHORTEST_CORE and one[-_SHORTEST_CORE:] == other[-_SHORTEST_CORE:]


def likeness(one: str, other: str) -> float:
    """Return how alike two phrases are, by their pairs of letters; 1 where one holds the other."""
    if min(len(one), len(other)) >= _SHORTEST_CORE and (one in other or other in one):
        return 1.0
    pairs, others = _pairs(one), _pairs(other)
    if not pairs or not others:
        return 0.0
    alike = 2 * len(pairs & others) / (len(pairs) + len(others))
    return max(alike, _LIKE) if _share_a_name(one, other) else alike


def _share_a_name(one: str, other: str) -> bool:
    """Tell whether two phrases have some letters in a row in common that are enough to name a thing (结直肠癌)."""
    return any(one[place : place + _NAME] in other for place in range(len(one) - _NAME + 1))


def _pairs(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(len(words) - 1)}


def quotient(part: Decimal, whole: Decimal) -> str:
    """Write a division as a clerk would type it: amounts of hundred millions in 亿."""
    if min(part, whole) >= _HUNDRED_MILLION:
        return f"{plain(part / _HUNDRED_MILLION)}亿/{plain(whole / _HUNDRED_MILLION)}亿"
    return f"{plain(part)}/{plain(whole)}"
