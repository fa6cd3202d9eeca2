"""What one reported cell states: typed value, number format and unit in, amount and rule out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.forms.reading.cells import read_amount
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.places import Place
from tests.plans import indicator
from tests.workbooks import raw_sheet

PLACE = Place.cell("市发改委.xlsx", "指标进展", 5, 8)


def cell(typed: str) -> RawCell:
    """Return the cell that Excel stores when `typed` is typed (see tests/workbooks.py)."""
    stored = raw_sheet("x.xlsx", "x", typed).cells[1, 1]
    return replace(stored, place=PLACE, row=5, column=8)


def number(text: str, number_format: str = "General") -> RawCell:
    """Return a stored number under a number format."""
    return RawCell(PLACE, 5, 8, CellKind.NUMBER, text, number_format)


def rules(reading: object) -> tuple[str, ...]:
    """Return the rules of a reading."""
    return tuple(item.rule for item in reading.findings)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("1178", "个", "1178"),
        ("1,178", "个", "1178"),
        ("1178.50", "万元", "1178.5"),
        ("1.2E+05", "个", "120000"),
        ("0", "个", "0"),
        ("54.8", "%", "54.8"),
        ("54.8%", "%", "54.8"),
        ("0", "%", "0"),
        ("0.30000000000000004", "公里", "0.3"),
        ("24.199812400000013", "公里", "24.1998124"),
    ],
)
def test_numbers_are_read_in_silence(typed: str, unit: str, expected: str) -> None:
    reading = read_amount(cell(typed), indicator(unit=unit))
    assert (reading.amount, reading.findings) == (Decimal(expected), ())


@pytest.mark.parametrize(
    ("typed", "unit", "expected", "rule"),
    [
        ("１，１７８", "个", "1178", "cells.text-number"),
        ('"1,178"', "个", "1178", "cells.text-number"),
        ('" 12\u00a0"', "个", "12", "cells.text-number"),
        ('"\u200b12"', "个", "12", "cells.text-number"),
        ('"\'12"', "个", "12", "cells.text-number"),
        ('"1.2E+05"', "个", "120000", "cells.text-number"),
        ('"-3.5"', "公里/年", "-3.5", "cells.text-number"),
        ("1178个", "个", "1178", "cells.own-unit"),
        ("１１７８个", "个", "1178", "cells.own-unit"),
        ("30 ㎡", "平方米", "30", "cells.own-unit"),
        ("1200万元", "万元", "1200", "cells.own-unit"),
        ('"54.8%"', "%", "54.8", "cells.own-unit"),
        ('"0.5%"', "%", "0.5", "cells.own-unit"),
        ("54.8％", "%", "54.8", "cells.own-unit"),
        ("=A1+1 => 12", "个", "12", "cells.formula"),
    ],
)
def test_what_needs_no_thought_is_read_with_a_note(typed: str, unit: str, expected: str, rule: str) -> None:
    target = indicator(unit=unit, basis="增速" if expected.startswith("-") else "累计")
    reading = read_amount(cell(typed), target)
    assert (reading.amount, rules(reading)) == (Decimal(expected), (rule,))
    assert [item.severity.value for item in reading.findings] == ["note"]


@pytest.mark.parametrize(
    ("typed", "unit", "expected", "rule"),
    [
        ("2000万", "万元", "2000", "cells.scale"),
        ("2000万", "元", "20000000", "cells.scale"),
        ("2000万", "亿元", "0.2", "cells.scale"),
        ("2000万元", "元", "20000000", "cells.scale"),
        ("2.3万套", "套", "23000", "cells.scale"),
        ("1.5亿", "元", "150000000", "cells.scale"),
        ("2千", "个", "2000", "cells.scale"),
        ("十二", "个", "12", "cells.spelled-out"),
        ("十二个", "个", "12", "cells.spelled-out"),
        ("两千三百", "个", "2300", "cells.spelled-out"),
        ("二千万", "万元", "2000", "cells.spelled-out"),
        ("两千万元", "万元", "2000", "cells.spelled-out"),
        ("百分之五十", "%", "50", "cells.spelled-out"),
        ("=[1]Sheet1!A1 => 12", "个", "12", "cells.external-link"),
        ("-3", "个", "-3", "cells.negative"),
        ("1.5", "个", "1.5", "cells.fraction-of-count"),
    ],
)
def test_what_somebody_should_look_at_is_read_with_a_warning(typed: str, unit: str, expected: str, rule: str) -> None:
    reading = read_amount(cell(typed), indicator(unit=unit))
    assert (reading.amount, rules(reading)) == (Decimal(expected), (rule,))
    assert [item.severity.value for item in reading.findings] == ["warning"]


@pytest.mark.parametrize(
    ("typed", "target"), [("1.1万", "20000"), ("一万一千", "20000"), ("壹万壹仟", "20000"), ("3亿", None)]
)
def test_the_scale_of_the_unit_said_without_the_unit_may_mean_two_amounts(typed: str, target: str | None) -> None:
    unit = "亿元" if typed.endswith("亿") else "万元"
    asked = indicator(unit=unit, value=target, basis="累计" if target else "年度")
    assert rules(read_amount(cell(typed), asked)) == ("cells.scale-or-unit",)
    absurd = read_amount(cell(typed), indicator(unit=unit, value="3"))
    assert rules(absurd) != ("cells.scale-or-unit",)


@pytest.mark.parametrize(
    ("typed", "unit", "rule"),
    [
        ("约300", "个", "cells.approximate"),
        ("近８万", "人", "cells.approximate"),
        ("500余", "个", "cells.approximate"),
        ("2442.15余万元", "元", "cells.approximate"),
        ("300左右", "个", "cells.approximate"),
        ("1178多个", "个", "cells.approximate"),
        ("三百余", "个", "cells.approximate"),
        (">300", "个", "cells.approximate"),
        ("1200万元", "亿元", "cells.other-unit"),
        ("12人", "个", "cells.other-unit"),
        ("2千", "万元", "cells.other-unit"),
        ("2000元", "万元", "cells.other-unit"),
        ('"50%"', "个", "cells.other-unit"),
        ("6.1个百分点", "%", "cells.other-unit"),
        ("2000万", "%", "cells.other-unit"),
        ("1,20", "个", "cells.broken-separator"),
        ('"1 200"', "个", "cells.broken-separator"),
        ("1200。5", "个", "cells.broken-separator"),
        ("1.200.5", "个", "cells.broken-separator"),
        ("12,", "个", "cells.broken-separator"),
        ("1,1789", "个", "cells.broken-separator"),
        ("已完成", "个", "cells.not-a-number"),
        ("1178所学校", "个", "cells.not-a-number"),
        ("10-20", "个", "cells.not-a-number"),
        ("百分之五十", "个", "cells.not-a-number"),
        ("2023-07-01", "个", "cells.date"),
        ('"2023.7.1"', "个", "cells.date"),
        ("6月30日", "个", "cells.date"),
        ("TRUE", "个", "cells.boolean"),
        ("#DIV/0!", "个", "cells.excel-error"),
        ('"#N/A"', "个", "cells.excel-error"),
        ("=A1", "个", "cells.no-result"),
        ('=DISPIMG("ID_1",1) => 0', "个", "cells.picture"),
        ('"=DISPIMG(""ID_1"",1)"', "个", "cells.picture"),
        ("0.548", "%", "cells.percent-or-fraction"),
        ('"0.548"', "%", "cells.percent-or-fraction"),
        ("1", "%", "cells.percent-or-fraction"),
        ("-0.5", "%", "cells.percent-or-fraction"),
        ("54.8%", "个", "cells.percent-format"),
        ("54.8%", "‰", "cells.percent-format"),
        ("1E+15", "元", "cells.too-large"),
    ],
)
def test_what_cannot_be_known_is_an_error_and_no_amount(typed: str, unit: str, rule: str) -> None:
    reading = read_amount(cell(typed), indicator(unit=unit), department="市发改委")
    assert (reading.amount, rules(reading)) == (None, (rule,))
    assert reading.is_unreadable
    (found,) = reading.findings
    assert (found.place, found.indicator, found.task, found.department) == (PLACE, "K01-1", "K01", "市发改委")
    assert found.found
    assert found.hint


@pytest.mark.parametrize("typed", ["—", "-", "/", "无", "待统计", "NA", "null", "（无）", "Ｎ／Ａ"])
def test_a_placeholder_is_nothing_reported_and_never_zero(typed: str) -> None:
    reading = read_amount(cell(f'"{typed}"'), indicator())
    assert (reading.amount, rules(reading)) == (None, ("cells.placeholder",))
    assert reading.is_placeholder
    assert not reading.is_unreadable


@pytest.mark.parametrize("empty", [None, RawCell(PLACE, 5, 8, CellKind.TEXT, " \n ")])
def test_an_empty_cell_is_nothing_and_no_finding_of_its_own(empty: RawCell | None) -> None:
    reading = read_amount(empty, indicator())
    assert (reading.amount, reading.findings) == (None, ())


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e", ""])
def test_a_number_cell_without_a_number_is_an_error(text: str) -> None:
    assert rules(read_amount(number(text), indicator())) == ("cells.not-a-number",)


@pytest.mark.parametrize(
    ("stored", "code", "uses_1904_dates", "shown"),
    [
        ("44963", "yyyy-mm-dd", False, "2023-02-06"),
        ("44963.5", "yyyy/m/d h:mm", False, "2023-02-06"),
        ("43501", "yyyy-mm-dd", True, "2023-02-06"),
        ("2023-02-06T00:00:00", "General", False, "2023-02-06"),
        # No day to show: a time, and numbers beyond the calendar.
        ("0.5", "h:mm", False, "0.5"),
        ("-1", "yyyy-mm-dd", False, "-1"),
        ("99999999", "yyyy-mm-dd", False, "99999999"),
    ],
)
def test_a_date_for_a_number_is_shown_as_the_day_that_the_clerk_sees(
    stored: str,
    code: str,
    uses_1904_dates: bool,  # noqa: FBT001 - a table of cases
    shown: str,
) -> None:
    dated = RawCell(PLACE, 5, 8, CellKind.DATE, stored, code)
    (found,) = read_amount(dated, indicator(), uses_1904_dates=uses_1904_dates).findings
    assert (found.rule, found.found) == ("cells.date", shown)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("-86.09999999999999", "-86.1"),
        ("-1.5E-2", "-0.015"),
        ("-1E-300", "-1E-300"),
        ("-12.50", "-12.5"),
        ("1E400", "1E400"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it_and_not_by_its_binary_tail(stored: str, shown: str) -> None:
    reading = read_amount(number(stored), indicator(unit="公里"))
    assert {item.found for item in reading.findings} == {shown}


@pytest.mark.parametrize(
    ("stored", "number_format", "unit", "rule"),
    [
        ("0", '"100"', "个", "cells.shows-literal"),
        ("5", '"1"0', "个", "cells.shows-literal"),
        ("999", ";;;", "个", "cells.shows-nothing"),
        ("0", "#,##0;-#,##0;", "个", "cells.shows-nothing"),
        ("0", "#,###", "个", "cells.shows-nothing"),
        ("1200", '0"万元"', "元", "cells.shows-other-unit"),
        ("1200", "0\\万", "个", "cells.shows-other-unit"),
        ("1200", '"约"0', "个", "cells.shows-other-unit"),
        ("1200", "0元/人", "元", "cells.shows-other-unit"),
        ("0.5", "General%", "个", "cells.percent-format"),
        ("1200", '[>100]"多";0', "个", "cells.shows-literal"),
        ("0.5", "0%", "个", "cells.percent-format"),
    ],
)
def test_a_format_that_shows_something_else_is_an_error(stored: str, number_format: str, unit: str, rule: str) -> None:
    reading = read_amount(number(stored, number_format), indicator(unit=unit))
    assert (reading.amount, rules(reading)) == (None, (rule,))


@pytest.mark.parametrize(
    ("stored", "number_format", "unit", "expected", "rule"),
    [
        ("123456", '0!.0,"万"', "元", "123456", "cells.shows-scaled"),
        ("123456", "#,##0,", "元", "123456", "cells.shows-scaled"),
        ("12", "0!.0", "公里", "12", "cells.shows-scaled"),
        ("0", "# ?/?", "公里", "0", "cells.shows-scaled"),
        ("1.66", "0.0", "公里", "1.66", "cells.shows-rounded"),
        ("0.5483", "0%", "%", "54.83", "cells.shows-rounded"),
        ("1234567", "0.00E+00", "元", "1234567", "cells.shows-rounded"),
        ("0", '0;-0;"-"', "个", "0", "cells.shows-no-zero"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "元", "0", "cells.shows-no-zero"),
        ("54.8", "0.0%", "%", "5480", "cells.percent-far-above"),
    ],
)
def test_a_format_that_shows_less_is_a_warning(
    stored: str, number_format: str, unit: str, expected: str, rule: str
) -> None:
    reading = read_amount(number(stored, number_format), indicator(unit=unit))
    assert (reading.amount, rules(reading)) == (Decimal(expected), (rule,))


@pytest.mark.parametrize(
    ("stored", "number_format", "unit"),
    [
        ("1200", '0"个"', "个"),
        ("54.8", '0.0"%"', "%"),
        ("1200", "#,##0_ ", "个"),
        ("1200", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "元"),
        ("1200", '"¥"#,##0.00', "元"),
        ("1200", "[$¥-804]#,##0.00", "元"),
        ("1200", "@", "个"),
        ("1200", "G/通用格式", "个"),
        ("1230000", "0.00E+00", "元"),
        ("-12", "0.0;[Red]-0.0", "公里"),
        ("1.50", "0.00", "公里"),
        ("1200", "0元/人", "元/人"),
    ],
)
def test_usual_formats_say_nothing(stored: str, number_format: str, unit: str) -> None:
    reading = read_amount(number(stored, number_format), indicator(unit=unit, basis="时点", value="-20"))
    assert (reading.amount, reading.findings) == (Decimal(stored), ())


def test_a_value_hidden_under_a_merge_is_an_error_and_one_in_a_hidden_row_is_counted() -> None:
    assert rules(read_amount(replace(number("99"), is_covered=True), indicator())) == ("cells.hidden-under-merge",)
    hidden = read_amount(replace(number("99"), is_hidden=True), indicator())
    assert (hidden.amount, rules(hidden)) == (Decimal(99), ("cells.hidden",))


def test_a_small_target_leaves_no_doubt_about_a_fraction() -> None:
    assert read_amount(number("0.8"), indicator(unit="%", value="2")).amount == Decimal("0.8")


@pytest.mark.parametrize(
    ("basis", "value", "typed", "rule"),
    [
        ("增速", "6", "-3.2", ()),
        ("时点", "10", "-3", ("cells.negative",)),
        ("时点", "-10", "-3", ()),
        ("排名", "5", "3.5", ()),
        ("排名", "5", "-1", ()),
    ],
)
def test_what_a_basis_allows(basis: str, value: str, typed: str, rule: tuple[str, ...]) -> None:
    assert rules(read_amount(number(typed), indicator(basis=basis, value=value, unit="分"))) == rule


def test_whole_things_under_a_scale_may_have_decimals() -> None:
    assert read_amount(number("1.5"), indicator(unit="万人")).findings == ()
    assert rules(read_amount(number("1.00005"), indicator(unit="万人"))) == ("cells.fraction-of-count",)
    assert rules(read_amount(number("1.00005"), indicator(value="4.5", unit="万人"))) == ("cells.fraction-of-count",)


@pytest.mark.parametrize(("value", "baseline"), [("4.5", None), ("5", "4.2")])
def test_parts_of_a_count_are_reported_where_the_plan_counts_in_parts(value: str, baseline: str | None) -> None:
    promise = indicator(value=value, unit="人", basis="时点", baseline=baseline)
    assert rules(read_amount(number("4.36"), promise)) == ()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_whatever_is_typed_as_a_plain_number_comes_back_exactly(typed: Decimal) -> None:
    target = indicator(unit="公里", basis="增速")
    assert read_amount(number(str(typed)), target).amount == typed
    as_text = RawCell(PLACE, 5, 8, CellKind.TEXT, f"{typed:,f}")
    assert read_amount(as_text, target).amount == typed


@given(st.text(max_size=12))
def test_no_text_at_all_crashes_the_judge_or_yields_an_amount_with_an_error(text: str) -> None:
    reading = read_amount(RawCell(PLACE, 5, 8, CellKind.TEXT, text), indicator())
    assert (reading.amount is None) or not reading.is_unreadable


@given(st.text(alphabet='0#?.,;%"@!\\_* -[]<>=E+万元G/', max_size=14))
def test_no_number_format_crashes_the_judge(number_format: str) -> None:
    reading = read_amount(number("12.5", number_format), indicator(unit="元"))
    assert (reading.amount is None) == reading.is_unreadable
