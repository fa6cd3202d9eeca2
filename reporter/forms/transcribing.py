"""A received workbook as one of our forms again: what was typed and what was found, each in the cell it belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.answers import bind
from reporter.forms.answers import is_answered
from reporter.forms.answers import is_id
from reporter.forms.answers import key_of
from reporter.forms.content import FormRow
from reporter.forms.content import FormTable
from reporter.forms.locating import locate
from reporter.forms.signing import named_cells

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.content import FormBook
    from reporter.forms.content import Guide
    from reporter.forms.content import Value
    from reporter.forms.desk import Desk
    from reporter.forms.locating import Located
    from reporter.intake.records import RawSheet
    from reporter.intake.tables import SheetRow

    Marks = Mapping[str, tuple[Finding, ...]]

_UNPLACED = frozenset(
    {
        "forms.sheet-copied",
        "forms.extra-sheet",
        "forms.header-missing",
        "forms.header-repeated",
        "forms.stray-cell",
        "forms.stray-cells",
    }
)
"""Findings that leave something of their sheet without a place in our form."""
_EARLIER = "上期完成"


def transcribe(desk: Desk, findings: Sequence[Finding]) -> FormBook:
    """Lay what was received into the form as it is issued today. Rows that answer nothing asked follow the others."""
    tables = tuple(_table(desk, table, findings) for table in desk.book.tables)
    return replace(desk.book, guide=_guide(desk, findings), tables=tables)


def unplaced_sheets(desk: Desk, findings: Sequence[Finding]) -> tuple[RawSheet, ...]:
    """Return the sheets of which something found no place, to be kept beside the form as they were received."""
    names = {item.place.sheet for item in findings if item.rule in _UNPLACED}
    return tuple(
        sheet for sheet in desk.workbook.sheets if sheet.name in names or sheet.name.startswith(shape.ORIGINAL)
    )


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
        rows.append(_asked(desk, located, row, found[0] if found else None, findings))
        added += [_added(located, other, findings) for other in found[1:]]
    added += [_added(located, row, findings) for row in binding.strangers if _means_a_row(located, row)]
    return replace(table, rows=(*rows, *added))


def _means_a_row(located: Located, row: SheetRow) -> bool:
    return is_answered(row, located.form.typed) or is_id(key_of(row, located.form.key))


def _asked(desk: Desk, located: Located, row: FormRow, found: SheetRow | None, findings: Sequence[Finding]) -> FormRow:
    printed = dict(row.printed)
    if _EARLIER in printed:
        printed[_EARLIER] = _earlier(desk, row)
    whole = tuple(item for item in findings if _is_about_row(item, row) and _is_at_header(located, item))
    if found is None:
        return replace(row, printed=printed, findings={"": whole})
    typed = {word: found.cells[word] for word in located.form.typed if word in found.cells}
    return replace(row, printed=printed, typed=typed, findings={**_marks(located, found, findings), "": whole})


def _earlier(desk: Desk, row: FormRow) -> Value:
    """Return 上期完成 as it was issued; the plan of today does not know it."""
    try:
        return Decimal(desk.stamp.issued.get(row.key, {}).get(_EARLIER, ""))
    except InvalidOperation:
        return None


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
