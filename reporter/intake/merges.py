"""Merged ranges: which cells that hold something lie under a merge, where nobody sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.cells import between
from reporter.intake.records import CellRange
from reporter.intake.refusal import refuse
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.intake.cells import Position
    from reporter.intake.cells import StoredRows


def merged_range(sheet: str, reference: str) -> CellRange:
    """Read `A1:C3`; a single cell is a range too."""
    first, _, last = reference.replace("$", "").partition(":")
    start, end = cell_position(first.upper()), cell_position((last or first).upper())
    if start is None or end is None or start[0] > limits.ROWS or end[1] > limits.COLUMNS:
        refuse("broken-sheet", sheet, found=f'mergeCell ref="{reference[:40]}"')
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return CellRange(rows[0], columns[0], rows[1], columns[1])


def covered_cells(sheet: str, merges: Iterable[CellRange], stored: StoredRows, box: CellRange) -> frozenset[Position]:
    """Return the positions that hold something and lie in a merged range, but not in its first cell.

    Ranges that do not overlap cannot be larger together than the box around all cells, which bounds the work.
    """
    budget = (box.bottom - box.top + 1) * (box.right - box.left + 1)
    covered: set[Position] = set()
    for merge in merges:
        rows = range(max(merge.top, box.top), min(merge.bottom, box.bottom) + 1)
        columns = range(max(merge.left, box.left), min(merge.right, box.right) + 1)
        budget -= len(rows) * len(columns)
        if budget < 0:
            refuse("overlapping-merges", sheet)
        for row in rows:
            cells = between(stored.get(row, ()), merge.left, merge.right)
            covered.update((row, cell[0]) for cell in cells)
        covered.discard((merge.top, merge.left))
    return frozenset(covered)
