"""The structure of an economy as a ratio: 三次产业结构为15.5:45:39.5 are three shares of the whole told before it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.change import worded
from reporter.prose.claims.context import quotient
from reporter.prose.records import ClaimKind
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.records import Claim

_NUMBER = r"(\d{1,2}(?:\.\d+)?)"
_RATIO = re.compile(
    rf"产业(?:增加值)?(?:结构|比例|构成)(?:比例|比)?(?:调整|优化)?(?:为|是)?{_NUMBER}\s*[:：∶]\s*{_NUMBER}\s*[:：∶]\s*{_NUMBER}"
)
_INDUSTRIES = ("第一产业", "第二产业", "第三产业")


def structure_shares(page: Page) -> Iterator[Claim]:
    """Judge a ratio against the three amounts told before it and the whole right before them."""
    for ratio in _RATIO.finditer(page.text):
        told = _amounts(page, ratio.start())
        if told is None:
            continue
        whole, *parts = told
        for number, part in enumerate(parts, 1):
            amount = Decimal(ratio[number])
            printed = Printed.rounded(amount, Decimal(1).scaleb(-len(ratio[number].partition(".")[2])))
            allowed = part.printed.allowed.over(whole.printed.allowed).scaled(HUNDRED)
            figures = quotient(part.amount, whole.amount), part.amount / whole.amount * HUNDRED
            yield worded(page, (part.start, ratio.end(number)), ClaimKind.SHARE, figures, (allowed, printed))


def _amounts(page: Page, position: int) -> tuple[Figure, ...] | None:
    """Return the whole and its three parts, the last that are told before a position; None where one of them is not."""
    figures = [one for one in page.last_before(position, 0) if not one.is_percent]
    places = [
        next((place for place in range(len(figures) - 1, -1, -1) if name in page.noun_before(figures[place])), -1)
        for name in _INDUSTRIES
    ]
    if min(places) < 1 or places != sorted(places):
        return None
    whole, parts = figures[places[0] - 1], [figures[place] for place in places]
    later = figures[places[-1] + 1 :]
    alike = all(one.unit == whole.unit and one.amount <= whole.amount for one in parts)
    # A newer whole behind the parts is of another year, and so is the ratio.
    is_newest = not any(one.unit == whole.unit and one.amount >= whole.amount / 2 for one in later)
    return (whole, *parts) if alike and is_newest and whole.amount else None
