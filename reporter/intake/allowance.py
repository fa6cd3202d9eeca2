"""What a workbook may hold: its cells and characters counted sheet by sheet, and how far apart cells may lie."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from operator import itemgetter
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.records import CellRange
from reporter.intake.refusal import refuse
from reporter.intake.texts import check_length
from reporter.places import cell_name
from reporter.places import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.cells import Position
    from reporter.intake.cells import Stored


@dataclass(slots=True)
class Allowance:
    """How many cells and characters may still come; each sheet spends of it."""

    cells: int = field(default_factory=lambda: limits.CELLS)
    characters: int = field(default_factory=lambda: limits.TEXT_TOTAL)


def check_box(sheet: str, stored: dict[Position, Stored]) -> CellRange:
    """Return the rectangle around the cells, given in order, refusing one so large that a cell must be a slip."""
    if not stored:
        return CellRange(1, 1, 0, 0)
    columns = set(map(itemgetter(1), stored))
    box = CellRange(next(iter(stored))[0], min(columns), next(reversed(stored))[0], max(columns))
    if (box.bottom - box.top + 1) * (box.right - box.left + 1) > limits.BOX_CELLS:
        is_low = box.bottom * limits.COLUMNS > box.right * limits.ROWS
        far = max(stored, key=lambda position: position if is_low else position[::-1])
        refuse("far-cell", sheet, cell_name(*far), row=far[0], column=column_letters(far[1]))
    return box


def spend(sheet: str, stored: Mapping[Position, Stored], allowance: Allowance) -> None:
    """Count the sheet's cells and characters against what the workbook may hold."""
    allowance.cells -= len(stored)
    lengths = list(map(len, map(itemgetter(1), stored.values())))
    if max(lengths, default=0) > limits.TEXT_LENGTH:
        longest = list(stored)[lengths.index(max(lengths))]
        check_length(stored[longest][1], sheet, cell_name(*longest))
    allowance.characters -= sum(lengths)
    if allowance.cells < 0:
        refuse("too-many-cells", sheet, expected=f"{limits.CELLS:,}")
    if allowance.characters < 0:
        refuse("too-much-text", sheet, expected=f"{limits.TEXT_TOTAL:,}")
