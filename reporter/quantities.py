"""Exact amounts: rounding, units with their scales, and the interval that printed digits allow.

Laws: Decimal from cell to page, half-up in one function, `None` is not zero, a rate agrees
when the interval computed from its operands meets the interval of its printed digits.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import MAX_EMAX
from decimal import MIN_EMIN
from decimal import ROUND_HALF_UP
from decimal import Context
from decimal import Decimal
from decimal import Inexact
from decimal import InvalidOperation
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from fractions import Fraction

_MOST_DIGITS = 100_000
"""More than the product of two amounts can have: a cell holds 32,767 characters."""
_EXACT = Context(prec=_MOST_DIGITS, traps=[Inexact, InvalidOperation])
"""Adds and multiplies to the last digit, where plain operators round at the 28th; a digit lost would be our own bug."""
_EXCEL_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX)
_QUOTIENT_DIGITS = Context(prec=60, rounding=ROUND_HALF_UP)
_ROUNDING = Context(prec=_MOST_DIGITS)


def half_up(amount: Decimal, places: int) -> Decimal:
    """Round to `places` decimals, a half away from zero: 52.15 to one place is 52.2. The only rounding there is."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_ROUNDING)


def plain(amount: Decimal) -> str:
    """Write an amount without exponent and without zeros behind the last digit: 23000, 0.2, 2442.15."""
    text = f"{amount:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def percent(rate: Decimal) -> str:
    """Write a rate as it is printed: in percent, to one decimal, 54.8%, a whole one as 100%."""
    return f"{plain(half_up(rate, 1))}%"


def in_percent(share: Decimal) -> Decimal:
    """Return a share in percent: 0.548, stored under a percent format, is 54.8."""
    return _EXACT.multiply(share, Decimal(100))


def in_decimals(fraction: Fraction) -> Decimal:
    """Write a fraction in decimals; one that has no end in them is cut at the 60th digit."""
    return _QUOTIENT_DIGITS.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def from_stored(text: str) -> Decimal:
    """Read a number as a workbook stores it, to the 15 digits that Excel shows: 0.30000000000000004 is 0.3.

    Raises:
        decimal.InvalidOperation: `text` is no finite number.
    """
    amount = Decimal(text)
    if not amount.is_finite() or len(amount.as_tuple().digits) <= _EXCEL_DIGITS.prec:
        return amount
    return _EXCEL_DIGITS.plus(amount)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up exactly, or return None when one is missing or there is none: nothing reported is not zero."""
    result: Decimal | None = None
    for amount in amounts:
        if amount is None:
            return None
        result = amount if result is None else _EXACT.add(result, amount)
    return result


class Divisibility(StrEnum):
    """Whether half of one makes sense: it decides what a printed whole number may stand for."""

    MEASURE = "measure"
    COUNT = "count"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measurement taken apart: 万元 is the base 元 with scale 10000."""

    base: str
    scale: Decimal
    divisibility: Divisibility


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The unit words of units.toml."""

    scales: Mapping[str, Decimal]
    words: Mapping[str, Divisibility]
    aliases: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Return the unit words, read once."""
    data = tomllib.loads((files("reporter") / "units.toml").read_text(encoding="utf-8"))
    words = {word: kind for kind in Divisibility for word in data[kind.value]["words"]}
    return Lexicon({word: Decimal(value) for word, value in data["scale"].items()}, words, data["alias"])


@cache
def measure(unit: str) -> Measure:
    """Take a unit word apart. An unknown word is a unit of its own, known only as itself."""
    known = lexicon()
    word = known.aliases.get(unit.strip(), unit.strip())
    if word in known.words:
        return Measure(word, Decimal(1), known.words[word])
    for scale in sorted(known.scales, key=len, reverse=True):
        rest = word.removeprefix(scale)
        base = known.aliases.get(rest, rest)
        if rest != word and (base in known.words or not base):
            return Measure(base, known.scales[scale], known.words.get(base, Divisibility.COUNT))
    return Measure(word, Decimal(1), Divisibility.COUNT)


def same_unit(one: str, other: str) -> bool:
    """Tell whether two unit words name one unit, scale included: ㎡ and 平方米 do, 元 and 万元 do not."""
    return measure(one) == measure(other)


@dataclass(frozen=True, slots=True)
class Interval:
    """The amounts a printed figure may stand for. `low` belongs to it; `high` does unless `open_above`.

    None at an end means that the end is open without limit (500余 has no upper end that print would tell).
    """

    low: Decimal | None
    high: Decimal | None
    open_above: bool = False

    @classmethod
    def exactly(cls, amount: Decimal) -> Interval:
        """Allow one amount only."""
        return cls(amount, amount)

    @classmethod
    def around(cls, amount: Decimal, step: Decimal) -> Interval:
        """Allow what half-up rounding to `step` turns into `amount`."""
        half = _EXACT.divide(step, Decimal(2))
        return cls(_EXACT.subtract(amount, half), _EXACT.add(amount, half), open_above=True)

    @classmethod
    def down_to(cls, amount: Decimal, step: Decimal) -> Interval:
        """Allow what cutting off the digits behind `step` turns into `amount`."""
        return cls(amount, _EXACT.add(amount, step), open_above=True)

    @classmethod
    def anything(cls) -> Interval:
        """Allow every amount: what cannot be told."""
        return cls(None, None)

    def plus(self, other: Interval) -> Interval:
        """Return the sums of an amount in one and an amount in the other."""
        low = None if self.low is None or other.low is None else _EXACT.add(self.low, other.low)
        high = None if self.high is None or other.high is None else _EXACT.add(self.high, other.high)
        return Interval(low, high, open_above=self.open_above or other.open_above)

    def minus(self, other: Interval) -> Interval:
        """Return the differences. An end that only `other` leaves out counts as inside: intervals open above only."""
        low = None if self.low is None or other.high is None else _EXACT.subtract(self.low, other.high)
        high = None if self.high is None or other.low is None else _EXACT.subtract(self.high, other.low)
        return Interval(low, high, open_above=self.open_above)

    def times(self, other: Interval) -> Interval:
        """Return the products of amounts that are not negative; anything where one may be."""
        if self.low is None or other.low is None or self.low < 0 or other.low < 0:
            return Interval.anything()
        high = None if self.high is None or other.high is None else _EXACT.multiply(self.high, other.high)
        low = _EXACT.multiply(self.low, other.low)
        return Interval(low, high, open_above=self.open_above or other.open_above)

    def over(self, other: Interval) -> Interval:
        """Return the ratios of amounts that are not negative to amounts above zero; anything where that fails."""
        if self.low is None or other.low is None or self.low < 0 or other.low <= 0:
            return Interval.anything()
        low = Decimal(0) if other.high is None else _QUOTIENT_DIGITS.divide(self.low, other.high)
        high = None if self.high is None else _QUOTIENT_DIGITS.divide(self.high, other.low)
        return Interval(low, high, open_above=self.open_above)

    def scaled(self, factor: Decimal) -> Interval:
        """Return every amount times a factor above zero."""
        low = None if self.low is None else _EXACT.multiply(self.low, factor)
        high = None if self.high is None else _EXACT.multiply(self.high, factor)
        return Interval(low, high, open_above=self.open_above)

    def meets(self, other: Interval) -> bool:
        """Tell whether some amount lies in both."""
        return _reaches(self, other) and _reaches(other, self)

    def holds(self, amount: Decimal) -> bool:
        """Tell whether `amount` lies inside."""
        return self.meets(Interval.exactly(amount))


def _reaches(one: Interval, other: Interval) -> bool:
    """Tell whether `one` begins no later than `other` ends."""
    if one.low is None or other.high is None:
        return True
    return one.low < other.high if other.open_above else one.low <= other.high
