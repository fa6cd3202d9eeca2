"""其中: what stands behind it is part of what stands before it, in its own sentence or in the one before."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from reporter.prose.claims.exhaustive import are_kinds
from reporter.prose.claims.exhaustive import leaves_nothing_out
from reporter.prose.claims.exhaustive import lie_inside
from reporter.prose.claims.roles import Role
from reporter.prose.claims.roles import bare_head
from reporter.prose.claims.roles import is_alike
from reporter.prose.claims.roles import is_rest
from reporter.prose.claims.roles import role_of
from reporter.prose.claims.roles import words_of
from reporter.prose.claims.subset import is_larger
from reporter.prose.claims.subset import subset
from reporter.prose.claims.subset import worded
from reporter.prose.claims.sums import added
from reporter.prose.claims.sums import exceeds
from reporter.prose.claims.sums import is_partition
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.context import Row
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.records import Claim

LEAST_PARTS = 2
_ALL_OF_IT = Decimal("0.9")
_OVERLAP = Decimal("1.25")
"""Kinds that exceed their whole by more are told to overlap rather than to be miscounted."""
_AMONG = re.compile(r"其中")
_BASE = re.compile(r"占|计划|目标|任务数|预算(?!收入|支出|收支)|总投资")
_NEAR = 3
_BLANK = 8
_LEAD = 120
_MOST_WHOLES = 48
_LEAST_SHARED = 2
_SCOPE = re.compile(r"\s*(?:年末|月末|全[市县区省年镇]|截[至止]|今年|本年|上半年|\d+[-—至到]?\d*月)")

Told = tuple["Claim", tuple[int, int]]
"""A claim, and where its whole and its first part start."""


def among(page: Page, told: Container[int] = ()) -> Iterator[Told]:
    """Read 其中: the amounts behind it are parts of those before it, each of what counts the same.

    In a sentence of its own 其中 often means `therein`, so that a larger amount is no part and no error.
    `told` are the places of parts that name another whole themselves.
    """
    for match in _AMONG.finditer(page.text):
        floor, opens = _head(page, match.start())
        before = [one for one in page.last_before(match.start(), floor) if not one.is_percent]
        behind = [one for one in _sentence_behind(page, match.end()) if one.start not in told]
        whole = _whole(page, before, behind)
        listed = [] if whole is None else _listed(page, whole, behind)
        if whole is not None:
            is_named = not opens and not _are_several(page, whole, before, listed)
            yield from _parts(page, whole, listed, is_named=is_named)
        if not _is_in_brackets(page, match.start()):
            yield from _aligned(page, before, [one for one in behind if one not in listed])
            yield from _aligned(page, before, list(_further(page, behind, told)), is_named=True)


def _are_several(page: Page, whole: Figure, before: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """Tell whether 其中 may speak of several amounts before it: 地方收入10亿元,上划收入3亿元,其中税收12亿元."""
    alike = [one for one in before if one.counts_like(whole) and role_of(page, one) is role_of(page, whole)]
    return len(alike) > 1 and bool(parts) and sum(one.amount for one in alike) >= parts[0].amount


def _sentence_behind(page: Page, position: int) -> tuple[Figure, ...]:
    """Return the figures up to the end of the sentence, or of the brackets that 其中 stands in."""
    end = page.sentence_at(position)[1]
    if _is_in_brackets(page, position):
        closed = [place for mark in ")）" if (place := page.text.find(mark, position, end)) >= 0]
        end = min(closed, default=end)
    return page.first_behind(position, end)


def _further(page: Page, behind: Sequence[Figure], told: Container[int]) -> Iterator[Figure]:
    """Return the parts behind a semicolon: told like the first parts or in a unit that those do not count in.

    A segment that tells its own time or scope (年末…, 全市…) begins something else.
    """
    if not behind:
        return
    end = page.sentence_at(behind[0].start)[1]
    limit = page.paragraph_at(behind[0].start)[1]
    units = {one.unit for one in behind}
    while end < limit and not _SCOPE.match(page.text, end):
        segment = page.first_behind(end, page.sentence_at(end)[1])
        for figure in segment:
            is_like = figure.unit not in units or any(is_alike(page, one, figure) for one in behind)
            if is_like and figure.start not in told:
                yield figure
        end = page.sentence_at(end)[1]


def among_the_target(row: Row) -> Iterator[Claim]:
    """Read 其中外资合同30份,总金额… in the progress of 合同50份,总金额…: some of what is told in the target.

    Only where the progress text has no amount before 其中 that could hold the part.
    """
    page = row.progress
    for match in _AMONG.finditer(page.text):
        before = page.last_before(match.start(), 0)
        for part in _sentence_behind(page, match.end()):
            if part.is_percent or part.is_bare or page.is_bracketed(part) or page.is_average(part):
                continue
            if any(one.counts_like(part) and one.amount >= part.amount for one in before):
                continue
            wholes = [
                (_shared_words(row.target, one, page, part), -one.start, one)
                for one in row.target.figures[:_MOST_WHOLES]
                if _is_target_of(row, one, part)
            ]
            if wholes and max(wholes)[0] >= _LEAST_SHARED:
                yield _of_target(page, max(wholes)[2], part)


def _is_target_of(row: Row, whole: Figure, part: Figure) -> bool:
    """Tell whether an amount of the target may hold a part; money that is planned holds only what is planned."""
    if not whole.counts_like(part) or whole.is_bare or part.amount > whole.amount:
        return False
    role, other = role_of(row.target, whole), role_of(row.progress, part)
    return other is not Role.CHANGE and (role is other or not whole.unit.endswith("元"))


def _of_target(page: Page, whole: Figure, part: Figure) -> Claim:
    start = part.start - len(page.noun_before(part))
    amounts = plain(part.amount), part.amount, whole.amount
    return worded(page, (start, part.end), ClaimKind.SUBSET, amounts, (Verdict.CONSISTENT, ""))


def _head(page: Page, position: int) -> tuple[int, bool]:
    """Return where the sentence starts whose parts follow, and whether 其中 opens a sentence of its own."""
    start = page.paragraph_at(position)[0]
    opens = start > 0 and position - start <= _BLANK and not page.text[start:position].strip()
    return (page.paragraph_at(start - 1)[0], True) if opens else (start, False)


def _is_in_brackets(page: Page, position: int) -> bool:
    """Tell whether a place stands in brackets."""
    lead = page.text[max(page.sentence_at(position)[0], position - _LEAD) : position]
    return max(lead.rfind("("), lead.rfind("（")) > max(lead.rfind(")"), lead.rfind("）"))


def _parts(page: Page, whole: Figure, parts: Sequence[Figure], *, is_named: bool) -> Iterator[Told]:
    """Judge a list of parts as a sum, or each of them."""
    if len(parts) >= LEAST_PARTS and (claim := sum_of_parts(page, whole, parts)) is not None:
        yield claim, (whole.start, parts[0].start)
        return
    for place, part in enumerate(parts):
        if (claim := subset(page, whole, part, is_named=is_named and place == 0)) is not None:
            yield claim, (whole.start, part.start)


def _aligned(
    page: Page, before: Sequence[Figure], behind: Sequence[Figure], *, is_named: bool = False
) -> Iterator[Told]:
    """Read 项目94个,资金50亿元…其中,单独签约项目71个,资金32亿元: each part is of what is told in its words.

    Without such words a part may be of the only amount that it can be of, unless `is_named` asks for them.
    """
    for part in behind:
        if part.is_percent or part.is_bare or page.is_bracketed(part) or page.is_average(part):
            continue
        alike = [one for one in before if _may_hold(page, one, part)]
        named = [(_shared_end(page, one, part), one.start, one) for one in alike if _share_a_word(page, one, part)]
        only = alike if len(alike) == 1 and not is_named else []
        for whole in [max(named)[2]] if named else only:
            if (claim := subset(page, whole, part, is_named=False)) is not None:
                yield claim, (whole.start, part.start)


def _share_a_word(page: Page, one: Figure, other: Figure) -> bool:
    return bool(words_of(page, one) & words_of(page, other))


def _shared_end(page: Page, one: Figure, other: Figure) -> int:
    """Return how many characters at their end two nouns share: 签约资金 is of 签约资金 before it is of 到位资金."""
    return _shared_words(page, one, page, other)


def _shared_words(page: Page, one: Figure, other_page: Page, other: Figure) -> int:
    nouns = bare_head(page.noun_before(one))[::-1], bare_head(other_page.noun_before(other))[::-1]
    return len(tuple(takewhile(lambda pair: pair[0] == pair[1], zip(*nouns, strict=False))))


def _may_hold(page: Page, whole: Figure, part: Figure) -> bool:
    """Tell whether an amount may hold another: it counts the same things, and is a level as that is one."""
    is_plain = not whole.is_bare and not page.is_bracketed(whole) and not page.is_average(whole)
    role = role_of(page, whole)
    return is_plain and whole.counts_like(part) and role is not Role.CHANGE and role is role_of(page, part)


def _whole(page: Page, before: Sequence[Figure], behind: Sequence[Figure]) -> Figure | None:
    """Return the nearest amount before 其中 that counts what the first part counts."""
    first = next((one for one in behind if not one.is_percent), None)
    if first is None:
        return None
    is_change = role_of(page, first) is Role.CHANGE
    same = [one for one in before if (role_of(page, one) is Role.CHANGE) is is_change]
    wholes = [
        one
        for one in reversed(same[-_NEAR:])
        if one.counts_like(first) and not page.is_average(one) and not _is_base(page, one)
    ]
    large = [one for one in wholes if not is_larger(first.printed.allowed, one.printed.allowed)]
    if wholes and not large:
        large = [one for one in same[:-_NEAR] if one.counts_like(first) and one.amount >= first.amount][-1:]
    return next(iter(large or wholes), None)


def _is_base(page: Page, figure: Figure) -> bool:
    """Tell whether an amount is the base of a rate (占年度任务28万亩的85%), of which nothing behind it is a part."""
    return page.text.startswith("的", figure.end) and ("占" in page.noun_before(figure) or _is_due(page, figure))


def _is_due(page: Page, figure: Figure) -> bool:
    return role_of(page, figure) is Role.PLAN


def _listed(page: Page, whole: Figure, behind: Sequence[Figure]) -> list[Figure]:
    """Return the parts: amounts of the whole's unit, until a percentage or another unit breaks the list.

    What stands in brackets of its own behind a part is a part of that.
    """
    parts: list[Figure] = []
    for figure in behind:
        is_closed = bool(parts) and page.text[figure.end : figure.end + 1] in {")", "）"}
        if parts and page.is_bracketed(figure) and not page.is_bracketed(parts[0]):
            continue
        is_change = role_of(page, figure) is Role.CHANGE is not role_of(page, whole)
        if not figure.counts_like(whole) or is_closed or is_change or _BASE.search(page.noun_before(figure)):
            break
        parts.append(figure)
    return parts


def sum_of_parts(page: Page, whole: Figure, parts: Sequence[Figure]) -> Claim | None:
    """Judge parts that add up, or nearly: nothing says that they are all of it, so a gap is only a doubt."""
    amount = sum((part.amount for part in parts), Decimal(0))
    outcome = _outcome(page, whole, parts, amount)
    if outcome is None:
        return None
    start = whole.start - len(page.noun_before(whole))
    expression = "+".join(plain(part.amount) for part in parts)
    return worded(page, (start, parts[-1].end), ClaimKind.SUM, (expression, amount, whole.amount), outcome)


def _outcome(page: Page, whole: Figure, parts: Sequence[Figure], amount: Decimal) -> tuple[Verdict, str] | None:
    """Tell how a list lies to its whole: an error only where words say that nothing is left out or told twice."""
    if added(parts).meets(whole.printed.allowed):
        return Verdict.CONSISTENT, ""
    if _is_open(page, parts) or (is_rest(page, parts[-1]) and lie_inside(whole, parts)):
        return None
    if leaves_nothing_out(page, whole, parts):
        is_clear = not any(one.is_soft or one.is_damaged for one in (whole, *parts))
        reason = Reason.PART_EXCEEDS_WHOLE if amount > whole.amount else Reason.DOES_NOT_FOLLOW
        return (Verdict.INCONSISTENT if is_clear else Verdict.AMBIGUOUS), reason.value
    if exceeds(parts, whole):
        return _exceeding(page, whole, parts)
    is_nearly_all = whole.amount * _ALL_OF_IT <= amount < whole.amount
    return (Verdict.AMBIGUOUS, Reason.NOT_EXHAUSTIVE.value) if is_nearly_all else None


def _exceeding(page: Page, whole: Figure, parts: Sequence[Figure]) -> tuple[Verdict, str] | None:
    """Judge parts that are more than their whole: kinds may overlap, places and lines of business do not."""
    reason = Reason.PART_EXCEEDS_WHOLE.value
    if is_partition(page, whole, parts) or are_kinds(page, whole, parts):
        return Verdict.INCONSISTENT, reason
    is_near = sum(part.amount for part in parts) <= whole.amount * _OVERLAP
    return (Verdict.AMBIGUOUS, reason) if len(parts) > LEAST_PARTS and is_near else None


def _is_open(page: Page, parts: Sequence[Figure]) -> bool:
    """Tell whether a list need not add up: it ends in 等, or its parts lie inside each other."""
    return page.text.startswith("等", parts[-1].end) or any(_is_nested(page, part) for part in parts)


def _is_nested(page: Page, part: Figure) -> bool:
    """Tell whether a part is counted above a threshold: such parts lie inside each other and are never added."""
    return "以上" in page.noun_before(part) or "以上" in page.noun_after(part)
