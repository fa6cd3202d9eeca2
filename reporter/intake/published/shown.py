"""What a cell shows: the printed text of a number in a published workbook, for the formats that tables use."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from reporter.intake.formats import GENERAL
from reporter.intake.formats import number_format
from reporter.intake.records import CellKind
from reporter.intake.texts import whole_number
from reporter.quantities import from_stored
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.intake.records import RawCell

_FIRST_SECTION = re.compile(r"(?P<digits>[#0,]*[#0])(?:\.(?P<decimals>[0#]+))?(?P<percent>%?)")
_EPOCH = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)
_LAST_SERIAL = 2_958_465


def shown_text(cell: RawCell, *, uses_1904_dates: bool = False) -> str:
    """Return the text as a reader of the sheet sees it; a number under a format we do not know is as stored."""
    if cell.kind is CellKind.DATE:
        return _shown_date(cell.text, uses_1904_dates=uses_1904_dates)
    if cell.kind is not CellKind.NUMBER:
        return cell.text
    amount = from_stored(cell.text)
    return plain(amount) if cell.format in {GENERAL, "@"} else _shown_number(amount, cell.format)


def _shown_number(amount: Decimal, code: str) -> str:
    facts = number_format(code)
    pattern = _FIRST_SECTION.search(re.sub(r'"[^"]*"|\[[^\]]*\]|[\\!].|[_*].', "", code.partition(";")[0]))
    if pattern is None or facts.divisor_power or any(character.isdigit() for character in facts.prefix + facts.suffix):
        return plain(amount)
    amount = amount * 100 if facts.is_percent else amount
    decimals = pattern["decimals"] or ""
    text = f"{half_up(amount, len(decimals)):{',' if ',' in pattern['digits'] else ''}f}"
    for _ in range(len(decimals) - len(decimals.rstrip("#"))):
        text = text.removesuffix("0")
    return facts.prefix + text.removesuffix(".") + pattern["percent"] + facts.suffix


def _shown_date(text: str, *, uses_1904_dates: bool) -> str:
    """Write a serial number as an ISO date; the days before March 1900 do not occur in what we read."""
    serial = whole_number(text.partition(".")[0], _LAST_SERIAL + 1)
    if serial > _LAST_SERIAL:
        return text
    epoch = _EPOCH_1904 if uses_1904_dates else _EPOCH
    return (epoch + dt.timedelta(days=serial)).isoformat()
