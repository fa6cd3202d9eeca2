"""Who owes what in a period: which departments are asked, which figures and texts are due."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.periods import Stage
from reporter.plan.records import Basis
from reporter.plan.records import Form

if TYPE_CHECKING:
    from datetime import date

    from reporter.periods import Period
    from reporter.plan.records import Department
    from reporter.plan.records import Indicator
    from reporter.plan.records import Plan
    from reporter.plan.records import Task

_LAST_MONTH_OF_DEADLINE = {Stage.SPRING: 5, Stage.HALF_YEAR: 10}


def deadline(plan: Plan, period: Period) -> date | None:
    """Return 填报截止 where it means this period: the plan holds one, and it is moved on through the year."""
    due = plan.settings.due
    if due is None:
        return None
    meant = next((stage for stage, month in _LAST_MONTH_OF_DEADLINE.items() if due.month <= month), Stage.YEAR_END)
    if due.year > period.year:
        meant = Stage.YEAR_END
    return due if meant is period.stage and due.year - period.year in {0, 1} else None


def is_late(plan: Plan, period: Period, day: date | None, *, as_of: date) -> bool:
    """Tell whether what is dated `day` came after the deadline; a date still to come is a slip, and tells nothing."""
    due = deadline(plan, period)
    return due is not None and day is not None and due < day <= as_of


def departments_asked(plan: Plan, period: Period) -> tuple[Department, ...]:
    """Return, in plan order, who receives a workbook: in spring every unit, later who leads or reports something."""
    reporters = {name for item in plan.indicators for name in item.reporters}
    return _units(plan, period, reporters | {task.lead for task in plan.tasks})


def departments_owing(plan: Plan, period: Period) -> tuple[Department, ...]:
    """Return, in plan order, who must report: in spring every unit, later whoever owes a figure or a text."""
    return _units(plan, period, figures_due(plan, period).keys() | texts_due(plan, period).keys())


def figures_due(plan: Plan, period: Period) -> Counter[str]:
    """Count the figures that each department must report, by its name."""
    due = (item for item in plan.indicators if is_figure_due(plan, item, period))
    return Counter(name for item in due for name in item.reporters)


def texts_due(plan: Plan, period: Period) -> Counter[str]:
    """Count the texts that each department must write, by its name."""
    return Counter(task.lead for task in plan.tasks if is_text_due(task, period))


def _units(plan: Plan, period: Period, named: set[str]) -> tuple[Department, ...]:
    """Return the units of those names, in spring all of them; collective names never fill a workbook."""
    units = (item for item in plan.departments if not item.is_collective)
    return tuple(item for item in units if period.stage is Stage.SPRING or item.name in named)


def is_figure_due(plan: Plan, indicator: Indicator, period: Period) -> bool:
    """Tell whether a figure must be reported: never for 定性, for 年度 and for a commitment only at year-end."""
    if indicator.basis is Basis.QUALITATIVE or not is_text_due(plan.task_by_id[indicator.task], period):
        return False
    return indicator.basis is not Basis.ANNUAL or period.stage is Stage.YEAR_END


def is_text_due(task: Task, period: Period) -> bool:
    """Tell whether the lead must write 推进情况: at half-year and year-end, for a commitment only at year-end."""
    if task.form is Form.COMMITMENT:
        return period.stage is Stage.YEAR_END
    return period.stage is not Stage.SPRING
