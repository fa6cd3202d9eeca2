"""The plan as a workbook to fill: empty with instructions for a new home, or filled with what was drafted or read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from reporter.forms.writing import plan_guide as guide
from reporter.forms.writing.laying import Canvas
from reporter.forms.writing.laying import row_height
from reporter.forms.writing.styles import Palette
from reporter.forms.writing.workbooks import new_workbook
from reporter.plan.records import Basis
from reporter.quantities import measure
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from reporter.forms.writing.plan_guide import PlanColumn
    from reporter.forms.writing.plan_guide import PlanSheet
    from reporter.plan.records import Department
    from reporter.plan.records import Indicator
    from reporter.plan.records import Revision
    from reporter.plan.records import Settings
    from reporter.plan.records import Task

_SPARE_ROWS = 40
_LAST_ROW = 1999
"""Dropdowns and marks reach so far down, counted from 0; what stands below is read all the same."""
_EXCEL_DIGITS = 15
_LONGEST_MESSAGE = 255
_GUIDE_WIDTHS = (3, 12, 24, 16, 34, 24)


@dataclass(frozen=True, slots=True)
class _SmallPercent:
    """A percentage of at most 1, shown with its sign: a plain 0.5 might be meant for 50, and the plan is refused."""

    percent: Decimal


Value = str | Decimal | _SmallPercent | None
Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class DraftNote:
    """Where a drafted indicator was read (原文) and how sure the reading is (把握)."""

    words: str
    confidence: str


def write_plan_form(  # noqa: PLR0913 - a plan has as many parts, each may be empty
    settings: Settings,
    departments: Sequence[Department] = (),
    tasks: Sequence[Task] = (),
    indicators: Sequence[Indicator] = (),
    *,
    notes: Mapping[str, DraftNote] | None = None,
    revisions: Sequence[Revision] = (),
) -> bytes:
    """Write a plan workbook that `read_plan` reads back; the same content gives the same bytes.

    With `notes` by indicator id the sheet 指标 has two more columns behind its own.
    """
    leads = {task.id: task.departments[:1] for task in tasks}
    indicator_sheet = guide.INDICATORS
    indicator_rows = [_indicator(item, leads.get(item.task, ())) for item in indicators]
    if notes is not None:
        indicator_sheet = guide.PlanSheet(guide.INDICATORS.name, (*guide.INDICATORS.columns, *guide.DRAFT_COLUMNS))
        remarks = [notes.get(item.id, DraftNote("", "")) for item in indicators]
        indicator_rows = [
            (*row, remark.words, remark.confidence) for row, remark in zip(indicator_rows, remarks, strict=True)
        ]
    buffer = BytesIO()
    with new_workbook(buffer, f"{settings.year}年任务台账") as book:
        palette = Palette(book)
        _write_guide(Canvas(book.add_worksheet(guide.GUIDE), palette), settings)
        for sheet, rows in (
            (guide.SETTINGS, _settings(settings)),
            (guide.DEPARTMENTS, [_department(item) for item in departments]),
            (guide.TASKS, [_task(item) for item in tasks]),
            (indicator_sheet, indicator_rows),
            (guide.REVISIONS, [_revision(item) for item in revisions]),
        ):
            _write_sheet(Canvas(book.add_worksheet(sheet.name), palette), sheet, rows)
    return buffer.getvalue()


def _settings(settings: Settings) -> list[Values]:
    rows: dict[str, Value] = {
        "年度": Decimal(settings.year),
        "发布机构": settings.publisher,
        "默认半年序时": _percent(settings.half_year_schedule),
        "序时容差": settings.tolerance,
        "填报截止": settings.due.isoformat() if settings.due else "",
        **(settings.others or {}),
    }
    return [(item, value, guide.SETTING_REMARKS.get(item, "")) for item, value in rows.items()]


def _department(department: Department) -> Values:
    aliases = "、".join(department.aliases)
    return department.name, aliases, department.category, department.contact, department.phone


def _task(task: Task) -> Values:
    publicity = "" if task.is_public else "否"
    return task.id, task.form.value, task.group, task.number, task.area, task.text, task.responsible, publicity


def _indicator(indicator: Indicator, lead: Sequence[str]) -> Values:
    target = indicator.target
    is_figure = indicator.basis is not Basis.QUALITATIVE
    is_percent = measure(target.unit).base == "%"
    return (
        indicator.id,
        indicator.task,
        indicator.name,
        target.relation.value if is_figure else "",
        *(_percent(value) if is_percent else value for value in (target.value, target.upper)),
        target.unit,
        indicator.basis.value,
        indicator.baseline,
        _percent(indicator.schedule),
        "" if indicator.reporters == tuple(lead) else "、".join(indicator.reporters),
    )


def _percent(value: Decimal | None) -> Value:
    return _SmallPercent(value) if value is not None and 0 < value <= 1 else value


def _revision(revision: Revision) -> Values:
    return (
        revision.indicator,
        revision.item,
        revision.old,
        revision.new,
        revision.reason,
        revision.approved_by,
        revision.date,
    )


def _write_sheet(canvas: Canvas, sheet: PlanSheet, rows: Sequence[Values]) -> None:
    for number, column in enumerate(sheet.columns):
        canvas.text((0, number), column.word, "head")
        width = {"author": "", "width": 260, "height": 90, "font_size": 10}
        canvas.sheet.write_comment(0, number, column.advice, width)
        canvas.sheet.set_column(number, number, column.width, _look(canvas, column))
        _help_typing(canvas, column, number)
    for number, row in enumerate(rows, start=1):
        for position, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_value(canvas, (number, position), column, value)
        canvas.sheet.set_row(number, _height(sheet, row))
    last = len(rows) + _SPARE_ROWS
    for number in range(len(rows) + 1, last + 1):
        for position, column in enumerate(sheet.columns):
            canvas.sheet.write_blank(number, position, None, _look(canvas, column))
    _mark_mistakes(canvas, sheet)
    _set_up(canvas, sheet, last)


def _look(canvas: Canvas, column: PlanColumn) -> Format:
    """Give text columns the text format, so that Excel makes no date of 1-2 and no formula of =."""
    return (
        canvas.palette.style("typed-number")
        if column.is_number
        else canvas.palette.style("typed-text", number_format="@")
    )


def _write_value(canvas: Canvas, position: tuple[int, int], column: PlanColumn, value: Value) -> None:
    look = _look(canvas, column)
    if isinstance(value, _SmallPercent):
        digits = plain(value.percent).partition(".")[2]
        look = canvas.palette.style("typed-number", number_format=f"0{'.' if digits else ''}{'0' * len(digits)}%")
        canvas.sheet.write_number(*position, value.percent.scaleb(-2), look)
    elif value is None or value == "":
        canvas.sheet.write_blank(*position, None, look)
    elif isinstance(value, Decimal) and column.is_number and len(value.normalize().as_tuple().digits) <= _EXCEL_DIGITS:
        canvas.sheet.write_number(*position, value, look)
    elif canvas.sheet.write_string(*position, plain(value) if isinstance(value, Decimal) else value, look):
        raise ValueError(f"no cell holds this text: {str(value)[:20]}")  # noqa: EM102, TRY003 - our own bug


def _height(sheet: PlanSheet, row: Values) -> int:
    texts = ((str(value), column.width) for column, value in zip(sheet.columns, row, strict=True) if value)
    return max((row_height(text, width) for text, width in texts), default=20)


def _help_typing(canvas: Canvas, column: PlanColumn, number: int) -> None:
    options: dict[str, object] = {}
    if column.choices:
        options = {"validate": "list", "source": list(column.choices), "show_error": not column.is_open}
    elif column.is_number:
        options = {"validate": "decimal", "criteria": ">", "value": -(10**15)}
    if options:
        message = {"error_title": column.word, "error_message": column.advice[:_LONGEST_MESSAGE]}
        canvas.sheet.data_validation(1, number, _LAST_ROW, number, {**options, **message})


def _mark_mistakes(canvas: Canvas, sheet: PlanSheet) -> None:
    """Mark while typing what would stop the plan later: an id twice, an indicator of no task."""
    if sheet.name in {guide.DEPARTMENTS.name, guide.TASKS.name, guide.INDICATORS.name}:
        mark = {"type": "duplicate", "format": canvas.palette.style("bad")}
        canvas.sheet.conditional_format(1, 0, _LAST_ROW, 0, mark)
    if sheet.name == guide.INDICATORS.name:
        condition = f'=AND($B2<>"",COUNTIF({guide.TASKS.name}!$A:$A,$B2)=0)'
        mark = {"type": "formula", "criteria": condition, "format": canvas.palette.style("bad")}
        canvas.sheet.conditional_format(1, 1, _LAST_ROW, 1, mark)


def _set_up(canvas: Canvas, sheet: PlanSheet, last: int) -> None:
    right = len(sheet.columns) - 1
    page = canvas.sheet
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, right)
    page.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + right)}{_LAST_ROW + 1}"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.set_row(0, 24)


def _write_guide(canvas: Canvas, settings: Settings) -> None:
    sheet = canvas.sheet
    for number, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(number, number, width)
    canvas.text((0, 1), f"{settings.year}年任务台账", "title")
    sheet.set_row(0, 34)
    row = _section(canvas, 2, "怎样填写")
    for number, step in enumerate(guide.STEPS, start=1):
        text = f"{number}. {step}"
        sheet.merge_range(row, 1, row, len(_GUIDE_WIDTHS) - 1, "", canvas.palette.style("step"))
        canvas.text((row, 1), text, "step")
        sheet.set_row(row, row_height(text, sum(_GUIDE_WIDTHS[1:])))
        row += 1
    row = _section(canvas, row + 1, "口径：数字怎样计量")
    row = _table(canvas, row, ("口径", "含义", "完成率", "怎样评判", "例"), guide.BASES)
    row = _section(canvas, row + 1, "关系：完成值与目标值")
    _table(canvas, row, ("关系", "含义"), guide.RELATIONS)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _section(canvas: Canvas, row: int, title: str) -> int:
    canvas.text((row, 1), title, "section")
    canvas.sheet.set_row(row, 26)
    return row + 1


def _table(canvas: Canvas, row: int, header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    for column, word in enumerate(header, start=1):
        canvas.text((row, column), word, "head")
    for number, texts in enumerate(rows, start=row + 1):
        for column, text in enumerate(texts, start=1):
            canvas.text((number, column), text, "step")
        widths = _GUIDE_WIDTHS[1 : len(texts) + 1]
        canvas.sheet.set_row(number, max(row_height(text, width) for text, width in zip(texts, widths, strict=True)))
    return row + len(rows) + 1
