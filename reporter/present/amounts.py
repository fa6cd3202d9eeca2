"""How amounts and rates are printed: the one formatter of every table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.present.records import Cell
from reporter.present.records import Tone
from reporter.quantities import half_up
from reporter.quantities import percent
from reporter.quantities import plain

if TYPE_CHECKING:
    from reporter.plan.records import Target

_RATE_DECIMALS = 1


def text_cell(text: str) -> Cell:
    """Print a text, a dash where there is none."""
    return Cell(text.strip() or DASH)


def amount_text(amount: Decimal | None, unit: str = "") -> str:
    """Print an amount in plain digits with its unit behind it: 2442.15万元. None prints as a dash."""
    return DASH if amount is None else f"{plain(amount)}{unit}"


def rate_text(rate: Decimal | None) -> str:
    """Print a rate as sentences print it: 93.6%, 100%. None prints as a dash."""
    return DASH if rate is None else percent(rate)


def points_text(points: Decimal | None) -> str:
    """Print a difference in percentage points: -12.4. None prints as a dash."""
    return DASH if points is None else plain(half_up(points, _RATE_DECIMALS))


def target_text(target: Target) -> str:
    """Print a target without its relation and unit: 300, or 10~50 for a range. A dash where it has no figure."""
    return target.digits or DASH


def target_cell(target: Target) -> Cell:
    """Print a target; a single value stays a number."""
    return amount_cell(target.value) if target.upper is None else Cell(target_text(target))


def amount_cell(amount: Decimal | None) -> Cell:
    """Print an amount as a number in its own decimals."""
    text = amount_text(amount)
    return Cell(text, amount=amount, decimals=_decimals(text)) if amount is not None else Cell(text)


def rate_cell(rate: Decimal | None) -> Cell:
    """Print a rate as a number in percent."""
    if rate is None:
        return Cell(DASH)
    text = rate_text(rate)
    return Cell(text, amount=half_up(rate, _RATE_DECIMALS), decimals=_decimals(text.removesuffix("%")), is_percent=True)


def points_cell(points: Decimal | None) -> Cell:
    """Print a difference in points as a number."""
    if points is None:
        return Cell(DASH)
    text = points_text(points)
    return Cell(text, amount=half_up(points, _RATE_DECIMALS), decimals=_decimals(text))


def count_cell(count: int, tone: Tone = Tone.PLAIN) -> Cell:
    """Print how many there are."""
    return Cell(str(count), amount=Decimal(count), tone=tone)


def whole_number_cell(digits: str) -> Cell:
    """Print a whole number as it was written and keep it a number: 序号."""
    return Cell(digits, amount=Decimal(digits)) if str(int(digits)) == digits else Cell(digits)


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])
