"""Word: neutral tables as real tables on the secretariat's base document, rows written as elements in one go."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

from reporter.consolidate.texts import DASH
from reporter.emit.base_document import read_base
from reporter.emit.base_styles import StyleName
from reporter.emit.base_styles import write_base
from reporter.places import Place
from reporter.present.records import Role
from reporter.present.titles import broken_title
from reporter.text_lines import lines_needed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.emit.base_document import BaseDocument
    from reporter.present.records import Cell
    from reporter.present.records import Group
    from reporter.present.records import Publication
    from reporter.present.records import Row
    from reporter.present.records import Table

# The hint puts what Western and Chinese share (curly quotes, dashes, dots) into the Chinese font.
_RUN_PROPERTIES = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_STYLES = {
    Role.NUMBER: StyleName.CENTRED,
    Role.LABEL: StyleName.CENTRED,
    Role.STATUS: StyleName.CENTRED,
    Role.FIGURE: StyleName.FIGURE,
    Role.TEXT: StyleName.TEXT,
}
_MARKS = {"\t": "tab", "\n": "br"}
_CELL_MARGINS = 170
_LINE_HEIGHT = 1.32
_CELL_PADDING = 90
# A row that fills more of a page than this may break: header, group heading and estimated lines need their place too.
_LARGEST_UNBROKEN = 0.8


def write_docx(publication: Publication, base: Path | None) -> bytes:
    """Write a publication on its base document, on our own where there is none.

    Raises:
        ConfigurationError: the base document lacks a named style, links to somewhere outside or is no Word document.
    """
    place = Place(f"layouts/{publication.layout}/{base.name}") if base else Place("base.docx")
    document = read_base(
        base.read_bytes() if base else write_base(publication.orientation, profile=publication.profile), place
    )
    return document.with_body("".join(_body(publication, document)), publication.title)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's columns on the page: widths in twentieths of a point, and the style of each role."""

    base: BaseDocument
    widths: tuple[int, ...]
    roles: tuple[Role, ...]


def _body(publication: Publication, base: BaseDocument) -> Iterator[str]:
    # One paragraph: whoever reads the document by its styles finds one title.
    room = base.text_width / base.title_size
    lines = (part for line in publication.lines for part in broken_title(line, room))
    yield _paragraph("\n".join(lines), base.style_ids[StyleName.TITLE], keep=True)
    for mark in publication.marks:
        yield _paragraph(mark, base.style_ids[StyleName.MARK], keep=True)
    for number, table in enumerate(publication.tables):
        # Word runs two tables together that have no paragraph between them.
        if table.heading or number:
            yield _paragraph(table.heading, base.style_ids[StyleName.HEADING], keep=True)
        has_notes = bool(table.notes or (publication.notes and table is publication.tables[-1]))
        yield from _table(table, base, keep_last=has_notes)
        for note in table.notes:
            yield _paragraph(note, base.style_ids[StyleName.NOTE])
    for note in publication.notes:
        yield _paragraph(note, base.style_ids[StyleName.NOTE])
    yield f'<w:p><w:pPr><w:pStyle w:val="{base.style_ids[StyleName.NOTE]}"/>{_NO_HEIGHT}</w:pPr></w:p>'


# A document cannot end with a table; this paragraph after it must not push a page out.
_NO_HEIGHT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def _table(table: Table, base: BaseDocument, *, keep_last: bool) -> Iterator[str]:
    grid = _Grid(base, _widths(table, base.text_width), tuple(column.role for column in table.columns))
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{base.style_ids[StyleName.TABLE]}"/>'
        f'<w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val={quoteattr(table.heading or table.name)}/>'
        "</w:tblPr><w:tblGrid>"
    )
    yield from (f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    yield "</w:tblGrid>"
    yield _header(table, grid)
    for group in table.groups:
        if group.heading:
            yield _heading_row(group.heading, grid)
        yield from _rows(group, grid, keep_last=keep_last and group is table.groups[-1])
    yield "</w:tbl>"


def _widths(table: Table, available: int) -> tuple[int, ...]:
    """Share the text block out in proportion; what rounding leaves goes to the last column."""
    shares = list(accumulate(column.width for column in table.columns))
    edges = [available * share // shares[-1] for share in shares]
    return tuple(edge - before for before, edge in zip([0, *edges], edges, strict=False))


def _header(table: Table, grid: _Grid) -> str:
    style = grid.base.style_ids[StyleName.HEADER]
    cells = (
        _cell(_paragraph(column.title, style, keep=True), width)
        for column, width in zip(table.columns, grid.widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _heading_row(heading: str, grid: _Grid) -> str:
    paragraph = _paragraph(heading, grid.base.style_ids[StyleName.GROUP], keep=True)
    span = f'<w:gridSpan w:val="{len(grid.widths)}"/>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(paragraph, sum(grid.widths), span)}</w:tr>"


def _rows(group: Group, grid: _Grid, *, keep_last: bool) -> Iterator[str]:
    """Write the rows: one breaks only where it may not fit a page, rows of one project part only where they must.

    The last row is kept with the notes behind the table, which never stand on a page alone.
    """
    heights = [_height(row, grid) for row in group.rows]
    room = grid.base.text_height * _LARGEST_UNBROKEN
    for block in group.stretches:
        is_together = sum(heights[index] for index in block) <= room
        for index in block:
            keep = (is_together and index != block[-1]) or (keep_last and index == len(heights) - 1)
            cells = (
                _row_cell(cell, width, grid.base.style_ids[_style(cell, role)], keep=keep)
                for cell, width, role in zip(group.rows[index].cells, grid.widths, grid.roles, strict=True)
            )
            properties = "<w:trPr><w:cantSplit/></w:trPr>" if heights[index] <= room else ""
            yield f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _style(cell: Cell | None, role: Role) -> StyleName:
    if cell is None or cell.text == DASH:
        return StyleName.CENTRED
    return _STYLES[cell.role or role]


def _row_cell(cell: Cell | None, width: int, style: str, *, keep: bool) -> str:
    if cell is None:
        return _cell(_paragraph("", style, keep=keep), width, "<w:vMerge/>")
    paragraphs = "".join([_paragraph(line, style, keep=keep) for line in cell.text.split("\n")])
    return _cell(paragraphs, width, '<w:vMerge w:val="restart"/>' if cell.span > 1 else "")


def _cell(paragraphs: str, width: int, merge: str = "") -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def _paragraph(text: str, style: str, *, keep: bool = False) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>'
    if not text:
        return f"<w:p>{properties}</w:p>"
    inner = escape(text)
    for sign, mark in _MARKS.items():
        inner = inner.replace(sign, f'</w:t><w:{mark}/><w:t xml:space="preserve">')
    return f'<w:p>{properties}<w:r>{_RUN_PROPERTIES}<w:t xml:space="preserve">{inner}</w:t></w:r></w:p>'


def _height(row: Row, grid: _Grid) -> float:
    """Estimate the height of a row in twentieths of a point: one line where all its cells are merged from above."""
    needed = (
        lines_needed(cell.text, (width - _CELL_MARGINS) / grid.base.text_size)
        for cell, width in zip(row.cells, grid.widths, strict=True)
        if cell is not None
    )
    lines = max(needed, default=1)
    return lines * grid.base.text_size * _LINE_HEIGHT + _CELL_PADDING
