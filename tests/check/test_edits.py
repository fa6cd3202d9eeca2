"""编辑: what editing did to the figures of a department's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.check.clauses import clause_around
from reporter.check.edits import edit_findings
from reporter.check.overrides import apply_overrides
from reporter.findings import Severity
from reporter.places import Place
from reporter.plan.secretariat import EditedText
from reporter.plan.secretariat import Override
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import text

if TYPE_CHECKING:
    from reporter.findings import Finding

ROW = Place("编辑-2023H1.xlsx", ("编辑", "A2"))
PLAN = plan_of(indicator("K01-1", unit="所"))


def edited(original: str, words: str, *, based_on: str | None = None) -> list[Finding]:
    """Edit a department's text; `based_on` is the text it was when it was edited."""
    evidence = evidence_of(PLAN, submission(figures=[figure("K01-1", "12")], texts=[text(progress=original)]))
    edit = EditedText("K01", original if based_on is None else based_on, words, "王某", ROW, ROW)
    return list(edit_findings(evidence, [edit]))


def differences(found: list[Finding]) -> list[tuple[str, str, str]]:
    """Reduce findings to rule, text of the department, text after editing."""
    assert all((item.place, item.task) == (ROW, "K01") for item in found)
    return [(item.rule, item.expected, item.found) for item in found]


@pytest.mark.parametrize(
    ("original", "words", "expected"),
    [
        ("新建学校12所，投用3所。", "投用学校3所、新建12所。", []),
        ("引进人才2.3万人。", "引进人才23000人。", []),
        ("1.新建学校12所。", "截至6月底，新建学校12所。", []),
        ("新建学校12所。", "新建学校13所。", [("check.edit-changed", "新建学校12所", "新建学校13所")]),
        ("近8万人受益。", "8万人受益。", [("check.edit-changed", "近8万人受益", "8万人受益")]),
        ("完成54.8%，新建12所。", "完成58.4%，新建12所。", [("check.edit-changed", "完成54.8%", "完成58.4%")]),
        ("新建学校12所。", "新建学校12所，投资3亿元。", [("check.edit-added", "", "投资3亿元")]),
        ("新建学校12所，投资3亿元。", "新建学校12所。", [("check.edit-dropped", "投资3亿元", "（删去）投资3亿元")]),
        ("甲12所，乙12所。", "甲12所。", [("check.edit-dropped", "乙12所", "（删去）乙12所")]),
        (
            "甲12所，乙13所。",
            "甲14所，乙15所。",
            [("check.edit-changed", "甲12所", "甲14所"), ("check.edit-changed", "乙13所", "乙15所")],
        ),
        ("版本1.2.3。", "版本1.2.3。", []),
        ("版本1.2.3。", "版本1.2.4。", [("check.edit-changed", "版本1.2.3", "版本1.2.4")]),
        (
            "甲12所。",
            "乙3亿元。",
            [("check.edit-dropped", "甲12所", "（删去）甲12所"), ("check.edit-added", "", "乙3亿元")],
        ),
    ],
)
def test_every_figure_that_editing_adds_changes_or_drops_is_found(
    original: str, words: str, expected: list[tuple[str, str, str]]
) -> None:
    assert differences(edited(original, words)) == expected


def test_two_figures_of_one_clause_are_two_findings_that_name_their_figures() -> None:
    dropped = edited("新建学校7所投资3亿元，均已投用。", "均已投用。")
    assert differences(dropped) == [
        ("check.edit-dropped", "新建学校7所投资3亿元", "（删去）新建学校7所投资3亿元（7所）"),
        ("check.edit-dropped", "新建学校7所投资3亿元", "（删去）新建学校7所投资3亿元（3亿元）"),
    ]
    assert ["“7所”" in item.message for item in dropped] == [True, False]
    changed = edited("新建学校7所投资3亿元。", "新建学校8所投资4亿元。")
    assert [item.found for item in changed] == ["新建学校8所投资4亿元（8所）", "新建学校8所投资4亿元（4亿元）"]


@pytest.mark.parametrize(
    ("words", "old"),
    [
        ("新建13所，投资3亿元。", "新建13所"),
        ("新建12所，投资3亿元，惠及5万人。", "惠及5万人"),
        ("新建12所。", "（删去）投资3亿元"),
    ],
)
def test_what_editing_did_to_a_figure_is_open_until_an_override_names_that_very_figure(words: str, old: str) -> None:
    (found,) = edited("新建12所，投资3亿元。", words)
    assert found.severity is Severity.OPEN

    def severity(value: str) -> Severity:
        override = Override(found.rule, "K01", value, "已与部门核对", "秘书长", "2023-07-10", ROW)
        return apply_overrides([found], [override])[0].severity

    assert severity(old) is Severity.NOTE
    assert severity("另一处9所") is Severity.OPEN


def test_a_placeholder_says_the_figure_it_prints() -> None:
    assert edited("新建学校{K01-1}。", "新建学校12所。") == []
    assert differences(edited("新建学校{K01-1}。", "新建学校21所。")) == [
        ("check.edit-changed", "新建学校12所", "新建学校21所")
    ]


def test_braces_of_the_edited_text_are_judged_like_the_departments() -> None:
    (found,) = edited("新建学校。", "新建学校{K99}。")
    assert (found.rule, found.place, found.found) == ("check.placeholder-unknown", ROW, "{K99}")


def test_braces_of_the_edited_text_that_are_not_paired_are_found() -> None:
    found = edited("新建学校。", "新建学校{K01-1。")
    assert ("check.brace-stray", ROW, "{K01-1") in [(item.rule, item.place, item.found) for item in found]


@pytest.mark.parametrize("based_on", ["新建学校{K01-1}。", "新建 学校{K01-1}。\n"])
def test_an_edit_of_the_text_as_it_stands_is_current(based_on: str) -> None:
    assert edited("新建学校{K01-1}。", "新建学校12所。", based_on=based_on) == []


def test_an_edit_of_an_older_text_does_not_print_and_is_said() -> None:
    (found,) = edited("新建学校12所。", "新建21所学校。", based_on="新建学校11所。")
    assert (found.rule, found.place, found.found, found.expected) == (
        "check.edit-stale",
        ROW,
        "新建学校12所。",
        "新建学校11所。",
    )


@pytest.mark.parametrize(("based_on", "rule"), [("", "check.edit-added"), ("新建学校12所。", "check.edit-stale")])
def test_an_edit_of_a_task_of_which_no_text_came(based_on: str, rule: str) -> None:
    edit = EditedText("K01", based_on, "新建学校12所。", "", ROW, ROW)
    (found,) = edit_findings(evidence_of(PLAN), [edit])
    assert found.rule == rule


@given(st.text(max_size=60))
def test_a_text_that_was_not_edited_has_no_difference(words: str) -> None:
    found = edited(words, words)
    assert not any(item.rule.startswith("check.edit") for item in found)


@pytest.mark.parametrize(
    ("words", "start", "end", "clause"),
    [
        ("甲，新建12所，乙", 4, 7, "新建12所"),
        ("新建12所", 2, 5, "新建12所"),
        ("前" * 30 + "12所" + "后" * 30, 30, 33, "前" * 24 + "12所" + "后" * 24),
        ("前" * 30 + "12所" + "后" * 30 + "。", 30, 33, "前" * 24 + "12所" + "后" * 24),
    ],
)
def test_a_clause_is_short_enough_for_a_message(words: str, start: int, end: int, clause: str) -> None:
    assert clause_around(words, start, end) == clause
