"""Charts on a sheet of their own behind a table: how the wholes of its groups part into good news and bad."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from reporter.present.records import Cell
from reporter.present.records import Role
from reporter.present.records import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from reporter.emit.xlsx_formats import Formats
    from reporter.present.records import Row
    from reporter.present.records import Table

_COLOURS: Mapping[Tone, str] = {
    Tone.GOOD: "#5A9E4B",
    Tone.WATCH: "#E0A100",
    Tone.BAD: "#B3261E",
    Tone.QUIET: "#B5B5B5",
}
_FONT = {"name": "宋体", "size": 10, "bold": False}
_WIDTH, _HEIGHT, _BAR = 620, 110, 26
_ROW_PIXELS = 24
_NAME_PIXELS, _COUNT_PIXELS = 210, 76
_CHART_COLUMN = len(_COLOURS) + 2
_STEPS = 8


@dataclass(frozen=True, slots=True)
class _Shares:
    """A named group of rows that part into good news and bad, each row with its name and counts."""

    heading: str
    rows: tuple[tuple[str, Mapping[Tone, int]], ...]

    @property
    def height(self) -> int:
        """The height of its chart in pixels."""
        return _HEIGHT + _BAR * len(self.rows)


def draw_shares(workbook: Workbook, formats: Formats, table: Table, name: str) -> Worksheet | None:
    """Draw a chart for each named group whose rows part into shares, its figures beside it.

    Returns the sheet of this name, None where nothing is to be drawn.
    """
    drawn = tuple(_shares_of(table))
    if not drawn:
        return None
    worksheet = workbook.add_worksheet(name)
    worksheet.set_column_pixels(0, 0, _NAME_PIXELS)
    worksheet.set_column_pixels(1, len(_COLOURS), _COUNT_PIXELS)
    row = 0
    for shares in drawn:
        _write_counts(worksheet, formats, shares, row)
        chart = _chart(workbook, name, shares, row)
        chart.set_size({"width": _WIDTH, "height": shares.height})
        worksheet.insert_chart(row, _CHART_COLUMN, chart, {"description": shares.heading})
        end = row + max(len(shares.rows) + 2, ceil(shares.height / _ROW_PIXELS) + 1)
        for line in range(row + 1, end):
            worksheet.set_row_pixels(line, _ROW_PIXELS)
        row = end
    return worksheet


def _shares_of(table: Table) -> Iterator[_Shares]:
    for group in table.groups:
        counted = tuple((_name(line), shares) for line in group.rows if (shares := _shares(line)))
        if group.heading and counted:
            yield _Shares(group.heading, counted)


def _name(row: Row) -> str:
    return row.cells[0].text if row.cells[0] else ""


def _shares(row: Row) -> Mapping[Tone, int]:
    return next((dict(cell.shares) for cell in row.cells if cell is not None and cell.shares), {})


def _write_counts(worksheet: Worksheet, formats: Formats, shares: _Shares, top: int) -> None:
    worksheet.set_row_pixels(top, 2 * _ROW_PIXELS)
    worksheet.write_string(top, 0, shares.heading, formats.header())
    for column, tone in enumerate(_COLOURS, start=1):
        worksheet.write_string(top, column, tone.word, formats.header())
    for line, (name, counts) in enumerate(shares.rows, start=top + 1):
        worksheet.write_string(line, 0, name, formats.text(Cell(name), Role.TEXT))
        for column, tone in enumerate(_COLOURS, start=1):
            count = Cell(str(counts.get(tone, 0)))
            worksheet.write_number(line, column, int(count.text), formats.cell(count, Role.NUMBER, is_number=True))


def _chart(workbook: Workbook, sheet: str, shares: _Shares, top: int) -> Chart:
    last = top + len(shares.rows)
    longest = max(sum(counts.values()) for _, counts in shares.rows)
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (tone, colour) in enumerate(_COLOURS.items(), start=1):
        chart.add_series(
            {
                "name": tone.word,
                "categories": [sheet, top + 1, 0, last, 0],
                "values": [sheet, top + 1, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_title({"name": shares.heading, "name_font": {**_FONT, "size": 12}, "overlay": False})
    chart.set_x_axis({"num_font": _FONT, "major_gridlines": grid, "min": 0, "major_unit": longest // _STEPS + 1})
    chart.set_y_axis({"num_font": _FONT, "reverse": True})
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart
