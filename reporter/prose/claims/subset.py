"""One part against its whole: it may not be larger, unless something says that the two are not of one kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.prose.claims.page import core
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.quantities import Interval

_SCALE_LOST = 100
"""A part so many times its whole tells that the whole lost its 万."""


def subset(page: Page, whole: Figure, part: Figure, *, is_named: bool) -> Claim | None:
    """Judge one part. What is not named as a part in so many words is only told where it fits."""
    larger = is_larger(part.printed.allowed, whole.printed.allowed)
    if larger and not is_named:
        return None
    damaged = part.is_damaged or whole.is_damaged or part.amount >= whole.amount * _SCALE_LOST
    doubt = damaged or not _is_of_one_kind(page, whole, part)
    verdict = Verdict.CONSISTENT if not larger else Verdict.AMBIGUOUS if doubt else Verdict.INCONSISTENT
    reason = "" if not larger else Reason.DAMAGED if damaged else Reason.PART_EXCEEDS_WHOLE
    start = min(whole.start - len(page.noun_before(whole)), part.start)
    end = max(part.end, whole.end)
    return worded(
        page, (start, end), ClaimKind.SUBSET, (plain(part.amount), part.amount, whole.amount), (verdict, reason)
    )


def _is_of_one_kind(page: Page, whole: Figure, part: Figure) -> bool:
    """Tell whether part and whole count one kind of thing: their phrases end alike, and neither is a stock.

    其中 also means `therein` (建成公园3个,其中健身点12个): then the part may be larger.
    """
    one, other = (core(page.noun_before(figure)) for figure in (whole, part))
    is_alike = one[-2:] == other[-2:] if one and other else bool(one or other)
    is_change = _CHANGE.search(page.noun_before(whole)) and not _CHANGE.search(page.noun_before(part))
    return is_alike and not is_change and not _STOCK.search(page.noun_before(part))


_CHANGE = re.compile(r"增加|增收|净增|减少|增长|下降|多")
_STOCK = re.compile(r"累计|拥有|保有|存量|总数|余额|总量")


def is_larger(part: Interval, whole: Interval) -> bool:
    """Tell whether a part is larger than its whole on any reading of the printed digits."""
    return part.low is not None and whole.high is not None and part.low > whole.high


def worded(
    page: Page,
    span: tuple[int, int],
    kind: ClaimKind,
    figures: tuple[str, Decimal, Decimal],
    outcome: tuple[Verdict, str],
) -> Claim:
    """Word a claim about parts: (expression, computed, claimed) and (verdict, reason)."""
    expression, computed, claimed = figures
    verdict, reason = outcome
    return Claim(
        page.side, *span, page.text[span[0] : span[1]], kind, expression, computed, claimed, verdict, str(reason)
    )
