"""What a workbook may hold: its cells and characters counted sheet by sheet, and how far apart cells may lie."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.records import CellRange
from reporter.intake.refusal import refuse
from reporter.intake.texts import check_length
from reporter.places import cell_name
from reporter.places import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.intake.cells import StoredRows


@dataclass(slots=True)
class Allowance:
    """How many cells and characters may still come; each sheet spends of it."""

    cells: int = field(default_factory=lambda: limits.CELLS)
    characters: int = field(default_factory=lambda: limits.TEXT_TOTAL)


def check_box(sheet: str, rows: StoredRows) -> CellRange:
    """Return the rectangle around the cells, refusing one so large that a cell must be a slip."""
    if not rows:
        return CellRange(1, 1, 0, 0)
    left, right = min(cells[0][0] for cells in rows.values()), max(cells[-1][0] for cells in rows.values())
    box = CellRange(min(rows), left, max(rows), right)
    if (box.bottom - box.top + 1) * (box.right - box.left + 1) > limits.BOX_CELLS:
        is_low = box.bottom * limits.COLUMNS > box.right * limits.ROWS
        row = box.bottom if is_low else max(row for row, cells in rows.items() if cells[-1][0] == right)
        column = rows[row][-1][0]
        refuse("far-cell", sheet, cell_name(row, column), row=row, column=column_letters(column))
    return box


def check_names(sheets: Sequence[str]) -> None:
    """Refuse more sheets than anybody needs, and those that nobody could tell apart."""
    if len(sheets) > limits.SHEETS:
        refuse("too-many-sheets", found=str(len(sheets)), expected=str(limits.SHEETS))
    seen: set[str] = set()
    for name in sheets:
        if len(name) > limits.SHEET_NAME:
            refuse("broken-sheet", found=f"{name[:40]}……")
        if name.casefold() in seen:
            refuse("duplicate-entry", found=name)
        seen.add(name.casefold())


def spend(sheet: str, rows: StoredRows, allowance: Allowance) -> None:
    """Count the sheet's cells and characters against what the workbook may hold."""
    lengths = [len(cell[2]) for cells in rows.values() for cell in cells]
    if max(lengths, default=0) > limits.TEXT_LENGTH:
        _refuse_longest(sheet, rows)
    allowance.cells -= len(lengths)
    allowance.characters -= sum(lengths)
    if allowance.cells < 0:
        refuse("too-many-cells", sheet, expected=f"{limits.CELLS:,}")
    if allowance.characters < 0:
        refuse("too-much-text", sheet, expected=f"{limits.TEXT_TOTAL:,}")


def _refuse_longest(sheet: str, rows: StoredRows) -> None:
    texts = ((cell[2], row, cell[0]) for row, cells in rows.items() for cell in cells)
    text, row, column = max(texts, key=lambda found: len(found[0]))
    check_length(text, sheet, cell_name(row, column))
