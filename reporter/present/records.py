"""A publication as neutral tables, in the words of official tables: heading, groups, columns, rows, cells, notes.

Whatever text comes in, what these records hold can be printed: emitters never ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

RETURNED_FOLDER = "退回"
"""Where departments find the forms to mend; no publication lies there."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Bring a text to what every kind of file can hold: one kind of line end, a visible � for what is no character."""
    if not _NOT_PRINTABLE.search(text):
        return text
    return _NOT_PRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def _print_only(record: object, *names: str) -> None:
    """Make texts of a new record printable, so that no emitter meets one that its file could not hold."""
    for name in names:
        value = getattr(record, name)
        made = printable(value) if isinstance(value, str) else tuple(printable(text) for text in value)
        if made != value:
            object.__setattr__(record, name, made)


class Role(StrEnum):
    """What the cells of a column are for; emitters map it to a style, never its text."""

    NUMBER = "序号"
    """A running number, centred."""
    LABEL = "短语"
    """A short name, centred."""
    TEXT = "文字"
    """Sentences, aligned to the left; the only role whose missing text prints as a dash without being asked."""
    FIGURE = "数字"
    """An amount, aligned to the right."""
    STATUS = "状态"
    """A word of judgement, centred."""


class Tone(StrEnum):
    """How good the news in a cell is; emitters map it to a colour."""

    PLAIN = "plain"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    QUIET = "quiet"

    @property
    def word(self) -> str:
        """What a chart calls indicators of this tone."""
        return _TONE_WORDS[self]


_TONE_WORDS = {
    Tone.PLAIN: "其他",
    Tone.GOOD: "达到进度或达标",
    Tone.WATCH: "慢序时或未达标",
    Tone.BAD: "未填报或无法测算",
    Tone.QUIET: "年度统计",
}


class Orientation(StrEnum):
    """方向: how the paper lies."""

    LANDSCAPE = "横向"
    PORTRAIT = "纵向"


class Profile(StrEnum):
    """版面: what a document is, where the layout brings no base document of its own."""

    TABLE = "附件表格"
    LETTER = "公文正文"


@dataclass(frozen=True, slots=True)
class Link:
    """A cell of another workbook that a click leads to; `target` is a path with `/`, relative to the linking file."""

    target: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed text. Lines are parted by a line feed.

    `amount` is the number as printed, for emitters that write numbers: `text` is it with `decimals` digits, and with
    the sign of percent where `is_percent` (then 93.6 is 93.6%). `span` counts the rows the cell reaches down. `role` is
    given where it is not the column's. `shares` count how a whole parts into good news and bad, for emitters that draw.
    `quotient` names two columns of the row, counted from 0: the amount is the first divided by the second. On pages and
    paper, which have no room for all of the text, `short` stands for it where it is given.
    """

    text: str
    role: Role | None = None
    amount: Decimal | None = None
    decimals: int = 0
    is_percent: bool = False
    span: int = 1
    tone: Tone = Tone.PLAIN
    link: Link | None = None
    shares: tuple[tuple[Tone, int], ...] = ()
    quotient: tuple[int, int] | None = None
    short: str = ""

    def __post_init__(self) -> None:
        """Keep a text that can be printed."""
        _print_only(self, "text", "short")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width on paper in millimetres, and what its cells are for."""

    title: str
    width: int
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells by column; None where a cell from above reaches down."""

    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; an empty heading prints none."""

    heading: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """Keep a heading that can be printed."""
        _print_only(self, "heading")

    @property
    def stretches(self) -> Iterator[range]:
        """Rows that merged cells hold together, by their indices."""
        starts = [index for index, row in enumerate(self.rows) if None not in row.cells]
        return (range(start, end) for start, end in pairwise([*starts, len(self.rows)]))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading and its notes; every group has the same columns.

    `name` is short and names it where tables are chosen (the tab of a sheet), the heading where it is empty. A
    `is_worklist` is for searching and filtering rather than for the public: emitters give it filters, and
    keep its first `lead` columns in sight, which tell the rows apart.
    """

    heading: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()
    name: str = ""
    is_worklist: bool = False
    lead: int = 0

    def __post_init__(self) -> None:
        """Keep texts that can be printed."""
        _print_only(self, "heading", "notes", "name")

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all groups in order."""
        return (row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Publication:
    """A document to publish.

    `title` names it, its files too; `title_lines` is the title broken so that words stay whole, empty where it need not
    be. `marks` are short lines under the title (送审稿). `facts` are the head fields of a page on the web, name and
    value; an empty value is for others to fill in. `layout` names the folder it was made by, empty where by none;
    `folder` is the one its files lie in, empty at the top of the outputs.
    """

    title: str
    marks: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    title_lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    orientation: Orientation = Orientation.LANDSCAPE
    layout: str = ""
    folder: str = ""
    profile: Profile = Profile.TABLE

    def __post_init__(self) -> None:
        """Keep texts that can be printed."""
        _print_only(self, "title", "marks", "notes", "title_lines")
        object.__setattr__(self, "facts", tuple((printable(name), printable(value)) for name, value in self.facts))

    @property
    def lines(self) -> tuple[str, ...]:
        """The title as it is printed, line by line."""
        return self.title_lines or (self.title,)
