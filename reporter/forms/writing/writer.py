"""Writing a form as a workbook: the blank as it is issued, and the same layout with what was typed and found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.writing.guide_sheet import write_guide
from reporter.forms.writing.guide_sheet import write_identity
from reporter.forms.writing.laying import Canvas
from reporter.forms.writing.problems_sheet import write_problems
from reporter.forms.writing.styles import Palette
from reporter.forms.writing.table_sheet import write_table
from reporter.forms.writing.workbooks import new_workbook

if TYPE_CHECKING:
    from reporter.forms.content import FormBook
    from reporter.forms.content import Problem
    from reporter.intake.records import RawSheet

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_KEPT_NAME = re.compile(rf"{shape.ORIGINAL}[0-9]+·")
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Returned:
    """What a returned copy carries beside the form: the problems, a remark above them, sheets kept as received."""

    problems: tuple[Problem, ...]
    remark: str
    originals: tuple[RawSheet, ...] = ()


def write_form(form: FormBook, returned: Returned | None = None) -> bytes:
    """Write a form; a returned copy opens with the sheet 退回说明 and shows a column 错误说明."""
    buffer = BytesIO()
    with new_workbook(buffer, f"{form.guide.title}（{form.department}）") as book:
        palette = Palette(book)
        if returned is not None:
            heading = f"{form.department} {form.period.title}填报表退回说明"
            sheet = Canvas(book.add_worksheet(shape.Sheet.PROBLEMS), palette)
            write_problems(sheet, heading, returned.problems, returned.remark)
        write_guide(book, Canvas(book.add_worksheet(shape.Sheet.GUIDE), palette), form)
        for table in form.tables:
            canvas = Canvas(book.add_worksheet(table.shape.sheet), palette)
            write_table(canvas, table, form.period, is_returned=returned is not None)
        for number, original in enumerate(returned.originals if returned else (), start=1):
            _write_original(Canvas(book.add_worksheet(_original_name(original.name, number)), palette), original)
        write_identity(Canvas(book.add_worksheet(shape.Sheet.IDENTITY), palette), form)
    return buffer.getvalue()


def write_note(heading: str, problems: tuple[Problem, ...], remark: str) -> bytes:
    """Write a workbook that only says what is wrong with a file."""
    buffer = BytesIO()
    with new_workbook(buffer, heading) as book:
        write_problems(Canvas(book.add_worksheet(shape.Sheet.PROBLEMS), Palette(book)), heading, problems, remark)
    return buffer.getvalue()


def _write_original(canvas: Canvas, original: RawSheet) -> None:
    """Keep a sheet as it was received: every cell where it stood, as it was typed."""
    for (row, column), cell in sorted(original.cells.items()):
        canvas.typed((row - 1, column - 1), cell, "kept")


def _original_name(name: str, number: int) -> str:
    """Name a kept sheet as Excel allows, and as before when a copy is returned again."""
    received = _NOT_IN_NAMES.sub("", _KEPT_NAME.sub("", name))
    return f"{shape.ORIGINAL}{number}·{received}"[:_LONGEST_NAME]
