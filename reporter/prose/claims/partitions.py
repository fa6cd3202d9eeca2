"""Partitions: parts whose names say that they make up a whole between them (男 and 女, 税收 and 非税).

Only here are parts that miss their whole an error; everywhere else something may have been left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose.claims.roles import Role
from reporter.prose.claims.roles import bare_head
from reporter.prose.claims.roles import is_alike
from reporter.prose.claims.roles import is_qualified
from reporter.prose.claims.roles import is_rest
from reporter.prose.claims.roles import leaves_a_rest
from reporter.prose.claims.roles import role_of
from reporter.prose.claims.series import OPENS_LIST
from reporter.prose.claims.series import meets
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.claims.sums import Sum

_LEAD = 40
_BACK = 300
_HEAD = 2
_NEARLY = Decimal("2.5")
"""Parts that come to more than so many times their whole, or less, are parts of something else."""
_SMALL_MONEY = 1_000_000
"""Less than a million 元 is what one person earns or pays, of which nothing is a part."""
_LEVELLED = re.compile(r"[单亩]产(?!业)|均|率|价|指数|寿命|年龄|工资|密度|比重|拟|将")
"""What is no amount of things, or is still to come."""
_NEVER_ADDED = frozenset({"岁", "天", "分", "分钟", "小时", "年", "月", "倍", "度", "%", "个百分点"})


@dataclass(frozen=True, slots=True)
class _Set:
    """A set of names; `is_complete` where nothing else is part of their whole."""

    members: tuple[re.Pattern[str], ...]
    is_complete: bool
    whole: re.Pattern[str] = re.compile("")


_AGES = re.compile(
    r"(?<!\d)(?P<ages>0\s{0,2}[-—–~～至]\s{0,2}\d{1,2}岁?(?:[、，,和]\d{1,2}\s{0,2}[-—–~～至]\s{0,2}\d{1,2}岁?){0,9}"
    r"[、，,和]\d{1,2}岁?(?:及以上|以上))[^,，;；。\d]{0,12}分别[为是有达]*"
)
_DONE = re.compile(r"[^,，;；。\d]{0,16}[,，中]*(?:目前|现)?已(?:经|全部)?[\u4e00-\u9fff]{0,4}")
_STILL = re.compile(r"$|按|正|均|已|未|将|在|计划|全|处于|待|尚|都|仍|因|预计|拟")
"""What is left is told to be under way; where it is given a name, it may be something else."""
_INCLUDES = re.compile(r"[^,，;；。\d]{0,8}[,，]?包括[^,，;；。、\d]{0,8}")
_JOINS = re.compile(r"[^,，;；。、\d]{0,10}[、和及与][^,，;；。、\d]{0,10}")
_LONGEST = 12
_TWO_PARTS = Decimal("1.4")
_EVERY_AGE = _Set((), is_complete=True)


@cache
def _sets() -> tuple[_Set, ...]:
    words = lexicon.data("partitions")
    return tuple(
        _Set(
            tuple(re.compile(member) for member in one["members"]), kind == "complete", re.compile(one.get("whole", ""))
        )
        for kind in ("complete", "disjoint")
        for one in words[kind]
    )


def partitions_of(page: Page, told: Sequence[Sum]) -> Iterator[Sum]:
    """Find the partitions that do not add up; `told` are the sums that do, whose parts are no wholes."""
    parts_told = {part.start for _, parts, _ in told for part in parts}
    for parts in _by_age(page):
        if (found := _judged(page, _EVERY_AGE, parts, parts_told)) is not None:
            yield found
    yield from _done_and_left(page, parts_told)
    yield from _included(page)
    sets = [names for names in _sets() if all(member.search(page.text) for member in names.members)]
    labelled = [(one, _label(page, one)) for one in page.figures if _is_addend(page, one)] if sets else []
    for names in sets:
        for parts in _members(page, names, labelled):
            if (found := _judged(page, names, parts, parts_told)) is not None:
                yield found


def _by_age(page: Page) -> Iterator[list[Figure]]:
    """Find 0-17岁、18-59岁、60岁及以上分别为A人、B人和C人: ages without a gap, from birth to the oldest."""
    for match in _AGES.finditer(page.text):
        bounds = [int(one) for one in re.findall(r"\d+", match["ages"])]
        has_no_gap = all(low == high + 1 for high, low in zip(bounds[1::2], bounds[2::2], strict=True))
        parts = page.first_behind(match.end(), page.sentence_at(match.end())[1])
        if bounds[0] == 0 and has_no_gap and len(parts) == len(bounds) // 2 + 1:
            yield list(parts)


def _done_and_left(page: Page, parts_told: set[int]) -> Iterator[Sum]:
    """Judge 30件实事已完成12件,其余18件正在推进: what is done and what is left are all there is."""
    for place, left in enumerate(page.figures[2:], start=2):
        whole, done = page.figures[place - 2 : place]
        is_told = is_rest(page, left) and len({whole.unit, done.unit, left.unit}) == 1 and not left.is_percent
        if not is_told or not _DONE.fullmatch(page.text[whole.end : done.start]) or whole.start in parts_told:
            continue
        inside = page.figures_in(*page.sentence_at(left.start))
        is_alone = [one for one in inside if one.unit == left.unit] == [whole, done, left]
        is_alone = is_alone and _STILL.match(page.noun_after(left)) is not None
        parts = (done, left)
        if not is_alone or meets(parts, whole) or any(one.is_soft or one.is_damaged for one in (whole, *parts)):
            continue
        if whole.amount * _TWO_PARTS >= done.amount + left.amount >= whole.amount / _TWO_PARTS:
            yield whole, parts, (Verdict.INCONSISTENT, Reason.DOES_NOT_FOLLOW.value)


def _included(page: Page) -> Iterator[Sum]:
    """Doubt 7所,包括小学4所和中学2所: a closed list that is not all of them, though nothing says that it is."""
    for place, whole in enumerate(page.figures):
        parts: list[Figure] = []
        last = whole
        for figure in page.figures[place + 1 : place + _LONGEST]:
            joint = _JOINS if parts else _INCLUDES
            if figure.unit != whole.unit or not joint.fullmatch(page.text[last.end : figure.start]):
                break
            parts.append(figure)
            last = figure
        is_listed = len(parts) > 1 and not page.noun_after(last).startswith("等") and not whole.is_percent
        amount = sum((part.amount for part in parts), Decimal(0))
        is_near = amount and whole.amount < amount * _TWO_PARTS and amount < whole.amount * _TWO_PARTS
        if is_listed and is_near and not meets(parts, whole):
            yield whole, tuple(parts), (Verdict.AMBIGUOUS, Reason.NOT_EXHAUSTIVE.value)


def _is_addend(page: Page, figure: Figure) -> bool:
    """Tell whether an amount may be added to others: a level, and no age or time."""
    return figure.unit not in _NEVER_ADDED and role_of(page, figure) is Role.LEVEL


def _label(page: Page, figure: Figure) -> str:
    """Return the words that may name a part: those of its clause, brackets included."""
    start = max(page.sentence_at(figure.start)[0], figure.start - _LEAD)
    before = page.last_before(figure.start, start)
    return re.split(r"[,，、:：]", page.text[before[-1].end if before else start : figure.start])[-1]


def _members(page: Page, names: _Set, labelled: Sequence[tuple[Figure, str]]) -> Iterator[list[Figure]]:
    """Find runs of amounts that are named by every member of a set, each once, with no other amount among them."""
    parts: list[Figure] = []
    seen: set[int] = set()
    for figure, label in labelled:
        if parts and figure.unit != parts[-1].unit:
            continue
        found = [place for place, member in enumerate(names.members) if member.search(label)]
        is_next = (
            len(found) == 1 and found[0] not in seen and (not parts or _same_thing(page, names, parts[-1], figure))
        )
        if not is_next:
            parts, seen = [], set()
        if len(found) == 1:
            parts, seen = [*parts, figure], {*seen, found[0]}
        if len(seen) == len(names.members):
            yield parts
            parts, seen = [], set()


def _same_thing(page: Page, names: _Set, one: Figure, other: Figure) -> bool:
    """Tell whether two parts count one thing: 城镇人口 and 乡村人口, and not 城镇就业 and 农村低保."""
    nouns = []
    for figure in (one, other):
        noun = page.noun_before(figure).replace("其中", "")
        for member in names.members:
            noun = member.sub("", noun)
        nouns.append(bare_head(noun)[-_HEAD:])
    return nouns[0] == nouns[1] and other.start - one.end <= _BACK


def _judged(page: Page, names: _Set, parts: Sequence[Figure], parts_told: set[int]) -> Sum | None:
    """Hold parts against the amount before them, unless they agree with any."""
    first = parts[0]
    is_small = first.unit == "元" and min(part.amount for part in parts) < _SMALL_MONEY
    if is_small or any(_LEVELLED.search(page.noun_before(part)) for part in parts):
        return None
    wholes = [one for one in page.last_before(first.start, max(0, first.start - _BACK)) if _is_whole(page, first, one)]
    fine = [one for one in wholes if meets(parts, one)]
    free = [one for one in wholes if one.start not in parts_told]
    if fine or not free or not _is_closed(page, parts) or parts[0].start in parts_told:
        return None
    whole = free[-1]
    amount = sum((part.amount for part in parts), Decimal(0))
    is_near = whole.amount < amount * _NEARLY and amount < whole.amount * _NEARLY
    if not _opens(page, names, whole, first) or not is_near or not (names.is_complete or amount > whole.amount):
        return None
    is_clear = not any(one.is_soft or one.is_damaged for one in (whole, *parts)) and not any(
        is_qualified(page, part) for part in parts
    )
    reason = Reason.PART_EXCEEDS_WHOLE if amount > whole.amount else Reason.DOES_NOT_FOLLOW
    return whole, tuple(parts), (Verdict.INCONSISTENT if is_clear else Verdict.AMBIGUOUS, reason.value)


def _opens(page: Page, names: _Set, whole: Figure, first: Figure) -> bool:
    """Tell whether words say that parts of an amount follow; ages name again what they divide: 户籍人口分别为."""
    head = bare_head(page.noun_before(whole))[-_HEAD:]
    if not names.whole.search(page.text[max(0, whole.start - _LEAD // 2) : whole.start]):
        return False
    if names is _EVERY_AGE:
        return len(head) == _HEAD and head in page.text[first.start - _LEAD // 2 : first.start]
    return OPENS_LIST.search(page.text[whole.end : first.start]) is not None


def _is_whole(page: Page, part: Figure, figure: Figure) -> bool:
    """Tell whether an amount may be what parts make up."""
    is_level = role_of(page, figure) is Role.LEVEL and not figure.is_bare
    return figure.unit == part.unit and is_level and not page.is_average(figure) and not page.is_bracketed(figure)


def _is_closed(page: Page, parts: Sequence[Figure]) -> bool:
    """Tell whether a list ends with its last member: no 等, and nothing alike right behind it."""
    last = parts[-1]
    behind = [one for one in page.first_behind(last.end, last.end + _BACK) if is_alike(page, last, one)][:1]
    if page.noun_after(last).startswith("等") or leaves_a_rest(page, last):
        return False
    ends = "。\n" if ";" in page.text[parts[0].end : last.start].replace("；", ";") else "。\n;；"
    return all(any(mark in page.text[last.end : one.start] for mark in ends) for one in behind)
