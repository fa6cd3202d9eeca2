"""Shared formulas: the text of a formula that a file states once and shares with the cells below or beside it."""

from __future__ import annotations

import re

from reporter.intake import limits
from reporter.places import cell_position
from reporter.places import column_letters

# Texts and quoted sheet names are passed over; a word before, a bracket or a word behind make it no reference.
_TOKEN = re.compile(
    r"\"[^\"]*\"|'[^']*'"
    r"|(?<![\w.$])(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?![\w(.!])"
    r"|(?<![\w.$])(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.!])"
    r"|(?<![\w.$:])(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})(?![\w(.!])"
)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)")
_LOST = "#REF!"

NOT_SPELLED_OUT = "（共享公式，只写出第一格的）"
"""Stands behind a shared formula that is not moved to its cell: a small file can share a long one widely."""


def moved(formula: str, rows: int, columns: int) -> str:
    """Return the formula as it reads that many rows below and columns to the right; what leaves the sheet is #REF!."""

    def move(token: re.Match[str]) -> str:
        if token["cell"]:
            return _moved_cell(token["cell"], rows, columns)
        if token["columns"]:
            return ":".join(_moved_column(part, columns) for part in token["columns"].split(":"))
        if token["rows"]:
            return ":".join(_moved_row(part, rows) for part in token["rows"].split(":"))
        return token[0]

    return _TOKEN.sub(move, formula)


def _moved_cell(reference: str, rows: int, columns: int) -> str:
    match = _CELL.fullmatch(reference)
    if match is None:
        return reference
    column, row = _moved_column(match[1] + match[2], columns), _moved_row(match[3] + match[4], rows)
    return _LOST if _LOST in {column, row} else column + row


def _moved_column(letters: str, columns: int) -> str:
    position = None if letters.startswith("$") else cell_position(f"{letters.upper()}1")
    if position is None:
        return letters
    column = position[1] + columns
    return column_letters(column) if 1 <= column <= limits.COLUMNS else _LOST


def _moved_row(digits: str, rows: int) -> str:
    if digits.startswith("$"):
        return digits
    row = int(digits) + rows
    return str(row) if 1 <= row <= limits.ROWS else _LOST
