"""Spreadsheets of OpenDocument (.ods): the facts of every cell that holds something, as those of xlsx.

Rows and cells may be stated once and repeated to the end of the sheet, so everything is counted before it is made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.allowance import Allowance
from reporter.intake.allowance import check_box
from reporter.intake.allowance import check_names
from reporter.intake.allowance import spend
from reporter.intake.cells import DAMAGED_CELL
from reporter.intake.cells import SheetCells
from reporter.intake.formats import GENERAL
from reporter.intake.merges import covered_cells
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.open_cells import VALUE_NAMES
from reporter.intake.ooxml.open_cells import shown_format
from reporter.intake.ooxml.open_cells import stored
from reporter.intake.ooxml.open_cells import written_formula
from reporter.intake.ooxml.open_names import CONTENT
from reporter.intake.ooxml.open_names import is_drawing
from reporter.intake.ooxml.open_names import open_names
from reporter.intake.ooxml.open_styles import read_styles
from reporter.intake.ooxml.open_texts import TEXT_NAMES
from reporter.intake.ooxml.open_texts import Paragraphs
from reporter.intake.ooxml.remarks import is_own_comment
from reporter.intake.ooxml.remarks import listed
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawSheet
from reporter.intake.records import RawWorkbook
from reporter.intake.records import SheetState
from reporter.intake.refusal import refuse
from reporter.intake.texts import check_length
from reporter.intake.texts import whole_number
from reporter.intake.unseen import visible
from reporter.places import Place
from reporter.places import cell_name
from reporter.places import column_letters

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.intake.cells import Position
    from reporter.intake.cells import StoredCell
    from reporter.intake.ooxml.open_styles import OpenStyles
    from reporter.intake.ooxml.package import Package
    from reporter.intake.records import Mark

_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_SKIPPED = frozenset({"table:tracked-changes", "table:dde-links", "table:shapes", "office:forms", "table:scenario"})
"""What holds cells or texts that are none of the sheet."""
_NAMES = open_names(
    (
        *_CELLS,
        *_SKIPPED,
        *TEXT_NAMES,
        *VALUE_NAMES,
        "table:table",
        "table:table-row",
        "table:table-row-group",
        "table:table-column",
        "table:number-rows-repeated",
        "table:number-columns-repeated",
        "table:number-columns-spanned",
        "table:number-rows-spanned",
        "table:style-name",
        "table:default-cell-style-name",
        "table:visibility",
        "table:display",
        "table:name",
        "table:named-range",
        "table:cell-range-address",
    )
)
_SEEN = frozenset({"", "visible"})
_NAMED = re.compile(r"\$?(?P<sheet>'(?:[^']|'')+'|[^.']+)\.(?P<cell>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::.*)?")
_MACROS = ("basic/", "scripts/")
_LISTS = ("script-lc.xml", "script-lb.xml")
"""What lists macros, and stands there without any."""


class _Sheet:
    """A sheet as it is heard."""

    def __init__(self, name: str, state: SheetState) -> None:
        self.name = name
        self.state = state
        self.rows: dict[int, list[StoredCell]] = {}
        self.merges: list[CellRange] = []
        self.marks: dict[Position, tuple[Mark, ...]] = {}
        self.faults: list[Position] = []
        self.columns: list[str] = []  # the style of each column's cells that name none
        self.hidden_columns: set[int] = set()
        self.hidden_rows: set[int] = set()
        self.comments: list[str] = []
        self.has_drawings = False
        self.reached = self.right = 0


class _ContentReader(PartReader):
    def __init__(self, styles: OpenStyles) -> None:
        self.styles = styles
        self.sheets: list[_Sheet] = []
        self.names: dict[str, str] = {}
        self.paragraphs = Paragraphs(styles.drawn)
        self.cell: Mapping[str, str] | None = None
        self.row: list[StoredCell] = []
        self.repeated = 1
        self.column = self.filled = 0
        self.row_style = ""
        self.is_row_hidden = False
        self.groups: list[bool] = []
        self.count = 0
        self.has_formulas = False
        self.depth = self.skipped = 0
        self.starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "table:table": self._start_table,
            "table:table-column": self._start_column,
            "table:table-row": self._start_row,
            "table:table-row-group": lambda attributes: self.groups.append(attributes.get("table:display") == "false"),
            "table:named-range": self._name,
            **dict.fromkeys(_CELLS, self._start_cell),
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > limits.DEPTH:
            refuse("too-deep", found=CONTENT, expected=str(limits.DEPTH))
        if self.cell is not None:
            self.paragraphs.start(name, attributes)
        elif self.skipped or name in _SKIPPED:
            self.skipped += 1
            if self.sheets and is_drawing(name):
                self.sheets[-1].has_drawings = True
        elif name in self.starts:
            self.starts[name](attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif self.cell is not None:
            if not self.paragraphs.is_inside:
                self._end_cell(self.cell)
                self.cell = None
            else:
                self.paragraphs.end()
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table-row-group":
            self.groups.pop()

    def text(self, text: str) -> None:
        if self.cell is not None:
            self.paragraphs.text(text)

    def _sheet(self) -> _Sheet:
        if not self.sheets:
            refuse("broken-xml", found=CONTENT, reason="table")
        return self.sheets[-1]

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        is_hidden = attributes.get("table:style-name", "") in self.styles.hidden
        state = SheetState.HIDDEN if is_hidden else SheetState.VISIBLE
        self.sheets.append(_Sheet(visible(attributes.get("table:name", "")), state))

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet()
        first = len(sheet.columns)
        count = min(_repeated(attributes.get("table:number-columns-repeated")), limits.COLUMNS - first)
        sheet.columns += [attributes.get("table:default-cell-style-name", "")] * count
        if attributes.get("table:visibility", "") not in _SEEN:
            sheet.hidden_columns.update(range(first + 1, first + count + 1))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self.repeated = _repeated(attributes.get("table:number-rows-repeated"))
        self.row_style = attributes.get("table:default-cell-style-name", "")
        self.is_row_hidden = attributes.get("table:visibility", "") not in _SEEN or any(self.groups)
        self.row = []
        self.column = self.filled = 0

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._sheet()
        self.cell = attributes
        self.paragraphs.begin()

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        sheet = self.sheets[-1]
        count = _repeated(attributes.get("table:number-columns-repeated"))
        position = sheet.reached + 1, self.column + 1
        self.column += count
        read, marks = stored(attributes, self.paragraphs.whole())
        remark = "".join(self.paragraphs.remark)
        if self.paragraphs.has_comment and not is_own_comment(remark):
            sheet.comments.append(cell_name(*position))
        sheet.has_drawings |= self.paragraphs.has_drawing
        formula = written_formula(attributes.get("table:formula", ""))
        self._merge(sheet, position, attributes)
        if read is not None and not (read[1] or formula):
            return
        self.filled = self.column
        self._check_box(sheet, sheet.reached + self.repeated)
        self._put(sheet, position, count, self._made(read, attributes, position, formula))
        if marks:
            lines, columns = range(self.repeated), range(count)
            marked = ((position[0] + line, position[1] + step) for line in lines for step in columns)
            sheet.marks |= dict.fromkeys(marked, marks)

    def _made(
        self, read: tuple[CellKind, str] | None, attributes: Mapping[str, str], position: Position, formula: str
    ) -> tuple[CellKind, str, str, str]:
        """Return what is stored of a cell, behind its column."""
        if read is None:
            self.sheets[-1].faults.append(position)
            return DAMAGED_CELL
        check_length(formula, self.sheets[-1].name, cell_name(*position))
        self.has_formulas |= bool(formula)
        return (*read, shown_format(self._format(attributes, position[1]), attributes), formula)

    def _format(self, attributes: Mapping[str, str], column: int) -> str:
        columns = self.sheets[-1].columns
        style = attributes.get("table:style-name") or self.row_style
        style = style or (columns[column - 1] if column <= len(columns) else "")
        return self.styles.formats.get(style, self.styles.formats.get("Default", GENERAL))

    def _put(self, sheet: _Sheet, position: Position, count: int, made: tuple[CellKind, str, str, str]) -> None:
        self.count += count * self.repeated
        if self.count > limits.CELLS:
            refuse("too-many-cells", sheet.name, expected=f"{limits.CELLS:,}")
        self.row += [(position[1] + step, *made) for step in range(count)]

    def _merge(self, sheet: _Sheet, position: Position, attributes: Mapping[str, str]) -> None:
        rows = whole_number(attributes.get("table:number-rows-spanned", ""), 1)
        columns = whole_number(attributes.get("table:number-columns-spanned", ""), 1)
        if rows * columns > 1:
            sheet.merges.append(CellRange(*position, position[0] + rows - 1, position[1] + columns - 1))
            if len(sheet.merges) > limits.MERGES:
                refuse("too-many-merges", sheet.name, expected=str(limits.MERGES))

    def _end_row(self) -> None:
        sheet = self._sheet()
        first = sheet.reached + 1
        sheet.reached += self.repeated
        if not self.row:
            return
        numbers = range(first, sheet.reached + 1)
        sheet.rows |= dict.fromkeys(numbers, self.row)
        if self.is_row_hidden:
            sheet.hidden_rows.update(numbers)

    def _check_box(self, sheet: _Sheet, bottom: int) -> None:
        """Refuse a sheet so large that a cell must be a slip, before its cells are made."""
        sheet.right = max(sheet.right, self.filled)
        is_beyond = bottom > limits.ROWS or sheet.right > limits.COLUMNS
        if is_beyond or bottom * sheet.right > limits.BOX_CELLS:
            row, column = min(bottom, limits.ROWS), min(sheet.right, limits.COLUMNS)
            refuse("far-cell", sheet.name, cell_name(row, column), row=row, column=column_letters(column))

    def _name(self, attributes: Mapping[str, str]) -> None:
        match = _NAMED.fullmatch(attributes.get("table:cell-range-address", ""))
        if match:
            self.names[attributes.get("table:name", "")] = f"{match['sheet']}!{match['cell']}"


def read_open_document(package: Package, name: str, sha256: str) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    """Read every sheet of an .ods package."""
    styles = read_styles(package)
    content = read_part(package, CONTENT, _NAMES, lambda: _ContentReader(styles))
    check_names([sheet.name for sheet in content.sheets])
    allowance = Allowance()
    sheets = tuple(_raw_sheet(name, sheet, allowance) for sheet in content.sheets)
    found = [item for sheet in content.sheets for item in _remarks(name, sheet)]
    macros = [part for part in package.names() if part.startswith(_MACROS) and not part.endswith(_LISTS)]
    if macros:
        found.append(finding("intake.macros", Place(name), found=listed(macros)))
    if package.cleaned:
        found.append(finding("intake.illegal-characters", Place(name), found=listed(package.cleaned)))
    return RawWorkbook(name, sha256, sheets, content.names, shows_formulas=content.has_formulas), tuple(found)


def _raw_sheet(file: str, sheet: _Sheet, allowance: Allowance) -> RawSheet:
    box = check_box(sheet.name, sheet.rows)
    spend(sheet.name, sheet.rows, allowance)
    cells = SheetCells(
        file,
        sheet.name,
        sheet.rows,
        frozenset(sheet.hidden_rows),
        frozenset(sheet.hidden_columns),
        covered_cells(sheet.name, sheet.merges, sheet.rows, box),
        sheet.marks,
    )
    return RawSheet(sheet.name, sheet.state, cells, tuple(sheet.merges))


def _remarks(file: str, sheet: _Sheet) -> Iterator[Finding]:
    for position in sheet.faults:
        yield finding("intake.broken-cell", Place.cell(file, sheet.name, *position))
    place = Place(file, (sheet.name,))
    if sheet.has_drawings:
        yield finding("intake.drawings", place, found=sheet.name)
    if sheet.comments:
        yield finding("intake.comments", place, found=listed(sheet.comments))


def _repeated(text: str | None) -> int:
    return whole_number(text, limits.BOX_CELLS + 1) if text else 1
