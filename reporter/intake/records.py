"""Raw evidence: a cell, a sheet, a workbook exactly as they were received, with nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.places import Place


class CellKind(StrEnum):
    """What is stored in a cell, before anybody judges it."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    """A number under a date format (text keeps the serial number) or an ISO date."""
    ERROR = "error"
    """An Excel error; text is its code, #DIV/0!."""
    NO_RESULT = "no-result"
    """A formula whose result is not stored."""


class Drawn(StrEnum):
    """How a part of a text is drawn so that it is no plain part of it."""

    STRUCK = "struck"
    """Struck through: whoever did that meant it not to count."""
    SHIFTED = "shifted"
    """Above or below the line: the sign of a footnote, a power, the 2 of m²."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a cell's text by its offsets, the end excluded, and how it is drawn."""

    start: int
    end: int
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that holds something. A cell with a style only does not exist; its absence means empty.

    `text` is the stored text: for a number the digits in the file (0.548), for a text the characters with line breaks.
    `format` is the number format code (General, 0.0%). `formula` is the formula without `=`, or empty.
    """

    place: Place
    row: int
    column: int
    kind: CellKind
    text: str
    format: str = "General"
    formula: str = ""
    is_hidden: bool = False
    """In a hidden row or column."""
    is_covered: bool = False
    """Under a merge, so that nobody sees it: any cell of a merged range but the first."""
    marks: tuple[Mark, ...] = ()
    """The parts of the text that are struck through, or set above or below the line."""

    def drawn(self, how: Drawn) -> tuple[str, ...]:
        """Return the parts of the text that are drawn so."""
        return tuple(self.text[mark.start : mark.end] for mark in self.marks if mark.drawn is how)

    def seams(self) -> tuple[int, ...]:
        """Return where digits above or below the line meet digits on it, of whose number they are no part."""
        ends = (end for mark in self.marks if mark.drawn is Drawn.SHIFTED for end in (mark.start, mark.end))
        return tuple(at for at in ends if self.text[:at][-1:].isdigit() and self.text[at : at + 1].isdigit())

    @property
    def standing_text(self) -> str:
        """The text without what is struck through in it, and with `^` at its seams."""
        return self.redrawn("", "") if self.marks else self.text

    def redrawn(self, opening: str, closing: str) -> str:
        """Return the text with `^` at its seams, and what is struck through between two signs, or left out for none."""
        struck = {mark.start: mark for mark in self.marks if mark.drawn is Drawn.STRUCK}
        seams = self.seams()
        pieces: list[str] = []
        done = 0
        for at in sorted({*struck, *seams}):
            pieces.append(self.text[done:at])
            done = at
            if at in seams:
                pieces.append("^")
            if at in struck:
                done = struck[at].end
                pieces.append(f"{opening}{self.text[at:done]}{closing}" if opening else "")
        return "".join((*pieces, self.text[done:]))


class SheetState(StrEnum):
    """Whether a sheet is seen."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells, rows and columns counted from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as the cells that hold something, by (row, column) counted from 1."""

    name: str
    state: SheetState
    cells: Mapping[tuple[int, int], RawCell]
    merges: tuple[CellRange, ...] = ()

    def text_at(self, row: int, column: int) -> str:
        """Return the stored text, empty where the cell is."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook as received. `file` is the name findings use; `defined_names` maps a name to its reference text."""

    file: str
    sha256: str
    sheets: tuple[RawSheet, ...]
    defined_names: Mapping[str, str] = field(default_factory=dict)
    uses_1904_dates: bool = False
    shows_formulas: bool = True
    """Whether formulas can be read at all: of other formats than .xlsx only results are handed out."""
    findings: tuple[Finding, ...] = ()

    def sheet(self, name: str) -> RawSheet | None:
        """Return the sheet of that name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass(frozen=True, slots=True)
class RawTableRow:
    """A row of a table in a document: the texts of its cells with line breaks, and the place of each."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of a document with the heading that stands before it. A merged cell's text stands in its first cell."""

    heading: str
    rows: tuple[RawTableRow, ...]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A published document: its tables in order; a document without tables is one table of one column."""

    file: str
    sha256: str
    title: str
    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...] = ()
