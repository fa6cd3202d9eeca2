"""What stands in a department's workbook before anybody types: neutral rows that are laid out and compared."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.forms import guide
from reporter.forms import shape
from reporter.forms.selfcheck import selfcheck
from reporter.periods import Stage
from reporter.plan.duties import is_figure_due
from reporter.plan.duties import is_text_due
from reporter.plan.records import Basis
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.forms.selfcheck import SelfCheck
    from reporter.intake.records import RawCell
    from reporter.periods import Period
    from reporter.plan.records import Department
    from reporter.plan.records import Indicator
    from reporter.plan.records import Plan
    from reporter.plan.records import Task

    Value = str | Decimal | None
    """What we print into a locked cell."""

SEE_TEXT = "见推进情况"
"""自检 of an indicator without a figure."""
NO_VALUE = "—"
"""Stands in a locked cell that has no value for this indicator."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of one of our tables: what is printed by header word, and what was typed and found where it was filled.

    `due` names the typed columns that must not stay empty. `check` makes 完成率 and 自检 live.
    """

    key: str
    printed: Mapping[str, Value]
    due: tuple[str, ...] = ()
    check: SelfCheck | None = None
    indicator: Indicator | None = None
    typed: Mapping[str, RawCell] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """By header word of the cell they are about; the empty word is the row as a whole."""
    is_ours: bool = True
    """Whether the row stands in the blank; what a department added is laid out as it was typed."""


@dataclass(frozen=True, slots=True)
class FormTable:
    """A sheet with its title, a hint under it, and its rows."""

    shape: shape.Shape
    title: str
    hint: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """填报说明: title, what the form is about as (label, value) pairs, and how to fill it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    typed: Mapping[str, RawCell] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of 退回说明: the finding, where it stands in words, and the cell of the copy to jump to."""

    finding: Finding
    where: str
    link: str


@dataclass(frozen=True, slots=True)
class FormBook:
    """A whole workbook: guide, tables, and the hidden identity with what was issued."""

    department: str
    period: Period
    guide: Guide
    tables: tuple[FormTable, ...]
    identity: Mapping[str, str]
    issued: tuple[Mapping[str, Value], ...]


def form_book(plan: Plan, period: Period, department: Department, earlier: Mapping[str, Decimal]) -> FormBook:
    """Return a department's workbook as it is issued; `earlier` are the year's earlier amounts by indicator."""
    tables = form_tables(plan, period, department, earlier)
    return FormBook(
        department=department.name,
        period=period,
        guide=Guide(guide.title(period), guide.facts(plan, period, department), guide.steps(period)),
        tables=tables,
        identity={
            shape.Key.MARK: shape.FORM_MARK,
            shape.Key.VERSION: shape.FORM_VERSION,
            shape.Key.DEPARTMENT: department.name,
            shape.Key.PERIOD: str(period),
            shape.Key.YEAR: str(plan.settings.year),
            shape.Key.PLAN: plan.sha256,
        },
        issued=tuple(_issued(row) for table in tables if table.shape is not shape.COMMITMENTS for row in table.rows),
    )


def _issued(row: FormRow) -> Mapping[str, Value]:
    return {word: row.key if word == shape.ISSUED.key else row.printed.get(word) for word in shape.ISSUED.words}


def form_tables(
    plan: Plan, period: Period, department: Department, earlier: Mapping[str, Decimal]
) -> tuple[FormTable, ...]:
    """Return the tables that the department fills."""
    heading = f"{department.name} {period.title}"
    if period.stage is Stage.SPRING:
        hint = f"请在黄色单元格中逐条填写。每格不超过 {shape.TEXT_LIMIT} 字；用不到的行留空。"
        return (FormTable(shape.COMMITMENTS, f"{heading}事项及目标", hint, commitment_rows()),)
    indicators = indicator_rows(plan, period, department, earlier)
    texts = text_rows(plan, period, department)
    figures_hint = "请在黄色单元格中填写，橙色为本期必填。“本期完成”只填数字，不填单位；“完成率”和“自检”自动计算。"
    texts_hint = f"由牵头单位填写，每格不超过 {shape.TEXT_LIMIT} 字，行高可拖动；写 {{指标编号}} 会带出表中数字和单位。"
    return (
        FormTable(
            shape.INDICATORS,
            f"{heading}指标进展",
            figures_hint if indicators else "本单位本期没有需要填报的指标。",
            indicators,
        ),
        FormTable(shape.TEXTS, f"{heading}推进情况", texts_hint if texts else "本单位本期没有牵头的任务。", texts),
    )


def indicator_rows(
    plan: Plan, period: Period, department: Department, earlier: Mapping[str, Decimal]
) -> tuple[FormRow, ...]:
    """Return a row for each indicator that the department reports, in plan order."""
    return tuple(
        _indicator_row(plan, period, indicator, earlier.get(indicator.id))
        for indicator in plan.indicators_by_reporter.get(department.name, ())
    )


def text_rows(plan: Plan, period: Period, department: Department) -> tuple[FormRow, ...]:
    """Return a row for each task that the department leads and must write about, in plan order."""
    tasks = plan.tasks_by_lead.get(department.name, ())
    return tuple(_text_row(task) for task in tasks if is_text_due(task, period))


def commitment_rows() -> tuple[FormRow, ...]:
    """Return the numbered rows of the spring workbook."""
    return tuple(FormRow(str(number), {"序号": Decimal(number)}) for number in range(1, shape.COMMITMENT_ROWS + 1))


def printed_text(value: Value) -> str:
    """Return a printed value as text, to compare with a stored cell."""
    return plain(value) if isinstance(value, Decimal) else value or ""


def static_texts(book: FormBook, sheet: str) -> tuple[str, ...]:
    """Return every text that the form prints on a sheet outside its rows, as often as it is printed."""
    if sheet == shape.Sheet.GUIDE:
        facts = (value for _, value in book.guide.facts)
        steps = (f"{number}. {step}" for number, step in enumerate(book.guide.steps, start=1))
        return (book.guide.title, *facts, *steps, *guide.LABELS)
    tables = (table for table in book.tables if table.shape.sheet == sheet)
    return tuple(text for table in tables for text in (table.title, table.hint, *table.shape.words))


def _indicator_row(plan: Plan, period: Period, indicator: Indicator, earlier: Decimal | None) -> FormRow:
    is_qualitative = indicator.basis is Basis.QUALITATIVE
    return FormRow(
        key=indicator.id,
        printed={
            "指标编号": indicator.id,
            "目标任务": plan.task_by_id[indicator.task].text,
            "指标名称": indicator.name,
            "关系": NO_VALUE if is_qualitative else indicator.target.relation.value,
            "年度目标": target_value(indicator),
            "单位": indicator.target.unit or NO_VALUE,
            "上期完成": earlier,
        },
        due=("本期完成",) if is_figure_due(plan, indicator, period) else (),
        check=None if is_qualitative else selfcheck(plan, indicator, period, earlier),
        indicator=indicator,
    )


def target_value(indicator: Indicator) -> Value:
    """Return 年度目标 as it is printed: a number, both ends of a range, or the basis where there is no value."""
    target = indicator.target
    if target.value is None:
        return indicator.basis.value
    return target.value if target.upper is None else target.digits


def _text_row(task: Task) -> FormRow:
    return FormRow(
        key=task.id,
        printed={"任务编号": task.id, "序号": task.number, "目标任务": task.text},
        due=("推进情况",),
    )
