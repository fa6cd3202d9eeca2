"""The texts that the cells of a workbook share: rich text joined, phonetic guides left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.texts import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.parsers import expat

    from reporter.intake.ooxml.package import Package

_NAMES = short_names(SPREADSHEET, ("si", "t", "rPh"))


class _SharedTextReader(PartReader):
    def __init__(self) -> None:
        self.shared: list[str] = []
        self.runs: list[str] = []
        self.pieces: list[str] = []
        self.is_phonetic = False

    def listen(self, parser: expat.XMLParserType) -> None:
        super().listen(parser)
        parser.CharacterDataHandler = self.pieces.append

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "t":
            self.pieces.clear()
        elif name == "si":
            self.runs.clear()
        elif name == "rPh":
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            if not self.is_phonetic:
                self.runs.extend(self.pieces)
        elif name == "si":
            self.shared.append(plain_text("".join(self.runs)))
        elif name == "rPh":
            self.is_phonetic = False


def read_shared_texts(package: Package, part: str) -> dict[str | None, str]:
    """Map the number of a shared text, as cells write it, to the text: runs joined, phonetic guides left out."""
    return {str(index): text for index, text in enumerate(read_part(package, part, _NAMES, _SharedTextReader).shared)}
