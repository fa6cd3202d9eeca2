"""Which indicator of the plan a sentence speaks of: same value, same unit, and a name that shares its words.

Likeness of names only chooses among equals and only ever leads to a note; where two are as like, nothing is bound.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.quantities import Divisibility
from reporter.quantities import Interval
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.plan.records import Indicator
    from reporter.plan.records import Target
    from reporter.prose.records import StatedTarget

_SHARED_CHARACTERS = 2
_PEOPLE = frozenset({"人", "名", "位"})
"""Sentences count people by any of these; a plan names one. Only here, where a note is the most that comes of it."""
_PERCENT_OF_ONE = Decimal(100)
_FRACTION_ROUNDING = Decimal("0.01")


def bound_targets(stated: Sequence[StatedTarget], indicators: Iterable[Indicator]) -> Mapping[int, Indicator]:
    """Return, by index of the stated target, the one indicator of the plan it can only mean."""
    candidates = tuple(indicators)
    found: dict[int, Indicator] = {}
    for index, target in enumerate(stated):
        like = [item for item in candidates if says_the_same(target, item.target)]
        best = likest(f"{target.indicator}{target.span}", like)
        if best is not None:
            found[index] = best
    return found


def likest(name: str, indicators: Iterable[Indicator]) -> Indicator | None:
    """Return the indicator whose name shares most with `name`; None where none or more than one does."""
    ranked = sorted(((_kinship(name, item.name), item) for item in indicators), key=lambda pair: pair[0], reverse=True)
    if not ranked or ranked[0][0][1] < _SHARED_CHARACTERS:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > ranked[1][0] else None


def says_the_same(stated: StatedTarget, target: Target) -> bool:
    """Tell whether a target in words has the value and the unit of a target of the plan.

    The sign of a fall does not count, and a unit that the words lost does not either.
    """
    if stated.value is None or target.value is None:
        return False
    unit = measure(target.unit)
    if stated.unit == "1" and unit.base == "%":
        return abs(abs(stated.value) * _PERCENT_OF_ONE - abs(target.value)) < _FRACTION_ROUNDING
    ends = (stated.value, stated.value if stated.value_max is None else stated.value_max)
    promised = (target.value, target.value if target.upper is None else target.upper)
    return (not stated.unit or same_measure(stated.unit, target.unit)) and all(
        abs(one) == abs(other * unit.scale) for one, other in zip(ends, promised, strict=True)
    )


def same_measure(one: str, other: str) -> bool:
    """Tell whether amounts in the two units may be compared once their scales are resolved; 3万名 are 3万人."""
    return _base(one) == _base(other)


def base_value(indicator: Indicator) -> Decimal | None:
    """Return the target of an indicator with its scale resolved, as sentences have it."""
    target = indicator.target
    return None if target.value is None else target.value * measure(target.unit).scale


def allowed_by_cell(amount: Decimal, unit: str) -> Interval:
    """Return what a typed amount may stand for, in base units: half its last digit, unless it counts whole things."""
    known = measure(unit)
    exponent = amount.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
    if step == 1 and known.scale == 1 and known.divisibility is Divisibility.COUNT:
        return Interval.exactly(amount)
    return Interval.around(amount * known.scale, step * known.scale)


def _base(unit: str) -> str:
    base = measure(unit).base
    return "人" if base in _PEOPLE else base


def _kinship(one: str, other: str) -> tuple[int, int]:
    """Count what two names share: pairs of neighbouring characters, then characters."""
    return len(_pairs(one) & _pairs(other)), len(set(one) & set(other))


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(text))
