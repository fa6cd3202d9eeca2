"""Laying cells into a sheet safely: text as text, numbers exact, others' content never a formula, marks as comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.forms.reading.drawn import told_text
from reporter.forms.reading.stored import stored_number
from reporter.intake.formats import is_sound
from reporter.intake.limits import TEXT_LENGTH
from reporter.intake.ooxml.remarks import OWN_ADVICE
from reporter.intake.ooxml.remarks import OWN_AUTHOR
from reporter.intake.records import CellKind
from reporter.text_lines import lines_needed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xlsxwriter.worksheet import Worksheet

    from reporter.findings import Finding
    from reporter.forms.writing.styles import Palette
    from reporter.intake.records import RawCell

_LINE_HEIGHT = 16
_TALLEST = 409
_WIDEST, _WIDENING = 240, 4
_PADDING = 2
"""Digits of a column's width that indent and borders take."""
_DIGITS_OF_A_CHARACTER = 2
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Canvas:
    """A sheet to lay cells into. Positions are (row, column) counted from 0."""

    sheet: Worksheet
    palette: Palette

    def text(self, position: tuple[int, int], text: str, style: str, *, mark: Severity | None = None) -> None:
        """Write a text as a text, whatever it looks like."""
        self.sheet.write_string(*position, storable(text), self.palette.style(style, mark=mark))

    def number(self, position: tuple[int, int], amount: Decimal, style: str, *, mark: Severity | None = None) -> None:
        """Write an exact number: the writer prints the digits of the Decimal, with no float in between."""
        self.sheet.write_number(*position, amount, self.palette.style(style, mark=mark))

    def formula(self, position: tuple[int, int], formula: str, result: str | Decimal, style: str) -> None:
        """Write one of our own formulas with the result that a reader sees who does not compute."""
        self.sheet.write_formula(*position, formula, self.palette.style(style), result)

    def typed(
        self, position: tuple[int, int], cell: RawCell | None, style: str, findings: Sequence[Finding] = ()
    ) -> None:
        """Write what somebody typed as it was typed: text stays text, numbers keep format and digits.

        No formula of others is written: where no result is stored, its text stands in the cell.
        """
        mark = heaviest(findings)
        number = None if cell is None else stored_number(cell)
        # A text that was refused keeps what its format does to it, to be refused again.
        keeps_format = number is not None or mark is Severity.ERROR
        number_format = _format(cell) if cell is not None and keeps_format else ""
        look = self.palette.style(style, number_format=number_format, mark=mark)
        if cell is None:
            self.sheet.write_blank(*position, None, look)
        elif number is not None:
            self.sheet.write_number(*position, number, look)
        elif cell.kind is CellKind.BOOLEAN:
            self.sheet.write_boolean(*position, cell.text.lower() in _TRUE, look)
        else:
            text = f"={cell.formula}" if cell.kind is CellKind.NO_RESULT else _text(cell, mark)
            self.sheet.write_string(*position, storable(text), look)
        self.comment(position, findings)

    def comment(self, position: tuple[int, int], findings: Sequence[Finding]) -> None:
        """Say at a cell what was found and what to do; notes need no mending and get no comment."""
        lines = [f"{item.message}\n{OWN_ADVICE}{item.hint}" for item in findings if item.severity is not Severity.NOTE]
        if lines:
            text = storable("\n".join(lines))
            height = 20 + _LINE_HEIGHT * _lines_of(text, 44)
            self.sheet.write_comment(
                *position, text, {"author": OWN_AUTHOR, "width": 320, "height": height, "font_size": 10}
            )

    def mark_when(self, position: tuple[int, int], condition: str, style: str) -> None:
        """Show a style at one cell as long as a condition, a formula without `=`, holds."""
        rule = {"type": "formula", "criteria": f"={condition}", "format": self.palette.style(style)}
        self.sheet.conditional_format(*position, *position, rule)


def _format(cell: RawCell) -> str:
    """Return the number format to keep, empty for the usual one and for what Excel would not open."""
    return "" if cell.format == "General" or not is_sound(cell.format) else cell.format


def _text(cell: RawCell, mark: Severity | None) -> str:
    """Return the text to keep; where it was refused, what is struck through in it stays, to be refused again."""
    return told_text(cell) if mark is Severity.ERROR else cell.standing_text


def storable(text: str) -> str:
    """Return what a cell can hold of a text: halves of a character pair become marks, and Excel's length is kept.

    Whatever is longer never was in a workbook that Excel wrote, and is told as a text over its limit.
    """
    return text.encode("utf-8", "replace").decode("utf-8")[:TEXT_LENGTH]


def heaviest(findings: Sequence[Finding]) -> Severity | None:
    """Return the severity to mark a cell with, None where nothing was found."""
    return min((item.severity for item in findings), key=lambda severity: severity.rank, default=None)


def row_height(text: str, width: int) -> int:
    """Return the height in points of a row that shows the whole text, as far as Excel allows."""
    return min(_TALLEST, _full_height(text, width))


def fitting_width(text: str, width: int) -> int:
    """Widen a column until its rows, which Excel keeps below 409 points, show the whole text."""
    while _full_height(text, width) > _TALLEST and width < _WIDEST:
        width += _WIDENING
    return width


def _full_height(text: str, width: int) -> int:
    return _LINE_HEIGHT * _lines_of(text, width) + 4


def _lines_of(text: str, width: int) -> int:
    """Count the lines that a text takes in a cell `width` digits wide."""
    return lines_needed(text, (width - _PADDING) / _DIGITS_OF_A_CHARACTER)
