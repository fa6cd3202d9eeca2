"""Rows of a sheet part as they were heard: cells paired with their texts, rows and cells put in order."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING
from typing import cast

from reporter.intake.cells import DAMAGED_CELL
from reporter.intake.ooxml.values import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from reporter.intake.cells import Position
    from reporter.intake.cells import StoredCell

    Attributes = Mapping[str, str]
    Heard = Attributes | str
    """The attributes of a cell that begins, or a text."""

PAUSE = ""
"""Stands where the parser paused, maybe amid a text: a piece that no parser hands out."""
_CELLS = {dict}
_TEXTS = {str}


def paired(heard: list[Heard]) -> Iterable[tuple[Attributes, str]]:
    """Pair each cell with its text; what was heard may be used up.

    Cells and texts take turns, so that two slices do. Not so where cells are empty or a text came in pieces: where the
    parser paused, or because there is more than one, and nobody can know which one counts.
    """
    cells, texts = heard[::2], heard[1::2]
    if len(cells) == len(texts) and set(map(type, cells)) == _CELLS and set(map(type, texts)) == _TEXTS:
        return cast("Iterable[tuple[Attributes, str]]", zip(cells, texts, strict=True))
    pairs: list[tuple[Attributes, str]] = []
    pieces: list[str] = []
    while heard:
        item = heard.pop()
        if isinstance(item, str):
            pieces.append(item)
        else:
            pairs.append((item, joined(pieces)))
            pieces.clear()
    pairs.reverse()
    return pairs


def joined(backwards: list[str]) -> str:
    """Join the pieces of a cell's text, the last one first; two that no pause parts are two texts."""
    told = [piece for piece in backwards if piece == PAUSE or piece.strip()]
    if any(piece and following for piece, following in pairwise(told)):
        return BROKEN
    return "".join(reversed(backwards))


def in_order(pieces: Iterable[tuple[int, list[StoredCell]]]) -> tuple[dict[int, list[StoredCell]], list[Position]]:
    """Put rows in order that were not, and name the cells that are stored twice: nobody can know which one counts."""
    rows: dict[int, list[StoredCell]] = {}
    duplicates: list[Position] = []
    for row, cells in sorted(pieces, key=itemgetter(0)):
        rows.setdefault(row, []).extend(cells)
    for row, cells in rows.items():
        counts = Counter(map(itemgetter(0), cells))
        kept = {cell[0]: cell if counts[cell[0]] == 1 else (cell[0], *DAMAGED_CELL) for cell in cells}
        rows[row] = [kept[column] for column in sorted(kept)]
        duplicates += [(row, column) for column in kept if counts[column] > 1]
    return rows, duplicates
