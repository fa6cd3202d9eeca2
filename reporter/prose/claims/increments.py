"""Growth told with the increment: 由A增加到B,净增C,增长D%; A,同比增加B、增长C%; A,同比增长C%,增收B."""

from __future__ import annotations

import re
from dataclasses import replace
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
from reporter.prose.claims.change import threes
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

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_COMPARABLE = re.compile("可比|同口径|剔除|扣除")


def grown_by_increments(page: Page) -> Iterator[Claim]:
    """Find growth whose increment is printed beside it, behind or before."""
    yield from _increment_first(page)
    yield from _growth_first(page)


def _increment_first(page: Page) -> Iterator[Claim]:
    """Read 由A增加到B,净增C,增长D%, and A,同比增加B、增长C%."""
    for place, (before, more, growth) in enumerate(threes(page)):
        one = _told_of(page, before, more)
        way = BY.match(page.text[before.end : more.start]) or _AGAIN.search(page.text[before.end : more.start])
        again = BY.match(page.text[more.end : growth.start])
        if way is None or again is None or one.unit != more.unit or one.is_percent or not growth.is_percent:
            continue
        origin = page.figures[place - 1] if place else one
        lead = page.text[max(0, origin.start - LEAD) : origin.start]
        printed = signed(growth.printed, is_fall=falls(again))
        if FROM.search(lead) and TO.match(page.text[origin.end : one.start]) and origin.unit == one.unit:
            is_of_another_year = "年初" in lead and ("同比" in again[0] or "上年" in again[0])
            if origin.amount > 0 and not is_of_another_year:
                yield unless_damaged(growth_claim(page, (origin, one, growth), origin.start, printed), (origin, one))
        elif _COMPARED.search(way[0]):
            is_year_on_year = _YEAR_ON_YEAR.search(way[0]) is not None
            if is_year_on_year or not _YEAR_ON_YEAR.search(again[0]):
                claim = _grown_by(page, (one, more, growth), printed, is_fall=falls(way))
                yield from _sure_of(claim, is_sure=is_year_on_year)


def _told_of(page: Page, before: Figure, more: Figure) -> Figure:
    """Return the level that an increment is of: the amount before it, or the one whose words it tells again."""
    match = _AGAIN.search(page.text[before.end : more.start])
    if match is None:
        return before
    near = reversed(page.last_before(more.start, page.line_at(more.start)[0]))
    return next((one for one in near if page.noun_before(one).endswith(match["noun"])), before)


_AGAIN = re.compile(rf"[,，;；。](?P<noun>[\u4e00-\u9fff]{{2,12}}){THAN}(?P<way>{RISE}|{FALL})(?:了|达|为)?$")


def _growth_first(page: Page) -> Iterator[Claim]:
    """Read A,同比增长C%,增收B; what the growth is compared with may stand between the two."""
    for place, (one, growth) in enumerate(pairwise(page.figures)):
        way = BY.match(page.text[one.end : growth.start])
        amounts = [figure for figure in page.figures[max(0, place - 2) : place + 1] if not figure.is_percent]
        if way is None or not growth.is_percent or not amounts or not _YEAR_ON_YEAR.search(way[0]):
            continue
        level = amounts[-1]
        for more in page.figures[place + 2 : place + 4]:
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


_COMPARED = re.compile("同比|上年|去年|同期|年初|上月|上季度|一季度")
_YEAR_ON_YEAR = re.compile("同比|同期|同月|(?:上年|去年)(?!末|底)")
_BY_ITSELF = re.compile(
    r"[,，、](?:同比|净|比上年|较上年)?(?P<way>增加|增收|多增|净增|减少|减收|增长|多|少|降低)(?:额为|额|了)?"
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
    expression = f"{plain(change.amount)}/({plain(level.amount)}-{plain(change.amount)})"
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
