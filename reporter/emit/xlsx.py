"""Excel: a sheet a table, for paper and for reading; numbers as numbers, texts of others never as formulas or links."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from decimal import Decimal
from math import floor
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from reporter.emit.xlsx_charts import draw_shares
from reporter.emit.xlsx_formats import HEADING_SIZE
from reporter.emit.xlsx_formats import MARK_SIZE
from reporter.emit.xlsx_formats import TITLE_SIZE
from reporter.emit.xlsx_formats import Formats
from reporter.emit.xlsx_pages import Pages
from reporter.emit.xlsx_rows import Measures
from reporter.emit.xlsx_rows import parts_of
from reporter.emit.xlsx_rows import place_rows
from reporter.emit.xlsx_rows import room_for
from reporter.intake.limits import TEXT_LENGTH
from reporter.present.records import Orientation
from reporter.present.records import Role
from reporter.present.titles import broken_title
from reporter.quantities import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from reporter.emit.xlsx_rows import Placement
    from reporter.present.records import Cell
    from reporter.present.records import Group
    from reporter.present.records import Link
    from reporter.present.records import Publication
    from reporter.present.records import Row
    from reporter.present.records import Table

# Columns are stored as so many digits of the workbook's font: a machine that lacks it would print another width. A
# digit of this one is 8 pixels on every screen, and so are those of all its stand-ins; no text is set in it.
_DIGIT_FONT = {"font_name": "Courier New", "font_size": 10}
_COLUMN_OF_THAT_FONT = 72
_A4 = 9
_A4_MM = {Orientation.LANDSCAPE: (297, 210), Orientation.PORTRAIT: (210, 297)}
_INCHES_PER_MM = 1 / 25.4
_PIXELS_PER_MM = 96 / 25.4
_POINTS_PER_MM = 72 / 25.4
# GB/T 9704 turned by a quarter for landscape: left, right, top, bottom.
_MARGINS = {Orientation.LANDSCAPE: (37, 35, 28, 26), Orientation.PORTRAIT: (28, 26, 37, 35)}
_WORKLIST_MARGINS = (12, 12, 15, 18)
# Printers differ by a hair: a page that we end is never one that the printer has ended a row before.
_SURELY_PRINTED = 0.99
_FOOTER = '&C&"宋体"&14— &P —'
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # fixed: the same content has the same bytes
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_BAR = {
    "type": "data_bar",
    "bar_color": "#9DC3E6",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
_LONGEST_FORMULA_TEXT = 255
# A rate is printed to a tenth of a percent; Excel divides in binary, which matters only next to a half of that.
_RATE_DIGITS = 3
_TOO_CLOSE = Decimal("0.000001")
_NOT_IN_LINKS = frozenset("#%")


def write_xlsx(publication: Publication) -> bytes:
    """Write a publication as a workbook."""
    target = io.BytesIO()
    # A copy: the writer changes the dict it is given.
    looks = {"default_format_properties": dict(_DIGIT_FONT), "default_column_width": _COLUMN_OF_THAT_FONT}
    workbook = Workbook(target, {"in_memory": True, **looks})
    workbook.set_properties({"title": publication.title, "created": _CREATED})
    names = _sheet_names(table.name or table.heading for table in publication.tables)
    kinds = {flag: Formats(workbook, is_worklist=flag) for flag in (False, True)}
    for number, (table, name) in enumerate(zip(publication.tables, names, strict=True)):
        sheet = _Sheet(workbook.add_worksheet(name), table, kinds[table.is_worklist], publication.orientation)
        sheet.set_up()
        sheet.write_head(publication if number == 0 else None)
        sheet.write_table()
        sheet.write_notes((*table.notes, *(publication.notes if table is publication.tables[-1] else ())))
        sheet.end_pages()
        charts = draw_shares(workbook, kinds[True], table, f"{name[: _LONGEST_SHEET_NAME - 1]}图")
        if charts is not None:
            _set_page(charts, _WORKLIST_MARGINS, is_landscape=True)
            charts.fit_to_pages(1, 1)
    workbook.close()
    return target.getvalue()


def _set_page(worksheet: Worksheet, margins: tuple[int, int, int, int], *, is_landscape: bool) -> None:
    worksheet.set_paper(_A4)
    if is_landscape:
        worksheet.set_landscape()
    worksheet.set_margins(*(margin * _INCHES_PER_MM for margin in margins))
    worksheet.center_horizontally()
    worksheet.set_footer(_FOOTER, {"margin": margins[-1] * _INCHES_PER_MM / 2})
    worksheet.hide_gridlines(2)


def _page_height(orientation: Orientation, table_width: int) -> float:
    """Return the points that stand on a page, on which a table of so many pixels is made to fit."""
    left, right, top, bottom = _MARGINS[orientation]
    width, height = _A4_MM[orientation]
    scale = min(1, (width - left - right) * _PIXELS_PER_MM / table_width)
    return (height - top - bottom) * _POINTS_PER_MM * _SURELY_PRINTED / scale


def _sheet_names(wanted: Iterable[str]) -> list[str]:
    """Make names that Excel takes: short, without its signs, none twice whatever the case."""
    names: list[str] = []
    taken: set[str] = set()
    for number, text in enumerate(wanted, start=1):
        plain = text.translate(_NOT_IN_SHEET_NAMES).strip("'\n ")[:_LONGEST_SHEET_NAME] or f"表{number}"
        name = plain if plain.casefold() not in taken else f"{plain[: _LONGEST_SHEET_NAME - 4]}({number})"
        taken.add(name.casefold())
        names.append(name)
    return names


_Area = tuple[int, int, int]
"""Cells that are one on the sheet: first row, last row, column, all counted from 0."""


class _Sheet:
    """One table on one sheet, written from the top down."""

    def __init__(self, worksheet: Worksheet, table: Table, formats: Formats, orientation: Orientation) -> None:
        """Begin at the first row."""
        self.worksheet = worksheet
        self._table = table
        self._formats = formats
        self._orientation = orientation
        widths = tuple(floor(column.width * _PIXELS_PER_MM) for column in table.columns)
        titles = (column.title for column in table.columns)
        whole = Measures(widths, formats.size, table.is_worklist)
        self._header_height = max(map(whole.height, titles, widths))
        self._page = _page_height(orientation, sum(widths))
        # What a page repeats, and the heading of a group, leave this to a row.
        room = self._page - self._header_height - whole.height_of_lines(1)
        self._measures = replace(whole, page=room)
        self._last_column = len(widths) - 1
        self._row = 0
        self._pages = Pages()

    def set_up(self) -> None:
        """Set the page and the widths."""
        margins = _WORKLIST_MARGINS if self._table.is_worklist else _MARGINS[self._orientation]
        is_landscape = self._table.is_worklist or self._orientation is Orientation.LANDSCAPE
        _set_page(self.worksheet, margins, is_landscape=is_landscape)
        self.worksheet.fit_to_pages(1, 0)
        for column, width in enumerate(self._measures.widths):
            self.worksheet.set_column_pixels(column, column, width)

    def write_head(self, publication: Publication | None) -> None:
        """Write title and marks, on the first sheet only, and the table's heading."""
        if publication is not None:
            room = room_for(sum(self._measures.widths), TITLE_SIZE)
            lines = (part for line in publication.lines for part in broken_title(line, room))
            self._across("\n".join(lines), self._formats.title(), TITLE_SIZE)
            for mark in publication.marks:
                self._across(mark, self._formats.mark(), MARK_SIZE)
        if self._table.heading:
            self._across(self._table.heading, self._formats.heading(), HEADING_SIZE)

    def write_table(self) -> None:
        """Write header, groups and rows; the header is repeated on paper and stays on the screen."""
        header = self._row
        titles = [column.title for column in self._table.columns]
        self._set_height(header, self._header_height)
        for column, title in enumerate(titles):
            self.worksheet.write_string(header, column, title, self._formats.header())
        self._row += 1
        for group in self._table.groups:
            if group.heading:
                self._across(group.heading, self._formats.group(), self._formats.size)
            self._write_rows(group)
        self.worksheet.repeat_rows(header)
        self.worksheet.freeze_panes(header + 1, self._table.lead)
        if self._table.is_worklist:
            self.worksheet.autofilter(header, 0, max(self._row - 1, header), self._last_column)
            self._draw_rates(header + 1)
        whole = f"A1:XFD{self._row}"
        self.worksheet.ignore_errors({"number_stored_as_text": whole})

    def _draw_rates(self, first: int) -> None:
        """Draw a bar behind every rate, full at 100%."""
        for column, title in enumerate(self._table.columns):
            cells = [row.cells[column] for row in self._table.rows]
            if title.role is Role.FIGURE and any(cell is not None and cell.is_percent for cell in cells):
                self.worksheet.conditional_format(first, column, self._row - 1, column, dict(_BAR))

    def write_notes(self, notes: Sequence[str]) -> None:
        """Write the notes under the table."""
        for note in notes:
            self._across(note, self._formats.note(), self._formats.size)
        self._pages.attach(self._row)

    def end_pages(self) -> None:
        """End the printed pages where nothing is parted; a worklist, of which rows may be hidden, ends by itself."""
        self.worksheet.print_area(0, 0, max(self._row - 1, 0), self._last_column)
        if not self._table.is_worklist:
            self.worksheet.set_h_pagebreaks(self._pages.breaks(self._page, self._header_height))

    def _set_height(self, row: int, height: float) -> None:
        self.worksheet.set_row(row, height)
        self._pages.hold(height)

    def _across(self, text: str, look: Format, size: int) -> None:
        """Write a line over the whole width of the table."""
        height = self._measures.height(text, sum(self._measures.widths), size)
        self._set_height(self._row, height)
        if self._last_column:
            self.worksheet.merge_range(self._row, 0, self._row, self._last_column, "", look)
        self.worksheet.write_string(self._row, 0, text, look)
        self._row += 1

    def _write_rows(self, group: Group) -> None:
        placement = place_rows(group.rows, self._measures)
        roles = [column.role for column in self._table.columns]
        starts = [self._row + start for start in placement.starts]
        long = set(self._close_pages(group, placement))
        write, look_of = self.worksheet.write_string, self._formats.text
        for index, line in enumerate(group.rows):
            top = starts[index]
            for column, cell in enumerate(line.cells):
                if cell is None:
                    continue
                bottom = starts[index + cell.span] - 1
                role = cell.role or roles[column]
                if top == bottom and _is_plain(cell):
                    write(top, column, cell.text, look_of(cell, role))
                    continue
                area = top, bottom, column
                if (formula := _quotient_formula(cell, line, area)) is not None:
                    look = self._formats.cell(cell, role, is_number=True)
                    self.worksheet.write_formula(area[0], column, formula, look, _exact_number(cell))
                else:
                    self._write_cell(area, cell, role, is_long=index in long)
        self._row = starts[-1]

    def _close_pages(self, group: Group, placement: Placement) -> Iterator[int]:
        """Set the heights and say where pages may end; yield the rows that no page holds, which end anywhere."""
        starts, heights = placement.starts, placement.heights
        for stretch in group.stretches:
            first, end = starts[stretch.start], starts[stretch.stop]
            is_long = sum(heights[first:end]) > self._measures.page
            for row in range(first, end):
                self._set_height(self._row + row, heights[row])
                if is_long or row + 1 == end:
                    self._pages.close(self._row + row + 1)
            if is_long:
                yield from stretch

    def _write_cell(self, area: _Area, cell: Cell, role: Role, *, is_long: bool) -> None:
        top, bottom, column = area
        number = _exact_number(cell)
        link = _link_formula(cell.link, cell.text) if cell.link and number is None else None
        kind = {"is_number": number is not None, "is_link": link is not None, "is_long": is_long}
        look = self._formats.cell(cell, role, **kind)
        parts = parts_of(cell.text)
        for part in parts[:-1]:
            self.worksheet.write_string(top, column, part, look)
            top += 1
        if top < bottom:
            self.worksheet.merge_range(top, column, bottom, column, "", look)
        if number is not None:
            self.worksheet.write_number(top, column, number, look)
        elif link is not None:
            self.worksheet.write_formula(top, column, link, look, cell.text)
        else:
            self.worksheet.write_string(top, column, parts[-1], look)


def _is_plain(cell: Cell) -> bool:
    """Tell whether a cell is a text that one sheet row holds and nothing else, as most are."""
    return cell.amount is None and cell.link is None and len(cell.text) <= TEXT_LENGTH


def _quotient_formula(cell: Cell, row: Row, area: _Area) -> str | None:
    """Write a rate as the division it is; None where a cell has no number, or Excel might round the other way."""
    if cell.quotient is None or cell.amount is None or area[0] != area[1]:
        return None
    above, below = (row.cells[column] for column in cell.quotient)
    if above is None or below is None or not above.amount or not below.amount:
        return None
    if _exact_number(above) is None or _exact_number(below) is None or _exact_number(cell) is None:
        return None
    exact = above.amount / below.amount * 10**_RATE_DIGITS
    if abs(exact % 1 - Decimal("0.5")) < _TOO_CLOSE or half_up(exact, 0) != cell.amount * 10 ** (_RATE_DIGITS - 2):
        return None
    operands = [xl_rowcol_to_cell(area[0], column) for column in cell.quotient]
    return f"=ROUND({operands[0]}/{operands[1]},{_RATE_DIGITS})"


def _exact_number(cell: Cell) -> float | None:
    """Return the amount as Excel stores it, or None where there is none or Excel's 15 digits cannot hold it."""
    if cell.amount is None:
        return None
    amount = cell.amount / 100 if cell.is_percent else cell.amount
    return float(amount) if Decimal(f"{float(amount):.15g}") == amount else None


def _link_formula(link: Link, text: str) -> str | None:
    """Write a link as a formula, since our files have no relationship to outside; None where no link is possible.

    Excel cannot follow a path with # or %, nor take a text longer than 255 characters in a formula.
    """
    sheet = link.sheet.replace("'", "''")
    address = f"{link.target}#'{sheet}'!{link.cell}" if link.sheet else link.target
    texts = [part.replace('"', '""') for part in (address, text)]
    if _NOT_IN_LINKS & set(link.target) or max(map(len, texts)) > _LONGEST_FORMULA_TEXT:
        return None
    return f'=HYPERLINK("{texts[0]}","{texts[1]}")'
