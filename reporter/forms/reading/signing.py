"""Who filled and checked a workbook, when, and whom to call: the named cells of 填报说明."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.reading.answers import text_fault
from reporter.forms.reading.cells import is_empty
from reporter.forms.reading.cells import read_text
from reporter.forms.reading.dates import read_date
from reporter.forms.records import Signature
from reporter.places import Place
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from reporter.findings import Finding
    from reporter.forms.reading.desk import Desk
    from reporter.intake.records import RawCell
    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook

_REFERENCE = re.compile(r"=?'?(?P<sheet>(?:[^'!]|'')+)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]+)")


@dataclass(frozen=True, slots=True)
class NamedCell:
    """Where a part of the signature is typed, and what stands there."""

    place: Place
    cell: RawCell | None
    sheet: str
    position: tuple[int, int]


def named_cells(workbook: RawWorkbook) -> Mapping[str, NamedCell]:
    """Find the cells of the signature by their defined names, failing that beside their labels."""
    found: dict[str, NamedCell] = {}
    for name in shape.NAMED_CELLS:
        cell = _by_reference(workbook, workbook.defined_names.get(name, "")) or _by_label(workbook, name)
        if cell is not None:
            found[name] = cell
    return found


def read_signature(desk: Desk, as_of: date | None) -> tuple[Signature, tuple[Finding, ...]]:
    """Read the signature; whoever is missing from it is a warning, never a reason not to read the figures."""
    cells = named_cells(desk.workbook)
    if not cells:
        place = Place(desk.file, (shape.Sheet.GUIDE,))
        return Signature(), (desk.say("forms.signature-lost", place, found="、".join(shape.NAMED_CELLS)),)
    texts = {name: read_text(item.cell) for name, item in cells.items()}
    filled_on, date_findings = _filled_on(desk, cells.get(shape.FILLED_ON), as_of)
    signature = Signature(
        filled_by=texts.get(shape.FILLED_BY, ""),
        checked_by=texts.get(shape.CHECKED_BY, ""),
        filled_on=filled_on,
        phone=texts.get(shape.PHONE, ""),
    )
    return signature, (*_gaps(desk, cells, texts), *date_findings)


def _gaps(desk: Desk, cells: Mapping[str, NamedCell], texts: Mapping[str, str]) -> Iterator[Finding]:
    for name in (shape.FILLED_BY, shape.CHECKED_BY, shape.PHONE):
        if not texts.get(name):
            item = cells.get(name)
            rule = text_fault(item.cell) if item and item.cell else ""
            found = (item.cell.text if item and item.cell else "") or "（空）"
            yield desk.say(rule or "forms.signature-missing", _place(desk, item), found=found, word=name)


def _filled_on(desk: Desk, item: NamedCell | None, as_of: date | None) -> tuple[date | None, tuple[Finding, ...]]:
    place = _place(desk, item)
    if item is None or item.cell is None or is_empty(item.cell):
        return None, (desk.say("forms.date-missing", place),)
    day = read_date(item.cell, uses_1904_dates=desk.workbook.uses_1904_dates)
    if day is None:
        return None, (desk.say("forms.date-unreadable", place, found=desk.seen(item.cell)),)
    if as_of is not None and day > as_of:
        return day, (desk.say("forms.date-future", place, found=day.isoformat(), expected=as_of.isoformat()),)
    if day.year < desk.period.year:
        return day, (desk.say("forms.date-too-early", place, found=day.isoformat(), expected=str(desk.period.year)),)
    return day, ()


def _place(desk: Desk, item: NamedCell | None) -> Place:
    return item.place if item else Place(desk.file, (shape.Sheet.GUIDE,))


def _by_reference(workbook: RawWorkbook, reference: str) -> NamedCell | None:
    match = _REFERENCE.fullmatch(reference.strip())
    position = cell_position(f"{match['column']}{match['row']}") if match else None
    sheet = workbook.sheet(match["sheet"].replace("''", "'")) if match else None
    return _named(workbook, sheet, position) if sheet and position else None


def _by_label(workbook: RawWorkbook, name: str) -> NamedCell | None:
    sheet = workbook.sheet(shape.Sheet.GUIDE)
    for (row, column), cell in sorted(sheet.cells.items()) if sheet else ():
        if cell.text.strip().rstrip("：:") == name:
            return _named(workbook, sheet, (row, column + 1))
    return None


def _named(workbook: RawWorkbook, sheet: RawSheet | None, position: tuple[int, int]) -> NamedCell | None:
    if sheet is None:
        return None
    place = Place.cell(workbook.file, sheet.name, *position)
    return NamedCell(place, sheet.cells.get(position), sheet.name, position)
