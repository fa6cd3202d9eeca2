"""Shares told one after another of one whole: 收到建议93件…A类54件,占总数的58.1%;B类33件,占总数的35.5%.

The whole stands where the list was opened, often sentences before, and goes by another name. What the shares that
agree have in common proves it, or that the parts add up to it: then the one that does not agree is wrong. A share
alone proves nothing, and is told only where it agrees.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.page import core
from reporter.prose.claims.page import thing_of
from reporter.prose.claims.shares import share_claim
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.records import Claim

_WORDS = r"[^,，;；。、:：\n\d%占]"
_OF = r"(?:的?(?:比重|比例|份额|占比)|的)?(?:约|近|达到|达|为|是|超过|超)*"
_BEHIND = re.compile(
    rf"{_WORDS}{{0,16}}[,，、]?\s*[(（]?\s*(?:大约|约|仅|已|各|就)?占(?:到|比|了)?(?:约|近)?(?P<whole>{_WORDS}{{0,24}}?){_OF}"
)
"""A share right behind its part: 工业项目140个,占总项目数的71.4%."""
_NAMED = re.compile(rf"(?:^|[,，;；。、:：\n])(?P<part>{_WORDS}{{2,24}}?)占(?P<whole>{_WORDS}{{2,24}}?){_OF}$")
"""A share that names its part, which stands further back: 税收收入占财政总收入的比重为53.8%."""
_NAMED_ON = re.compile(rf"(?:^|[,，;；。、:：\n])(?P<part>{_WORDS}{{2,24}}?)(?:占比|比重|比例)(?:为|达到|达|是)*$")
"""A share in a row of them, whose whole the first one named."""
_OF_A_PLAN = re.compile(r"(?:计划|任务|目标|预算|进度)(?!支出|收入)|同期|上年|去年|全国|全省")
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
class _Family:
    """Shares that name their whole alike, and what each of them agrees with, by where its part starts."""

    shares: tuple[_Told, ...]
    agreeing: dict[int, tuple[Figure, ...]]
    votes: Counter[Figure]

    @classmethod
    def of(cls, page: Page, shares: Sequence[_Told]) -> _Family:
        """Hold every share against the amounts before its part."""
        parts = frozenset(told.part.start for told in shares)
        agreeing = {told.part.start: tuple(_wholes(page, told, parts)) for told in shares}
        votes = Counter(whole for wholes in agreeing.values() for whole in wholes)
        return cls(tuple(shares), agreeing, votes)

    def is_part(self, figure: Figure) -> bool:
        """Tell whether an amount is a part of this family."""
        return figure.start in self.agreeing

    def proves(self, whole: Figure) -> bool:
        """Tell whether enough shares agree with a whole, or all parts add up to it."""
        behind = [told.part.amount for told in self.shares if told.part.start > whole.end]
        return self.votes[whole] >= _PROOF or (len(behind) >= _PROOF and sum(behind, Decimal(0)) == whole.amount)


def family_shares(page: Page, taken: Iterable[int]) -> Iterator[Claim]:
    """Judge shares by the whole that their likes prove; those of `taken`, by where they start, are read otherwise."""
    done = frozenset(taken)
    families: dict[tuple[str, str], list[_Told]] = {}
    for told in _shares_told(page):
        families.setdefault((thing_of(told.part.unit), core(told.whole)), []).append(told)
    for shares in families.values():
        family = _Family.of(page, shares)
        claims = (_judged(page, told, family) for told in shares if told.percentage.start not in done)
        yield from (claim for claim in claims if claim is not None)


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
    best = max(wholes, key=lambda whole: (family.votes[whole], whole.start), default=None)
    if best is not None:
        is_sure = family.proves(best) or _is_telling(page, told, best)
        return share_claim(page, (told.part, best, told.percentage)) if is_sure else None
    proven = [one for one in _before(page, told) if not family.is_part(one) and family.proves(one)]
    if proven:
        doubt = None if _stands_alone(page, told, proven[-1], family) else Reason.SECOND_READING
        return share_claim(page, (told.part, proven[-1], told.percentage), doubt=doubt)
    cut = (share_claim(page, (told.part, one, told.percentage)) for one in family.votes if one.end <= told.part.start)
    return next((claim for claim in cut if claim.reason == Reason.TRUNCATED), None)


def _wholes(page: Page, told: _Told, parts: frozenset[int]) -> Iterator[Figure]:
    """Yield the amounts before a part that its share agrees with; what is itself a part of the list is none."""
    for whole in _before(page, told):
        if whole.start not in parts:
            claim = share_claim(page, (told.part, whole, told.percentage))
            if claim.verdict is Verdict.CONSISTENT:
                yield whole


def _before(page: Page, told: _Told) -> list[Figure]:
    """Return the amounts before a part that could hold it."""
    return [one for one in page.last_before(told.part.start, 0) if _may_hold(one, told.part)]


def _may_hold(whole: Figure, part: Figure) -> bool:
    return not whole.is_bare and thing_of(whole.unit) == thing_of(part.unit) and whole.amount >= part.amount


def _is_telling(page: Page, told: _Told, whole: Figure) -> bool:
    """Tell whether a share that agrees alone is no accident: it has decimals, and the whole is one of few."""
    exponent = told.percentage.printed.step.normalize().as_tuple().exponent
    reach = _NEAR.get(-exponent if isinstance(exponent, int) else 0, 0)
    near = [one for one in page.last_before(told.part.start, 0) if not one.is_percent][-reach:] if reach else []
    return whole in near


def _stands_alone(page: Page, told: _Told, whole: Figure, family: _Family) -> bool:
    """Tell whether nothing between a whole and a part could be the whole of another list."""
    between = page.figures_in(whole.end, told.part.start)
    return not any(_may_hold(one, told.part) and not family.is_part(one) for one in between)
