"""One digit of one printed rate is changed, by seed: nearly every change outside the interval is told, no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.damage import alarms
from benchmarks.mutation import rows_with_results
from benchmarks.mutation import run
from reporter.prose.reading import read_row

if TYPE_CHECKING:
    from pathlib import Path


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
