"""Take one character away, as published pages do (a unit, a comma, a 万, a sign of percent): nothing may cry out.

Run as `python -m benchmarks.damage [--given DIR] [--seed N] [--count N]`. Digits stay: without one the figure is wrong.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy import GIVEN
from benchmarks.mutation import rows_with_results
from reporter.prose.reading import read_row
from reporter.prose.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from benchmarks.scoring import Gold
    from benchmarks.scoring import Reader


def alarms(rows: Sequence[Gold], read: Reader, seed: int, count: int) -> Iterator[str]:
    """Yield every alarm that a lost character raises in a row that had none."""
    random = Random(seed)  # noqa: S311 - reproducible, no secret
    quiet = [row for row in rows if not any(_is_loud(row["target"], row["progress"], read))]
    for _ in range(count):
        row = random.choice(quiet)
        texts = {side: row[side] for side in ("target", "progress")}
        side = random.choice([one for one, text in texts.items() if text])
        text = texts[side]
        place = random.randrange(len(text))
        if text[place].isdigit() or text[place] == ".":
            continue
        texts[side] = text[:place] + text[place + 1 :]
        for expression in _is_loud(texts["target"], texts["progress"], read):
            yield f"{row['id']} {side} {text[max(0, place - 8) : place]}[{text[place]}]: {expression}"


def _is_loud(target: str, progress: str, read: Reader) -> list[str]:
    """Return the expressions of the claims that are called inconsistent."""
    claims = read(target, progress).claims
    return [f"{one.expression} = {one.claimed}" for one in claims if one.verdict is Verdict.INCONSISTENT]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what cried out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--given", type=Path, default=GIVEN, help="folder of folders with gold.jsonl")
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--count", type=int, default=5000)
    options = parser.parse_args(arguments)
    found = list(alarms(rows_with_results(options.given), read_row, options.seed, options.count))
    print(f"characters lost {options.count}, alarms {len(found)}")
    print("\n".join(f"  {line}" for line in sorted(set(found))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
