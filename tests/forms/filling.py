"""Filling issued blanks as a department does, with openpyxl as its Excel, and reading them back through the doors."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from reporter.forms.reading.submission import read_submission
from reporter.forms.writing.blank import write_blank
from reporter.intake.workbooks import read_workbook_bytes
from tests.plans import HALF_YEAR
from tests.plans import LEAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from decimal import Decimal

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from reporter.findings import Finding
    from reporter.forms.records import Figure
    from reporter.forms.records import Submission
    from reporter.intake.records import RawWorkbook
    from reporter.periods import Period
    from reporter.plan.records import Plan

    Typed = str | float | date | bool | None

AS_OF = date(2023, 7, 15)
HEADER_ROW = 3
SIGNED = {"填报人": "张某", "审核人": "李某", "填报日期": date(2023, 7, 5), "联系电话": "1234"}


def blank(
    plan: Plan, period: Period = HALF_YEAR, department: str = LEAD, earlier: Mapping[str, Decimal] | None = None
) -> bytes:
    """Issue a department's blank."""
    return write_blank(plan, period, plan.department_by_name[department], earlier or {})


def open_blank(data: bytes) -> Workbook:
    """Open a workbook for filling."""
    return openpyxl.load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    """Save a workbook to bytes."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def row_of(sheet: Worksheet, key: str) -> int:
    """Find the row of an indicator, task or commitment."""
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value) == key:
            return row
    raise KeyError(key)


def column_of(sheet: Worksheet, word: str) -> int:
    """Find a column by its header word."""
    for column in range(1, sheet.max_column + 1):
        if sheet.cell(HEADER_ROW, column).value == word:
            return column
    raise KeyError(word)


def put(book: Workbook, sheet_name: str, key: str, word: str, value: Typed) -> None:
    """Type a value into the row of `key` under the header `word`."""
    sheet = book[sheet_name]
    sheet.cell(row_of(sheet, key), column_of(sheet, word)).value = value


def sign(book: Workbook, **changes: Typed) -> None:
    """Fill the named cells of 填报说明."""
    for name, value in {**SIGNED, **changes}.items():
        sheet_name, _, cell = book.defined_names[name].attr_text.rpartition("!")
        book[sheet_name.strip("'")][cell.replace("$", "")].value = value


def filled(
    data: bytes,
    figures: Mapping[str, Typed] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    also: Callable[[Workbook], object] | None = None,
    **signature: Typed,
) -> bytes:
    """Fill figures by indicator and 推进情况 by task, sign, and do whatever else a test's clerk does."""
    book = open_blank(data)
    for key, value in (figures or {}).items():
        put(book, "指标进展", key, "本期完成", value)
    for key, value in (texts or {}).items():
        put(book, "推进情况", key, "推进情况", value)
    sign(book, **signature)
    if also is not None:
        also(book)
    return saved(book)


def raw(data: bytes, name: str = f"{LEAD}.xlsx") -> RawWorkbook:
    """Read bytes through the door of intake."""
    workbook, findings = read_workbook_bytes(data, name)
    assert workbook is not None, findings
    return workbook


def read(
    data: bytes, plan: Plan, period: Period = HALF_YEAR, *, name: str = f"{LEAD}.xlsx"
) -> tuple[Submission | None, tuple[Finding, ...]]:
    """Read bytes through both doors."""
    return read_submission(raw(data, name), plan, period, as_of=AS_OF)


def figures_of(submission: Submission | None) -> Mapping[str, Figure]:
    """Return figures by indicator."""
    assert submission is not None
    return {figure.indicator: figure for figure in submission.figures}


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """Return rule and place inside the file of every finding."""
    return {(item.rule, "!".join(item.place.parts)) for item in findings}
