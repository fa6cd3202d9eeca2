"""A copy of a Word document with remarks: the words highlighted, the remark in Word's own comments."""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.text.run import Run

from reporter.emit.package import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.text.run import CT_R
    from docx.text.paragraph import Paragraph

_CHARACTERS = frozenset(qn(name) for name in ("w:t", "w:br", "w:cr", "w:tab", "w:ptab", "w:noBreakHyphen"))
_AUTHOR = "数字核对"
_INITIALS = "核"


@dataclass(frozen=True, slots=True)
class Remark:
    """What to say about a span of one cell: `table`, `row`, `column` count from 1, offsets are of the cell's text.

    A table beyond those of the document is the text between them, a row a paragraph, without the blanks around it.
    """

    table: int
    row: int
    column: int
    start: int
    end: int
    text: str
    is_grave: bool


def write_commented(original: bytes, remarks: Sequence[Remark]) -> bytes:
    """Return the document with every remark in it. Nothing else of it changes.

    The text of a cell is its paragraphs joined by a line break, a break inside a paragraph being one character.
    """
    document = docx.Document(io.BytesIO(original))
    last = len(document.tables) + 1
    # From the last offset to the first, so that splitting a run never moves a remark still to come.
    for remark in sorted(remarks, key=lambda item: (item.table, item.row, item.column, item.start), reverse=True):
        _write(document, remark if remark.table < last else _indented(document, remark))
    target = io.BytesIO()
    document.save(target)
    return normalised(target.getvalue())


def _write(document: Document, remark: Remark) -> None:
    paragraphs = _paragraphs(document, remark)
    runs: list[Run] = []
    offset = 0
    for paragraph in paragraphs:
        length = sum(len(run.text) for run in paragraph.runs)
        runs.extend(_cut_out(paragraph, remark.start - offset, remark.end - offset))
        offset += length + 1
    for run in runs:
        run.font.highlight_color = WD_COLOR_INDEX.RED if remark.is_grave else WD_COLOR_INDEX.YELLOW
    if not runs:
        # The cell was emptied: there is nothing to mark, yet something to say.
        runs = [paragraphs[0].add_run("")]
    document.add_comment(runs, text=remark.text, author=_AUTHOR, initials=_INITIALS)


def _indented(document: Document, remark: Remark) -> Remark:
    """Count the offsets of a paragraph between the tables from its first character, be it a blank."""
    text = document.paragraphs[remark.row - 1].text
    blanks = len(text) - len(text.lstrip())
    return replace(remark, start=remark.start + blanks, end=remark.end + blanks)


def _paragraphs(document: Document, remark: Remark) -> Sequence[Paragraph]:
    paragraphs: Sequence[Paragraph] = document.paragraphs[remark.row - 1 : remark.row]
    if remark.table <= len(document.tables):
        row = document.tables[remark.table - 1].rows[remark.row - 1]
        paragraphs = row.cells[remark.column - 1].paragraphs
    return paragraphs


def _cut_out(paragraph: Paragraph, start: int, end: int) -> Iterator[Run]:
    """Split the runs of a paragraph at the two offsets and yield the runs between them."""
    offset = 0
    for run in tuple(paragraph.runs):
        length = len(run.text)
        low, high = max(start - offset, 0), min(end - offset, length)
        offset += length
        if low < high:
            element = run._r  # noqa: SLF001 - python-docx offers no split of its own
            if high < length:
                _split(element, high)
            yield Run(_split(element, low) if low else element, paragraph)


def _split(run: CT_R, offset: int) -> CT_R:
    """Cut a run in two at a character offset and return the second half, which stands right behind the first."""
    second = copy.deepcopy(run)
    run.addnext(second)
    _keep(run, 0, offset)
    _keep(second, offset, None)
    return second


def _keep(run: CT_R, start: int, end: int | None) -> None:
    """Drop from a run every character outside the offsets; formatting stays."""
    offset = 0
    for child in tuple(run):
        length = len(str(child)) if child.tag in _CHARACTERS else 0
        kept = slice(max(start - offset, 0), length if end is None else min(max(end - offset, 0), length))
        offset += length
        if not length:
            continue
        if kept.start >= kept.stop:
            run.remove(child)
        elif child.tag == qn("w:t"):
            child.text = str(child)[kept]
            child.set(qn("xml:space"), "preserve")
