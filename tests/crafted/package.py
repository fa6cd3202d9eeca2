"""A workbook taken apart for crafting: its parts as bytes, its sheets as trees, every cell within reach.

Nothing here is shared with the readers under test: a sheet is changed as a clerk, another program or a vandal would
leave it, and packed again.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from reporter.places import cell_name
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK, BOOK_LINKS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
SHARED, TYPES = "xl/sharedStrings.xml", "[Content_Types].xml"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is stored in a cell. `kind` is the attribute t; no kind is a number."""

    value: str | None = None
    kind: str = ""
    formula: str | None = None
    format: str = ""


def tag(name: str) -> str:
    """Name an element of a sheet."""
    return f"{{{MAIN}}}{name}"


def child(parent: Element, name: str) -> Element:
    """Return the child of that name, which must be there."""
    found = parent.find(tag(name))
    assert found is not None, name
    return found


def text_of(element: Element) -> str:
    """Return all text inside an element."""
    return "".join(str(piece) for piece in element.itertext())


def unset(element: Element, *names: str) -> None:
    """Take attributes away where they are."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


class Package:
    """A workbook file as parts; a part that was looked at as a tree is written back from it."""

    def __init__(self, data: bytes) -> None:
        """Take the file apart."""
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, Element] = {}

    def tree(self, part: str) -> Element:
        """Return a part as a tree that may be changed."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def text(self, part: str) -> str:
        """Return a part as text, with all that was changed so far."""
        return self._content(part).decode()

    def write(self, part: str, content: str | bytes) -> None:
        """Replace a part, or add one."""
        self.parts[part] = content.encode() if isinstance(content, str) else content
        self._trees.pop(part, None)

    def remove(self, part: str) -> None:
        """Take a part away, and leave everything that speaks of it."""
        del self.parts[part]
        self._trees.pop(part, None)

    def content(self) -> dict[str, bytes]:
        """Return all parts as bytes."""
        return {part: self._content(part) for part in self.parts}

    def data(self) -> bytes:
        """Pack the parts again."""
        return packed(self.content())

    def _content(self, part: str) -> bytes:
        tree = self._trees.get(part)
        if tree is None:
            return self.parts[part]
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    # --- sheets ---

    def sheet_names(self) -> tuple[str, ...]:
        """Return the sheets in order."""
        return tuple(str(item.get("name")) for item in self._listed())

    def part_of(self, sheet: str) -> str:
        """Return the part that holds a sheet."""
        link = self._entry(sheet).get(f"{{{LINKS}}}id")
        target = next(item.get("Target") for item in self.tree(BOOK_LINKS) if item.get("Id") == link)
        return f"xl/{target}"

    def sheet(self, name: str) -> Element:
        """Return a sheet as a tree."""
        return self.tree(self.part_of(name))

    def rename(self, sheet: str, name: str) -> None:
        """Rename a sheet as Excel does: names that point to it follow."""
        self._entry(sheet).set("name", name)
        for item in self.tree(BOOK).iter(tag("definedName")):
            item.text = (item.text or "").replace(f"{sheet}'!", f"{name}'!").replace(f"{sheet}!", f"'{name}'!")

    def drop(self, sheet: str) -> None:
        """Delete a sheet; names that belong to sheets by their number go with it."""
        part, entry = self.part_of(sheet), self._entry(sheet)
        self._forget_local_names()
        entry.getparent().remove(entry)  # type: ignore[union-attr] # a listed sheet has a parent
        del self.parts[part]

    def copy(self, sheet: str, name: str, source: Package | None = None) -> None:
        """Add a copy of a sheet behind the others, of this workbook or another."""
        number = len(self.parts) + 10
        content = (source or self).text((source or self).part_of(sheet))
        self.add_sheet(name, content, number)

    def add_sheet(self, name: str, content: str, number: int = 99) -> None:
        """Add a sheet given as XML."""
        self.write(f"xl/worksheets/sheet{number}.xml", content)
        listed = child(self.tree(BOOK), "sheets")
        attributes = {"name": name, "sheetId": str(number), f"{{{LINKS}}}id": f"rId{number}"}
        etree.SubElement(listed, tag("sheet"), attributes)
        links = self.tree(BOOK_LINKS)
        space = etree.QName(links).namespace
        etree.SubElement(
            links,
            f"{{{space}}}Relationship",
            {"Id": f"rId{number}", "Type": f"{LINKS}/worksheet", "Target": f"worksheets/sheet{number}.xml"},
        )
        types = self.tree(TYPES)
        space = etree.QName(types).namespace
        part = f"/xl/worksheets/sheet{number}.xml"
        etree.SubElement(types, f"{{{space}}}Override", {"PartName": part, "ContentType": _WORKSHEET})

    def set_state(self, sheet: str, state: str) -> None:
        """Hide a sheet, or show it."""
        self._entry(sheet).set("state", state)

    def reorder(self) -> None:
        """Turn the order of the sheets round."""
        self._forget_local_names()
        listed = child(self.tree(BOOK), "sheets")
        listed[:] = list(reversed(listed))

    def forget_name(self, name: str) -> None:
        """Delete a defined name."""
        for item in [item for item in self.tree(BOOK).iter(tag("definedName")) if item.get("name") == name]:
            item.getparent().remove(item)  # type: ignore[union-attr] # a defined name has a parent

    def named_cell(self, name: str) -> tuple[str, str]:
        """Return sheet and cell of a defined name."""
        names = self.tree(BOOK).iter(tag("definedName"))
        reference = next(item.text or "" for item in names if item.get("name") == name)
        sheet, _, cell = reference.rpartition("!")
        return sheet.strip("'"), cell.replace("$", "")

    def _listed(self) -> list[Element]:
        return list(self.tree(BOOK).iter(tag("sheet")))

    def _entry(self, sheet: str) -> Element:
        return next(item for item in self._listed() if item.get("name") == sheet)

    def _forget_local_names(self) -> None:
        for item in [item for item in self.tree(BOOK).iter(tag("definedName")) if item.get("localSheetId")]:
            item.getparent().remove(item)  # type: ignore[union-attr] # a defined name has a parent

    # --- cells ---

    def row(self, sheet: str, number: int) -> Element:
        """Return a row, made where it stands if there is none."""
        cells = child(self.sheet(sheet), "sheetData")
        for at, item in enumerate(cells):
            if int(item.get("r", "0")) == number:
                return item
            if int(item.get("r", "0")) > number:
                cells.insert(at, made := etree.Element(tag("row"), {"r": str(number)}))
                return made
        return etree.SubElement(cells, tag("row"), {"r": str(number)})

    def cell(self, sheet: str, reference: str) -> Element:
        """Return a cell, made where it stands if there is none."""
        number, column = position(reference)
        row = self.row(sheet, number)
        for at, item in enumerate(row):
            there = position(str(item.get("r")))[1]
            if there == column:
                return item
            if there > column:
                row.insert(at, made := etree.Element(tag("c"), {"r": reference}))
                return made
        return etree.SubElement(row, tag("c"), {"r": reference})

    def put(self, sheet: str, reference: str, typed: Typed) -> None:
        """Store something in a cell; its style stays unless a number format is given."""
        cell = self.cell(sheet, reference)
        cell[:] = []
        unset(cell, "t")
        if typed.kind:
            cell.set("t", typed.kind)
        if typed.format:
            cell.set("s", str(self.style(typed.format, cell.get("s", "0"))))
        if typed.formula is not None:
            etree.SubElement(cell, tag("f")).text = typed.formula
        if typed.kind == "inlineStr":
            text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = typed.value
        elif typed.value is not None:
            etree.SubElement(cell, tag("v")).text = typed.value

    def raw(self, sheet: str, reference: str, xml: str, **attributes: str) -> None:
        """Write a cell's content as XML, and its attributes."""
        cell = self.cell(sheet, reference)
        unset(cell, "t")
        for name, value in attributes.items():
            cell.set(name, value)
        cell[:] = list(etree.fromstring(f'<c xmlns="{MAIN}">{xml}</c>'))

    def clear(self, sheet: str, reference: str) -> None:
        """Empty a cell and keep its style."""
        self.put(sheet, reference, Typed())

    def remap(
        self,
        sheet: str,
        rows: Callable[[int], int | None] = lambda row: row,
        columns: Callable[[int], int | None] = lambda column: column,
    ) -> None:
        """Move every cell; None deletes its row or column. Merges and names that point to the sheet's cells follow."""
        data = child(self.sheet(sheet), "sheetData")
        kept = [item for row in data if (item := _moved(row, rows, columns)) is not None]
        data[:] = sorted(kept, key=lambda row: int(row.get("r", "0")))
        for item in self.sheet(sheet).iter(tag("mergeCell")):
            ends = (position(end) for end in str(item.get("ref")).split(":"))
            item.set("ref", ":".join(cell_name(rows(row) or row, columns(column) or column) for row, column in ends))
        for item in self.tree(BOOK).iter(tag("definedName")):
            name, _, reference = (item.text or "").rpartition("!")
            if name.strip("'") == sheet and (here := cell_position(reference.replace("$", ""))) is not None:
                row, column = rows(here[0]), columns(here[1])
                item.text = "#REF!" if row is None or column is None else f"{name}!{cell_name(row, column)}"

    def style(self, code: str, like: str = "0") -> int:
        """Return a cell style like another one, with a number format of its own."""
        styles = self.tree(STYLES)
        formats = styles.find(tag("numFmts"))
        if formats is None:
            styles.insert(0, formats := etree.Element(tag("numFmts")))
        number = str(200 + len(formats))
        etree.SubElement(formats, tag("numFmt"), {"numFmtId": number, "formatCode": code})
        formats.set("count", str(len(formats)))
        cells = child(styles, "cellXfs")
        made = etree.fromstring(etree.tostring(cells[int(like)]))
        made.set("numFmtId", number)
        cells.append(made)
        return len(cells) - 1


def position(reference: str) -> tuple[int, int]:
    """Return row and column of a cell's name."""
    found = cell_position(reference)
    assert found is not None, reference
    return found


def _moved(row: Element, rows: Callable[[int], int | None], columns: Callable[[int], int | None]) -> Element | None:
    number = rows(int(row.get("r", "0")))
    if number is None:
        return None
    row.set("r", str(number))
    unset(row, "spans")
    kept = []
    for cell in row:
        column = columns(position(str(cell.get("r")))[1])
        if column is not None:
            cell.set("r", cell_name(number, column))
            kept.append((column, cell))
    row[:] = [cell for _, cell in sorted(kept, key=lambda item: item[0])]
    return row


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip parts in their order, always the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()
