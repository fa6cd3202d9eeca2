"""Shared formulas: the text that a cell shares, as it reads where the cell stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from reporter.intake.formulas import moved
from reporter.places import cell_name


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
