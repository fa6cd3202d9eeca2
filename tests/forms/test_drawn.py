"""Texts that are not drawn plainly: refused where a number belongs, told where they are prose."""

from __future__ import annotations

import pytest

from reporter.forms.reading.drawn import drawn_fault
from reporter.forms.reading.drawn import drawn_remarks
from reporter.forms.reading.drawn import told_text
from reporter.intake.records import CellKind
from reporter.intake.records import Drawn
from reporter.intake.records import Mark
from reporter.intake.records import RawCell
from reporter.places import Place


def cell(text: str, *marks: tuple[int, int, Drawn]) -> RawCell:
    """Return a text cell with marks."""
    place = Place.cell("甲.xlsx", "表1", 1, 1)
    return RawCell(place, 1, 1, CellKind.TEXT, text, marks=tuple(Mark(*mark) for mark in marks))


PLAIN = cell("7")
STRUCK = cell("79", (0, 1, Drawn.STRUCK))
FOOTNOTE = cell("26001", (4, 5, Drawn.SHIFTED))
AREA = cell("300m2", (4, 5, Drawn.SHIFTED))
BOTH = cell("建成79所1", (2, 3, Drawn.STRUCK), (5, 6, Drawn.SHIFTED))


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (PLAIN, ("", "")),
        (STRUCK, ("cells.struck-through", "7")),
        (FOOTNOTE, ("cells.shifted", "1")),
        (cell("7 ", (1, 2, Drawn.STRUCK)), ("", "")),
    ],
)
def test_no_number_may_hold_it(found: RawCell, fault: tuple[str, str]) -> None:
    assert drawn_fault(found) == fault


@pytest.mark.parametrize(
    ("found", "remarks"),
    [
        (PLAIN, []),
        (STRUCK, [("forms.text-struck", "7")]),
        (FOOTNOTE, [("forms.text-shifted", "1")]),
        (AREA, []),
        (BOTH, [("forms.text-struck", "7")]),
    ],
)
def test_prose_that_holds_it_is_told(found: RawCell, remarks: list[tuple[str, str]]) -> None:
    assert list(drawn_remarks(found)) == remarks


@pytest.mark.parametrize(
    ("found", "standing", "told"),
    [
        (PLAIN, "7", "7"),
        (STRUCK, "9", "〔划去：7〕9"),
        (FOOTNOTE, "2600^1", "2600^1"),
        (cell("12600", (0, 1, Drawn.SHIFTED)), "1^2600", "1^2600"),
        (AREA, "300m2", "300m2"),
        (BOTH, "建成9所1", "建成〔划去：7〕9所1"),
        (cell("79", (0, 2, Drawn.STRUCK)), "", "〔划去：79〕"),
    ],
)
def test_what_stands_is_no_other_number(found: RawCell, standing: str, told: str) -> None:
    assert (found.standing_text, told_text(found)) == (standing, told)
