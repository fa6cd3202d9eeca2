"""Number formats: what a code does to the number under it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.intake.formats import BUILT_IN
from reporter.intake.formats import Section
from reporter.intake.formats import is_sound
from reporter.intake.formats import section_for
from reporter.intake.formats import sections
from reporter.intake.formats import shows_other_sign
from reporter.intake.formats import text_section


def positive(code: str) -> Section:
    """Return the section that shows positive numbers."""
    return sections(code)[0]


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
    assert positive(code).is_date


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
    assert not positive(code).is_date


def test_excels_own_numbers_tell_dates_from_numbers() -> None:
    dates = {int(number) for number, code in BUILT_IN.items() if positive(code).is_date}
    assert dates == {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}


@pytest.mark.parametrize(
    ("code", "is_percent"),
    [
        ("0%", True),
        ("0.0%", True),
        ('0"%"', False),
        ("0\\%", False),
        ("General", False),
        ("0%;-0%", True),
        ("General%", True),
        ("@%", False),
    ],
)
def test_percent_multiplies_only_unquoted(code: str, is_percent: bool) -> None:  # noqa: FBT001 - a table of cases
    assert positive(code).is_percent is is_percent


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
        ("0!.0", 1),
        ('0"."0', 1),
        ("0,%", 3),
        ("0,.0", 3),
        ('0,"万"', 3),
        # Only commas right behind a digit cut off thousands; others are shown as they stand, or group digits.
        ('0"万",', 0),
        ("0_ ,", 0),
        ("0,元0", 0),
        ("0,General", 0),
        ("@,", 0),
        ("0,E+00", 0),
    ],
)
def test_commas_behind_the_digits_and_points_of_text_divide(code: str, power: int) -> None:
    assert positive(code).divisor_power == power


@pytest.mark.parametrize(
    ("code", "is_fraction"), [("# ?/?", True), ("# ??/100", True), ("0/0", True), ("0/天", False), ('0"/"0', False)]
)
def test_a_fraction_has_digits_on_both_sides_of_its_stroke(code: str, is_fraction: bool) -> None:  # noqa: FBT001 - a table of cases
    assert positive(code).is_fraction is is_fraction
    assert positive(code).is_scaled is is_fraction
    assert is_fraction or positive(code).decimals == 0


@pytest.mark.parametrize(
    ("code", "decimals", "optional"),
    [("0", 0, 0), ("0.0##", 3, 2), ("0.??", 2, 2), ('0.0"点"0', 2, 0), ("General", None, 0), ("0.0E+0", None, 0)],
)
def test_shown_decimals_are_counted(code: str, decimals: int | None, optional: int) -> None:
    assert (positive(code).decimals, positive(code).optional_decimals) == (decimals, optional)


@pytest.mark.parametrize(("amount", "literal"), [("5", "正"), ("-5", "负"), ("0", "无"), ("-0", "无")])
def test_the_sign_of_a_number_chooses_its_section(amount: str, literal: str) -> None:
    assert section_for('0"正";0"负";"无";"文"@', Decimal(amount)).literal == literal
    assert section_for('0"正"', Decimal(amount)).literal == "正"


def test_where_conditions_choose_the_worst_section_counts() -> None:
    assert section_for('[>100]"多";0', Decimal(1)).literal == "多"


@pytest.mark.parametrize("code", ['0"万', "[Red0", "q", "0" * 256, "0\\", "0_"])
def test_what_excel_would_not_open_is_unsound(code: str) -> None:
    assert not is_sound(code)


@pytest.mark.parametrize("code", [*BUILT_IN.values(), '0.0"%"', "[$¥-804]#,##0", "0!.0,万", "G/通用格式"])
def test_what_excel_writes_is_sound(code: str) -> None:
    assert is_sound(code)


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
        ("$#,##0", "$", ""),
        ("0x", "", "x"),
        ('0"00', "", "00"),
    ],
)
def test_text_that_nobody_stored_is_told(code: str, prefix: str, suffix: str) -> None:
    assert (positive(code).prefix, positive(code).suffix) == (prefix, suffix)


@given(st.text(max_size=40), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_code_can_be_taken_apart(code: str, amount: Decimal) -> None:
    assert 1 <= len(sections(code)) <= 3
    section = section_for(code, amount)
    assert section.divisor_power >= 0
    assert is_sound(code) in {True, False}
    assert section.is_scaled <= (section.decimals is None)


@pytest.mark.parametrize(
    "code", ["-0.0", '"-"0.0', "\\-0", "(0)", "\\(0\\)", "*-0", "0-", "¥-0", "[>5]-0;0", "-General"]
)
def test_a_minus_that_nobody_stored_is_told(code: str) -> None:
    assert shows_other_sign(code, Decimal("6.5"))


@pytest.mark.parametrize(
    "code", [*BUILT_IN.values(), "0;-0", '0"人-次"', "[<0]-0;0", "_-0_-", "[$-804]0", '"（万元）"0']
)
def test_the_sign_of_a_positive_number_is_its_own(code: str) -> None:
    assert not shows_other_sign(code, Decimal("6.5"))
    assert not shows_other_sign(code, Decimal(0))


@pytest.mark.parametrize("code", ["0.0;0.0", "0;0;0", '"¥"0;"¥"0', "-0", "(0)"])
def test_a_lost_or_doubled_minus_is_told(code: str) -> None:
    assert shows_other_sign(code, Decimal(-2))


@pytest.mark.parametrize(
    "code", [*BUILT_IN.values(), "0", "0;-0", "0;(0)", "0;[Red]0", "0;[红色]0", "0;▲0", '0;"负"0', "0;@"]
)
def test_a_negative_number_is_seen_to_be_one(code: str) -> None:
    assert not shows_other_sign(code, Decimal(-2))


@pytest.mark.parametrize(
    ("code", "places", "literal"),
    [("@", 1, ""), ('@"0"', 1, "0"), (";;;", 0, ""), ('0;0;0;"9"', 0, "9"), ('"约"@', 1, "约"), ("0;@@", 2, "")],
)
def test_texts_have_a_section_of_their_own(code: str, places: int, literal: str) -> None:
    section = text_section(code)
    assert section is not None
    assert (section.text_places, section.literal) == (places, literal)


@pytest.mark.parametrize("code", ["General", "0.00", "0;-0", "0;-0;0", ";;"])
def test_without_it_they_are_shown_as_they_are(code: str) -> None:
    assert text_section(code) is None
