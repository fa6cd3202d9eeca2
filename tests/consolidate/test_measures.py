"""Rate, pace and status: the table of 口径 and 关系 as it stands in the design."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from reporter.consolidate.measures import measured
from reporter.consolidate.measures import rate
from reporter.consolidate.measures import rate_expression
from reporter.plan.criteria import Status
from reporter.plan.criteria import basis_in_force
from reporter.plan.criteria import schedule
from reporter.plan.records import Basis
from reporter.plan.records import Indicator
from reporter.plan.records import Settings
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import amount
from tests.plans import indicator

if TYPE_CHECKING:
    from reporter.periods import Period

SETTINGS = Settings(2023)
PERIODS = {"H1": HALF_YEAR, "FY": YEAR_END}
amounts = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False, allow_infinity=False)
targets = st.decimals(min_value="0.0001", max_value=10**9, places=4, allow_nan=False, allow_infinity=False)


def promised(words: str) -> Indicator:
    """Make an indicator of `口径 关系 目标值 单位=个 基期值=10 …`; a value of - is none."""
    basis, relation, value, *others = words.split()
    given = dict(item.split("=") for item in others)
    return indicator(
        basis=basis,
        relation=relation,
        value=None if value == "-" else value,
        upper=given.get("目标上限"),
        unit=given.get("单位", "%" if basis in {"增速", "占比", "进度"} else "个"),
        baseline=given.get("基期值"),
        schedule=given.get("半年序时"),
    )


def status(promise: Indicator, actual: Decimal | None, settings: Settings, period: Period) -> Status:
    """Judge an indicator."""
    return measured(promise, actual, settings, period).status


@pytest.mark.parametrize(
    ("words", "actual", "expected"),
    [
        ("累计 ≥ 100", "54.8", "54.8"),
        ("累计 ≤ 200", "50", "25"),
        ("累计 区间 50 目标上限=80", "60", "120"),
        ("累计 = 100", None, None),
        ("累计 ≥ 0", "3", None),
        ("累计 ≥ -", "3", None),
        ("时点 ≥ 80", "60", "75"),
        ("时点 ≤ 6 基期值=10", "7", "75"),
        ("时点 < 6 基期值=10", "11", "-25"),
        ("时点 ≤ 10 基期值=10", "7", "70"),
        ("时点 ≤ 10", "7", "70"),
        ("时点 ≥ 10 基期值=20", "7", "70"),
        ("时点 ≤ 0 基期值=10", "7", None),
        ("增速 ≥ 6", "5", None),
        ("占比 ≥ 60", "61", None),
        ("排名 ≤ 3", "2", None),
        ("进度 ≥ 100", "54.8", "54.8"),
        ("进度 ≥ 80", "40", "40"),
        ("定性 = -", "5", None),
    ],
)
def test_rate_follows_the_basis(words: str, actual: str | None, expected: str | None) -> None:
    found = rate(promised(words), amount(actual), HALF_YEAR)
    assert found == amount(expected)


@pytest.mark.parametrize(
    ("words", "actual", "expected"),
    [
        ("累计 ≥ 100", "54.80", "54.8/100"),
        ("时点 ≤ 6 基期值=10", "7", "(10-7)/(10-6)"),
        ("时点 ≤ 10 基期值=10", "7", "7/10"),
        ("进度 ≥ 100", "54.8", "54.8"),
        ("进度 ≥ -", "54.8", "54.8"),
        ("累计 ≥ 0", "3", ""),
        ("累计 ≥ 100", None, ""),
        ("占比 ≥ 60", "61", ""),
        ("年度 ≥ 10", "5", ""),
    ],
)
def test_a_rate_can_be_told_as_an_expression(words: str, actual: str | None, expected: str) -> None:
    assert rate_expression(promised(words), amount(actual), HALF_YEAR) == expected


def test_annual_indicators_have_no_rate_before_year_end() -> None:
    assert rate(promised("年度 ≥ 10"), Decimal(5), HALF_YEAR) is None


@pytest.mark.parametrize(
    ("unit", "relation", "expected", "basis"),
    [
        ("个", "≥", "50", Basis.LEVEL),
        ("%", "≥", None, Basis.SHARE),
        ("‰", "≤", None, Basis.SHARE),
        ("位", "≤", None, Basis.RANK),
        ("名", "≤", None, Basis.RANK),
        ("名", "≥", "50", Basis.LEVEL),
    ],
)
def test_annual_indicators_are_judged_by_their_unit_at_year_end(
    unit: str, relation: str, expected: str | None, basis: Basis
) -> None:
    annual = promised(f"年度 {relation} 10 单位={unit}")
    assert rate(annual, Decimal(5), YEAR_END) == amount(expected)
    assert basis_in_force(annual) is basis


def test_a_rate_without_end_keeps_sixty_digits() -> None:
    found = rate(promised("累计 ≥ 3"), Decimal(2), HALF_YEAR)
    assert found is not None
    assert str(found) == "66." + "6" * 57 + "7"


@pytest.mark.parametrize(
    ("words", "period", "expected"),
    [
        ("累计 ≥ 100", "H1", "50"),
        ("累计 ≥ 100 半年序时=30", "H1", "30"),
        ("累计 ≥ 100 半年序时=0", "H1", "0"),
        ("累计 ≥ 100 半年序时=30", "FY", "100"),
        ("进度 ≥ 100", "H1", "50"),
        ("进度 ≤ 100", "H1", "50"),
        ("累计 ≤ 100", "H1", None),
        ("累计 < 100 半年序时=30", "H1", None),
        ("时点 ≥ 100", "H1", None),
        ("占比 ≥ 100", "FY", None),
        ("年度 ≥ 100", "FY", None),
    ],
)
def test_schedule_is_the_indicators_own_or_the_plans(words: str, period: str, expected: str | None) -> None:
    found = schedule(promised(words), SETTINGS, PERIODS[period])
    assert found == amount(expected)


def test_nothing_is_due_in_spring() -> None:
    target = promised("累计 ≥ 100")
    assert schedule(target, SETTINGS, SPRING) is None
    assert status(target, Decimal(5), SETTINGS, SPRING) is Status.NOT_COMPUTABLE


@pytest.mark.parametrize(
    ("words", "actual", "period", "expected"),
    [
        ("累计 ≥ 100", "54.8", "H1", "4.8"),
        ("累计 ≥ 100", "54.8", "FY", "-45.2"),
        ("累计 ≥ 100", None, "H1", None),
        ("累计 ≥ 0", "3", "H1", None),
        ("累计 ≤ 100", "54.8", "H1", None),
        ("进度 ≥ 100", "10", "H1", "-40"),
        ("时点 ≥ 100", "54.8", "H1", None),
    ],
)
def test_pace_is_rate_minus_schedule_in_points(words: str, actual: str | None, period: str, expected: str) -> None:
    found = measured(promised(words), amount(actual), SETTINGS, PERIODS[period]).pace
    assert found == amount(expected)


@pytest.mark.parametrize(
    ("words", "actual", "period", "expected"),
    [
        ("累计 ≥ 100", "100.01", "H1", "超额完成"),
        ("累计 ≥ 100", "100", "H1", "已完成"),
        ("累计 ≥ 100", "99.99", "H1", "超序时"),
        ("累计 ≥ 100", "52.01", "H1", "超序时"),
        ("累计 ≥ 100", "52", "H1", "按序时"),
        ("累计 ≥ 100", "48", "H1", "按序时"),
        ("累计 ≥ 100", "47.99", "H1", "慢序时"),
        ("累计 ≥ 100", "0", "H1", "慢序时"),
        ("累计 ≥ 100", "98", "FY", "按序时"),
        ("累计 ≥ 100", "97.9", "FY", "慢序时"),
        ("累计 = 100", "120", "FY", "超额完成"),
        ("累计 > 100", "100", "FY", "已完成"),
        ("累计 ≈ 100", "60", "H1", "超序时"),
        ("累计 ≥ 0", "5", "H1", "无法测算"),
        ("累计 ≤ 100", "100", "H1", "达标"),
        ("累计 ≤ 100", "100.1", "H1", "未达标"),
        ("累计 < 100", "100", "FY", "未达标"),
        ("累计 ≤ 0", "0", "H1", "达标"),
        ("累计 ≤ 0", "1", "H1", "未达标"),
        ("进度 ≥ 80", "100.1", "H1", "超额完成"),
        ("进度 ≥ 80", "100", "FY", "已完成"),
        ("进度 ≥ 80", "51", "H1", "按序时"),
        ("进度 ≥ 80", "80", "FY", "慢序时"),
        ("时点 ≥ 100", "100", "H1", "达标"),
        ("时点 ≥ 100", "99", "H1", "未达标"),
        ("时点 > 100", "100", "H1", "未达标"),
        ("时点 = 100", "101", "H1", "达标"),
        ("时点 = 100", "99", "H1", "未达标"),
        ("时点 ≥ 0", "0", "H1", "达标"),
        ("时点 ≤ 6", "6", "H1", "达标"),
        ("时点 < 6", "6", "H1", "未达标"),
        ("时点 ≈ 100", "95", "H1", "达标"),
        ("时点 ≈ 100", "105.01", "H1", "未达标"),
        ("时点 ≥ -", "105", "H1", "无法测算"),
        ("增速 ≥ 6", "6", "H1", "达标"),
        ("增速 ≥ 6", "5.9", "H1", "未达标"),
        ("增速 ≈ 6", "5.5", "H1", "达标"),
        ("增速 ≈ 6", "6.51", "H1", "未达标"),
        ("增速 ≤ -3", "-4", "H1", "达标"),
        ("占比 = 100", "100", "H1", "达标"),
        ("占比 = 60", "61", "H1", "未达标"),
        ("排名 ≤ 3", "3", "H1", "达标"),
        ("排名 ≥ 3", "4", "H1", "未达标"),
        ("排名 ≥ 3", "1", "H1", "达标"),
        ("排名 = 3", "2", "H1", "达标"),
        ("排名 < 3", "3", "H1", "未达标"),
        ("年度 ≥ 10", "10", "H1", "年度统计"),
        ("年度 ≥ 10", None, "H1", "年度统计"),
        ("年度 ≥ 10", "10", "FY", "达标"),
        ("年度 ≥ 10", None, "FY", "未填报"),
        ("累计 ≥ 100", None, "H1", "未填报"),
        ("排名 ≤ 3", None, "H1", "未填报"),
    ],
)
def test_status_follows_basis_and_relation(words: str, actual: str | None, period: str, expected: str) -> None:
    found = status(promised(words), amount(actual), SETTINGS, PERIODS[period])
    assert found == Status(expected)


@pytest.mark.parametrize(
    ("basis", "unit", "actual", "expected"),
    [
        ("时点", "个", "10", "达标"),
        ("时点", "个", "50", "达标"),
        ("时点", "个", "50.01", "未达标"),
        ("占比", "%", "9.99", "未达标"),
        ("排名", "位", "51", "未达标"),
        ("排名", "位", "3", "达标"),
    ],
)
def test_a_range_includes_both_ends(basis: str, unit: str, actual: str, expected: str) -> None:
    target = promised(f"{basis} 区间 10 目标上限=50 单位={unit}")
    assert status(target, amount(actual), SETTINGS, HALF_YEAR) == Status(expected)


def test_a_range_without_upper_end_has_only_the_lower_one() -> None:
    assert status(promised("占比 区间 10"), Decimal(99), SETTINGS, HALF_YEAR) is Status.MET


@pytest.mark.parametrize(
    ("unit", "near", "far"), [("%", "60.5", "60.6"), ("‰", "65", "65.1"), ("1", "60.005", "60.006")]
)
def test_about_a_share_is_half_a_percentage_point(unit: str, near: str, far: str) -> None:
    target = promised(f"占比 ≈ 60 单位={unit}")
    assert status(target, amount(near), SETTINGS, HALF_YEAR) is Status.MET
    assert status(target, amount(far), SETTINGS, HALF_YEAR) is Status.NOT_MET


def test_an_unreadable_cell_is_not_computable_and_not_unreported() -> None:
    found = measured(promised("累计 ≥ 1"), None, SETTINGS, HALF_YEAR, is_unreadable=True)
    assert found.status is Status.NOT_COMPUTABLE


@pytest.mark.parametrize(
    ("text", "expected"), [("已印发实施。", Status.MET), ("", Status.UNREPORTED), (" \n", Status.UNREPORTED)]
)
def test_a_qualitative_indicator_is_judged_by_the_text(text: str, expected: Status) -> None:
    assert measured(promised("定性 = -"), None, SETTINGS, HALF_YEAR, text=text).status is expected


def test_the_tolerance_is_the_plans() -> None:
    strict = Settings(2023, tolerance=Decimal(0))
    target = promised("累计 ≥ 100")
    assert status(target, Decimal(50), strict, HALF_YEAR) is Status.ON_SCHEDULE
    assert status(target, Decimal("50.0001"), strict, HALF_YEAR) is Status.AHEAD


@given(actual=amounts, target=targets, more=targets)
def test_reporting_more_never_lowers_the_rate(actual: Decimal, target: Decimal, more: Decimal) -> None:
    promise = promised(f"累计 ≥ {target:f}")
    before = rate(promise, actual, HALF_YEAR)
    after = rate(promise, actual + more, HALF_YEAR)
    assert before is not None
    assert after is not None
    assert before < after


@given(target=targets)
def test_reaching_the_target_is_exactly_complete_and_a_hair_more_exceeds(target: Decimal) -> None:
    promise = promised(f"累计 ≥ {target:f}")
    hair = Decimal("1e-18")
    judged = [status(promise, target + step, SETTINGS, YEAR_END) for step in (-hair, Decimal(0), hair)]
    assert judged[1:] == [Status.COMPLETED, Status.EXCEEDED]
    assert judged[0] not in {Status.COMPLETED, Status.EXCEEDED}


@given(actual=amounts, target=targets, scale=st.sampled_from(["0.001", "3", "7", "10000"]))
@pytest.mark.parametrize("basis", ["累计", "时点"])
def test_scaling_target_and_actual_together_changes_nothing(
    basis: str, actual: Decimal, target: Decimal, scale: str
) -> None:
    small, large = promised(f"{basis} ≥ {target:f}"), promised(f"{basis} ≥ {target * Decimal(scale):f}")
    scaled = actual * Decimal(scale)
    assert rate(small, actual, HALF_YEAR) == rate(large, scaled, HALF_YEAR)
    assert status(small, actual, SETTINGS, HALF_YEAR) is status(large, scaled, SETTINGS, HALF_YEAR)


@given(target=targets, due=st.decimals(min_value=0, max_value=90, places=2), tolerance=st.integers(0, 5))
def test_the_edges_of_the_tolerance_are_on_schedule(target: Decimal, due: Decimal, tolerance: int) -> None:
    settings = Settings(2023, tolerance=Decimal(tolerance))
    promise = promised(f"累计 ≥ {target:f} 半年序时={due:f}")
    for edge in (due - tolerance, due + tolerance):
        assert status(promise, target * edge / 100, settings, HALF_YEAR) is Status.ON_SCHEDULE


@given(actual=amounts, target=targets, baseline=targets)
def test_a_reduction_is_complete_exactly_where_its_level_is_met(
    actual: Decimal, target: Decimal, baseline: Decimal
) -> None:
    assume(baseline > target)
    promise = promised(f"时点 ≤ {target:f} 基期值={baseline:f}")
    reached = rate(promise, actual, HALF_YEAR)
    assert reached is not None
    assert (reached >= 100) == (status(promise, actual, SETTINGS, HALF_YEAR) is Status.MET)
