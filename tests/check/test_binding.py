"""Which indicator a stated target can only mean, and what a cell's digits allow."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.check.binding import allowed_by_cell
from reporter.check.binding import bound_targets
from reporter.check.binding import likest
from reporter.check.binding import says_the_same
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from tests.plans import amount
from tests.plans import indicator


def stated(name: str, value: str | None, unit: str = "个", value_max: str | None = None) -> StatedTarget:
    """Make a target in words; its span is its name."""
    return StatedTarget(0, 1, name, name, TargetRelation.AT_LEAST, amount(value), amount(value_max), unit, None)


@pytest.mark.parametrize(
    ("value", "unit", "planned", "planned_unit", "expected"),
    [
        ("300", "个", "300", "个", True),
        ("300", "个", "301", "个", False),
        ("300", "个", "300", "家", False),
        ("20000", "亩", "2", "万亩", True),
        ("30000", "名", "3", "万人", True),
        ("30000", "人次", "3", "万人", False),
        ("6500", "", "6500", "路", True),
        ("6400", "", "6500", "路", False),
        ("0.666667", "1", "66.67", "%", True),
        ("0.5", "1", "66.67", "%", False),
        ("-3", "%", "3", "%", True),
        (None, "%", "3", "%", False),
        ("3", "%", None, "%", False),
    ],
)
def test_words_and_plan_say_the_same_by_value_and_unit(
    value: str | None, unit: str, planned: str | None, planned_unit: str, *, expected: bool
) -> None:
    assert says_the_same(stated("x", value, unit), indicator(value=planned, unit=planned_unit).target) is expected


@pytest.mark.parametrize(
    ("upper", "value_max", "expected"), [("50", "50", True), ("50", "60", False), ("50", None, False)]
)
def test_both_ends_of_a_range_count(upper: str, value_max: str | None, *, expected: bool) -> None:
    target = indicator(value="10", upper=upper, relation="区间").target
    assert says_the_same(stated("x", "10", value_max=value_max), target) is expected


def test_the_name_chooses_among_equal_targets() -> None:
    roads, schools = indicator("K01-1", name="新改建农村公路里程"), indicator("K01-2", name="新改扩建幼儿园")
    found = bound_targets([stated("新改建农村公路", "100"), stated("新建幼儿园", "100")], [roads, schools])
    assert found == {0: roads, 1: schools}


def test_names_that_are_equally_like_bind_nothing() -> None:
    twins = [indicator("K01-1", name="新建学校甲"), indicator("K01-2", name="新建学校乙")]
    assert bound_targets([stated("新建学校", "100")], twins) == {}


def test_a_name_that_shares_nothing_binds_nothing() -> None:
    assert likest("新建学校", [indicator(name="减税降费")]) is None
    assert likest("新建学校", []) is None


@pytest.mark.parametrize(
    ("typed", "unit", "allowed", "forbidden"),
    [
        ("7", "所", "7", "7.1"),
        ("12.3", "亿元", "1234000000", "1236000000"),
        ("8", "万人", "80123", "86000"),
        ("30", "公里", "29.6", "31"),
        ("1200", "公里", "1200.4", "1201"),
        ("54.8", "%", "54.84", "54.9"),
    ],
)
def test_a_cell_allows_half_its_last_digit_unless_it_counts_whole_things(
    typed: str, unit: str, allowed: str, forbidden: str
) -> None:
    interval = allowed_by_cell(Decimal(typed), unit)
    assert interval.holds(Decimal(allowed))
    assert not interval.holds(Decimal(forbidden))


@given(st.permutations([indicator("K01-1", name="农村公路"), indicator("K01-2", name="城市道路"), indicator("K01-3")]))
def test_the_order_of_the_plan_does_not_change_what_is_bound(order: list[object]) -> None:
    found = bound_targets([stated("农村公路建设", "100")], order)  # type: ignore[arg-type]
    assert [item.id for item in found.values()] == ["K01-1"]
