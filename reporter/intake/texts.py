"""Texts as workbooks store them: escapes undone, line breaks of every kind made one, unreadable characters dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.markup import SPREADSHEET
from reporter.intake.markup import PartReader
from reporter.intake.markup import read_part
from reporter.intake.markup import short_names
from reporter.intake.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.package import Package

_NAMES = short_names(SPREADSHEET, ("si", "t", "rPh"))
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain_text(text: str) -> str:
    """Undo `_x000D_` and its like, and make every kind of line break the same."""
    if "_x" in text:
        text = _CONTROL.sub("", _joined_pairs(_ESCAPE.sub(_character, text)))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def check_length(text: str, *parts: str) -> None:
    """Refuse a text longer than a cell may hold; `parts` are sheet and cell."""
    if len(text) > limits.TEXT_LENGTH:
        refuse("text-too-long", *parts, found=str(len(text)), expected=str(limits.TEXT_LENGTH), start=text[:20])


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _joined_pairs(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _SharedTextReader(PartReader):
    def __init__(self) -> None:
        self.shared: list[str] = []
        self.runs: list[str] = []
        self.pieces: list[str] = []
        self.is_phonetic = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "t":
            self.pieces.clear()
        elif name == "si":
            self.runs.clear()
        elif name == "rPh":
            self.is_phonetic = True

    def text(self, text: str) -> None:
        self.pieces.append(text)

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
