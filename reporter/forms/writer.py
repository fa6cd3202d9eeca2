"""Writing a form as a workbook: the blank as it is issued, and the same layout with what was typed and found in it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

from reporter.forms import shape
from reporter.forms.guide_sheet import write_guide
from reporter.forms.guide_sheet import write_identity
from reporter.forms.laying import Canvas
from reporter.forms.problems_sheet import write_problems
from reporter.forms.styles import Palette
from reporter.forms.table_sheet import write_table

if TYPE_CHECKING:
    from reporter.forms.content import FormBook

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the writer stores it without a zone; fixed, so that bytes are too
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_form(form: FormBook) -> bytes:
    """Write a form; a returned copy (`problems` is given) opens with the sheet 退回说明."""
    buffer = BytesIO()
    with _workbook(buffer, f"{form.guide.title}（{form.department}）") as book:
        palette = Palette(book)
        if form.problems is not None:
            heading = f"{form.department} {form.period.title}填报表退回说明"
            write_problems(Canvas(book.add_worksheet(shape.Sheet.PROBLEMS), palette), heading, form.problems)
        write_guide(book, Canvas(book.add_worksheet(shape.Sheet.GUIDE), palette), form)
        for table in form.tables:
            sheet = book.add_worksheet(table.shape.sheet)
            write_table(Canvas(sheet, palette), table, form.period, is_returned=form.problems is not None)
        write_identity(Canvas(book.add_worksheet(shape.Sheet.IDENTITY), palette), form)
    return buffer.getvalue()


def _workbook(buffer: BytesIO, title: str) -> Workbook:
    book = Workbook(buffer, _OPTIONS)
    book.set_properties({"title": title, "author": "", "created": _CREATED})
    book.set_calc_mode("auto")
    return book
