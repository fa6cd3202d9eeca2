"""Addresses: written as users read them, read back as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.places import Place
from reporter.places import cell_name
from reporter.places import cell_position
from reporter.places import column_letters


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cell_name_reads_back_as_its_position(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (28, "AB"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_lettered_as_in_excel(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "a1", "A1:B2", "$A$1", "ABCD1"])
def test_what_is_no_cell_name_has_no_position(text: str) -> None:
    assert cell_position(text) is None


def test_a_place_is_written_as_file_sheet_cell() -> None:
    place = Place.cell("市教育局.xlsx", "指标进展", 12, 8)
    assert (str(place), place.sheet, place.address) == ("市教育局.xlsx!指标进展!H12", "指标进展", "H12")


def test_a_place_in_a_document_is_written_as_file_table_row_column() -> None:
    assert str(Place.table_cell("汇总表.docx", 2, 3, 1)) == "汇总表.docx!2!3!1"


def test_a_file_as_a_whole_is_a_place() -> None:
    place = Place("市教育局.xlsx")
    assert (str(place), place.sheet, place.address) == ("市教育局.xlsx", "", "")
