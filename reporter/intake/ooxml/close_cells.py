"""Listening to one cell to its end: to a text of its own, whose blanks and runs count, or to a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import cast

from reporter.intake.ooxml.rich_text import RUN_NAMES
from reporter.intake.ooxml.rich_text import Runs
from reporter.intake.ooxml.values import BROKEN
from reporter.intake.refusal import refuse
from reporter.intake.texts import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from reporter.intake.ooxml.rows import Heard
    from reporter.intake.records import Mark

_RUN_NAMES = frozenset(RUN_NAMES)


class CellListener:
    """Listens element by element; `done` is called where the cell ends, and reads what was heard."""

    __slots__ = (
        "attributes",
        "done",
        "formula",
        "formula_attributes",
        "heard",
        "is_phonetic",
        "marks",
        "runs",
        "sheet",
        "value",
    )

    def __init__(self, sheet: str, heard: list[Heard], done: Callable[[], None]) -> None:
        """Share the list that texts are put into."""
        self.sheet = sheet
        self.heard = cast("list[str]", heard)
        self.done = done
        self.runs = Runs()
        self.begin({})

    def begin(self, attributes: Mapping[str, str], value: str | None = None) -> None:
        """Begin with a cell, of which the value may have been heard already."""
        self.attributes = attributes
        self.value = value
        self.formula: str | None = None
        self.formula_attributes: Mapping[str, str] = {}
        self.marks: tuple[Mark, ...] = ()
        self.is_phonetic = False
        self.runs.begin()
        self.heard.clear()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear an element begin inside the cell."""
        self._end_text()
        if name == "f":
            self.formula_attributes = attributes
        elif name == "rPh":
            self.is_phonetic = True
        elif name in _RUN_NAMES:
            self.runs.hear(name, attributes)
        elif name in {"c", "row"}:
            refuse("broken-sheet", self.sheet, found=f"c > {name}")

    def end(self, name: str) -> None:
        """Hear an element end inside the cell, or the cell itself."""
        if name == "v":
            self._set_value(plain_text("".join(self.heard)))
        elif name == "f":
            self.formula = "".join(self.heard)
        elif name == "t" and not self.is_phonetic:
            self.runs.take(self.heard)
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "is":
            text, self.marks = self.runs.text()
            self._set_value(text)
        elif name == "c":
            self._end_text()
            self.done()
        self.heard.clear()

    def _set_value(self, value: str) -> None:
        """Take a value; of two nobody can know which one counts."""
        self.value = value if self.value is None else BROKEN

    def _end_text(self) -> None:
        """Drop the blanks between elements; a text that stands there belongs to nothing."""
        if "".join(self.heard).strip():
            self.value = BROKEN
        self.heard.clear()
