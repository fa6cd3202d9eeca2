"""What is due by a month is a target of its own and never the base of what the year has reached."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row

YEAR = "为重点人群开展骨密度检测,全年检测55岁以上居民6000人。\n"


def rates(target: str, progress: str) -> list[tuple[str, str]]:
    claims = read_row(target, progress).claims
    return [(one.expression, str(one.verdict)) for one in claims if one.kind == "completion_rate"]


@pytest.mark.parametrize(
    "month", ["5月:完成检测人数1500人(25%)。", "5月底前:完成检测人数1500人。", "5月底前完成检测人数1500人。"]
)
def test_a_rate_is_one_of_the_year_not_of_the_month(month: str) -> None:
    assert rates(YEAR + month, "完成检测人数2520人,完成率42%。") == [("2520/6000", "consistent")]


def test_a_share_in_brackets_behind_a_milestone_is_no_target() -> None:
    targets = read_row(YEAR + "5月:完成检测人数1500人(25%)。", "").targets
    assert [str(one.value) for one in targets] == ["6000", "1500"]


def test_another_thing_due_by_a_month_is_answered_all_the_same() -> None:
    reading = read_row("新增绿道40公里,6月底前建成口袋公园5个,改造公厕12个", "建成口袋公园3个,改造公厕9个。")
    assert [(str(one.value), one.target) for one in reading.actuals] == [("3", 1), ("9", 2)]
