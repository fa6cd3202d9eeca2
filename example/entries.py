"""A cell as somebody types it: what Excel stores when these characters are entered."""

from __future__ import annotations

import re
from datetime import date

from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.places import Place
from reporter.quantities import from_stored
from reporter.quantities import plain

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PERCENT = re.compile(r"(?P<digits>-?[0-9]+(\.(?P<decimals>[0-9]+))?)%")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")
_FIRST_DAY = date(1899, 12, 30)
_NOWHERE = Place("example")


def entered(text: str) -> RawCell:
    """Return the cell that typing `text` makes: a leading ' makes it a text, 6.2% a percent cell, 1,178 a number."""
    if text.startswith("'"):
        return _cell(CellKind.TEXT, text[1:])
    if _NUMBER.fullmatch(text):
        return _cell(CellKind.NUMBER, text)
    if _GROUPED.fullmatch(text):
        return _cell(CellKind.NUMBER, text.replace(",", ""), "#,##0")
    percent = _PERCENT.fullmatch(text)
    if percent:
        shown = "." + "0" * len(percent["decimals"]) if percent["decimals"] else ""
        return _cell(CellKind.NUMBER, plain(from_stored(percent["digits"]) / 100), f"0{shown}%")
    return _cell(CellKind.TEXT, text)


def entered_day(day: date) -> RawCell:
    """Return the cell that typing a date makes: a serial number under a date format."""
    return _cell(CellKind.DATE, str((day - _FIRST_DAY).days), "yyyy-mm-dd")


def entered_text(text: str) -> RawCell:
    """Return a cell of text, whatever the text looks like."""
    return _cell(CellKind.TEXT, text)


def _cell(kind: CellKind, text: str, number_format: str = "General") -> RawCell:
    return RawCell(_NOWHERE, 1, 1, kind, text, number_format)
