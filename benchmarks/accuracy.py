"""Measure how well sentences are read: precision, recall and F1 of targets and actuals, verdicts, false alarms.

Run as `python -m benchmarks.accuracy [--given DIR] [--trouble]`. DIR holds folders with a gold.jsonl each; our own
gold beside the tests is always read.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.scoring import lines
from benchmarks.scoring import read_gold
from benchmarks.scoring import score
from reporter.prose.reading import read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = Path(__file__).resolve().parent.parent
OWN = PROJECT / "tests" / "prose" / "gold"
GIVEN = PROJECT.parent / "shared" / "published"


def gold_files(given: Path) -> tuple[Path, ...]:
    """Return our own gold and the given one, where there is one."""
    return (*sorted(OWN.glob("*.jsonl")), *sorted(given.glob("*/gold.jsonl")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of every gold file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--given", type=Path, default=GIVEN, help="folder of folders with gold.jsonl")
    parser.add_argument("--trouble", action="store_true", help="name every miss")
    options = parser.parse_args(arguments)
    for file in gold_files(options.given):
        scores = score(read_gold(file), read_row)
        print("\n".join(lines(f"{file.parent.name}/{file.name}", scores)))
        if options.trouble:
            print("\n".join(f"    {line}" for line in scores.trouble))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
