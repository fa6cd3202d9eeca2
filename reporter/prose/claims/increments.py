"""Growth told with the increment: 由A增加到B,净增C,增长D%; A,增加B、增长C%; A,完成预算的30%,同比增长C%,增收B."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose.claims.change import AT_CONSTANT_PRICES
from reporter.prose.claims.change import BY
from reporter.prose.claims.change import FALL
from reporter.prose.claims.change import FROM
from reporter.prose.claims.change import LEAD
from reporter.prose.claims.change import ONE
from reporter.prose.claims.change import RISE
from reporter.prose.claims.change import THAN
from reporter.prose.claims.change import TO
from reporter.prose.claims.change import falls
from reporter.prose.claims.change import growth_claim
from reporter.prose.claims.change import signed
from reporter.prose.claims.change import unless_damaged
from reporter.prose.claims.change import worded
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Printed
from reporter.prose.verdicts import Reason
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_COMPARABLE = re.compile("可比|同口径|剔除|扣除")


def grown_by_increments(page: Page) -> Iterator[Claim]:
    """Find growth whose increment is printed beside it, behind or before."""
    yield from _increment_first(page)
    yield from _growth_first(page)


def _increment_first(page: Page) -> Iterator[Claim]:
    """Read 由A增加到B,净增C,增长D%, and A,增加B、增长C%, whatever the two are compared with."""
    for place, (more, growth) in enumerate(pairwise(page.figures)):
        again = BY.match(page.text[more.end : growth.start])
        if again is None or more.is_percent or not growth.is_percent:
            continue
        told = _told_of(page, place)
        if told is None:
            continue
        printed = signed(growth.printed, is_fall=falls(again))
        origin = _origin_of(page, told.levels[0], place)
        if origin is not None:
            is_of_another_year = "年初" in _lead(page, origin) and _YEAR_ON_YEAR.search(again[0])
            if origin.amount > 0 and not is_of_another_year:
                levels = origin, told.levels[0]
                yield unless_damaged(growth_claim(page, (*levels, growth), origin.start, printed), levels)
            continue
        is_fall, day = falls(told.way), _day_of(told.way[0], again[0])
        day = day if told.is_sure or day is _Day.ANOTHER else _Day.PERHAPS
        yield from _of_any_level(page, told.levels, (more, growth, printed), day=day, is_fall=is_fall)


def _of_any_level(
    page: Page,
    levels: Sequence[Figure],
    figures: tuple[Figure, Figure, Printed],
    *,
    day: _Day,
    is_fall: bool,
) -> Iterator[Claim]:
    """Judge a growth by the level that it follows from, else by the nearest: a doubt where another may be meant."""
    more, growth, printed = figures
    tried = (_grown_by(page, (level, more, growth), printed, is_fall=is_fall) for level in levels)
    claims = [claim for claim in tried if claim is not None]
    fine = next((claim for claim in claims if claim.verdict is Verdict.CONSISTENT), None)
    if fine is not None:
        yield fine
    elif claims and day is not _Day.ANOTHER and not _OF_ANOTHER.search(page.noun_before(levels[0])):
        yield from _sure_of(claims[0], is_sure=day is _Day.ONE)


class _Day(Enum):
    """Whether increment and growth are compared with one day."""

    ONE = 1
    PERHAPS = 2
    ANOTHER = 3


def _day_of(way: str, again: str) -> _Day:
    """Tell whether two changes are compared with one day: with the year before, or neither says with what."""
    if _YEAR_ON_YEAR.search(way):
        return _Day.ONE
    if _YEAR_ON_YEAR.search(again):
        return _Day.ANOTHER
    return _Day.PERHAPS if _COMPARED.search(way) or _COMPARED.search(again) else _Day.ONE


@dataclass(frozen=True, slots=True)
class _Told:
    """What an increment is of: the likeliest level and others it may be, and which way it goes."""

    levels: tuple[Figure, ...]
    way: re.Match[str]
    is_sure: bool = True
    """Whether no other amount goes by the words that are told again."""


def _told_of(page: Page, place: int) -> _Told | None:
    """Return the level that an increment is of: the amount before it, or the one whose words it tells again."""
    more = page.figures[place]
    lead = page.text[page.figures[place - 1].end if place else 0 : more.start]
    if way := BY.match(lead.lstrip(")）")):
        first = level_before(page, place)
        if first is None or first.unit != more.unit:
            return None
        near = page.last_before(first.start, page.paragraph_at(first.start)[0])[-_FEW:]
        return _Told((first, *(one for one in reversed(near) if one.unit == more.unit)), way)
    way = _AGAIN.search(lead)
    if way is None:
        return None
    noun = _MEASURE.sub("", way["noun"])
    earlier = page.last_before(more.start, page.line_at(more.start)[0])
    named = tuple(one for one in reversed(earlier) if one.unit == more.unit and page.noun_before(one).endswith(noun))
    return _Told(named, way, is_sure=len(named) == 1) if named else None


_FEW = 3
"""So many amounts before the nearest may be the level as well: 收入A万元,其中税收B万元,增加C万元."""
_OF_ANOTHER = re.compile(r"去年|上年|(?:预算|计划|目标|任务)(?:安排)?(?:数|额|量)?(?:为|是)?$")
"""The level of another year, or of none: what is due."""
_AGAIN = re.compile(rf"[,，;；。](?P<noun>[\u4e00-\u9fff]{{2,12}}?){THAN}?(?P<way>{RISE}|{FALL})(?:了|达|为)?$")
_MEASURE = re.compile("(?<=[\u4e00-\u9fff]{2})(?:起数|人数|户数|件数|个数|数量|总数|总量|总额|数|额)$")
"""死亡人数减少9人 speaks of 死亡33人."""


def level_before(page: Page, place: int) -> Figure | None:
    """Return the amount that the change at a place is of: the last before it that is no rate, nor the base of one.

    In 收入A万元,完成预算B万元的40%,比上年增加C万元 it is A. What stands in brackets is passed over.
    """
    figures = page.figures
    back = _before_brackets(page, place - 1)
    while back > 0 and figures[back].is_percent:
        base = figures[back - 1]
        first = base if _OF_BASE.fullmatch(page.text[base.end : figures[back].start]) else figures[back]
        back -= 1 + (first is base)
        if back < 0 or not _RATE_BEGINS.fullmatch(page.text[figures[back].end : first.start]):
            return None
        back = _before_brackets(page, back)
    return figures[back] if back >= 0 and not figures[back].is_percent else None


def _before_brackets(page: Page, place: int) -> int:
    """Return the place of the last figure up to one that does not stand in brackets."""
    while place > 0 and page.is_bracketed(page.figures[place]):
        place -= 1
    return place


_OF_BASE = re.compile(r"的|(?:年度|全年)?(?:目标任务|目标|任务|计划|预算)数?的?")
_RATE_BEGINS = re.compile(r"[,，、(（]\s*(?:已)?(?:完成|为|占|达到|达)[^,，;；。\n]{0,16}")


def _origin_of(page: Page, one: Figure, place: int) -> Figure | None:
    """Return the level that a change began from, where the one right before it is where it led to: 由A增加到B,净增C."""
    if place < 2 or page.figures[place - 1] is not one:  # noqa: PLR2004 - both levels stand before the increment
        return None
    origin = page.figures[place - 2]
    is_told = FROM.search(_lead(page, origin)) and TO.match(page.text[origin.end : one.start])
    return origin if is_told and origin.unit == one.unit else None


def _lead(page: Page, figure: Figure) -> str:
    return page.text[max(0, figure.start - LEAD) : figure.start]


def _growth_first(page: Page) -> Iterator[Claim]:
    """Read A,同比增长C%,增收B; what the growth is compared with may stand between the two."""
    for place, growth in enumerate(page.figures[1:], start=1):
        way = BY.match(page.text[page.figures[place - 1].end : growth.start])
        level = level_before(page, place) if way is not None and growth.is_percent else None
        if way is None or level is None or level.is_percent or not _YEAR_ON_YEAR.search(way[0]):
            continue
        for more in page.figures[place + 1 : place + 3]:
            last = page.figures_in(growth.start, more.start)[-1]
            again = _BY_ITSELF.fullmatch(page.text[last.end : more.start])
            if again is not None and more.unit == level.unit and falls(again) == falls(way):
                printed = signed(growth.printed, is_fall=falls(way))
                claim = _grown_by(page, (level, more, growth), printed, is_fall=falls(way))
                yield from _sure_of(claim, is_sure=last is growth or page.text[growth.end : last.start][1:2] in _THAN)
                break
            if more.unit == level.unit:
                break


def _sure_of(claim: Claim | None, *, is_sure: bool) -> Iterator[Claim]:
    """Doubt a growth that does not follow where increment and growth may be compared with two different days."""
    if claim is not None:
        is_doubtful = claim.verdict is Verdict.INCONSISTENT and not is_sure
        yield replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.OTHER_BASE) if is_doubtful else claim


_COMPARED = re.compile("同比|上年|去年|同期|年初|上月|上季度|一季度|基期|净|累计")
_YEAR_ON_YEAR = re.compile("同比|同期|同月|(?:上年|去年)(?!末|底)")
_BY_ITSELF = re.compile(
    r"[,，、]\s*(?:同比|净|比上年|较上年)?(?P<way>增加|增收|增支|多增|净增|减少|减收|减支|增长|多|少|降低)(?:额为|额|了)?"
)
_THAN = frozenset("比较")


def _grown_by(page: Page, figures: tuple[Figure, Figure, Figure], printed: Printed, *, is_fall: bool) -> Claim | None:
    """Judge (level, increment, growth); None where nothing was there before."""
    level, more, growth = figures
    change = signed(more.printed, is_fall=is_fall)
    earlier = level.printed.allowed.minus(change.allowed)
    if earlier.low is None or earlier.low <= 0:
        return None
    before = level.amount - change.amount
    start = level.start - len(page.noun_before(level))
    sign = "-" if change.amount >= 0 else "+"
    expression = f"{plain(change.amount)}/({plain(level.amount)}{sign}{plain(abs(change.amount))})"
    allowed = level.printed.allowed.over(earlier).minus(ONE).scaled(HUNDRED)
    computed = change.amount / before * HUNDRED
    claim = worded(
        page, (start, max(more.end, growth.end)), ClaimKind.GROWTH, (expression, computed), (allowed, printed)
    )
    noun = page.text[max(0, start - LEAD) : level.start]
    is_other = _COMPARABLE.search(noun) or AT_CONSTANT_PRICES.search(noun)
    is_doubtful = claim.verdict is Verdict.INCONSISTENT and is_other is not None
    return unless_damaged(
        replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.OTHER_BASE) if is_doubtful else claim, (level, more)
    )
