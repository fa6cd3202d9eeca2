"""One sheet part as cells: the stored text, kind, format and formula of each cell that holds something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.allowance import Allowance
from reporter.intake.allowance import check_box
from reporter.intake.allowance import spend
from reporter.intake.cells import DAMAGED
from reporter.intake.cells import SharedFormula
from reporter.intake.cells import SheetCells
from reporter.intake.formats import GENERAL
from reporter.intake.merges import covered_cells
from reporter.intake.merges import merged_range
from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawSheet
from reporter.intake.records import SheetState
from reporter.intake.refusal import refuse
from reporter.intake.texts import check_length
from reporter.intake.texts import plain_text
from reporter.places import Place
from reporter.places import cell_name
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.parsers import expat

    from reporter.findings import Finding
    from reporter.intake.cells import Position
    from reporter.intake.cells import Stored
    from reporter.intake.ooxml.package import Package

TABLE_FORMULA = "TABLE()"
"""What stands for a data table's formula, which files do not write out."""

_FRAME = frozenset({"worksheet", "sheetData", "cols", "col", "mergeCells", "mergeCell"})
"""What surrounds cells and says something about them."""

_NAMES = short_names(SPREADSHEET, ("c", "v", "f", "is", "t", "rPh", "row", *_FRAME))
_OWN_TEXT = frozenset({"str", "inlineStr"})
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+Z?)?|[0-9]{2}:[0-9]{2}(?::[0-9.]+)?Z?")
_RARE = {
    "n": (_NUMBER, CellKind.NUMBER),
    "b": (re.compile("[01]|true|false"), CellKind.BOOLEAN),
    "e": (re.compile("#.+"), CellKind.ERROR),
    "d": (_ISO_DATE, CellKind.DATE),
}
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
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
    shared: Mapping[str | None, str] = field(default_factory=dict)
    """Shared texts by their number as cells write it."""
    formats: Mapping[str | None, str] = field(default_factory=dict)
    allowance: Allowance = field(default_factory=Allowance)


class _SheetReader(PartReader):
    """Listens to a sheet, written for speed: `start` and `_end_cell` run for every cell.

    A number or a shared text has no blanks of its own, so it is taken when the next element begins, and nobody listens
    to the end of elements. Only a cell with a text or a formula of its own is listened to closely.
    """

    __slots__ = (
        "attributes",
        "cells",
        "column",
        "columns",
        "context",
        "cut",
        "depth",
        "faults",
        "formats",
        "formula",
        "formula_attributes",
        "hidden_columns",
        "hidden_rows",
        "is_close",
        "is_ordered",
        "is_phonetic",
        "kind",
        "masters",
        "merges",
        "parser",
        "row",
        "row_text",
        "runs",
        "shared",
        "sheet",
        "texts",
        "value",
    )

    def __init__(self, context: SheetContext, sheet: str) -> None:
        self.context = context
        self.sheet = sheet
        self.cells: dict[Position, Stored] = {}
        self.faults: dict[Position, str] = {}
        self.merges: list[CellRange] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.masters: dict[str, SharedFormula] = {}
        self.columns: dict[str, int] = {}
        self.shared, self.formats = context.shared, context.formats
        self.row, self.column, self.row_text, self.cut = 0, 0, "0", -1
        self.texts: list[str] = []
        self.runs: list[str] = []
        self.value: str | None = None
        self.formula: str | None = None
        self.attributes: Mapping[str, str] | None = None
        self.formula_attributes: Mapping[str, str] = {}
        self.kind = "n"
        self.depth = 0
        self.is_phonetic = self.is_close = False
        self.is_ordered = True

    def listen(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.texts.append

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            texts = self.texts
            value = texts.pop() if texts else ""
            if texts:
                value = self._joined(value)
            if self.attributes is not None:
                self._end_cell(self.attributes, value)
            self.attributes = attributes
            self.kind = kind = attributes.get("t", "n")
            if kind in _OWN_TEXT:
                self._listen_closely()
        elif name != "v" or self.is_close:
            self._start_rare(name, attributes)

    def finish(self) -> None:
        """Take the last cell."""
        if self.attributes is not None:
            self._end_cell(self.attributes, "".join(self.texts))
        self.attributes = None
        self.texts.clear()

    def _joined(self, last: str) -> str:
        """Put together a text that came in pieces, as a long one does."""
        text = "".join(self.texts) + last
        self.texts.clear()
        return text

    def _listen_closely(self) -> None:
        self.is_close = True
        self.parser.EndElementHandler = self.end

    def _start_rare(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "f":
            self._listen_closely()
            self.formula_attributes = attributes
        if self.is_close:
            self.texts.clear()
            self.is_phonetic = self.is_phonetic or name == "rPh"
            return
        self.finish()
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

    def end(self, name: str) -> None:
        if name == "v":
            self.value = "".join(self.texts)
        elif name == "f":
            self.formula = "".join(self.texts)
        elif name == "t" and not self.is_phonetic:
            self.runs.extend(self.texts)
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "is":
            self.value = "".join(self.runs)
        elif name == "c":
            self._end_close_cell()

    def _end_close_cell(self) -> None:
        if self.attributes is not None:
            self._end_cell(self.attributes, self.value)
        self.attributes = self.value = self.formula = None
        self.texts.clear()
        self.runs.clear()
        self.is_close = self.is_phonetic = False
        self.parser.EndElementHandler = self._leave if self.depth else None

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        try:
            row = int(number) if number else self.row + 1
        except ValueError:
            refuse("broken-sheet", self.sheet, found=f'row r="{number}"')
        if not 1 <= row <= limits.ROWS:
            refuse("broken-sheet", self.sheet, found=f'row r="{number}"')
        self._set_row(row)
        if len(self.cells) > self.context.allowance.cells:
            refuse("too-many-cells", self.sheet, expected=f"{limits.CELLS:,}")
        if attributes.get("hidden") in _TRUE or attributes.get("ht") in _ZERO:
            self.hidden_rows.add(self.row)

    def _hide_columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") in _ZERO:
            try:
                first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            except ValueError:
                refuse("broken-sheet", self.sheet, found="col")
            self.hidden_columns.update(range(max(first, 1), min(last, limits.COLUMNS) + 1))

    def _end_cell(self, attributes: Mapping[str, str], value: str | None) -> None:
        reference = attributes.get("r")
        if reference is None:
            column = self.column + 1
        else:
            column = self.columns.get(reference[: self.cut], 0)
            if not column or reference[self.cut :] != self.row_text:
                column = self._learn_column(reference)
        if column <= self.column:
            self.is_ordered = False
        self.column = column
        if not value and self.formula is None:
            return
        kind = self.kind
        if kind == "n" and value and (value.isdecimal() or value.replace(".", "", 1).isdecimal()):
            result, text = _NUMBER_KIND, value
        else:
            shared = self.shared.get(value) if kind == "s" else None
            result, text = self._rare((self.row, column), kind, value) if shared is None else (_TEXT_KIND, shared)
        formula = "" if self.formula is None else self._formula((self.row, column), self.formula)
        if text or formula:
            stored = (result, text, self.formats.get(attributes.get("s"), GENERAL), formula)
            if self.cells.setdefault((self.row, column), stored) is not stored:
                self.faults[self.row, column] = "duplicate-cell"

    def _learn_column(self, reference: str) -> int:
        """Take in a column that is new, or a cell that is in another row than the row says."""
        position = cell_position(reference.upper())
        if position is None or position[0] > limits.ROWS or position[1] > limits.COLUMNS:
            refuse("broken-sheet", self.sheet, found=f'c r="{reference[:40]}"')
        if position[0] != self.row:
            self._set_row(position[0])
        self.columns[reference.rstrip(_DIGITS)] = position[1]
        return position[1]

    def _set_row(self, row: int) -> None:
        self.is_ordered = self.is_ordered and row > self.row
        self.row, self.column = row, 0
        self.row_text = str(row)
        self.cut = -len(self.row_text)

    def _formula(self, position: Position, text: str) -> str | SharedFormula:
        attributes = self.formula_attributes
        kind = attributes.get("t")
        check_length(text, self.sheet, cell_name(*position))
        if kind == "dataTable":
            return TABLE_FORMULA
        if kind != "shared":
            return text
        index = attributes.get("si", "")
        if text:
            self.masters[index] = SharedFormula(*position, text)
        return self.masters.get(index, text or "#REF!")

    def _rare(self, position: Position, kind: str, value: str | None) -> tuple[CellKind, str]:
        """Read what is neither a plain number nor a shared text; what cannot be read at all is an error cell."""
        if kind in _OWN_TEXT and value is not None:
            return CellKind.TEXT, plain_text(value)
        stripped = (value or "").strip()
        if not stripped:
            return (CellKind.NO_RESULT, "") if self.formula is not None else (CellKind.TEXT, "")
        if kind == "s" and stripped in self.shared:
            return CellKind.TEXT, self.shared[stripped]
        pattern, result = _RARE.get(kind, (None, CellKind.ERROR))
        if pattern is not None and pattern.fullmatch(stripped):
            return result, _BOOLEANS[stripped] if result is CellKind.BOOLEAN else stripped
        self.faults[position] = "broken-cell"
        return CellKind.ERROR, DAMAGED


def read_sheet(
    package: Package, part: str, name: str, state: SheetState, context: SheetContext
) -> tuple[RawSheet, tuple[Finding, ...]]:
    """Read a sheet part; the findings name cells that are stored twice or in a way nobody can read."""
    reader = read_part(package, part, _NAMES, lambda: _SheetReader(context, name))
    reader.finish()
    stored = reader.cells if reader.is_ordered else dict(sorted(reader.cells.items()))
    box = check_box(name, stored)
    spend(name, stored, context.allowance)
    for position in reader.faults:
        stored[position] = (CellKind.ERROR, DAMAGED, GENERAL, "")
    cells = SheetCells(
        context.file,
        name,
        stored,
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        covered_cells(name, reader.merges, stored, box),
    )
    faults = tuple(
        finding(f"intake.{rule}", Place.cell(context.file, name, *position))
        for position, rule in sorted(reader.faults.items())
    )
    return RawSheet(name, state, cells, tuple(reader.merges)), faults
