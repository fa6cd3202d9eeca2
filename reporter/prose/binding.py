"""Binding results to targets: likeness of words first, then unit, printed rate and place in the list decide."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose import likeness
from reporter.prose.likeness import Words
from reporter.prose.records import TargetRelation
from reporter.prose.token_records import Kind
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.prose.records import StatedTarget
    from reporter.prose.token_records import Token

# Measured on the published gold and on our own sentences; benchmarks/accuracy shows what a change does.
_ENOUGH = 0.45
_ENOUGH_WITHOUT_FIGURE = 0.6
_BETWEEN_NEIGHBOURS = 0.2
_SAME_LIST = 0.5
_RATE_AGREES = 0.3
_RATE_DISAGREES = 0.25
_ONLY_ONE_OF_ITS_UNIT = 0.12
_SAME_UNIT = 0.03
_MISSING_LIMIT = 0.12
_FEW = 32
_REACH = 12
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may answer a target, with everything that decides it.

    `words` name it, `context` holds the pairs of the sentence before it, `limits` the thresholds in its name,
    `rate` the printed rate of the plan. `is_progress`: it states progress as a share; `holds_for_all`: 均 or 都
    stands before it.
    """

    start: int
    end: int
    token: Token
    value: Decimal
    words: Words
    context: frozenset[str]
    limits: frozenset[tuple[str, Decimal]]
    basis: str | None
    sentence: int
    rate: Token | None
    is_progress: bool
    is_generic: bool
    holds_for_all: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A target prepared for binding."""

    target: StatedTarget
    words: Words
    limits: frozenset[tuple[str, Decimal]]
    is_alone: bool


def limits(name: str) -> frozenset[tuple[str, Decimal]]:
    """Return the thresholds in an indicator's name: (unit, amount)."""
    kinds = {Kind.THRESHOLD, Kind.QUANTITY}
    return frozenset(
        (token.unit, token.amount) for token in scan(name) if token.kind in kinds and token.amount is not None
    )


def bind(candidates: Sequence[Candidate], targets: Sequence[StatedTarget]) -> Mapping[int, tuple[int, ...]]:
    """Tell for each candidate which targets it answers; one that answers none is left out.

    Amounts come first, each to the target it names best; then those between two bound neighbours; then progress stated
    as a share, and figures that hold for several targets, for the targets left over.
    """
    wanted = _prepared(targets)
    bound: dict[int, list[int]] = {}
    taken: dict[int, int] = {}
    for _, place, index in _ranked(candidates, wanted):
        if place not in bound and index not in taken:
            bound[place] = [index]
            taken[index] = place
    _fill_gaps(candidates, wanted, bound, taken)
    _bind_progress(candidates, wanted, bound, taken)
    _bind_comparisons(candidates, wanted, bound, taken)
    return {place: tuple(sorted(indices)) for place, indices in bound.items()}


def _prepared(targets: Sequence[StatedTarget]) -> tuple[_Wanted, ...]:
    dimensions = [likeness.dimension(target.unit) if target.value is not None else "" for target in targets]
    counts = {dimension: dimensions.count(dimension) for dimension in set(dimensions)}
    shared = {"", "ratio", "thing", "person"}
    return tuple(
        _Wanted(
            target,
            Words.of(target.indicator),
            limits(target.indicator),
            counts[dimension] == 1 and dimension not in shared,
        )
        for target, dimension in zip(targets, dimensions, strict=True)
    )


def _ranked(candidates: Sequence[Candidate], wanted: tuple[_Wanted, ...]) -> list[tuple[float, int, int]]:
    """Return every pair good enough, the best first; of equals the earlier."""
    index = _Index(wanted)
    pairs = [
        (score, place, target)
        for place, candidate in enumerate(candidates)
        if not candidate.is_progress
        for target in index.near(candidate)
        if (score := _score(candidate, wanted[target])) >= _enough(wanted[target])
    ]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _enough(wanted: _Wanted) -> float:
    return _ENOUGH_WITHOUT_FIGURE if wanted.target.value is None else _ENOUGH


class _Index:
    """Which targets are worth comparing with a candidate. Beyond a few, those that share a pair few others have."""

    def __init__(self, wanted: tuple[_Wanted, ...]) -> None:
        self._all = range(len(wanted))
        self._postings: dict[str, list[int]] = {}
        if len(wanted) > _FEW:
            for place, item in enumerate(wanted):
                for pair in item.words.pairs:
                    self._postings.setdefault(pair, []).append(place)

    def near(self, candidate: Candidate) -> Iterable[int]:
        if len(self._all) <= _FEW:
            return self._all
        found: dict[int, int] = {}
        for pair in candidate.words.pairs:
            for place in self._postings.get(pair, ())[:_FEW]:
                found[place] = found.get(place, 0) + 1
        return sorted(found, key=lambda place: (-found[place], place))[:_FEW]


def _score(candidate: Candidate, wanted: _Wanted) -> float:
    """Weigh a candidate against a target; negative where they cannot speak of one thing."""
    if not _comparable(candidate, wanted.target) or _other_limits(candidate, wanted):
        return -1.0
    score = likeness.likeness(wanted.words, candidate.words, candidate.context)
    if score <= 0 and likeness.contradicts(wanted.words.phrase, candidate.words.phrase):
        return -1.0
    score += _RATE_AGREES * _rate_agrees(candidate, wanted.target) - _RATE_DISAGREES * _rate_is_far(
        candidate, wanted, score
    )
    score += _ONLY_ONE_OF_ITS_UNIT * wanted.is_alone + _SAME_UNIT * (candidate.token.unit == wanted.target.unit)
    return score - _MISSING_LIMIT * (bool(wanted.limits) != bool(candidate.limits))


def _comparable(candidate: Candidate, target: StatedTarget) -> bool:
    kind = candidate.token.kind
    is_rank = target.relation is TargetRelation.RANK
    if is_rank or kind is Kind.RANK:
        return is_rank and kind is Kind.RANK
    if target.value is None:
        return (candidate.basis == "增速") == (target.basis == "增速") and kind is not Kind.BARE
    if not likeness.units_agree(target.unit, candidate.token.unit):
        return False
    is_share = likeness.dimension(target.unit) == "ratio"
    return not is_share or (candidate.basis == "增速") == (target.basis == "增速")


def _other_limits(candidate: Candidate, wanted: _Wanted) -> bool:
    units = {unit for unit, _ in wanted.limits} & {unit for unit, _ in candidate.limits}
    return bool(units) and not wanted.limits & candidate.limits


def _computed(candidate: Candidate, target: StatedTarget) -> Decimal | None:
    if candidate.rate is None or not target.value:
        return None
    return candidate.value / target.value * _HUNDRED


def _rate_agrees(candidate: Candidate, target: StatedTarget) -> bool:
    """Tell whether the printed rate is what the target gives, digits cut off included."""
    computed, rate = _computed(candidate, target), candidate.rate
    if computed is None or rate is None or rate.amount is None or rate.step is None:
        return False
    return abs(computed - rate.amount) <= max(rate.step, Decimal("0.05"))


def _rate_is_far(candidate: Candidate, wanted: _Wanted, score: float) -> bool:
    """Tell whether the printed rate cannot come from the target and the words leave doubt as well."""
    computed, rate = _computed(candidate, wanted.target), candidate.rate
    if computed is None or rate is None or not rate.amount or score > 0.9:  # noqa: PLR2004 - words that leave no doubt
        return False
    return not Decimal("0.5") < computed / rate.amount < Decimal(2)


def _fill_gaps(
    candidates: Sequence[Candidate], wanted: tuple[_Wanted, ...], bound: dict[int, list[int]], taken: dict[int, int]
) -> None:
    """Bind what stands in the list where an open target stands, if little in its words speaks for it."""
    for index, item in enumerate(wanted):
        if index in taken or item.target.value is None:
            continue
        best = max(_in_gap(candidates, wanted, index, bound, taken), default=None)
        if best is not None and best[0] >= _ENOUGH:
            bound[-best[1]] = [index]
            taken[index] = -best[1]


def _in_gap(
    candidates: Sequence[Candidate],
    wanted: tuple[_Wanted, ...],
    index: int,
    bound: dict[int, list[int]],
    taken: dict[int, int],
) -> Iterator[tuple[float, int]]:
    """Weigh the free candidates between the neighbours of an open target: (score, minus the place)."""
    before, after = taken.get(index - 1), taken.get(index + 1)
    low = -1 if before is None else before
    high = len(candidates) if after is None else after
    if (before is None and after is None) or low >= high:
        return
    if before is None:
        low = max(low, high - _REACH)
    for place in range(low + 1, min(high, low + _REACH)):
        candidate, item = candidates[place], wanted[index]
        if place in bound or candidate.is_progress:
            continue
        score = _score(candidate, item)
        if score < 0:
            continue
        follows = (
            before == place - 1
            and _is_list(wanted[index - 1].target, item.target)
            and candidate.token.unit == item.target.unit
        )
        partner = (
            follows
            and candidates[place - 1].sentence == candidate.sentence
            and candidates[place - 1].token.unit == candidate.token.unit
        )
        yield score + _BETWEEN_NEIGHBOURS + _SAME_LIST * partner, -place


def _is_list(one: StatedTarget, other: StatedTarget) -> bool:
    """Tell whether two targets stand side by side in one list and count alike."""
    return 0 <= other.start - one.end <= 2 and one.unit == other.unit  # noqa: PLR2004 - a separator and 、


def _bind_progress(
    candidates: Sequence[Candidate], wanted: tuple[_Wanted, ...], bound: dict[int, list[int]], taken: dict[int, int]
) -> None:
    """Give the targets left over the progress that is stated of them."""
    for place, candidate in enumerate(candidates):
        if place in bound or not (candidate.is_progress or (candidate.holds_for_all and candidate.is_generic)):
            continue
        scores = [
            (_progress_score(candidate, item), -index)
            for index, item in enumerate(wanted[: 4 * _FEW])
            if index not in taken
        ]
        good = [-index for score, index in sorted(scores, reverse=True) if score >= _ENOUGH]
        for index in good if candidate.holds_for_all else good[:1]:
            bound.setdefault(place, []).append(index)
            taken[index] = place


def _progress_score(candidate: Candidate, wanted: _Wanted) -> float:
    if wanted.target.value is None or wanted.target.basis == "增速":
        return -1.0
    if candidate.is_progress:
        own = candidate.words.pairs if not candidate.is_generic else frozenset()
        return max(likeness.coverage(wanted.words.pairs, own | candidate.context), _backwards(candidate, wanted))
    same = likeness.units_agree(wanted.target.unit, candidate.token.unit)
    return _ENOUGH if same and wanted.target.value == candidate.value else -1.0


def _backwards(candidate: Candidate, wanted: _Wanted) -> float:
    return 0.0 if candidate.is_generic else likeness.coverage(candidate.words.pairs, wanted.words.pairs)


def _bind_comparisons(
    candidates: Sequence[Candidate], wanted: tuple[_Wanted, ...], bound: dict[int, list[int]], taken: dict[int, int]
) -> None:
    """Add to a growth that had to be faster than another the lead that is stated right behind it."""
    for index, place in list(taken.items()):
        follower = place + 1
        if (
            wanted[index].target.relation is not TargetRelation.FASTER_THAN
            or follower in bound
            or follower >= len(candidates)
        ):
            continue
        candidate = candidates[follower]
        if (
            candidate.token.kind is Kind.POINTS
            and candidate.sentence == candidates[place].sentence
            and candidate.is_generic
        ):
            bound[follower] = [index]
