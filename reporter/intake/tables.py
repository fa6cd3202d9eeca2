"""Rows of a sheet under a header that is found by its words, never by its position."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

    from reporter.intake.records import RawCell
    from reporter.intake.records import RawSheet


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row under the header: its cells by header word. A word whose cell is empty has no entry."""

    number: int
    cells: Mapping[str, RawCell]
    _file: str
    _sheet: str
    _columns: Mapping[str, int]

    def text(self, word: str) -> str:
        """Return the stored text under a header word without surrounding blanks, empty where there is none."""
        cell = self.cells.get(word)
        return cell.text.strip() if cell else ""

    def place(self, word: str) -> Place:
        """Name the cell under a header word, empty or not; the first column where the word is missing."""
        return Place.cell(self._file, self._sheet, self.number, self._columns.get(word, 1))


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet read as a table: the header's place, the words found and missing, the rows that hold anything."""

    header: Place
    columns: Mapping[str, int]
    missing: tuple[str, ...]
    repeated: Mapping[str, Place]
    """Header words that stand in a second column, and where."""
    rows: tuple[SheetRow, ...]


def without_blanks(text: str) -> str:
    """Return what is left to compare where layout does not count: no blank, no line break."""
    return "".join(text.split())


def header_word(text: str) -> str:
    """Bring a header to the form it is compared in: full-width folded, every blank and line break gone."""
    return without_blanks(unicodedata.normalize("NFKC", text))


def read_table(file: str, sheet: RawSheet, words: Collection[str]) -> SheetTable | None:
    """Read the rows below the row that holds most of the header `words`, or None where no row holds any.

    Columns are known by their words, wherever they stand; cells outside them are left to the caller's other eyes.
    """
    wanted = {header_word(word): word for word in words}
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        word = wanted.get(header_word(cell.text))
        if word is not None:
            found.setdefault(row, []).append((column, word))
    if not found:
        return None
    header = max(found, key=lambda row: (len({word for _, word in found[row]}), -row))
    columns: dict[str, int] = {}
    repeated: dict[str, Place] = {}
    for column, word in found[header]:
        if word in columns:
            repeated.setdefault(word, Place.cell(file, sheet.name, header, column))
        columns.setdefault(word, column)
    return SheetTable(
        header=Place.cell(file, sheet.name, header, min(columns.values())),
        columns=columns,
        missing=tuple(word for word in words if word not in columns),
        repeated=repeated,
        rows=_rows_below(file, sheet, header, columns),
    )


def _rows_below(file: str, sheet: RawSheet, header: int, columns: Mapping[str, int]) -> tuple[SheetRow, ...]:
    word_of = {column: word for word, column in columns.items()}
    rows: dict[int, dict[str, RawCell]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > header and column in word_of:
            rows.setdefault(row, {})[word_of[column]] = cell
    return tuple(SheetRow(number, rows[number], file, sheet.name, columns) for number in sorted(rows))
