"""A product worked out in print, and the task that a row tells again beside its result."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row


def claims(progress: str, kind: str, target: str = "完善服务。") -> list[tuple[str, str]]:
    return [(one.expression, str(one.verdict)) for one in read_row(target, progress).claims if one.kind == kind]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("任务为60人*7个月=420月。", [("60*7", "consistent")]),
        ("任务为60人*7个月=470月。", [("60*7", "inconsistent")]),
        ("任务为25户×4次=100次。", [("25*4", "consistent")]),
        ("补助60人*700元=4.2万元。", []),
        ("占地60米*70米=4亩。", []),
        ("任务为3*60人*7个月=1260月。", []),
    ],
)
def test_an_equation_in_print_is_worked_out_in_one_unit(progress: str, expected: list[tuple[str, str]]) -> None:
    assert claims(progress, "product") == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("完成向困难家庭赠送护理包4.2万份的任务。", ["42000"]),
        ("承诺的160个项目中,已有31个完成。", ["160"]),
        ("承诺的165个项目中,已有31个完成。", []),
    ],
)
def test_the_task_told_again_is_a_repeat(progress: str, expected: list[str]) -> None:
    target = "办理实事20件160个项目;为困难家庭赠送护理包4.2万份"
    assert [expression for expression, _ in claims(progress, "repeat", target)] == expected
