"""Products: area by yield with the growth of each, and twelve months of a standard."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from itertools import product
from typing import TYPE_CHECKING

from reporter.prose.claims.change import FALL
from reporter.prose.claims.change import LEAD
from reporter.prose.claims.change import ONE
from reporter.prose.claims.change import RISE
from reporter.prose.claims.change import falls
from reporter.prose.claims.change import signed
from reporter.prose.claims.change import worded
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Printed
from reporter.prose.verdicts import fit
from reporter.quantities import Interval
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_MASS = {"千克": Decimal(1), "吨": Decimal(1000), "斤": Decimal("0.5"), "克": Decimal("0.001")}
_MONTHLY = re.compile(r"(?:每月|月均|月标准|/月)[^,，;；。\n]{0,6}$")
_YEARLY = re.compile(r"^(?:/月)?[,，、(（]?(?:即|合|折合|相当于)?(?:年|每年)(?:标准)?(?:为|达到|达)?$")
_MONTHS = Decimal(12)
_GROWTH_OF = re.compile(rf"^[,，、]?(?:同比|比上年|较上年)(?P<way>{RISE}|{FALL})$")


def products_of(page: Page) -> Iterator[Claim]:
    """Find the products of a text."""
    yield from _monthly(page)
    yield from _for_each(page)
    yield from _products(page)
    yield from _equations(page)


def _equations(page: Page) -> Iterator[Claim]:
    """Read 60人*7个月=420月, worked out in print. What is in another unit than its factors may be converted."""
    for match in _EQUATION.finditer(page.text):
        one, two, printed = (_typed(match[name]) for name in ("one", "two", "product"))
        allowed = one.allowed.times(two.allowed)
        is_plain = not match["result"] or match["result"] in {match["of_one"], match["of_two"].removeprefix("个")}
        if is_plain or fit(allowed, printed) is Fit.AGREES:
            figures = f"{plain(one.amount)}*{plain(two.amount)}", one.amount * two.amount
            yield worded(page, match.span(), ClaimKind.PRODUCT, figures, (allowed, printed))


def _typed(digits: str) -> Printed:
    """Take a number as printed: whole ones are exact."""
    amount = Decimal(digits)
    exponent = amount.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return Printed(amount, step, Interval.exactly(amount) if step == 1 else Interval.around(amount, step))


_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_THING = r"(?![万亿千百])[\u4e00-\u9fff]{0,3}"
_EQUATION = re.compile(
    rf"(?<![0-9.*×/+-])(?P<one>{_NUMBER})(?P<of_one>{_THING})[*×](?P<two>{_NUMBER})(?P<of_two>{_THING})"
    rf"[=＝](?P<product>{_NUMBER})(?P<result>(?![万亿千百])[\u4e00-\u9fff]?)(?![0-9.*×/+%])"
)


def _monthly(page: Page) -> Iterator[Claim]:
    """Read 每月1105元,年标准13260元."""
    for month, year in pairwise(page.figures):
        lead = page.text[max(0, month.start - LEAD) : month.start]
        if month.unit != year.unit or not _MONTHLY.search(lead) or not _YEARLY.match(page.text[month.end : year.start]):
            continue
        start = month.start - len(page.noun_before(month))
        allowed = month.printed.allowed.scaled(_MONTHS)
        figures = f"{plain(month.amount)}*12", month.amount * _MONTHS
        yield worded(page, (start, year.end), ClaimKind.PRODUCT, figures, (allowed, year.printed))


def _for_each(page: Page) -> Iterator[Claim]:
    """Read 按每户6000元标准,向5240户发放3144万元, where it agrees: one of the amounts may be of another year."""
    for place, per in enumerate(page.figures):
        match = _EACH.search(page.noun_before(per))
        if match is None:
            continue
        near = page.figures[place + 1 : place + 4]
        counts = [one for one in near if one.unit == match["unit"]]
        totals = [one for one in near if one.unit == per.unit]
        for count, total in product(counts, totals):
            allowed = per.printed.allowed.times(count.printed.allowed)
            if count is not total and fit(allowed, total.printed) is Fit.AGREES:
                start, end = per.start - len(page.noun_before(per)), max(count.end, total.end)
                figures = f"{plain(per.amount)}*{plain(count.amount)}", per.amount * count.amount
                yield worded(page, (start, end), ClaimKind.PRODUCT, figures, (allowed, total.printed))


_EACH = re.compile(r"每(?P<unit>[\u4e00-\u9fff])(?:补助|补贴|奖励|发放|给予)?$")


def _products(page: Page) -> Iterator[Claim]:
    """Read 面积A亩…单产B公斤/亩…总产量C吨, and the growth of each."""
    for place, per in enumerate(page.figures):
        above, _, below = _per(page, per).partition("/")
        if not below or place == 0:
            continue
        start, end = page.paragraph_at(per.start)
        areas = [
            one
            for one in page.figures[max(0, place - 3) : place]
            if one.start >= start and one.unit == measure(below).base
        ]
        outputs = [one for one in page.figures[place + 1 : place + 4] if one.end <= end and _factor(above, one.unit)]
        if areas and outputs:
            yield from _product(page, areas[-1], per, outputs[0])


def _per(page: Page, figure: Figure) -> str:
    """Return the unit of a yield: 公斤/亩, also where 亩产 says it in front."""
    return f"{figure.unit}/亩" if figure.unit in _MASS and _YIELD.search(page.noun_before(figure)) else figure.unit


_YIELD = re.compile(r"亩产(?:量)?(?:为|达到|达)?$")


def _factor(unit: str, other: str) -> Decimal | None:
    """Return how many of `unit` make one of `other`: 1000 for 公斤 and 吨, None where they do not convert."""
    one, two = measure(unit).base, measure(other).base
    if one == two:
        return Decimal(1)
    return _MASS[two] / _MASS[one] if one in _MASS and two in _MASS else None


def _product(page: Page, area: Figure, per: Figure, output: Figure) -> Iterator[Claim]:
    """Judge an output against area and yield, and its growth against theirs."""
    factor = _factor(_per(page, per).partition("/")[0], output.unit) or Decimal(1)
    start = area.start - len(page.noun_before(area))
    printed = Printed(output.amount * factor, output.printed.step * factor, output.printed.allowed.scaled(factor))
    allowed = area.printed.allowed.times(per.printed.allowed)
    if fit(allowed, printed) is not Fit.AGREES and "产" not in page.noun_before(output):
        return
    claim = worded(
        page,
        (start, output.end),
        ClaimKind.PRODUCT,
        (f"{plain(area.amount)}*{plain(per.amount)}", area.amount * per.amount),
        (allowed, printed),
    )
    yield _rescaled(claim, factor)
    grown = [_growth_of(page, one) for one in (area, per, output)]
    if grown[0] is not None and grown[1] is not None and grown[2] is not None:
        yield _growth_of_product(page, start, (grown[0], grown[1], grown[2]))


def _rescaled(claim: Claim, factor: Decimal) -> Claim:
    """Tell a product in the unit that is printed."""
    computed = None if claim.computed is None else claim.computed / factor
    return replace(claim, computed=computed, claimed=claim.claimed / factor)


def _growth_of(page: Page, figure: Figure) -> tuple[Figure, Printed] | None:
    """Return the growth printed right behind an amount."""
    behind = page.figures_in(figure.end, figure.end + LEAD)[:1]
    for growth in behind:
        match = _GROWTH_OF.match(page.text[figure.end : growth.start])
        if match is not None and growth.is_percent:
            return growth, signed(growth.printed, is_fall=falls(match))
    return None


def _growth_of_product(page: Page, start: int, growths: tuple[tuple[Figure, Printed], ...]) -> Claim:
    """Judge the growth of a product against the growth of its factors."""
    (_, one), (_, two), (last, printed) = growths
    factors = [growth.allowed.scaled(Decimal("0.01")).plus(ONE) for growth in (one, two)]
    allowed = factors[0].times(factors[1]).minus(ONE).scaled(HUNDRED)
    product = (1 + one.amount / HUNDRED) * (1 + two.amount / HUNDRED)
    expression = f"{plain(1 + one.amount / HUNDRED)}*{plain(1 + two.amount / HUNDRED)}-1"
    return worded(page, (start, last.end), ClaimKind.GROWTH, (expression, (product - 1) * HUNDRED), (allowed, printed))
