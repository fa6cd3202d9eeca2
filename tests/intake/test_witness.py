"""The witness: a cell on which openpyxl differs is a finding with both values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reporter.findings import Severity
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.intake.witness import compare
from reporter.intake.workbooks import read_workbook_bytes
from reporter.places import Place
from reporter.places import cell_name
from tests.intake.cases import busy
from tests.intake.cases import old_workbook
from tests.intake.packages import MAIN
from tests.intake.packages import package
from tests.intake.packages import sheet_xlsx
from tests.intake.packages import workbook
from tests.intake.packages import workbook_parts
from tests.intake.packages import worksheet

if TYPE_CHECKING:
    from reporter.intake.records import RawWorkbook

DATA = sheet_xlsx({"表1": "甲 | 12 | =A1+1 => 5 | TRUE | 2023-07-10 | #N/A"})


def received(data: bytes = DATA) -> RawWorkbook:
    book, _ = read_workbook_bytes(data, "甲.xlsx")
    assert book is not None
    return book


def altered(position: tuple[int, int], kind: CellKind, text: str, formula: str = "") -> RawWorkbook:
    """Return the evidence as a reader with an error in one cell would have it."""
    book = received()
    sheet = book.sheets[0]
    wrong = RawCell(Place.cell("甲.xlsx", "表1", *position), *position, kind, text, "General", formula)
    return replace(book, sheets=(replace(sheet, cells={**sheet.cells, position: wrong}),))


def test_two_readers_that_agree_say_nothing() -> None:
    assert compare(received(), DATA) == ()


@pytest.mark.parametrize(
    ("position", "kind", "found", "expected"),
    [
        ((1, 1), CellKind.TEXT, "乙", "甲"),
        ((1, 1), CellKind.NUMBER, "1", "甲"),
        ((1, 2), CellKind.NUMBER, "13", "12"),
        ((1, 2), CellKind.TEXT, "12", "12"),
        ((1, 4), CellKind.BOOLEAN, "FALSE", "True"),
        ((1, 5), CellKind.NUMBER, "45117", "2023-07-10 00:00:00"),
        ((1, 6), CellKind.ERROR, "#REF!", "#N/A"),
        ((9, 1), CellKind.TEXT, "多", "（空）"),
    ],
)
def test_a_difference_is_shown_with_both_values(
    position: tuple[int, int], kind: CellKind, found: str, expected: str
) -> None:
    (difference,) = compare(altered(position, kind, found), DATA)
    assert (difference.rule, difference.severity) == ("intake.witness-differs", Severity.WARNING)
    assert (difference.place.address, difference.found, difference.expected) == (cell_name(*position), found, expected)


def test_a_formula_that_differs_is_shown() -> None:
    (difference,) = compare(altered((1, 3), CellKind.NUMBER, "5", "A1+2"), DATA)
    assert (difference.found, difference.expected) == ("=A1+2", "=A1+1")


def test_a_result_that_only_one_sees_is_shown() -> None:
    (difference,) = compare(altered((1, 3), CellKind.NO_RESULT, "", "A1+1"), DATA)
    assert (difference.found, difference.expected) == ("（空）", "5")


def test_a_cell_that_only_openpyxl_sees_is_shown() -> None:
    book = received()
    empty = replace(book, sheets=(replace(book.sheets[0], cells={}),))
    assert {item.place.address for item in compare(empty, DATA)} == {f"{letter}1" for letter in "ABCDEF"}


def test_sheets_that_differ_are_shown() -> None:
    book = received()
    (difference,) = compare(replace(book, sheets=()), DATA)
    assert (difference.found, difference.expected) == ("（空）", "表1")


def test_what_lies_under_a_merge_or_is_damaged_is_not_compared() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>99</v></c><c r="D1"><v>1</v></c><c r="D1"><v>2</v></c></row>'
    data = workbook({"表1": worksheet(rows, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')})
    assert compare(received(data), data) == ()


def test_dates_of_both_epochs_and_both_kinds_agree() -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"><v>45117.25</v></c><c r="B1" t="d"><v>2023-07-10</v></c>'
        '<c r="C1" s="2"><v>1.5</v></c><c r="D1" s="1"><v>60</v></c></row>'
    )
    parts = workbook_parts({"表1": worksheet(rows)}, formats=["yyyy-mm-dd hh:mm", "[h]:mm"])
    assert compare(received(package(parts)), package(parts)) == ()
    text = str(parts["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    data = package(parts | {"xl/workbook.xml": text})
    assert compare(received(data), data) == ()


def test_a_date_that_openpyxl_only_sees_as_a_number_agrees() -> None:
    parts = workbook_parts({"表1": worksheet('<row><c s="1"><v>45117</v></c></row>')}, formats=["0"])
    parts["xl/styles.xml"] = str(parts["xl/styles.xml"]).replace('<xf numFmtId="164"', '<xf numFmtId="31"')
    book = received(package(parts))
    assert book.sheets[0].cells[1, 1].kind is CellKind.DATE
    assert compare(book, package(parts)) == ()


def test_a_serial_number_beyond_all_dates_is_shown() -> None:
    data = workbook({"表1": worksheet('<row><c s="1"><v>99999999</v></c></row>')}, formats=["yyyy-mm-dd"])
    (difference,) = compare(received(data), data)
    assert (difference.found, difference.expected) == ("99999999", "#VALUE!")


def test_chart_sheets_have_no_cells_to_compare() -> None:
    chart = f'<chartsheet xmlns="{MAIN}"/>'
    parts = workbook_parts({"表1": worksheet("<row><c><v>1</v></c></row>"), "图": chart})
    for name, word in {"[Content_Types].xml": "worksheet+xml", "xl/_rels/workbook.xml.rels": "/worksheet"}.items():
        before, _, after = str(parts[name]).rpartition(f'{word}"')
        parts[name] = f'{before}{word.replace("worksheet", "chartsheet")}"{after}'
    data = package(parts)
    book = received(data)
    assert [len(sheet.cells) for sheet in book.sheets] == [1, 0]
    assert [item.rule for item in compare(book, data)] == [
        "intake.witness-failed"
    ]  # openpyxl wants it to hold a drawing


def test_the_witness_has_nothing_to_say_about_other_files() -> None:
    assert compare(received(), old_workbook()) == ()
    assert compare(received(), b"PK\x03\x04") == ()


def test_a_file_that_openpyxl_cannot_open_is_a_note() -> None:
    parts = workbook_parts({"表1": worksheet("<row><c><v>1</v></c></row>")})
    parts["xl/styles.xml"] = str(parts["xl/styles.xml"]).replace("</fills>", "<fill/></fills>")
    data = package(parts)
    (remark,) = compare(received(data), data)
    assert (remark.rule, remark.severity) == ("intake.witness-failed", Severity.NOTE)


def test_something_of_everything_agrees() -> None:
    assert compare(received(busy()), busy()) == ()
