"""Change one digit of one printed rate, thousands of times by seed: what share is caught, and what cries out untouched.

Run as `python -m benchmarks.mutation [--given DIR] [--seed N] [--count N]`.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy import GIVEN
from benchmarks.accuracy import gold_files
from benchmarks.scoring import read_gold
from benchmarks.scoring import score
from reporter.prose.lexicon import is_divisible
from reporter.prose.reading import read_row
from reporter.prose.records import Side
from reporter.prose.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.scoring import Gold
    from benchmarks.scoring import Reader
    from reporter.prose.records import Claim
    from reporter.prose.records import RowReading

_PERCENTAGE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)%")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RATES = frozenset({"completion_rate", "share", "excess"})
_HALF = Decimal("0.5")
_COUNTED = 10_000
_SOFTENED = ("以", "左", "余", "多")


@dataclass(frozen=True, slots=True)
class Target:
    """A printed rate that follows, where it stands in its row, and how far the print of its operands may carry it."""

    row: Gold
    claim: Claim
    start: int
    end: int
    slack: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What thousands of mutations came to."""

    outside: int = 0
    caught: int = 0
    called_wrong: int = 0
    inside: int = 0
    collateral: int = 0
    untouched_alarms: int = 0
    escaped: tuple[str, ...] = ()

    @property
    def share_caught(self) -> float:
        """Return the share of the mutations outside the interval whose rate was no longer called consistent."""
        return self.caught / self.outside if self.outside else 1.0


def consistent_rates(rows: Sequence[Gold], read: Reader) -> Iterator[Target]:
    """Find the printed rates that follow, each at its own place in its row."""
    for row in rows:
        reading = read(row["target"], row["progress"])
        for claim in reading.claims:
            if claim.verdict is Verdict.CONSISTENT and claim.kind in _RATES and claim.side is Side.PROGRESS:
                unit = "" if claim.target is None else reading.targets[claim.target].unit
                yield from _places(row, claim, is_measured=is_divisible(unit))


def _places(row: Gold, claim: Claim, *, is_measured: bool) -> Iterator[Target]:
    """Find where a claim prints its rate; nowhere when the row prints it twice or leaves it open (80%以上)."""
    text = row["progress"]
    found = [match for match in _PERCENTAGE.finditer(text) if Decimal(match["number"]) == claim.claimed]
    if len(found) == 1 and not text.startswith(_SOFTENED, found[0].end()):
        number = found[0]
        yield Target(row, claim, number.start("number"), number.end("number"), _slack(claim, is_measured=is_measured))


def _slack(claim: Claim, *, is_measured: bool) -> Decimal:
    """Return how far half a unit in the last digit of a rounded operand may move the rate; targets are exact."""
    numbers = [Decimal(text) for text in _NUMBER.findall(claim.expression)]
    rounded = numbers if claim.kind == "share" else numbers[:1]
    computed = abs(claim.computed or Decimal(0))
    return sum(
        (computed * _HALF * _last_digit(number, is_measured=is_measured) / number for number in rounded if number),
        Decimal(0),
    )


def _last_digit(number: Decimal, *, is_measured: bool) -> Decimal:
    """Return what one in the last digit of a rounded number is worth: a small whole number of things was counted."""
    exponent = number.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or (exponent >= 0 and number < _COUNTED and not is_measured):
        return Decimal(0)
    return Decimal(1).scaleb(exponent)


def run(rows: Sequence[Gold], read: Reader, seed: int, count: int) -> Outcome:
    """Mutate `count` times and read each mutated row again."""
    random = Random(seed)  # noqa: S311 - reproducible, no secret
    targets = tuple(consistent_rates(rows, read))
    alarms = score(rows, read).false_alarms
    before = {row["id"]: _loud(read(row["target"], row["progress"])) for row in rows}
    outside = caught = called = inside = collateral = 0
    escaped: list[str] = []
    for _ in range(count if targets else 0):
        target = random.choice(targets)
        mutated, value = _mutate(random, target)
        reading = read(target.row["target"], mutated)
        collateral += sum(claimed != value for _, _, claimed in _loud(reading) - before[target.row["id"]])
        step = Decimal(1).scaleb(-len(mutated[target.start : target.end].partition(".")[2]))
        if abs(value - (target.claim.computed or 0)) <= step * _HALF + target.slack:
            inside += 1
            continue
        outside += 1
        verdicts = {claim.verdict for claim in reading.claims if claim.claimed == value and claim.kind in _RATES}
        caught += bool(verdicts) and Verdict.CONSISTENT not in verdicts
        called += Verdict.INCONSISTENT in verdicts
        if not verdicts or Verdict.CONSISTENT in verdicts:
            escaped.append(f"{target.row['id']} {target.claim.claimed} -> {value}: {sorted(verdicts)}")
    return Outcome(outside, caught, called, inside, collateral, alarms, tuple(escaped))


def _loud(reading: RowReading) -> set[tuple[str, str, Decimal]]:
    """Return the claims that cry out, by what they say."""
    return {(one.kind, one.expression, one.claimed) for one in reading.claims if one.verdict is Verdict.INCONSISTENT}


def _mutate(random: Random, target: Target) -> tuple[str, Decimal]:
    """Change one digit of a rate; never its first one to zero."""
    text = target.row["progress"]
    places = [place for place in range(target.start, target.end) if text[place].isdigit()]
    place = random.choice(places)
    digits = [digit for digit in "0123456789" if digit != text[place] and not (digit == "0" and place == target.start)]
    mutated = text[:place] + random.choice(digits) + text[place + 1 :]
    return mutated, Decimal(mutated[target.start : target.end])


def rows_with_results(given: Path) -> tuple[Gold, ...]:
    """Return every gold row that reports something."""
    return tuple(row for file in gold_files(given) for row in read_gold(file) if "progress" in row)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--given", type=type(GIVEN), default=GIVEN, help="folder of folders with gold.jsonl")
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--count", type=int, default=5000)
    options = parser.parse_args(arguments)
    outcome = run(rows_with_results(options.given), read_row, options.seed, options.count)
    print(f"mutations outside the interval   {outcome.outside}, inside {outcome.inside}")
    print(f"caught                           {outcome.caught}: {outcome.share_caught:.4f}")
    print(f"  called inconsistent            {outcome.called_wrong}")
    print(f"alarms on other figures          {outcome.collateral}")
    print(f"alarms on untouched rows         {outcome.untouched_alarms}")
    print("\n".join(f"  escaped: {line}" for line in sorted(set(outcome.escaped))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
