"""The one thing read of a workbook's styles: which number format each cell style names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.formats import BUILT_IN
from reporter.intake.formats import GENERAL
from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.package import Package

_NAMES = short_names(SPREADSHEET, ("numFmt", "cellXfs", "xf"))


class _StyleReader(PartReader):
    def __init__(self) -> None:
        self.codes = dict(BUILT_IN)
        self.numbers: list[str] = []
        self.is_inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "xf" and self.is_inside:
            self.numbers.append(attributes.get("numFmtId", "0"))
            if len(self.numbers) > limits.STYLES:
                refuse("too-many-styles", expected=f"{limits.STYLES:,}")
        elif name == "numFmt":
            code = attributes.get("formatCode", GENERAL)
            if len(code) > limits.FORMAT_CODE:
                refuse("text-too-long", found=str(len(code)), expected=str(limits.FORMAT_CODE), start=code[:20])
            self.codes[attributes.get("numFmtId", "")] = code
            if len(self.codes) > limits.STYLES:
                refuse("too-many-styles", expected=f"{limits.STYLES:,}")
        elif name == "cellXfs":
            self.is_inside = True

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.is_inside = False


def read_formats(package: Package, part: str) -> dict[str | None, str]:
    """Map the number of a cell style, as cells write it, to its format code; no style is General."""
    reader = read_part(package, part, _NAMES, _StyleReader)
    formats: dict[str | None, str] = {
        str(index): reader.codes.get(number, GENERAL) for index, number in enumerate(reader.numbers)
    }
    formats[None] = formats.get("0", GENERAL)
    return formats
