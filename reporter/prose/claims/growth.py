"""Changes: growth from two levels, differences in points, and what is compared with a level that is not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose.claims.change import BY
from reporter.prose.claims.change import FROM
from reporter.prose.claims.change import LEAD
from reporter.prose.claims.change import TO
from reporter.prose.claims.change import falls
from reporter.prose.claims.change import growth_claim
from reporter.prose.claims.change import signed
from reporter.prose.claims.change import threes
from reporter.prose.claims.change import unless_damaged
from reporter.prose.claims.change import worded
from reporter.prose.claims.increments import grown_by_increments
from reporter.prose.claims.products import products_of
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import fit
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_POINTS = frozenset({"个百分点", "个千分点"})
_THAN = re.compile(
    r"^[,，(（]?(?:比|较)(?:上年|去年|年初|同期|上年末|去年底|基期|上月|上季度)[^,，;；。\n多少增减升降提高超低]{0,8}$"
)
_FORMERLY = re.compile(r"^[,，;；(（]?而?(?:去年|上年)(?:同期|同月|全年)?(?:水平|数)?仅?(?:为|是)?$")
_LAST_YEAR = re.compile(r"(?:去年|上年)(?:同期|同月|全年)?[^,，]{0,8}$")
_THIS_YEAR = re.compile(r"^[,，;；](?:今年|本年|本期|上半年|目前)[^,，;；。\n\d]{0,10}$")
_ABOVE = re.compile(r"^[,，]?[^,，;；。\n]{0,6}?(?P<way>高于|快于|低于|慢于|高出|低)[^,，;；。\n]{0,14}?[(（]?$")
_BETWEEN_LEVELS = re.compile(r"^[)）]?$")


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a text that can be re-computed, and those whose other level is not in the text."""

    claims: tuple[Claim, ...]
    without_level: tuple[Unread, ...]


def changes_of(page: Page) -> Changes:
    """Find what a text says of changes, differences and products."""
    claims = [claim for three in threes(page) if (claim := _change(page, three)) is not None]
    claims += grown_by_increments(page)
    claims += _former_in_brackets(page)
    claims += products_of(page)
    told = {claim.end for claim in claims}
    without = tuple(
        _unread(page, figure)
        for figure in page.figures
        if page.side is Side.PROGRESS
        and figure.unit in _POINTS | {"位"}
        and figure.end not in told
        and _is_compared(page, figure)
    )
    return Changes(tuple(claims), without)


def _change(page: Page, three: tuple[Figure, Figure, Figure]) -> Claim | None:
    """Read 由A提高到B,提高C; 今年B,比去年A增长C; 去年同期A,今年B,增长C; 增长B,高于全国(A)C个百分点."""
    one, two, change = three
    between, behind = page.text[one.end : two.start], page.text[two.end : change.start]
    begin = max(0, one.start - LEAD)
    if (origin := FROM.search(page.text[begin : one.start])) and TO.match(between):
        match = BY.match(behind)
        start = begin + origin.start()
        return None if match is None else _level_claim(page, (one, two, change), start, is_fall=falls(match))
    if (_THAN.match(between) or _FORMERLY.match(between)) and (match := BY.match(behind)):
        return _level_claim(page, (two, one, change), one.start, is_fall=falls(match))
    if _LAST_YEAR.search(page.noun_before(one)) and _THIS_YEAR.match(between) and (match := BY.match(behind)):
        return _level_claim(page, (one, two, change), one.start, is_fall=falls(match))
    if (match := _ABOVE.match(between)) and _BETWEEN_LEVELS.match(behind) and change.unit in _POINTS:
        return _level_claim(page, (two, one, change), one.start, is_fall=match["way"] in {"低于", "慢于", "低"})
    return None


def _former_in_brackets(page: Page) -> Iterator[Claim]:
    """Read A,同比增长B%(去年同期C), also without brackets: the former level stands behind the growth."""
    for level, growth, former in threes(page):
        match = BY.match(page.text[level.end : growth.start])
        is_former = _FORMER.fullmatch(page.text[growth.end : former.start])
        if match is None or is_former is None or level.unit != former.unit or not growth.is_percent:
            continue
        if former.amount > 0 and not level.is_percent:
            start = level.start - len(page.noun_before(level))
            claim = growth_claim(page, (former, level, growth), start, signed(growth.printed, is_fall=falls(match)))
            claim = replace(claim, end=former.end, span=page.text[start : former.end])
            yield unless_damaged(claim, (former, level))


_FORMER = re.compile(r"[(（,，](?:去年|上年)(?:同期|同月|全年)?(?:数)?(?:为|是)?")


def _level_claim(page: Page, levels: tuple[Figure, Figure, Figure], start: int, *, is_fall: bool) -> Claim | None:
    """Judge (earlier, later, change): a growth in percent, or a difference in points or in the unit of the levels."""
    earlier, later, change = levels
    if earlier.unit != later.unit or earlier.is_bare != later.is_bare or later.unit in _POINTS:
        return None
    printed = signed(change.printed, is_fall=is_fall)
    difference = later.printed.allowed.minus(earlier.printed.allowed)
    by_difference = fit(difference, printed)
    if change.unit == earlier.unit or (change.unit in _POINTS and earlier.is_percent):
        if change.is_percent and by_difference is not Fit.AGREES and earlier.amount > 0:
            return growth_claim(page, levels, start, printed)
        expression = f"{plain(later.amount)}-{plain(earlier.amount)}"
        return worded(
            page,
            (start, change.end),
            ClaimKind.DIFFERENCE,
            (expression, later.amount - earlier.amount),
            (difference, printed),
        )
    return growth_claim(page, levels, start, printed) if change.is_percent and earlier.amount > 0 else None


def _is_compared(page: Page, figure: Figure) -> bool:
    """Tell whether a figure in points or places tells a difference to something."""
    lead = page.text[max(page.sentence_at(figure.start)[0], figure.start - LEAD) : figure.start]
    return figure.unit in _POINTS or re.search(r"(?:较|比)[^,，;；。\n]{1,14}$", lead) is not None


def _unread(page: Page, figure: Figure) -> Unread:
    start = figure.start - len(page.noun_before(figure))
    return Unread(page.side, start, figure.end, page.text[start : figure.end])
