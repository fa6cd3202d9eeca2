"""Published tables: which column is the target, which the progress, and nothing of a page passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.intake.published.documents import read_document
from reporter.intake.published.rows import PublishedRow
from reporter.intake.published.rows import published_rows
from reporter.intake.published.tasks import listed_tasks

if TYPE_CHECKING:
    from pathlib import Path


def rows(folder: Path, page: str) -> list[PublishedRow]:
    """Read a Markdown page as published rows."""
    path = folder / "表.md"
    path.write_text(page, encoding="utf-8")
    return list(published_rows(read_document(path)))


def test_columns_are_known_by_their_heads_in_any_order(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        "| 完成情况 | 序号 | 年度目标 | 牵头单位 |\n|---|---|---|---|\n| 已建6所 | 3 | 建校12所 | 市教育局 |\n",
    )
    assert (row.number, row.target, row.progress, row.department) == ("3", "建校12所", "已建6所", "市教育局")
    assert (str(row.target_place), str(row.progress_place)) == ("表.md!1!2!3", "表.md!1!2!1")


def test_supporting_units_stand_behind_the_one_that_leads(tmp_path: Path) -> None:
    head = "| 序号 | 目标任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n"
    (row,) = rows(tmp_path, f"{head}| 1 | 建校12所 | 市教育局 | 市财政局、市住建局 |\n")
    assert row.department == "市教育局、市财政局、市住建局"


def test_a_head_over_area_and_target_names_both(tmp_path: Path) -> None:
    head = "| 序号 | 十方面民生实事 | | 进度情况 |\n|---|---|---|---|\n"
    page = f"{head}| 1 | 教育 | 建校12所 | 已建6所 |\n| | | 修路3条 | 已修1条 |\n"
    first, second = rows(tmp_path, page)
    assert (first.number, first.area, first.target, first.progress) == ("1", "教育", "建校12所", "已建6所")
    assert (second.number, second.area, second.target, second.progress) == ("1", "教育", "修路3条", "已修1条")


def test_a_column_with_a_head_of_its_own_is_not_taken_for_the_target(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "| 责任单位 | 完成情况 |\n|---|---|\n| 市教育局 | 已建6所 |\n")
    assert (row.department, row.target, row.progress) == ("市教育局", "", "已建6所")


def test_a_row_of_one_text_heads_a_group(tmp_path: Path) -> None:
    page = "| 序号 | 目标任务 | 推进情况 |\n|---|---|---|\n| 市长主抓重点工作 | | |\n| 1 | 建校12所 | 已建6所 |\n"
    (row,) = rows(tmp_path, page)
    assert (row.group, row.number) == ("市长主抓重点工作", "1")


def test_a_table_without_known_heads_gives_every_text(tmp_path: Path) -> None:
    found = rows(tmp_path, "| 甲 | 乙 |\n|---|---|\n| 已建6所 | 已修1条 |\n")
    assert [row.progress for row in found] == ["甲", "乙", "已建6所", "已修1条"]


def test_lines_that_answer_lines_are_rows(tmp_path: Path) -> None:
    page = "建校12所。\n\n完成情况：已建6所。\n\n修路3条。\n\n治水9处。\n\n推进情况:已治4处。\n"
    found = [(row.target, row.progress) for row in rows(tmp_path, page)]
    assert found == [("建校12所。", "完成情况：已建6所。"), ("", "修路3条。"), ("治水9处。", "推进情况:已治4处。")]


def test_a_task_list_needs_no_table(tmp_path: Path) -> None:
    path = tmp_path / "任务.txt"
    lines = (
        "2023年任务",
        "一、教育",
        "1.建校12所。责任单位：市教育局",
        "二、交通",
        "（2）修路3条。",
        "责任单位：市交通局",
        "15公里绿道贯通。",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [(row.group, row.number, row.target) for row in listed_tasks(read_document(path))]
    assert found == [
        ("一、教育", "1", "建校12所。责任单位：市教育局"),
        ("二、交通", "2", "修路3条。\n责任单位：市交通局"),
        ("二、交通", "", "15公里绿道贯通。"),
    ]


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_the_published_table_has_both_texts_in_every_row(published: Path, kind: str) -> None:
    found = published_rows(read_document(published / "half-year-2023" / f"published.{kind}"))
    assert len(found) == 78
    assert all(row.target and row.progress for row in found)
