"""Binding results to targets: the best named first, then by place in the list, then what is stated as progress."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.prose import evidence
from reporter.prose import likeness
from reporter.prose.records import TargetRelation
from reporter.prose.token_records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.prose.evidence import Candidate
    from reporter.prose.evidence import Wanted
    from reporter.prose.records import StatedTarget

# Measured like the weights in evidence.
_ENOUGH = 0.45
_ENOUGH_WITHOUT_FIGURE = 0.55
_ENOUGH_WORDS_BETWEEN_NEIGHBOURS = 0.2
_BETWEEN_NEIGHBOURS = 0.2
_SAME_LIST = 0.55
_LEAST_PROGRESS = 0.35
_ENDING_WEIGHT = 0.7
# Where texts are long, a figure is compared with so many targets, and a gap searched for so many figures.
_FEW = 32
_REACH = 12


def bind(
    candidates: Sequence[Candidate], targets: Sequence[StatedTarget], text: str = ""
) -> Mapping[int, tuple[int, ...]]:
    """Tell for each candidate which targets it answers; one that answers none is left out. `text` states the targets.

    Amounts come first, each to the target it names best; then those between two bound neighbours; then progress stated
    as a share, and figures that hold for several targets, for the targets left over.
    """
    binding = _Binding(candidates, evidence.prepare(targets, candidates, text))
    binding.by_words()
    binding.by_place()
    binding.by_list()
    binding.by_item()
    binding.by_unit()
    binding.by_progress()
    binding.by_comparison()
    return {place: tuple(sorted(indices)) for place, indices in binding.bound.items()}


class _Binding:
    """The state of binding: what each candidate answers, and by which candidate each target is taken."""

    def __init__(self, candidates: Sequence[Candidate], wanted: tuple[Wanted, ...]) -> None:
        self._candidates = candidates
        self._wanted = wanted
        self.bound: dict[int, list[int]] = {}
        self._taken: dict[int, int] = {}

    def _take(self, place: int, index: int) -> None:
        self.bound.setdefault(place, []).append(index)
        self._taken[index] = place

    def by_words(self) -> None:
        """Bind every pair that is good enough, the best first; of equals the earlier."""
        near = _Index(self._wanted)
        pairs = [
            (-score, place, index)
            for place, candidate in enumerate(self._candidates)
            for index in near.targets(candidate)
            if not candidate.is_progress or self._wanted[index].target.unit == "%"
            if (score := evidence.score(candidate, self._wanted[index])) >= self._enough(index)
        ]
        for _, place, index in sorted(pairs):
            if place not in self.bound and index not in self._taken:
                self._take(place, index)

    def _enough(self, index: int) -> float:
        return _ENOUGH_WITHOUT_FIGURE if self._wanted[index].target.value is None else _ENOUGH

    def by_place(self) -> None:
        """Bind what stands in the list where an open target stands, if little in its words speaks for it."""
        for index, wanted in enumerate(self._wanted):
            if index in self._taken or wanted.target.value is None:
                continue
            scored = [(self._score_in_gap(place, index), -place) for place in self._gap(index)]
            best, place = max(scored, default=(0.0, 0))
            if best >= _ENOUGH:
                self._take(-place, index)

    def _gap(self, index: int) -> Iterator[int]:
        """Yield the free candidates between those that answer the targets before and behind."""
        before, after = self._taken.get(index - 1), self._taken.get(index + 1)
        if before is None and after is None:
            return
        high = len(self._candidates) if after is None else after
        low = max(0, high - _REACH) if before is None else before + 1
        for place in range(low, min(high, low + _REACH)):
            if place not in self.bound and not self._candidates[place].is_progress:
                yield place

    def _score_in_gap(self, place: int, index: int) -> float:
        candidate, wanted = self._candidates[place], self._wanted[index]
        score = evidence.score(candidate, wanted)
        if score <= evidence.CANNOT:
            return score
        if self._is_next_in_list(place, index):
            return score + _SAME_LIST
        words = likeness.coverage(wanted.words.pairs, candidate.words.pairs, weights=wanted.weights)
        is_named = words >= _ENOUGH_WORDS_BETWEEN_NEIGHBOURS or likeness.ends_alike(wanted.words, candidate.words)
        speaks = is_named and not candidate.is_subject
        return score + _BETWEEN_NEIGHBOURS * speaks

    def _is_next_in_list(self, place: int, index: int) -> bool:
        """Tell whether the figure follows, in one list, the one that answers the target before, counted alike."""
        if index == 0 or self._taken.get(index - 1) != place - 1 or self._candidates[place].is_generic:
            return False
        before, target = self._wanted[index - 1].target, self._wanted[index].target
        last, candidate = self._candidates[place - 1], self._candidates[place]
        is_list = 0 <= target.start - before.end <= 2 and last.sentence == candidate.sentence  # noqa: PLR2004 - 以上、
        return is_list and before.unit == target.unit == candidate.token.unit == last.token.unit

    def by_list(self) -> None:
        """Bind a list that names nothing (分别完成9个、30个) to as many open targets in its unit."""
        for place, candidate in enumerate(self._candidates):
            if not candidate.is_respective or place in self.bound:
                continue
            places = tuple(self._run(place))
            unit = candidate.token.unit
            targets = [index for index, wanted in enumerate(self._wanted) if wanted.target.unit == unit]
            is_open = len(targets) == len(places) > 1 and not any(index in self._taken for index in targets)
            if is_open and all(self._wanted[index].target.value is not None for index in targets):
                for one, index in zip(places, targets, strict=True):
                    self._take(one, index)

    def _run(self, place: int) -> Iterator[int]:
        """Yield the free figures that follow each other in a list without a word of their own."""
        yield place
        first = self._candidates[place].token
        for follower in range(place + 1, min(place + _REACH, len(self._candidates))):
            before, one = self._candidates[follower - 1], self._candidates[follower]
            is_next = one.start - before.end <= 2 and one.token.unit == first.unit  # noqa: PLR2004 - 、 or 和
            if not is_next or not one.is_generic or follower in self.bound:
                return
            yield follower

    def by_item(self) -> None:
        """Bind what stands alone under a list number, naming nothing, to the one target under the same number."""
        places = Counter(candidate.item for candidate in self._candidates if self._may_be_anything(candidate))
        targets = Counter(wanted.item for wanted in self._wanted)
        open_items = {wanted.item: index for index, wanted in enumerate(self._wanted) if index not in self._taken}
        for place, candidate in enumerate(self._candidates):
            index = open_items.get(candidate.item)
            if index is None or place in self.bound or not candidate.item or not self._may_be_anything(candidate):
                continue
            wanted = self._wanted[index]
            alone = places[candidate.item] == targets[candidate.item] == 1
            if alone and wanted.target.value is not None and evidence.score(candidate, wanted) > evidence.CANNOT:
                self._take(place, index)

    def by_unit(self) -> None:
        """Bind a figure that names nothing to the one target in its unit: the first such figure, and no part."""
        open_units = {
            wanted.target.unit: index
            for index, wanted in enumerate(self._wanted)
            if index not in self._taken and wanted.has_own_unit and wanted.target.value is not None
        }
        for place, candidate in enumerate(self._candidates):
            index = open_units.get(candidate.token.unit)
            if index is None or place in self.bound or index in self._taken or not self._may_be_anything(candidate):
                continue
            if evidence.score(candidate, self._wanted[index]) > evidence.CANNOT:
                self._take(place, index)

    @staticmethod
    def _may_be_anything(candidate: Candidate) -> bool:
        return candidate.names_nothing and not candidate.is_progress

    def by_progress(self) -> None:
        """Give the targets left over the progress that is stated of them."""
        for place, candidate in enumerate(self._candidates):
            if place in self.bound or not (candidate.is_progress or (candidate.holds_for_all and candidate.is_generic)):
                continue
            open_targets = [index for index in self._around(place) if index not in self._taken]
            scores = [(self._progress_score(place, index), -index) for index in open_targets]
            good = [-index for score, index in sorted(scores, reverse=True) if score >= _LEAST_PROGRESS]
            for index in good if candidate.holds_for_all else good[:1]:
                self._take(place, index)

    def _around(self, place: int) -> Iterable[int]:
        """Return the targets worth a look: all of a few, else those at the same height of the text."""
        if len(self._wanted) <= 2 * _FEW:
            return range(len(self._wanted))
        height = place * len(self._wanted) // len(self._candidates)
        return range(max(0, height - _FEW), min(len(self._wanted), height + _FEW))

    def _progress_score(self, place: int, index: int) -> float:
        candidate, wanted = self._candidates[place], self._wanted[index]
        if wanted.target.value is None or wanted.target.basis == "增速":
            return evidence.CANNOT
        if candidate.is_of_money and likeness.dimension(wanted.target.unit) != "元":
            return evidence.CANNOT
        if not candidate.is_progress:
            same = likeness.units_agree(wanted.target.unit, candidate.token.unit)
            return 1.0 if same and wanted.target.value == candidate.value else evidence.CANNOT
        given = candidate.words.context | (frozenset() if candidate.is_generic else candidate.words.pairs)
        words = max(
            likeness.coverage(wanted.words.pairs, given, weights=wanted.weights),
            likeness.coverage(wanted.words.ending, given) * _ENDING_WEIGHT,
            0.0 if candidate.is_generic else likeness.coverage(candidate.words.pairs, wanted.words.pairs),
        )
        return words + _BETWEEN_NEIGHBOURS * (candidate.is_generic and self._is_between(place, index))

    def _is_between(self, place: int, index: int) -> bool:
        before, after = self._taken.get(index - 1) if index else -1, self._taken.get(index + 1)
        return before is not None and after is not None and before < place < after

    def by_comparison(self) -> None:
        """Add to a growth that had to be faster than another the lead that is stated right behind it."""
        for index, place in tuple(self._taken.items()):
            follower = place + 1
            is_race = self._wanted[index].target.relation is TargetRelation.FASTER_THAN
            if not is_race or follower in self.bound or follower >= len(self._candidates):
                continue
            candidate = self._candidates[follower]
            same = candidate.sentence == self._candidates[place].sentence
            if not evidence.is_over_the_same(candidate, self._wanted[index].target):
                continue
            if candidate.token.kind is Kind.POINTS and candidate.is_comparison and same:
                self.bound[follower] = [index]


class _Index:
    """Which targets are worth comparing with a candidate. Beyond a few, those that share pairs few others have."""

    def __init__(self, wanted: tuple[Wanted, ...]) -> None:
        self._all = range(len(wanted))
        self._postings: dict[str, list[int]] = {}
        if len(wanted) > _FEW:
            for place, item in enumerate(wanted):
                for pair in item.words.pairs:
                    self._postings.setdefault(pair, []).append(place)

    def targets(self, candidate: Candidate) -> Iterable[int]:
        """Return the places of the targets to compare with, of long lists the likeliest."""
        if len(self._all) <= _FEW:
            return self._all
        found: dict[int, int] = {}
        for pair in candidate.words.pairs:
            for place in self._postings.get(pair, ())[:_FEW]:
                found[place] = found.get(place, 0) + 1
        return sorted(found, key=lambda place: (-found[place], place))[:_FEW]
