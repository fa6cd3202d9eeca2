"""Judging completion rates: which figures a 完成…A%B% speaks of, in what order, and whether the rates follow."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose.claims_context import Bond
from reporter.prose.claims_context import Kinship
from reporter.prose.claims_context import quotient
from reporter.prose.claims_rates import Base
from reporter.prose.claims_rates import Rate
from reporter.prose.claims_rates import rates_of
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.prose.verdicts import flips
from reporter.prose.verdicts import implied_base
from reporter.prose.verdicts import verdict_of
from reporter.quantities import Interval
from reporter.quantities import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.claims_context import Row
    from reporter.prose.claims_page import Figure

_PLACES = 4
_FORECAST_REACH = 12
_WINDOWS = 8
"""So many figures back a rate may reach over others; a sentence never reaches further, and the cost stays linear."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A printed rate and the figure it speaks of, with the target that explains it best."""

    percentage: Figure
    operand: Figure
    bond: Bond
    outcome: Fit
    is_second: bool = False
    """Whether another figure stands nearer to the rate."""


def completion_claims(row: Row) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    """Judge every completion rate of the progress text; return the claims and the rates without a base."""
    claims: list[Claim] = []
    without: list[Unread] = []
    floor = 0
    for rate in rates_of(row.progress):
        pairs = _best_reading(row, rate, floor)
        claims += [_claim(row, rate, pair, pairs) for pair in pairs]
        told = (
            {pair.percentage.start for pair in pairs} if rate.given is None else {one.start for one in rate.percentages}
        )
        without += [_unread(row, rate, one) for one in rate.percentages if one.start not in told]
        floor = rate.end
    return tuple(claims), tuple(without)


def _best_reading(row: Row, rate: Rate, floor: int) -> tuple[Pair, ...]:
    """Lay the rates on the figures right before them; on others only where every rate then agrees."""
    if rate.given is not None or rate.base is Base.STATED:
        return ()
    found = _operands(row, rate, floor)
    plain = _paired(row, rate, _plain_reading(row, rate, found))
    if _agreeing(plain) == len(rate.percentages) or rate.is_distributed or rate.base is Base.UNNAMED:
        return plain
    others = [_paired(row, rate, reading) for reading in _other_readings(row, rate, found)]
    best = max(others, key=_agreeing, default=())
    if _agreeing(best) == len(rate.percentages) or (
        _agreeing(best) > _agreeing(plain) and len(found) < len(rate.percentages)
    ):
        return best
    return plain if _agreeing(best) <= _agreeing(plain) else tuple(replace(pair, is_second=True) for pair in best)


def _agreeing(pairs: Sequence[Pair]) -> int:
    return sum(pair.outcome is Fit.AGREES for pair in pairs)


_Laid = tuple[tuple["Figure", "Figure"], ...]
"""A way to lay the rates on figures: (percentage, figure) in order."""


def _plain_reading(row: Row, rate: Rate, found: Sequence[Figure]) -> _Laid:
    """Lay the rates on the last figures before them; a single one passes over what stands in brackets."""
    count = len(rate.percentages)
    if rate.is_distributed and count == 1:
        return tuple((rate.percentages[0], operand) for operand in found if row.bonds(operand))
    if count == 1:
        open_ones = [one for one in found if not row.progress.is_bracketed(one)] or found
        return tuple((rate.percentages[0], operand) for operand in open_ones[-1:])
    return tuple(zip(rate.percentages, found[-count:], strict=True)) if len(found) >= count else ()


def _other_readings(row: Row, rate: Rate, found: Sequence[Figure]) -> Iterator[_Laid]:
    """Yield other ways: the figures that are bound, those further back, or what is left of a damaged list."""
    count = len(rate.percentages)
    bound = [operand for operand in found if row.bonds(operand)]
    if len(bound) == count:
        yield tuple(zip(rate.percentages, bound, strict=True))
    for place in range(len(found) - count - 1, max(-1, len(found) - count - _WINDOWS), -1):
        yield tuple(zip(rate.percentages, found[place : place + count], strict=True))
    if count == 1:
        yield from (((rate.percentages[0], operand),) for operand in bound[-_WINDOWS:])
    if len(found) < count:
        yield _in_order(row, rate.percentages, found)


def _in_order(row: Row, percentages: Sequence[Figure], found: Sequence[Figure]) -> _Laid:
    """Lay the rates on too few figures, in order, each on the next one that it fits: the text lost some of them."""
    pairs: list[tuple[Figure, Figure]] = []
    rest = list(found)
    for percentage in percentages:
        for place, operand in enumerate(rest[:_WINDOWS]):
            if any(_fits(operand, bond.value, percentage) for bond in row.bonds(operand)):
                pairs.append((percentage, operand))
                rest = rest[place + 1 :]
                break
    return tuple(pairs)


def _operands(row: Row, rate: Rate, floor: int) -> list[Figure]:
    """Return the figures that a rate may speak of: those of its sentence, or of the full sentence where too few."""
    page = row.progress
    for start, _ in (page.sentence_at(rate.start), page.paragraph_at(rate.start)):
        figures = page.figures_in(max(start, floor), rate.start)
        found = [one for one in figures if _is_reportable(row, one)]
        if len(found) >= len(rate.percentages):
            break
    return found


def _is_reportable(row: Row, figure: Figure) -> bool:
    """Tell whether a rate may speak of a figure; of a percentage only where it answers a target."""
    if figure.unit in {"个百分点", "个千分点", "倍"}:
        return False
    return not figure.is_percent or any(result.target is not None for result in row.results_at(figure))


def _paired(row: Row, rate: Rate, operands: _Laid) -> tuple[Pair, ...]:
    """Hold each rate against each target that its figure may answer, and keep the one that explains it best."""
    pairs = []
    for percentage, operand in operands:
        tried = [
            Pair(percentage, operand, bond, _outcome(rate, percentage, operand, bond)) for bond in row.bonds(operand)
        ]
        if tried:
            pairs.append(min(tried, key=lambda pair: (_RANKS[pair.outcome], -pair.bond.kinship)))
    return tuple(pairs)


_RANKS = {Fit.AGREES: 0, Fit.TRUNCATED: 1, Fit.LAST_DIGIT: 2, Fit.DISAGREES: 3}


def _outcome(rate: Rate, percentage: Figure, operand: Figure, bond: Bond) -> Fit:
    """Hold a rate against one target; 超额完成 has two readings."""
    ratio = _ratio(operand, bond.value)
    outcome = fit(ratio, percentage.printed)
    if not rate.is_excess or outcome is Fit.AGREES:
        return outcome
    return min(outcome, fit(_excess(ratio), percentage.printed), key=lambda one: _RANKS[one])


def _ratio(operand: Figure, whole: Decimal) -> Interval:
    """Return the percentages that a figure may be of a target."""
    return operand.printed.allowed.over(Interval.exactly(whole)).scaled(HUNDRED)


def _excess(ratio: Interval) -> Interval:
    return ratio.minus(Interval.exactly(HUNDRED))


def _claim(row: Row, rate: Rate, pair: Pair, pairs: Sequence[Pair]) -> Claim:
    """Word one rate as a claim."""
    page, amount, whole = row.progress, pair.operand.amount, pair.bond.value
    start = min(one.operand.start for one in pairs)
    start = max(page.sentence_at(start)[0], start - len(page.noun_before(pairs[0].operand)))
    computed = amount / whole * HUNDRED
    verdict, reason = _verdict(row, rate, pair, pairs)
    is_ratio = rate.is_excess and fit(_ratio(pair.operand, whole), pair.percentage.printed) is Fit.AGREES
    expression = quotient(amount, whole)
    if rate.is_excess and not is_ratio:
        computed, expression = computed - HUNDRED, f"{expression}-1"
    return Claim(
        Side.PROGRESS,
        start,
        rate.end,
        page.text[start : rate.end],
        ClaimKind.EXCESS if rate.is_excess else ClaimKind.COMPLETION_RATE,
        expression,
        half_up(computed, _PLACES),
        pair.percentage.amount,
        verdict,
        Reason.EXCESS_AS_RATIO if is_ratio else reason or "",
        None if verdict is Verdict.CONSISTENT else implied_base(amount, pair.percentage.amount),
        pair.bond.index,
    )


def _verdict(row: Row, rate: Rate, pair: Pair, pairs: Sequence[Pair]) -> tuple[Verdict, Reason | None]:
    """Turn the outcome of a pair into a verdict and the likeliest reason."""
    doubt = _doubt(row, rate, pair)
    verdict, reason = verdict_of(pair.outcome, pair.percentage.printed.step, doubt)
    if verdict is not Verdict.INCONSISTENT or reason is not Reason.DOES_NOT_FOLLOW:
        return verdict, reason
    return verdict, _explanation(row, pair, pairs)


def _explanation(row: Row, pair: Pair, pairs: Sequence[Pair]) -> Reason:
    """Name the likeliest cause of a rate that does not follow."""
    place = pairs.index(pair)
    others = [*pairs[max(0, place - _WINDOWS) : place], *pairs[place + 1 : place + _WINDOWS]]
    if any(_fits(pair.operand, pair.bond.value, one.percentage) for one in others):
        return Reason.SWAPPED
    values = [target.value for target in row.targets if target.value and target.unit == pair.bond.target.unit]
    if any(_fits(pair.operand, value, pair.percentage) for value in values):
        return Reason.WRONG_TARGET
    computed = pair.operand.amount / pair.bond.value * HUNDRED
    return Reason.VERDICT_FLIPS if flips(computed, pair.percentage.amount) else Reason.OTHER_DENOMINATOR


def _fits(operand: Figure, whole: Decimal, percentage: Figure) -> bool:
    return whole > 0 and fit(_ratio(operand, whole), percentage.printed) is Fit.AGREES


def _doubt(row: Row, rate: Rate, pair: Pair) -> Reason | None:
    """Name what stands in the way of calling a rate wrong."""
    has_lost_unit = pair.operand.is_bare or pair.bond.target.span[-1:].isdigit()
    doubts = (
        (rate.base is Base.OTHER, Reason.OTHER_BASE),
        (rate.base is Base.UNNAMED, Reason.UNNAMED_BASE),
        (_is_forecast(row, pair.operand), Reason.FORECAST),
        (pair.is_second or rate.is_distributed, Reason.SECOND_READING),
        (pair.bond.kinship is not Kinship.EXACT, Reason.NEAR_INDICATOR),
        (has_lost_unit, Reason.DAMAGED),
    )
    return next((reason for is_doubtful, reason in doubts if is_doubtful), None)


def _is_forecast(row: Row, figure: Figure) -> bool:
    """Tell whether the words right in front of a figure make it a forecast."""
    noun = row.progress.noun_before(figure)[-_FORECAST_REACH:]
    return any(word in noun for word in lexicon.data("claims")["forecast"]["words"])


def _unread(row: Row, rate: Rate, percentage: Figure) -> Unread:
    """Tell that a rate has no base in the text."""
    return Unread(Side.PROGRESS, rate.start, percentage.end, row.progress.text[rate.start : percentage.end])
