"""The published table, typed into a plan and blanks, comes out of Word and Excel row for row."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING
from typing import Any

import docx
import openpyxl
import pytest

from reporter.plan.drafting import responsible_names
from tests.homes import TestHome

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[dict[str, Any]]
INDICATOR_HEAD = (
    *(
        "指标编号",
        "任务编号",
        "指标名称",
        "关系",
        "目标值",
        "目标上限",
        "单位",
        "口径",
        "基期值",
        "半年序时",
        "填报单位",
    ),
)


def plain(text: str) -> str:
    """Drop what publishing changes: blanks, brackets, quotation marks, and the tail that names the units."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"责任单位:.*", "", text, flags=re.DOTALL)
    return re.sub(r"[\s()<>〈〉\[\]“”\"'‘’]", "", text)


def task_id(row: dict[str, Any]) -> str:
    """Return the id a row has in the plan."""
    return str(row["id"])


def plan_tables(rows: Rows) -> dict[str, str]:
    """Type the published rows into a plan without indicators."""
    names = {row["id"]: responsible_names(row["target"]) for row in rows}
    departments = list(dict.fromkeys(name for found in names.values() for name in found))
    collective = re.compile("各|其他|有关")
    tasks = [
        " | ".join(
            (
                task_id(row),
                "重点工作" if row["table"] == "key" else "民生实事",
                row["group"] if row["table"] == "key" else "十方面民生实事",
                str(row["no"]),
                "" if row["table"] == "key" else row["group"],
                re.sub(r"责任单位[:：].*", "", row["target"]) if row["table"] == "key" else row["target"],
                "、".join(names[row["id"]]),
            )
        ).replace("\n", "\\n")
        for row in rows
    ]
    return {
        "年度": "项目 | 内容\n年度 | 2023\n发布机构 | 某市人民政府办公室",
        "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n"
        + "\n".join(f"{name} | | {'泛指' if collective.search(name) else ''} | |" for name in departments),
        "任务": "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位\n" + "\n".join(tasks),
        "指标": " | ".join(INDICATOR_HEAD),
    }


@pytest.fixture(scope="module")
def rows(published: Path) -> Rows:
    text = (published / "half-year-2023" / "rows.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def home(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> TestHome:
    home = TestHome.with_plan(tmp_path_factory.mktemp("published"), plan_tables(rows))
    home.issue()
    lead = {task_id(row): responsible_names(row["target"])[0] for row in rows}
    for department in dict.fromkeys(lead.values()):
        own = {(task_id(row), "推进情况"): row["progress"] for row in rows if lead[task_id(row)] == department}
        home.submit(department, {"推进情况": dict(own)})
    assert home.report() == 0
    return home


def expected(rows: Rows) -> list[tuple[str, str, str]]:
    """Return number, target and progress of every row, as they are compared."""
    return [(str(row["no"]), plain(row["target"]), plain(row["progress"])) for row in rows]


def test_word_prints_every_published_row_in_order(rows: Rows, home: TestHome) -> None:
    (path,) = home.outputs(".docx")
    printed = []
    for table in docx.Document(str(path)).tables:
        for line in table.rows:
            cells = [cell.text for cell in line.cells]
            if cells[0].strip().isdigit():
                printed.append((cells[0].strip(), plain(cells[-2]), plain(cells[-1])))
    assert printed == expected(rows)


def test_excel_prints_every_published_row_in_order(rows: Rows, home: TestHome) -> None:
    (path,) = [path for path in home.outputs(".xlsx") if "汇总表" in path.name]
    workbook = openpyxl.load_workbook(path)
    printed = []
    for sheet in workbook.worksheets:
        number = ""
        for line in sheet.iter_rows(values_only=True):
            texts = [str(value) if value is not None else "" for value in line]
            filled = [text for text in texts if text]
            number = texts[0] if texts[0].isdigit() else number
            if number and len(filled) >= 2 and "序号" not in texts[0]:
                printed.append((number, plain(filled[-2]), plain(filled[-1])))
    assert printed == expected(rows)
