"""A received workbook as one of our forms again: what was typed and what was found, each in the cell it belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.content import FormRow
from reporter.forms.content import FormTable
from reporter.forms.reading.answers import bind
from reporter.forms.reading.answers import is_answered
from reporter.forms.reading.answers import key_of
from reporter.forms.reading.locating import locate
from reporter.forms.reading.signing import named_cells
from reporter.plan.records import is_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.content import FormBook
    from reporter.forms.content import Guide
    from reporter.forms.content import Value
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.intake.records import RawSheet
    from reporter.intake.tables import SheetRow
    from reporter.places import Place

    Marks = Mapping[str, tuple[Finding, ...]]
    ByPlace = Mapping[Place, Sequence[Finding]]

_UNIT = "单位"
_UNPLACED = frozenset(
    {
        "forms.sheet-copied",
        "forms.sheet-of-others",
        "forms.extra-sheet",
        "forms.header-missing",
        "forms.header-repeated",
        "forms.stray-cells",
    }
)
"""Findings that leave a sheet, or too much of it, without a place in our form."""


def transcribe(desk: Desk, findings: Sequence[Finding]) -> FormBook:
    """Lay what was received into the form as it is issued today. Rows that answer nothing asked follow the others.

    A figure typed under a unit that the plan has changed since stays under its own unit, until it is typed anew.
    """
    by_place: dict[Place, list[Finding]] = defaultdict(list)
    for item in findings:
        by_place[item.place].append(item)
    units = {
        item.indicator: desk.stamp.issued[item.indicator][_UNIT]
        for item in findings
        if item.rule == "forms.unit-revised"
    }
    tables = tuple(_table(desk, table, by_place, units) for table in desk.book.tables)
    return replace(desk.book, guide=_guide(desk, by_place), tables=tables, issued=_issued(desk, units))


def _issued(desk: Desk, units: Mapping[str, str]) -> tuple[Mapping[str, Value], ...]:
    """Return what is issued today, then what was issued once and is asked no more: its row travels with the copy."""
    today = {str(row[shape.ISSUED.key]): row for row in desk.book.issued}
    under_their_units = ({**row, _UNIT: units.get(key, row[_UNIT])} for key, row in today.items())
    return (*under_their_units, *(row for key, row in desk.stamp.issued.items() if key not in today))


def unplaced_sheets(desk: Desk, findings: Sequence[Finding]) -> tuple[RawSheet, ...]:
    """Return the sheets of which something found no place, to be kept beside the form as they were received.

    Of a sheet whose table was read only the cells beside the table are kept.
    """
    whole = {item.place.sheet for item in findings if item.rule in _UNPLACED}
    strays = {item.place for item in findings if item.rule == "forms.stray-cell"}
    kept: list[RawSheet] = []
    for sheet in desk.workbook.sheets:
        cells = {position: cell for position, cell in sheet.cells.items() if cell.place in strays}
        if sheet.name in whole or sheet.name.startswith(shape.ORIGINAL):
            kept.append(sheet)
        elif cells:
            kept.append(replace(sheet, cells=cells))
    return tuple(kept)


def _guide(desk: Desk, by_place: ByPlace) -> Guide:
    cells = named_cells(desk.workbook)
    return replace(
        desk.book.guide,
        typed={name: item.cell for name, item in cells.items() if item.cell is not None},
        findings={name: tuple(by_place.get(item.place, ())) for name, item in cells.items()},
    )


def _table(desk: Desk, table: FormTable, by_place: ByPlace, units: Mapping[str, str]) -> FormTable:
    located = locate(desk, table.shape)
    expected = {row.key: row for row in table.rows}
    binding = bind(located, expected)
    rows: list[FormRow] = []
    added: list[FormRow] = []
    for key, row in expected.items():
        found = binding.by_key.get(key, ())
        printed = {**row.printed, _UNIT: units[key]} if key in units else row.printed
        rows.append(_asked(located, replace(row, printed=printed), found[0] if found else None, by_place))
        added += [_added(located, other, by_place) for other in found[1:]]
    added += [_added(located, row, by_place) for row in binding.strangers if _means_a_row(located, row)]
    return replace(table, rows=(*rows, *added))


def _means_a_row(located: Located, row: SheetRow) -> bool:
    return is_answered(row, located.form.typed) or is_id(key_of(row, located.form.key))


def _asked(located: Located, row: FormRow, found: SheetRow | None, by_place: ByPlace) -> FormRow:
    # A finding without a cell of its own stands at the header: the row it is about is not in the sheet.
    at_header = by_place.get(located.place, ()) if located.place else ()
    whole = tuple(item for item in at_header if _is_about_row(item, row))
    if found is None:
        return replace(row, findings={"": whole})
    typed = {word: found.cells[word] for word in located.form.typed if word in found.cells}
    return replace(row, typed=typed, findings={**_marks(located, found, by_place), "": whole})


def _added(located: Located, found: SheetRow, by_place: ByPlace) -> FormRow:
    """Return a row of the department's own, all of it as it was typed."""
    key = key_of(found, located.form.key)
    words = (word for word in located.form.words if word != shape.FAULTS)
    typed = {word: found.cells[word] for word in words if word in found.cells}
    return FormRow(key, {}, typed=typed, findings=_marks(located, found, by_place), is_ours=False)


def _marks(located: Located, found: SheetRow, by_place: ByPlace) -> Marks:
    """Sort the findings of a row by the header word of their cell."""
    columns = located.table.columns if located.table else {}
    return {word: tuple(at_cell) for word in columns if (at_cell := by_place.get(found.place(word)))}


def _is_about_row(item: Finding, row: FormRow) -> bool:
    return (
        item.indicator == row.key if row.indicator else bool(item.task) and item.task == row.key and not item.indicator
    )
