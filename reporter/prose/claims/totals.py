"""Shares of what is called a total (任务共55项。达到进度44项,占比80%), or printed inside the share.

Its own words prove such a whole; one that goes by any other name is proven by its likes (`families`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reporter.prose.claims.page import core
from reporter.prose.claims.page import thing_of
from reporter.prose.claims.shares import share_claim
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.records import Claim

_LEAD = 20
_NEAR = 4
_TOTAL_BEFORE = re.compile(
    r"(?:(?<!公)共[\u4e00-\u9fff]{0,8}|分解为|分解成|细化为|合计|总计|总数|总投资|总额|总任务)(?:为|有|达|是)?$"
)
_TOTAL_BEHIND = re.compile(r"^[\u4e00-\u9fff]{0,10}(?:中$|中(?:有|已))")
_OF_TOTAL = re.compile(
    r"[,，(（]占(?:总任务数?|任务总数|总数|总量|全部任务|总项目数|项目总数)的?(?:约|为)?$|[,，(（]占比(?:约|为|是|达到|达)?$"
)
_OF_NAMED = re.compile(r"[,，(（]占(?P<name>总[\u4e00-\u9fff]{1,4}?|[\u4e00-\u9fff]{2,8}总[量数额])的?(?:约|为)?$")
_INSIDE = re.compile(r"[,，(（]占(?!(?:年度|全年)?(?:任务|目标|计划))[^,，;；。\d]{0,12}$")
_BEHIND_INSIDE = re.compile(r"^(?!.*(?:任务|目标|计划))[\u4e00-\u9fff]{0,10}的?$")


def carried_shares(page: Page) -> Iterator[Claim]:
    """Find the shares of totals told before, and hold a list of them together: one that fits vouches for its total."""
    if page.side is Side.TARGET:
        return
    yield from _of_totals(page)
    for percentage in page.figures:
        near = page.last_before(percentage.start, page.sentence_at(percentage.start)[0])[-_NEAR:]
        amounts = [one for one in near if not one.is_percent]
        if not percentage.is_percent or not amounts:
            continue
        lead = page.text[max(0, percentage.start - _LEAD) : percentage.start]
        if match := _OF_NAMED.search(lead):
            yield from _of_named(page, amounts[-1], percentage, match["name"])
        if len(amounts) > 1 and amounts[-1].counts_like(amounts[-2]) and _is_inside(page, amounts[-1], percentage):
            yield share_claim(page, (amounts[-2], amounts[-1], percentage), doubt=Reason.SECOND_READING)


def _of_totals(page: Page) -> Iterator[Claim]:
    """Judge the shares that say 占比 or 占总数: wrong is one whose total is named, or vouched for by its list."""
    lists: dict[int, list[tuple[Figure, Figure, Figure]]] = {}
    for three in _carried(page):
        lists.setdefault(three[1].start, []).append(three)
    units = Counter(thing_of(one.unit) for one in page.figures if _is_total(page, one))
    for threes in lists.values():
        doubtful = [share_claim(page, three, doubt=Reason.UNNAMED_BASE) for three in threes]
        fits = any(claim.verdict is Verdict.CONSISTENT for claim in doubtful)
        adds_up = len(threes) > 1 and sum(part.amount for part, _, _ in threes) == threes[0][1].amount
        for three, claim in zip(threes, doubtful, strict=True):
            is_only = units[thing_of(three[1].unit)] <= 1
            is_sure = is_only and (fits or adds_up or _is_of_all(page, three[2]))
            yield share_claim(page, three) if is_sure else claim


def _carried(page: Page) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Carry each total along until another one of its unit: yield (part, whole, percentage)."""
    totals: dict[str, Figure] = {}
    last: Figure | None = None
    for figure in page.figures:
        if not figure.is_percent:
            is_beside = last is not None and last.end == figure.start and last in totals.values()
            if is_beside or _is_total(page, figure):
                totals[thing_of(figure.unit)] = figure
            last = figure
            continue
        whole = None if last is None else totals.get(thing_of(last.unit))
        if last is None or whole is None or whole is last or last.amount > whole.amount:
            continue
        if _OF_TOTAL.fullmatch(page.text[last.end + len(page.noun_after(last)) : figure.start]):
            yield last, whole, figure


def _is_of_all(page: Page, percentage: Figure) -> bool:
    """Tell whether a share names the total: 占总任务的."""
    return "总" in page.text[max(0, percentage.start - _LEAD) : percentage.start].rpartition("占")[2]


def _is_total(page: Page, figure: Figure) -> bool:
    """Tell whether an amount is told as all there is: 任务共55项, 分解为222个, 30项中有."""
    after = page.noun_after(figure)
    return bool(_TOTAL_BEFORE.search(page.noun_before(figure)) or _TOTAL_BEHIND.match(after))


def _of_named(page: Page, part: Figure, percentage: Figure, name: str) -> Iterator[Claim]:
    """Find the whole that a share names (占总投资的, 占专利授权总量的) among the amounts before it, where it agrees."""
    start = max(0, page.paragraph_at(percentage.start)[0])
    for whole in reversed(page.last_before(part.start, start)):
        noun = page.noun_before(whole)
        is_named = noun.endswith(name) or core(noun) == core(name)
        if is_named and not whole.is_percent and whole.counts_like(part):
            claim = share_claim(page, (part, whole, percentage), doubt=Reason.OTHER_BASE)
            yield from (claim,) if noun.endswith(name) else _agreeing(claim)


def _is_inside(page: Page, whole: Figure, percentage: Figure) -> bool:
    """Tell whether a base is printed inside a share: 占全市1043个行政村的58.7%."""
    lead = page.text[max(0, whole.start - _LEAD) : whole.start]
    return bool(_INSIDE.search(lead) and _BEHIND_INSIDE.match(page.text[whole.end : percentage.start]))


def _agreeing(claim: Claim) -> tuple[Claim, ...]:
    return (claim,) if claim.verdict is Verdict.CONSISTENT else ()
