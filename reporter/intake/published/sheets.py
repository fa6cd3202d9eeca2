"""Published workbooks as documents: title, headings and tables told apart by how many cells of a row are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.published.shown import shown_text
from reporter.intake.records import RawDocument
from reporter.intake.records import RawTable
from reporter.intake.records import RawTableRow
from reporter.intake.records import SheetState
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook


def as_document(workbook: RawWorkbook, remarks: tuple[Finding, ...] = ()) -> RawDocument:
    """Read the visible sheets of a workbook as tables; the first single text of the first sheet is the title."""
    tables: list[RawTable] = []
    titles: list[str] = []
    hidden = [sheet for sheet in workbook.sheets if sheet.state is not SheetState.VISIBLE and sheet.cells]
    for sheet in workbook.sheets:
        if sheet.state is SheetState.VISIBLE and sheet.cells:
            rows = _texts(sheet, uses_1904_dates=workbook.uses_1904_dates)
            titles += [_only(rows[min(rows)])]
            tables += _tables(workbook.file, sheet.name, rows)
    found = (finding("intake.hidden-sheet", Place(workbook.file, (sheet.name,)), found=sheet.name) for sheet in hidden)
    return RawDocument(
        workbook.file, workbook.sha256, next(filter(None, titles), ""), tuple(tables), (*remarks, *found)
    )


def _texts(sheet: RawSheet, *, uses_1904_dates: bool) -> dict[int, dict[int, str]]:
    """Return what each row shows, by row and column; a value under a merge is not shown."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        text = "" if cell.is_covered else shown_text(cell, uses_1904_dates=uses_1904_dates)
        if text.strip():
            rows.setdefault(row, {})[column] = text
    return rows or {1: {1: ""}}


def _only(row: Mapping[int, str]) -> str:
    """Return the text of a row that has one only."""
    return next(iter(row.values())).strip() if len(row) == 1 else ""


def _tables(file: str, sheet: str, rows: Mapping[int, Mapping[int, str]]) -> list[RawTable]:
    """Cut a sheet into tables: single texts above a header are headings; the header again begins the next table."""
    width = range(min(min(row) for row in rows.values()), max(max(row) for row in rows.values()) + 1)
    parts: list[tuple[str, list[int]]] = [("", [])]
    header: tuple[str, ...] = ()
    loose: list[int] = []
    for number in sorted(rows):
        if _only(rows[number]) and len(width) > 1:
            loose.append(number)
            continue
        texts = tuple(rows[number].values())
        begins = not header or texts == header
        header = header or texts
        if begins:
            parts.append((_only(rows[loose[-1]]) if loose else "", []))
        else:
            parts[-1][1].extend(loose)
        loose = []
        parts[-1][1].append(number)
    parts[-1][1].extend(loose)
    return [_table(file, sheet, heading, rows, numbers, width) for heading, numbers in parts if numbers]


def _table(  # noqa: PLR0913, PLR0917 - where it stands, what it is called, and which part of which rows
    file: str, sheet: str, heading: str, rows: Mapping[int, Mapping[int, str]], numbers: Sequence[int], width: range
) -> RawTable:
    return RawTable(
        heading,
        tuple(
            RawTableRow(
                tuple(rows[number].get(column, "") for column in width),
                tuple(Place.cell(file, sheet, number, column) for column in width),
            )
            for number in numbers
        ),
    )
