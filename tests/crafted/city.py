"""A city in which every crafted workbook has a department of its own: the same two tasks and eight indicators each.

A case then speaks of places alone: on 指标进展 the first indicator stands in row 4, 本期完成 in column H, and so on in
every department's blank. Names carry the department's, so that no two rows of the city tell of the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

YEAR = 2023
_STEMS = "甲乙丙丁戊己庚辛壬癸"
FIRST_ROW = 4
"""The row of the first indicator, and of the first task, in an issued blank."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that every department is asked for, what a flawless form types, and what is printed of it."""

    name: str
    relation: str
    target: str
    unit: str
    basis: str
    typed: str
    status: str
    task: str = "A"

    @property
    def is_figure(self) -> bool:
        """Whether a flawless form reports a figure of it."""
        return bool(self.typed)


SCHOOLS, INVESTMENT, CLEAN_DAYS, DUST, INCOME, RULES, YEARLY, RANK = range(1, 9)
"""The indicators by their number."""

ASKED: Mapping[int, Asked] = {
    SCHOOLS: Asked("新建学校", "≥", "12", "所", "累计", "7", "超序时"),
    INVESTMENT: Asked("完成投资", "≥", "2.5", "亿元", "累计", "1.36", "超序时"),
    CLEAN_DAYS: Asked("优良天数比例", "≥", "85", "%", "占比", "88.6", "达标"),
    DUST: Asked("细颗粒物浓度", "≤", "30", "微克/立方米", "时点", "27.4", "达标"),
    INCOME: Asked("经营收入", "≥", "5000", "万元", "累计", "2600", "按序时", task="B"),
    RULES: Asked("制度建设", "", "", "", "定性", "", "达标", task="B"),
    YEARLY: Asked("居民收入增速", "≥", "6", "%", "年度", "", "年度统计", task="B"),
    RANK: Asked("营商环境排名", "≤", "10", "名", "排名", "8", "达标", task="B"),
}
TASKS = {
    "A": ("推进学校建设、有效投资和大气治理。", "各项工作按计划推进。"),
    "B": ("完善经营制度。", "各项制度陆续出台。"),
}
"""By letter: 目标任务 as the plan has it, 推进情况 as a flawless form tells it."""
INDICATOR_WORDS = (
    *("指标编号", "任务编号", "指标名称", "关系", "目标值", "目标上限"),
    *("单位", "口径", "基期值", "半年序时", "填报单位"),
)
SIGNED = {"填报人": "综合科", "审核人": "办公室", "填报日期": "2023-07-05", "联系电话": "0000001"}


@dataclass(frozen=True, slots=True)
class Department:
    """The department of one case."""

    number: int

    @property
    def name(self) -> str:
        """The name in the plan: without digits, so that no sentence about it holds a figure."""
        return "市" + "".join(_STEMS[int(digit)] for digit in f"{self.number:03d}") + "局"

    def task(self, letter: str) -> str:
        """Return the id of a task."""
        return f"K{self.number:03d}{letter}"

    def indicator(self, number: int) -> str:
        """Return the id of an indicator."""
        return f"K{self.number:03d}-{number}"

    def owns(self, identifier: str) -> bool:
        """Tell whether a task or an indicator is the department's."""
        return identifier.startswith(f"K{self.number:03d}")


def plan_tables(departments: Sequence[Department]) -> dict[str, str]:
    """Type the plan of the city."""
    group = "重点工作 | 市长主抓重点工作"
    tasks = [
        f"{item.task(letter)} | {group} | {item.number}{letter} | | {item.name}{target} | {item.name} |"
        for item in departments
        for letter, (target, _) in TASKS.items()
    ]
    indicators = [
        f"{item.indicator(number)} | {item.task(asked.task)} | {item.name}{asked.name} | {asked.relation} | "
        f"{asked.target} | | {asked.unit} | {asked.basis} | | |"
        for item in departments
        for number, asked in ASKED.items()
    ]
    return {
        "年度": f"项目 | 内容\n年度 | {YEAR}",
        "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n" + "\n".join(f"{item.name} | | | |" for item in departments),
        "任务": "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位 | 公开\n" + "\n".join(tasks),
        "指标": "\n".join((" | ".join(INDICATOR_WORDS), *indicators)),
    }
