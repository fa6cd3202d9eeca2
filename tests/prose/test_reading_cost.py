"""Reading is total and linear: any text is read, and twice the text takes about twice the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from benchmarks.prose_cost import seconds
from reporter.prose.crossrow import read_repeats
from reporter.prose.reading import read_row
from reporter.prose.records import Side

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_FOR_TWICE = 3.2
"""Twice the text may take twice the time, and some for a busy machine; four times would be quadratic."""
TRIES = 4


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_and_every_span_is_text(target: str, progress: str) -> None:
    reading = read_row(target, progress)
    texts = {Side.TARGET: target, Side.PROGRESS: progress}
    assert all(texts[one.side][one.start : one.end] == one.span for one in reading.claims)
    assert all(texts[one.side][one.start : one.end] == one.span for one in (*reading.uncheckable, *reading.unread))
    read_repeats([("one", reading), ("other", reading)])


WORDS = """
新增 建成 公园 绿道 24个 60公里 1.3万人次 75% 3亿元以上项目 完成全年目标的 分别 均 其中 占全市支出的 占比
, 。 ; 、 ( ) 第4位 每万人 2023年 1-6月 “8+4” 同比增长 由 提高到 个百分点 超额完成 合计 等 余 近
年度任务 目标 不少于 力争 以上 总体进度 三分之二 十二
"""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=60).map("".join))
def test_any_pile_of_words_is_read(text: str) -> None:
    reading = read_row(text, text)
    assert all(text[one.start : one.end] == one.span for one in reading.targets)


@pytest.mark.parametrize(
    "unit",
    [
        "已建成口袋公园15个、绿道41.5公里,分别完成全年目标的62.5%、69.2%。",
        "已建成口袋公园15个,",
        "其中公园15个、",
        "62.5%",
        "占全市支出的62.5%,",
        "完成全年目标的62.5%",
        "3亿元以上项目15个",
        "由15个提高到",
        "公园",
        "1",
        "“(",
        "二十",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    size = 4000 // len(unit)
    target = "新建口袋公园24个、绿道60公里。"
    assert is_linear(lambda: read_row(target, unit * size), lambda: read_row(target, unit * size * 2))


def test_twice_the_targets_take_about_twice_the_time() -> None:
    targets = "".join(f"新建公园{number}个。" for number in range(1, 200))
    progress = "建成公园15个,完成全年目标的62.5%。" * 20
    assert is_linear(lambda: read_row(targets, progress), lambda: read_row(targets * 2, progress))


def is_linear(once: Callable[[], object], twice: Callable[[], object]) -> bool:
    """Tell whether double the work ever takes about double the time: a busy machine may spoil some of the tries."""
    return any(seconds(twice) <= max(seconds(once) * MOST_FOR_TWICE, 0.02) for _ in range(TRIES))
