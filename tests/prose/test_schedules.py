"""Distances from the part of the year that is over and from an average in brackets: told where they follow."""

from __future__ import annotations

import pytest

from tests.prose.typed import claims
from tests.prose.typed import read
from tests.prose.typed import verdicts


def differences_in(progress: str) -> list[tuple[str, str, str]]:
    return [(one.expression, str(one.verdict), one.span) for one in claims(progress) if one.kind == "difference"]


@pytest.mark.parametrize(
    ("progress", "expression"),
    [
        ("1-6月渠道衬砌完成率56.4%,快于时间进度6.4个百分点。", "56.4-50"),
        ("截至6月30日,渠道衬砌完成率56.4%,比时序进度高6.4%。", "56.4-50"),
        ("截止9月底,渠道衬砌完成率70.5%,低于序时进度4.5个百分点。", "75-70.5"),
        ("上半年渠道衬砌完成率43.1%,比时间进度慢6.9个百分点。", "50-43.1"),
        ("1至7月渠道衬砌完成率60.3%,超序时进度2个百分点。", "60.3-58.33"),
        ("前三季度渠道衬砌完成率80%,超序时5个百分点。", "80-75"),
    ],
)
def test_a_schedule_is_the_share_of_the_year_that_is_over(progress: str, expression: str) -> None:
    ((found, verdict, _),) = differences_in(progress)
    assert (found, verdict) == (expression, "consistent")


@pytest.mark.parametrize(
    "progress",
    [
        "1-6月渠道衬砌完成率56.4%,快于时间进度9.4个百分点。",
        "渠道衬砌完成率56.4%,快于时间进度6.4个百分点。",
        "1-13月渠道衬砌完成率56.4%,快于时间进度6.4个百分点。",
        "1-6月渠道衬砌完成率56.4%,低于时间进度6.4个百分点。",
    ],
)
def test_a_schedule_that_is_not_known_makes_no_claim(progress: str) -> None:
    assert differences_in(progress) == []


def test_an_average_in_brackets_is_held_against_the_growth_told_before_that_it_follows_from() -> None:
    text = "门票收入540万元,增长12.4%,其中联票增长30%。门票收入增幅比全省平均增幅(9.1%){}个百分点。"
    assert [one[:2] for one in differences_in(text.format("高3.3"))] == [("12.4-9.1", "consistent")]
    assert differences_in(text.format("高8.3")) == []
    assert differences_in(text.format("低3.3")) == []


def test_a_distance_that_follows_is_no_rate_without_a_base() -> None:
    assert ("difference", "consistent", "") in verdicts(*claims("1-6月渠道衬砌完成率56.4%,快于时间进度6.4个百分点。"))


@pytest.mark.parametrize("over", ["超任务17盏", "比任务多17盏", "低于目标17盏"])
def test_what_exceeds_a_task_that_is_not_printed_is_said_to_have_no_base(over: str) -> None:
    reading = read(f"更换路灯185盏,{over}。")
    assert reading.claims == ()
    assert [one.span for one in reading.uncheckable] == [over]


def test_an_excess_in_another_unit_is_not_of_the_amount_before_it() -> None:
    assert read("更换路灯185盏,超任务17天。").uncheckable == ()


def test_a_rate_of_answered_motions_has_no_base_where_nothing_is_counted() -> None:
    assert [one.span for one in read("所有提案均已答复,办复率为100%。").uncheckable] == ["办复率为100%"]
