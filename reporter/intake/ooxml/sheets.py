"""One sheet part as cells: the stored text, kind, format and formula of each cell that holds something."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import cast

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.allowance import Allowance
from reporter.intake.allowance import check_box
from reporter.intake.allowance import spend
from reporter.intake.cells import DAMAGED_CELL
from reporter.intake.cells import SharedFormula
from reporter.intake.cells import SheetCells
from reporter.intake.formats import GENERAL
from reporter.intake.formulas import NOT_SPELLED_OUT
from reporter.intake.merges import covered_cells
from reporter.intake.merges import merged_range
from reporter.intake.ooxml.close_cells import CellListener
from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.ooxml.rich_text import RUN_NAMES
from reporter.intake.ooxml.rows import PAUSE
from reporter.intake.ooxml.rows import in_order
from reporter.intake.ooxml.rows import joined
from reporter.intake.ooxml.rows import paired
from reporter.intake.ooxml.shared_texts import SharedTexts
from reporter.intake.ooxml.values import OWN_TEXT
from reporter.intake.ooxml.values import number_text
from reporter.intake.ooxml.values import stored_value
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawSheet
from reporter.intake.records import SheetState
from reporter.intake.refusal import refuse
from reporter.intake.texts import check_length
from reporter.places import Place
from reporter.places import cell_name
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.parsers import expat

    from reporter.findings import Finding
    from reporter.intake.cells import Position
    from reporter.intake.cells import StoredCell
    from reporter.intake.ooxml.package import Package
    from reporter.intake.ooxml.rows import Heard
    from reporter.intake.records import Mark

TABLE_FORMULA = "TABLE()"
"""What stands for a data table's formula, which files do not write out."""

_FRAME = frozenset({"worksheet", "sheetData", "cols", "col", "mergeCells", "mergeCell"})
"""What surrounds cells and says something about them."""

_NAMES = short_names(SPREADSHEET, ("c", "v", "f", "is", "t", "rPh", "row", *RUN_NAMES, *_FRAME))
_ROW_HEARD = 4 * limits.COLUMNS
"""No row has more to say: a cell in every column, each with blanks before its text, the text, and blanks behind it."""
_TRUE = frozenset({"1", "true"})
_ZERO = frozenset({"0", "0.0"})
_DIGITS = "0123456789"
# Looking a member up in its class costs as much as storing a cell.
_NUMBER_KIND = CellKind.NUMBER
_TEXT_KIND = CellKind.TEXT


@dataclass(slots=True)
class SheetContext:
    """What a sheet needs of its workbook: its file, shared texts, formats by style, and how much may still come."""

    file: str
    shared: SharedTexts = field(default_factory=SharedTexts)
    formats: Mapping[str | None, str] = field(default_factory=dict)
    allowance: Allowance = field(default_factory=Allowance)


class _SheetReader(PartReader):
    """Listens to a sheet, written for speed: `start` runs twice for every cell.

    A number or a shared text has no blanks of its own, so it need not be heard to its end: cells and texts are put down
    as they come, and taken together when something other than a cell begins, a row mostly. Only a cell with a text or a
    formula of its own is listened to closely.
    """

    __slots__ = (
        "cells",
        "close",
        "column",
        "columns",
        "context",
        "count",
        "cut",
        "depth",
        "faults",
        "formats",
        "heard",
        "hidden_ranges",
        "hidden_rows",
        "is_ordered",
        "marks",
        "masters",
        "merges",
        "parser",
        "pieces",
        "row",
        "row_text",
        "shared",
        "sheet",
        "spelled",
        "unspelled",
    )

    def __init__(self, context: SheetContext, sheet: str) -> None:
        self.context = context
        self.sheet = sheet
        self.pieces: list[tuple[int, list[StoredCell]]] = []
        self.cells: list[StoredCell] = []
        self.count = 0
        self.faults: dict[Position, str] = {}
        self.merges: list[CellRange] = []
        self.hidden_rows: set[int] = set()
        self.hidden_ranges: set[tuple[int, int]] = set()
        self.masters: dict[str, SharedFormula] = {}
        self.unspelled: dict[str, str] = {}
        self.columns: dict[str, int] = {}
        self.shared, self.formats = context.shared.plain, context.formats
        self.row, self.column, self.row_text, self.cut = 0, 0, "0", -1
        self.heard: list[Heard] = []
        self.close = CellListener(sheet, self.heard, self._end_closely)
        self.marks: dict[Position, tuple[Mark, ...]] = {}
        self.spelled = 0
        self.depth = 0
        self.is_ordered = True

    def listen(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        # One text, one piece: what comes in two without a pause stands in two places.
        parser.buffer_text = False
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.heard.append

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            if attributes.get("t") in OWN_TEXT:
                self._listen_closely(attributes)
            else:
                self.heard.append(attributes)
        elif name != "v":
            self._start_rare(name, attributes)

    def take_cells(self) -> None:
        """Take the cells heard of so far: plain numbers and shared texts here, all others one by one.

        One loop over local names: a call for each of a million cells would cost more than all the rest of it.
        """
        columns, shared, formats = self.columns, self.shared, self.formats
        row_text, cut, cells, last = self.row_text, self.cut, self.cells, self.column
        for attributes, value in paired(self.heard):
            reference = attributes.get("r", "")
            column = columns.get(reference[:cut], 0)
            kind, text = attributes.get("t", "n"), None
            if column <= last or reference[cut:] != row_text:
                pass
            elif not value:
                text = ""
            elif kind == "s":
                result, text = _TEXT_KIND, shared.get(value)
            elif kind == "n":
                is_plain = value.isascii() and (value.isdecimal() or value.replace(".", "", 1).isdecimal())
                result, text = _NUMBER_KIND, value if is_plain else number_text(value)
            if text is None:
                self.column = last
                self._take_cell(attributes, value)
                row_text, cut, cells, last = self.row_text, self.cut, self.cells, self.column
                continue
            last = column
            if text:
                cells.append((column, result, text, formats.get(attributes.get("s"), GENERAL), ""))
        self.column = last
        self.heard.clear()

    def pause(self) -> None:
        if len(self.heard) > _ROW_HEARD:
            refuse("broken-sheet", self.sheet, found=f"row: > {limits.COLUMNS} c")
        if self.heard:
            self.heard.append(PAUSE)

    def _take_cell(
        self,
        attributes: Mapping[str, str],
        value: str | None,
        formula: str | None = None,
        marks: tuple[Mark, ...] = (),
    ) -> None:
        """Take a cell of any kind, wherever it says it is."""
        column = self._column(attributes.get("r"))
        if column <= self.column:
            self.is_ordered = False
        self.column = column
        if not value and formula is None:
            return
        position = self.row, column
        kind = attributes.get("t", "n")
        spelled = "" if formula is None else self._formula(position, formula)
        read = stored_value(kind, value, self.shared, has_formula=formula is not None)
        if read is None and kind == "s" and (rich := self.context.shared.marked.get((value or "").strip())):
            read, marks = (_TEXT_KIND, rich[0]), rich[1]
        if marks:
            self.marks[position] = marks
        if read is None:
            self.faults[position] = "broken-cell"
            self.cells.append((column, *DAMAGED_CELL))
        elif read[1] or spelled:
            self.cells.append((column, *read, self.formats.get(attributes.get("s"), GENERAL), spelled))

    def _listen_closely(self, cell: Mapping[str, str], value: str | None = None) -> None:
        """Listen to a cell to its end, element by element."""
        if self.heard:
            self.take_cells()
        self.close.begin(cell, value)
        self.parser.StartElementHandler = self.close.start
        self.parser.EndElementHandler = self.close.end

    def _end_closely(self) -> None:
        close = self.close
        self._take_cell(close.attributes, close.value, close.formula, close.marks)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self._leave if self.depth else None

    def _start_rare(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "f":
            self._start_formula(attributes)
            return
        self.take_cells()
        if name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self.merges.append(merged_range(self.sheet, attributes.get("ref", "")))
            if len(self.merges) > limits.MERGES:
                refuse("too-many-merges", self.sheet, expected=str(limits.MERGES))
        elif name == "col":
            self._hide_columns(attributes)
        elif name not in _FRAME:
            self._enter()

    def _start_formula(self, attributes: Mapping[str, str]) -> None:
        """Go on listening closely to the cell that was heard of last."""
        pieces: list[str] = []
        while self.heard and isinstance(self.heard[-1], str):
            pieces.append(cast("str", self.heard.pop()))
        if not self.heard:
            refuse("broken-sheet", self.sheet, found="f")
        self._listen_closely(cast("Mapping[str, str]", self.heard.pop()), joined(pieces).strip() or None)
        self.close.formula_attributes = attributes

    def _enter(self) -> None:
        """Count how deep the elements lie that say nothing to us."""
        self.depth += 1
        self.parser.EndElementHandler = self._leave
        if self.depth > limits.DEPTH:
            refuse("too-deep", self.sheet, found=self.sheet, expected=str(limits.DEPTH))

    def _leave(self, name: str) -> None:
        if name not in _FRAME and name != "row":
            self.depth -= 1
        if not self.depth:
            self.parser.EndElementHandler = None

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        try:
            row = int(number) if number else self.row + 1
        except ValueError:
            refuse("broken-sheet", self.sheet, found=f'row r="{number}"')
        if not 1 <= row <= limits.ROWS:
            refuse("broken-sheet", self.sheet, found=f'row r="{number}"')
        self._set_row(row)
        if attributes.get("hidden") in _TRUE or attributes.get("ht") in _ZERO:
            self.hidden_rows.add(self.row)

    def _hide_columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") in _ZERO:
            try:
                first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            except ValueError:
                refuse("broken-sheet", self.sheet, found="col")
            # Ranges that lie in one another would each be walked over again.
            self.hidden_ranges.add((max(first, 1), min(last, limits.COLUMNS)))
            if len(self.hidden_ranges) > limits.COLUMNS:
                refuse("broken-sheet", self.sheet, found=f"col: > {limits.COLUMNS}")

    def hidden_columns(self) -> frozenset[int]:
        """Return the columns that nobody sees; ranges in order are walked over once, however they overlap."""
        hidden: list[int] = []
        reached = 0
        for first, last in sorted(self.hidden_ranges):
            hidden.extend(range(max(first, reached + 1), last + 1))
            reached = max(reached, last)
        return frozenset(hidden)

    def _column(self, reference: str | None) -> int:
        """Return the column of a cell, which may be in another row than the row says or tell no place at all."""
        if reference is None:
            return self.column + 1
        known = self.columns.get(reference[: self.cut], 0)
        if known and reference[self.cut :] == self.row_text:
            return known
        position = cell_position(reference.upper())
        if position is None or position[0] > limits.ROWS or position[1] > limits.COLUMNS:
            refuse("broken-sheet", self.sheet, found=f'c r="{reference[:40]}"')
        if position[0] != self.row:
            self._set_row(position[0])
        self.columns[reference.rstrip(_DIGITS)] = position[1]
        return position[1]

    def _set_row(self, row: int) -> None:
        self._end_row()
        self.is_ordered = self.is_ordered and row > self.row
        self.row, self.column = row, 0
        self.row_text = str(row)
        self.cut = -len(self.row_text)

    def _end_row(self) -> None:
        if self.cells:
            self.pieces.append((self.row, self.cells))
            self.count += len(self.cells)
            self.cells = []
            if self.count > self.context.allowance.cells:
                refuse("too-many-cells", self.sheet, expected=f"{limits.CELLS:,}")

    def rows(self) -> dict[int, list[StoredCell]]:
        """Return the rows in order; cells that are stored twice are damaged, for nobody can know which one counts."""
        self.take_cells()
        self._end_row()
        if self.is_ordered:
            return dict(self.pieces)
        rows, duplicates = in_order(self.pieces)
        self.faults.update(dict.fromkeys(duplicates, "duplicate-cell"))
        return rows

    def _formula(self, position: Position, text: str) -> str | SharedFormula:
        attributes = self.close.formula_attributes
        kind = attributes.get("t")
        check_length(text, self.sheet, cell_name(*position))
        if kind == "dataTable":
            return TABLE_FORMULA
        if kind != "shared":
            return text
        index = attributes.get("si", "")
        if text:
            self.masters[index] = SharedFormula(*position, text)
        master = self.masters.get(index)
        if master is None:
            return text or "#REF!"
        self.spelled += len(master.text)
        if self.spelled <= limits.SPELLED_OUT:
            return master
        # One text for all of them: a cell with its own would take as much memory as its formula is long.
        return self.unspelled.setdefault(index, master.text + NOT_SPELLED_OUT)


def read_sheet(
    package: Package, part: str, name: str, state: SheetState, context: SheetContext
) -> tuple[RawSheet, tuple[Finding, ...]]:
    """Read a sheet part; the findings name cells that are stored twice or in a way nobody can read."""
    reader = read_part(package, part, _NAMES, lambda: _SheetReader(context, name))
    rows = reader.rows()
    box = check_box(name, rows)
    spend(name, rows, context.allowance)
    cells = SheetCells(
        context.file,
        name,
        rows,
        frozenset(reader.hidden_rows),
        reader.hidden_columns(),
        covered_cells(name, reader.merges, rows, box),
        reader.marks,
    )
    faults = tuple(
        finding(f"intake.{rule}", Place.cell(context.file, name, *position))
        for position, rule in sorted(reader.faults.items())
    )
    return RawSheet(name, state, cells, tuple(reader.merges)), faults
