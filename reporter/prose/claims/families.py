"""Shares told one after another of one whole: 受理来信120件…道路54件,占总数的45%;供水36件,占总数的30%.

The whole stands where the list was opened, often sentences before, and goes by another name. What the shares that
agree have in common proves it, or that the parts add up to it: then the one that does not agree is wrong. A share
alone proves nothing, and is told only where it agrees. The whole of a progress text may stand in its target.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.page import core
from reporter.prose.claims.page import thing_of
from reporter.prose.claims.shares import share_claim
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_WORDS = r"[^,，;；。、:：\n\d%占]"
_OF = r"(?:的?(?:比重|比例|份额|占比)|的)?(?:约|近|达到|达|为|是|超过|超)*"
_BEHIND = re.compile(
    rf"{_WORDS}{{0,16}}[,，、]?\s*[(（]?\s*(?:大约|约|仅|已|各|就)?占(?:到|比|了)?(?:约|近)?(?P<whole>{_WORDS}{{0,24}}?){_OF}"
)
"""A share right behind its part: 大型企业30家,占企业总数的60%."""
_NAMED = re.compile(rf"(?:^|[,，;；。、:：\n])(?P<part>{_WORDS}{{2,24}}?)占(?P<whole>{_WORDS}{{2,24}}?){_OF}$")
"""A share that names its part, which stands further back: 门票收入占旅游收入的比重为40%."""
_NAMED_ON = re.compile(rf"(?:^|[,，;；。、:：\n])(?P<part>{_WORDS}{{2,24}}?)(?:占比|比重|比例)(?:为|达到|达|是)*$")
"""A share in a row of them, whose whole the first one named."""
_OF_A_PLAN = re.compile(r"(?<!总)(?:计划|任务|目标|预算|进度)(?!支出|收入|总)|同期|上年|去年|全国|全省")
"""Bases of completion, or of somebody else, which no list opens with."""
_PROOF = 2
"""So many shares of one whole that agree are no accident."""
_NEAR = {1: 6, 2: 12}
"""So far back, by the decimals that are printed, a share that agrees alone is no accident."""
_LEAD = 60


@dataclass(frozen=True, slots=True)
class _Told:
    """A share as it is told: its part, and the words for the whole."""

    part: Figure
    percentage: Figure
    whole: str


@dataclass(frozen=True, slots=True)
class _Whole:
    """An amount that may be the whole: of the same text, or of the target's."""

    figure: Figure
    is_far: bool = False

    @property
    def rank(self) -> tuple[bool, int]:
        """The nearer, the higher."""
        return not self.is_far, self.figure.start

    def claim(self, page: Page, told: _Told, doubt: Reason | None = None) -> Claim:
        """Judge a share of this whole."""
        claim = share_claim(page, (told.part, self.figure, told.percentage), doubt=doubt)
        if not self.is_far:
            return claim
        start = told.part.start - len(page.noun_before(told.part))
        return replace(claim, start=start, span=page.text[start : claim.end])


@dataclass(frozen=True, slots=True)
class _Family:
    """Shares that name their whole alike, and what each of them agrees with, by where its part starts."""

    shares: tuple[_Told, ...]
    before: dict[int, tuple[_Whole, ...]]
    agreeing: dict[int, tuple[_Whole, ...]]
    votes: Counter[_Whole]

    @classmethod
    def of(cls, page: Page, shares: Sequence[_Told], far: Sequence[Figure]) -> _Family:
        """Hold every share against the amounts before its part; what is itself a part of the list is no whole."""
        parts = frozenset(told.part.start for told in shares)
        before = {told.part.start: tuple(_before(page, told, far, parts)) for told in shares}
        agreeing = {told.part.start: tuple(_agreeing(page, told, before[told.part.start])) for told in shares}
        votes = Counter(whole for wholes in agreeing.values() for whole in wholes)
        return cls(tuple(shares), before, agreeing, votes)

    def proves(self, whole: _Whole) -> bool:
        """Tell whether enough shares agree with a whole, or all parts add up to it."""
        behind = [told.part.amount for told in self.shares if whole.is_far or told.part.start > whole.figure.end]
        return self.votes[whole] >= _PROOF or (len(behind) >= _PROOF and sum(behind, Decimal(0)) == whole.figure.amount)


def family_shares(page: Page, taken: Iterable[int], far: Sequence[Figure] = ()) -> Iterator[Claim]:
    """Judge shares by the whole that their likes prove; those of `taken`, by where they start, are read otherwise.

    `far` are the amounts of the target's text, where this is the text of its progress.
    """
    done = frozenset(taken)
    families: dict[tuple[str, str], list[_Told]] = {}
    for told in _shares_told(page):
        families.setdefault((thing_of(told.part.unit), core(told.whole)), []).append(told)
    for shares in families.values():
        family = _Family.of(page, shares, far)
        claims = (_judged(page, told, family) for told in shares if told.percentage.start not in done)
        yield from (claim for claim in claims if claim is not None)
        yield from _added_up(page, family, far)


def _added_up(page: Page, family: _Family, far: Sequence[Figure]) -> Iterator[Claim]:
    """Say that all parts of a list add up to the whole that its target told."""
    first, last = family.shares[0].part, family.shares[-1].part
    amount = sum((told.part.amount for told in family.shares), Decimal(0))
    if len(family.shares) < _PROOF or not any(_may_hold(one, first) and one.amount == amount for one in far):
        return
    start = first.start - len(page.noun_before(first))
    expression = "+".join(plain(told.part.amount) for told in family.shares)
    words = page.text[start : last.end]
    yield Claim(page.side, start, last.end, words, ClaimKind.SUM, expression, amount, amount, Verdict.CONSISTENT)


def _shares_told(page: Page) -> Iterator[_Told]:
    whole = ""
    for place, percentage in enumerate(page.figures):
        if percentage.is_percent:
            told = _behind(page, page.figures[place - 1], percentage) if place else None
            told = told or _named(page, percentage, whole)
            if told is not None and not _OF_A_PLAN.search(told.whole):
                whole = told.whole
                yield told


def _behind(page: Page, part: Figure, percentage: Figure) -> _Told | None:
    match = _BEHIND.fullmatch(page.text, part.end, percentage.start)
    return _Told(part, percentage, match["whole"]) if match and not (part.is_percent or part.is_bare) else None


def _named(page: Page, percentage: Figure, whole: str) -> _Told | None:
    """Find the amount before a share that its words name."""
    lead = page.text[max(0, percentage.start - _LEAD) : percentage.start]
    match = _NAMED.search(lead) or (_NAMED_ON.search(lead) if whole else None)
    if match is None:
        return None
    name = core(match["part"])
    amounts = (one for one in reversed(page.last_before(percentage.start, 0)) if not one.is_percent)
    part = next((one for one in amounts if name and core(page.noun_before(one)).startswith(name)), None)
    return None if part is None else _Told(part, percentage, match.groupdict().get("whole", whole))


def _judged(page: Page, told: _Told, family: _Family) -> Claim | None:
    wholes = family.agreeing[told.part.start]
    best = max(wholes, key=lambda whole: (family.votes[whole], whole.rank), default=None)
    if best is not None:
        is_sure = family.proves(best) or _is_telling(page, told, best)
        return best.claim(page, told) if is_sure else None
    proven = max(filter(family.proves, family.before[told.part.start]), key=lambda whole: whole.rank, default=None)
    if proven is not None:
        is_alone = not any(whole.rank > proven.rank for whole in family.before[told.part.start])
        return proven.claim(page, told, None if is_alone else Reason.SECOND_READING)
    cut = (whole.claim(page, told) for whole in family.before[told.part.start] if whole in family.votes)
    return next((claim for claim in cut if claim.reason == Reason.TRUNCATED), None)


def _agreeing(page: Page, told: _Told, wholes: Iterable[_Whole]) -> Iterator[_Whole]:
    return (whole for whole in wholes if whole.claim(page, told).verdict is Verdict.CONSISTENT)


def _before(page: Page, told: _Told, far: Sequence[Figure], parts: frozenset[int]) -> Iterator[_Whole]:
    """Yield the amounts before a part that could hold it."""
    yield from (_Whole(one, is_far=True) for one in far if _may_hold(one, told.part))
    near = page.last_before(told.part.start, 0)
    yield from (_Whole(one) for one in near if one.start not in parts and _may_hold(one, told.part))


def _may_hold(whole: Figure, part: Figure) -> bool:
    return not whole.is_bare and thing_of(whole.unit) == thing_of(part.unit) and whole.amount >= part.amount


def _is_telling(page: Page, told: _Told, whole: _Whole) -> bool:
    """Tell whether a share that agrees alone is no accident: it has decimals, and the whole is one of few."""
    exponent = told.percentage.printed.step.normalize().as_tuple().exponent
    reach = _NEAR.get(-exponent if isinstance(exponent, int) else 0, 0)
    near = [one for one in page.last_before(told.part.start, 0) if not one.is_percent][-reach:] if reach else []
    return not whole.is_far and whole.figure in near
