"""Where the rows of a table stand on a sheet: how high they must be, and how many sheet rows a long one takes.

Excel shows no row higher than 409 points and holds no text longer than 32,767 characters: a row for paper that needs
more goes over several sheet rows, its cells merged; a longer text is parted, one part a sheet row. Nothing is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

from reporter.intake.limits import TEXT_LENGTH
from reporter.text_lines import lines_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.present.records import Row

HIGHEST_ROW = 409
# A row longer than a page is parted into sheet rows of so many lines, so that every page of it is filled.
_LINES_OF_A_PART = 5
# Fonts that stand in for 仿宋_GB2312 on Linux (Noto, 思源) take 1.45, those of Windows 1.17.
_LINE_HEIGHT = 1.45
_PADDING = 6
_PIXELS_PER_POINT = 96 / 72
_CELL_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of a sheet: widths in pixels, size of the text in points, the points that a page has for a row.

    A worklist keeps a row on one sheet row.
    """

    widths: tuple[int, ...]
    text_size: int
    is_worklist: bool
    page: float = HIGHEST_ROW

    def height(self, text: str, width: int, size: int | None = None) -> float:
        """Return the height in points that shows a text in `width` pixels."""
        points = size or self.text_size
        return lines_needed(text, room_for(width, points)) * points * _LINE_HEIGHT + _PADDING

    def height_of_lines(self, lines: int) -> float:
        """Return the height in points that so many lines of the table's own text take."""
        return lines * self.text_size * _LINE_HEIGHT + _PADDING


@dataclass(frozen=True, slots=True)
class Placement:
    """Sheet rows of a group's rows: row i stands from `starts[i]` up to before `starts[i + 1]`, counted from 0."""

    starts: tuple[int, ...]
    heights: tuple[float, ...]


def place_rows(rows: Sequence[Row], measures: Measures) -> Placement:
    """Share out the sheet rows of `rows`; `heights` has one height a sheet row."""
    needed = _needed_heights(rows, measures)
    heights = [_sheet_rows(row, height, measures) for row, height in zip(rows, needed, strict=True)]
    return Placement(tuple(accumulate(map(len, heights), initial=0)), tuple(chain.from_iterable(heights)))


def parts_of(text: str) -> list[str]:
    """Part a text into what single cells hold; joined, the parts are the text."""
    if len(text) <= TEXT_LENGTH:
        return [text]
    return [text[start : start + TEXT_LENGTH] for start in range(0, len(text), TEXT_LENGTH)]


def _needed_heights(rows: Sequence[Row], measures: Measures) -> list[float]:
    rooms = [room_for(width, measures.text_size) for width in measures.widths]
    most = [1] * len(rows)
    spanning: list[tuple[int, int, float]] = []
    for index, row in enumerate(rows):
        for cell, room in zip(row.cells, rooms, strict=True):
            if cell is None:
                continue
            lines = lines_needed(cell.short or cell.text, room)
            if cell.span > 1:
                spanning.append((index, cell.span, measures.height_of_lines(lines)))
            elif lines > most[index]:
                most[index] = lines
    heights = [measures.height_of_lines(lines) for lines in most]
    for index, span, height in spanning:
        lacking = height - sum(heights[index : index + span])
        if lacking > 0:
            for covered in range(index, index + span):
                heights[covered] += lacking / span
    return heights


def room_for(width: int, points: int) -> float:
    """Return how many full-width characters stand side by side in a column."""
    return (width - _CELL_MARGIN) / (points * _PIXELS_PER_POINT)


def _sheet_rows(row: Row, height: float, measures: Measures) -> list[float]:
    """Return the heights of the sheet rows that a row takes; one longer than a page is parted between its lines."""
    longest = max([len(cell.text) for cell in row.cells if cell is not None], default=0)
    parts = max(1, ceil(longest / TEXT_LENGTH))
    if measures.is_worklist or height <= min(measures.page, HIGHEST_ROW):
        return [min(height / parts, HIGHEST_ROW)] * parts
    if parts > 1:
        return [HIGHEST_ROW] * max(parts, ceil(height / HIGHEST_ROW))
    part = _LINES_OF_A_PART * measures.text_size * _LINE_HEIGHT
    whole = int(height // part) - 1
    return [*[part] * whole, height - whole * part]
