"""What says of a list that it leaves nothing out: 其余 at its end, as many places as its whole counts, kinds apart."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose.claims.roles import bare_head
from reporter.prose.claims.roles import is_qualified
from reporter.prose.claims.roles import is_rest
from reporter.prose.claims.roles import leaves_a_rest
from reporter.prose.numerals import read_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_NEARLY = Decimal("1.4")
"""A list that misses its whole by more is one of something else."""
_MOST_PARTS = 8
_LEAST_KINDS = 4
_LEAD = 40
_COUNTED = re.compile(
    r"(?P<number>[0-9]{1,2}|[两二三四五六七八九十]{1,2})个?(?:主?城区|县市区|区县|[区县市镇乡]|街道|乡镇|校区|片区|园区)(?![委直属内])"
)
_MORE_NAMES = re.compile(r"[、和](?=[\u4e00-\u9fff]{2,8}[区县市镇乡])")
_PLACE = re.compile(r"(?:[区县市镇乡]|街道|校区|片区|园区)(?:投入|投资|建设|改造|新建|新增|建成)?$")


def leaves_nothing_out(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether words say that a list right behind its whole is all of it, on every reading of the list."""
    amount = sum((part.amount for part in parts), Decimal(0))
    if amount > whole.amount * _NEARLY or whole.amount > amount * _NEARLY:
        return False
    if any(is_qualified(page, part) for part in parts):
        return False
    return _ends_in_the_rest(page, whole, parts) or _are_as_many(page, whole, parts)


def _ends_in_the_rest(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether 其余 or 其他 closes a list in which no part lies inside another."""
    *named, rest = parts
    if not is_rest(page, rest) or len(parts) > _MOST_PARTS or any(is_rest(page, part) for part in named):
        return False
    return not lie_inside(whole, parts)


def lie_inside(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether a list that ends in the rest adds up without some of its parts: those lie inside the others."""
    *named, rest = parts[:_MOST_PARTS]
    left = whole.amount - rest.amount
    several = (some for size in range(1, len(named)) for some in combinations(named, size))
    return any(sum(part.amount for part in some) == left for some in several)


def _are_as_many(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether a list has as many places as its whole counts: 四街道、开发区共1500个,其中 and five places."""
    start = max(page.sentence_at(whole.start)[0], whole.start - _LEAD)
    clause = re.split(r"[,，:：]", page.text[start : whole.start])[-1]
    counted = list(_COUNTED.finditer(clause))
    names = [page.noun_before(part) for part in parts]
    if len(counted) != 1 or len(set(names)) != len(names) or not all(_PLACE.search(bare_head(name)) for name in names):
        return False
    number = read_numeral(counted[0]["number"])
    return (
        number is not None
        and not leaves_a_rest(page, parts[-1])
        and number + len(_MORE_NAMES.findall(clause)) == len(parts)
    )


def are_kinds(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether every part is of another line of business, so that together they cannot exceed their whole."""
    if any(one.is_soft or one.is_damaged for one in (whole, *parts)) or len(parts) < _LEAST_KINDS:
        return False
    if any(is_qualified(page, part) for part in parts) or whole.unit.endswith("元"):
        return False
    found = [frozenset(_lines().findall(page.noun_before(part))) for part in parts]
    is_near = sum(part.amount for part in parts) < whole.amount * _NEARLY
    return is_near and all(len(one) == 1 for one in found) and len(set(found)) == len(found)


@cache
def _lines() -> re.Pattern[str]:
    """Return the pattern of the lines of business that have nothing in common."""
    return re.compile(lexicon.any_of(lexicon.data("partitions")["lines"]["words"]))
