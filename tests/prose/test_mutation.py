"""One digit of one printed rate is changed, by seed: nearly every change outside the interval is told, no other."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy import OWN
from benchmarks.damage import alarms
from benchmarks.mutation import rows_with_results
from benchmarks.mutation import run
from benchmarks.scoring import read_gold
from reporter.prose.reading import read_row

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.prose.records import Claim


def test_changed_digits_are_caught_and_untouched_rows_keep_quiet(tmp_path: Path) -> None:
    outcome = run(rows_with_results(tmp_path), read_row, seed=7, count=400)
    assert outcome.outside > 300
    assert outcome.share_caught >= 0.98, outcome.escaped
    assert outcome.collateral == 0
    assert outcome.untouched_alarms == 0


def test_the_published_table_keeps_quiet_too(published: Path) -> None:
    outcome = run(rows_with_results(published), read_row, seed=11, count=400)
    assert outcome.share_caught >= 0.98, outcome.escaped
    assert outcome.collateral == 0
    assert outcome.untouched_alarms == 0


def test_a_lost_character_raises_no_alarm(tmp_path: Path) -> None:
    assert list(alarms(rows_with_results(tmp_path), read_row, seed=3, count=1500)) == []


def test_a_lost_character_of_the_published_table_raises_no_alarm(published: Path) -> None:
    assert list(alarms(rows_with_results(published), read_row, seed=5, count=1000)) == []


def test_a_row_joined_to_another_keeps_its_verdicts() -> None:
    """Other targets and other results beside them change nothing: binding is by meaning, not by place alone."""
    rows = [row for row in read_gold(OWN / "own.jsonl") if row["target"] and row["progress"]]
    random = Random(13)  # noqa: S311 - reproducible, no secret
    for one, other in (random.sample(rows, 2) for _ in range(200)):
        joined = read_row(f"{one['target']}\n{other['target']}", f"{one['progress']}\n{other['progress']}")
        alone = [read_row(row["target"], row["progress"]) for row in (one, other)]
        before = Counter(told(claim) for reading in alone for claim in reading.claims if claim.kind != "repeat")
        after = Counter(told(claim) for claim in joined.claims if claim.kind != "repeat")
        assert after == before, (one["id"], other["id"])


def told(claim: Claim) -> tuple[str, str, str, str]:
    """Tell a claim by what it says and what came of it; the reason may name another target that came beside it."""
    return claim.kind, claim.expression, str(claim.claimed), claim.verdict
