"""What a cell shows to the reader of a published sheet."""

from __future__ import annotations

import pytest

from reporter.intake.published.shown import shown_text
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.places import Place


def shown(kind: CellKind, text: str, code: str, *, uses_1904_dates: bool = False) -> str:
    cell = RawCell(Place.cell("甲.xlsx", "表1", 1, 1), 1, 1, kind, text, code)
    return shown_text(cell, uses_1904_dates=uses_1904_dates)


@pytest.mark.parametrize(
    ("stored", "code", "expected"),
    [
        ("0.548", "0.0%", "54.8%"),
        ("0.5485", "0.0%", "54.9%"),
        ("1", "0%", "100%"),
        ("1178", "#,##0", "1,178"),
        ("1178.5", "#,##0.00", "1,178.50"),
        ("2.5", "0.0##", "2.5"),
        ("3", "0.##", "3"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("50", '0"%"', "50%"),
        ("12", '0"个"', "12个"),
        ("1178", "[$¥-804]#,##0", "¥1,178"),
        ("12", "[Red]0.0_ ", "12.0"),
        ("0.1", "General", "0.1"),
        ("1.2E+05", "General", "120000"),
        ("12", "@", "12"),
        ("123456", '0!.0,"万"', "123456"),
        ("0", '"100"', "0"),
        ("7", '"第"@', "7"),
        ("1.36", "# ?/?", "1.36"),
        ("1234567", "0.00E+00", "1234567"),
        ("54", "0!.0", "54"),
        ("0.548", '0.0" "%', "54.8% "),
    ],
)
def test_numbers_show_as_their_format_says(stored: str, code: str, expected: str) -> None:
    assert shown(CellKind.NUMBER, stored, code) == expected


def test_dates_show_as_dates() -> None:
    assert shown(CellKind.DATE, "45117", "yyyy/m/d") == "2023-07-10"
    assert shown(CellKind.DATE, "45117.5", "yyyy/m/d") == "2023-07-10"
    assert shown(CellKind.DATE, "43655", "yyyy/m/d", uses_1904_dates=True) == "2023-07-10"
    assert shown(CellKind.DATE, "2023-07-10", "yyyy/m/d") == "2023-07-10"
    assert shown(CellKind.DATE, "2023-07-10T00:00:00", "yyyy/m/d") == "2023-07-10"
    assert [shown(CellKind.DATE, text, "h:mm") for text in ("99999999", "0.5", "08:30:00")] == [
        "99999999",
        "0.5",
        "08:30:00",
    ]


def test_everything_else_shows_as_stored() -> None:
    assert shown(CellKind.TEXT, "甲", "0%") == "甲"
    assert shown(CellKind.ERROR, "#N/A", "0%") == "#N/A"
