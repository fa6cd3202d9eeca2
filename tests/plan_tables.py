"""A small valid plan workbook as text tables, and ways to change a cell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.places import cell_position
from reporter.plan.reading import read_plan
from tests.workbooks import raw_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.plan.records import Plan

FILE = "plan-2023.xlsx"
TABLES = {
    "年度": """
        项目         | 内容
        年度         | 2023
        发布机构     | 临湖市人民政府办公室
        默认半年序时 | 45
        序时容差     | 3
        填报截止     | 2023-07-10
        批次         | 第一批
    """,
    "单位": """
        单位             | 别名       | 类别       | 联系人 | 电话
        市财政局         | 财政局、财政 | 经济建设类 | 王科   | "0572-2001"
        市教育局         |            | 社会发展类 | 李科   | 2002
        市建设局         |            |            |        |
        各区县政府       |            | 泛指       |        |
    """,
    "任务": """
        任务编号 | 表单 | 分组             | 序号 | 领域 | 目标任务 | 责任单位 | 公开
        K01 | 重点工作 | 市长主抓重点工作 | 1 | | 压减一般性支出15%以上。 | 财政局、市教育局、各区县政府<甲区、乙区> |
        K02 | 重点工作 | 市长主抓重点工作 | 2 |      | 新建改建学校。 | 市教育局、市建设局 | 否
        L01 | 民生实事 | 十方面民生实事   | 1 | 教育 | 新增学位。 | 市教育局 | 是
    """,
    "指标": """
        指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位
        K01-1 | K01 | 压减幅度     | ≥    | 15    |      | %      | 占比 |    |    |
        K01-2 | K01 | 制度建设     |      |       |      |        | 定性 |    |    |
        K02-1 | K02 | 新改扩建     | ≥    | 1,200 |      | 个     | 累计 |    | 30 | 市教育局、市建设局
        K02-2 | K02 | 生均校舍面积 | 区间 | 20    | 25.5 | 平方米 | 时点 | 18 |    |
        L01-1 | L01 | 新增学位     | ≥    | 1.07  |      | 万个   | 累计 |    |    |
    """,
}


def changed(sheet: str, cell: str, typed: str) -> dict[str, str]:
    """Return the plan's tables with one cell typed over; `typed` may be empty."""
    position = cell_position(cell)
    assert position is not None
    lines = [line for line in TABLES[sheet].split("\n") if line.strip()]
    cells = lines[position[0] - 1].split("|")
    cells[position[1] - 1] = f" {typed} "
    lines[position[0] - 1] = "|".join(cells)
    return TABLES | {sheet: "\n".join(lines)}


def with_row(sheet: str, row: str) -> dict[str, str]:
    """Return the plan's tables with a row added at the end of a sheet."""
    return TABLES | {sheet: TABLES[sheet].rstrip() + "\n" + row}


def plan_of_tables(tables: Mapping[str, str], *, spring: bool = False) -> Plan:
    """Read the tables as a plan."""
    return read_plan(raw_workbook(FILE, tables), spring=spring)


def faults_of(tables: Mapping[str, str], *, spring: bool = False, file: str = FILE) -> list[tuple[str, str]]:
    """Return rule and place (without the file) of every fault in the tables."""
    try:
        read_plan(raw_workbook(file, tables), spring=spring)
    except ConfigurationError as error:
        return [(fault.rule, "!".join(fault.place.parts)) for fault in error.faults]
    return []
