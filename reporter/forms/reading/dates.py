"""Dates as departments give them: a date cell, 2023-07-05, 2023.7.5, 2023年7月5日, 20230705."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reporter.forms.reading.typed import clean
from reporter.intake.days import stored_day
from reporter.intake.days import written_day
from reporter.intake.records import CellKind

if TYPE_CHECKING:
    from reporter.intake.records import RawCell

_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)


def read_date(cell: RawCell, *, uses_1904_dates: bool = False) -> date | None:
    """Read a day between 2000 and 2100, or return None: anything else was not meant as the day of a report."""
    day = written_day(clean(cell.text), is_lenient=True)
    if day is None and cell.kind is CellKind.DATE:
        day = stored_day(cell.text, uses_1904_dates=uses_1904_dates)
    return day if day is not None and _EARLIEST <= day < _LATEST else None
