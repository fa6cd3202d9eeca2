"""The words of the sheet 填报说明: what the form is about, how to fill it, where to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.periods import Stage
from reporter.plan.duties import deadline

if TYPE_CHECKING:
    from reporter.periods import Period
    from reporter.plan.records import Department
    from reporter.plan.records import Plan

ABOUT = "填报单位信息"
HOW = "填报方法"
SIGN = "签字盖章"
SIGNATURES = ("审核人签字：", "负责人签字：", "单位（盖章）：")
FACTS = ("填报单位", "期次", "填报截止", "汇总机构")
"""What stands beside a value that the plan gives."""
LABELS = (ABOUT, HOW, SIGN, *SIGNATURES, *shape.NAMED_CELLS, *FACTS)
"""Every fixed word of the sheet beside the values of the facts and the steps, whether this period has it or not."""

_CLOSING = (
    "填写本页的填报人、审核人、填报日期、联系电话，保存后直接报送 Excel 文件；请勿改名工作表、增删列或改动编号。",
    "同一单位可以重报：以填报日期较晚的文件为准，逐格取用；较晚文件中留空的，取较早文件的内容并注明。",
)
_SPRING = ("在“承诺事项”表中逐条填写承诺事项和年度目标，目标尽量写明数字、单位和时限。",)
_PROGRESS = (
    "在“指标进展”表中填写黄色单元格，橙色为本期必填。暂无数据的请留空，并在“情况说明”中写明原因，不要填 0 或横线。",
    "累计指标的“本期完成”填年初至本期末的累计数，其余填期末数；只填数字，单位以表中为准；百分数照印的样子填，如 54.8。",
    "“完成率”和“自检”自动计算。自检为“慢序时”的，请在“情况说明”中写明原因和措施。",
    "几个单位共同填报的指标，各填本单位的数，“完成率”和“自检”显示“合并测算”，由汇总机构合并计算。",
    f"牵头单位在“推进情况”表中填写进展、问题和打算，每格不超过 {shape.TEXT_LIMIT} 字。",
    "文字中写 {指标编号}，会换成表中的数字和单位；写 {指标编号.完成率}，会换成完成率，文字与表格因此始终一致。",
)


def title(period: Period) -> str:
    """Return the title of the form."""
    return f"{period.title}政府工作目标填报表"


def facts(plan: Plan, period: Period, department: Department) -> tuple[tuple[str, str], ...]:
    """Return what the form is about as (label, value)."""
    due = deadline(plan, period)
    values = (
        department.name,
        period.title,
        f"{due.year}年{due.month}月{due.day}日" if due else "",
        plan.settings.publisher,
    )
    return tuple((label, value) for label, value in zip(FACTS, values, strict=True) if value)


def steps(period: Period) -> tuple[str, ...]:
    """Return how to fill the form, a sentence or two a step."""
    return (*(_SPRING if period.stage is Stage.SPRING else _PROGRESS), *_CLOSING)
