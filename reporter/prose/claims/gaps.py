"""Distances: 优良率87.8%,超目标2.8个百分点; 造林11.4万亩,超任务1.4万亩; 高于城镇居民2.3个百分点; 收入A、支出B,结余C."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose.claims.context import Kinship
from reporter.prose.claims.schedules import distances_of
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.prose.verdicts import is_out_of_scale
from reporter.prose.verdicts import verdict_of
from reporter.quantities import Interval
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reporter.prose.claims.context import Bond
    from reporter.prose.claims.context import Row
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_LEAD = 16
_DISTANCE = re.compile(
    r"(?:(?P<short>距离?(?:年度|全年)?(?:目标|任务)(?:值|数|任务)?(?:还|尚|仅|只)?(?:差|有)|(?:还|尚)差)|(?P<way>高于|高出|超过|超出|超|优于|好于|低于|低)(?:年度|全年|年初|控制|预期)?(?:目标|任务)(?:值|数|任务)?"
    r"|(?:比|较)(?:年度|全年|年初|预期)?(?:目标|任务)(?:值|数)?(?P<than>高出|高|多出|多|超出|超|低|少))约?了?$"
)


_BELOW = frozenset({"低于", "低", "少"})


def gaps_of(row: Row) -> Iterator[Claim]:
    """Find the distances to a target that a text tells. Which target is meant is a reading: a gap is a doubt."""
    page = row.progress
    yield from _amounts_over(row)
    yield from _between_rates(row)
    yield from _balances(row)
    yield from distances_of(page)
    for points in page.figures:
        if points.unit != "个百分点":
            continue
        start = max(page.sentence_at(points.start)[0], points.start - _LEAD)
        match = _DISTANCE.search(page.text[start : points.start])
        if match is None:
            continue
        shares = [one for one in page.last_before(points.start, page.sentence_at(points.start)[0]) if one.is_percent]
        for share in shares[-1:]:
            yield from _gap(row, share, points)


def _gap(row: Row, share: Figure, points: Figure) -> Iterator[Claim]:
    """Judge one distance, whichever side of the target it lies on."""
    page = row.progress
    for result in row.results_at(share):
        target = None if result.target is None else row.targets[result.target]
        if target is None or target.value is None or target.unit != "%":
            continue
        value = abs(target.value)
        low, high = sorted((share.amount, value))
        allowed = share.printed.allowed.minus(Interval.exactly(value))
        below = Interval.exactly(value).minus(share.printed.allowed)
        agrees = Fit.AGREES in {fit(allowed, points.printed), fit(below, points.printed)}
        start = share.start - len(page.noun_before(share))
        yield Claim(
            Side.PROGRESS,
            start,
            points.end,
            page.text[start : points.end],
            ClaimKind.DIFFERENCE,
            f"{plain(high)}-{plain(low)}",
            high - low,
            points.amount,
            Verdict.CONSISTENT if agrees else Verdict.AMBIGUOUS,
            "" if agrees else Reason.SECOND_READING,
            target=result.target,
        )
        return


def _amounts_over(row: Row) -> Iterator[Claim]:
    """Read 造林11.4万亩,超任务1.4万亩: what the result has more than the one target that it answers."""
    page = row.progress
    for one, over in pairwise(page.figures):
        match = _DISTANCE.search(page.text[one.end : over.start])
        bonds = [bond for bond in row.bonds(one) if bond.target is not None]
        if match is None or one.is_percent or not one.counts_like(over) or not bonds or over.start - one.end > _LEAD:
            continue
        claims = [
            _over(row, (one, over), bond, is_below=bool(match["short"]) or (match["way"] or match["than"]) in _BELOW)
            for bond in bonds
        ]
        yield next((claim for claim in claims if claim.verdict is Verdict.CONSISTENT), claims[0])


def gaps_without_target(row: Row) -> Iterator[Unread]:
    """Find the amounts over a task (发放补贴160元,超任务20元) whose task is not in the text."""
    page = row.progress
    for one, over in pairwise(page.figures):
        lead = page.text[one.end : over.start].lstrip(",，、")
        is_told = _DISTANCE.fullmatch(lead) is not None and not one.is_percent
        if is_told and one.counts_like(over) and not row.bonds(one):
            start = over.start - len(lead)
            yield Unread(page.side, start, over.end, page.text[start : over.end])


def _over(row: Row, figures: tuple[Figure, Figure], bond: Bond, *, is_below: bool) -> Claim:
    """Judge what exceeds one target."""
    one, over = figures
    target = Interval.exactly(bond.value)
    distance = target.minus(one.printed.allowed) if is_below else one.printed.allowed.minus(target)
    high, low = (bond.value, one.amount) if is_below else (one.amount, bond.value)
    doubt = None if bond.kinship is Kinship.EXACT else Reason.NEAR_INDICATOR
    return _difference(row.progress, (one, over), (high, low), (distance, doubt), bond.index)


def _between_rates(row: Row) -> Iterator[Claim]:
    """Read 城镇A,增长5.1%;农村B,增长7.4%,高于城镇2.3个百分点, where it agrees: both rates stand in the text."""
    page = row.progress
    for one, points in pairwise(page.figures):
        match = _OVER_ANOTHER.fullmatch(page.text[one.end : points.start])
        if points.unit != "个百分点" or not one.is_percent or match is None:
            continue
        start = page.paragraph_at(one.start)[0]
        for other in reversed([rate for rate in page.last_before(one.start, start) if rate.is_percent]):
            high, low = (other, one) if match["way"] in {"低于", "慢于"} else (one, other)
            distance = high.printed.allowed.minus(low.printed.allowed)
            named = page.text[max(start, other.start - _NAMED_BEFORE) : other.start]
            if match["other"] in named and fit(distance, points.printed) is Fit.AGREES:
                yield _difference(page, (one, points), (high.amount, low.amount), (distance, None))
                break


def _balances(row: Row) -> Iterator[Claim]:
    """Read 收入31.6亿元、支出29.8亿元,结余1.8亿元."""
    page = row.progress
    for income, spent, left in zip(page.figures, page.figures[1:], page.figures[2:], strict=False):
        nouns = page.noun_before(income), page.noun_before(spent), page.noun_before(left)
        is_balance = all(pattern.search(noun) for pattern, noun in zip(_BALANCE, nouns, strict=True))
        is_near = page.paragraph_at(income.start) == page.paragraph_at(left.start)
        if is_balance and is_near and len({income.unit, spent.unit, left.unit}) == 1:
            distance = income.printed.allowed.minus(spent.printed.allowed)
            doubt = None if _OF_THIS_YEAR.search(nouns[2]) else Reason.SECOND_READING
            yield _difference(page, (income, left), (income.amount, spent.amount), (distance, doubt))


def _difference(
    page: Page,
    ends: tuple[Figure, Figure],
    levels: tuple[Decimal, Decimal],
    outcome: tuple[Interval, Reason | None],
    target: int | None = None,
) -> Claim:
    """Word a difference: first and last figure, (larger, smaller), and (its interval, doubt)."""
    first, last = ends
    is_damaged = first.is_damaged or last.is_damaged or is_out_of_scale(levels[0] - levels[1], last.amount)
    doubt = Reason.DAMAGED if is_damaged or is_out_of_scale(*levels) else outcome[1]
    verdict, reason = verdict_of(fit(outcome[0], last.printed), last.printed.step, doubt)
    start = first.start - len(page.noun_before(first))
    span = page.text[start : last.end]
    expression = f"{plain(levels[0])}-{plain(levels[1])}"
    computed = levels[0] - levels[1]
    kind = ClaimKind.DIFFERENCE
    return Claim(
        page.side, start, last.end, span, kind, expression, computed, last.amount, verdict, reason or "", target=target
    )


_NAMED_BEFORE = 40
_OVER_ANOTHER = re.compile(
    r"[,，]?(?:增速|增幅)?(?P<way>高于|快于|低于|慢于|高出)(?!全[国省市]|上年|去年|目标|年度)(?P<other>[\u4e00-\u9fff]{2,8}?)(?:增速|增幅)?"
)
_OF_THIS_YEAR = re.compile(r"(?:当年|本年|当期|本期|收支)结余")
"""A plain 结余 may be what all years have left."""
_BALANCE = re.compile(r"收入"), re.compile(r"支出"), re.compile(r"结余|结存")
