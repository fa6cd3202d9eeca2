"""Cells of the operator's own workbooks: a value, or a fault that names the cell and what to type instead."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.days import stored_day
from reporter.intake.days import written_day
from reporter.intake.formats import sections
from reporter.intake.records import CellKind
from reporter.plan.records import is_id
from reporter.quantities import from_stored
from reporter.quantities import in_percent
from reporter.quantities import plain

if TYPE_CHECKING:
    from datetime import date

    from reporter.findings import Finding
    from reporter.intake.records import RawCell
    from reporter.intake.tables import SheetRow
    from reporter.places import Place

_AMOUNT = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_UNREADABLE = {
    CellKind.ERROR: "plan.cell-error",
    CellKind.NO_RESULT: "plan.formula-without-result",
    CellKind.BOOLEAN: "plan.cell-boolean",
}


class RowReader:
    """One row being read: gives values and collects what is wrong with its cells.

    A value that cannot be read is empty or None, and the fault is in `faults`, where the whole workbook's faults are.
    """

    def __init__(self, row: SheetRow, faults: list[Finding], *, uses_1904_dates: bool = False) -> None:
        """Read `row` and add what is wrong with it to `faults`."""
        self.is_faulty = False
        self._row = row
        self._faults = faults
        self._uses_1904_dates = uses_1904_dates
        self._unreadable: set[str] = set()

    def place(self, word: str) -> Place:
        """Name the cell under `word`; under a merge the cell that is seen."""
        cell = self._row.cells.get(word)
        return cell.place if cell else self._row.place(word)

    def fault(self, rule: str, word: str, *, found: str | None = None, **facts: str) -> None:
        """Add a fault at the cell under `word`."""
        shown = self._shown(word) if found is None else found
        self.is_faulty = True
        self._faults.append(finding(rule, self.place(word), found=shown, column=word, **facts))

    def is_empty(self, word: str) -> bool:
        """Tell whether nothing that can be seen stands under `word`."""
        cell = self._row.cells.get(word)
        return cell is None or (cell.kind is CellKind.TEXT and not cell.text.strip())

    def is_unreadable(self, word: str) -> bool:
        """Tell whether the cell under `word` was read and found faulty."""
        return word in self._unreadable

    def text(self, word: str) -> str:
        """Read a text; a number counts as its digits, a date is a fault because nobody typed it so."""
        cell = self._cell(word)
        if cell is None:
            return ""
        if cell.kind is CellKind.DATE:
            return self._refuse("plan.date-in-text", word)
        return _digits(cell) if cell.kind is CellKind.NUMBER else cell.text.strip()

    def value(self, word: str) -> str:
        """Read what an amount or a word is to become, as a person sees it: 0.15 shown as 15% is 15%."""
        cell = self._cell(word)
        if cell and self.shows_percent(word):
            return f"{plain(in_percent(from_stored(cell.text)))}%"
        return self.text(word)

    def required(self, word: str) -> str:
        """Read a text that may not be empty."""
        text = self.text(word)
        if not text and word not in self._unreadable:
            self.fault("plan.cell-empty", word)
        return text

    def identifier(self, word: str) -> str:
        """Read an id: letters, digits, `-`, `_`, `.`; one with other signs is a fault, yet known to who names it."""
        text = self.required(word)
        if text and not is_id(text):
            self.fault("plan.id-characters", word)
        return text

    def number(self, word: str, *, is_percent: bool = False) -> Decimal | None:
        """Read an amount; `is_percent` says that 50 means 50%, so that 0.5 shown as 50% counts as 50."""
        cell = self._cell(word)
        if cell is None:
            return None
        if cell.kind is CellKind.DATE:
            self._refuse("plan.date-in-number", word)
            return None
        if cell.kind is CellKind.NUMBER:
            return self._stored_number(cell, word, is_percent=is_percent)
        text = unicodedata.normalize("NFKC", cell.text).strip()
        if not text:
            return None
        if not _AMOUNT.fullmatch(text):
            self._refuse("plan.not-a-number", word)
            return None
        return Decimal(text.replace(",", ""))

    def shows_percent(self, word: str) -> bool:
        """Tell whether the cell shows its number with a sign of percent, so that no fraction can be meant."""
        cell = self._row.cells.get(word)
        return cell is not None and cell.kind is CellKind.NUMBER and sections(cell.format)[0].is_percent

    def day(self, word: str) -> date | None:
        """Read a date, be it a date cell or a text like 2023-07-10 or 2023年7月10日."""
        cell = self._cell(word)
        if cell is None or not cell.text.strip():
            return None
        value = self._day_of(cell)
        if value is None:
            self._refuse("plan.not-a-date", word)
        return value

    def note(self, word: str) -> str:
        """Read what somebody noted, of whatever kind; a date is written as 2023-07-10."""
        cell = self._cell(word)
        return "" if cell is None else self._noted(cell)

    def _cell(self, word: str) -> RawCell | None:
        cell = self._row.cells.get(word)
        rule = _UNREADABLE.get(cell.kind) if cell else None
        if rule is None:
            return cell
        self._refuse(rule, word)
        return None

    def _refuse(self, rule: str, word: str) -> str:
        if word not in self._unreadable:
            self._unreadable.add(word)
            self.fault(rule, word)
        return ""

    def _shown(self, word: str) -> str:
        cell = self._row.cells.get(word)
        if cell is None:
            return ""
        return f"={cell.formula}" if cell.kind is CellKind.NO_RESULT else self._noted(cell)

    def _noted(self, cell: RawCell) -> str:
        day = self._day_of(cell) if cell.kind is CellKind.DATE else None
        return day.isoformat() if day else _digits(cell)

    def _stored_number(self, cell: RawCell, word: str, *, is_percent: bool) -> Decimal | None:
        amount = from_stored(cell.text)
        shown = sections(cell.format)[0]
        if shown.divisor_power or shown.shows_false_digits or not shown.shows_digits:
            self._refuse("plan.format-misleads", word)
            return None
        if not shown.is_percent:
            return amount
        if not is_percent:
            self._refuse("plan.percent-format", word)
            return None
        return in_percent(amount)

    def _day_of(self, cell: RawCell) -> date | None:
        if cell.kind is CellKind.DATE:
            return stored_day(cell.text, uses_1904_dates=self._uses_1904_dates)
        return written_day(unicodedata.normalize("NFKC", cell.text).strip())


def _digits(cell: RawCell) -> str:
    return plain(from_stored(cell.text)) if cell.kind is CellKind.NUMBER else cell.text.strip()
