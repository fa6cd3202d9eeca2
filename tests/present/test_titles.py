"""Titles: words stay whole wherever a line of one ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.present.titles import broken_title
from reporter.present.titles import title_words
from reporter.text_lines import text_width


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "2023年市政府工作报告重点工作半年度完成情况汇总表",
            "2023年|市政府|工作报告|重点工作|半年度|完成情况|汇总表",
        ),
        ("2023年市政府十方面民生实事", "2023年|市政府|十方面|民生实事"),
        ("2023年上半年各单位完成率排名", "2023年|上半年|各单位|完成率|排名"),
        ("云川市教育领域指标完成情况表（送审稿）", "云川市教育领域|指标|完成情况|表（送审稿）"),
        ("重点工作和民生实事", "重点工作|和民生实事"),
        ("", ""),
    ],
)
def test_a_line_of_a_title_is_known_by_its_words(line: str, words: str) -> None:
    assert "|".join(title_words(line)) == words


def test_a_long_title_takes_few_even_lines_of_whole_words() -> None:
    title = "2023年市政府工作报告重点工作半年度完成情况汇总表"
    assert broken_title(title, 24) == (title,)
    assert broken_title(title, 20) == ("2023年市政府工作报告重点工作", "半年度完成情况汇总表")
    assert broken_title(title, 8) == ("2023年市政府", "工作报告", "重点工作半年度", "完成情况汇总表")


@given(st.text("年度完成情况汇总表各甲乙（）12、 ", max_size=40), st.integers(1, 30))
def test_nothing_is_lost_and_a_line_is_too_long_only_where_a_word_is(title: str, room: int) -> None:
    lines = broken_title(title, room)
    assert "".join(lines) == title
    assert all(text_width(line) <= room or len(title_words(line)) <= 1 or line in title_words(title) for line in lines)
