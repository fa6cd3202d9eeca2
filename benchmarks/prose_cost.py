"""Measure what reading costs: a whole published table against jieba.cut on the same text, side by side in one run.

Run as `python -m benchmarks.prose_cost [--given DIR]`. Import and dictionary of both are loaded before the clock runs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.accuracy import GIVEN
from benchmarks.accuracy import OWN
from reporter.prose.reading import read_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

ROUNDS = 5
Rows = tuple[tuple[str, str], ...]


def rows_in(given: Path) -> Rows:
    """Return (target, progress) of every row of the published tables, or of our own gold where there is none."""
    files = sorted(given.glob("*/rows.jsonl")) or sorted(OWN.glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple((row["target"], row["progress"]) for row in rows)


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest of some rounds: the one that others on the machine disturbed least."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def read_all(rows: Rows) -> int:
    """Read every row and return how many claims there are."""
    return sum(len(read_row(target, progress).claims) for target, progress in rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--given", type=Path, default=GIVEN, help="folder of folders with rows.jsonl")
    rows = rows_in(parser.parse_args(arguments).given)
    text = "\n".join(part for row in rows for part in row)
    import jieba  # noqa: PLC0415 - an extra of the benchmark, wanted only where it runs

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    read_all(rows)
    ours, theirs = seconds(lambda: read_all(rows)), seconds(lambda: list(jieba.cut(text)))
    print(f"{len(rows)} rows, {len(text)} characters")
    print(f"reading   {ours * 1000:8.1f} ms")
    print(f"jieba.cut {theirs * 1000:8.1f} ms")
    print(f"ratio     {ours / theirs:8.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
