"""Judging completion rates: which figures a 完成…A%B% speaks of, in what order, and whether the rates follow."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose.claims.context import Kinship
from reporter.prose.claims.context import quotient
from reporter.prose.claims.rates import Base
from reporter.prose.claims.readings import WINDOWS
from reporter.prose.claims.readings import best_reading
from reporter.prose.claims.readings import fits
from reporter.prose.claims.readings import goes_by
from reporter.prose.claims.readings import ratio_of
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
from reporter.prose.verdicts import is_out_of_scale
from reporter.prose.verdicts import is_run_together
from reporter.prose.verdicts import verdict_of
from reporter.quantities import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.claims.context import Row
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.claims.rates import Rate
    from reporter.prose.claims.readings import Pair
    from reporter.prose.records import StatedTarget

_PLACES = 4
_FORECAST_REACH = 12


def completion_claims(row: Row, rates: Sequence[Rate]) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    """Judge the completion rates of the progress text; return the claims and the rates without a base."""
    read: list[tuple[Rate, tuple[Pair, ...]]] = []
    without: list[Unread] = []
    floor = before = 0
    explained: frozenset[tuple[Figure, Decimal]] = frozenset()
    for rate in rates:
        goes_on = _goes_on(row.progress, before, rate)
        floor = before if goes_on else floor
        pairs = tuple(pair for pair in best_reading(row, rate, floor) if not _has_own_plan(row, rate, pair))
        if goes_on:
            pairs = tuple(pair for pair in pairs if pair.outcome is Fit.AGREES or _laid(pair) not in explained)
        explained = frozenset(_laid(pair) for pair in pairs if pair.outcome is Fit.AGREES)
        read.append((rate, pairs))
        told = (
            {pair.percentage.start for pair in pairs} if rate.given is None else {one.start for one in rate.percentages}
        )
        if rate.base is not Base.BRACKETED:
            without += [_unread(row, rate, one) for one in rate.percentages if one.start not in told]
        before, floor = floor, rate.end
    claims = (
        _claim(row, rate, pair, pairs) for rate, pairs in _with_proven_bases(row.progress, read) for pair in pairs
    )
    return tuple(claims), tuple(without)


def _with_proven_bases(
    page: Page, read: Sequence[tuple[Rate, tuple[Pair, ...]]]
) -> Iterator[tuple[Rate, tuple[Pair, ...]]]:
    """Take the plan of the year for the targets of the row where another rate of that plan follows from its target."""
    proving = [
        (_called(page, rate), pair.bond.index)
        for rate, pairs in read
        for pair in pairs
        if pair.outcome is Fit.AGREES and pair.bond.target is not None and pair.percentage.amount != HUNDRED
    ]
    for rate, pairs in read:
        called, own = _called(page, rate), {pair.bond.index for pair in pairs}
        is_proven = any(name == called and index not in own for name, index in proving)
        is_plain = rate.base is Base.OTHER and _PLAN_OF_THE_YEAR.fullmatch(called) is not None
        yield (replace(rate, base=Base.OWN) if is_plain and is_proven else rate), pairs


def _called(page: Page, rate: Rate) -> str:
    """Return the words by which a rate calls its base."""
    return page.text[rate.start : rate.percentages[0].start]


_PLAN_OF_THE_YEAR = re.compile(r"(?:已|均)?(?:完成|占|达到|达)了?(?:年度|全年)计划的?")


def _laid(pair: Pair) -> tuple[Figure, Decimal]:
    """Return what a rate was made of: the same figure makes one rate of one base, a second is of another base."""
    return pair.operand, pair.bond.value


def _goes_on(page: Page, floor: int, rate: Rate) -> bool:
    """Tell whether a rate goes on about the figure of the rate before it: 完成序时任务的108%,占全年目标的54%."""
    near = page.last_before(rate.start, max(floor, page.sentence_at(rate.start)[0]))
    return bool(near) and near[-1].is_percent and page.text[near[-1].end : rate.start] in _GOES_ON


_GOES_ON = frozenset({",", "，", "、"})


def _claim(row: Row, rate: Rate, pair: Pair, pairs: Sequence[Pair]) -> Claim:
    """Word one rate as a claim."""
    page, amount, whole = row.progress, pair.operand.amount, pair.bond.value
    start = min(one.operand.start for one in pairs)
    start = max(page.sentence_at(start)[0], start - len(page.noun_before(pairs[0].operand)))
    computed = amount / whole * HUNDRED
    verdict, reason = _verdict(row, rate, pair, pairs)
    is_ratio = rate.is_excess and fit(ratio_of(pair.operand, whole), pair.percentage.printed) is Fit.AGREES
    expression = quotient(amount, whole)
    if rate.is_excess and not is_ratio:
        computed, expression = computed - HUNDRED, f"{expression}-1"
    return Claim(
        Side.PROGRESS,
        start,
        rate.end,
        page.text[start : rate.end],
        ClaimKind.EXCESS if rate.is_excess and not is_ratio else ClaimKind.COMPLETION_RATE,
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
    is_wrong = pair.outcome is not Fit.AGREES
    if is_wrong and doubt in {None, Reason.NEAR_INDICATOR} and _is_swapped(rate, pairs):
        return Verdict.INCONSISTENT, Reason.SWAPPED
    verdict, reason = verdict_of(pair.outcome, pair.percentage.printed.step, doubt)
    if verdict is not Verdict.INCONSISTENT or reason is not Reason.DOES_NOT_FOLLOW:
        return verdict, reason
    if _fits_another_place(rate, pair):
        return Verdict.AMBIGUOUS, Reason.DAMAGED
    return verdict, _explanation(row, pair)


def _is_swapped(rate: Rate, pairs: Sequence[Pair]) -> bool:
    """Tell whether every figure of a list makes a rate that is printed for some place of it."""
    return 1 < len(pairs) == len(rate.percentages) and all(_fits_another_place(rate, one) for one in pairs)


def _has_own_plan(row: Row, rate: Rate, pair: Pair) -> bool:
    """Tell whether a rate of a part (其中省级项目…) is told against the part's own plan, which is not in the text."""
    if pair.outcome is Fit.AGREES or rate.base is not Base.OTHER or pair.bond.kinship is Kinship.EXACT:
        return False
    start = row.progress.sentence_at(pair.operand.start)[0]
    clause = row.progress.text[max(start, pair.operand.start - _PART_REACH) : pair.operand.start]
    return _PART.search(clause) is not None


_PART_REACH = 24
_PART = re.compile(r"其中[,，:：]?[^,，;；。\d]*$")


def _fits_another_place(rate: Rate, pair: Pair) -> bool:
    """Tell whether a figure of a list makes a rate that is printed for any of the list, its own included."""
    return any(fits(pair.operand, pair.bond.value, percentage) for percentage in rate.percentages[:WINDOWS])


def _explanation(row: Row, pair: Pair) -> Reason:
    """Name the likeliest cause of a rate that does not follow."""
    unit = "" if pair.bond.target is None else pair.bond.target.unit
    values = [target.value for target in row.targets if target.value and target.unit == unit]
    if any(fits(pair.operand, value, pair.percentage) for value in values):
        return Reason.WRONG_TARGET
    computed = pair.operand.amount / pair.bond.value * HUNDRED
    return Reason.VERDICT_FLIPS if flips(computed, pair.percentage.amount) else Reason.OTHER_DENOMINATOR


def _doubt(row: Row, rate: Rate, pair: Pair) -> Reason | None:
    """Name what stands in the way of calling a rate wrong."""
    target = pair.bond.target
    doubts = (
        (rate.base is Base.OTHER and not (pair.bond.is_named or _is_called(row, rate, pair)), Reason.OTHER_BASE),
        (_is_unnamed(row, rate, pair) or _is_of_unsure_stage(rate), Reason.UNNAMED_BASE),
        (_is_forecast(row, pair.operand), Reason.FORECAST),
        (pair.is_second or rate.is_distributed, Reason.SECOND_READING),
        (target is None and not pair.bond.is_named, Reason.SECOND_READING),
        (_is_one_of_several(row, rate, pair), Reason.SECOND_READING),
        (pair.bond.kinship < Kinship.EXACT, Reason.NEAR_INDICATOR),
        (_is_damaged(rate, pair), Reason.DAMAGED),
    )
    return next((reason for is_doubtful, reason in doubts if is_doubtful), None)


def _is_called(row: Row, rate: Rate, pair: Pair) -> bool:
    """Tell whether a target is stated by the name that a rate gives to its base: 年度计划投资18亿元."""
    phrase = row.progress.text[rate.start : rate.percentages[0].start]
    return pair.bond.target is not None and goes_by(pair.bond.target.span, phrase)


def _is_unnamed(row: Row, rate: Rate, pair: Pair) -> bool:
    """Tell whether a rate does not say of what it is: 投资完成率 does where result and target of the year are 投资."""
    if pair.bond.is_named and rate.base is Base.UNNAMED:
        return False
    if rate.base is not Base.UNNAMED or pair.bond.target is None:
        return rate.base in {Base.UNNAMED, Base.BRACKETED}
    label = _LABEL.match(row.progress.text, rate.start)
    noun, span = row.progress.noun_before(pair.operand), pair.bond.target.span
    return label is None or label[1] not in noun or label[1] not in span or _OF_THE_YEAR.search(span) is None


_LABEL = re.compile("([\u4e00-\u9fff]{2,4})完成率")
_OF_THE_YEAR = re.compile("年度|全年|当年|年内|本年|今年")


def _is_of_unsure_stage(rate: Rate) -> bool:
    """Tell whether a rate is named after a verb that often is told of all there is, not of what is due: 办结率."""
    return rate.base is Base.OF_STAGE and rate.how not in lexicon.data("claims")["stages"]["due"]


def _is_one_of_several(row: Row, rate: Rate, pair: Pair) -> bool:
    """Tell whether a single rate follows results of several targets in one breath (A3个、B5张,完成率90%): of which?"""
    page, near = row.progress, row.progress.last_before(pair.operand.start, pair.operand.start - _BREATH)
    if len(rate.percentages) > 1 or not near or near[-1].is_percent:
        return False
    joint = page.text[near[-1].end : pair.operand.start]
    others = {bond.index for bond in row.bonds(near[-1])[:1]} - {None, pair.bond.index}
    return bool(others) and joint[:1] in {"、", "和", "及"} and not _CLAUSE.search(joint)


_BREATH = 30
_CLAUSE = re.compile("[,，;；。]")


def _is_damaged(rate: Rate, pair: Pair) -> bool:
    """Tell whether the text lost a unit, a 万, a sign of percent or a member of a list where the figures stand."""
    target = pair.bond.target
    computed, percentage = pair.operand.amount / pair.bond.value * HUNDRED, pair.percentage
    lost_unit = target is not None and (target.span[-1:].isdigit() or _is_fraction_of_a_thing(target))
    lost_member = "分别" in rate.how and len(rate.percentages) == 1
    lost_scale = is_out_of_scale(computed, percentage.amount) or is_run_together(computed, percentage.printed)
    return pair.operand.is_damaged or lost_unit or lost_member or lost_scale


def _is_fraction_of_a_thing(target: StatedTarget) -> bool:
    """Tell whether a target counts fractions of what cannot be divided: its 万 was lost."""
    return target.value is not None and target.value % 1 != 0 and not lexicon.is_divisible(target.unit)


def _is_forecast(row: Row, figure: Figure) -> bool:
    """Tell whether the words right in front of a figure make it a forecast."""
    noun = row.progress.noun_before(figure)[-_FORECAST_REACH:]
    return any(word in noun for word in lexicon.data("claims")["forecast"]["words"])


def _unread(row: Row, rate: Rate, percentage: Figure) -> Unread:
    """Tell that a rate has no base in the text."""
    return Unread(Side.PROGRESS, rate.start, percentage.end, row.progress.text[rate.start : percentage.end])
