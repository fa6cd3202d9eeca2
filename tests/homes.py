"""Whole homes in a temporary folder: a plan typed as text tables, blanks issued by the program and filled in."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl

from reporter.cli import main
from reporter.intake.records import CellKind
from tests.workbooks import raw_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

AS_OF = "2023-07-20"
Typed = str | int | float | None
Entries = dict[tuple[str, str], Typed]
"""What is typed into a sheet, by row key (指标编号, 任务编号 or 序号) and header word."""


@dataclass(frozen=True, slots=True)
class TestHome:
    """A home that tests drive as its users do: by files and by the command line."""

    __test__ = False
    root: Path
    period: str = "2023H1"

    @classmethod
    def with_plan(cls, root: Path, tables: Mapping[str, str], period: str = "2023H1") -> TestHome:
        """Make a home whose plan has these sheets."""
        home = cls(root, period)
        (root / "inputs" / period).mkdir(parents=True)
        write_tables(root / "inputs" / "plan-2023.xlsx", tables)
        return home

    def run(self, *arguments: str) -> int:
        """Run a command in this home and return its exit code."""
        return main(["--home", str(self.root), *arguments])

    def report(self, *options: str, as_of: str = AS_OF) -> int:
        """Run the main job as of a fixed day."""
        return self.run("report", self.period, "--as-of", as_of, "--quiet", *options)

    def issue(self) -> None:
        """Issue the blanks of the period."""
        assert self.run("issue", self.period) == 0

    def submit(
        self, department: str, entries: Mapping[str, Entries], *, filled_on: str = "2023-07-05", name: str = ""
    ) -> Path:
        """Fill the issued blank of a department and drop it; `entries` are by sheet."""
        path = self.root / "inputs" / self.period / (name or f"{department}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        blank = self.root / "templates" / "blanks" / self.period / f"{department}.xlsx"
        path.write_bytes(filled(blank.read_bytes(), entries, filled_on=filled_on))
        return path

    def output(self, name: str) -> bytes:
        """Return an output of the period."""
        return (self.root / "outputs" / self.period / name).read_bytes()

    def outputs(self, suffix: str) -> tuple[Path, ...]:
        """Return the outputs at the top of the period's folder that end so."""
        return tuple(sorted((self.root / "outputs" / self.period).glob(f"*{suffix}")))

    def figures(self) -> dict[str, dict[str, str]]:
        """Return the rows of figures.csv by indicator."""
        rows = csv.DictReader(io.StringIO(self.output("figures.csv").decode("utf-8-sig")))
        return {row["indicator"]: row for row in rows}

    def findings(self) -> list[dict[str, str]]:
        """Return the lines of findings.jsonl."""
        return [json.loads(line) for line in self.output("findings.jsonl").decode("utf-8").splitlines()]

    def rules_at(self, place: str) -> set[str]:
        """Return the rules found at a place."""
        return {item["rule"] for item in self.findings() if item["place"] == place}


def filled(blank: bytes, entries: Mapping[str, Entries], *, filled_on: str = "2023-07-05") -> bytes:
    """Type into a blank; rows are found by their key, columns by their header word, as a person finds them."""
    workbook = openpyxl.load_workbook(io.BytesIO(typed_into(blank, entries)))
    for name, value in (("填报人", "综合科"), ("审核人", "办公室"), ("填报日期", filled_on), ("联系电话", "0000001")):
        sheet, _, cell = workbook.defined_names[name].attr_text.replace("'", "").partition("!")
        workbook[sheet][cell.replace("$", "")].value = value
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def typed_into(workbook: bytes, entries: Mapping[str, Entries]) -> bytes:
    """Type into any workbook of ours; rows are found by the key in their first column, columns by their header word."""
    opened = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet, cells in entries.items():
        for (key, word), value in cells.items():
            row, column = _find(opened[sheet], key, word)
            opened[sheet].cell(row, column).value = value
    target = io.BytesIO()
    opened.save(target)
    return target.getvalue()


def _find(sheet: Worksheet, key: str, word: str) -> tuple[int, int]:
    header = next(row for row in sheet.iter_rows() if word in _words(row))
    column = _words(header).index(word) + 1
    rows = (cell.row for cell in sheet["A"] if str(cell.value) == key)
    return next(row for row in rows if row is not None), column


def _words(row: Iterable[object]) -> list[str]:
    return ["".join(str(getattr(cell, "value", "") or "").split()) for cell in row]


def write_tables(path: Path, tables: Mapping[str, str]) -> None:
    """Write text tables as a real workbook."""
    raw = raw_workbook(path.name, tables)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in raw.sheets:
        page = workbook.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            target = page.cell(row, column)
            is_number = cell.kind in {CellKind.NUMBER, CellKind.DATE}
            target.value = float(cell.text) if is_number else f"={cell.formula}" if cell.formula else cell.text
            target.number_format = cell.format
            if not is_number and not cell.formula:
                target.data_type = "s"
    workbook.save(path)
    workbook.close()
