"""Parts and wholes: 其中, brackets, 合计, thresholds inside thresholds, new inside cumulative."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose.claims.among import LEAST_PARTS
from reporter.prose.claims.among import among
from reporter.prose.claims.among import sum_of_parts
from reporter.prose.claims.page import core
from reporter.prose.claims.some import renamed
from reporter.prose.claims.some import some_of_them
from reporter.prose.claims.subset import subset
from reporter.prose.claims.subset import worded
from reporter.prose.claims.sums import added
from reporter.prose.claims.sums import sums_of
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.tokens import Kind
from reporter.prose.verdicts import Reason
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_TOTAL = re.compile(r"(?:合计|共计|总计|总共|一共|累计共|[,，]共)(?:有|达|为|完成|新增)?$")
_CUMULATIVE = re.compile(r"^[,，、]?(?:目前|现)?(?:累计|总数|全市累计|历年累计)(?:已)?(?:达到|达|有|为|共|共有)*$")
_CUMULATIVE_OF = re.compile(
    r"^[^,，;；。\n]{0,20}[,，](?:目前|全市)?累计(?:已有|已达|已)?(?P<thing>[^,，;；。、\n]{0,20})$"
)
_OF_THEM = re.compile(
    r"^[^,，;；。、\n]{1,12}?(?:(?<![高初])中[,，]?(?:有|已有|已)?|已[^,，;；。、\n]{1,4}|(?<![高初集])中[,，][^,，;；。\n]{0,40}?有)$"
)
_NEW_OF_THEM = re.compile(r"^[,，](?:今年|本年|当年)?新增了?$")
_NEXT_STAGE = re.compile(r"^[,，、](?:已)?(?:开工|完工|竣工|投产|结顶|验收|交付)$")


def parts_of(page: Page) -> Iterator[Claim]:
    """Find what is said of parts and wholes in a text."""
    told: set[tuple[int, int]] = set()
    for claim, whole, parts in _without_among(page):
        keys = [(min(whole, part), max(whole, part)) for part in parts]
        if keys[0] not in told:
            told.update(keys)
            yield claim
    narrowed = tuple(renamed(page))
    for claim, ends in (
        *narrowed,
        *among(page, {part for _, (_, part) in narrowed}),
        *_bracketed(page),
        *_totals(page),
        *_adjoining(page),
        *_nested(page),
        *some_of_them(page),
    ):
        key = min(ends), max(ends)
        if key not in told:
            told.add(key)
            yield claim


def _without_among(page: Page) -> Iterator[tuple[Claim, int, tuple[int, ...]]]:
    """Word the sums that 其中 does not stand right before: the claim, and where its whole and its parts start."""
    for whole, parts, outcome in sums_of(page):
        start = min(one.start - len(page.noun_before(one)) for one in (whole, parts[0]))
        amount = sum((part.amount for part in parts), Decimal(0))
        expression = "+".join(plain(part.amount) for part in parts)
        span = start, max(whole.end, parts[-1].end)
        claim = worded(page, span, ClaimKind.SUM, (expression, amount, whole.amount), outcome)
        yield claim, whole.start, tuple(part.start for part in parts)


def _bracketed(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 83个(省级64个) and 5家(4A级2家、3A级3家): what brackets right behind an amount count is part of it."""
    for whole in page.figures:
        brackets = _BRACKETS.match(page.text, whole.end)
        if brackets is None or whole.is_percent or whole.is_bare or _NOT_A_PART.search(brackets[0]):
            continue
        inside = page.first_behind(whole.end, brackets.end())
        parts = [one for one in inside if one.unit == whole.unit and not one.is_bare]
        if not parts or len(parts) != len(inside) or not core(page.noun_before(parts[0])):
            continue
        is_named = "其中" in brackets[0]
        several = len(parts) >= LEAST_PARTS
        claim = sum_of_parts(page, whole, parts) if several else subset(page, whole, parts[0], is_named=is_named)
        if claim is not None:
            yield claim, (whole.start, parts[0].start)


_BRACKETS = re.compile(r"[(（][^()（）\n]{1,60}(?:[)）]|(?=[,，。;；\n]|$))")
_NOT_A_PART = re.compile(r"目标|任务|计划|去年|上年|同期|较|比|全[国省市]|累计|总|共|含税|不含|另")


def _totals(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 新建5所、改建7所,合计12所."""
    for total in page.figures:
        start, _ = page.sentence_at(total.start)
        if total.is_percent or not _TOTAL.search(page.text[max(start, total.start - 8) : total.start]):
            continue
        listed = [one for one in page.last_before(total.start, start) if not page.is_bracketed(one)]
        parts = [one for one in listed if one.unit == total.unit]
        if len(parts) < LEAST_PARTS or len(parts) != len(listed):
            continue
        claim = _total(page, parts, total)
        if claim.verdict is Verdict.CONSISTENT or "其中" not in claim.span:
            yield claim, (parts[0].start, total.start)


def _total(page: Page, parts: Sequence[Figure], total: Figure) -> Claim:
    """Judge a total against the amounts listed before it."""
    amount = sum((part.amount for part in parts), Decimal(0))
    start = parts[0].start - len(page.noun_before(parts[0]))
    text = page.text[start : total.start]
    doubt = "等" in text or any(part.is_soft or part.is_damaged for part in (*parts, total))
    if added(parts).meets(total.printed.allowed):
        verdict, reason = Verdict.CONSISTENT, ""
    elif doubt:
        verdict, reason = Verdict.AMBIGUOUS, Reason.NOT_EXHAUSTIVE.value
    else:
        verdict, reason = Verdict.INCONSISTENT, Reason.DOES_NOT_FOLLOW.value
    expression = "+".join(plain(part.amount) for part in parts)
    return worded(page, (start, total.end), ClaimKind.SUM, (expression, amount, total.amount), (verdict, reason))


def _adjoining(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 新增7家,累计达56家, 有56家,新增7家 and 12座中已开工11座,完工4座, where they fit: it is never insisted on.

    What reached a later stage is part of what reached the stage before, or else of all of them.
    """
    opened: Figure | None = None
    for one, other in pairwise(page.figures):
        between = page.text[one.end : other.start]
        whole, part = one, other
        if opened is not None and _NEXT_STAGE.match(between):
            whole = one if other.amount <= one.amount else opened
        elif _is_new_of_all(page, one, other):
            whole, part, opened = other, one, None
        elif _OF_THEM.match(between) or _NEW_OF_THEM.match(between):
            opened = whole
        else:
            opened = None
            continue
        claim = subset(page, whole, part, is_named=False) if part.counts_like(whole) and not part.is_percent else None
        if claim is not None:
            yield claim, (whole.start, part.start)


def _is_new_of_all(page: Page, new: Figure, total: Figure) -> bool:
    """Tell whether an amount is followed by the cumulative one of the same things."""
    between = page.text[new.end : total.start]
    if _CUMULATIVE.match(between):
        return True
    match = _CUMULATIVE_OF.match(between)
    if match is None:
        return False
    things = [page.noun_before(new)[-2:], page.noun_after(new)[:2]]
    return any(len(thing) > 1 and thing in (match["thing"][-2:], page.noun_after(total)[:2]) for thing in things)


def _nested(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 3亿元以上项目132个,10亿元以上项目40个: the higher threshold lies inside the lower one."""
    counted = [
        (threshold, figure)
        for threshold in page.tokens
        if threshold.kind is Kind.THRESHOLD and threshold.amount is not None
        for figure in page.figures_in(threshold.end, threshold.end + 20)[:1]
    ]
    for (low, whole), (high, part) in pairwise(counted):
        is_close = page.paragraph_at(low.start) == page.paragraph_at(high.start)
        is_higher = low.unit == high.unit and (low.amount or 0) < (high.amount or 0)
        if not is_close or not is_higher or whole == part or not whole.counts_like(part) or whole.is_percent:
            continue
        if _kind_of_thing(page, low.end, whole) != _kind_of_thing(page, high.end, part):
            continue
        claim = subset(page, whole, part, is_named=False)
        if claim is not None:
            yield claim, (whole.start, part.start)


def _kind_of_thing(page: Page, start: int, figure: Figure) -> str:
    return core(page.text[start : figure.start])
