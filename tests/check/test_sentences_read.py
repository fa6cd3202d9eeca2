"""推进情况 against the cells with the real reader of sentences: one row of our own, told right and told wrong."""

from __future__ import annotations

import pytest

from reporter.check.judge import judge
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task
from tests.plans import text

TASK_TEXT = "新建公办幼儿园12所，改造提升农村公路300公里，新增养老床位1.2万张，居家服务覆盖率达到95%以上。"
PLAN = plan_of(
    indicator("K01-1", name="新建公办幼儿园", value="12", unit="所"),
    indicator("K01-2", name="改造提升农村公路", value="300", unit="公里"),
    indicator("K01-3", name="新增养老床位", value="1.2", unit="万张"),
    indicator("K01-4", name="居家服务覆盖率", value="95", unit="%", basis="占比"),
    tasks=[task(text=TASK_TEXT)],
)
CELLS = {"K01-1": "7", "K01-2": "164.3", "K01-3": "0.78", "K01-4": "96.2"}
RIGHT = (
    "1.新建公办幼儿园7所，完成年度目标的58.3%。\n"
    "2.改造提升农村公路164.3公里，完成年度目标的54.8%。\n"
    "3.新增养老床位7800张，居家服务覆盖率达到96.2%。"
)


def judged(progress: str, **cells: str) -> list[tuple[str, str, str]]:
    """Judge the row; `cells` replace those of CELLS, by the indicator's last digit."""
    typed = CELLS | {f"K01-{key[-1]}": value for key, value in cells.items()}
    report = submission(figures=[figure(key, value) for key, value in typed.items()], texts=[text(progress=progress)])
    return [(item.rule, item.indicator, item.found) for item in judge(evidence_of(PLAN, report))]


def test_a_row_told_right_is_quiet() -> None:
    assert judged(RIGHT) == []


def test_a_row_of_placeholders_is_quiet() -> None:
    assert judged("新建公办幼儿园{K01-1}，完成年度目标的{K01-1.完成率}；新增养老床位{K01-3}。") == []


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "key"),
    [
        ("公路164.3公里，完成年度目标的54.8%", "公路146.3公里", "check.sentence-differs", "K01-2"),
        ("养老床位7800张", "养老床位8700张", "check.sentence-differs", "K01-3"),
        ("覆盖率达到96.2%", "覆盖率达到92.6%", "check.sentence-differs", "K01-4"),
        ("目标的58.3%", "目标的85.3%", "claims.inconsistent", "K01-1"),
        ("年度目标的58.3%", "年度目标15所的46.7%", "check.target-misquoted", "K01-1"),
    ],
)
def test_a_row_told_wrong_names_the_indicator(right: str, wrong: str, rule: str, key: str) -> None:
    assert right in RIGHT
    assert (rule, key) in {found[:2] for found in judged(RIGHT.replace(right, wrong))}


@pytest.mark.parametrize("cells", [{"_2": "164.34"}, {"_3": "0.7803"}, {"_4": "96.24"}])
def test_a_figure_rounded_in_the_sentence_is_no_difference(cells: dict[str, str]) -> None:
    assert judged(RIGHT.replace("7800张", "0.78万张"), **cells) == []


def test_every_indicator_of_the_row_has_its_target_in_words() -> None:
    assert not any(rule.startswith("check.target") for rule, _, _ in judged(RIGHT))
