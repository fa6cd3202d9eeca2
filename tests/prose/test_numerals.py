"""Numerals read exactly, whatever they are written in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.prose.numerals import parse_numeral
from reporter.prose.numerals import read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35", "35"),
        ("１２．５", "12.5"),
        (" 1,178 ", "1178"),
        ("12,345.6万", "123456000"),
        ("5.1万", "51000"),
        ("2千万", "20000000"),
        ("3百万", "3000000"),
        ("1.02亿", "102000000"),
        ("3亿5000万", "350000000"),
        ("1万亿", "1000000000000"),
        ("十二", "12"),
        ("两", "2"),
        ("二〇二六", "2026"),
        ("廿三", "23"),
        ("一百零五", "105"),
        ("二百五十万", "2500000"),
        ("三点五万", "35000"),
        ("一百九十万零三千九百七十一", "1903971"),
        ("壹佰贰拾叁", "123"),
        ("三分之二", "0.666667"),
        ("四分之三", "0.75"),
        ("百分之五", "0.05"),
        ("百分之三点五", "0.035"),
        ("千分之二", "0.002"),
        ("5分之4", "0.8"),
        ("八成", "0.8"),
        ("七成五", "0.75"),
        ("六成半", "0.65"),
        ("半数", "0.5"),
    ],
)
def test_a_numeral_is_its_exact_value(text: str, value: str) -> None:
    assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "万元",
        "1,17",
        "12,34,567",
        "一二十",
        "十百千万",
        "五千五",
        "一百五",
        "零分之三",
        "1.2.3",
        "约300",
        "3亿5亿万",
        "9" * 40,
        "九" * 40,
        "3分之半数",
        "2万3亿万",
        "1亿" + "9" * 30 + "万",
        "亿万",
        "一廿三廿",
    ],
)
def test_what_is_no_numeral_is_not_guessed(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("text", ["500余", "2442.15余万", "百余", "30多", "过半数"])
def test_an_open_numeral_is_parsed_and_never_taken_for_an_exact_one(text: str) -> None:
    numeral = parse_numeral(text)
    assert numeral is not None
    assert numeral.remainder in {"余", "多"}
    assert read_numeral(text) is None


def test_the_last_printed_digit_tells_how_fine_a_figure_is() -> None:
    steps = {"5.1万": "1000", "35万": "10000", "12.50": "0.01", "35": "1", "三十五万": "10000", "百分之五": "0.01"}
    for text, step in steps.items():
        numeral = parse_numeral(text)
        assert numeral is not None
        assert numeral.step == Decimal(step)


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["万", "亿", "千万", "百万", ""]))
def test_a_scaled_numeral_is_its_number_times_the_scale(number: Decimal, scale: str) -> None:
    times = {"": 1, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}[scale]
    assert read_numeral(f"{number}{scale}") == number * times


@given(st.integers(min_value=0, max_value=10**12))
def test_separators_and_full_width_digits_change_nothing(number: int) -> None:
    wide = str(number).translate({ord(str(digit)): chr(ord("０") + digit) for digit in range(10)})
    assert read_numeral(f"{number:,}") == read_numeral(wide) == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_written_out_in_chinese_reads_back(number: int) -> None:
    assert read_numeral(_chinese(number)) == number


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    numeral = parse_numeral(text)
    assert numeral is None or numeral.value.is_finite()


def _chinese(number: int) -> str:
    """Write a number as a clerk would: 万 and 亿 by sections, 零 where places are skipped."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            above, below = divmod(number, scale)
            gap = "零" if below and below < scale // 10 else ""
            return _chinese(above) + word + gap + (_chinese(below) if below else "")
    text = ""
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += "零一二三四五六七八九"[digit] + word
        elif text and number and not text.endswith("零"):
            text += "零"
    return text
