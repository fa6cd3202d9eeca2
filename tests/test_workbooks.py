"""The text tables that tests type are stored as Excel would store them."""

from __future__ import annotations

import pytest

from reporter.intake.records import CellKind
from reporter.intake.records import SheetState
from tests.workbooks import raw_workbook


@pytest.mark.parametrize(
    ("typed", "kind", "text", "number_format", "formula"),
    [
        ("1178", CellKind.NUMBER, "1178", "General", ""),
        ("-0.5", CellKind.NUMBER, "-0.5", "General", ""),
        ("1,178", CellKind.NUMBER, "1178", "#,##0", ""),
        ("54.8%", CellKind.NUMBER, "0.548", "0.00%", ""),
        ('"1178"', CellKind.TEXT, "1178", "General", ""),
        ("1178个", CellKind.TEXT, "1178个", "General", ""),
        ("甲\\|乙\\n丙", CellKind.TEXT, "甲|乙\n丙", "General", ""),
        ("2023-07-10", CellKind.DATE, "45117", "yyyy-mm-dd", ""),
        ("TRUE", CellKind.BOOLEAN, "TRUE", "General", ""),
        ("#DIV/0!", CellKind.ERROR, "#DIV/0!", "General", ""),
        ("=A1+1", CellKind.NO_RESULT, "", "General", "A1+1"),
        ("=A1+1 => 12", CellKind.NUMBER, "12", "General", "A1+1"),
        ("=", CellKind.TEXT, "=", "General", ""),
    ],
)
def test_a_cell_is_stored_as_it_is_typed(
    typed: str, kind: CellKind, text: str, number_format: str, formula: str
) -> None:
    sheet = raw_workbook("甲.xlsx", {"表": f"表头\n{typed}"}).sheet("表")
    assert sheet is not None
    cell = sheet.cells[2, 1]
    assert (cell.kind, cell.text, cell.format, cell.formula) == (kind, text, number_format, formula)
    assert str(cell.place) == "甲.xlsx!表!A2"


def test_empty_cells_do_not_exist_and_empty_rows_count() -> None:
    sheet = raw_workbook("甲.xlsx", {"表": "\n  甲 | | 乙\n\n | 丙\n"}).sheet("表")
    assert sheet is not None
    assert sorted(sheet.cells) == [(1, 1), (1, 3), (3, 2)]


def test_merged_and_hidden_sheets() -> None:
    workbook = raw_workbook("甲.xlsx", {"表": "甲|乙\n丙|丁"}, merges={"表": ["A1:A2"]}, hidden_sheets=["表"])
    sheet = workbook.sheets[0]
    assert sheet.state is SheetState.HIDDEN
    assert [position for position, cell in sheet.cells.items() if cell.is_covered] == [(2, 1)]


def test_the_digest_follows_the_content() -> None:
    one, other = (raw_workbook("甲.xlsx", {"表": text}).sha256 for text in ("1", "2"))
    assert one != other
