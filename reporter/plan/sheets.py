"""Sheets of the operator's own workbooks as rows: header words checked, merged cells spread, empty rows skipped."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeVar

from reporter.findings import finding
from reporter.intake.tables import header_word
from reporter.intake.tables import read_table
from reporter.places import Place
from reporter.plan.cells import RowReader

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.records import CellRange
    from reporter.intake.records import RawCell
    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook

Choice = TypeVar("Choice")
_MOST_COMPARED = 500


@dataclass(frozen=True, slots=True)
class SheetShape:
    """What a sheet of the contract is called and which header words it needs; `optional` words may be absent."""

    name: str
    words: tuple[str, ...]
    optional: tuple[str, ...] = ()


def read_rows(
    workbook: RawWorkbook, shape: SheetShape, faults: list[Finding], *, may_be_absent: bool = False
) -> tuple[RowReader, ...]:
    """Return the rows of a sheet that hold anything; what is wrong with sheet and header is added to `faults`."""
    sheet = find_sheet(workbook, shape.name)
    if sheet is None:
        if not may_be_absent:
            faults.append(_missing_sheet(workbook, shape))
        return ()
    return _rows(workbook, sheet, shape, faults)


def read_only_table(workbook: RawWorkbook, shape: SheetShape, faults: list[Finding]) -> tuple[RowReader, ...]:
    """Return the rows of a workbook that is one table: of the sheet so named, or else of the first with its header."""
    sheet = find_sheet(workbook, shape.name)
    if sheet is None:
        tables = ((item, read_table(workbook.file, item, shape.words)) for item in workbook.sheets)
        sheet = next((item for item, table in tables if table and not table.missing), None)
    if sheet is None:
        sheet = next(iter(workbook.sheets), None)
    return _rows(workbook, sheet, shape, faults) if sheet else ()


def find_sheet(workbook: RawWorkbook, name: str) -> RawSheet | None:
    """Return the sheet of that name, blanks around or inside it aside."""
    return next((sheet for sheet in workbook.sheets if header_word(sheet.name) == name), None)


def choice(row: RowReader, word: str, words: Mapping[str, Choice], *, rule: str) -> Choice | None:
    """Read one of the `words`; anything else is a fault of `rule` and None. Full-width signs count as half-width."""
    text = header_word(row.text(word))
    if text in words:
        return words[text]
    if not row.is_unreadable(word):
        expected = "、".join(dict.fromkeys(item for item in words if item))
        row.fault(rule if text else "plan.cell-empty", word, expected=expected)
    return None


def likeness(text: str, known: Collection[str]) -> str:
    """Suggest a known word that is like `text`, worded to stand behind a remedy; empty where none is, or too many are.

    Comparing takes time for each known word; in a plan of thousands with a column gone wrong it would take minutes.
    """
    if len(known) > _MOST_COMPARED:
        return ""
    matches = difflib.get_close_matches(text, list(known), n=1, cutoff=0.5)
    return f"（是不是“{matches[0]}”？）" if matches else ""


def _rows(workbook: RawWorkbook, sheet: RawSheet, shape: SheetShape, faults: list[Finding]) -> tuple[RowReader, ...]:
    table = read_table(workbook.file, _with_merges_spread(sheet), (*shape.words, *shape.optional))
    if table is None:
        place = Place(workbook.file, (sheet.name,))
        faults.append(finding("plan.no-header", place, sheet=sheet.name, expected=" | ".join(shape.words)))
        return ()
    missing = [word for word in table.missing if word in shape.words]
    header = table.header
    faults.extend(finding("plan.header-missing", header, expected=word, sheet=sheet.name) for word in missing)
    faults.extend(
        finding("plan.header-repeated", place, found=word, sheet=sheet.name) for word, place in table.repeated.items()
    )
    if missing:
        return ()
    return tuple(
        RowReader(row, faults, uses_1904_dates=workbook.uses_1904_dates)
        for row in table.rows
        if any(cell.text.strip() or cell.formula for cell in row.cells.values())
    )


def _missing_sheet(workbook: RawWorkbook, shape: SheetShape) -> Finding:
    names = [sheet.name for sheet in workbook.sheets]
    place = Place(workbook.file, (shape.name,))
    return finding("plan.sheet-missing", place, found="、".join(names), expected=shape.name)


def _with_merges_spread(sheet: RawSheet) -> RawSheet:
    """Let a merged cell count in every row it reaches down, as the eye sees it; what lies under a merge is not seen.

    Only rows that hold something of their own take part, so that a merge over empty rows makes no row of them.
    """
    cells = {position: cell for position, cell in sheet.cells.items() if not cell.is_covered}
    rows = sorted({row for row, _ in cells})
    for merge in sheet.merges:
        anchor = cells.get((merge.top, merge.left))
        if anchor:
            cells.update(_copies(anchor, merge, rows))
    return replace(sheet, cells=cells)


def _copies(anchor: RawCell, merge: CellRange, rows: Sequence[int]) -> Iterator[tuple[tuple[int, int], RawCell]]:
    return (((row, merge.left), anchor) for row in rows if merge.top < row <= merge.bottom)
