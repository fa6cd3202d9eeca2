"""Laying completion rates on figures: which results a 完成…A%B% speaks of, in what order, held against which base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose import phrases
from reporter.prose.claims.context import Bond
from reporter.prose.claims.context import Kinship
from reporter.prose.claims.page import core
from reporter.prose.claims.rates import Base
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Printed
from reporter.prose.verdicts import fit
from reporter.quantities import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.claims.context import Row
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.claims.rates import Rate

WINDOWS = 8
"""So many figures back a rate may reach over others; a sentence never reaches further, and the cost stays linear."""
_OUT_OF = re.compile(r"(?:任务|目标|项目|计划)中$")
_ALL_YEARS = re.compile(r"总投资|累计|五年|三年")
_TEXT_BASE = re.compile(
    r"(?:目标任务|目标|任务|计划|预算|应[改建检办交保享]|共有|调[增减整])(?:数|量|总数)?(?:为|是|达|到|至)?[\u4e00-\u9fff]{0,8}$"
)
_ALREADY = re.compile(r"[\u4e00-\u9fff]{1,12}已[\u4e00-\u9fff]{1,4}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A printed rate and the figure it speaks of, with the target that explains it best."""

    percentage: Figure
    operand: Figure
    bond: Bond
    outcome: Fit
    is_second: bool = False
    """Whether another figure stands nearer to the rate."""


def best_reading(row: Row, rate: Rate, floor: int) -> tuple[Pair, ...]:
    """Lay the rates on the figures right before them; on others only where every rate then agrees."""
    if rate.given is not None or rate.base is Base.STATED:
        return ()
    found = _operands(row, rate, floor)
    if rate.base is Base.BRACKETED or not found:
        return _in_brackets(row, rate) if rate.base is Base.BRACKETED else _behind(row, rate)
    plain = _paired(row, rate, _plain_reading(row, rate, found))
    if rate.base is Base.LOOSE:
        return plain if _agreeing(plain) == len(rate.percentages) else ()
    if rate.base is Base.WHOLE:
        return tuple(pair for pair in plain if pair.outcome is Fit.AGREES)
    return _of_stage(row, rate, plain, found) if rate.base is Base.OF_STAGE else _best(row, rate, plain, found)


def _best(row: Row, rate: Rate, plain: tuple[Pair, ...], found: Sequence[Figure]) -> tuple[Pair, ...]:
    """Keep the plain reading, or the one that makes more of the rates agree."""
    if _agreeing(plain) == len(rate.percentages) or rate.is_distributed or rate.base is Base.UNNAMED:
        return plain
    laid = list(_other_readings(row, rate, found))
    if len(plain) < len(rate.percentages):
        laid.append(_in_order(row, rate.percentages, found))
    others = [_paired(row, rate, reading) for reading in laid]
    best = max(others, key=_agreeing, default=())
    if _agreeing(best) == len(rate.percentages) or (
        _agreeing(best) > _agreeing(plain) and len(found) < len(rate.percentages)
    ):
        return best
    return plain if _agreeing(best) <= _agreeing(plain) else tuple(replace(pair, is_second=True) for pair in best)


def _in_brackets(row: Row, rate: Rate) -> tuple[Pair, ...]:
    """Lay a rate in brackets on the figure that it stands behind. It may be a share of something else."""
    operands = row.progress.figures_in(rate.start, rate.percentages[0].start)[:1]
    pairs = _paired(row, rate, tuple(zip(rate.percentages[:1], operands, strict=False)))
    return tuple(pair for pair in pairs if pair.outcome is Fit.AGREES or pair.bond.kinship > Kinship.FAR)


def _behind(row: Row, rate: Rate) -> tuple[Pair, ...]:
    """Lay a rate that opens its sentence on the figure behind it, where it agrees: 完成年度目标的62%,建成1860套."""
    page = row.progress
    operands = page.first_behind(rate.end, page.sentence_at(rate.end)[1])[:1]
    pairs = _paired(row, rate, tuple(zip(rate.percentages[:1], operands, strict=False)))
    return pairs if _agreeing(pairs) == len(rate.percentages) else ()


def _of_stage(row: Row, rate: Rate, plain: tuple[Pair, ...], found: Sequence[Figure]) -> tuple[Pair, ...]:
    """Keep a rate named after its verb (完工率) where it agrees, or where that very verb stands before its result.

    A rate that is no more than the part of an earlier stage (已开工36座,建成28座) is left to the shares.
    """
    if any(pair.bond.target is None for pair in plain):
        return tuple(pair for pair in plain if pair.bond.is_due and pair.outcome is Fit.AGREES)
    if _agreeing(plain) == len(rate.percentages):
        return plain
    stages = lexicon.data("claims")["stages"]
    earlier = [one.amount for one in found[:-1] if found[-1].counts_like(one)]
    is_of_earlier = any(fits(found[-1], whole, rate.percentages[0]) for whole in earlier)
    is_told = bool(plain) and rate.how in row.progress.noun_before(found[-1]) and rate.how not in stages["early"]
    return plain if is_told and not is_of_earlier and len(rate.percentages) == 1 else ()


def _agreeing(pairs: Sequence[Pair]) -> int:
    return sum(pair.outcome is Fit.AGREES for pair in pairs)


_Laid = tuple[tuple["Figure", "Figure"], ...]
"""A way to lay the rates on figures: (percentage, figure) in order."""


def _plain_reading(row: Row, rate: Rate, found: Sequence[Figure]) -> _Laid:
    """Lay the rates on the last figures before them; a single one passes over what stands in brackets."""
    count = len(rate.percentages)
    if rate.is_distributed and count == 1:
        return tuple((rate.percentages[0], operand) for operand in found if row.bonds(operand)[:1])
    if count == 1:
        open_ones = [one for one in found if not row.progress.is_bracketed(one)] or found
        return tuple((rate.percentages[0], operand) for operand in open_ones[-1:])
    return tuple(zip(rate.percentages, found[-count:], strict=True)) if len(found) >= count else ()


def _other_readings(row: Row, rate: Rate, found: Sequence[Figure]) -> Iterator[_Laid]:
    """Yield other ways: the figures that are bound, or those further back."""
    count = len(rate.percentages)
    bound = [operand for operand in found if row.bonds(operand)]
    if len(bound) == count:
        yield tuple(zip(rate.percentages, bound, strict=True))
    for place in range(len(found) - count - 1, max(-1, len(found) - count - WINDOWS), -1):
        yield tuple(zip(rate.percentages, found[place : place + count], strict=True))
    if count == 1:
        yield from (((rate.percentages[0], operand),) for operand in bound[-WINDOWS:])


def _in_order(row: Row, percentages: Sequence[Figure], found: Sequence[Figure]) -> _Laid:
    """Lay the rates on too few figures, in order, each on the next one that it fits: the text lost some of them."""
    pairs: list[tuple[Figure, Figure]] = []
    rest = list(found)
    for percentage in percentages:
        for place, operand in enumerate(rest[:WINDOWS]):
            if any(fits(operand, bond.value, percentage) for bond in row.bonds(operand)):
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
        bonds = (*_told_bases(row, rate, operand), *row.bonds(operand))
        tried = [
            Pair(percentage, operand, bond, _outcome(rate, percentage, operand, bond))
            for bond in bonds
            if _is_worth_telling(operand, bond, percentage)
        ]
        if tried:
            pairs.append(min(tried, key=lambda pair: (_RANKS[pair.outcome], -pair.bond.kinship)))
    return tuple(pairs)


def _is_worth_telling(operand: Figure, bond: Bond, percentage: Figure) -> bool:
    """Tell whether a rate is to be held against a target: against a far one only when it comes within reach."""
    if bond.kinship > Kinship.FAR or fits(operand, bond.value, percentage):
        return True
    computed = operand.amount / bond.value * HUNDRED
    is_near = percentage.amount < computed * _REACH and computed < percentage.amount * _REACH
    return bond.kinship is Kinship.FAR and is_near


_REACH = 6


def _told_bases(row: Row, rate: Rate, operand: Figure) -> Iterator[Bond]:
    """Yield the bases that the sentence itself tells: 全年目标100个,已完成78个,完成率78%."""
    page = row.progress
    earlier = page.last_before(operand.start, page.sentence_at(operand.start)[0])
    near = [one for one in earlier if not one.is_percent][-_NEAREST:]
    is_of_spending = _OF_SPENDING.search(page.text, rate.start, rate.percentages[0].start) is not None
    for base in (*near, *page.first_behind(operand.end, rate.start)[:_NEAREST]):
        if base.is_percent or base.amount <= 0 or not base.counts_like(operand):
            continue
        is_spent = is_of_spending and base in near[-1:] and _is_spent_of(page, base, operand)
        if not is_spent and not _is_base(page, base, operand):
            continue
        noun = page.noun_before(base)
        is_named = base in near[-1:] and goes_by(noun, page.text[rate.start : rate.percentages[0].start])
        is_named = is_named and _has_no_other_subject(page.noun_before(operand), noun)
        is_named = is_named or (is_spent and _is_above(rate, operand, base))
        is_named = is_named and not any(_fits_rounded(operand, base, percentage) for percentage in rate.percentages)
        is_the_base = (is_named or rate.base is not Base.OTHER) and not _ALL_YEARS.search(noun)
        if is_the_base or any(fits(operand, base.amount, percentage) for percentage in rate.percentages):
            bond = row.told(base)
            yield replace(bond, is_named=is_named and is_the_base, is_due=_DUE.search(noun) is not None)
    if is_of_spending:
        yield from _allotted_before(row, rate, operand)


def _is_base(page: Page, base: Figure, operand: Figure) -> bool:
    """Tell whether the words around a figure, or between it and a result, make it what was due."""
    noun, behind = page.noun_before(base), page.noun_after(base)
    is_due = _TEXT_BASE.search(noun) or _OUT_OF.search(behind) or (_OF_BASE.match(behind) and _OF_DUE.search(noun))
    lead = page.text[max(page.sentence_at(base.start)[0], base.start - _EQUATION) : base.start]
    is_due = is_due or _WORKED_OUT.search(lead)
    return bool(is_due) or _ALREADY.fullmatch(page.text[base.end : operand.start]) is not None


def _is_spent_of(page: Page, base: Figure, operand: Figure) -> bool:
    """Tell whether money is told as spent of what was allotted right before it: 下达资金8亿元,支出5亿元."""
    joint = page.text[base.end : operand.start]
    is_money = base.unit == operand.unit == "元" and operand.amount <= base.amount
    return is_money and _ALLOTTED.search(page.noun_before(base)) is not None and _SPENT.fullmatch(joint) is not None


def _is_above(rate: Rate, operand: Figure, base: Figure) -> bool:
    """Tell whether a rate is too high for what was allotted: one too low may be of a budget that is not in the text."""
    return all(one.amount > operand.amount / base.amount * HUNDRED for one in rate.percentages)


def _allotted_before(row: Row, rate: Rate, operand: Figure) -> Iterator[Bond]:
    """Yield money that was allotted further back under the name under which it is spent, where the rate agrees."""
    page = row.progress
    named = _SPENT_OF.fullmatch(page.noun_before(operand))
    if named is None:
        return
    for base in page.last_before(operand.start, 0):
        noun = page.noun_before(base)
        is_same = base.unit == operand.unit == "元" and named["whose"] in noun and _ALLOTTED.search(noun) is not None
        if is_same and base.amount > 0 and any(fits(operand, base.amount, one) for one in rate.percentages):
            yield row.told(base)


def goes_by(noun: str, phrase: str) -> bool:
    """Tell whether a base is told by the name that a rate calls it: 年度计划投资 and 完成年度计划的, in any order."""
    name = set(_CALLED.sub("", phrase))
    return len(name) >= _SHORTEST_NAME and name <= set(noun)


def _has_no_other_subject(words: str, noun: str) -> bool:
    """Tell whether the words of a result name nothing but what its base is told of: not 供热计划…,供水完成…."""
    return phrases.is_carrier(words) or set(core(words)) <= set(noun)


def _fits_rounded(operand: Figure, base: Figure, percentage: Figure) -> bool:
    """Tell whether a rate follows where the base was rounded in print: told in a text, it may be no exact target."""
    ratio = operand.printed.allowed.over(base.printed.allowed).scaled(HUNDRED)
    return fit(ratio, percentage.printed) is Fit.AGREES


_EQUATION = 30
_WORKED_OUT = re.compile(r"(?:目标任务|任务|目标)(?:数|量)?(?:是|为)(?:要|需)?(?:完成)?[^,，。;；:：]{1,20}[=＝]$")
_ALLOTTED = re.compile(r"(?:下达|安排|到位|拨付|筹集)[^支付用]{0,12}(?:资金|经费|预算|补助)(?:共|合计|总额)?$")
_SPENT = re.compile(r"[,，](?:已|累计|已累计|共|实际)*(?:支出|支付|使用)(?:资金)?")
_SPENT_OF = re.compile(r"(?P<whose>[\u4e00-\u9fff]{2,6})(?:资金|经费)(?:已|累计|共|实际)*(?:支出|支付|使用)(?:资金)?")
_OF_SPENDING = re.compile("支出进度|执行率|支出率|支付率|执行进度")
_DUE = re.compile("(?:任务|目标)(?:数|量|总数)?(?:为|是|达)?$")
_NEAREST = 2
_SHORTEST_NAME = 4
"""年度计划, 年初预算; a plain 计划 may be any."""
_CALLED = re.compile(r"完成|达到|占到|相当于|投资|[,，、(（已占为达的了约数量额\s]")
_OF_BASE = re.compile(r"(?:年度|全年)?(?:目标任务|目标|任务|计划|预算)[数量]?的")
_OF_DUE = re.compile(r"(?:占|完成|达到|达)了?(?:全年|年度|年初|今年)?$")
"""What was due, told as the base of a rate before: 占今年80户任务数的25%,…占今年任务数的15%."""
_RANKS = {Fit.AGREES: 0, Fit.TRUNCATED: 1, Fit.LAST_DIGIT: 2, Fit.DISAGREES: 3}


def _outcome(rate: Rate, percentage: Figure, operand: Figure, bond: Bond) -> Fit:
    """Hold a rate against one target; 超额完成 has two readings."""
    ratio = ratio_of(operand, bond.value)
    printed = Printed(percentage.amount, percentage.printed.step, _allowed(rate, percentage))
    outcome = fit(ratio, printed)
    if not rate.is_excess or outcome is Fit.AGREES:
        return outcome
    return min(outcome, fit(_excess(ratio), percentage.printed), key=lambda one: _RANKS[one])


def _allowed(rate: Rate, percentage: Figure) -> Interval:
    """Return what a percentage may stand for; behind 超过 it is the least."""
    return Interval(percentage.printed.allowed.low, None) if rate.is_open else percentage.printed.allowed


def ratio_of(operand: Figure, whole: Decimal) -> Interval:
    """Return the percentages that a figure may be of a target."""
    return operand.printed.allowed.over(Interval.exactly(whole)).scaled(HUNDRED)


def _excess(ratio: Interval) -> Interval:
    return ratio.minus(Interval.exactly(HUNDRED))


def fits(operand: Figure, whole: Decimal, percentage: Figure) -> bool:
    """Tell whether a figure over a whole makes a printed percentage."""
    return whole > 0 and fit(ratio_of(operand, whole), percentage.printed) is Fit.AGREES
