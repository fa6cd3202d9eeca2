"""One sheet part as cells: the stored text, kind, format and formula of each cell that holds something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.cells import SharedFormula
from reporter.intake.cells import SheetCells
from reporter.intake.formats import GENERAL
from reporter.intake.markup import SPREADSHEET
from reporter.intake.markup import read_part
from reporter.intake.markup import short_names
from reporter.intake.merges import covered_cells
from reporter.intake.merges import merged_range
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawSheet
from reporter.intake.records import SheetState
from reporter.intake.refusal import refuse
from reporter.intake.texts import plain_text
from reporter.places import Place
from reporter.places import cell_name
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.cells import Position
    from reporter.intake.cells import Stored
    from reporter.intake.package import Package

DAMAGED = "#损坏"
"""The text of a cell that is stored in a way nobody can read; its kind is ERROR, so that it never counts."""
TABLE_FORMULA = "TABLE()"
"""What stands for a data table's formula, which files do not write out."""

_NAMES = short_names(
    SPREADSHEET, ("c", "v", "f", "is", "t", "rPh", "row", "col", "mergeCell", "legacyDrawing", "drawing")
)
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


@dataclass(slots=True)
class SheetContext:
    """What a sheet needs of its workbook: its file, shared texts, formats by style, and how much may still come."""

    file: str
    shared: Sequence[str] = ()
    formats: Mapping[str | None, str] = field(default_factory=dict)
    cells_left: int = limits.CELLS
    text_left: int = limits.TEXT_TOTAL


class _SheetReader:
    """Listens to a sheet. `start` and `end` run five times a cell: they are written for speed."""

    __slots__ = (
        "attributes",
        "cells",
        "column",
        "columns",
        "context",
        "faults",
        "formula",
        "formula_attributes",
        "hidden_columns",
        "hidden_rows",
        "is_phonetic",
        "masters",
        "merges",
        "row",
        "row_text",
        "runs",
        "sheet",
        "text",
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
        self.row, self.column, self.row_text = 0, 0, ""
        self.texts: list[str] = []
        self.text = self.texts.append
        self.runs: list[str] = []
        self.value: str | None = None
        self.formula: str | None = None
        self.attributes: Mapping[str, str] = {}
        self.formula_attributes: Mapping[str, str] = {}
        self.is_phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self.attributes = attributes
        elif name == "v" or name == "t":  # noqa: PLR1714 - two comparisons of identical texts are the fastest
            self.texts.clear()
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self.texts.clear()
            self.formula_attributes = attributes
        elif name == "rPh":
            self.is_phonetic = True
        elif name == "mergeCell":
            self.merges.append(merged_range(self.sheet, attributes.get("ref", "")))
            if len(self.merges) > limits.MERGES:
                refuse("too-many-merges", self.sheet, expected=str(limits.MERGES))
        elif name == "col":
            self._hide_columns(attributes)

    def end(self, name: str) -> None:
        if name == "v":
            texts = self.texts
            self.value = texts[0] if len(texts) == 1 else "".join(texts)
        elif name == "c":
            self._end_cell()
        elif name == "f":
            self.formula = "".join(self.texts)
        elif name == "t":
            if not self.is_phonetic:
                self.runs.extend(self.texts)
        elif name == "is":
            self.value = "".join(self.runs)
            self.runs.clear()
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "row" and len(self.cells) > self.context.cells_left:
            refuse("too-many-cells", self.sheet, expected=f"{limits.CELLS:,}")

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        try:
            self.row = int(number) if number else self.row + 1
        except ValueError:
            refuse("broken-sheet", self.sheet, found=f'row r="{number}"')
        if not 1 <= self.row <= limits.ROWS:
            refuse("broken-sheet", self.sheet, found=f'row r="{number}"')
        self.row_text = str(self.row)
        self.column = 0
        if attributes.get("hidden") in _TRUE or attributes.get("ht") in _ZERO:
            self.hidden_rows.add(self.row)

    def _hide_columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") in _ZERO:
            try:
                first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            except ValueError:
                refuse("broken-sheet", self.sheet, found="col")
            self.hidden_columns.update(range(max(first, 1), min(last, limits.COLUMNS) + 1))

    def _end_cell(self) -> None:
        attributes = self.attributes
        reference = attributes.get("r")
        if reference is None:
            column = self.column + 1
        else:
            letters = reference.rstrip(_DIGITS)
            if reference[len(letters) :] != self.row_text or letters not in self.columns:
                self._learn_column(reference, letters)
            column = self.columns[letters]
        self.column = column
        value = self.value
        if value is None and self.formula is None:
            return
        position = (self.row, column)
        formula = "" if self.formula is None else self._formula(position, self.formula)
        kind = attributes.get("t", "n")
        if kind == "s" and value is not None and value.isdecimal() and int(value) < len(self.context.shared):
            stored = (CellKind.TEXT, self.context.shared[int(value)])
        elif kind == "n" and value is not None and _NUMBER.fullmatch(value):
            stored = (CellKind.NUMBER, value)
        else:
            stored = self._rare(position, kind, value)
        self.value = self.formula = None
        if position in self.cells:
            self.faults[position] = "duplicate-cell"
        elif stored[1] or formula:
            self.cells[position] = (*stored, self.context.formats.get(attributes.get("s"), GENERAL), formula)

    def _learn_column(self, reference: str, letters: str) -> None:
        position = cell_position(reference.upper())
        if position is None or position[0] > limits.ROWS or position[1] > limits.COLUMNS:
            refuse("broken-sheet", self.sheet, found=f'c r="{reference[:40]}"')
        self.row, self.columns[letters] = position
        self.row_text = str(self.row)

    def _formula(self, position: Position, text: str) -> str | SharedFormula:
        attributes = self.formula_attributes
        kind = attributes.get("t")
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
        if kind in {"str", "inlineStr"} and value is not None:
            return CellKind.TEXT, plain_text(value)
        stripped = (value or "").strip()
        if not stripped:
            return (CellKind.NO_RESULT, "") if self.formula is not None else (CellKind.TEXT, "")
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
    stored = reader.cells
    box = check_box(name, stored)
    spend(name, stored, context)
    for position in reader.faults:
        stored[position] = (CellKind.ERROR, DAMAGED, GENERAL, "")
    cells = SheetCells(
        context.file,
        name,
        dict(sorted(stored.items())) if not _is_sorted(stored) else stored,
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        covered_cells(name, reader.merges, stored, box),
    )
    faults = tuple(
        finding(f"intake.{rule}", Place.cell(context.file, name, *position))
        for position, rule in sorted(reader.faults.items())
    )
    return RawSheet(name, state, cells, tuple(reader.merges)), faults


def check_box(sheet: str, stored: Mapping[Position, Stored]) -> CellRange:
    """Return the rectangle around the cells, refusing one so large that a cell in it must be a slip."""
    if not stored:
        return CellRange(1, 1, 0, 0)
    rows = {row for row, _ in stored}
    columns = {column for _, column in stored}
    box = CellRange(min(rows), min(columns), max(rows), max(columns))
    if (box.bottom - box.top + 1) * (box.right - box.left + 1) > limits.BOX_CELLS:
        far = max(stored)
        refuse("far-cell", sheet, cell_name(*far), row=far[0], column=cell_name(1, box.right)[:-1])
    return box


def spend(sheet: str, stored: Mapping[Position, Stored], context: SheetContext) -> None:
    """Count the sheet's cells and characters against what the workbook may hold."""
    context.cells_left -= len(stored)
    context.text_left -= sum(len(text) for _, text, _, _ in stored.values())
    if context.cells_left < 0:
        refuse("too-many-cells", sheet, expected=f"{limits.CELLS:,}")
    if context.text_left < 0:
        refuse("too-much-text", sheet, expected=f"{limits.TEXT_TOTAL:,}")


def _is_sorted(stored: Mapping[Position, Stored]) -> bool:
    positions = iter(stored)
    next(positions, None)
    return all(first <= second for first, second in zip(stored, positions, strict=False))
