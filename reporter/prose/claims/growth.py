"""Changes: growth from two levels, differences in points, products and the growth of a product."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Printed
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.prose.verdicts import is_out_of_scale
from reporter.prose.verdicts import verdict_of
from reporter.quantities import Interval
from reporter.quantities import half_up
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_PLACES = 4
_LEAD = 24
_ONE = Interval.exactly(Decimal(1))
_POINTS = frozenset({"个百分点", "个千分点"})
_FALL = "下降|降低|减少|下滑|回落|缩小|收窄|压减|降"
_RISE = "增长|增加|提高|提升|上升|扩大|增幅|增速|上涨|增"
_FROM = re.compile(r"(?:由|从)[^,，;；。\n由从]{0,14}$")
_TO = re.compile(rf"^[^,，;；。\n]{{0,6}}?(?:{_RISE}|{_FALL}|变|调整)(?:到|至|为)(?:今年|目前|现在|当前)?的?$")
_BY = re.compile(rf"^[,，、]?(?:同比|比上年|较上年|净|共|累计)?(?P<way>{_RISE}|{_FALL})(?:幅度)?(?:了|达|为)?$")
_THAN = re.compile(
    r"^[,，(（]?(?:比|较)(?:上年|去年|年初|同期|上年末|去年底|基期|上月|上季度)[^,，;；。\n多少增减升降提高超低]{0,8}$"
)
_ABOVE = re.compile(r"^[,，]?[^,，;；。\n]{0,6}?(?P<way>高于|快于|低于|慢于|高出|低)[^,，;；。\n]{0,14}?[(（]?$")
_BETWEEN_LEVELS = re.compile(r"^[)）]?$")
_GROWTH_OF = re.compile(rf"^[,，、]?(?:同比|比上年|较上年)(?P<way>{_RISE}|{_FALL})$")
_MASS = {"千克": Decimal(1), "吨": Decimal(1000), "斤": Decimal("0.5"), "克": Decimal("0.001")}
_MONTHLY = re.compile(r"(?:每月|月均|月标准|/月)[^,，;；。\n]{0,6}$")
_YEARLY = re.compile(r"^(?:/月)?[,，、(（]?(?:即|合|折合|相当于)?(?:年|每年)(?:标准)?(?:为|达到|达)?$")
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a text that can be re-computed, and those whose other level is not in the text."""

    claims: tuple[Claim, ...]
    without_level: tuple[Unread, ...]


def changes_of(page: Page) -> Changes:
    """Find what a text says of changes, differences and products."""
    claims = [claim for three in _threes(page) if (claim := _change(page, three)) is not None]
    claims += _by_increment(page)
    claims += _former_in_brackets(page)
    claims += _monthly(page)
    claims += _products(page)
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


def _threes(page: Page) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield each three figures of one full sentence that follow each other."""
    yield from zip(page.figures, page.figures[1:], page.figures[2:], strict=False)


def _change(page: Page, three: tuple[Figure, Figure, Figure]) -> Claim | None:
    """Read 由A提高到B,提高C; 今年B,比去年A增长C; 增长B,高于全国(A)C个百分点."""
    one, two, change = three
    between, behind = page.text[one.end : two.start], page.text[two.end : change.start]
    begin = max(0, one.start - _LEAD)
    if (origin := _FROM.search(page.text[begin : one.start])) and _TO.match(between):
        match = _BY.match(behind)
        start = begin + origin.start()
        return None if match is None else _level_claim(page, (one, two, change), start, is_fall=_falls(match))
    if _THAN.match(between) and (match := _BY.match(behind)):
        return _level_claim(page, (two, one, change), one.start, is_fall=_falls(match))
    if (match := _ABOVE.match(between)) and _BETWEEN_LEVELS.match(behind) and change.unit in _POINTS:
        return _level_claim(page, (two, one, change), one.start, is_fall=match["way"] in {"低于", "慢于", "低"})
    return None


def _by_increment(page: Page) -> Iterator[Claim]:
    """Read 由A增加到B,净增C,增长D%, and A,同比增加B、增长C%: the growth printed behind the increment."""
    for place, (one, more, growth) in enumerate(_threes(page)):
        way = _BY.match(page.text[one.end : more.start])
        again = _BY.match(page.text[more.end : growth.start])
        if way is None or again is None or one.unit != more.unit or one.is_percent or not growth.is_percent:
            continue
        origin = page.figures[place - 1] if place else one
        lead = page.text[max(0, origin.start - _LEAD) : origin.start]
        printed = _signed(growth.printed, is_fall=_falls(again))
        if _FROM.search(lead) and _TO.match(page.text[origin.end : one.start]) and origin.unit == one.unit:
            is_of_another_year = "年初" in lead and ("同比" in again[0] or "上年" in again[0])
            if origin.amount > 0 and not is_of_another_year:
                yield _unless_damaged(_growth(page, (origin, one, growth), origin.start, printed), (origin, one))
        elif "同比" in way[0] or "上年" in way[0]:
            yield from _grown_by(page, (one, more, growth), printed, is_fall=_falls(way))


def _grown_by(
    page: Page, figures: tuple[Figure, Figure, Figure], printed: Printed, *, is_fall: bool
) -> Iterator[Claim]:
    """Judge (level, increment, growth)."""
    level, more, growth = figures
    change = _signed(more.printed, is_fall=is_fall)
    earlier = level.printed.allowed.minus(change.allowed)
    if earlier.low is None or earlier.low <= 0:
        return
    before = level.amount - change.amount
    start = level.start - len(page.noun_before(level))
    expression = f"{plain(change.amount)}/({plain(level.amount)}-{plain(change.amount)})"
    allowed = level.printed.allowed.over(earlier).minus(_ONE).scaled(HUNDRED)
    computed = change.amount / before * HUNDRED
    claim = _worded(page, (start, growth.end), ClaimKind.GROWTH, (expression, computed), (allowed, printed))
    noun = page.text[max(0, start - _LEAD) : level.start]
    is_other = _COMPARABLE.search(noun) or _AT_CONSTANT_PRICES.search(noun)
    is_doubtful = claim.verdict is Verdict.INCONSISTENT and is_other is not None
    yield _unless_damaged(
        replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.OTHER_BASE) if is_doubtful else claim, (level, more)
    )


def _unless_damaged(claim: Claim, levels: tuple[Figure, Figure]) -> Claim:
    """Doubt a growth whose levels lost a 万 or 亿."""
    one, other = levels
    is_damaged = one.is_damaged or other.is_damaged or is_out_of_scale(one.amount, other.amount)
    is_doubtful = claim.verdict is Verdict.INCONSISTENT and is_damaged
    return replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.DAMAGED) if is_doubtful else claim


_COMPARABLE = re.compile("可比|同口径|剔除|扣除")


def _former_in_brackets(page: Page) -> Iterator[Claim]:
    """Read A,同比增长B%(去年同期C): the former level stands in brackets behind the growth."""
    for level, growth, former in _threes(page):
        match = _BY.match(page.text[level.end : growth.start])
        is_former = _FORMER.fullmatch(page.text[growth.end : former.start])
        if match is None or is_former is None or level.unit != former.unit or not growth.is_percent:
            continue
        if former.amount > 0 and not level.is_percent:
            start = level.start - len(page.noun_before(level))
            claim = _growth(page, (former, level, growth), start, _signed(growth.printed, is_fall=_falls(match)))
            claim = replace(claim, end=former.end, span=page.text[start : former.end])
            yield _unless_damaged(claim, (former, level))


_FORMER = re.compile(r"[(（](?:去年|上年)(?:同期|同月|全年)?(?:数)?(?:为|是)?")


def _falls(match: re.Match[str]) -> bool:
    return re.fullmatch(_FALL, match["way"]) is not None


def _level_claim(page: Page, levels: tuple[Figure, Figure, Figure], start: int, *, is_fall: bool) -> Claim | None:
    """Judge (earlier, later, change): a growth in percent, or a difference in points or in the unit of the levels."""
    earlier, later, change = levels
    if earlier.unit != later.unit or earlier.is_bare != later.is_bare or later.unit in _POINTS:
        return None
    printed = _signed(change.printed, is_fall=is_fall)
    difference = later.printed.allowed.minus(earlier.printed.allowed)
    by_difference = fit(difference, printed)
    if change.unit == earlier.unit or (change.unit in _POINTS and earlier.is_percent):
        if change.is_percent and by_difference is not Fit.AGREES and earlier.amount > 0:
            return _growth(page, levels, start, printed)
        expression = f"{plain(later.amount)}-{plain(earlier.amount)}"
        return _worded(
            page,
            (start, change.end),
            ClaimKind.DIFFERENCE,
            (expression, later.amount - earlier.amount),
            (difference, printed),
        )
    return _growth(page, levels, start, printed) if change.is_percent and earlier.amount > 0 else None


def _growth(page: Page, levels: tuple[Figure, Figure, Figure], start: int, printed: Printed) -> Claim:
    """Judge a growth in percent from two levels."""
    earlier, later, change = levels
    allowed = later.printed.allowed.over(earlier.printed.allowed).minus(_ONE).scaled(HUNDRED)
    computed = (later.amount / earlier.amount - 1) * HUNDRED
    expression = f"{plain(later.amount)}/{plain(earlier.amount)}-1"
    claim = _worded(page, (start, change.end), ClaimKind.GROWTH, (expression, computed), (allowed, printed))
    first = min(earlier, later, key=lambda level: level.start)
    is_doubtful = claim.verdict is Verdict.INCONSISTENT and _AT_CONSTANT_PRICES.search(page.noun_before(first))
    return replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.OTHER_BASE) if is_doubtful else claim


_AT_CONSTANT_PRICES = re.compile(r"生产总值|加值|增值|业增|GDP|总产值")
"""Their growth is told at constant prices; levels at current prices need not agree with it."""


def _signed(printed: Printed, *, is_fall: bool) -> Printed:
    """Turn a printed fall into a negative figure."""
    if not is_fall or printed.amount < 0:
        return printed
    low, high = printed.allowed.low, printed.allowed.high
    allowed = Interval(None if high is None else -high, None if low is None else -low)
    return Printed(-printed.amount, printed.step, allowed)


def _monthly(page: Page) -> Iterator[Claim]:
    """Read 每月1105元,年标准13260元."""
    for month, year in pairwise(page.figures):
        lead = page.text[max(0, month.start - _LEAD) : month.start]
        if month.unit != year.unit or not _MONTHLY.search(lead) or not _YEARLY.match(page.text[month.end : year.start]):
            continue
        start = month.start - len(page.noun_before(month))
        allowed = month.printed.allowed.scaled(_MONTHS)
        figures = f"{plain(month.amount)}*12", month.amount * _MONTHS
        yield _worded(page, (start, year.end), ClaimKind.PRODUCT, figures, (allowed, year.printed))


def _products(page: Page) -> Iterator[Claim]:
    """Read 面积A亩…单产B公斤/亩…总产量C吨, and the growth of each."""
    for place, per in enumerate(page.figures):
        above, _, below = _per(page, per).partition("/")
        if not below or place == 0:
            continue
        start, end = page.paragraph_at(per.start)
        areas = [
            one
            for one in page.figures[max(0, place - 3) : place]
            if one.start >= start and one.unit == measure(below).base
        ]
        outputs = [one for one in page.figures[place + 1 : place + 4] if one.end <= end and _factor(above, one.unit)]
        if areas and outputs:
            yield from _product(page, areas[-1], per, outputs[0])


def _per(page: Page, figure: Figure) -> str:
    """Return the unit of a yield: 公斤/亩, also where 亩产 says it in front."""
    return f"{figure.unit}/亩" if figure.unit in _MASS and _YIELD.search(page.noun_before(figure)) else figure.unit


_YIELD = re.compile(r"亩产(?:量)?(?:为|达到|达)?$")


def _factor(unit: str, other: str) -> Decimal | None:
    """Return how many of `unit` make one of `other`: 1000 for 公斤 and 吨, None where they do not convert."""
    one, two = measure(unit).base, measure(other).base
    if one == two:
        return Decimal(1)
    return _MASS[two] / _MASS[one] if one in _MASS and two in _MASS else None


def _product(page: Page, area: Figure, per: Figure, output: Figure) -> Iterator[Claim]:
    """Judge an output against area and yield, and its growth against theirs."""
    factor = _factor(_per(page, per).partition("/")[0], output.unit) or Decimal(1)
    start = area.start - len(page.noun_before(area))
    printed = Printed(output.amount * factor, output.printed.step * factor, output.printed.allowed.scaled(factor))
    allowed = area.printed.allowed.times(per.printed.allowed)
    if fit(allowed, printed) is not Fit.AGREES and "产" not in page.noun_before(output):
        return
    claim = _worded(
        page,
        (start, output.end),
        ClaimKind.PRODUCT,
        (f"{plain(area.amount)}*{plain(per.amount)}", area.amount * per.amount),
        (allowed, printed),
    )
    yield _rescaled(claim, factor)
    grown = [_growth_of(page, one) for one in (area, per, output)]
    if grown[0] is not None and grown[1] is not None and grown[2] is not None:
        yield _growth_of_product(page, start, (grown[0], grown[1], grown[2]))


def _rescaled(claim: Claim, factor: Decimal) -> Claim:
    """Tell a product in the unit that is printed."""
    computed = None if claim.computed is None else claim.computed / factor
    return replace(claim, computed=computed, claimed=claim.claimed / factor)


def _growth_of(page: Page, figure: Figure) -> tuple[Figure, Printed] | None:
    """Return the growth printed right behind an amount."""
    behind = page.figures_in(figure.end, figure.end + _LEAD)[:1]
    for growth in behind:
        match = _GROWTH_OF.match(page.text[figure.end : growth.start])
        if match is not None and growth.is_percent:
            return growth, _signed(growth.printed, is_fall=_falls(match))
    return None


def _growth_of_product(page: Page, start: int, growths: tuple[tuple[Figure, Printed], ...]) -> Claim:
    """Judge the growth of a product against the growth of its factors."""
    (_, one), (_, two), (last, printed) = growths
    factors = [growth.allowed.scaled(Decimal("0.01")).plus(_ONE) for growth in (one, two)]
    allowed = factors[0].times(factors[1]).minus(_ONE).scaled(HUNDRED)
    product = (1 + one.amount / HUNDRED) * (1 + two.amount / HUNDRED)
    expression = f"{plain(1 + one.amount / HUNDRED)}*{plain(1 + two.amount / HUNDRED)}-1"
    return _worded(page, (start, last.end), ClaimKind.GROWTH, (expression, (product - 1) * HUNDRED), (allowed, printed))


def _is_compared(page: Page, figure: Figure) -> bool:
    """Tell whether a figure in points or places tells a difference to something."""
    lead = page.text[max(page.sentence_at(figure.start)[0], figure.start - _LEAD) : figure.start]
    return figure.unit in _POINTS or re.search(r"(?:较|比)[^,，;；。\n]{1,14}$", lead) is not None


def _unread(page: Page, figure: Figure) -> Unread:
    start = figure.start - len(page.noun_before(figure))
    return Unread(page.side, start, figure.end, page.text[start : figure.end])


def _worded(
    page: Page,
    span: tuple[int, int],
    kind: ClaimKind,
    figures: tuple[str, Decimal],
    outcome: tuple[Interval, Printed],
) -> Claim:
    """Word a claim: (expression, computed) and (computed interval, printed figure)."""
    allowed, printed = outcome
    doubt = Reason.DAMAGED if is_out_of_scale(figures[1], printed.amount) else None
    verdict, reason = verdict_of(fit(allowed, printed), printed.step, doubt)
    return Claim(
        page.side,
        *span,
        page.text[span[0] : span[1]],
        kind,
        figures[0],
        half_up(figures[1], _PLACES),
        printed.amount,
        verdict,
        "" if verdict is Verdict.CONSISTENT or reason is None else reason,
    )
