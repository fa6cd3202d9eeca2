"""Names that are listed and counted: before their number, closed by 等, or behind 分别是."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row


def counts(progress: str) -> list[str]:
    return [one.expression for one in read_row("完善服务。", progress).claims if one.kind == "count"]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("完成桥东、河西、南塘、北街等4家邻里食堂改造", ["4"]),
        ("2023年实事覆盖出行、托育、健身等3个方面", ["3"]),
        ("完成桥东、河西、南塘等9家邻里食堂改造", []),
        ("滞后的3项分别是:改(扩、新)建公厕、5座泵站更新、停车场。", ["3"]),
        ("滞后的3项分别是:公厕、停车场。", []),
        ("3家分别为甲厂25万元、乙厂7万元。", []),
    ],
)
def test_names_are_counted_where_their_number_agrees(progress: str, expected: list[str]) -> None:
    assert counts(progress) == expected
