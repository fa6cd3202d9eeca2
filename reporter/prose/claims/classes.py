"""Overall progress behind a list of classes: 23处过渡类全部落实,20处规范类中5处完成,总体进度74.3%.

A plain count is one reading; how classes are weighed is nobody's word. So a gap is a doubt, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.rates import Base
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.quantities import Interval
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.claims.rates import Rate

_CLASS = re.compile(r"[\u4e00-\u9fff]{1,8}?类")
_LEAST_CLASSES = 2
_PLACES = 4


@dataclass(frozen=True, slots=True)
class _Class:
    """A class of things: how many there are and how many of them are done."""

    figure: Figure
    done: Decimal


def overall_claims(page: Page, rates: Sequence[Rate]) -> Iterator[Claim]:
    """Judge overall progress against the classes counted in the same sentence."""
    for rate in rates:
        if rate.base is not Base.STATED or len(rate.percentages) != 1:
            continue
        start = page.sentence_at(rate.start)[0]
        classes = tuple(_classes(page, page.figures_in(start, rate.start)))
        if len(classes) >= _LEAST_CLASSES:
            yield _overall(page, rate, classes)
            yield from _first_is_total(page, classes)


def _classes(page: Page, figures: Sequence[Figure]) -> Iterator[_Class]:
    """Take the classes from a sentence: all of one are done, or those counted right behind 中."""
    for place, figure in enumerate(figures):
        if figure.is_percent or not _CLASS.match(page.noun_after(figure)):
            continue
        behind = figures[place + 1] if place + 1 < len(figures) else None
        clause = page.text[figure.end : behind.start if behind is not None else figure.end + 20]
        if "全部" in clause or "均" in clause or "都" in clause:
            yield _Class(figure, figure.amount)
        elif behind is not None and "类中" in clause:
            yield _Class(figure, behind.amount)


def _overall(page: Page, rate: Rate, classes: Sequence[_Class]) -> Claim:
    """Judge the plain count of what is done."""
    done = sum((one.done for one in classes), Decimal(0))
    every = sum((one.figure.amount for one in classes), Decimal(0))
    percentage = rate.percentages[0]
    computed = done / every * HUNDRED if every else Decimal(0)
    agrees = fit(Interval.exactly(computed), percentage.printed) is Fit.AGREES
    start = classes[0].figure.start - len(page.noun_before(classes[0].figure))
    sums = "+".join(plain(one.done) for one in classes), "+".join(plain(one.figure.amount) for one in classes)
    return Claim(
        page.side,
        start,
        rate.end,
        page.text[start : rate.end],
        ClaimKind.COMPLETION_RATE,
        f"({sums[0]})/({sums[1]})",
        half_up(computed, _PLACES),
        percentage.amount,
        Verdict.CONSISTENT if agrees else Verdict.AMBIGUOUS,
        "" if agrees else _damage(classes) or Reason.UNNAMED_BASE,
    )


def _first_is_total(page: Page, classes: Sequence[_Class]) -> Iterator[Claim]:
    """Doubt a first class that lost its unit and counts what the others add up to: it may be their sum."""
    first, *rest = classes
    added = sum((one.figure.amount for one in rest), Decimal(0))
    if first.figure.is_bare and len(rest) >= _LEAST_CLASSES and added == first.figure.amount:
        span = first.figure.start - len(page.noun_before(first.figure)), rest[-1].figure.end
        expression = "+".join(plain(one.figure.amount) for one in rest)
        yield Claim(
            page.side,
            *span,
            page.text[span[0] : span[1]],
            ClaimKind.SUM,
            expression,
            added,
            first.figure.amount,
            Verdict.AMBIGUOUS,
            Reason.DAMAGED,
        )


def _damage(classes: Sequence[_Class]) -> Reason | None:
    return Reason.DAMAGED if any(one.figure.is_bare for one in classes) else None
