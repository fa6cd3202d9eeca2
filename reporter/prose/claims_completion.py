"""Judging completion rates: which figures a 完成…A%B% speaks of, in what order, and whether the rates follow."""

from __future__ import annotations

from dataclasses import dataclass
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
    """Choose among the readings the one most of whose rates agree, the plainest first."""
    if rate.given is not None or rate.base is Base.STATED:
        return ()
    readings = [_paired(row, rate, operands) for operands in _readings(row, rate, floor)]
    return max(readings, key=lambda pairs: (len(pairs) > 0, _agreeing(pairs), len(pairs)), default=())


def _agreeing(pairs: Sequence[Pair]) -> int:
    return sum(pair.outcome is Fit.AGREES for pair in pairs)


def _readings(row: Row, rate: Rate, floor: int) -> list[tuple[tuple[Figure, Figure], ...]]:
    """List the ways to lay the rates on the figures before them: (percentage, figure) in order, the likeliest first."""
    found = _operands(row, rate, floor)
    count = len(rate.percentages)
    if rate.is_distributed and count == 1:
        return [tuple((rate.percentages[0], operand) for operand in found if row.bonds(operand))]
    bound = [operand for operand in found if row.bonds(operand)]
    readings = [bound] if len(bound) == count else []
    places = range(len(found) - count, max(-1, len(found) - count - _WINDOWS), -1)
    readings += [found[place : place + count] for place in places]
    if count == 1:
        readings = [[operand] for operand in bound[: -_WINDOWS - 1 : -1]] + readings
    paired = [tuple(zip(rate.percentages, reading, strict=True)) for reading in readings]
    if len(found) < count:
        paired.append(_in_order(row, rate.percentages, found))
    return paired


def _in_order(row: Row, percentages: Sequence[Figure], found: Sequence[Figure]) -> tuple[tuple[Figure, Figure], ...]:
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


def _paired(row: Row, rate: Rate, operands: tuple[tuple[Figure, Figure], ...]) -> tuple[Pair, ...]:
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
    if rate.base is Base.OTHER:
        return Reason.OTHER_BASE
    if rate.base is Base.UNNAMED:
        return Reason.UNNAMED_BASE
    if _is_forecast(row, pair.operand):
        return Reason.FORECAST
    if pair.bond.kinship is not Kinship.EXACT:
        return Reason.NEAR_INDICATOR
    if pair.operand.is_bare or row.target.text[pair.bond.target.end - 1 : pair.bond.target.end].isdigit():
        return Reason.DAMAGED
    return None


def _is_forecast(row: Row, figure: Figure) -> bool:
    """Tell whether the words right in front of a figure make it a forecast."""
    noun = row.progress.noun_before(figure)[-_FORECAST_REACH:]
    return any(word in noun for word in lexicon.data("claims")["forecast"]["words"])


def _unread(row: Row, rate: Rate, percentage: Figure) -> Unread:
    """Tell that a rate has no base in the text."""
    return Unread(Side.PROGRESS, rate.start, percentage.end, row.progress.text[rate.start : percentage.end])
