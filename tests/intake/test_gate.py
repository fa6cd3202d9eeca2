"""The gate: limits that are counted, not believed, and what the two other readers make of their files."""

from __future__ import annotations

import datetime as dt
import os
import struct
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from reporter.intake import limits
from reporter.intake.optional import read_optional
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import SheetState
from reporter.intake.witness import compare
from reporter.intake.workbooks import read_workbook
from reporter.intake.workbooks import read_workbook_bytes
from tests.intake import biff
from tests.intake.cases import CELL
from tests.intake.cases import READ
from tests.intake.cases import old_workbook
from tests.intake.cases import one_sheet
from tests.intake.cases import sound
from tests.intake.packages import grid
from tests.intake.packages import workbook
from tests.intake.packages import worksheet

if TYPE_CHECKING:
    from pathlib import Path

ODS = next(case for case in READ if case.name == "ods").make()


def rules(data: bytes, file: str = "甲.xlsx") -> list[str]:
    return [item.rule for item in read_workbook_bytes(data, file)[1]]


@pytest.mark.parametrize(
    ("limit", "value", "rule"),
    [
        ("FILE_BYTES", 1000, "intake.file-too-big"),
        ("PART_BYTES", 1000, "intake.inflated-too-big"),
        ("TOTAL_BYTES", 3000, "intake.inflated-too-big"),
        ("CELLS", 20, "intake.too-many-cells"),
        ("BOX_CELLS", 50, "intake.far-cell"),
        ("TEXT_TOTAL", 50, "intake.too-much-text"),
    ],
)
def test_limits_are_counted(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, rule: str) -> None:
    data = one_sheet(grid(10, 10))
    assert rules(data) == []
    monkeypatch.setattr(limits, limit, value)
    assert rules(data) == [rule]


def test_cells_are_counted_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook({"表1": worksheet(grid(5, 5)), "表2": worksheet(grid(1, 6))})
    monkeypatch.setattr(limits, "CELLS", 30)
    assert rules(data) == ["intake.too-many-cells"]


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.xlsx").write_bytes(sound())
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    workbook, found = read_workbook(tmp_path / "甲.xlsx", "甲.xlsx")
    assert workbook is None
    assert [item.rule for item in found] == ["intake.file-too-big"]


def test_large_parts_are_inflated_again_and_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = one_sheet(grid(50, 10))
    before = read_workbook_bytes(data, "甲.xlsx")
    monkeypatch.setattr("reporter.intake.ooxml.package._KEPT", 500)
    monkeypatch.setattr("reporter.intake.ooxml.package._CHUNK", 300)
    assert read_workbook_bytes(data, "甲.xlsx") == before


def test_far_cells_are_named_by_the_direction_they_went() -> None:
    for place, row, column in (("A1048576", "1048576", "A"), ("XFD400", "400", "XFD")):
        _, (found,) = read_workbook_bytes(one_sheet(grid(1, 10) + f'<row><c r="{place}"><v>1</v></c></row>'), "甲.xlsx")
        assert found.rule == "intake.far-cell"
        assert found.place.address == place
        assert row in found.message
        assert column in found.message


def test_a_style_in_the_far_corner_is_no_content() -> None:
    assert rules(one_sheet(f'{CELL}<row r="1048576"><c r="XFD1048576" s="0"/></row>')) == []


def test_old_workbooks_give_the_same_evidence() -> None:
    data = biff.xls(
        {
            "表1": {
                (1, 1): "学校\r\n二行",
                (1, 2): 12.0,
                (1, 3): 0.1,
                (2, 1): True,
                (2, 2): "#DIV/0!",
                (2, 3): (45117, 2),
                (3, 1): (0.548, 1),
                (3, 2): "",
            },
            "表2": {},
        },
        formats=["0.0%", "yyyy-mm-dd"],
        extra=biff.merged(3, 3, 1, 2) + biff.hidden_row(2),
    )
    book, found = read_workbook_bytes(data, "甲.xls")
    assert found == ()
    assert book is not None
    sheet = book.sheets[0]
    assert [(cell.kind, cell.text, cell.format, cell.is_hidden) for cell in sheet.cells.values()] == [
        (CellKind.TEXT, "学校\n二行", "General", False),
        (CellKind.NUMBER, "12", "General", False),
        (CellKind.NUMBER, "0.1", "General", False),
        (CellKind.BOOLEAN, "TRUE", "General", True),
        (CellKind.ERROR, "#DIV/0!", "General", True),
        (CellKind.DATE, "45117", "yyyy-mm-dd", True),
        (CellKind.NUMBER, "0.548", "0.0%", False),
    ]
    assert sheet.merges == (CellRange(3, 1, 3, 2),)
    assert [item.state for item in book.sheets] == [SheetState.VISIBLE, SheetState.VISIBLE]


def test_old_workbooks_have_the_same_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MERGES", 0)
    data = biff.xls({"表1": {(1, 1): 1.0}}, extra=biff.merged(1, 1, 1, 2))
    assert rules(data, "甲.xls") == ["intake.too-many-merges"]


def test_a_far_cell_of_an_old_workbook_is_found_at_once() -> None:
    data = biff.xls({"表1": {(1, 1): 1.0, (65_536, 256): 1.0}})
    assert rules(data, "甲.xls") == ["intake.far-cell"]


def test_a_chain_of_sectors_that_bites_its_tail_is_an_incomplete_file() -> None:
    data = bytearray(old_workbook())
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<2I", data, (table + 1) * 512, 1, 0)
    assert rules(bytes(data), "甲.xls") == ["intake.truncated"]
    data[30:32] = b"\x0c\x00"
    assert rules(bytes(data), "甲.xls") == ["intake.truncated"]
    data[30:32] = b"\x07\x00"
    assert rules(bytes(data), "甲.xls") == ["intake.truncated"]


def test_a_list_of_tables_may_go_on_elsewhere() -> None:
    data = bytearray(old_workbook())
    struct.pack_into("<I", data, 68, 10_000)
    assert rules(bytes(data), "甲.xls") == ["intake.truncated"]
    more = struct.pack("<I", 0xFFFFFFFF) * 127 + struct.pack("<I", 0xFFFFFFFE)
    struct.pack_into("<I", data, 68, len(data) // 512 - 1)
    assert rules(bytes(data + more), "甲.xls") == []


def test_other_makers_workbooks_come_without_formats() -> None:
    book, found = read_optional(ODS, "ods", "甲.ods", "")
    assert [item.rule for item in found] == ["intake.formats-unseen"]
    assert book is not None
    assert [(cell.kind, cell.text) for cell in book.sheets[0].cells.values()] == [
        (CellKind.TEXT, "学校"),
        (CellKind.NUMBER, "12"),
    ]
    assert read_optional(b"PK", "ods", "甲.ods", "")[0] is None


def test_every_value_of_other_makers_has_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    calamine = pytest.importorskip("python_calamine", reason="python-calamine is optional")

    class Sheet:
        def to_python(self, *, skip_empty_area: bool) -> list[list[object]]:
            assert not skip_empty_area
            return [["", 1, 2.5, True], [dt.date(2023, 7, 10), dt.datetime(2023, 7, 10, 8, 30), dt.time(8), None]]  # noqa: DTZ001 - a cell knows no time zone

    class Book:
        sheets_metadata = calamine.load_workbook(BytesIO(ODS)).sheets_metadata

        def get_sheet_by_name(self, _name: str) -> Sheet:
            return Sheet()

    monkeypatch.setattr(calamine, "load_workbook", lambda _data: Book())
    book, _ = read_optional(ODS, "ods", "甲.ods", "")
    assert book is not None
    assert [(cell.kind, cell.text) for cell in book.sheets[0].cells.values()] == [
        (CellKind.NUMBER, "1"),
        (CellKind.NUMBER, "2.5"),
        (CellKind.BOOLEAN, "TRUE"),
        (CellKind.DATE, "2023-07-10"),
        (CellKind.DATE, "2023-07-10T08:30:00"),
        (CellKind.DATE, "08:00:00"),
    ]


def test_without_the_optional_reader_the_file_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporter.intake.optional.find_spec", lambda _name: None)
    book, found = read_optional(ODS, "ods", "甲.ods", "")
    assert book is None
    assert [item.rule for item in found] == ["intake.no-reader"]


def test_comments_and_drawings_are_told_with_their_cells_but_not_our_own() -> None:
    data = next(case for case in READ if case.name == "drawing and comment").make()
    _, found = read_workbook_bytes(data, "甲.xlsx")
    assert [(item.rule, str(item.place), item.found) for item in found] == [
        ("intake.drawings", "甲.xlsx!表1", "B7"),
        ("intake.comments", "甲.xlsx!表1", "C3"),
    ]


def test_comments_of_ours_are_known_by_what_they_say_and_anchors_are_none() -> None:
    data = next(case for case in READ if case.name == "comments as libreoffice saves ours").make()
    _, found = read_workbook_bytes(data, "甲.xlsx")
    assert [(item.rule, item.found) for item in found] == [("intake.comments", "C3")]


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (workbook({"表\u202e1\u200b": worksheet(CELL), "表2": worksheet(CELL)}), "甲.xlsx"),
        (biff.xls({"表\u202e1\u200b": {(1, 1): 1.0}, "表2": {(1, 1): 1.0}}), "甲.xls"),
    ],
)
def test_what_nobody_sees_in_the_name_of_a_sheet_is_spelled_out(data: bytes, file: str) -> None:
    book, found = read_workbook_bytes(data, file)
    assert found == ()
    assert book is not None
    assert [sheet.name for sheet in book.sheets] == ["表\\u202e1\\u200b", "表2"]
    assert str(book.sheets[0].cells[1, 1].place) == f"{file}!表\\u202e1\\u200b!A1"
    assert compare(book, data) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_what_is_no_file_of_its_own_is_called_as_in_the_drop_folder(tmp_path: Path) -> None:
    (tmp_path / "真.xlsx").write_bytes(next(case for case in READ if case.name == "sound").make())
    (tmp_path / "夹").mkdir()
    os.mkfifo(tmp_path / "管")
    (tmp_path / "链").symlink_to(tmp_path / "真.xlsx")
    (tmp_path / "断").symlink_to(tmp_path / "没有")
    for name, rule in (("夹", "not-a-file"), ("管", "not-a-file"), ("链", "link"), ("断", "link")):
        book, found = read_workbook(tmp_path / name, name)
        assert book is None
        assert [(item.rule, item.found) for item in found] == [(f"intake.{rule}", name)]
