"""Rows of projects: what is planned for the year is the target; how many are listed and the whole sum only describe."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row

PLAN = "列入县重点水利项目12个,总投资96亿元,年度计划投资40亿元"


def stated(target: str) -> list[str]:
    return [one.span for one in read_row(target, "").targets]


def rates(target: str, progress: str) -> list[tuple[str, str]]:
    return [
        (str(one.verdict), str(one.reason))
        for one in read_row(target, progress).claims
        if one.kind == "completion_rate"
    ]


@pytest.mark.parametrize(
    "target",
    [
        PLAN,
        "我县2023年共列入市级水利项目12个,计划总投资96亿元,年度投资计划40亿元",
        "纳入水利建设名录12个,估算总投资约96亿元,当年完成投资40亿元",
    ],
)
def test_a_list_and_a_whole_sum_only_describe_what_the_plan_of_the_year_is_of(target: str) -> None:
    (found,) = stated(target)
    assert found.endswith("40亿元")


def test_without_a_plan_of_the_year_they_are_what_is_wanted() -> None:
    assert len(stated("力争纳入省级水利名录12个以上")) == 1
    assert len(stated("新建水库12座,年度计划投资40亿元")) == 2
    assert stated("总投资96亿元") == ["总投资96亿元"]


@pytest.mark.parametrize("phrase", ["完成年度投资计划的{}%", "完成年度计划{}%", "投资完成率{}%"])
def test_a_rate_that_calls_its_base_as_the_target_is_stated_is_held_to_it(phrase: str) -> None:
    assert rates(PLAN, f"1-5月完成投资24亿元,{phrase.format(60)}。") == [("consistent", "")]
    assert rates(PLAN, f"1-5月完成投资24亿元,{phrase.format(68)}。") == [("inconsistent", "other-denominator")]


@pytest.mark.parametrize("phrase", ["完成省定计划的68%", "完成季度计划的68%", "完成概算投资额的68%"])
def test_a_base_that_is_called_otherwise_stays_a_doubt(phrase: str) -> None:
    assert ("inconsistent", "other-denominator") not in rates(PLAN, f"1-5月完成投资24亿元,{phrase}。")


def test_one_result_makes_one_rate_of_one_target_and_a_second_rate_is_of_another_base() -> None:
    reading = read_row(PLAN, "1-5月完成投资24亿元,完成年度计划投资的60%,完成投资目标任务的68%。")
    assert [str(one.verdict) for one in reading.claims] == ["consistent"]
    assert [one.span for one in reading.uncheckable] == ["完成投资目标任务的68%"]
