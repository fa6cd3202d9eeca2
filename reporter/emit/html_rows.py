"""Rows of a page as markup: a report may have a hundred thousand, and a template would take its time over each cell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from reporter.consolidate.texts import DASH
from reporter.present.records import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.present.records import Cell
    from reporter.present.records import Column
    from reporter.present.records import Group
    from reporter.present.records import Row
    from reporter.present.records import Table


def rows_markup(group: Group, table: Table) -> Iterator[Markup]:
    """Yield the rows of a group. Where they may fold on a narrow screen, cells say under which title they stand.

    A cell that reaches down from above stands in the first row only: folded, the rows below say it again.
    """
    above: tuple[Cell | None, ...] = ()
    for row in group.rows:
        again = "" if table.is_worklist or None not in row.cells else _said_above(row, above, table)
        cells = zip(row.cells, table.columns, strict=True)
        marked = (_cell(cell, column, is_foldable=not table.is_worklist) for cell, column in cells if cell is not None)
        yield Markup(f"<tr{again}>{''.join(marked)}</tr>")  # noqa: S704 - every text in it is escaped below
        above = tuple(cell or reaching for cell, reaching in zip(row.cells, above or row.cells, strict=True))


def _said_above(row: Row, above: Sequence[Cell | None], table: Table) -> str:
    """Return what the cells from above say, as an attribute for the narrow screen: no table has cells of it."""
    cells = zip(row.cells, above or row.cells, table.columns, strict=True)
    said = [f"{column.title}：{top.text}" for cell, top, column in cells if cell is None and top and top.text]
    words = escape("\n".join(said))
    return f' data-again="{words}"' if said else ""


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
    words = escape(cell.short or cell.text).replace("\n", "<br>")
    if cell.short:
        return f'<span title="{escape(cell.text)}">{words}</span>'
    return f'<a href="{escape(quote(cell.link.target))}">{words}</a>' if cell.link else words


def _shares(cell: Cell) -> str:
    """Draw how a whole parts into good news and bad."""
    bars = (f'<i class="{tone.value}" style="flex-grow:{count}"></i>' for tone, count in cell.shares)
    return f'<span class="shares" aria-hidden="true">{"".join(bars)}</span>'
