"""Drafting a plan: whose a task is, told by a column, by the text, or by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from reporter.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def sheet_rows(plan: Path, sheet: str, header: str) -> list[dict[str, object]]:
    """Return the filled rows of a sheet of a drafted plan, by header word."""
    lines = [row for row in openpyxl.load_workbook(plan)[sheet].iter_rows(values_only=True) if row[0]]
    at = next(index for index, row in enumerate(lines) if row[0] == header)
    return [dict(zip([str(word) for word in lines[at]], row, strict=True)) for row in lines[at + 1 :]]


@pytest.mark.parametrize(
    "page",
    [
        "| 序号 | 目标任务 | 责任单位 |\n|---|---|---|\n| 1 | 新建学校12所。 | 市教育局、市财政局 |\n",
        "| 序号 | 目标任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n| 1 | 新建学校12所。 | 市教育局 | 市财政局 |\n",
        "| 序号 | 目标任务 |\n|---|---|\n| 1 | 新建学校12所。责任单位：市教育局、市财政局 |\n",
        "1. 新建学校12所。责任单位：市教育局、市财政局\n",
    ],
)
def test_every_unit_of_a_task_is_a_unit_of_the_plan_and_the_first_leads(page: str, tmp_path: Path) -> None:
    source, plan = tmp_path / "任务.md", tmp_path / "plan.xlsx"
    source.write_text(f"# 2023年重点工作\n\n{page}", encoding="utf-8")
    assert main(["draft", str(source), "-o", str(plan)]) == 0
    (task,) = sheet_rows(plan, "任务", "任务编号")
    assert (task["目标任务"], task["责任单位"]) == ("新建学校12所。", "市教育局、市财政局")
    assert [row["单位"] for row in sheet_rows(plan, "单位", "单位")] == ["市教育局", "市财政局"]
    (indicator,) = sheet_rows(plan, "指标", "指标编号")
    assert (indicator["目标值"], indicator["单位"]) == (12, "所")


@pytest.mark.parametrize(
    ("words", "value", "unit", "basis"),
    [
        ("完成投资120亿元。", 120, "亿元", "累计"),
        ("新增就业2.5万人以上。", 2.5, "万人", "累计"),
        ("发放补贴3000元。", 3000, "元", "累计"),
        ("新增财力的四分之三以上用于民生。", 75, "%", "占比"),
    ],
)
def test_a_target_is_drafted_in_the_unit_that_is_printed(
    words: str, value: float, unit: str, basis: str, tmp_path: Path
) -> None:
    source, plan = tmp_path / "任务.txt", tmp_path / "plan.xlsx"
    source.write_text(f"2023年重点工作\n1. {words}责任单位：市发改委\n", encoding="utf-8")
    assert main(["draft", str(source), "-o", str(plan)]) == 0
    (indicator,) = sheet_rows(plan, "指标", "指标编号")
    assert (indicator["目标值"], indicator["单位"], indicator["口径"]) == (value, unit, basis)
