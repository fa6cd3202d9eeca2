"""The witness: openpyxl reads the same cells, and a cell on which the two readers differ is shown with both values."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.formula import DataTableFormula

from reporter.findings import finding
from reporter.intake.cells import DAMAGED
from reporter.intake.formulas import NOT_SPELLED_OUT
from reporter.intake.gate import FileKind
from reporter.intake.gate import admit
from reporter.intake.ooxml.sheets import TABLE_FORMULA
from reporter.intake.records import CellKind
from reporter.intake.refusal import RefusalError
from reporter.intake.texts import plain_text
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from reporter.findings import Finding
    from reporter.intake.cells import Position
    from reporter.intake.records import RawCell
    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook

# What openpyxl was seen to raise on files that Excel opens: broken styles, absent parts, odd values. Its XML parsers,
# two of them, both raise kinds of SyntaxError.
_FAILURES = (
    zipfile.BadZipFile,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
)


def compare(workbook: RawWorkbook, data: bytes) -> tuple[Finding, ...]:
    """Return a finding for each cell that openpyxl reads otherwise from the same bytes; none for what is no xlsx."""
    if _kind(data) is not FileKind.XLSX:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(BytesIO(data), data_only=True)
            formulas = openpyxl.load_workbook(BytesIO(data), data_only=False)
    except _FAILURES as error:
        reason = f"{type(error).__name__}: {error}"[:120]
        return (finding("intake.witness-failed", Place(workbook.file), found=reason),)
    return tuple(_differences(workbook, values, formulas))


def _kind(data: bytes) -> FileKind | None:
    try:
        return admit(data).kind
    except RefusalError:
        return None


def _differences(workbook: RawWorkbook, values: Workbook, formulas: Workbook) -> Iterator[Finding]:
    ours = [sheet.name for sheet in workbook.sheets]
    theirs = {visible(name): name for name in values.sheetnames}
    if ours != list(theirs):
        yield _differs(Place(workbook.file), "、".join(ours), "、".join(theirs))
        return
    epoch = CALENDAR_MAC_1904 if workbook.uses_1904_dates else CALENDAR_WINDOWS_1900
    for sheet in workbook.sheets:
        shown, written = values[theirs[sheet.name]], formulas[theirs[sheet.name]]
        if hasattr(shown, "_cells"):  # a chart sheet has none
            yield from _sheet_differences(workbook.file, sheet, (_cells(shown), _cells(written)), epoch)


def _cells(sheet: Worksheet) -> dict[Position, Cell]:
    # The only way to the cells that openpyxl read; every other one makes the cells it is asked for.
    return {position: cell for position, cell in sheet._cells.items() if isinstance(cell, Cell)}  # noqa: SLF001


def _sheet_differences(
    file: str, sheet: RawSheet, witnessed: tuple[dict[Position, Cell], dict[Position, Cell]], epoch: dt.datetime
) -> Iterator[Finding]:
    values, formulas = witnessed
    for position in sorted(values.keys() | formulas.keys() | sheet.cells.keys()):
        ours = sheet.cells.get(position)
        if ours is not None and (ours.is_covered or ours.text == DAMAGED):
            continue  # openpyxl wipes what lies under a merge; what is damaged is a finding already
        place = Place.cell(file, sheet.name, *position)
        value = values[position].value if position in values else None
        if not _agrees(ours, value, epoch):
            yield _differs(place, ours.text if ours else "", "" if value is None else str(value))
        formula = _formula(formulas.get(position))
        written = ours.formula if ours else ""
        if formula != written and not written.endswith(NOT_SPELLED_OUT):
            yield _differs(place, f"={written}", f"={formula}")


def _agrees(ours: RawCell | None, value: object, epoch: dt.datetime) -> bool:
    if ours is None or ours.kind is CellKind.NO_RESULT:
        return value is None or value == ""
    if isinstance(value, bool):
        return ours.kind is CellKind.BOOLEAN and ours.text == str(value).upper()
    if isinstance(value, str) or value is None:
        return ours.kind in {CellKind.TEXT, CellKind.ERROR} and plain_text(str(value or "")) == ours.text
    if isinstance(value, int | float):
        # A date under a format that openpyxl does not know is the same number to it.
        return ours.kind in {CellKind.NUMBER, CellKind.DATE} and type(value)(ours.text) == value
    return ours.kind is CellKind.DATE and value in _dates(ours.text, epoch)


def _dates(text: str, epoch: dt.datetime) -> tuple[object, ...]:
    """Return what openpyxl may make of a stored date: of a serial number a day, or a span of time."""
    try:
        serial = float(text)
    except ValueError:
        return (from_ISO8601(text),)  # type: ignore[no-untyped-call] # its stubs name no type
    return from_excel(serial, epoch), from_excel(serial, epoch, timedelta=True)


def _formula(cell: Cell | None) -> str:
    value = cell.value if cell is not None and cell.data_type == "f" else None
    if isinstance(value, DataTableFormula):
        return TABLE_FORMULA
    text = value.text if isinstance(value, ArrayFormula) else value
    return str(text or "").removeprefix("=")


def _differs(place: Place, ours: str, theirs: str) -> Finding:
    return finding("intake.witness-differs", place, found=ours or "（空）", expected=theirs or "（空）")
