"""Reads what was emitted back into printed texts: rows of cells, None where a cell from above reaches down."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from lxml import etree
from lxml import html
from openpyxl.utils import range_boundaries

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from reporter.present.records import Cell
    from reporter.present.records import Publication
    from reporter.present.records import Table

Rows = list[list[str | None]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def printed_lines(publication: Publication) -> list[str]:
    """Return everything but the tables in printed order: title, marks, headings, notes."""
    lines = [*publication.lines, *publication.marks]
    for table in publication.tables:
        lines += [table.heading] if table.heading else []
        lines += table.notes
    return [*lines, *publication.notes]


def printed_rows(table: Table, *, is_short: bool = False) -> Rows:
    """Return a table as its rows: header, group headings, cells; in `is_short` as pages and paper have them."""
    rows: Rows = [[column.title for column in table.columns]]
    for group in table.groups:
        rows += [[group.heading]] if group.heading else []
        rows += [[_printed(cell, is_short=is_short) for cell in row.cells] for row in group.rows]
    return rows


def _printed(cell: Cell | None, *, is_short: bool) -> str | None:
    return None if cell is None else (is_short and cell.short) or cell.text


def part(data: bytes, name: str) -> etree._Element:
    """Parse a part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def docx_lines(data: bytes) -> list[str]:
    """Return the lines of the paragraphs outside tables."""
    paragraphs = part(data, "word/document.xml").iterfind(f"{W}body/{W}p")
    return [line for paragraph in paragraphs if (text := _docx_text(paragraph)) for line in text.split("\n")]


def docx_tables(data: bytes) -> list[Rows]:
    """Return the tables of a Word document."""
    return [
        [[_docx_cell(cell) for cell in row.iterfind(f"{W}tc")] for row in table.iterfind(f"{W}tr")]
        for table in part(data, "word/document.xml").iter(f"{W}tbl")
    ]


def at(element: etree._Element, path: str) -> etree._Element:
    """Return the one element on a path; `w:` stands for Word's namespace."""
    found = element.find(path.replace("w:", W))
    assert found is not None, path
    return found


def value(element: etree._Element, path: str, name: str = "val") -> str:
    """Return an attribute of the element on a path."""
    return at(element, path).get(f"{W}{name}", "")


def text_of(element: etree._Element) -> str:
    """Return all text inside."""
    return "".join(str(text) for text in element.itertext())


def _docx_cell(cell: etree._Element) -> str | None:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and merge.get(f"{W}val") is None:
        return None
    return "\n".join(_docx_text(paragraph) for paragraph in cell.iterfind(f"{W}p"))


def _docx_text(paragraph: etree._Element) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(signs.get(str(item.tag)) or item.text or "" for item in paragraph.iter(f"{W}t", *signs))


def workbook(data: bytes) -> openpyxl.Workbook:
    """Open a workbook as its users see it, results in place of formulas."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def xlsx_rows(sheet: Worksheet) -> Rows:
    """Return the printed rows of a sheet, numbers as shown; a line over the whole width is a row of one."""
    ranges = sheet.merged_cells.ranges
    across = {area.min_row for area in ranges if area.min_col != area.max_col}
    covered = {
        (row, area.min_col)
        for area in ranges
        if area.min_col == area.max_col
        for row in range(area.min_row + 1, area.max_row + 1)
    }
    rows: Rows = []
    _, _, last_column, last_row = range_boundaries(str(sheet.print_area).rpartition("!")[2])
    for number, row in enumerate(sheet.iter_rows(max_col=last_column, max_row=last_row), start=1):
        texts = [
            None if (number, column) in covered else shown(cell.value, cell.number_format)
            for column, cell in enumerate(row, start=1)
        ]
        rows.append(texts[:1] if number in across else texts)
    return rows


def shown(value: object, number_format: str) -> str:
    """Show a value as Excel does in the few number formats we write."""
    if value is None:
        return ""
    if not isinstance(value, int | float):
        return str(value)
    percent = number_format.endswith("%")
    decimals = len(number_format.rstrip("%").partition(".")[2])
    return f"{value * 100 if percent else value:.{decimals}f}{'%' if percent else ''}"


def html_page(data: bytes) -> html.HtmlElement:
    """Parse a page."""
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def html_lines(page: html.HtmlElement) -> list[str]:
    """Return title, marks, headings and notes in the order of the page."""
    wanted = page.iterfind(".//*[@data-line]")
    return [_html_text(element) for element in wanted]


def html_tables(page: html.HtmlElement) -> list[Rows]:
    """Return the tables of a page that were a publication's."""
    return [_html_rows(table) for table in page.iterfind(".//table[@data-table]")]


def _html_rows(table: html.HtmlElement) -> Rows:
    rows: Rows = []
    reaching: dict[int, int] = {}
    for line in table.iter("tr"):
        row: list[str | None] = []
        for cell in line:
            _skip(row, reaching)
            reaching[len(row)] = int(cell.get("rowspan", "1")) - 1
            row.append(_html_text(cell))
        _skip(row, reaching)
        rows.append(row)
    return rows


def _skip(row: list[str | None], reaching: dict[int, int]) -> None:
    while reaching.get(len(row), 0):
        reaching[len(row)] -= 1
        row.append(None)


def _html_text(element: html.HtmlElement) -> str:
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(element.text_content())
