"""Charts beside a table: how the wholes of a group of rows part into good news and bad, as stacked bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.present.records import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

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
_ROW_PIXELS = 20
_STEPS = 8
# The figures of a chart stand right of it, outside of what is printed.
_CHART_COLUMN, _DATA_COLUMN = 1, 12


def draw_shares(workbook: Workbook, worksheet: Worksheet, sheet: str, table: Table, first: int) -> None:
    """Draw a chart for each named group whose rows part into shares, one below the other right of the table."""
    right = len(table.columns)
    row = first
    for group in table.groups:
        counted = [(line, shares) for line in group.rows if (shares := _shares(line))]
        if group.heading and counted:
            _write_counts(worksheet, row, right + _DATA_COLUMN, counted)
            height = _HEIGHT + _BAR * len(counted)
            area = (sheet, row, right + _DATA_COLUMN, len(counted))
            chart = _chart(workbook, group.heading, area, max(sum(shares.values()) for _, shares in counted))
            chart.set_size({"width": _WIDTH, "height": height})
            worksheet.insert_chart(row, right + _CHART_COLUMN, chart, {"description": group.heading})
            row += max(len(counted) + 2, height // _ROW_PIXELS + 2)


def _shares(row: Row) -> Mapping[Tone, int]:
    return next((dict(cell.shares) for cell in row.cells if cell is not None and cell.shares), {})


def _write_counts(worksheet: Worksheet, top: int, left: int, counted: Sequence[tuple[Row, Mapping[Tone, int]]]) -> None:
    for column, tone in enumerate(_COLOURS, start=left + 1):
        worksheet.write_string(top, column, tone.word)
    for line, (row, shares) in enumerate(counted, start=top + 1):
        worksheet.write_string(line, left, row.cells[0].text if row.cells[0] else "")
        for column, tone in enumerate(_COLOURS, start=left + 1):
            worksheet.write_number(line, column, shares.get(tone, 0))


def _chart(workbook: Workbook, title: str, area: tuple[str, int, int, int], longest: int) -> Chart:
    sheet, top, left, count = area
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (tone, colour) in enumerate(_COLOURS.items(), start=left + 1):
        chart.add_series(
            {
                "name": tone.word,
                "categories": [sheet, top + 1, left, top + count, left],
                "values": [sheet, top + 1, column, top + count, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 12}, "overlay": False})
    chart.set_x_axis({"num_font": _FONT, "major_gridlines": grid, "min": 0, "major_unit": longest // _STEPS + 1})
    chart.set_y_axis({"num_font": _FONT, "reverse": True})
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart
