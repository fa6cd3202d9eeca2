"""The plan of the year is the target of the row where another rate of that plan follows from its own target."""

from __future__ import annotations

from reporter.prose.reading import read_row

TARGET = "新增养老床位4万张,安装社区智能灯杆3万盏"
BEDS = "新增养老床位5.2万张,完成年度计划的130%。\n"
LAMPS = "(二)实施社区智能灯杆安装工程,全省完成安装{}盏,完成年度计划的{}%。"


def rates(progress: str) -> list[tuple[str, str]]:
    claims = read_row(TARGET, progress).claims
    return [(one.expression, str(one.verdict)) for one in claims if one.kind == "completion_rate"]


def test_a_rate_of_a_proven_plan_is_wrong_where_it_does_not_follow() -> None:
    assert rates(BEDS + LAMPS.format(32703, "109.01"))[1] == ("32703/30000", "consistent")
    assert rates(BEDS + LAMPS.format(32703, "101.9"))[1] == ("32703/30000", "inconsistent")


def test_a_plan_that_nothing_proves_may_be_another() -> None:
    assert rates(LAMPS.format(32703, "101.9")) == [("32703/30000", "ambiguous")]
    assert rates(BEDS.replace("130", "118") + LAMPS.format(32703, "101.9"))[-1] == ("32703/30000", "ambiguous")


def test_the_number_of_a_section_is_no_part_of_a_name() -> None:
    (first, _) = read_row("新增共享厨房30家,新建书屋8座", "(一)全省新增共享厨房31家;(二)新建书屋8座").actuals
    assert (first.span, first.target) == ("全省新增共享厨房31家", 0)
