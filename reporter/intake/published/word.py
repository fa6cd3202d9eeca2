"""Word documents (.docx) as paragraphs and grids, from the document part alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.ooxml.links import relationships
from reporter.intake.ooxml.markup import MARKUP_COMPATIBILITY
from reporter.intake.ooxml.markup import WORDS
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.published.blocks import Block
from reporter.intake.published.blocks import Grid
from reporter.intake.published.blocks import Paragraph
from reporter.intake.published.blocks import counted
from reporter.intake.refusal import refuse
from reporter.intake.texts import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.package import Package

_NAMES = short_names(
    WORDS,
    (
        *("p", "t", "tab", "br", "cr", "noBreakHyphen", "ptab", "del", "moveFrom"),
        *("tbl", "tr", "tc", "gridSpan", "vMerge", "val", "tabs"),
    ),
) | short_names((MARKUP_COMPATIBILITY,), ("Fallback",))
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "tabs"})
"""Deleted or moved text, the second version of a drawing's text, and tab stops, which share a name with tabs."""
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _WordReader(PartReader):
    """Listens to the document. A table inside a cell is text of that cell, a line a paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open_paragraphs: list[list[str]] = []
        self.rows: list[tuple[str, ...]] = []
        self.row: list[str] = []
        self.cell: list[str] = []
        self.span = 1
        self.is_continued = False
        self.table_depth = 0
        self.unseen_depth = 0
        self.paragraphs = 0
        self.cells = 0
        self.is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.unseen_depth or name in _UNSEEN:
            self.unseen_depth += name in _UNSEEN
        elif name == "t":
            self.is_text = True
        elif name == "p":
            self.open_paragraphs.append([])
        elif name in _MARKS and self.open_paragraphs:
            self.open_paragraphs[-1].append(_MARKS[name])
        elif name == "tbl":
            self.table_depth += 1
            if self.table_depth > limits.DEPTH:
                refuse("too-deep", found="word/document.xml", expected=str(limits.DEPTH))
        elif self.table_depth == 1:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "tc":
            self.cell, self.span, self.is_continued = [], 1, False
        elif name == "gridSpan":
            self.span = min(whole_number(attributes.get("val", ""), 1), _MAX_SPAN)
        elif name == "vMerge":
            self.is_continued = attributes.get("val", "continue") == "continue"

    def text(self, text: str) -> None:
        if self.is_text and self.open_paragraphs and not self.unseen_depth:
            self.open_paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        if self.unseen_depth:
            self.unseen_depth -= name in _UNSEEN
        elif name == "t":
            self.is_text = False
        elif name == "p":
            self._end_paragraph("".join(self.open_paragraphs.pop()))
        elif name == "tbl":
            self._end_table()
        elif self.table_depth == 1 and name == "tc":
            text = "" if self.is_continued else "\n".join(self.cell)
            self.row += [text, *[""] * (self.span - 1)]
            self.cells = counted(self.cells + max(self.span, 1))
        elif self.table_depth == 1 and name == "tr":
            self.rows.append(tuple(self.row))
            self.row = []

    def _end_paragraph(self, text: str) -> None:
        if self.table_depth:
            self.cell.append(text)
            return
        self.paragraphs += 1
        if text.strip():
            self.blocks.append(Paragraph(text.strip(), self.paragraphs))

    def _end_table(self) -> None:
        self.table_depth -= 1
        if not self.table_depth:
            self.blocks.append(Grid(tuple(self.rows)))
            self.rows = []


_MAX_SPAN = 63
"""Word's own limit for the columns of a table."""


def read_word(package: Package) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a document in order."""
    links = relationships(package, "")
    part = next((link.target for link in links if link.kind == "officeDocument"), "word/document.xml")
    return tuple(read_part(package, part, _NAMES, _WordReader).blocks)
