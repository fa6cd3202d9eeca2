"""What documents of every kind come down to: paragraphs and grids in order, put together as one raw document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.records import RawDocument
from reporter.intake.records import RawTable
from reporter.intake.records import RawTableRow
from reporter.intake.refusal import refuse
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text between the tables; `number` is the line or paragraph it stands in, counted from 1."""

    text: str
    number: int
    may_head: bool = True
    """Whether it may be the heading of a table: an item of a list may not."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as texts; what a merged cell reaches over is empty."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block = Paragraph | Grid


def counted(cells: int) -> int:
    """Return how many cells the tables of a document have so far, and refuse more than any would have."""
    if cells > limits.DOCUMENT_CELLS:
        refuse("too-many-cells", expected=f"{limits.DOCUMENT_CELLS:,}")
    return cells


def assembled(file: str, sha256: str, blocks: Sequence[Block], title: str = "") -> RawDocument:
    """Put a document together: the paragraph before a grid is its heading.

    Paragraphs that are neither title nor heading come last, as a table of one column: nothing of a text is dropped.
    """
    title = title or next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    tables: list[RawTable] = []
    outside: list[Paragraph] = []
    heading: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Grid):
            text = block.caption or (heading.text if heading else "")
            tables.append(_table(file, len(tables) + 1, text, block))
            heading = None
        elif block.may_head:
            outside += [heading] if heading else []
            heading = block
        else:
            outside.append(block)
    outside += [heading] if heading else []
    outside.sort(key=lambda paragraph: paragraph.number)
    if tables:
        outside = [paragraph for paragraph in outside if paragraph.text != title]
    if outside:
        tables.append(_one_column(file, len(tables) + 1, outside))
    return RawDocument(file, sha256, title, tuple(tables))


def _table(file: str, number: int, heading: str, grid: Grid) -> RawTable:
    rows = tuple(
        RawTableRow(
            texts,
            tuple(Place.table_cell(file, number, row, column) for column in range(1, len(texts) + 1)),
        )
        for row, texts in enumerate(grid.rows, start=1)
    )
    return RawTable(heading, rows)


def _one_column(file: str, number: int, paragraphs: Sequence[Paragraph]) -> RawTable:
    rows = (
        RawTableRow((paragraph.text,), (Place.table_cell(file, number, paragraph.number, 1),))
        for paragraph in paragraphs
    )
    return RawTable("", tuple(rows))
