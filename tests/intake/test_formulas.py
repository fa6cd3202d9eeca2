"""Shared formulas: the text that a cell shares, as it reads where the cell stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from reporter.intake import limits
from reporter.intake.formulas import NOT_SPELLED_OUT
from reporter.intake.formulas import moved
from reporter.intake.witness import compare
from reporter.intake.workbooks import read_workbook_bytes
from reporter.places import cell_name
from tests.intake.packages import workbook
from tests.intake.packages import worksheet


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "expected"),
    [
        ("A1+B2", 1, 1, "B2+C3"),
        ("$A1+A$1+$A$1", 2, 2, "$A3+C$1+$A$1"),
        ("SUM(A1:B2,C:D,3:4)", 1, 1, "SUM(B2:C3,D:E,4:5)"),
        ('IF(A1="A1","B2",LOG10(A1))', 1, 0, 'IF(A2="A1","B2",LOG10(A2))'),
        ("'A1 表'!A1+表1!B1", 1, 0, "'A1 表'!A2+表1!B2"),
        ("a1", 1, 1, "B2"),
        ("A2", -1, 0, "A1"),
        ("A1", -1, 0, "#REF!"),
        ("A1", 0, -1, "#REF!"),
        ("XFD1+A1048576", 1, 1, "#REF!+#REF!"),
        ("$C:$D+$1:$2", 5, 5, "$C:$D+$1:$2"),
        ("目标A1", 1, 1, "目标A1"),
        ("A1.B2", 1, 1, "A1.B2"),
        ("ABCD1+A12345678", 1, 1, "ABCD1+A12345678"),
        ("1.5E3+A1", 1, 0, "1.5E3+A2"),
    ],
)
def test_references_move_with_the_cell(formula: str, rows: int, columns: int, expected: str) -> None:
    assert moved(formula, rows, columns) == expected


_REFERENCES = st.tuples(
    st.integers(40, 90), st.integers(40, 90), st.sampled_from(("{}", "SUM({}:$A$1)", '"{}"&{}', "-{}%"))
)


@given(st.lists(_REFERENCES, min_size=1, max_size=4), st.integers(-30, 30), st.integers(-30, 30))
def test_openpyxl_moves_them_to_the_same_place(parts: list[tuple[int, int, str]], rows: int, columns: int) -> None:
    formula = "+".join(shape.format(cell_name(row, column), cell_name(column, row)) for row, column, shape in parts)
    translator = Translator(f"={formula}", origin=cell_name(100, 100))
    assert f"={moved(formula, rows, columns)}" == translator.translate_formula(cell_name(100 + rows, 100 + columns))


_FOLLOWERS = 50


def _shared(formula: str) -> bytes:
    followers = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/><v>1</v></c></row>' for row in range(2, _FOLLOWERS + 2)
    )
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A{_FOLLOWERS + 1}" si="0">{formula}</f><v>1</v></c></row>'
    return workbook({"表1": worksheet(first + followers)})


def test_a_long_formula_shared_widely_is_not_spelled_out_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    formula = "+".join(f"B{row}" for row in range(1, 11))
    monkeypatch.setattr(limits, "SPELLED_OUT", 20 * len(formula))
    data = _shared(formula)
    book, found = read_workbook_bytes(data, "甲.xlsx")
    assert found == ()
    assert book is not None
    formulas = {cell.row: cell.formula for cell in book.sheets[0].cells.values()}
    assert formulas[1] == formula
    assert formulas[20] == moved(formula, 19, 0)
    assert formulas[21] == formulas[_FOLLOWERS + 1] == formula + NOT_SPELLED_OUT
    cells = book.sheets[0].cells
    assert cells[21, 1].formula is cells[22, 1].formula
    assert compare(book, data) == ()


def test_a_shared_formula_is_spelled_out_once_however_often_it_is_looked_at() -> None:
    book, _ = read_workbook_bytes(_shared("B1*2"), "甲.xlsx")
    assert book is not None
    cells = book.sheets[0].cells
    assert cells[2, 1].formula == "B2*2"
    assert cells[2, 1].formula is cells[2, 1].formula
