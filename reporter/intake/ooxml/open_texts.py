"""The text of a cell in an .ods file: its paragraphs with the blanks that elements stand for, and their runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.ooxml.open_names import is_drawing
from reporter.intake.ooxml.rich_text import Runs
from reporter.intake.texts import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.rich_text import RichText
    from reporter.intake.records import Drawn

_BLANKS = re.compile(r"[ \t\r\n]+")
_NO_TEXT = frozenset({"office:annotation", "text:note", "text:ruby-text"})
TEXT_NAMES = (
    "text:p",
    "text:span",
    "text:s",
    "text:c",
    "text:tab",
    "text:line-break",
    "text:style-name",
    "text:note",
    "text:ruby-text",
    "office:annotation",
)


class Paragraphs:
    """Collects the paragraphs of one cell; comments, notes and drawings in it are none of its text."""

    def __init__(self, drawn: Mapping[str, Drawn]) -> None:
        """Take how runs are drawn, by the name of their style."""
        self.drawn = drawn
        self.runs = Runs()
        self.begin()

    def begin(self) -> None:
        """Forget what was heard: another cell begins."""
        self.runs.begin()
        self.count = 0
        self.spans: list[Drawn | None] = []
        self.apart = 0
        self.has_comment = self.has_drawing = False
        self.remark: list[str] = []

    @property
    def is_inside(self) -> bool:
        """Whether an element of the cell is open."""
        return bool(self.apart or self.spans)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear an element begin; one that is no paragraph, or no part of one, stands apart with all that is in it."""
        is_outside = not self.spans and name != "text:p"
        if self.apart or is_outside or name in _NO_TEXT or is_drawing(name):
            self.apart += 1
            self.has_comment |= name == "office:annotation"
            self.has_drawing |= not self.has_comment and is_drawing(name)
            return
        if name == "text:p" and self.count:
            self.runs.take(["\n"])
        self.count += name == "text:p"
        self.spans.append(self.drawn.get(attributes.get("text:style-name", ""), self.spans[-1] if self.spans else None))
        self.runs.drawn = self.spans[-1]
        if name == "text:s":
            self.runs.take([" " * min(whole_number(attributes.get("text:c", "1"), 1), limits.TEXT_LENGTH)])
        elif name in {"text:tab", "text:line-break"}:
            self.runs.take(["\t" if name == "text:tab" else "\n"])

    def end(self) -> None:
        """Hear an element end."""
        if self.apart:
            self.apart -= 1
            return
        self.spans.pop()
        self.runs.drawn = self.spans[-1] if self.spans else None

    def text(self, text: str) -> None:
        """Hear a piece of text."""
        if self.apart and self.has_comment:
            self.remark.append(text)
        elif self.spans and not self.apart:
            self.runs.take([_BLANKS.sub(" ", text)])

    def whole(self) -> RichText:
        """Return the text of all paragraphs, with its marks."""
        return self.runs.text()
