"""A number told again names its target, persons are no places, and a rate behind a task that is done is one of it."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row


def bound(target: str, progress: str) -> list[tuple[str, int | None]]:
    return [(str(one.value), one.target) for one in read_row(target, progress).actuals if one.unit != "%"]


def test_places_built_for_persons_do_not_answer_how_many_persons() -> None:
    found = bound("实施库区移民搬迁2347人", "建设库区移民搬迁小区4个,已完成分房入住2347人。")
    assert found == [("4", None), ("2347", 0)]


def test_a_round_number_names_nothing_by_itself() -> None:
    assert bound("2000名在校学生开展视力检测", "累计接待咨询家长2000人。") == [("2000", None)]


@pytest.mark.parametrize(("rate", "verdict"), [("100", "consistent"), ("103.7", "inconsistent")])
def test_what_a_count_of_tasks_reaches_is_its_part_of_the_target(rate: str, verdict: str) -> None:
    claims = read_row("2347名在校学生开展视力检测。", f"已完成检测任务数2347人,达到{rate}%。").claims
    assert [(one.kind, one.expression, one.verdict) for one in claims] == [("completion_rate", "2347/2347", verdict)]
