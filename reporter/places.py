"""Addresses: where a figure, a text or a fault stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """An address inside a file: `file!sheet!A1`, in documents `file!table!row!column`.

    The place of a cell is made once, where the cell is read, and handed on; later rooms only name what they themselves
    speak of: a file, an option, a key of a layout.
    """

    file: str
    parts: tuple[str, ...] = ()

    @classmethod
    def cell(cls, file: str, sheet: str, row: int, column: int) -> Place:
        """Name the cell in `row` and `column`, both counted from 1."""
        return cls(file, (sheet, cell_name(row, column)))

    @classmethod
    def table_cell(cls, file: str, table: int, row: int, column: int) -> Place:
        """Name a cell of the document's n-th table; all three are counted from 1."""
        return cls(file, (str(table), str(row), str(column)))

    @property
    def sheet(self) -> str:
        """The sheet, or the empty text for the file as a whole."""
        return self.parts[0] if self.parts else ""

    @property
    def address(self) -> str:
        """The cell inside the sheet, or the empty text."""
        return self.parts[1] if len(self.parts) == 2 else ""  # noqa: PLR2004 - sheet and cell

    def __str__(self) -> str:
        """Write the address as users and programs see it."""
        return "!".join((self.file, *self.parts))


def column_letters(column: int) -> str:
    """Name a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Name a cell by row and column, both counted from 1: (12, 3) is C12."""
    return f"{column_letters(column)}{row}"


def cell_position(name: str) -> tuple[int, int] | None:
    """Return (row, column) counted from 1, or None where `name` is no plain cell name."""
    match = _CELL_NAME.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def file_stem(words: str) -> str:
    """Make a name for a file of these words; what Windows forbids in names becomes `_`."""
    return _NOT_IN_FILE_NAMES.sub("_", words).rstrip(" .")
