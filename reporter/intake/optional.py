"""Binary workbooks (.xlsb) through python-calamine where it is installed, in a process of its own.

calamine can end the process on a hostile file, hands out no number formats and no formulas, and shows an Excel error as
empty. So what it reads comes with a finding that says what could not be seen.
"""

from __future__ import annotations

import datetime as dt
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.allowance import Allowance
from reporter.intake.allowance import check_box
from reporter.intake.allowance import spend
from reporter.intake.cells import SheetCells
from reporter.intake.formats import GENERAL
from reporter.intake.records import CellKind
from reporter.intake.records import RawSheet
from reporter.intake.records import RawWorkbook
from reporter.intake.records import SheetState
from reporter.intake.refusal import RefusalError
from reporter.intake.refusal import refuse
from reporter.intake.texts import plain_text
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.cells import StoredCell

_STATES = {"Hidden": SheetState.HIDDEN, "VeryHidden": SheetState.VERY_HIDDEN}


def read_optional(data: bytes, kind: str, name: str, sha256: str) -> tuple[RawWorkbook | None, tuple[Finding, ...]]:
    """Read every sheet of an .xlsb file, in this process; `isolation` calls it in another."""
    try:
        return _read(data, kind, name, sha256)
    except RefusalError as refusal:
        return None, (refusal.finding(name),)


def _read(data: bytes, kind: str, name: str, sha256: str) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    if find_spec("python_calamine") is None:
        refuse("no-reader", found=f".{kind}")
    import python_calamine  # noqa: PLC0415 - optional

    try:
        book = python_calamine.load_workbook(BytesIO(data))
        grids = [
            (item, book.get_sheet_by_name(item.name).to_python(skip_empty_area=False)) for item in book.sheets_metadata
        ]
    except python_calamine.CalamineError as error:
        refuse("broken-part", found=str(error)[:80])
    allowance = Allowance()
    sheets = tuple(_sheet(name, visible(item.name), _state(str(item.visible)), grid, allowance) for item, grid in grids)
    unseen = finding("intake.formats-unseen", Place(name), found=f".{kind}")
    return RawWorkbook(name, sha256, sheets, shows_formulas=False), (unseen,)


def _state(visible: str) -> SheetState:
    return _STATES.get(visible.rpartition(".")[2], SheetState.VISIBLE)


def _sheet(
    file: str, title: str, state: SheetState, grid: Sequence[Sequence[object]], allowance: Allowance
) -> RawSheet:
    rows: dict[int, list[StoredCell]] = {}
    for row, values in enumerate(grid, start=1):
        cells: list[StoredCell] = [
            (column, *_stored(value), GENERAL, "")
            for column, value in enumerate(values, start=1)
            if value not in {"", None}
        ]
        if cells:
            rows[row] = cells
    check_box(title, rows)
    spend(title, rows, allowance)
    return RawSheet(title, state, SheetCells(file, title, rows))


def _stored(value: object) -> tuple[CellKind, str]:
    if isinstance(value, bool):
        return CellKind.BOOLEAN, str(value).upper()
    if isinstance(value, int | float):
        return CellKind.NUMBER, repr(value).removesuffix(".0")
    if isinstance(value, dt.date | dt.time):
        return CellKind.DATE, value.isoformat()
    return CellKind.TEXT, plain_text(str(value))
