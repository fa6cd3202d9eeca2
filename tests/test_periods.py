"""Periods: read as folders are named, ordered by calendar."""

from __future__ import annotations

import pytest

from reporter.periods import Period
from reporter.periods import Stage


def period(text: str) -> Period:
    """Parse a period that is one."""
    parsed = Period.parse(text)
    assert parsed is not None
    return parsed


@pytest.mark.parametrize("text", ["2023", "2023H1", "2023FY"])
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    assert str(period(text)) == text


@pytest.mark.parametrize("text", ["", "23H1", "2023h1", "2023H2", "2023 H1", "2023FYX", "plan-2023"])
def test_anything_else_is_no_period(text: str) -> None:
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("2023h1", "2023H1"),
        ("2023-H1", "2023H1"),
        ("２０２３Ｈ１", "2023H1"),
        ("2023 H1 补报", "2023H1"),
        ("2023上半年", "2023H1"),
        ("2023年半年度报送", "2023H1"),
        ("23H1", "2023H1"),
        ("2023H2", "2023FY"),
        ("2023年下半年", "2023FY"),
        ("2023_全年", "2023FY"),
        ("2023fy", "2023FY"),
        ("2023年", "2023"),
        ("2023年度承诺", "2023"),
        ("2023资料", "None"),
        ("上半年", "None"),
        ("20230705", "None"),
        ("备份", "None"),
        ("", "None"),
    ],
)
def test_a_name_that_is_no_period_may_be_meant_for_one(name: str, meant: str) -> None:
    assert str(Period.meant(name)) == meant


def test_periods_order_by_calendar() -> None:
    texts = ["2024", "2023FY", "2023", "2023H1", "2022FY"]
    assert [str(item) for item in sorted(map(period, texts))] == ["2022FY", "2023", "2023H1", "2023FY", "2024"]


def test_only_an_earlier_period_of_the_same_year_precedes() -> None:
    assert period("2023H1").precedes_in_year(period("2023FY"))
    assert not period("2023H1").precedes_in_year(period("2024FY"))
    assert not period("2023FY").precedes_in_year(period("2023H1"))


def test_a_period_is_said_in_words() -> None:
    assert period("2023H1").title == "2023年上半年"
    assert period("2023").stage is Stage.SPRING
