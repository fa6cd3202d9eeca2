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

    Marks = Mapping[str, tuple[Finding, ...]]

_UNPLACED = frozenset(
    {
        "forms.sheet-copied",
        "forms.extra-sheet",
        "forms.header-missing",
        "forms.header-repeated",
        "forms.stray-cells",
    }
)
"""Findings that leave a sheet, or too much of it, without a place in our form."""


def transcribe(desk: Desk, findings: Sequence[Finding]) -> FormBook:
    """Lay what was received into the form as it is issued today. Rows that answer nothing asked follow the others."""
    tables = tuple(_table(desk, table, findings) for table in desk.book.tables)
    return replace(desk.book, guide=_guide(desk, findings), tables=tables, issued=_issued(desk))


def _issued(desk: Desk) -> tuple[Mapping[str, Value], ...]:
    """Return what is issued today, then what was issued once and is asked no more: its row travels with the copy."""
    today = {row[shape.ISSUED.key] for row in desk.book.issued}
    return (*desk.book.issued, *(row for key, row in desk.stamp.issued.items() if key not in today))


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


def _guide(desk: Desk, findings: Sequence[Finding]) -> Guide:
    cells = named_cells(desk.workbook)
    by_place: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        by_place[str(item.place)].append(item)
    return replace(
        desk.book.guide,
        typed={name: item.cell for name, item in cells.items() if item.cell is not None},
        findings={name: tuple(by_place[str(item.place)]) for name, item in cells.items()},
    )


def _table(desk: Desk, table: FormTable, findings: Sequence[Finding]) -> FormTable:
    located = locate(desk, table.shape)
    expected = {row.key: row for row in table.rows}
    binding = bind(located, expected)
    rows: list[FormRow] = []
    added: list[FormRow] = []
    for key, row in expected.items():
        found = binding.by_key.get(key, ())
        rows.append(_asked(located, row, found[0] if found else None, findings))
        added += [_added(located, other, findings) for other in found[1:]]
    added += [_added(located, row, findings) for row in binding.strangers if _means_a_row(located, row)]
    return replace(table, rows=(*rows, *added))


def _means_a_row(located: Located, row: SheetRow) -> bool:
    return is_answered(row, located.form.typed) or is_id(key_of(row, located.form.key))


def _asked(located: Located, row: FormRow, found: SheetRow | None, findings: Sequence[Finding]) -> FormRow:
    whole = tuple(item for item in findings if _is_about_row(item, row) and _is_at_header(located, item))
    if found is None:
        return replace(row, findings={"": whole})
    typed = {word: found.cells[word] for word in located.form.typed if word in found.cells}
    return replace(row, typed=typed, findings={**_marks(located, found, findings), "": whole})


def _added(located: Located, found: SheetRow, findings: Sequence[Finding]) -> FormRow:
    """Return a row of the department's own, all of it as it was typed."""
    key = key_of(found, located.form.key)
    words = (word for word in located.form.words if word != shape.FAULTS)
    typed = {word: found.cells[word] for word in words if word in found.cells}
    return FormRow(key, {}, typed=typed, findings=_marks(located, found, findings), is_ours=False)


def _marks(located: Located, found: SheetRow, findings: Sequence[Finding]) -> Marks:
    """Sort the findings of a row by the header word of their cell."""
    marks: dict[str, tuple[Finding, ...]] = {}
    columns = located.table.columns if located.table else {}
    for word in columns:
        place = found.place(word)
        at_cell = tuple(item for item in findings if item.place == place)
        if at_cell:
            marks[word] = at_cell
    return marks


def _is_about_row(item: Finding, row: FormRow) -> bool:
    return (
        item.indicator == row.key if row.indicator else bool(item.task) and item.task == row.key and not item.indicator
    )


def _is_at_header(located: Located, item: Finding) -> bool:
    """Tell whether a finding has no cell of its own: the row it is about is not in the sheet."""
    return item.place == located.place
