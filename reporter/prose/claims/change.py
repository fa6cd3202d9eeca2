"""A change and its way: what says that something grew or fell, and how a growth is judged from its levels."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Printed
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.prose.verdicts import is_out_of_scale
from reporter.prose.verdicts import verdict_of
from reporter.quantities import Interval
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_PLACES = 4
LEAD = 24
"""So far back the words that open a change are looked for."""
ONE = Interval.exactly(Decimal(1))
FALL = "下降|降低|减少|减收|减支|下滑|回落|缩小|收窄|压减|压缩|缩短|下调|降幅|减幅|降"
RISE = "增长|增加|提高|提升|上升|扩大|增幅|增速|上涨|增收|增支|上调|增|多|高"
FROM = re.compile(r"(?:由|从)[^,，;；。\n由从]{0,14}$")
TO = re.compile(rf"^[^,，;；。\n]{{0,6}}?(?:{RISE}|{FALL}|升|涨|变|调整)(?:到|至|为)(?:今年|目前|现在|当前)?的?$")
THAN = r"(?:同比|(?:比|较)(?:上年|去年|年初|上月|上季度|一季度|基期|同期)(?:同期|同月|末|底)?|净|共|累计)"
BY = re.compile(rf"^[,，、]?\s*{THAN}?(?P<way>{RISE}|{FALL})(?:幅度)?(?:了|达到|达|为)?$")
"""A change behind its level. The years that it compares stand in the whole match."""


def threes(page: Page) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield each three figures of one full sentence that follow each other."""
    yield from zip(page.figures, page.figures[1:], page.figures[2:], strict=False)


def falls(match: re.Match[str]) -> bool:
    """Tell whether the way of a change is down."""
    return re.fullmatch(FALL, match["way"]) is not None


def signed(printed: Printed, *, is_fall: bool) -> Printed:
    """Turn a printed fall into a negative figure."""
    if not is_fall or printed.amount < 0:
        return printed
    low, high = printed.allowed.low, printed.allowed.high
    allowed = Interval(None if high is None else -high, None if low is None else -low)
    return Printed(-printed.amount, printed.step, allowed)


def growth_claim(page: Page, levels: tuple[Figure, Figure, Figure], start: int, printed: Printed) -> Claim:
    """Judge a growth in percent from two levels."""
    earlier, later, change = levels
    allowed = later.printed.allowed.over(earlier.printed.allowed).minus(ONE).scaled(HUNDRED)
    computed = (later.amount / earlier.amount - 1) * HUNDRED
    expression = f"{plain(later.amount)}/{plain(earlier.amount)}-1"
    claim = worded(page, (start, change.end), ClaimKind.GROWTH, (expression, computed), (allowed, printed))
    first = min(earlier, later, key=lambda level: level.start)
    is_doubtful = claim.verdict is Verdict.INCONSISTENT and AT_CONSTANT_PRICES.search(page.noun_before(first))
    return replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.OTHER_BASE) if is_doubtful else claim


AT_CONSTANT_PRICES = re.compile(r"生产总值|加值|增值|业增|GDP|总产值")
"""Their growth is told at constant prices; levels at current prices need not agree with it."""


def unless_damaged(claim: Claim, levels: tuple[Figure, Figure]) -> Claim:
    """Doubt a growth whose levels lost a 万 or 亿."""
    one, other = levels
    is_damaged = one.is_damaged or other.is_damaged or is_out_of_scale(one.amount, other.amount)
    is_doubtful = claim.verdict is Verdict.INCONSISTENT and is_damaged
    return replace(claim, verdict=Verdict.AMBIGUOUS, reason=Reason.DAMAGED) if is_doubtful else claim


def worded(
    page: Page,
    span: tuple[int, int],
    kind: ClaimKind,
    figures: tuple[str, Decimal],
    outcome: tuple[Interval, Printed],
) -> Claim:
    """Word a claim: (expression, computed) and (computed interval, printed figure)."""
    allowed, printed = outcome
    doubt = Reason.DAMAGED if is_out_of_scale(figures[1], printed.amount) else None
    verdict, reason = verdict_of(fit(allowed, printed), printed.step, doubt)
    return Claim(
        page.side,
        *span,
        page.text[span[0] : span[1]],
        kind,
        figures[0],
        half_up(figures[1], _PLACES),
        printed.amount,
        verdict,
        "" if verdict is Verdict.CONSISTENT or reason is None else reason,
    )
