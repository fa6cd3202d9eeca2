"""Sums without 其中 right before the parts: stages of a whole, districts before 全市共, parts among other amounts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.partitions import partitions_of
from reporter.prose.claims.roles import Role
from reporter.prose.claims.roles import is_qualified
from reporter.prose.claims.roles import role_of
from reporter.prose.claims.series import series_of
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.quantities import Interval

_LEAST_PARTS = 2
_NEARLY = 2
"""Districts that add up to more than twice the whole are no parts of it: something else is counted."""
_LOOK_BACK = 80
_PLACE = re.compile(
    r"(?:(?<!小)[区县市镇乡域村校]|街道|本级|城镇)(?:已|共)?(?:建成|完成|完工|竣工|新增|新建|改造|有)?$"
)
_ALL = re.compile(r"^(?:全市|全县|全区|全镇)(?:合计|总计|累计)?(?:已)?共|(?:合计|总计|共计)$")
_OPENS = re.compile(r"[\u4e00-\u9fff“”\"]{0,16}[,，:：](?:其中)?[\u4e00-\u9fff]{1,10}")
_FOLLOWS = re.compile(r"[、,，](?!占|完成率)[\u4e00-\u9fff]{1,10}")
_MORE = re.compile(r"等|累计|以上")

Sum = tuple["Figure", "tuple[Figure, ...]", "tuple[Verdict, str]"]
"""A whole, its parts, and verdict and reason."""


def sums_of(page: Page) -> Iterator[Sum]:
    """Find sums that no 其中 stands right before. The same parts make up the nearest total that they agree with."""
    found = (
        *_by_stage(page),
        *_by_district(page),
        *_among_others(page),
        *_behind_a_whole(page),
        *_before_a_total(page),
        *series_of(page),
    )
    nearest: dict[tuple[int, int], int] = {}
    for whole, parts, _ in found:
        key = parts[0].start, parts[-1].start
        nearest[key] = max(nearest.get(key, 0), whole.start)
    kept = [one for one in found if one[0].start == nearest[one[1][0].start, one[1][-1].start]]
    yield from kept
    yield from partitions_of(page, kept)


def added(parts: Sequence[Figure]) -> Interval:
    """Return what the parts may add up to."""
    total = parts[0].printed.allowed
    for part in parts[1:]:
        total = total.plus(part.printed.allowed)
    return total


def exceeds(parts: Sequence[Figure], whole: Figure) -> bool:
    """Tell whether parts add up to more than their whole, on any reading of the printed digits."""
    return sum(part.amount for part in parts) > whole.amount and not added(parts).meets(whole.printed.allowed)


def is_partition(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether parts are those of districts, which never overlap, so that they cannot exceed their whole."""
    names = [page.noun_before(part) for part in parts]
    is_clear = not any(one.is_soft or one.is_damaged or is_qualified(page, one) for one in (whole, *parts))
    are_places = len(set(names)) == len(names) and all(_PLACE.search(name) and not _MORE.search(name) for name in names)
    return is_clear and are_places and sum(part.amount for part in parts) < whole.amount * _NEARLY


def _by_stage(page: Page) -> Iterator[Sum]:
    """Read 45个项目,已完工14个、在建26个、开展前期5个, where it adds up."""
    for place, whole in enumerate(page.figures):
        if whole.is_percent or whole.is_bare:
            continue
        parts: list[Figure] = []
        last = whole
        for figure in page.figures[place + 1 : place + 10]:
            joint = _FOLLOWS if parts else _OPENS
            if figure.unit != whole.unit or not joint.fullmatch(page.text[last.end : figure.start]):
                break
            parts.append(figure)
            last = figure
        is_exact = sum(part.amount for part in parts) == whole.amount
        if len(parts) >= _LEAST_PARTS and is_exact and "累计" not in page.text[whole.end : last.start]:
            yield from _agreeing(whole, parts)


def _by_district(page: Page) -> Iterator[Sum]:
    """Read 东区建成71个;西县52个;北县41个。全市共建成164个."""
    for place, whole in enumerate(page.figures):
        if whole.is_percent or not _ALL.search(page.noun_before(whole)):
            continue
        parts: list[Figure] = []
        for figure in reversed(page.figures[max(0, place - 20) : place]):
            if page.is_bracketed(figure):
                continue
            if figure.unit != whole.unit or not _PLACE.search(page.noun_before(figure)):
                break
            parts.insert(0, figure)
        if len(parts) >= _LEAST_PARTS:
            yield from _agreeing(whole, parts)
            if exceeds(parts, whole) and is_partition(page, whole, parts) and not _some_agree(whole, parts):
                yield whole, tuple(parts), (Verdict.INCONSISTENT, Reason.PART_EXCEEDS_WHOLE.value)


def _some_agree(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether the places right before a total make it up: those before them lie outside of it."""
    return any(added(parts[place:]).meets(whole.printed.allowed) for place in range(1, len(parts)))


def _among_others(page: Page) -> Iterator[Sum]:
    """Read 其中,省级32个,完成投资74亿元;市级134个,完成投资47亿元, where the amounts of one unit add up."""
    for match in re.finditer("其中", page.text):
        floor = max(0, match.start() - _LOOK_BACK)
        behind = page.first_behind(match.end(), page.paragraph_at(match.start())[1])
        for whole in page.last_before(match.start(), floor)[-3:]:
            parts = [one for one in behind if one.unit == whole.unit]
            if not whole.is_percent and len(parts) >= _LEAST_PARTS and len({one.unit for one in behind}) > 1:
                yield from _agreeing(whole, parts)


def _behind_a_whole(page: Page) -> Iterator[Sum]:
    """Read A。其中,…B,占…;…C;…D and 15个点位:城北1个,河西1个,…: the amounts behind that add up to the whole."""
    for place, whole in enumerate(page.figures):
        if whole.is_percent or whole.is_bare:
            continue
        parts: list[Figure] = []
        for figure in page.figures[place + 1 : place + _MOST]:
            if figure.start - whole.end > _REACH or not _is_part(page, whole, figure):
                continue
            if not parts and not _OPENS_PARTS.search(page.text[whole.end : figure.start]):
                continue
            parts.append(figure)
            amount = sum(part.amount for part in parts)
            goes_on = page.text.startswith("、", figure.end + len(page.noun_after(figure)))
            if len(parts) >= _LEAST_PARTS and amount >= whole.amount * _ENOUGH and not goes_on:
                yield from _agreeing(whole, parts)
            if amount >= whole.amount:
                break


def _before_a_total(page: Page) -> Iterator[Sum]:
    """Read 一季度21件,其中…4件。二季度34件。上半年累计55件: the amounts before that add up to the total."""
    for place, whole in enumerate(page.figures):
        if whole.is_percent or whole.is_bare or not _TOTAL.search(page.noun_before(whole)):
            continue
        parts: list[Figure] = []
        for figure in reversed(page.figures[max(0, place - _MOST) : place]):
            if whole.start - figure.end > _REACH or not _is_part(page, whole, figure):
                continue
            if "其中" in page.noun_before(figure):
                continue
            parts.insert(0, figure)
            amount = sum(part.amount for part in parts)
            if len(parts) >= _LEAST_PARTS and amount == whole.amount:
                yield whole, tuple(parts), (Verdict.CONSISTENT, "")
            if amount >= whole.amount:
                break


def _is_part(page: Page, whole: Figure, figure: Figure) -> bool:
    """Tell whether an amount may be a part: it counts the same, and is neither in brackets nor the base of a rate."""
    if not figure.counts_like(whole) or page.is_bracketed(figure):
        return False
    if page.text.startswith("的", figure.end) and "占" in page.noun_before(figure):
        return False
    return role_of(page, figure) is not Role.CHANGE or role_of(page, whole) is Role.CHANGE


_MOST = 24
_REACH = 240
_ENOUGH = Decimal("0.9")
_OPENS_PARTS = re.compile(r"其中|[:：]|包括|分别为|按[^,，;；。]{1,8}分|[^高初集]中[,，]?(?:已|有|已有)?$")
_TOTAL = re.compile(r"累计|合计|总计|总共|共计|共")


def _agreeing(whole: Figure, parts: Sequence[Figure]) -> Iterator[Sum]:
    """Tell a sum only where it is one."""
    if added(parts).meets(whole.printed.allowed):
        yield whole, tuple(parts), (Verdict.CONSISTENT, "")
