"""What people and programs do to a form, as small changes that can be put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tests.crafted.package import Typed
from tests.crafted.package import child
from tests.crafted.package import position
from tests.crafted.package import tag
from tests.crafted.records import INDICATORS
from tests.crafted.records import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from tests.crafted.records import Form

    Change = Callable[[Form], object]


def number(value: str, code: str = "") -> Typed:
    """Type a number, under a number format."""
    return Typed(value, format=code)


def formula(code: str, result: str | None, kind: str = "") -> Typed:
    """Type a formula whose result is stored, or is not."""
    return Typed(result, kind, formula=code)


def error(code: str) -> Typed:
    """Store an Excel error."""
    return Typed(code, "e")


def put(reference: str, typed: Typed | str, sheet: str = INDICATORS) -> Change:
    """Type into a cell; a plain string is a text."""
    return lambda form: form.put(sheet, reference, text(typed) if isinstance(typed, str) else typed)


def raw(reference: str, xml: str, sheet: str = INDICATORS, **attributes: str) -> Change:
    """Store a cell as another program writes it."""
    return lambda form: form.raw(sheet, reference, xml, **attributes)


def clear(*references: str, sheet: str = INDICATORS) -> Change:
    """Empty cells."""
    return every(*(put(reference, Typed(), sheet) for reference in references))


def every(*changes: Change) -> Change:
    """Do one after the other."""

    def change(form: Form) -> None:
        for item in changes:
            item(form)

    return change


def replaced(part: str, old: str, new: str) -> Change:
    """Replace text in a part; it must be there."""

    def change(form: Form) -> None:
        content = form.text(part)
        assert old in content, (part, old)
        form.write(part, content.replace(old, new))

    return change


def in_sheet(old: str, new: str, sheet: str = INDICATORS) -> Change:
    """Replace text in the XML of a sheet; it must be there."""
    return lambda form: replaced(form.part_of(sheet), old, new)(form)


def insert_rows(at: int, count: int = 1, sheet: str = INDICATORS) -> Change:
    """Insert empty rows above a row."""
    return lambda form: form.remap(sheet, rows=lambda row: row + count if row >= at else row)


def delete_row(at: int, sheet: str = INDICATORS) -> Change:
    """Delete a row; what stands below moves up."""
    return lambda form: form.remap(sheet, rows=lambda row: None if row == at else row - (row > at))


def order_rows(moved: Mapping[int, int], sheet: str = INDICATORS) -> Change:
    """Put rows elsewhere, as sorting does."""
    return lambda form: form.remap(sheet, rows=lambda row: moved.get(row, row))


def insert_column(at: str, count: int = 1, sheet: str = INDICATORS) -> Change:
    """Insert empty columns before a column."""
    first = _column(at)
    return lambda form: form.remap(sheet, columns=lambda column: column + count if column >= first else column)


def delete_column(at: str, sheet: str = INDICATORS) -> Change:
    """Delete a column; what stands right of it moves left."""
    gone = _column(at)
    return lambda form: form.remap(sheet, columns=lambda column: None if column == gone else column - (column > gone))


def swap_columns(one: str, other: str, sheet: str = INDICATORS) -> Change:
    """Exchange two columns."""
    pair = {_column(one): _column(other), _column(other): _column(one)}
    return lambda form: form.remap(sheet, columns=lambda column: pair.get(column, column))


def copy_row(source: int, target: int, sheet: str = INDICATORS) -> Change:
    """Copy a row over another one."""

    def change(form: Form) -> None:
        made = form.row(sheet, target)
        made[:] = [etree.fromstring(etree.tostring(cell)) for cell in form.row(sheet, source)]
        for cell in made:
            cell.set("r", str(cell.get("r")).rstrip("0123456789") + str(target))

    return change


def merge(*ranges: str, sheet: str = INDICATORS) -> Change:
    """Merge cells without emptying them, as a program does."""

    def change(form: Form) -> None:
        data = child(form.sheet(sheet), "sheetData")
        made = etree.Element(tag("mergeCells"), {"count": str(len(ranges))})
        for reference in ranges:
            etree.SubElement(made, tag("mergeCell"), {"ref": reference})
        # The standard wants merges behind protection and filter.
        last = [item for item in form.sheet(sheet) if item.tag in {tag("sheetProtection"), tag("autoFilter")}]
        (last[-1] if last else data).addnext(made)

    return change


def hide_row(number_: int, sheet: str = INDICATORS, **attributes: str) -> Change:
    """Hide a row, as a filter does too."""

    def change(form: Form) -> None:
        for name, value in (attributes or {"hidden": "1"}).items():
            form.row(sheet, number_).set(name, value)

    return change


def hide_column(letter: str, sheet: str = INDICATORS) -> Change:
    """Hide a column."""
    at = str(_column(letter))

    def change(form: Form) -> None:
        columns = child(form.sheet(sheet), "cols")
        for item in [item for item in columns if int(item.get("min", "0")) <= int(at) <= int(item.get("max", "0"))]:
            columns.remove(item)
        columns.append(etree.Element(tag("col"), {"min": at, "max": at, "width": "9", "hidden": "1"}))
        columns[:] = sorted(columns, key=lambda item: int(item.get("min", "0")))

    return change


def sign(name: str, typed: Typed | str) -> Change:
    """Type into a named cell of 填报说明."""
    return lambda form: form.put(*form.named_cell(name), text(typed) if isinstance(typed, str) else typed)


def stamp(cell: str, value: str) -> Change:
    """Change the hidden sheet."""
    return put(cell, value, "填报标识")


def _column(letter: str) -> int:
    return position(f"{letter}1")[1]
