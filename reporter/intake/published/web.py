"""Web pages (.html) as paragraphs and grids; nothing of them is run, and nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from reporter.intake.published.blocks import Block
from reporter.intake.published.blocks import Grid
from reporter.intake.published.blocks import Paragraph
from reporter.intake.published.blocks import counted
from reporter.intake.texts import whole_number

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript"})
_BLOCK_TAGS = frozenset(
    {
        *(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "pre",
            "blockquote",
            "hr",
        ),
        *("section", "article", "header", "footer", "main", "caption", "body"),
    }
)
_LISTS = frozenset({"ul", "ol", "dl"})
_MAX_SPAN = 1000


def read_page(text: str) -> tuple[str, tuple[Block, ...]]:
    """Return the title of a page, and its paragraphs and tables in order."""
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.title, tuple(reader.blocks)


class _PageReader(HTMLParser):
    """Listens to a page. A table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self.pieces: list[str] = []
        self.rows: list[list[str]] = []
        self.pending: dict[int, int] = {}
        self.span = (1, 1)
        self.caption = ""
        self.table_depth = 0
        self.unseen_depth = 0
        self.list_depth = 0
        self.is_title = False
        self.is_cell = False
        self.paragraphs = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self.is_title = True
        elif tag in _UNSEEN and tag != "head":
            self.unseen_depth += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "table":
            self._start_table()
        elif tag in {"td", "th"} and self.table_depth == 1:
            self._end_cell()
            self.is_cell = True
            spans = dict(attrs)
            self.span = (_span(spans.get("rowspan")), _span(spans.get("colspan")))
        elif tag == "tr" and self.table_depth == 1:
            self._end_cell()
            self.rows.append([])
        elif tag in _BLOCK_TAGS:
            self._break_block()
            self.list_depth += tag in _LISTS

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.is_title = False
        elif tag in _UNSEEN and tag != "head":
            self.unseen_depth = max(self.unseen_depth - 1, 0)
        elif tag == "table" and self.table_depth:
            self._end_table()
        elif tag in {"td", "th", "tr"} and self.table_depth == 1:
            self._end_cell()
        elif tag == "caption" and self.table_depth == 1:
            self.caption = self._taken()
        elif tag in _BLOCK_TAGS:
            self._break_block()
            self.list_depth = max(self.list_depth - (tag in _LISTS), 0)

    def handle_data(self, data: str) -> None:
        if self.is_title:
            self.title += data.strip()
        elif not self.unseen_depth:
            text = _BLANKS.sub(" ", data)
            # A blank more says nothing, and blanks without end would be looked through at every block.
            if text != " " or not self.pieces or not self.pieces[-1].endswith((" ", "\n")):
                self.pieces.append(text)

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - the signature of the parser
        """Pass over `<![if ...]>` and its like as browsers do; the parser fails at those it does not know."""
        return self.parse_bogus_comment(i)

    def finish(self) -> None:
        """Close what the page left open."""
        while self.table_depth:
            self._end_table()
        self._break_block()

    def _taken(self) -> str:
        text = _AROUND_BREAK.sub("\n", "".join(self.pieces))
        self.pieces.clear()
        return re.sub(" +", " ", text).strip()

    def _break_block(self) -> None:
        if self.is_cell:
            last = next((piece for piece in reversed(self.pieces) if piece.strip(" ")), "\n")
            if not last.endswith("\n"):
                self.pieces.append("\n")
        elif not self.table_depth:
            text = self._taken()
            if text:
                self.paragraphs += 1
                self.blocks.append(Paragraph(text, self.paragraphs, may_head=not self.list_depth))

    def _start_table(self) -> None:
        self._break_block()
        self.table_depth += 1
        if self.table_depth == 1:
            self.rows, self.pending, self.caption = [], {}, ""

    def _end_cell(self) -> None:
        if not self.is_cell:
            self.pieces.clear()
            return
        self.is_cell = False
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        before = len(row)
        self._skip_pending(row)
        rows, columns = self.span
        for column in range(len(row), len(row) + columns):
            self.pending[column] = rows - 1
        row += [self._taken(), *[""] * (columns - 1)]
        self.cells = counted(self.cells + len(row) - before)

    def _skip_pending(self, row: list[str]) -> None:
        """Leave the columns empty that a cell of an earlier row reaches down into."""
        while self.pending.get(len(row), 0) > 0:
            self.pending[len(row)] -= 1
            row.append("")

    def _end_table(self) -> None:
        self.table_depth -= 1
        if self.table_depth:
            self._break_block()
            return
        self._end_cell()
        self.blocks.append(Grid(tuple(tuple(row) for row in self.rows if row), self.caption))


def _span(text: str | None) -> int:
    return min(max(whole_number(text or "", 1), 1), _MAX_SPAN)
