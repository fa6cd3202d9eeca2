"""The judgement of one reported cell: the amount it states in the indicator's unit, and what there is to say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.findings import finding
from reporter.forms.reading.drawn import drawn_fault
from reporter.forms.reading.stored import seen_text
from reporter.forms.reading.stored import stored_number
from reporter.forms.reading.typed import is_formula_or_error
from reporter.forms.reading.typed import is_placeholder
from reporter.forms.reading.typed import read_typed
from reporter.forms.reading.typed import shortened
from reporter.intake.formats import section_for
from reporter.intake.formats import shows_other_sign
from reporter.intake.formats import text_section
from reporter.intake.records import CellKind
from reporter.plan.records import Basis
from reporter.quantities import Divisibility
from reporter.quantities import in_percent
from reporter.quantities import lexicon
from reporter.quantities import measure
from reporter.quantities import plain
from reporter.quantities import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.findings import Finding
    from reporter.intake.formats import Section
    from reporter.intake.records import RawCell
    from reporter.plan.records import Indicator

_FRACTION_DOUBT = Decimal(10)
"""From this target on, a value of at most 1 may be a share typed as a fraction (0.548 for 54.8%)."""
_FAR_ABOVE = 10
"""A percent so many times the target was probably typed into a cell that already multiplied it; another amount was
hardly meant."""
_LARGEST = Decimal(10) ** 15
"""Excel keeps 15 digits: what is larger was not typed, and not kept."""
_EXTERNAL = re.compile(r"\[[^\]]+\]")
_PICTURE = re.compile(r"(_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_NEVER_NEGATIVE = frozenset({Basis.CUMULATIVE, Basis.SHARE, Basis.PROGRESS})
_BY_KIND = {
    CellKind.BOOLEAN: "cells.boolean",
    CellKind.DATE: "cells.date",
    CellKind.ERROR: "cells.excel-error",
    CellKind.NO_RESULT: "cells.no-result",
}


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell states: `amount` in the plan's unit, None where it is empty, a placeholder or unreadable."""

    amount: Decimal | None
    findings: tuple[Finding, ...] = ()
    is_placeholder: bool = False
    """Something stands in the cell, but it only says that there is nothing to report."""

    @property
    def is_unreadable(self) -> bool:
        """Whether an error keeps the cell out of the tables."""
        return any(item.severity is Severity.ERROR for item in self.findings)


@dataclass(frozen=True, slots=True)
class _Case:
    """A cell before its judge: whose it is decides what it may hold."""

    cell: RawCell
    indicator: Indicator
    department: str
    uses_1904_dates: bool

    @property
    def is_percent(self) -> bool:
        return measure(self.indicator.target.unit).base == "%"

    def say(self, rule: str, *, expected: str = "", shown: str = "") -> Finding:
        unit = self.indicator.target.unit
        return finding(
            rule,
            self.cell.place,
            task=self.indicator.task,
            indicator=self.indicator.id,
            department=self.department,
            found=shortened(seen_text(self.cell, uses_1904_dates=self.uses_1904_dates)),
            expected=expected,
            name=self.indicator.name,
            unit=unit,
            formula=shortened(self.cell.formula),
            format=self.cell.format,
            shown=shown,
        )

    def refuse(self, rule: str, *, expected: str = "", shown: str = "") -> CellReading:
        return CellReading(None, (self.say(rule, expected=expected, shown=shown),))


def is_empty(cell: RawCell | None) -> bool:
    """Tell whether nothing stands in a cell: no cell, or a text of blanks."""
    return cell is None or (cell.kind is CellKind.TEXT and not cell.text.strip())


def read_amount(
    cell: RawCell | None, indicator: Indicator, *, department: str = "", uses_1904_dates: bool = False
) -> CellReading:
    """Read the cell in which an indicator is reported.

    An amount comes with findings of at most a warning; an error comes without an amount. Exactly one error is raised
    for a cell, the first root cause.
    """
    if cell is None or is_empty(cell):
        return CellReading(None)
    case = _Case(cell, indicator, department, uses_1904_dates)
    if rule := _no_amount_at_all(cell):
        return case.refuse(rule)
    reading = _text(case) if cell.kind is CellKind.TEXT else _number(case)
    if reading.amount is None:
        return reading
    if abs(reading.amount) >= _LARGEST:
        return case.refuse("cells.too-large")
    around = (*_circumstances(case), *_plausibility(case, reading.amount))
    return CellReading(reading.amount, (*reading.findings, *around))


def is_prose(cell: RawCell) -> bool:
    """Tell whether a cell states a text: no error and no formula without a result, stored as such or as text."""
    if cell.kind in {CellKind.ERROR, CellKind.NO_RESULT}:
        return False
    return not (cell.kind is CellKind.TEXT and is_formula_or_error(cell.text))


def read_text(cell: RawCell | None) -> str:
    """Return what a text cell says, without surrounding blanks; empty where it holds none that a person can see."""
    if cell is None or cell.is_covered or not is_prose(cell):
        return ""
    number = stored_number(cell) if cell.kind is CellKind.NUMBER else None
    return cell.standing_text.strip() if number is None else plain(number)


def _no_amount_at_all(cell: RawCell) -> str:
    """Name the rule that refuses a cell for what it is, before its value is looked at."""
    if cell.is_covered:
        return "cells.hidden-under-merge"
    if _PICTURE.match(cell.formula):
        return "cells.picture"
    return _BY_KIND.get(cell.kind, "")


def _text(case: _Case) -> CellReading:
    rule, words = drawn_fault(case.cell)
    if rule:
        return case.refuse(rule, shown=words)
    typed = read_typed(case.cell.text, case.indicator.target.unit)
    if typed.amount is None:
        return CellReading(None, (case.say(typed.rule),), is_placeholder=is_placeholder(case.cell.text))
    if typed.other is not None and _is_within_reach(case, typed.other):
        return case.refuse("cells.scale-or-unit", expected=plain(typed.amount), shown=plain(typed.other))
    refusal = _refused_by_text_format(case)
    if refusal is not None:
        return refusal
    if not typed.says_percent and _may_be_fraction(case, typed.amount):
        return case.refuse("cells.percent-or-fraction", shown=plain(in_percent(typed.amount)))
    return CellReading(typed.amount, (case.say(typed.rule, expected=plain(typed.amount)),))


def _is_within_reach(case: _Case, amount: Decimal) -> bool:
    """Tell whether a second reading is no absurd one, so that nobody can know which was meant."""
    target = case.indicator.target.value
    return target is None or abs(amount) <= _FAR_ABOVE * abs(target)


def _number(case: _Case) -> CellReading:
    stored = stored_number(case.cell)
    if stored is None:
        return case.refuse("cells.not-a-number")
    section = section_for(case.cell.format, stored)
    refusal = _refused_by_format(case, section, stored)
    if refusal is not None:
        return refusal
    amount = in_percent(stored) if section.is_percent else stored
    if not section.is_percent and _may_be_fraction(case, amount):
        return case.refuse("cells.percent-or-fraction", shown=plain(in_percent(amount)))
    return CellReading(amount, tuple(_warned_by_format(case, section, stored, amount)))


def _refused_by_text_format(case: _Case) -> CellReading | None:
    """Refuse a format that shows something else than the text in which a number was typed."""
    section = text_section(case.cell.format)
    if section is None:
        return None
    if not section.text_places and not section.literal.strip():
        return case.refuse("cells.shows-nothing")
    if section.text_places != 1 or section.shows_false_digits or section.says_negative:
        return case.refuse("cells.shows-literal", shown=section.literal or case.cell.format)
    return _refused_by_unit(case, section)


def _refused_by_format(case: _Case, section: Section, stored: Decimal) -> CellReading | None:
    """Refuse a format that shows something else than the number: nothing, fixed characters, another unit."""
    if section.shows_nothing_of(stored):
        return case.refuse("cells.shows-nothing")
    if section.hides_zero(stored) and not section.words:
        return None
    if not section.shows_digits or section.shows_false_digits:
        return case.refuse("cells.shows-literal", shown=section.literal)
    if shows_other_sign(case.cell.format, stored):
        return case.refuse("cells.shows-other-sign")
    return _refused_by_unit(case, section)


def _refused_by_unit(case: _Case, section: Section) -> CellReading | None:
    if section.is_percent and not case.is_percent:
        return case.refuse("cells.percent-format")
    if section.is_scaled or not section.words or same_unit(section.words, case.indicator.target.unit):
        return None
    return case.refuse("cells.shows-other-unit", shown=section.literal)


def _warned_by_format(case: _Case, section: Section, stored: Decimal, amount: Decimal) -> Iterator[Finding]:
    if section.is_scaled:
        yield case.say("cells.shows-scaled", expected=plain(amount))
    elif section.hides_zero(stored):
        yield case.say("cells.shows-no-zero", expected="0")
    elif section.hides_digits_of(stored):
        yield case.say("cells.shows-rounded", expected=plain(amount))


def doubts_fractions(indicator: Indicator) -> bool:
    """Tell whether an amount of at most 1 may be a share typed as a fraction: 0.548 for 54.8%."""
    target = indicator.target.value
    return measure(indicator.target.unit).base == "%" and target is not None and target >= _FRACTION_DOUBT


def is_small(amount: Decimal) -> bool:
    """Tell an amount that a share typed as a fraction could be; a zero is a zero either way."""
    return 0 < abs(amount) <= 1


def _may_be_fraction(case: _Case, amount: Decimal) -> bool:
    return doubts_fractions(case.indicator) and is_small(amount)


def _circumstances(case: _Case) -> Iterator[Finding]:
    """Say how the cell came to its value and whether anybody sees it."""
    if case.cell.is_hidden:
        yield case.say("cells.hidden")
    if _EXTERNAL.search(case.cell.formula):
        yield case.say("cells.external-link")
    elif case.cell.formula:
        yield case.say("cells.formula")


def _plausibility(case: _Case, amount: Decimal) -> Iterator[Finding]:
    indicator = case.indicator
    if amount < 0 and _is_never_negative(indicator):
        yield case.say("cells.negative")
    if not _fits_its_unit(indicator, amount):
        yield case.say("cells.fraction-of-count")
    target = indicator.target.value
    is_percent_format = case.cell.kind is CellKind.NUMBER and section_for(case.cell.format, amount).is_percent
    if case.is_percent and is_percent_format and target and amount > _FAR_ABOVE * abs(target) and amount > 100:  # noqa: PLR2004 - percent
        yield case.say("cells.percent-far-above", expected=plain(amount / 100))


def _is_never_negative(indicator: Indicator) -> bool:
    if indicator.basis is Basis.LEVEL:
        return (indicator.target.value or Decimal(0)) >= 0 and (indicator.baseline or Decimal(0)) >= 0
    return indicator.basis in _NEVER_NEGATIVE


def _fits_its_unit(indicator: Indicator, amount: Decimal) -> bool:
    """Tell whether whole things are reported whole: half a school is a slip, 1.5万人 is not.

    Where the plan itself counts in parts (执业医师 4.5 人 per thousand residents), parts are reported. An impossible
    rank is a finding of its own (check.rank-impossible).
    """
    if indicator.basis is Basis.RANK:
        return True
    own = measure(indicator.target.unit)
    is_count = own.divisibility is Divisibility.COUNT and own.base in lexicon().words
    planned = (indicator.target.value, indicator.target.upper, indicator.baseline)
    counts_in_parts = any(value is not None and value * own.scale % 1 for value in planned)
    return not is_count or counts_in_parts or amount * own.scale % 1 == 0
