"""What an .ods file states about itself, looked at before a library of others makes every cell of it.

That library keeps a sheet as a rectangle from the first cell on, however empty, and was seen to read on for ever where
the content ends too early.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.refusal import refuse
from reporter.intake.texts import whole_number
from reporter.places import cell_name
from reporter.places import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.package import Package

_CONTENT = "content.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = ("table", "table-row", "table-cell", "covered-table-cell", "number-rows-repeated", "number-columns-repeated")
_NAMES = (
    short_names((f"{_SPACE}table:1.0",), (*_TABLE, "formula", "name"))
    | short_names((f"{_SPACE}office:1.0",), ("value-type",))
    | short_names((f"{_SPACE}text:1.0",), ("p",))
)
_CELLS = frozenset({"table-cell", "covered-table-cell"})


class _ContentReader(PartReader):
    """Listens for how far down and to the right the cells of each sheet reach that hold something."""

    def __init__(self) -> None:
        self.depth = 0
        self.sheet = ""
        self.rows = self.columns = 0
        self.repeated = 1
        self.filled = 0
        self.right = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > limits.DEPTH:
            refuse("too-deep", found=_CONTENT, expected=str(limits.DEPTH))
        if name == "table":
            self.sheet = attributes.get("name", "")[: limits.SHEET_NAME]
            self.rows = self.right = 0
        elif name == "table-row":
            self.repeated = _repeated(attributes.get("number-rows-repeated"))
            self.columns = self.filled = 0
        elif name in _CELLS:
            self.columns += _repeated(attributes.get("number-columns-repeated"))
            if "value-type" in attributes or "formula" in attributes:
                self.filled = self.columns
        elif name == "p":
            self.filled = self.columns

    def end(self, name: str) -> None:
        self.depth -= 1
        if name == "table-row":
            self.rows += self.repeated
            if self.filled:
                self.right = max(self.right, self.filled)
                self._check_box()

    def _check_box(self) -> None:
        if self.rows * self.right > limits.BOX_CELLS:
            row, column = min(self.rows, limits.ROWS), min(self.right, limits.COLUMNS)
            refuse("far-cell", self.sheet, cell_name(row, column), row=row, column=column_letters(column))


def check_open_document(package: Package) -> None:
    """Refuse a spreadsheet whose content is not sound, or so large that a cell must be a slip."""
    read_part(package, _CONTENT, _NAMES, _ContentReader)


def _repeated(text: str | None) -> int:
    return whole_number(text, limits.BOX_CELLS + 1) if text else 1
