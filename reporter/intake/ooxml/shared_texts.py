"""The texts that the cells of a workbook share: rich text joined, phonetic guides left out."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.ooxml.rich_text import RUN_NAMES
from reporter.intake.ooxml.rich_text import Runs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.parsers import expat

    from reporter.intake.ooxml.package import Package
    from reporter.intake.ooxml.rich_text import RichText

_NAMES = short_names(SPREADSHEET, ("si", "t", "rPh", *RUN_NAMES))
_RUN_NAMES = frozenset(RUN_NAMES)


@dataclass(frozen=True, slots=True)
class SharedTexts:
    """Shared texts by their number as cells write it; those with marks lie apart, so that plain ones cost nothing."""

    plain: Mapping[str | None, str] = field(default_factory=dict)
    marked: Mapping[str, RichText] = field(default_factory=dict)


class _SharedTextReader(PartReader):
    def __init__(self) -> None:
        self.plain: dict[str | None, str] = {}
        self.marked: dict[str, RichText] = {}
        self.runs = Runs()
        self.pieces: list[str] = []
        self.is_phonetic = False

    def listen(self, parser: expat.XMLParserType) -> None:
        super().listen(parser)
        parser.CharacterDataHandler = self.pieces.append

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "t":
            self.pieces.clear()
        elif name == "si":
            self.runs.begin()
        elif name == "rPh":
            self.is_phonetic = True
        elif name in _RUN_NAMES:
            self.runs.hear(name, attributes)

    def end(self, name: str) -> None:
        if name == "t":
            if not self.is_phonetic:
                self.runs.take(self.pieces)
        elif name == "si":
            self._end_text()
        elif name == "rPh":
            self.is_phonetic = False

    def _end_text(self) -> None:
        number = str(len(self.plain) + len(self.marked))
        text, marks = self.runs.text()
        if marks:
            self.marked[number] = text, marks
        else:
            self.plain[number] = text


def read_shared_texts(package: Package, part: str) -> SharedTexts:
    """Read the part of shared texts: runs joined, phonetic guides left out."""
    reader = read_part(package, part, _NAMES, _SharedTextReader)
    return SharedTexts(reader.plain, reader.marked)
