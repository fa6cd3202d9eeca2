"""What a cell stores: its number, and what a finding shows of it."""

from __future__ import annotations

from decimal import InvalidOperation
from typing import TYPE_CHECKING

from reporter.intake.days import stored_day
from reporter.intake.records import CellKind
from reporter.quantities import from_stored
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.intake.records import RawCell

_LARGEST_POWER, _SMALLEST_POWER = 300, -400
"""Excel has no number beyond; written out, a larger power of ten may not fit into memory."""
_LONGEST = 40
"""Written out, a number longer than this is read less easily than with its exponent, as it is stored."""


def stored_number(cell: RawCell) -> Decimal | None:
    """Return the number of a number or date cell, None for any other cell and for what Excel has no number for."""
    if cell.kind not in {CellKind.NUMBER, CellKind.DATE}:
        return None
    try:
        amount = from_stored(cell.text)
    except InvalidOperation:
        return None
    return amount if is_excel_number(amount) else None


def is_excel_number(amount: Decimal) -> bool:
    """Tell whether Excel has such a number: finite, neither too large nor too fine."""
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent > _SMALLEST_POWER and amount.adjusted() < _LARGEST_POWER


def seen_text(cell: RawCell, *, uses_1904_dates: bool = False) -> str:
    """Return what a finding shows of a cell, as Excel shows it: 86.1 for 86.09999999999999, a day for its number."""
    if cell.kind is CellKind.DATE:
        day = stored_day(cell.text, uses_1904_dates=uses_1904_dates)
        return day.isoformat() if day else cell.text
    number = stored_number(cell)
    written = "" if number is None else plain(number)
    stated = cell.text or (f"={cell.formula}" if cell.formula else "")
    return written if 0 < len(written) <= _LONGEST else stated
