"""A sheet with one of our tables: title, hint, header, rows that guide whoever fills them, and the print set-up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.forms import selfcheck
from reporter.forms import shape
from reporter.forms.content import SEE_TEXT
from reporter.forms.content import printed_text
from reporter.forms.reading.cells import is_empty
from reporter.forms.reading.cells import read_text
from reporter.forms.reading.stored import stored_number
from reporter.forms.writing.entry_help import help_typing
from reporter.forms.writing.laying import fitting_width
from reporter.forms.writing.laying import heaviest
from reporter.forms.writing.laying import row_height
from reporter.intake.formats import section_for
from reporter.places import cell_name
from reporter.plan.criteria import Status
from reporter.quantities import half_up
from reporter.quantities import in_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from reporter.forms.content import FormRow
    from reporter.forms.content import FormTable
    from reporter.forms.writing.laying import Canvas
    from reporter.periods import Period

HEADER_ROW = 2
FIRST_ROW = HEADER_ROW + 1
"""Counted from 0: title, hint and header stand above the rows."""

_RATE_DIGITS = 12
_ROOM: Mapping[shape.Sheet, int] = {shape.Sheet.INDICATORS: 52, shape.Sheet.TEXTS: 148, shape.Sheet.COMMITMENTS: 68}
"""Points that a row has at least: a text of about 250 characters shows whole."""
_NUMBERS = frozenset({"年度目标", "上期完成"})
_CENTRED = frozenset({"指标编号", "任务编号", "序号", "关系", "单位"})
_PROTECTION = {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True}
_FOOTER = "&L填报人（签字）：　　　　　　　审核人（签字）：　　　　　　　单位（盖章）：&R第 &P 页，共 &N 页"
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.9}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row on its way into the sheet: `number` counts from 0."""

    canvas: Canvas
    table: FormTable
    row: FormRow
    number: int

    def at(self, word: str) -> tuple[int, int]:
        return self.number, self.table.shape.index(word)

    def name(self, word: str) -> str:
        return cell_name(self.number + 1, self.table.shape.index(word) + 1)

    def text(self, word: str, text: str, style: str) -> None:
        self.canvas.text(self.at(word), text, style)


def write_table(canvas: Canvas, table: FormTable, period: Period, *, is_returned: bool) -> None:
    """Lay a table into an empty sheet, with the column 错误说明 on a returned copy."""
    columns = [column for column in table.shape.columns if is_returned or column.word != shape.FAULTS]
    widths = _widths(table)
    sheet = canvas.sheet
    canvas.text((0, 0), table.title, "title")
    canvas.text((1, 0), table.hint, "hint")
    sheet.set_row(0, 30)
    sheet.set_row(1, 20)
    sheet.set_row(HEADER_ROW, 24)
    for index, column in enumerate(columns):
        style = "head-fault" if column.word == shape.FAULTS else "head-typed" if column.is_typed else "head"
        canvas.text((HEADER_ROW, index), column.word, style)
        sheet.set_column(index, index, widths[column.word])
    for number, row in enumerate(table.rows, start=FIRST_ROW):
        _write_row(_Row(canvas, table, row, number), period, is_returned=is_returned)
        sheet.set_row(number, _height(table, row, widths))
    last_row = max(FIRST_ROW, FIRST_ROW + len(table.rows) - 1)
    _set_up(sheet, last_row, len(columns) - 1)


def _set_up(sheet: Worksheet, last_row: int, last_column: int) -> None:
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.protect("", _PROTECTION)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_margins(**_MARGINS)
    sheet.set_footer(_FOOTER)


def _texts(row: FormRow) -> Mapping[str, str]:
    """Return what a row shows by header word."""
    printed = {word: printed_text(value) for word, value in row.printed.items()}
    typed = {word: cell.text for word, cell in row.typed.items()}
    return {**printed, **typed, shape.FAULTS: _faults(row)}


def _widths(table: FormTable) -> Mapping[str, int]:
    """Return the width of each column, wider than usual where a text would not show whole at any height."""
    texts = [_texts(row) for row in table.rows]
    return {
        column.word: max(
            (fitting_width(text.get(column.word, ""), column.width) for text in texts), default=column.width
        )
        for column in table.shape.columns
    }


def _height(table: FormTable, row: FormRow, widths: Mapping[str, int]) -> int:
    """Show every text of a row whole, and leave room to type: Excel fits no row by itself on a locked sheet."""
    heights = (row_height(text, widths[word]) for word, text in _texts(row).items())
    return max(_ROOM[table.shape.sheet], *heights)


def _write_row(row: _Row, period: Period, *, is_returned: bool) -> None:
    for column in row.table.shape.columns:
        if column.typing is shape.Typing.FORMULA:
            _write_formula(row, column.word)
        elif column.is_typed:
            _write_typed(row, column)
        elif column.word != shape.FAULTS:
            _write_printed(row, column.word)
        elif is_returned:
            row.text(column.word, _faults(row.row), "fault")
    if row.row.is_ours:
        help_typing(row.canvas.sheet, row.table.shape, row.row, row.number, period)
        _mark_empty(row)


def _write_printed(row: _Row, word: str) -> None:
    value = row.row.printed.get(word)
    findings = row.row.findings.get(word, ())
    if not row.row.is_ours:
        row.canvas.typed(row.at(word), row.row.typed.get(word), "typed-text", findings)
        return
    style = "locked-center" if word in _CENTRED else "locked"
    if isinstance(value, Decimal):
        style = "locked-center" if word in _CENTRED else "locked-number"
        row.canvas.number(row.at(word), value, style, mark=heaviest(findings))
    else:
        style = "locked-number" if word in _NUMBERS else style
        row.canvas.text(row.at(word), value or "", style, mark=heaviest(findings))
    row.canvas.comment(row.at(word), findings)


def _write_typed(row: _Row, column: shape.Column) -> None:
    cell = row.row.typed.get(column.word)
    findings = row.row.findings.get(column.word, ())
    takes_none = column.typing is shape.Typing.AMOUNT and row.row.is_ours and row.row.check is None
    style = "typed-number" if column.typing is shape.Typing.AMOUNT else "typed-text"
    row.canvas.typed(row.at(column.word), cell, "locked" if takes_none and not cell else style, findings)


def _write_formula(row: _Row, word: str) -> None:
    if word == shape.LENGTHS:
        _write_lengths(row)
    elif row.row.check is None:
        row.text(word, SEE_TEXT if word == "自检" and row.row.is_ours else "", "locked-center")
    elif word == "完成率":
        _write_rate(row, row.row.check)
    else:
        _write_word(row, row.row.check)


def _write_rate(row: _Row, check: selfcheck.SelfCheck) -> None:
    formula = check.rate_formula(row.name("本期完成"))
    if not formula:
        row.text("完成率", "—", "locked-center")
        return
    rate = check.rate(_amount(row.row))
    result = half_up(rate, _RATE_DIGITS) if isinstance(rate, Decimal) else rate
    row.canvas.formula(row.at("完成率"), formula, result, "rate")


def _write_word(row: _Row, check: selfcheck.SelfCheck) -> None:
    cell = row.row.typed.get("本期完成")
    word = check.word(
        _amount(row.row),
        is_explained=bool(read_text(row.row.typed.get("情况说明"))),
        holds_something=not is_empty(cell),
        has_percent_format=cell is not None and "%" in cell.format,
    )
    formula = check.word_formula(row.name("本期完成"), row.name("情况说明"))
    row.canvas.formula(row.at("自检"), formula, word, "locked-center")


def _write_lengths(row: _Row) -> None:
    """Show the length of each text against its limit, live."""
    words = row.table.shape.typed
    parts = [f'"{word} "&LEN({row.name(word)})&"/{row.table.shape.limit(word)}"' for word in words]
    counts = [f"{word} {len(read_text(row.row.typed.get(word)))}/{row.table.shape.limit(word)}" for word in words]
    formula = "=" + "&CHAR(10)&".join(parts)
    position = row.at(shape.LENGTHS)
    row.canvas.formula(position, formula, "\n".join(counts), "locked-center")
    too_long = ",".join(f"LEN({row.name(word)})>{row.table.shape.limit(word)}" for word in words)
    row.canvas.mark_when(position, f"OR({too_long})", "bad")


def _amount(row: FormRow) -> Decimal | None:
    """Return the amount that the live formula sees: of a number, not of a text that we would read."""
    cell = row.typed.get("本期完成")
    number = None if cell is None else stored_number(cell)
    if cell is None or number is None or row.check is None:
        return None
    return in_percent(number) if row.check.is_percent and section_for(cell.format, number).is_percent else number


def _mark_empty(row: _Row) -> None:
    """Mark what is due and empty, as long as it is: an explanation counts for a figure."""
    for word in row.row.due:
        conditions = [f"LEN(TRIM({row.name(word)}))=0"]
        if row.row.indicator is not None:
            conditions.append(f"LEN(TRIM({row.name('情况说明')}))=0")
        row.canvas.mark_when(row.at(word), f"AND({','.join(conditions)})", "due")
    if row.row.check is not None:
        _colour_word(row)


def _colour_word(row: _Row) -> None:
    position = row.at("自检")
    for style, words in _COLOURS.items():
        tests = ",".join(f'{row.name("自检")}="{word}"' for word in words)
        row.canvas.mark_when(position, f"OR({tests})", style)


_COLOURS = {
    "good": (Status.EXCEEDED, Status.COMPLETED, Status.AHEAD, Status.ON_SCHEDULE, Status.MET),
    "bad": (
        selfcheck.TO_REPORT,
        selfcheck.NUMBERS_ONLY,
        selfcheck.FALLEN,
        selfcheck.PERCENT_DOUBT,
        selfcheck.BEHIND_UNEXPLAINED,
        Status.NOT_MET,
    ),
}


def _faults(row: FormRow) -> str:
    """Say all that must be mended in a row, numbered where there is more than one."""
    found = [item for items in row.findings.values() for item in items if item.severity is not Severity.NOTE]
    found.sort(key=lambda item: item.severity.rank)
    lines = [f"{item.message}{item.hint}" for item in found]
    return lines[0] if len(lines) == 1 else "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
