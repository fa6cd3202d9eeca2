"""What a cell shows: the printed text of a number in a published workbook, for the formats that tables use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake.days import stored_day
from reporter.intake.formats import sections
from reporter.intake.records import CellKind
from reporter.quantities import from_stored
from reporter.quantities import half_up
from reporter.quantities import in_percent
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.intake.records import RawCell


def shown_text(cell: RawCell, *, uses_1904_dates: bool = False) -> str:
    """Return the text as a reader of the sheet sees it; a number under a format we do not know is as stored."""
    if cell.kind is CellKind.DATE:
        day = stored_day(cell.text, uses_1904_dates=uses_1904_dates)
        return day.isoformat() if day else cell.text
    if cell.kind is not CellKind.NUMBER:
        return cell.text
    return _shown_number(from_stored(cell.text), cell.format)


def _shown_number(amount: Decimal, code: str) -> str:
    section = sections(code)[0]
    if section.decimals is None or section.shows_false_digits:
        return plain(amount)
    amount = in_percent(amount) if section.is_percent else amount
    text = f"{half_up(amount, section.decimals):{',' if section.has_separators else ''}f}"
    for _ in range(section.optional_decimals):
        text = text.removesuffix("0")
    return section.prefix + text.removesuffix(".") + ("%" if section.is_percent else "") + section.suffix
