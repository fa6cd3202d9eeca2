"""The sheets around the tables: 填报说明 with the named cells, and the hidden sheet that says whose form this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.forms import guide
from reporter.forms import shape
from reporter.forms.content import printed_text
from reporter.forms.writing.laying import row_height
from reporter.places import cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from reporter.forms.content import FormBook
    from reporter.forms.writing.laying import Canvas

_WIDTHS = (3, 18, 44, 18, 44)
_LABEL, _VALUE, _LAST = 1, 2, 4
_FIRST_FACT = 3
_STEP_WIDTH = sum(_WIDTHS[_LABEL:])
_PROMPTS: Mapping[str, str] = {
    shape.FILLED_BY: "填表人姓名。",
    shape.CHECKED_BY: "审核人姓名，即对数字负责的人。",
    shape.FILLED_ON: "例如 2023-07-05。重报时请改为当天：同一单位以日期较晚的文件为准。",
    shape.PHONE: "数字有疑问时打给谁。",
}


def write_guide(book: Workbook, canvas: Canvas, form: FormBook) -> None:
    """Lay out 填报说明."""
    sheet = canvas.sheet
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    canvas.text((0, _LABEL), form.guide.title, "title")
    sheet.set_row(0, 34)
    row = _section(canvas, _FIRST_FACT - 1, guide.ABOUT)
    for label, value in form.guide.facts:
        canvas.text((row, _LABEL), label, "label")
        canvas.text((row, _VALUE), value, "locked")
        sheet.set_row(row, 22)
        row += 1
    for name in shape.NAMED_CELLS:
        _named_cell(book, canvas, (row, name), form)
        row += 1
    row = _section(canvas, row + 1, guide.HOW)
    for number, step in enumerate(form.guide.steps, start=1):
        text = f"{number}. {step}"
        sheet.merge_range(row, _LABEL, row, _LAST, "", canvas.palette.style("step"))
        canvas.text((row, _LABEL), text, "step")
        sheet.set_row(row, row_height(text, _STEP_WIDTH))
        row += 1
    row = _section(canvas, row + 1, guide.SIGN)
    for number, label in enumerate(guide.SIGNATURES):
        canvas.text((row, _LABEL + number), label, "sign")
    sheet.set_row(row, 40)
    _set_up(sheet)


def named_cell(form: FormBook, name: str) -> str:
    """Name the cell of a part of the signature: it stands below the facts."""
    row = _FIRST_FACT + len(form.guide.facts) + shape.NAMED_CELLS.index(name)
    return cell_name(row + 1, _VALUE + 1)


def _section(canvas: Canvas, row: int, title: str) -> int:
    canvas.text((row, _LABEL), title, "section")
    canvas.sheet.set_row(row, 26)
    return row + 1


def _named_cell(book: Workbook, canvas: Canvas, target: tuple[int, str], form: FormBook) -> None:
    row, name = target
    is_date = name == shape.FILLED_ON
    canvas.text((row, _LABEL), name, "label")
    canvas.typed(
        (row, _VALUE),
        form.guide.typed.get(name),
        "typed-date" if is_date else "typed-text",
        form.guide.findings.get(name, ()),
    )
    canvas.sheet.set_row(row, 22)
    book.define_name(name, f"='{shape.Sheet.GUIDE}'!$C${row + 1}")
    canvas.sheet.data_validation(
        row, _VALUE, row, _VALUE, {"validate": "any", "input_title": name, "input_message": _PROMPTS[name]}
    )


def _set_up(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def write_identity(canvas: Canvas, form: FormBook) -> None:
    """Write the hidden sheet: key and value a row, then what was issued, a row an indicator or task; all of it text."""
    for row, (key, value) in enumerate(form.identity.items()):
        canvas.text((row, 0), key, "hidden")
        canvas.text((row, 1), value, "hidden")
    header = len(form.identity) + 1
    for row, texts in enumerate([shape.ISSUED.words, *_issued_texts(form)], start=header):
        for column, text in enumerate(texts):
            canvas.text((row, column), text, "hidden")
    canvas.sheet.protect("")
    canvas.sheet.very_hidden()


def _issued_texts(form: FormBook) -> list[tuple[str, ...]]:
    return [tuple(printed_text(row[word]) for word in shape.ISSUED.words) for row in form.issued]
