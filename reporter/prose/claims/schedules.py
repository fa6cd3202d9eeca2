"""Distances to what is known without print or printed in brackets: 快于时间进度2个百分点; 增幅比全省(16%)高6个点."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import fit
from reporter.quantities import Interval
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_MONTHS = Decimal(12)
_PLACES = 2
_POINTS = frozenset({"个百分点", "%"})
_LEAD = 24
_BELOW = frozenset({"低", "慢", "低于", "慢于", "落后", "落后于", "滞后", "滞后于"})
_FROM_SCHEDULE = re.compile(
    r"[,，、(（]?(?:(?P<way>高于|快于|超前于?|超过|超出|超|低于|慢于|落后于?|滞后于?)|比|较)(?:序时|时序|时间)(?:进度)?(?:要求)?"
    r"(?P<than>高出|高|快|超前|超|低|慢|落后|滞后)?了?"
)
_ELAPSED = re.compile(
    r"(?:1|一)(?:月份?)?[-—–~－至到](?P<until>\d{1,2})月|(?:截至|截止)[^,，。;；\n]{0,8}?(?P<day>\d{1,2})月(?:底|末|2[89]日|3[01]日)"
    r"|(?P<half>上半年)|(?P<three>前三季度)|(?P<one>一季度)"
)
_ENDS = {"half": Decimal(6), "three": Decimal(9), "one": Decimal(3)}
_AVERAGE_OF = re.compile(r"(?:增幅|增速|增长率|[\u4e00-\u9fff]{2,6}率)(?:比|较)[^,，;；。\n\d]{2,12}[(（]$")
_FROM_AVERAGE = re.compile(r"[)）](?:平均水平)?(?P<way>高|快|低|慢)(?:出|了)?(?:约|近)?")


def distances_of(page: Page) -> Iterator[Claim]:
    """Find distances that follow. One that does not is left alone: what it is measured from is not surely known."""
    yield from _from_schedule(page)
    yield from _from_average(page)


def _from_schedule(page: Page) -> Iterator[Claim]:
    """Read a distance from the share of the year that is over: 50 at the end of June."""
    for rate, points in pairwise(page.figures):
        match = _FROM_SCHEDULE.fullmatch(page.text[rate.end : points.start])
        if match is None or not rate.is_percent or points.unit not in _POINTS:
            continue
        over = _elapsed(page.text[page.line_at(rate.start)[0] : rate.start])
        if over is not None:
            is_below = match["way"] in _BELOW or match["than"] in _BELOW
            yield from _told(page, (rate, points), (over, Interval.exactly(over)), is_below=is_below)


def _elapsed(text: str) -> Decimal | None:
    """Return how many percent of the year are over by the last period that a text names."""
    found = [match for match in _ELAPSED.finditer(text) if match.lastgroup is not None]
    if not found:
        return None
    last = found[-1]
    kind = last.lastgroup or ""
    months = _ENDS.get(kind) or Decimal(last[kind])
    return months * HUNDRED / _MONTHS if 0 < months <= _MONTHS else None


def _from_average(page: Page) -> Iterator[Claim]:
    """Read a distance from another's growth in brackets, of a growth that the line told before."""
    for other, points in pairwise(page.figures):
        match = _FROM_AVERAGE.fullmatch(page.text[other.end : points.start])
        lead = page.text[max(0, other.start - _LEAD) : other.start]
        if match is None or not other.is_percent or points.unit != "个百分点" or not _AVERAGE_OF.search(lead):
            continue
        earlier = page.last_before(other.start, page.line_at(other.start)[0])
        for rate in reversed([one for one in earlier if one.is_percent]):
            level = other.amount, other.printed.allowed
            claims = tuple(_told(page, (rate, points), level, is_below=match["way"] in _BELOW))
            if claims:
                yield claims[0]
                break


def _told(
    page: Page, figures: tuple[Figure, Figure], level: tuple[Decimal, Interval], *, is_below: bool
) -> Iterator[Claim]:
    """Word the distance of (rate, distance) from a level, where it agrees."""
    rate, points = figures
    value, allowed = level
    distance = allowed.minus(rate.printed.allowed) if is_below else rate.printed.allowed.minus(allowed)
    if fit(distance, points.printed) is not Fit.AGREES:
        return
    high, low = (value, rate.amount) if is_below else (rate.amount, value)
    start = rate.start - len(page.noun_before(rate))
    yield Claim(
        page.side,
        start,
        points.end,
        page.text[start : points.end],
        ClaimKind.DIFFERENCE,
        f"{plain(half_up(high, _PLACES))}-{plain(half_up(low, _PLACES))}",
        half_up(high - low, _PLACES),
        points.amount,
        Verdict.CONSISTENT,
        "",
    )
