"""Rows of a page as markup: a report may have a hundred thousand, and a template would take its time over each cell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from reporter.consolidate.texts import DASH
from reporter.present.records import Tone

if TYPE_CHECKING:
    from reporter.present.records import Cell
    from reporter.present.records import Column
    from reporter.present.records import Row
    from reporter.present.records import Table


def row_markup(row: Row, table: Table) -> Markup:
    """Return a row. Where it may fold on a narrow screen, its cells say under which title they stand."""
    cells = zip(row.cells, table.columns, strict=True)
    marked = (_cell(cell, column, is_foldable=not table.is_worklist) for cell, column in cells if cell is not None)
    return Markup(f"<tr>{''.join(marked)}</tr>")  # noqa: S704 - every text in it is escaped below


def _cell(cell: Cell, column: Column, *, is_foldable: bool) -> str:
    label = f' data-label="{escape(column.title)}"' if is_foldable else ""
    span = f' rowspan="{cell.span}"' if cell.span > 1 else ""
    shares = _shares(cell) if cell.shares else ""
    return f"<td{_looks(cell, column)}{label}{span}>{_words(cell)}{shares}</td>"


def _looks(cell: Cell, column: Column) -> str:
    """Return the classes of a cell; plain text has none."""
    role = "dash" if cell.text == DASH else (cell.role or column.role).name.lower()
    looks = "" if role == "text" else role
    if cell.tone is not Tone.PLAIN:
        looks = f"{looks} {cell.tone.value}".lstrip()
    return f' class="{looks}"' if looks else ""


def _words(cell: Cell) -> str:
    """Return the text. A browser opens the file of a link, not its cell, which the text names."""
    words = escape(cell.text).replace("\n", "<br>")
    return f'<a href="{escape(quote(cell.link.target))}">{words}</a>' if cell.link else words


def _shares(cell: Cell) -> str:
    """Draw how a whole parts into good news and bad."""
    bars = (f'<i class="{tone.value}" style="flex-grow:{count}"></i>' for tone, count in cell.shares)
    return f'<span class="shares" aria-hidden="true">{"".join(bars)}</span>'
