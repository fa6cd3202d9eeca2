"""Score what was read in sentences against figures that people read by hand: targets, bound actuals, claims."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.prose.records import Claim
    from reporter.prose.records import ReportedFigure
    from reporter.prose.records import RowReading
    from reporter.prose.records import StatedTarget

    Gold = Mapping[str, Any]
    Reader = Callable[[str, str], RowReading]

Ours = TypeVar("Ours")
_MUST_BIND = frozenset({"exact", "near"})
_MAY_BIND = frozenset({"partial"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, what was read and is not there, what is there and was not read."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add up two rows."""
        return Tally(self.hits + other.hits, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of what was read that is there; 1 where nothing was read."""
        return _share(self.hits, self.hits + self.extra)

    @property
    def recall(self) -> float:
        """Return the share of what is there that was read; 1 where nothing is there."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.extra + self.missed)


@dataclass(frozen=True, slots=True)
class Scores:
    """What one reading of one gold came to. `trouble` names every miss for the eye."""

    targets: Tally = Tally()
    targets_whole: Tally = Tally()
    bound: Tally = Tally()
    claims_found: Tally = Tally()
    verdicts: Tally = Tally()
    without_base: Tally = Tally()
    false_alarms: int = 0
    trouble: tuple[str, ...] = ()

    def __add__(self, other: Scores) -> Scores:
        """Add up two rows."""
        return Scores(
            self.targets + other.targets,
            self.targets_whole + other.targets_whole,
            self.bound + other.bound,
            self.claims_found + other.claims_found,
            self.verdicts + other.verdicts,
            self.without_base + other.without_base,
            self.false_alarms + other.false_alarms,
            self.trouble + other.trouble,
        )


def read_gold(file: Path) -> tuple[Gold, ...]:
    """Read a gold file, a row a line."""
    return tuple(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def score(rows: Iterable[Gold], read: Reader) -> Scores:
    """Read every row and score it."""
    return sum((score_row(row, read(row.get("target", ""), row.get("progress", ""))) for row in rows), Scores())


def score_row(row: Gold, reading: RowReading) -> Scores:
    """Score one row: only what a row alone can tell counts, claims that join rows do not."""
    targets, whole, pairs, target_trouble = _score_targets(row, reading.targets)
    bound, bound_trouble = _score_bound(row, reading.actuals, pairs)
    found, verdicts, alarms, claim_trouble = _score_claims(row, reading.claims)
    without_base, base_trouble = _score_without_base(row, reading)
    trouble = (*target_trouble, *bound_trouble, *claim_trouble, *base_trouble)
    return Scores(
        targets, whole, bound, found, verdicts, without_base, alarms, tuple(f"{row['id']} {line}" for line in trouble)
    )


def _score_targets(row: Gold, ours: Sequence[StatedTarget]) -> tuple[Tally, Tally, Mapping[str, int], tuple[str, ...]]:
    """Match quantified targets by overlap and value; targets without a figure only help to bind actuals."""
    gold = row.get("targets", ())
    pairs = _pair(gold, ours, _same_target)
    quantified = [number for number, target in enumerate(gold) if target["value"] is not None]
    hits = [number for number in quantified if number in pairs]
    extra = [target for number, target in enumerate(ours) if target.value is not None and number not in pairs.values()]
    whole = sum(_same_words(gold[number], ours[pairs[number]]) for number in hits)
    trouble = (
        *(f"target missed: {_told(gold[number])}" for number in quantified if number not in pairs),
        *(f"target extra: {target.span} {target.value}{target.unit}" for target in extra),
        *(
            f"target words: {_told(gold[number])} {gold[number]['relation']}, read {ours[pairs[number]].relation} "
            f"{ours[pairs[number]].unit}"
            for number in hits
            if not _same_words(gold[number], ours[pairs[number]])
        ),
    )
    missed = len(quantified) - len(hits)
    by_id = {gold[number]["id"]: pairs[number] for number in pairs}
    return (
        Tally(len(hits), len(extra), missed),
        Tally(whole, len(extra) + len(hits) - whole, missed + len(hits) - whole),
        by_id,
        trouble,
    )


def _score_bound(
    row: Gold, ours: Sequence[ReportedFigure], targets: Mapping[str, int]
) -> tuple[Tally, tuple[str, ...]]:
    """Count an actual as bound when it was read and hangs on the target that gold names."""
    gold = row.get("actuals", ())
    must = [actual for actual in gold if actual["match"] in _MUST_BIND]
    bound = [actual for actual in ours if actual.target is not None]

    def answers(one: Gold, other: ReportedFigure) -> bool:
        return _same_place(one, other) and other.target is not None and targets.get(one["target"]) == other.target

    pairs = _pair(must, bound, answers)
    rest = [actual for number, actual in enumerate(bound) if number not in pairs.values()]
    forgiven = _pair([actual for actual in gold if actual["match"] in _MAY_BIND], rest, _same_place)
    extra = [actual for number, actual in enumerate(rest) if number not in forgiven.values()]
    missed = [actual for number, actual in enumerate(must) if number not in pairs]
    trouble = (
        *(f"actual not bound: {_told(actual)} to {actual['target']}" for actual in missed),
        *(f"actual bound wrongly: {actual.span} {actual.value}{actual.unit} to {actual.target}" for actual in extra),
    )
    return Tally(len(pairs), len(extra), len(missed)), trouble


def _score_claims(row: Gold, ours: Sequence[Claim]) -> tuple[Tally, Tally, int, tuple[str, ...]]:
    """Match claims by kind, overlap and claimed value; then compare verdicts and count false alarms."""
    gold = [claim for claim in row.get("claims", ()) if claim["rows"] == 1]
    pairs = _pair(gold, ours, _same_claim)
    right = [number for number in pairs if gold[number]["verdict"] == ours[pairs[number]].verdict]
    wrong = [number for number in pairs if number not in right]
    extra = [claim for number, claim in enumerate(ours) if number not in pairs.values()]
    loud = [claim for claim in extra if claim.verdict is Verdict.INCONSISTENT]
    alarms = len(loud) + sum(
        gold[number]["verdict"] == Verdict.CONSISTENT and ours[pairs[number]].verdict is Verdict.INCONSISTENT
        for number in wrong
    )
    missed = len(gold) - len(pairs)
    trouble = (
        *(
            f"claim missed: {gold[number]['id']} {gold[number]['kind']}"
            for number in range(len(gold))
            if number not in pairs
        ),
        *(
            f"verdict wrong: {gold[number]['id']} {gold[number]['verdict']}, read {ours[pairs[number]].verdict} "
            f"{ours[pairs[number]].reason}"
            for number in wrong
        ),
        *(f"FALSE ALARM: {claim.kind} {claim.expression} {claim.claimed} {claim.span}" for claim in loud),
        *(
            f"doubt that gold has not: {claim.kind} {claim.expression} {claim.claimed} {claim.reason} {claim.span}"
            for claim in extra
            if claim.verdict is Verdict.AMBIGUOUS
        ),
    )
    return (
        Tally(len(pairs), len(extra), missed),
        Tally(len(right), len(wrong), missed + len(wrong)),
        alarms,
        trouble,
    )


def _score_without_base(row: Gold, reading: RowReading) -> tuple[Tally, tuple[str, ...]]:
    """Compare the rates that nobody can re-compute, by place alone."""
    gold = row.get("no_base", ())
    pairs = _pair(gold, reading.uncheckable, lambda one, other: _overlap(one, other, other.side) > 0)
    missed = [place for number, place in enumerate(gold) if number not in pairs]
    trouble = tuple(f"rate without base not told: {place['span']}" for place in missed)
    return Tally(len(pairs), len(reading.uncheckable) - len(pairs), len(missed)), trouble


def _pair(gold: Sequence[Gold], ours: Sequence[Ours], same: Callable[[Gold, Ours], bool]) -> dict[int, int]:
    """Pair each gold entry with at most one of ours, the most exclusive entries first."""
    choices = {number: [rank for rank, own in enumerate(ours) if same(one, own)] for number, one in enumerate(gold)}
    wanted = Counter(rank for ranks in choices.values() for rank in ranks)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for number in sorted(choices, key=lambda key: len(choices[key])):
        free = sorted((rank for rank in choices[number] if rank not in taken), key=lambda rank: (wanted[rank], rank))
        if free:
            pairs[number] = free[0]
            taken.add(free[0])
    return pairs


def _same_target(one: Gold, other: StatedTarget) -> bool:
    """Tell whether two spans overlap and name one value, or both none."""
    if not _overlaps(one, other.start, other.end):
        return False
    return other.value is None if one["value"] is None else other.value == Decimal(one["value"])


def _same_words(one: Gold, other: StatedTarget) -> bool:
    """Tell whether unit and relation agree as well."""
    return bool(one["relation"] == other.relation) and _base(one["unit"]) == _base(other.unit)


def _same_place(one: Gold, other: ReportedFigure) -> bool:
    """Tell whether two spans overlap and report one value."""
    return _overlaps(one, other.start, other.end) and other.value == Decimal(one["value"])


def _same_claim(one: Gold, other: Claim) -> bool:
    """Tell whether two claims of one kind overlap on one side and print one value, the scale resolved."""
    claimed = Decimal(one["claimed"])
    scaled = claimed * measure(one["unit"]).scale if one["unit"] else claimed
    near = any(_overlap(span, other, other.side) > 0 for span in one["spans"])
    return bool(one["kind"] == other.kind) and near and other.claimed in (claimed, scaled)


def _overlaps(one: Gold, start: int, end: int) -> bool:
    """Tell whether a gold span meets a span."""
    return bool(one["start"] < end and start < one["end"])


def _overlap(one: Gold, other: Any, side: Side) -> int:  # noqa: ANN401 - claims and unread places, alike in this
    """Return how many characters two spans share, none on different sides."""
    if one["in"] != side:
        return 0
    return int(max(0, min(one["end"], other.end) - max(one["start"], other.start)))


def _base(unit: str | None) -> str:
    """Return the unit that a scaled unit word counts in."""
    return measure(unit).base if unit else ""


def _told(entry: Gold) -> str:
    """Name a gold entry for the eye."""
    return f"{entry['id']} {entry['span']} {entry['value']}{entry['unit']}"


def _share(part: int, whole: int) -> float:
    """Return part of whole, 1 where there is nothing to miss."""
    return part / whole if whole else 1.0


def lines(name: str, scores: Scores) -> Iterator[str]:
    """Write the scores of one gold as a table."""
    yield f"{name}"
    for title, tally in (
        ("targets (span, value)", scores.targets),
        ("targets (and unit, relation)", scores.targets_whole),
        ("bound actuals", scores.bound),
        ("rates without a base", scores.without_base),
    ):
        yield f"  {title:<30} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
    found, verdicts = scores.claims_found, scores.verdicts
    yield f"  {'claims found':<30} {found.hits} of {found.hits + found.missed}, {found.extra} more"
    yield f"  {'verdicts right':<30} {verdicts.hits} of {verdicts.hits + verdicts.missed}: {verdicts.recall:.3f}"
    yield f"  {'false alarms':<30} {scores.false_alarms}"
