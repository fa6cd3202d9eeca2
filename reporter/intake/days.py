"""Days as workbooks hold them: the serial number or ISO text of a date cell, and days written as text."""

from __future__ import annotations

import re
from datetime import date
from datetime import timedelta
from decimal import Decimal
from decimal import InvalidOperation

_WRITTEN = re.compile(
    r"([12][0-9]{3})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*[日号]?(?:[T\s](.*))?", re.DOTALL
)
_TIME = re.compile(r"[0-9:.]*Z?")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_EPOCH_1904 = date(1904, 1, 1)
_EPOCH = date(1899, 12, 30)
_LEAP_DAY_THAT_NEVER_WAS = 60
"""Excel counts 29 February 1900 as day 60; the days before it stand one closer to the epoch."""


def stored_day(text: str, *, uses_1904_dates: bool = False) -> date | None:
    """Return the day of a date cell, None where it holds none: a time of day only, or a number beyond the calendar."""
    day = written_day(text)
    if day is not None:
        return day
    epoch = _EPOCH_1904 if uses_1904_dates else _EPOCH
    try:
        serial = Decimal(text)
    except InvalidOperation:
        return None
    if not serial.is_finite() or not 1 <= serial < (date.max - epoch).days + 1:
        return None
    days = int(serial)
    if uses_1904_dates or days > _LEAP_DAY_THAT_NEVER_WAS:
        return epoch + timedelta(days)
    return epoch + timedelta(days + 1) if days < _LEAP_DAY_THAT_NEVER_WAS else None


def written_day(text: str, *, is_lenient: bool = False) -> date | None:
    """Read 2023-07-05, 2023.7.5, 2023/7/5 or 2023年7月5日, with or without a time of day.

    `is_lenient` also reads what clerks type: 20230705, and a day with words behind it (2023-07-05 星期三).
    """
    match = _WRITTEN.fullmatch(text)
    if match is not None and not is_lenient and not _TIME.fullmatch(match[4] or ""):
        return None
    if match is None and is_lenient:
        match = _COMPACT.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups()[:3])) if match else None
    except ValueError:
        return None
