"""Damaged files: whatever happens to the bytes, there is an answer; benchmarks/fuzz.py does the same at length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fuzz import damaged
from benchmarks.fuzz import damaged_inside
from benchmarks.fuzz import peak
from benchmarks.fuzz import run
from benchmarks.fuzz import seeds
from reporter.intake import limits
from reporter.intake.workbooks import read_workbook_bytes
from tests.intake.cases import old_workbook
from tests.intake.cases import sound

# `python -m benchmarks.fuzz --count 100000` does the long run; a seed makes every damaged file again.
_COUNT = 2_000


@pytest.mark.parametrize("kind", seeds())
def test_damaged_files_always_get_an_answer(kind: str) -> None:
    outcomes = run(kind, _COUNT, seed=1, workers=2)
    assert outcomes.total() == _COUNT
    assert outcomes["read"] > _COUNT // 20, "damage that nobody gets to see tests no reader"
    assert not {outcome for outcome in outcomes if outcome.startswith("intake.worker")}
    assert peak() <= limits.MEMORY_BYTES


@given(st.integers(0, 2**32))
def test_damage_is_the_same_for_the_same_number(number: int) -> None:
    assert damaged(old_workbook(), number) == damaged(old_workbook(), number)
    assert damaged_inside(sound(), number) == damaged_inside(sound(), number)
    assert damaged(b"", number) == b""


@given(st.binary(max_size=2000))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    workbook, found = read_workbook_bytes(data, "甲.xlsx")
    assert workbook is not None or found


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    workbook, found = read_workbook_bytes(text.encode("utf-8", "surrogatepass"), "甲.xlsx")
    assert workbook is None
    assert len(found) == 1
