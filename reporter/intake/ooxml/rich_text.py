"""The runs of one text: what stands in them, and which of them are struck through or set above or below the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake.records import Drawn
from reporter.intake.records import Mark
from reporter.intake.texts import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

RUN_NAMES = ("r", "strike", "vertAlign")
"""The elements besides the texts themselves that a reader hands on."""
_OFF = frozenset({"0", "false", "off", "baseline"})
_DRAWN = {"strike": Drawn.STRUCK, "vertAlign": Drawn.SHIFTED}

RichText = tuple[str, tuple[Mark, ...]]


class Runs:
    """Collects runs as they are heard; phonetic guides are left out by whoever listens."""

    __slots__ = ("drawn", "marked", "pieces")

    def __init__(self) -> None:
        """Begin with no text."""
        self.pieces: list[str] = []
        self.marked: dict[int, Drawn] = {}
        self.drawn: Drawn | None = None

    def begin(self) -> None:
        """Forget what was heard: another text begins."""
        self.pieces.clear()
        self.marked.clear()
        self.drawn = None

    def hear(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear a run begin, or how it is drawn; what is struck through stays so, raised or not."""
        if name == "r":
            self.drawn = None
        elif attributes.get("val", "1") not in _OFF and self.drawn is not Drawn.STRUCK:
            self.drawn = _DRAWN[name]

    def take(self, pieces: Sequence[str]) -> None:
        """Take the text of a run."""
        if self.drawn is None:
            self.pieces.extend(pieces)
        elif pieces:
            self.marked[len(self.pieces)] = self.drawn
            self.pieces.append("".join(pieces))

    def text(self) -> RichText:
        """Return the whole text and the marks in it."""
        if not self.marked:
            return plain_text("".join(self.pieces)), ()
        marks: list[Mark] = []
        length = 0
        texts = [plain_text(piece) for piece in self.pieces]
        for at, text in enumerate(texts):
            if at in self.marked and text:
                marks.append(Mark(length, length + len(text), self.marked[at]))
            length += len(text)
        return "".join(texts), tuple(marks)
