"""A text that looks back on last year answers the targets set for it; beside the results of this year it does not."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row

GOAL = "新增公共泊车位800个以上,空置厂房减少30%"


def bound(progress: str) -> list[tuple[str, int | None]]:
    return [(one.span, one.target) for one in read_row(GOAL, progress).actuals if one.unit == "个"]


@pytest.mark.parametrize(
    "words", ["去年新增公共泊车位860个", "去年全市新增公共泊车位860个", "上年全年新增公共泊车位860个"]
)
def test_what_a_text_tells_of_last_year_alone_answers_the_target(words: str) -> None:
    assert bound(f"{words},比上年增长7%。") == [(words, 0)]


@pytest.mark.parametrize(
    "progress",
    [
        "去年新增公共泊车位860个,今年正在选址。",
        "去年新增公共泊车位860个;截至6月底,已开工2处。",
        "去年同期新增公共泊车位860个。",
        "正在选址。去年新增公共泊车位860个。",
    ],
)
def test_beside_a_later_time_last_year_is_only_what_is_compared_with(progress: str) -> None:
    assert [target for _, target in bound(progress)] == [None]


def test_a_rate_of_last_year_is_held_against_its_target() -> None:
    claims = read_row(GOAL, "去年新增公共泊车位860个,完成目标任务的117.5%。").claims
    assert [(str(one.verdict), one.expression) for one in claims] == [("inconsistent", "860/800")]
    claims = read_row(GOAL, "去年新增公共泊车位860个,完成目标任务的107.5%。").claims
    assert [str(one.verdict) for one in claims] == ["consistent"]
