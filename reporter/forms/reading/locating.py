"""Finding our tables in a workbook whatever happened to it: sheets renamed or copied, headers retyped or doubled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms.reading.identity import carries
from reporter.forms.reading.typed import clean
from reporter.forms.shape import answer_of
from reporter.intake.records import SheetState
from reporter.intake.tables import read_table
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.findings import Finding
    from reporter.forms.reading.desk import Desk
    from reporter.forms.shape import Shape
    from reporter.intake.records import RawSheet
    from reporter.intake.tables import SheetRow
    from reporter.intake.tables import SheetTable


@dataclass(frozen=True, slots=True)
class Located:
    """A table as it was found: its sheet and rows, None where a missing sheet or header lets nothing be read."""

    form: Shape
    sheet: RawSheet | None
    table: SheetTable | None
    findings: tuple[Finding, ...]
    is_readable: bool
    """Whether key and answers are known, so that rows can be bound to indicators or tasks."""

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """The rows to read."""
        return self.table.rows if self.table is not None and self.is_readable else ()

    @property
    def place(self) -> Place | None:
        """The header, or the sheet where there is none."""
        return self.table.header if self.table else None


def locate(desk: Desk, form: Shape) -> Located:
    """Find a table by its sheet's name, failing that by its header."""
    sheet, findings = _sheet(desk, form)
    if sheet is None:
        return Located(form, None, None, findings, is_readable=False)
    table = read_table(desk.file, sheet, form.words)
    if table is None:
        missing = desk.say("forms.header-missing", Place(desk.file, (sheet.name,)), found="、".join(form.required))
        return Located(form, sheet, None, (*findings, missing), is_readable=False)
    faults = tuple(_header_faults(desk, form, table))
    broken = {form.key, answer_of(form)} & {*table.missing, *table.repeated}
    return Located(form, sheet, table, (*findings, *faults), is_readable=not broken)


def _sheet(desk: Desk, form: Shape) -> tuple[RawSheet | None, tuple[Finding, ...]]:
    named = desk.workbook.sheet(form.sheet)
    others = [sheet for sheet in desk.workbook.sheets if sheet is not named and _is_alike(desk, sheet, form)]
    if named is not None:
        copies = (_copied(desk, form, item, form.sheet) for item in others)
        hidden = [desk.say("forms.sheet-hidden", _place(desk, named), found=named.name)] if _is_hidden(named) else []
        return named, (*hidden, *copies)
    if not others:
        if not desk.expected(form):
            return None, ()
        names = "、".join(sheet.name for sheet in desk.workbook.sheets if sheet.state is SheetState.VISIBLE)
        place = Place(desk.file, (form.sheet,))
        return None, (desk.say("forms.sheet-missing", place, found=names, expected=form.sheet),)
    renamed = desk.say("forms.sheet-renamed", _place(desk, others[0]), found=others[0].name, expected=form.sheet)
    return others[0], (renamed, *(_copied(desk, form, item, others[0].name) for item in others[1:]))


def _copied(desk: Desk, form: Shape, sheet: RawSheet, read: str) -> Finding:
    """Say of a sheet that is not read whether it is a copy of the one that is, or the form of somebody else."""
    table = read_table(desk.file, sheet, form.words)
    keys = [clean(row.text(form.key)) for row in table.rows] if table else []
    answering = [owners for key in keys if (owners := (*desk.plan.reporters_of(key), *desk.plan.leads_of(key)))]
    if not answering or any(desk.department.name in owners for owners in answering):
        return desk.say("forms.sheet-copied", _place(desk, sheet), found=sheet.name, expected=read)
    others = "、".join(dict.fromkeys(name for owners in answering for name in owners))
    return desk.say("forms.sheet-of-others", _place(desk, sheet), found=sheet.name, expected=others)


def _is_alike(desk: Desk, sheet: RawSheet, form: Shape) -> bool:
    ours = {table.shape.sheet for table in desk.book.tables} - {form.sheet}
    return sheet.name not in ours and carries(desk.file, sheet, form)


def _is_hidden(sheet: RawSheet) -> bool:
    return sheet.state is not SheetState.VISIBLE


def _place(desk: Desk, sheet: RawSheet) -> Place:
    return Place(desk.file, (sheet.name,))


def _header_faults(desk: Desk, form: Shape, table: SheetTable) -> Iterator[Finding]:
    for word in form.required:
        if word in table.missing:
            yield desk.say("forms.header-missing", table.header, found=word)
    for word, place in table.repeated.items():
        yield desk.say("forms.header-repeated", place, found=word)
