"""A list of results that names nothing answers as many targets in their order, and so is what exceeds them told."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row

GOALS = "全年计划新建社区菜园40个,改造屋顶花园25个,认养古树名木360个"


def bound(target: str, progress: str) -> list[tuple[str, int | None]]:
    return [(str(one.value), one.target) for one in read_row(target, progress).actuals if one.unit != "%"]


def excess(target: str, progress: str) -> list[tuple[str, str]]:
    return [(one.expression, str(one.verdict)) for one in read_row(target, progress).claims if one.kind == "excess"]


def test_as_many_results_as_targets_answer_them_in_order() -> None:
    assert bound(GOALS, "实际分别完成44个、30个、400个。") == [("44", 0), ("30", 1), ("400", 2)]


@pytest.mark.parametrize(
    "progress", ["实际分别完成44个、30个。", "分别完成44个、30张、400个。", "共完成44个、30个、400个。"]
)
def test_a_list_of_other_length_unit_or_kind_is_not_laid_on_the_targets(progress: str) -> None:
    assert ("30", 1) not in bound(GOALS, progress)


def test_what_was_exceeded_is_told_in_the_order_of_the_results() -> None:
    found = excess(GOALS, "实际分别完成44个、30个、400个,分别超额完成10%、20%和11%。")
    assert found == [("44/40-1", "consistent"), ("30/25-1", "consistent"), ("400/360-1", "consistent")]
    found = excess(GOALS, "实际分别完成44个、30个、400个,分别超额完成10%、20%和17%。")
    assert [verdict for _, verdict in found] == ["consistent", "consistent", "ambiguous"]


def test_an_excess_is_no_result_and_proves_no_target_by_its_ratio() -> None:
    reading = read_row("新建社区菜园40个", "已新建社区菜园44个,超额完成10%。")
    assert [(str(one.value), one.target) for one in reading.actuals] == [("44", 0)]
