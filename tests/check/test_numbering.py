"""The numbers that the public reads."""

from __future__ import annotations

import pytest

from reporter.check.judge import judge
from reporter.findings import Severity
from reporter.plan.records import Form
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import evidence_of
from tests.plans import plan_of
from tests.plans import task

RULE = "check.number-lacking"


def lacking(*numbers: str, form: Form = Form.KEY_TASK) -> list[str]:
    """Judge a plan of tasks with these numbers, `-3` for one that is not public; return the tasks that are told."""
    tasks = [
        task(f"T{count}", form=form, number=number.lstrip("-"), is_public=not number.startswith("-"))
        for count, number in enumerate(numbers, start=1)
    ]
    return [found.task for found in judge(evidence_of(plan_of(tasks=tasks))) if found.rule == RULE]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["1", "2", "3"], []),
        (["1", "-2", "3"], ["T2"]),
        (["-1", "2"], ["T1"]),
        (["1", "2", "-3"], []),  # behind the last one nothing is missed
        (["1", "-2", "2", "3"], []),  # another row of the project is printed
        (["1", "-2", "-2", "3", "-4", "5"], ["T2", "T3", "T5"]),
        (["一", "-二", "三"], []),
        (["-1"], []),
    ],
)
def test_a_number_that_the_public_misses_is_told_at_its_task(numbers: list[str], told: list[str]) -> None:
    assert lacking(*numbers) == told


def test_numbers_run_through_each_table_and_promises_print_none() -> None:
    assert lacking("1", "-2", "3", form=Form.LIVELIHOOD) == ["T2"]
    assert lacking("1", "-2", "3", form=Form.COMMITMENT) == []
    key = [task("K1", number="1", is_public=False)]
    other = [task("L1", form=Form.LIVELIHOOD, number="2")]
    assert RULE not in {found.rule for found in judge(evidence_of(plan_of(tasks=[*key, *other])))}


def test_it_is_said_where_the_plan_is_mended_and_all_missing_numbers_are_named() -> None:
    tasks = [task(f"T{number}", number=str(number), is_public=number not in {2, 4}) for number in range(1, 6)]
    found = [item for item in judge(evidence_of(plan_of(tasks=tasks), period=HALF_YEAR)) if item.rule == RULE]
    assert [(str(item.place), item.severity, item.found) for item in found] == [
        ("plan-2023.xlsx!任务!A[T2]", Severity.WARNING, "2"),
        ("plan-2023.xlsx!任务!A[T4]", Severity.WARNING, "4"),
    ]
    assert all("2、4" in item.message for item in found)


def test_in_spring_no_task_is_published() -> None:
    tasks = [task("T1", number="1", is_public=False), task("T2", number="2")]
    assert RULE not in {item.rule for item in judge(evidence_of(plan_of(tasks=tasks), period=SPRING))}
