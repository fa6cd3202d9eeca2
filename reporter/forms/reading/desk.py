"""The desk at which one workbook is read: whose it is, what it should look like, what was issued."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.forms.content import form_book
from reporter.forms.reading.stored import seen_text
from reporter.forms.reading.typed import shortened
from reporter.forms.records import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.forms.content import FormBook
    from reporter.forms.content import FormRow
    from reporter.forms.reading.identity import Stamp
    from reporter.forms.shape import Shape
    from reporter.intake.records import RawCell
    from reporter.intake.records import RawWorkbook
    from reporter.periods import Period
    from reporter.places import Place
    from reporter.plan.records import Department
    from reporter.plan.records import Plan


@dataclass(frozen=True)
class Desk:
    """Everything that the reading of one workbook needs to know."""

    workbook: RawWorkbook
    plan: Plan
    period: Period
    department: Department
    stamp: Stamp

    @cached_property
    def book(self) -> FormBook:
        """The form as it would be issued today, with 上期完成 as it was issued: the plan does not know it."""
        return form_book(self.plan, self.period, self.department, self.stamp.earlier)

    @property
    def file(self) -> str:
        """The name that findings use."""
        return self.workbook.file

    def expected(self, form: Shape) -> Mapping[str, FormRow]:
        """Return the rows that the department was asked for, by key."""
        return {row.key: row for table in self.book.tables if table.shape is form for row in table.rows}

    def say(self, rule: str, place: Place, row: FormRow | None = None, **facts: str) -> Finding:
        """Raise a finding about this workbook, and about a row's indicator or task where one is given."""
        indicator = row.indicator if row else None
        task = indicator.task if indicator else row.key if row else ""
        return finding(
            rule,
            place,
            department=self.department.name,
            task=facts.pop("task", task),
            indicator=facts.pop("indicator", indicator.id if indicator else ""),
            found=shortened(facts.pop("found", "")),
            expected=facts.pop("expected", ""),
            name=indicator.name if indicator else "",
            **facts,
        )

    def seen(self, cell: RawCell) -> str:
        """Return what a finding shows of a cell."""
        return seen_text(cell, uses_1904_dates=self.workbook.uses_1904_dates)

    def source(self, place: Place, cell: RawCell | None) -> Source:
        """Say where something was typed; an empty cell is a place with nothing stored."""
        if cell is None:
            return Source(place, "", "", self.workbook.sha256)
        return Source(cell.place, cell.text, cell.format, self.workbook.sha256)
