"""Nothing is lost: every cell that holds something and that no rule reads is said, one by one or as a sheet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.content import static_texts
from reporter.forms.guide import FACTS
from reporter.forms.reading.answers import is_answered
from reporter.forms.reading.answers import key_of
from reporter.forms.reading.signing import named_cells
from reporter.intake.tables import header_word
from reporter.places import Place
from reporter.places import cell_name
from reporter.places import cell_position
from reporter.plan.records import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.intake.records import RawCell
    from reporter.intake.records import RawSheet

_NOT_READ = frozenset({"forms.sheet-copied", "forms.sheet-of-others"})
_ONE_BY_ONE = 50
"""Beyond this a sheet's stray cells are one finding that counts them: a second table, not a slip."""


def stray_findings(desk: Desk, tables: Sequence[Located]) -> Iterator[Finding]:
    """Say what stands beside our tables, and which sheets are none of ours."""
    located = {item.sheet.name: item for item in tables if item.sheet is not None}
    copies = {fault.place.sheet for item in tables for fault in item.findings if fault.rule in _NOT_READ}
    for sheet in desk.workbook.sheets:
        if _is_ours_without_answers(sheet) or sheet.name in copies or not sheet.cells:
            continue
        if sheet.name not in located and sheet.name != shape.Sheet.GUIDE:
            yield desk.say(
                "forms.extra-sheet", Place(desk.file, (sheet.name,)), found=str(len(sheet.cells)), word=sheet.name
            )
        else:
            yield from _said(desk, sheet, _strays(desk, sheet, located.get(sheet.name)))


def _strays(desk: Desk, sheet: RawSheet, located: Located | None) -> list[RawCell]:
    """Return the cells that nobody read. Of a table without its header nothing was read, which is said already."""
    if located is not None and not located.is_readable:
        return []
    printed = Counter(
        header_word(text) for text in static_texts(desk.book, located.form.sheet if located else sheet.name)
    )
    named = {item.position for item in named_cells(desk.workbook).values() if item.sheet == sheet.name}
    rows = _rows_read(desk, located) if located else frozenset()
    columns = located.table.columns if located and located.table else {}
    said = _said_by_header(located) if located else _facts_issued(desk, sheet)
    strays: list[RawCell] = []
    for position, cell in sorted(sheet.cells.items()):
        is_read = position[0] in rows and position[1] in columns.values()
        is_said = cell.place in said or position[1] in said
        if position in named or is_read or is_said or position[1] == columns.get(shape.FAULTS) or not cell.text.strip():
            continue
        # What the form prints itself is no stray, wherever rows were inserted; typed once more, it is one.
        word = header_word(cell.text)
        printed[word] -= 1
        if printed[word] < 0:
            strays.append(cell)
    return strays


def _facts_issued(desk: Desk, sheet: RawSheet) -> frozenset[Place]:
    """Return the cells that say what was issued under another plan: an old deadline is no word of the clerk's."""
    if sheet.name != shape.Sheet.GUIDE or desk.stamp.values.get(shape.Key.PLAN) in {None, desk.plan.sha256}:
        return frozenset()
    beside = (sheet.cells.get((row, column + 1)) for (row, column), cell in sheet.cells.items() if cell.text in FACTS)
    return frozenset(cell.place for cell in beside if cell is not None)


def _said_by_header(located: Located) -> frozenset[int | Place]:
    """Return what findings about the header speak of: cells that repeat a word, columns under words nobody knows.

    Where header words are missing, as many columns under other words are theirs, and that they were not read is said.
    """
    table, sheet = located.table, located.sheet
    if table is None or sheet is None:
        return frozenset()
    lost = [word for word in located.form.required if word in table.missing]
    known = {*table.columns.values(), *(place.address for place in table.repeated.values())}
    header = [cell for cell in sheet.cells.values() if cell.row == _row_of(table.header) and cell.text.strip()]
    unknown = sorted(cell.column for cell in header if cell.column not in known and cell.place.address not in known)
    return frozenset((*unknown[: len(lost)], *table.repeated.values()))


def _row_of(place: Place) -> int:
    position = cell_position(place.address)
    return position[0] if position else 0


def _rows_read(desk: Desk, located: Located) -> frozenset[int]:
    """Return the rows that answer what was asked or of which a finding spoke; a remark under the table is neither."""
    form, expected = located.form, desk.expected(located.form)
    return frozenset(
        row.number
        for row in located.rows
        if (key := key_of(row, form.key)) in expected or is_id(key) or is_answered(row, form.typed)
    )


def _is_ours_without_answers(sheet: RawSheet) -> bool:
    is_returned_original = sheet.name.startswith(shape.ORIGINAL)
    return sheet.name in {shape.Sheet.IDENTITY, shape.Sheet.PROBLEMS} or is_returned_original or _carries_mark(sheet)


def _carries_mark(sheet: RawSheet) -> bool:
    return sheet.text_at(1, 1) == shape.Key.MARK and sheet.text_at(1, 2) == shape.FORM_MARK


def _said(desk: Desk, sheet: RawSheet, strays: Sequence[RawCell]) -> Iterator[Finding]:
    if len(strays) <= _ONE_BY_ONE:
        yield from (desk.say("forms.stray-cell", cell.place, found=desk.seen(cell)) for cell in strays)
        return
    rows, columns = [cell.row for cell in strays], [cell.column for cell in strays]
    box = f"{cell_name(min(rows), min(columns))}:{cell_name(max(rows), max(columns))}"
    yield desk.say("forms.stray-cells", Place(desk.file, (sheet.name,)), found=str(len(strays)), expected=box)
