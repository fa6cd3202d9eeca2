"""Rates that no phrase ties to their figures, told only where some figures of the row explain every printed digit.

A rate may stand sentences behind its result (…。已经完成指标98.86%), behind two amounts of one (2.65万户9.95万人,动工率
99.5%), or name its part by a word (立改率) that an amount further up carries. That a quotient agrees by chance to
the last printed digit is rare where the units are one; a rate that nothing explains stays without a base.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose.claims.context import quotient
from reporter.prose.claims.readings import fits
from reporter.prose.claims.shares import share_claim
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.quantities import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.claims.context import Row
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_LEAD = 24
_PLACES = 4
_NEAR = 4
"""So many amounts back a rate may reach for its result."""
_FAR = 12
"""So many amounts back a rate may reach for the part that its name tells."""
_RATE = re.compile(
    r"(?:(?P<name>[\u4e00-\u9fff]{2,6}?)率|占[^,，;；。\n\d]{0,12}|完成[^,，;；。\n]{0,10}|进度)(?:均?分别|均)?(?:约|已|达到|达|为|是|超)*[(（]?$"
)
_CHANGE = re.compile("增长率|下降率|增速|同比|较上|较去|比上|比去|高于|低于")
_CLAUSE_END = re.compile("[,，;；。:：]")
_NOTHING_OF_ITS_OWN = re.compile("完成|达成|兑现|执行")


def explained(row: Row, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Explain percentages of the progress text that none of the claims tells yet."""
    page = row.progress
    told: dict[Decimal, list[tuple[int, int]]] = {}
    for one in claims:
        if one.side is Side.PROGRESS and one.verdict is not Verdict.AMBIGUOUS:
            told.setdefault(abs(one.claimed), []).append((one.start, one.end))
    for percentage in page.figures:
        lead = page.text[max(0, percentage.start - _LEAD) : percentage.start]
        match = _RATE.search(lead) or _AFTER_ANOTHER.search(lead)
        if not percentage.is_percent or match is None or _CHANGE.search(_CLAUSE_END.split(lead)[-1]):
            continue
        if any(start <= percentage.start < end for start, end in told.get(percentage.amount, ())):
            continue
        claim = _of_a_target(row, percentage) or _of_a_name(page, percentage, match.groupdict().get("name") or "")
        if claim is not None:
            yield claim


_AFTER_ANOTHER = re.compile(r"率(?:均?分别|均)?(?:约|已|达到|达|为|是)*[0-9.]+[%％][、,，和及]$")


def _of_a_target(row: Row, percentage: Figure) -> Claim | None:
    """Find a result shortly before a rate that makes it with a target of its unit."""
    page = row.progress
    before = page.last_before(percentage.start, page.line_at(percentage.start)[0])
    amounts = [one for one in reversed(before) if not one.is_percent and not one.is_bare][:_NEAR]
    in_sentence = page.sentence_at(percentage.start)[0]
    for amount in amounts:
        is_fine = percentage.printed.step < 1 or amount.start >= in_sentence
        bonds = [bond for bond in row.bases(amount) if is_fine and fits(amount, bond.value, percentage)]
        if bonds:
            return _completion(page, amount, percentage, (bonds[0].value, bonds[0].index))
    behind = page.first_behind(percentage.end, percentage.end + _LEAD)[:1]
    for amount in behind:
        if _BEHIND.fullmatch(page.text[percentage.end : amount.start]):
            bonds = [bond for bond in row.bases(amount) if fits(amount, bond.value, percentage)]
            if bonds:
                return _completion(page, amount, percentage, (bonds[0].value, bonds[0].index))
    return None


_BEHIND = re.compile(r"[,，]?(?:即|共计|共|计|合计|为)|[(（]")


def _completion(page: Page, amount: Figure, percentage: Figure, base: tuple[Decimal, int | None]) -> Claim:
    value, index = base
    first = min(amount, percentage, key=lambda one: one.start)
    start, end = first.start - len(page.noun_before(first)), max(amount.end, percentage.end)
    return Claim(
        Side.PROGRESS,
        start,
        end,
        page.text[start:end],
        ClaimKind.COMPLETION_RATE,
        quotient(amount.amount, value),
        half_up(amount.amount / value * HUNDRED, _PLACES),
        percentage.amount,
        Verdict.CONSISTENT,
        "",
        None,
        index,
    )


def _of_a_name(page: Page, percentage: Figure, name: str) -> Claim | None:
    """Find the part whose words carry the name of a rate (网办率: 可网上办理1882项), and a whole before it."""
    if len(name) < len("办结") or _NOTHING_OF_ITS_OWN.search(name):
        return None
    before = page.last_before(percentage.start, page.line_at(percentage.start)[0])
    amounts = [one for one in before if not one.is_percent and not one.is_bare][-_FAR:]
    bracketed = page.first_behind(percentage.end, percentage.end + _LEAD)[:1]
    for part in bracketed if page.text[percentage.end : percentage.end + 1] in {"(", "（"} else ():
        for whole in reversed(amounts):
            claim = share_claim(page, (part, whole, percentage)) if whole.counts_like(part) else None
            if claim is not None and claim.verdict is Verdict.CONSISTENT:
                return replace(claim, end=part.end, span=page.text[claim.start : part.end])
    for place in range(len(amounts) - 1, 0, -1):
        part = amounts[place]
        if not _carries(page.noun_before(part) + page.noun_after(part), name[-2:]):
            continue
        wholes = (one for one in reversed(amounts[:place]) if one.counts_like(part) and one.amount >= part.amount)
        claims = (share_claim(page, (part, whole, percentage)) for whole in wholes)
        consistent = next((claim for claim in claims if claim.verdict is Verdict.CONSISTENT), None)
        if consistent is not None:
            return consistent
    return None


def _carries(words: str, name: str) -> bool:
    """Tell whether words hold the characters of a name in order."""
    rest = iter(words)
    return all(character in rest for character in name)
