"""The cells of a sheet as they were stored; a RawCell is made where somebody looks, so a large sheet stays small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeVar
from typing import overload

from reporter.intake.formats import GENERAL
from reporter.intake.formats import number_format
from reporter.intake.formulas import moved
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

Default = TypeVar("Default")
Position = tuple[int, int]


class SharedFormula(NamedTuple):
    """A formula and the cell it was written for."""

    row: int
    column: int
    text: str


DAMAGED = "#损坏"
"""The text of a cell that is stored in a way nobody can read; its kind is ERROR, so that it never counts."""
Stored = tuple[CellKind, str, str, str | SharedFormula]
"""Kind, text, format code, formula."""


@dataclass(frozen=True, slots=True, eq=False)
class SheetCells(Mapping[Position, RawCell]):
    """Cells by (row, column) in the order of the sheet."""

    file: str
    sheet: str
    stored: Mapping[Position, Stored]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    covered: frozenset[Position] = frozenset()

    def __getitem__(self, position: Position) -> RawCell:
        """Return the cell, or raise KeyError where it is empty."""
        kind, text, code, formula = self.stored[position]
        row, column = position
        if isinstance(formula, SharedFormula):
            formula = moved(formula.text, row - formula.row, column - formula.column)
        if kind is CellKind.NUMBER and code != GENERAL and number_format(code).is_date:
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
            is_covered=position in self.covered,
        )

    @overload
    def get(self, key: Position, /) -> RawCell | None: ...
    @overload
    def get(self, key: Position, default: RawCell | Default, /) -> RawCell | Default: ...
    def get(self, key: Position, default: RawCell | Default | None = None, /) -> RawCell | Default | None:
        """Return the cell, or the default where it is empty."""
        return self[key] if key in self.stored else default

    def __contains__(self, position: object) -> bool:
        """Tell whether the cell holds something."""
        return position in self.stored

    def __iter__(self) -> Iterator[Position]:
        """Walk over the positions of cells that hold something."""
        return iter(self.stored)

    def __len__(self) -> int:
        """Count the cells that hold something."""
        return len(self.stored)
