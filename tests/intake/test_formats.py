"""Number formats: what a code does to the number under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.intake.formats import BUILT_IN
from reporter.intake.formats import number_format


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        'yyyy"年"m"月"',
        "[$-804]yyyy/m/d",
        "[DBNum1]m月d日",
        "h:mm",
        "[h]:mm",
        "mm:ss.0",
        "d-mmm",
        "e年",
        "YYYY/M/D;@",
        "上午/下午h:mm",
    ],
)
def test_dates_are_dates(code: str) -> None:
    assert number_format(code).is_date


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "G/通用格式",
        "0.00E+00",
        "#,##0",
        '0"年"',
        "[Red]0",
        "@",
        '0"day"',
        "0\\d",
        '_("¥"* #,##0_)',
        "[>100]0;0",
    ],
)
def test_numbers_are_no_dates(code: str) -> None:
    assert not number_format(code).is_date


def test_excels_own_numbers_tell_dates_from_numbers() -> None:
    dates = {int(number) for number, code in BUILT_IN.items() if number_format(code).is_date}
    assert dates == {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}


@pytest.mark.parametrize(
    ("code", "is_percent"),
    [("0%", True), ("0.0%", True), ('0"%"', False), ("0\\%", False), ("General", False), ("0%;-0%", True)],
)
def test_percent_multiplies_only_unquoted(code: str, is_percent: bool) -> None:  # noqa: FBT001 - a table of cases
    assert number_format(code).is_percent is is_percent


@pytest.mark.parametrize(
    ("code", "power"),
    [
        ("0,", 3),
        ("#,##0,,", 6),
        ('0!.0,"万"', 4),
        ('0\\.00,,"亿"', 8),
        ("#,##0", 0),
        ("0.0", 0),
        ('0"万"', 0),
        ("h:mm,", 0),
    ],
)
def test_commas_behind_the_digits_divide(code: str, power: int) -> None:
    assert number_format(code).divisor_power == power


@pytest.mark.parametrize(
    ("code", "prefix", "suffix"),
    [
        ('0"个"', "", "个"),
        ('"约"0\\%', "约", "%"),
        ("[$¥-804]#,##0", "¥", ""),
        ("[Red]0_)", "", ""),
        ('0"100"', "", "100"),
        ("0万", "", "万"),
        ('"已完成"', "已完成", ""),
        ('0"正";"负"0', "", "正"),
    ],
)
def test_text_that_nobody_stored_is_told(code: str, prefix: str, suffix: str) -> None:
    assert (number_format(code).prefix, number_format(code).suffix) == (prefix, suffix)


@given(st.text(max_size=40))
def test_any_code_can_be_taken_apart(code: str) -> None:
    facts = number_format(code)
    assert facts.divisor_power >= 0
