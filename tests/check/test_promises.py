"""Spring promises against year-end titles: a drift is shown with both texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reporter.check.promises import promise_drift
from reporter.forms.records import Commitment
from reporter.plan.records import Form
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END
from tests.plans import evidence_of
from tests.plans import plan_of
from tests.plans import source
from tests.plans import task

if TYPE_CHECKING:
    from reporter.check.records import Evidence
    from reporter.periods import Period

UNIT = "市科协"


def promised(number: str, words: str, unit: str = UNIT) -> Commitment:
    return Commitment(unit, number, words, "", source(unit, "承诺事项", f"B{number}"))


def year_end(titles: list[str], promises: list[str], *, period: Period = YEAR_END, unit: str = UNIT) -> Evidence:
    tasks = [
        task(f"C{number:03d}", form=Form.COMMITMENT, number=str(number), text=title, departments=(UNIT,))
        for number, title in enumerate(titles, start=1)
    ]
    evidence = evidence_of(plan_of(tasks=tasks), period=period)
    given = tuple(promised(str(number), words, unit) for number, words in enumerate(promises, start=1))
    return replace(evidence, commitments=given)


@pytest.mark.parametrize(
    ("titles", "promises", "expected"),
    [
        (["办好科普周"], ["办好科普周"], []),
        (["办好 科普周\n"], ["办好科普周"], []),
        (["乙事", "甲事"], ["甲事", "乙事"], []),
        (["办好科普活动"], ["办好科普周"], [("check.promise-reworded", "C001", "办好科普活动", "办好科普周")]),
        (
            ["建成科普馆3座"],
            ["建成科普馆5座"],
            [("check.promise-figure-changed", "C001", "建成科普馆3座", "建成科普馆5座")],
        ),
        (["建成科普馆"], ["建成科普馆5座"], [("check.promise-figure-changed", "C001", "建成科普馆", "建成科普馆5座")]),
        (["甲事"], ["甲事", "乙事"], [("check.promise-lost", "", "", "乙事")]),
        (["甲事", "乙事"], ["甲事"], [("check.promise-added", "C002", "乙事", "")]),
        (["甲事", "甲事"], ["甲事"], []),
    ],
)
def test_a_drift_shows_both_texts(
    titles: list[str], promises: list[str], expected: list[tuple[str, str, str, str]]
) -> None:
    found = list(promise_drift(year_end(titles, promises)))
    assert [(item.rule, item.task, item.found, item.expected) for item in found] == expected
    assert {item.department for item in found} <= {UNIT}


def test_a_drift_stands_in_the_plan_and_names_the_spring_cell() -> None:
    (found,) = promise_drift(year_end(["办好科普活动"], ["办好科普周"]))
    assert found.place.file == "plan-2023.xlsx"
    assert "市科协.xlsx!承诺事项!B1" in found.message


def test_a_lost_promise_stands_where_it_was_typed() -> None:
    (found,) = promise_drift(year_end(["甲事"], ["甲事", "乙事"]))
    assert str(found.place) == "市科协.xlsx!承诺事项!B2"


def test_nothing_is_said_of_a_department_whose_spring_workbook_is_not_there() -> None:
    assert list(promise_drift(year_end(["甲事"], []))) == []


def test_a_plan_without_commitments_and_half_year_are_not_judged() -> None:
    assert list(promise_drift(year_end([], ["甲事"]))) == []
    assert list(promise_drift(year_end(["乙事"], ["甲事"], period=HALF_YEAR))) == []
