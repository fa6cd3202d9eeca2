"""The cells of a sheet as they were stored; a RawCell is made where somebody looks, so a large sheet stays small."""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from operator import itemgetter
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeVar
from typing import overload

from reporter.intake.formats import GENERAL
from reporter.intake.formats import sections
from reporter.intake.formulas import moved
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.intake.records import Mark

Default = TypeVar("Default")
Position = tuple[int, int]


class SharedFormula(NamedTuple):
    """A formula and the cell it was written for."""

    row: int
    column: int
    text: str


DAMAGED = "#损坏"
"""The text of a cell that is stored in a way nobody can read; its kind is ERROR, so that it never counts."""
DAMAGED_CELL = (CellKind.ERROR, DAMAGED, GENERAL, "")
"""What is stored for it, behind its column."""
StoredCell = tuple[int, CellKind, str, str, str | SharedFormula]
"""Column, kind, text, format code, formula."""
StoredRows = Mapping[int, Sequence[StoredCell]]
"""Rows in order, each with its cells in order; no row is empty. Cell by cell it would take twice the memory."""

_column = itemgetter(0)


@dataclass(frozen=True, slots=True, eq=False)
class SheetCells(Mapping[Position, RawCell]):
    """Cells by (row, column) in the order of the sheet."""

    file: str
    sheet: str
    rows: StoredRows
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    covered: frozenset[Position] = frozenset()
    marks: Mapping[Position, tuple[Mark, ...]] = field(default_factory=dict)
    spelled: dict[Position, str] = field(default_factory=dict, init=False, repr=False)
    """Shared formulas as they were spelled out for cells that somebody looked at."""

    def __getitem__(self, position: Position) -> RawCell:
        """Return the cell, or raise KeyError where it is empty."""
        cell = self.get(position)
        if cell is None:
            raise KeyError(position)
        return cell

    @overload
    def get(self, key: Position, /) -> RawCell | None: ...
    @overload
    def get(self, key: Position, default: RawCell | Default, /) -> RawCell | Default: ...
    def get(self, key: Position, default: RawCell | Default | None = None, /) -> RawCell | Default | None:
        """Return the cell, or the default where it is empty."""
        row, column = key
        stored = between(self.rows.get(row, ()), column, column)
        return self._cell(row, stored[0]) if stored else default

    def _cell(self, row: int, stored: StoredCell) -> RawCell:
        column, kind, text, code, formula = stored
        if isinstance(formula, SharedFormula):
            formula = self._spelled(row, column, formula)
        if kind is CellKind.NUMBER and code != GENERAL and sections(code)[0].is_date:
            kind = CellKind.DATE
        return RawCell(
            place=Place.cell(self.file, self.sheet, row, column),
            row=row,
            column=column,
            kind=kind,
            text=text,
            format=code,
            formula=formula,
            is_hidden=row in self.hidden_rows or column in self.hidden_columns,
            is_covered=(row, column) in self.covered,
            marks=self.marks.get((row, column), ()),
        )

    def _spelled(self, row: int, column: int, formula: SharedFormula) -> str:
        text = self.spelled.get((row, column))
        if text is None:
            text = self.spelled[row, column] = moved(formula.text, row - formula.row, column - formula.column)
        return text

    def __contains__(self, position: object) -> bool:
        """Tell whether the cell holds something."""
        return isinstance(position, tuple) and self.get(position) is not None

    def __iter__(self) -> Iterator[Position]:
        """Walk over the positions of cells that hold something."""
        return ((row, cell[0]) for row, cells in self.rows.items() for cell in cells)

    def __len__(self) -> int:
        """Count the cells that hold something."""
        return sum(map(len, self.rows.values()))


def between(cells: Sequence[StoredCell], left: int, right: int) -> Sequence[StoredCell]:
    """Return the cells of a row from one column to another, both included."""
    return cells[bisect_left(cells, left, key=_column) : bisect_right(cells, right, key=_column)]
