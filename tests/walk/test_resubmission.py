"""A department reports again: what is new, changed, withdrawn, when each file came, how often, and which counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Entries

MORE: dict[str, Entries] = {
    "指标进展": {("K01-1", "本期完成"): 9, ("K01-1", "数据来源"): "市统计局"},
    "推进情况": {("K01", "推进情况"): "已新建学校9所。"},
}
LESS: dict[str, Entries] = {"推进情况": {("K01", "推进情况"): "已新建学校9所。"}}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    return home


def rows(home: TestHome, sheet: str) -> list[dict[str, str]]:
    """Return the rows of a sheet of 核查报告 by the words of its header; none where there is no such sheet."""
    book = openpyxl.load_workbook(home.root / "outputs" / home.period / "核查报告.xlsx")
    if sheet not in book.sheetnames:
        return []
    lines = [[_shown(value) for value in row] for row in book[sheet].iter_rows(values_only=True)]
    start = next(place for place, line in enumerate(lines) if "单位" in line)
    named = [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :]]
    return [row for row in named if row["单位"] and not row["单位"].startswith("注")]


def _shown(value: object) -> str:
    """Return what a person sees in a cell."""
    text = "" if value is None else str(value)
    return text.removesuffix('")').rpartition('"')[2] if text.startswith("=HYPERLINK") else text


def told(home: TestHome) -> list[tuple[str, ...]]:
    """Return what 重报变化 says of the department."""
    return [tuple(row[word] for word in ("变化", "编号", "内容", "原来", "现在")) for row in rows(home, "重报变化")]


def test_a_file_that_was_overwritten_is_held_against_what_it_said(home: TestHome) -> None:
    home.submit("市教育局", SCHOOLS)
    home.report()
    assert told(home) == []
    home.submit("市教育局", MORE, filled_on="2023-07-09")
    home.report()
    first = home.output("核查报告.xlsx")
    assert told(home) == [
        ("改动", "K01-1", "本期完成", "7", "9"),
        ("新增", "K01-1", "数据来源", "", "市统计局"),
        ("改动", "K01", "推进情况", "已新建学校7所。", "已新建学校9所。"),
    ]
    (amount, *_) = rows(home, "重报变化")
    assert amount["原单元格"] == amount["现单元格"] == "市教育局.xlsx!指标进展!H4"
    home.report()
    assert home.output("核查报告.xlsx") == first
    home.submit("市教育局", LESS, filled_on="2023-07-10")
    home.report()
    assert told(home) == [
        ("撤回", "K01-1", "本期完成", "9", ""),
        ("撤回", "K01-1", "数据来源", "市统计局", ""),
    ]


def test_a_day_or_an_edition_later_the_same_is_told_of_the_same_files(home: TestHome) -> None:
    for entries in (SCHOOLS, MORE):
        home.submit("市教育局", entries)
        home.report()
    before = told(home)
    home.report(as_of="2023-07-25")
    home.report("--final", as_of="2023-07-25")
    assert told(home) == before != []
    assert home.run("verify", home.period) == 0


def test_a_file_put_back_is_held_against_the_one_it_replaces(home: TestHome) -> None:
    path = home.submit("市教育局", SCHOOLS)
    first = path.read_bytes()
    home.report()
    home.submit("市教育局", MORE)
    home.report()
    path.write_bytes(first)
    for _ in range(2):
        home.report()
        assert ("改动", "K01-1", "本期完成", "9", "7") in told(home)
        assert rows(home, "报送情况")[0]["报送次数"] == "2"


def test_what_was_taken_away_as_a_whole_is_told(home: TestHome) -> None:
    path = home.submit("市教育局", SCHOOLS)
    home.report()
    path.unlink()
    home.report()
    assert told(home) == [("撤回", "", "全部报送文件", "市教育局.xlsx", "")]


def test_a_file_that_nobody_can_read_changes_nothing(home: TestHome) -> None:
    path = home.submit("市教育局", SCHOOLS)
    home.report()
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    home.report()
    assert told(home) == []


def test_without_a_store_the_tables_are_made_and_the_trouble_told_once(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home.submit("市教育局", SCHOOLS)
    store = home.root / "outputs" / "store.sqlite"
    store.parent.mkdir()
    store.write_bytes(b"no database at all" * 100)
    capsys.readouterr()
    home.report()
    assert capsys.readouterr().err.count("store.sqlite") == 1
    assert told(home) == []


def test_who_reported_when_how_often_and_which_file_counts(home: TestHome) -> None:
    first = home.submit("市教育局", SCHOOLS)
    home.report(as_of="2023-07-06")
    home.submit("市教育局", LESS, name="补报.xlsx", filled_on="2023-07-09")
    (home.root / "inputs" / home.period / "副本.xlsx").write_bytes(first.read_bytes())
    home.report(as_of="2023-07-10")
    words = ("报送", "文件", "采用", "填报日期", "收到", "报送次数")
    assert [tuple(row[word] for word in words) for row in rows(home, "报送情况")[:3]] == [
        ("已报", "补报.xlsx", "以此为准", "2023-07-09", "2023-07-10", "2"),
        ("另一份文件", "市教育局.xlsx", "补其未填", "2023-07-05", "2023-07-06", ""),
        ("另一份文件", "副本.xlsx", "副本", "2023-07-05", "2023-07-06", ""),
    ]
    for as_of in ("2023-07-09", "2023-07-10"):
        home.report(as_of=as_of)
        assert rows(home, "报送情况")[0]["收到"] == as_of


@pytest.mark.parametrize(("filled_on", "use"), [("2023-07-05", "暂以此为准"), ("2023-07-04", "以此为准")])
def test_a_file_that_counts_for_the_time_being_says_so(home: TestHome, filled_on: str, use: str) -> None:
    home.submit("市教育局", SCHOOLS)
    home.submit("市教育局", MORE, name="补报.xlsx", filled_on=filled_on)
    home.report()
    assert rows(home, "报送情况")[0]["采用"] == use


def test_what_was_reported_travels_with_the_store(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    for entries in (SCHOOLS, MORE):
        home.submit("市教育局", entries)
        home.report()
    before = home.output("核查报告.html")
    capsys.readouterr()
    home.run("store", "export")
    lines = home.root / "store.jsonl"
    lines.write_text(capsys.readouterr().out, encoding="utf-8")
    (home.root / "outputs" / "store.sqlite").unlink()
    home.report()
    assert told(home) == []
    (home.root / "outputs" / "store.sqlite").unlink()
    home.run("store", "import", str(lines))
    home.report()
    assert home.output("核查报告.html") == before
