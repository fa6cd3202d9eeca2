"""Dates as departments type them: a date cell, 2023-07-05, 2023.7.5, 2023年7月5日, 20230705."""

from __future__ import annotations

import re
from datetime import date
from datetime import timedelta
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from reporter.forms.reading.typed import clean
from reporter.intake.records import CellKind

if TYPE_CHECKING:
    from reporter.intake.records import RawCell

_WRITTEN = re.compile(r"(20[0-9]{2})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?(?:[T\s].*)?")
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)


def read_date(cell: RawCell, *, uses_1904_dates: bool = False) -> date | None:
    """Read a day between 2000 and 2100, or return None: anything else was not meant as the day of a report."""
    match = _WRITTEN.fullmatch(clean(cell.text)) or _COMPACT.fullmatch(clean(cell.text))
    if match is not None:
        return _day(*(int(part) for part in match.groups()))
    if cell.kind is not CellKind.DATE:
        return None
    try:
        serial = int(Decimal(cell.text))
    except (InvalidOperation, OverflowError, ValueError):
        return None
    epoch = _EPOCH_1904 if uses_1904_dates else _EPOCH
    if not 0 < serial < (_LATEST - epoch).days:
        return None
    day = epoch + timedelta(days=serial)
    return day if day >= _EARLIEST else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
