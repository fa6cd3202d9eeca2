"""Old workbooks (.xls) through xlrd, as the same evidence; the format holds no formula text that xlrd hands out."""

from __future__ import annotations

import struct
from io import StringIO
from typing import TYPE_CHECKING
from typing import Any

import xlrd

from reporter.findings import finding
from reporter.intake import compound
from reporter.intake import limits
from reporter.intake.allowance import Allowance
from reporter.intake.allowance import check_box
from reporter.intake.allowance import spend
from reporter.intake.cells import DAMAGED
from reporter.intake.cells import SheetCells
from reporter.intake.formats import BUILT_IN
from reporter.intake.formats import GENERAL
from reporter.intake.merges import covered_cells
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawSheet
from reporter.intake.records import RawWorkbook
from reporter.intake.records import SheetState
from reporter.intake.refusal import refuse
from reporter.intake.texts import plain_text
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.findings import Finding
    from reporter.intake.cells import StoredCell

# xlrd reads bytes without checking them first: a damaged file surfaces as any of these. Each was seen in fuzzing.
_DAMAGE = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    LookupError,
    ValueError,
    ArithmeticError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
_STATES = {1: SheetState.HIDDEN, 2: SheetState.VERY_HIDDEN}


def read_legacy(data: bytes, name: str, sha256: str) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    """Read every sheet of an .xls file."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        rule = "password" if "encrypted" in str(error) else "broken-legacy"
        refuse(rule, found=str(error)[:80])
    except _DAMAGE as error:
        refuse("broken-legacy", found=type(error).__name__)
    allowance = Allowance()
    sheets = tuple(_sheet(name, book, sheet, allowance) for sheet in book.sheets())
    names = {item.name: _reference(item) for item in book.name_obj_list if item.scope == -1}
    found = tuple(_macros(name, data, book))
    return RawWorkbook(name, sha256, sheets, names, book.datemode == 1, shows_formulas=False), found


def _macros(file: str, data: bytes, book: Any) -> Iterator[Finding]:  # noqa: ANN401 - xlrd has no types
    """Note macros: a project of its own in the file, or names that run a macro sheet as the file is opened."""
    has_project = data.startswith(compound.SIGNATURE) and "_VBA_PROJECT" in compound.streams(data)
    if has_project or any(item.name.casefold().startswith("auto_") for item in book.name_obj_list):
        yield finding("intake.macros", Place(file))


def _reference(name: Any) -> str:  # noqa: ANN401 - xlrd has no types
    """Return what a defined name refers to as text, empty where xlrd could not make it out."""
    return (name.result.text or "") if name.result is not None else ""


def _sheet(file: str, book: Any, sheet: Any, allowance: Allowance) -> RawSheet:  # noqa: ANN401 - xlrd has no types
    name = visible(sheet.name)
    rows: dict[int, list[StoredCell]] = {}
    for row in range(sheet.nrows):
        cells: list[StoredCell] = [
            (column + 1, *stored)
            for column in range(sheet.row_len(row))
            if (stored := _stored(book, sheet.cell(row, column))) is not None
        ]
        if cells:
            rows[row + 1] = cells
    box = check_box(name, rows)
    spend(name, rows, allowance)
    merges = tuple(CellRange(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    if len(merges) > limits.MERGES:
        refuse("too-many-merges", name, expected=str(limits.MERGES))
    sheet_cells = SheetCells(
        file,
        name,
        rows,
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        covered_cells(name, merges, rows, box),
    )
    return RawSheet(name, _STATES.get(sheet.visibility, SheetState.VISIBLE), sheet_cells, merges)


def _stored(book: Any, cell: Any) -> tuple[CellKind, str, str, str] | None:  # noqa: ANN401 - xlrd has no types
    code = _format(book, cell.xf_index)
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return CellKind.TEXT, plain_text(cell.value), code, ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return CellKind.BOOLEAN, "TRUE" if cell.value else "FALSE", code, ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return CellKind.ERROR, xlrd.error_text_from_code.get(cell.value, DAMAGED), code, ""
    return CellKind.NUMBER, repr(cell.value).removesuffix(".0"), code, ""


def _format(book: Any, index: int | None) -> str:  # noqa: ANN401 - xlrd has no types
    if index is None or index >= len(book.xf_list):
        return GENERAL
    key = book.xf_list[index].format_key
    item = book.format_map.get(key)
    return item.format_str if item is not None and item.format_str else BUILT_IN.get(str(key), GENERAL)
