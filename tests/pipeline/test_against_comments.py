"""A Word document held against its period: every difference is a remark on the row that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx

from tests.homes import Entries
from tests.homes import TestHome

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

TEXTS = {
    "K01": ("新建学校12所。", "已新建学校7所。"),
    "K02": ("治理河道120公里。", "已治理河道61公里。"),
    "K03": ("种树5万棵。", "已种树3万棵。"),
    "K04": ("修路30公里。", "已修路9公里，进展顺利。"),
    "K05": ("建成公园3座。", "已建成公园1座。"),
}
TASKS = "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位 | 公开\n" + "\n".join(
    f"{key} | 重点工作 | 市长主抓重点工作 | {number} | | {target} | 市教育局 |"
    for number, (key, (target, _)) in enumerate(TEXTS.items(), start=1)
)
PLAN = {
    "年度": "项目 | 内容\n年度 | 2023",
    "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | | | |",
    "任务": TASKS,
    "指标": "指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位",
}


def printed(home: TestHome) -> Path:
    """Report the period and return its Word document."""
    home.issue()
    entries: Entries = {(key, "推进情况"): progress for key, (_, progress) in TEXTS.items()}
    home.submit("市教育局", {"推进情况": entries})
    assert home.report() == 0
    (path,) = home.outputs(".docx")
    return path


def change(document: Document, key: str, column: int, words: str) -> None:
    """Type over the cell of a task, found by its target."""
    row = next(row for row in document.tables[0].rows if row.cells[1].text.startswith(TEXTS[key][0]))
    row.cells[column].paragraphs[0].runs[0].text = words
    for run in row.cells[column].paragraphs[0].runs[1:]:
        run.text = ""


def remarks(path: Path) -> dict[str, list[str]]:
    """Return the remarks of a document by the number of the row they stand in."""
    document = docx.Document(str(path))
    said = {str(item.comment_id): item.text for item in document.comments}
    return {
        row.cells[0].text: [said[mark] for mark in dict.fromkeys(row._tr.xpath(".//w:commentReference/@w:id"))]
        for row in document.tables[0].rows
    }


def test_every_difference_stands_on_its_row(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path / "home", PLAN)
    document = docx.Document(str(printed(home)))
    change(document, "K01", 2, "已新建学校8所。")
    change(document, "K04", 2, "已修路9公里，一切顺利。")
    change(document, "K05", 2, "")
    change(document, "K02", 1, "治理河道100公里。")
    lost = next(row for row in document.tables[0].rows if row.cells[1].text.startswith("种树"))
    lost._tr.getparent().remove(lost._tr)
    added = document.tables[0].add_row()  # type: ignore[no-untyped-call]
    for cell, words in zip(added.cells, ("9", "新办大学1所。", "已办。"), strict=True):
        cell.text = words
    back, answer = tmp_path / "领导改.docx", tmp_path / "比对.docx"
    document.save(str(back))
    assert home.run("audit", "--against", "2023H1", str(back), "-o", str(answer)) == 1
    found = remarks(answer)
    about = {
        number: {next(word for word in WORDS if word in text) for text in texts} for number, texts in found.items()
    }
    assert {number: words for number, words in about.items() if words} == {
        "1": {"“8所”"},
        "2": {"“100公里”", "种树5万棵"},
        "4": {"文字"},
        "5": {"少了“1座”"},
        "9": {"新办大学"},
    }


WORDS = ("“8所”", "“100公里”", "种树5万棵", "少了“1座”", "新办大学", "文字")
"""What each remark names, the more telling words first."""


def test_a_document_of_something_else_says_so_on_its_first_row(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path / "home", PLAN)
    printed(home)
    other = docx.Document()
    table = other.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("序号", "目标任务", "推进情况"), ("88", "办好食堂。", "已办。")), strict=True):
        for cell, words in zip(row.cells, texts, strict=True):
            cell.text = words
    back, answer = tmp_path / "别的.docx", tmp_path / "比对.docx"
    other.save(str(back))
    assert home.run("audit", "--against", "2023H1", str(back), "-o", str(answer)) == 1
    assert len(remarks(answer)["88"]) > 1
