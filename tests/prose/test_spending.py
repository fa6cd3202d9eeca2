"""How much of the money allotted is spent, and a task that is worked out in the text as the base of its rate."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row


def rates(progress: str, target: str = "加强资金保障。") -> list[tuple[str, str]]:
    claims = read_row(target, progress).claims
    return [(one.expression, str(one.verdict)) for one in claims if one.kind == "completion_rate"]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("中央下达资金24亿元,支出15亿元,支出进度62.5%。", [("15亿/24亿", "consistent")]),
        ("中央下达资金24亿元,支出15亿元,支出进度85%。", [("15亿/24亿", "inconsistent")]),
        ("中央下达资金24亿元,支出15亿元,支出进度50%。", [("15亿/24亿", "ambiguous")]),
        ("年初预算安排资金30亿元,下达资金24亿元,支出15亿元,执行率50%。", [("15亿/30亿", "consistent")]),
        ("统筹安排镇村资金3.2亿元。出台办法8个。镇村资金已支出2.4亿元,执行率75%。", [("2.4亿/3.2亿", "consistent")]),
        ("统筹安排镇村资金3.2亿元。出台办法8个。镇村资金已支出2.4亿元,执行率57%。", []),
        ("统筹安排镇村资金3.2亿元。出台办法8个。园区资金已支出2.4亿元,执行率75%。", []),
    ],
)
def test_spending_is_held_against_what_was_allotted(progress: str, expected: list[tuple[str, str]]) -> None:
    assert rates(progress) == expected


def test_a_task_worked_out_in_the_text_is_the_base_of_its_rate() -> None:
    progress = "任务是要完成60人*7个月=420月的陪护,目前累计完成75人共504个月的任务,完成率120%。"
    assert rates(progress, "陪护失能老人60人") == [("504/420", "consistent")]
