"""What a layout may print: the facts of tasks, indicators, departments and commitments, in the field's own words."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.periods import Stage
from reporter.plan.criteria import Status
from reporter.plan.criteria import schedule
from reporter.plan.duties import deadline
from reporter.plan.duties import departments_owing
from reporter.plan.duties import figures_due
from reporter.plan.duties import texts_due
from reporter.present import amounts
from reporter.present.records import Cell
from reporter.present.records import Tone
from reporter.present.standing import standings
from reporter.present.templates import UnitText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow
    from reporter.forms.records import Submission
    from reporter.plan.records import Department
    from reporter.plan.records import Plan
    from reporter.plan.records import Task


class Subject(StrEnum):
    """What a section of a layout has a row for."""

    TASK = "任务"
    INDICATOR = "指标"
    DEPARTMENT = "单位"
    COMMITMENT = "承诺"


DRAFT_MARK = "（送审稿）"
DOCUMENT_NAMES = ("年", "期次", "发布机构", "填报截止", "截至日期")
ROW_NUMBER = "行号"
_ROW_NAMES = (ROW_NUMBER, *DOCUMENT_NAMES)
_TASK_NAMES = (
    *("任务编号", "表单", "分组", "序号", "领域", "目标任务", "责任单位", "牵头单位", "牵头单位类别"),
    *("推进情况", "存在问题", "下步打算", "上期推进情况"),
)
_INDICATOR_NAMES = (
    *("指标编号", "指标名称", "口径", "关系", "目标", "实际", "单位", "完成率", "序时", "差距", "状态"),
    *("填报单位", "情况说明", "上期实际", "上期完成率"),
)
_DEPARTMENT_NAMES = (
    *("单位", "类别", "联系人", "电话", "报送", "应报指标", "应报进展", "应报承诺"),
    *("参评指标", "达进度指标", "未填报指标", "达标率", "名次"),
)
NAMES: Mapping[Subject, tuple[str, ...]] = {
    Subject.TASK: (*_TASK_NAMES, *_ROW_NAMES),
    Subject.INDICATOR: (*_INDICATOR_NAMES, *_TASK_NAMES, *_ROW_NAMES),
    Subject.DEPARTMENT: (*_DEPARTMENT_NAMES, *_ROW_NAMES),
    Subject.COMMITMENT: ("单位", "类别", "序号", "承诺事项", "年度目标", *_ROW_NAMES),
}

TONES: Mapping[Status, Tone] = {
    Status.EXCEEDED: Tone.GOOD,
    Status.COMPLETED: Tone.GOOD,
    Status.AHEAD: Tone.GOOD,
    Status.ON_SCHEDULE: Tone.GOOD,
    Status.MET: Tone.GOOD,
    Status.BEHIND: Tone.WATCH,
    Status.NOT_MET: Tone.WATCH,
    Status.UNREPORTED: Tone.BAD,
    Status.NOT_COMPUTABLE: Tone.BAD,
    Status.ANNUAL: Tone.QUIET,
}


@dataclass(frozen=True, slots=True)
class Material:
    """All that tables are made of. `texts` are the printed progress texts by task id.

    `earlier` are the ledgers of earlier periods of the same year, oldest first; the last is 上期, and `earlier_texts`
    are its texts as they were printed. Of `unread` departments a workbook came that nobody can read.
    """

    plan: Plan
    ledger: Ledger
    texts: Mapping[str, str]
    submissions: tuple[Submission, ...] = ()
    earlier: tuple[Ledger, ...] = ()
    as_of: date | None = None
    unread: frozenset[str] = frozenset()
    earlier_texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known for one row: its words as texts, and as ready cells where a cell is more than its text."""

    texts: Mapping[str, str]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    form: str = ""
    is_public: bool = True


def document_texts(material: Material) -> Mapping[str, str]:
    """Return the words that hold for a whole document."""
    settings, period = material.plan.settings, material.ledger.period
    return {
        "年": str(settings.year),
        "期次": period.title,
        "发布机构": settings.publisher,
        "填报截止": _day(deadline(material.plan, period)),
        "截至日期": _day(material.as_of),
    }


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def facts_of(subject: Subject, material: Material) -> Iterator[Facts]:
    """Yield the facts of every task, indicator, department or commitment in plan order."""
    sources = {
        Subject.TASK: _tasks,
        Subject.INDICATOR: _indicators,
        Subject.DEPARTMENT: _departments,
        Subject.COMMITMENT: _commitments,
    }
    return sources[subject](material)


def indicator_cells(row: LedgerRow, material: Material) -> Mapping[str, Cell]:
    """Return the cells of an indicator by the words that name them."""
    indicator = row.indicator
    plan = material.plan
    return {
        "指标编号": Cell(indicator.id),
        "指标名称": amounts.text_cell(indicator.name),
        "口径": Cell(indicator.basis.value),
        "关系": Cell(indicator.target.relation.value),
        "目标": amounts.target_cell(indicator.target),
        "实际": amounts.amount_cell(row.actual),
        "单位": amounts.text_cell(indicator.target.unit),
        "完成率": amounts.rate_cell(row.rate),
        "序时": amounts.rate_cell(schedule(indicator, plan.settings, material.ledger.period)),
        "差距": amounts.points_cell(row.pace),
        "状态": Cell(row.status.value, tone=TONES[row.status]),
        "填报单位": amounts.text_cell("、".join(indicator.reporters)),
        "情况说明": amounts.text_cell(row.explanation),
    }


def _earlier_cells(row: LedgerRow, material: Material) -> Mapping[str, Cell]:
    before = material.earlier[-1].row_by_indicator.get(row.indicator.id) if material.earlier else None
    return {
        "上期实际": amounts.amount_cell(before.actual if before else None),
        "上期完成率": amounts.rate_cell(before.rate if before else None),
    }


def number_cell(number: str) -> Cell:
    """Print 序号; a whole number stays a number."""
    return amounts.whole_number_cell(number) if number.isdecimal() and number.isascii() else Cell(number)


def departments_by_category(plan: Plan) -> tuple[Department, ...]:
    """Return the departments by class, classes and departments in the order of the plan."""
    classes = {name: order for order, name in enumerate(dict.fromkeys(item.category for item in plan.departments))}
    return tuple(sorted(plan.departments, key=lambda item: classes[item.category]))


def _tasks(material: Material) -> Iterator[Facts]:
    general = document_texts(material)
    for task in material.plan.tasks:
        cells = {"序号": number_cell(task.number)}
        yield Facts({**general, **_task_texts(task, material)}, cells, task.form.value, task.is_public)


def _indicators(material: Material) -> Iterator[Facts]:
    general = document_texts(material)
    texts_of = {task.id: _task_texts(task, material) for task in material.plan.tasks}
    for row in material.ledger.rows:
        task = material.plan.task_by_id[row.indicator.task]
        cells = {"序号": number_cell(task.number), **indicator_cells(row, material), **_earlier_cells(row, material)}
        printed = {name: cell.text for name, cell in cells.items()}
        texts = {**general, **texts_of[task.id], **printed, "单位": UnitText(printed["单位"])}
        yield Facts(texts, cells, task.form.value, task.is_public)


def _departments(material: Material) -> Iterator[Facts]:
    general = document_texts(material)
    ranks, words = _rank_cells(material), _reported_words(material)
    is_spring = material.ledger.period.stage is Stage.SPRING
    figures, texts_owed = (count(material.plan, material.ledger.period) for count in (figures_due, texts_due))
    for department in material.plan.departments:
        cells = {
            "应报指标": _owed_cell(figures[department.name], is_counted=not is_spring),
            "应报进展": _owed_cell(texts_owed[department.name], is_counted=not is_spring),
            **ranks.get(department.name, {}),
        }
        texts = {
            **dict.fromkeys(_DEPARTMENT_NAMES, ""),
            "单位": department.name,
            "类别": department.category,
            "联系人": department.contact,
            "电话": department.phone,
            "报送": words[department.name],
            "应报承诺": _PROMISES if is_spring and not department.is_collective else "",
            **{name: cell.text for name, cell in cells.items()},
        }
        yield Facts({**general, **texts}, cells)


_PROMISES = "年度承诺事项"


def _owed_cell(count: int, *, is_counted: bool) -> Cell:
    """Print how much is owed; in spring promises are, and nobody knows before how many: a 0 would say nothing is."""
    return amounts.count_cell(count) if is_counted else Cell(DASH)


def _reported_words(material: Material) -> Mapping[str, str]:
    """Say of each department whether it reported or must."""
    plan = material.plan
    owing = [item.name for item in departments_owing(plan, material.ledger.period)]
    return {
        **dict.fromkeys((item.name for item in plan.departments), "无须报送"),
        **dict.fromkeys(owing, "未报送"),
        **dict.fromkeys((name for name in owing if name in material.unread), "报送文件无法读取"),
        **dict.fromkeys((item.department for item in material.submissions), "已报送"),
        **dict.fromkeys((item.name for item in plan.departments if item.is_collective), "泛指"),
    }


def _rank_cells(material: Material) -> Mapping[str, Mapping[str, Cell]]:
    return {
        name: {
            "参评指标": amounts.count_cell(standing.judged),
            "达进度指标": amounts.count_cell(standing.on_course),
            "未填报指标": amounts.count_cell(standing.unreported),
            "达标率": amounts.rate_cell(standing.share),
            "名次": amounts.count_cell(standing.rank),
        }
        for name, standing in standings(material.ledger).items()
    }


def _commitments(material: Material) -> Iterator[Facts]:
    general = document_texts(material)
    promised = {item.department: item.commitments for item in material.submissions}
    for department in departments_by_category(material.plan):
        for item in promised.get(department.name, ()):
            texts = {
                "单位": department.name,
                "类别": department.category,
                "序号": item.number,
                "承诺事项": item.promise,
                "年度目标": item.goal,
            }
            yield Facts({**general, **texts}, {"序号": number_cell(item.number)})


def _task_texts(task: Task, material: Material) -> Mapping[str, str]:
    lead = material.plan.department_by_name.get(task.lead)
    written = material.ledger.texts.get(task.id)
    return {
        "任务编号": task.id,
        "表单": task.form.value,
        "分组": task.group,
        "序号": task.number,
        "领域": task.area,
        "目标任务": task.text,
        "责任单位": task.responsible,
        "牵头单位": task.lead,
        "牵头单位类别": lead.category if lead else "",
        "推进情况": material.texts.get(task.id, ""),
        "存在问题": written.problems if written else "",
        "下步打算": written.next_steps if written else "",
        "上期推进情况": material.earlier_texts.get(task.id, ""),
    }
