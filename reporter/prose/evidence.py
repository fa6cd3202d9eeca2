"""What speaks for a figure as the answer to a target: its words, unit, printed rate and the thresholds in its name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose import likeness
from reporter.prose import milestones
from reporter.prose import phrases
from reporter.prose.likeness import Words
from reporter.prose.records import TargetRelation
from reporter.prose.token_records import Kind
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.prose.records import StatedTarget
    from reporter.prose.token_records import Token

# Weights beside the likeness of words, which goes from 0 to 1. Measured on the published gold and on our own
# sentences; benchmarks/accuracy shows what a change does.
_RATE_AGREES = 0.3
_FINE_RATE_AGREES = 0.43
_RATE_DISAGREES = 0.25
_ONLY_ONE_OF_ITS_UNIT = 0.12
_ONLY_PAIR = 0.2
_ONLY_UNIT_PAIR = 0.25
_COMMON_UNITS = frozenset("个家项处件人名次元%")
_MAY_LIMIT = re.compile(r"[0-9０-９]|[十百千万亿]元")
_SOME_WORDS = 0.15
_SAME_UNIT = 0.03
_SAME_VERB = 0.04
_SAME_VALUE = 0.45
_TELLING_VALUE = 1000
"""A small or round number may be reached by two things at once; nobody counts 18695 of two things by chance."""
_THINGS_FOR_PERSONS = 0.6
_MISSING_LIMIT = 0.25
_SAME_LIMIT = 0.3
_ONLY_SUBJECT = 0.15
_EARLY_STAGE = 0.15
_ONLY_PART = 0.1
_OTHER_HEAD = 0.1
_ADDED_LIMIT = 0.12
_WORDS_WITHOUT_DOUBT = 0.9
_HUNDRED = Decimal(100)
_GROWTH = "增速"

CANNOT = -1.0
"""The weight of a figure that cannot answer a target."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may answer a target, with everything that decides it.

    `words` name it, `limits` are the thresholds in its name, `rate` is the printed rate of the plan. `is_progress`: it
    states progress as a share, `is_of_money`: of money spent; `is_generic`: its own words name nothing,
    `names_nothing`: nor do those before it; `is_subject`: it says how many something is told of (12个项目已开工);
    `is_part`: 其中 stands before it; `is_comparison`: it tells the lead over another figure; `holds_for_all`: 均 or 都
    stands before it; `is_respective`: nothing but 分别 and a verb does; `item` is the list number it stands under, 0
    without one.
    """

    start: int
    end: int
    token: Token
    value: Decimal
    words: Words
    limits: frozenset[tuple[str, Decimal]]
    basis: str | None
    sentence: int
    rate: Token | None
    is_progress: bool
    is_generic: bool
    is_subject: bool
    is_part: bool
    is_comparison: bool
    is_of_money: bool
    holds_for_all: bool
    names_nothing: bool = False
    is_respective: bool = False
    item: int = 0

    @property
    def measured(self) -> tuple[str, bool]:
        """What it measures: the dimension, and whether it is a growth."""
        return _measured(self.token.unit, self.basis, is_rank=self.token.kind is Kind.RANK)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target prepared. `is_alone`: no other target has its unit; `is_only_pair`: and exactly one figure has it.

    `is_milestone`: it is due by a month, and another target in its unit by the end of the year;
    `is_only_unit_pair`: it and one figure alone have its very unit, a telling one (所, 盏);
    `is_of_persons`: it counts persons, and so do figures that may answer it.
    """

    target: StatedTarget
    words: Words
    limits: frozenset[tuple[str, Decimal]]
    sentence: str
    weights: Mapping[str, float]
    is_alone: bool
    is_only_pair: bool
    item: int
    has_own_unit: bool
    is_milestone: bool = False
    is_of_persons: bool = False
    is_only_unit_pair: bool = False


def list_items(tokens: Sequence[Token]) -> Callable[[int], int]:
    """Return what tells the list number that a place stands under, 0 before any."""
    numbers = [token for token in tokens if token.kind is Kind.LIST_NUMBER]
    starts = [token.start for token in numbers]
    values = [0, *(int(token.raw) if token.raw.isdecimal() else 0 for token in numbers)]
    return lambda place: values[bisect_right(starts, place)]


def prepare(targets: Sequence[StatedTarget], candidates: Sequence[Candidate], text: str) -> tuple[Wanted, ...]:
    """Prepare the targets of a text for comparison with the figures of another."""
    kinds = [_measured(t.unit, t.basis, is_rank=t.relation is TargetRelation.RANK) for t in targets]
    counts = Counter(kind for kind, target in zip(kinds, targets, strict=True) if target.value is not None)
    offered = Counter(candidate.measured for candidate in candidates if not candidate.is_progress)
    words = [Words.of(target.indicator, likeness.context_before(text, target.start)) for target in targets]
    units, under = Counter(target.unit for target in targets), list_items(scan(text))
    items = [under(target.start) for target in targets]
    if not any(items):
        items = list(range(1, len(targets) + 1))
    shared = Counter(pair for item in words for pair in item.pairs)
    weights = {pair: 1 / count for pair, count in shared.items()}
    reported = Counter(candidate.token.unit for candidate in candidates)
    stages = milestones.places(targets, text)
    has_persons = any(likeness.dimension(candidate.token.unit) == "person" for candidate in candidates)
    return tuple(
        Wanted(
            target=target,
            words=own,
            sentence=likeness.context_before(text, target.start) + target.span,
            weights=weights,
            limits=limits(target.indicator),
            is_alone=counts[kind] == 1 and kind[0] not in {"ratio", "count"},
            is_only_pair=counts[kind] == offered[kind] == 1,
            item=item,
            has_own_unit=units[target.unit] == 1,
            is_milestone=place in stages,
            is_only_unit_pair=units[target.unit] == reported[target.unit] == 1 and target.unit not in _COMMON_UNITS,
            is_of_persons=has_persons and likeness.dimension(target.unit) == "person",
        )
        for place, (target, kind, own, item) in enumerate(zip(targets, kinds, words, items, strict=True))
    )


def _measured(unit: str, basis: str | None, *, is_rank: bool) -> tuple[str, bool]:
    dimension = "rank" if is_rank else likeness.dimension(unit)
    return "count" if dimension in {"thing", "person", ""} else dimension, basis == _GROWTH


def limits(name: str) -> frozenset[tuple[str, Decimal]]:
    """Return the thresholds in an indicator's name: (unit, amount)."""
    if not _MAY_LIMIT.search(name):
        return frozenset()
    return frozenset(
        (token.unit, token.amount)
        for token in scan(name)
        if token.amount is not None
        and (token.kind is Kind.THRESHOLD or (token.kind is Kind.QUANTITY and lexicon.is_divisible(token.unit)))
    )


def score(candidate: Candidate, wanted: Wanted) -> float:
    """Weigh a figure as the answer to a target; CANNOT where they cannot speak of one thing."""
    if not comparable(candidate, wanted.target) or _has_other_limits(candidate, wanted):
        return CANNOT
    if likeness.contradicts(wanted.target.span + wanted.words.phrase, candidate.words.phrase):
        return CANNOT
    if _FOR_EACH.search(wanted.target.span) and not _EACH.search(candidate.words.phrase):
        return CANNOT
    is_of_the_year = wanted.is_milestone and candidate.value != wanted.target.value
    if is_of_the_year or likeness.is_below(wanted.sentence, candidate.words.phrase):
        return CANNOT
    words = likeness.likeness(wanted.words, candidate.words, wanted.weights, is_generic=candidate.is_generic)
    rate = _rate_evidence(candidate, wanted.target, words)
    if rate == CANNOT:
        return CANNOT
    unit = (_ONLY_ONE_OF_ITS_UNIT * wanted.is_alone + _ONLY_PAIR * wanted.is_only_pair) * (words >= _SOME_WORDS)
    unit = max(unit, _ONLY_UNIT_PAIR * (wanted.is_only_unit_pair and words >= _SOME_WORDS))
    same = _SAME_UNIT * (candidate.token.unit == wanted.target.unit) + _SAME_VERB * _same_verb(candidate, wanted)
    is_same_number = _is_same_number(candidate, wanted.target)
    is_proven = rate > 0 or is_same_number
    return words + rate + unit + same + _SAME_VALUE * is_same_number - _against(candidate, wanted, is_proven=is_proven)


def _is_same_number(candidate: Candidate, target: StatedTarget) -> bool:
    """Tell whether a result repeats a number of the target that is neither small nor round."""
    value = candidate.value
    return value == target.value and value >= _TELLING_VALUE and value % _ROUND != 0


_ROUND = 100
_FOR_EACH = re.compile("每(?:个|名|家|所|座|村|镇|乡|社区|网格|校)[^,，;；。]{0,10}配|每[百千万]")
_EACH = re.compile("每|各|均")
"""A target for each of many is no target for all of them: 每个网格配备1名."""


def _same_verb(candidate: Candidate, wanted: Wanted) -> bool:
    """Tell whether a result is told with the verb of the target (新增公交线路, not 优化公交线路)."""
    verb = phrases.lead_of(wanted.target.indicator)
    return bool(verb) and str(verb) in candidate.words.phrase


def _against(candidate: Candidate, wanted: Wanted, *, is_proven: bool) -> float:
    """Weigh what speaks against an answer whose printed rate does not prove it."""
    if is_proven:
        return 0.0
    heads = _OTHER_HEAD * (not candidate.is_generic and likeness.heads_differ(wanted.words, candidate.words))
    other = _THINGS_FOR_PERSONS * (wanted.is_of_persons and likeness.dimension(candidate.token.unit) == "thing")
    early = _EARLY_STAGE * likeness.is_earlier(wanted.target.span, candidate.words.phrase)
    part = _ONLY_PART * (candidate.is_part and not wanted.target.span.startswith("其中"))
    return heads + other + early + part + _ONLY_SUBJECT * candidate.is_subject + _missing_limit(candidate, wanted)


def _missing_limit(candidate: Candidate, wanted: Wanted) -> float:
    """Weigh a threshold that only one of the two names holds; it matters most where the target has it."""
    if bool(wanted.limits) == bool(candidate.limits):
        return -_SAME_LIMIT if wanted.limits else 0.0
    return _MISSING_LIMIT if wanted.limits else _ADDED_LIMIT


def comparable(candidate: Candidate, target: StatedTarget) -> bool:
    """Tell whether unit and kind of a figure let it answer a target at all."""
    is_rank = target.relation is TargetRelation.RANK
    if is_rank or candidate.token.kind is Kind.RANK:
        return is_rank and candidate.token.kind is Kind.RANK
    same_kind = (candidate.basis == _GROWTH) == (target.basis == _GROWTH)
    if target.value is None:
        return same_kind and bool(candidate.token.unit)
    if not likeness.units_agree(target.unit, candidate.token.unit) and not _is_per_person(candidate, target):
        return False
    return same_kind or likeness.dimension(target.unit) != "ratio"


_RIVALS = re.compile("(全国)|(全省|省平?均)|(全市)|(经济|GDP|地区生产总值)")


def is_over_the_same(candidate: Candidate, target: StatedTarget) -> bool:
    """Tell whether a lead may be one over what the target races with: 全省平均 is not 经济增速."""
    wanted, given = (
        {match.lastindex for match in _RIVALS.finditer(words)} for words in (target.span, candidate.words.phrase)
    )
    return not wanted or not given or bool(wanted & given)


def _is_per_person(candidate: Candidate, target: StatedTarget) -> bool:
    """Tell whether a rate of payment is printed as a fraction where its target says each: 900元/人 and 每人900元."""
    return candidate.token.unit == f"{target.unit}/人" and "每人" in target.span


def _has_other_limits(candidate: Candidate, wanted: Wanted) -> bool:
    units = {unit for unit, _ in wanted.limits} & {unit for unit, _ in candidate.limits}
    return bool(units) and not wanted.limits & candidate.limits


def _rate_evidence(candidate: Candidate, target: StatedTarget, words: float) -> float:
    """Weigh the printed rate of the plan: it may follow from this target (digits cut off included), or never."""
    rate = candidate.rate
    if rate is None or not rate.amount or rate.step is None or not target.value:
        return 0.0
    computed = candidate.value / target.value * _HUNDRED
    if abs(computed - rate.amount) <= max(rate.step, Decimal("0.05")):
        return _RATE_AGREES if rate.step >= 1 else _FINE_RATE_AGREES
    factor = abs(computed / rate.amount)
    if words > _WORDS_WITHOUT_DOUBT or Decimal("0.5") < factor < Decimal(2):
        return 0.0
    return -_RATE_DISAGREES if Decimal("0.25") < factor < Decimal(4) else CANNOT
