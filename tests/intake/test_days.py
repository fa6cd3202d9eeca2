"""Days: what a date cell stores and what people write."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.intake.days import stored_day
from reporter.intake.days import written_day


@pytest.mark.parametrize(
    ("stored", "day"),
    [
        ("45112", "2023-07-05"),
        ("45112.75", "2023-07-05"),
        ("4.5112E+4", "2023-07-05"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61.75", "1900-03-01"),
        ("2958465.5", "9999-12-31"),
        ("2023-07-05", "2023-07-05"),
        ("2023-07-05T08:30:00", "2023-07-05"),
        ("2023-07-05 08:30:00Z", "2023-07-05"),
    ],
)
def test_a_date_cell_holds_a_day(stored: str, day: str) -> None:
    assert stored_day(stored) == date.fromisoformat(day)


@pytest.mark.parametrize(("stored", "day"), [("1", "1904-01-02"), ("43650", "2023-07-05"), ("2957003", "9999-12-31")])
def test_some_workbooks_count_from_1904(stored: str, day: str) -> None:
    assert stored_day(stored, uses_1904_dates=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "stored", ["60", "60.5", "0", "0.5", "-5", "2958466", "99999999", "1E+400", "08:30:00", "NaN", "Infinity", "x", ""]
)
def test_a_leap_day_that_never_was_a_time_and_what_lies_beyond_the_calendar_are_no_days(stored: str) -> None:
    assert stored_day(stored) is None


@pytest.mark.parametrize("stored", ["0.5", "2957004", "-1"])
def test_nor_are_they_where_days_count_from_1904(stored: str) -> None:
    assert stored_day(stored, uses_1904_dates=True) is None


@given(st.dates(min_value=date(1904, 1, 2)))
def test_both_epochs_tell_the_same_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert stored_day(str(serial)) == stored_day(str(serial - 1462), uses_1904_dates=True) == day


@given(st.dates(min_value=date(1900, 3, 1), max_value=date(9999, 12, 30)))
def test_the_next_serial_is_the_next_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert stored_day(str(serial + 1)) == day + timedelta(1)


@pytest.mark.parametrize(
    "text", ["2023-07-05", "2023.7.5", "2023/7/5", "2023年7月5日", "2023 年 7 月 5 日", "2023-7-5 17:00"]
)
def test_written_days_are_read(text: str) -> None:
    assert written_day(text) == written_day(text, is_lenient=True) == date(2023, 7, 5)


@pytest.mark.parametrize("text", ["20230705", "2023-07-05 星期三", "2023年7月5日 下午"])
def test_what_clerks_type_is_read_only_where_it_is_asked_for(text: str) -> None:
    assert written_day(text) is None
    assert written_day(text, is_lenient=True) == date(2023, 7, 5)


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13-01", "20231301", "2023-07", "7月5日", "3023-07-05", "45112"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert written_day(text, is_lenient=True) is None
