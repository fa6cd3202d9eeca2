"""A count of the items on a list is no target; what is promised of the items is one."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row
from reporter.prose.targets import read_targets


def values(text: str) -> list[str]:
    return [str(one.value) for one in read_targets(text) if one.value is not None]


@pytest.mark.parametrize(
    "text",
    [
        "常委会会议票决确定9项民生实事项目",
        "年度工作要点明确86项目标任务",
        "分解细化为310个具体工作内容",
        "民生实事覆盖交通、住房、托育、健身等6个方面24个小项",
        "市实事8件12项",
        "为扎实推进20件民生实事项目落地",
        "继续抓好已出台23条惠企政策、40项政策举措的落地见效",
    ],
)
def test_a_count_of_items_is_no_target(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("办好20件民生实事", "20"),
        ("完成改革试点任务6项", "6"),
        ("开展8个方面改革", "8"),
        ("确定示范企业30家", "30"),
        ("为900名老人安装扶手", "900"),
        ("为扎实推进20件民生实事落地,新建公厕15座", "15"),
    ],
)
def test_what_is_to_be_done_is_a_target(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_race_is_closed_before_the_next_statement_counts() -> None:
    race, growth = read_targets("确保工业投资增速快于全省平均、3项先行指标均实现8%以上增长")
    assert (race.indicator, race.relation, race.value) == ("工业投资增速", "faster_than", None)
    assert (growth.indicator, growth.relation, str(growth.value), growth.basis) == ("先行指标增速", "ge", "8", "增速")


def test_a_lead_over_another_than_the_rival_of_the_target_answers_nothing() -> None:
    target = "工业投资增速高于经济增速"
    other = read_row(target, "工业投资增长9.1%,高于全省平均1.4个百分点。").actuals
    assert [(str(one.value), one.target) for one in other] == [("9.1", 0), ("1.4", None)]
    same = read_row("工业投资增速高于全省平均", "工业投资增长9.1%,高于全省平均1.4个百分点。").actuals
    assert [(str(one.value), one.target) for one in same] == [("9.1", 0), ("1.4", 0)]
