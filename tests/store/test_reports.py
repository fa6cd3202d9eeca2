"""Reports in the store: once for each content, in the order in which they came, the same again as the latest."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reporter.errors import ConfigurationError
from reporter.store.exchange import export
from reporter.store.exchange import import_lines
from reporter.store.records import StoredFile
from reporter.store.records import StoredReport
from reporter.store.records import StoredStatement
from reporter.store.remembering import record
from reporter.store.reports import reports
from tests.store.test_store import a_run

if TYPE_CHECKING:
    from pathlib import Path

SAID = StoredStatement("K01-1", "本期完成", "市发改委.xlsx", "指标进展", "H4", "54.80")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "outputs" / "store.sqlite")


def a_report(digest: str, *, department: str = "市发改委", period: str = "2023H1", day: int = 5) -> StoredReport:
    """Make a report of one file."""
    return StoredReport(period, department, f"2023-07-0{day}", (StoredFile("市发改委.xlsx", digest),), (SAID,))


def keep(store: str, *items: StoredReport) -> None:
    """Remember reports, a run for each."""
    for item in items:
        record(store, a_run(), (), [item])


def digests(store: str) -> list[str]:
    """Return the contents of the reports of the half-year in their order."""
    return [item.files[0].sha256 for item in reports(store, "2023H1")]


def test_a_report_comes_back_as_it_was(store: str) -> None:
    keep(store, a_report("a"))
    assert reports(store, "2023H1") == (a_report("a"),)


def test_asking_makes_no_store(store: str, tmp_path: Path) -> None:
    assert reports(store, "2023H1") == ()
    assert list(tmp_path.iterdir()) == []


def test_the_same_content_is_kept_once_with_its_first_day(store: str) -> None:
    keep(store, a_report("a", day=5), a_report("a", day=3), a_report("a", day=8))
    assert [item.received for item in reports(store, "2023H1")] == ["2023-07-05"]


def test_a_content_that_comes_again_is_the_latest(store: str) -> None:
    keep(store, *(a_report(digest) for digest in "abcb"))
    assert digests(store) == ["a", "c", "b"]


def test_departments_and_periods_have_their_own_order(store: str) -> None:
    keep(store, a_report("a"), a_report("x", department="市财政局"), a_report("y", period="2023FY"), a_report("a"))
    assert digests(store) == ["a", "x"]


def test_the_name_of_a_file_is_not_its_content(store: str) -> None:
    keep(
        store, a_report("a"), replace(a_report("a"), files=(StoredFile("改名.xlsx", "a"), StoredFile("副本.xlsx", "a")))
    )
    assert digests(store) == ["a"]


def test_a_text_that_no_database_takes_is_kept_escaped(store: str) -> None:
    keep(store, replace(a_report("a"), statements=(replace(SAID, text="甲\ud800\0乙"),)))
    assert reports(store, "2023H1")[0].statements[0].text == "甲\\ud800\\x00乙"
    assert len(list(export(store))) == 2


def test_exported_reports_are_read_back_in_their_order(store: str, tmp_path: Path) -> None:
    keep(store, *(a_report(digest) for digest in "aba"))
    other = str(tmp_path / "other.sqlite")
    assert import_lines(other, export(store)) == 3
    assert import_lines(other, export(store)) == 0
    assert reports(other, "2023H1") == reports(store, "2023H1")
    assert digests(other) == ["b", "a"]


@pytest.mark.parametrize("word", ["files", "statements", "department"])
def test_a_line_that_is_no_report_is_named(store: str, word: str) -> None:
    keep(store, a_report("a"))
    (line,) = (json.loads(line) for line in export(store) if '"report"' in line)
    with pytest.raises(ConfigurationError) as caught:
        import_lines(store, [json.dumps({**line, word: [5]})])
    assert [fault.rule for fault in caught.value.faults] == ["store.not-a-line"]
