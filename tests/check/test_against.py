"""A document that came back from the leader: which rows and figures are not the period's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.check.against import differences
from reporter.intake.published.rows import PublishedRow
from reporter.places import Place
from reporter.plan.records import Form
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

FILE = "汇总表.docx"
SCHOOLS, RIVERS = "新建学校12所。", "治理河道120公里。"
PLAN = plan_of(
    indicator("K01-1"),
    indicator("K02-1"),
    tasks=[
        task("K01", text=SCHOOLS, number="1", departments=("市教育局",)),
        task("K02", text=RIVERS, number="2", departments=("市水利局",)),
    ],
)
TEXTS = {"K01": "已新建学校7所，完成58.3%。", "K02": "已治理河道61.5公里。"}


def row(number: int, target: str, progress: str) -> PublishedRow:
    """Return a row of the document; its table row is its number."""
    places = (Place.table_cell(FILE, 1, number, column) for column in (2, 3))
    return PublishedRow(str(number), "市长主抓重点工作", "", "", "", target, progress, *places)


def found(*rows: PublishedRow) -> list[tuple[str, str, str, str]]:
    """Return rule, place, found and expected of every difference."""
    return [(item.rule, str(item.place), item.found, item.expected) for item in differences(FILE, rows, PLAN, TEXTS)]


WHOLE = (row(1, f"{SCHOOLS}责任单位:市教育局", TEXTS["K01"]), row(2, f"{RIVERS}责任单位:市水利局", TEXTS["K02"]))


def test_the_document_as_it_was_printed_has_no_difference() -> None:
    assert found(*WHOLE) == []


def test_what_printing_changes_is_no_difference() -> None:
    spaced = row(2, "治理河道 120公里。\n责任单位:市水利局", "已治理河道61.5公里。\n")
    assert found(WHOLE[0], spaced) == []


def test_a_changed_figure() -> None:
    changed = row(2, RIVERS, "已治理河道65.1公里。")
    assert found(WHOLE[0], changed) == [
        ("against.figure-changed", f"{FILE}!1!2!3", "已治理河道65.1公里", "已治理河道61.5公里")
    ]


def test_an_added_and_a_dropped_figure() -> None:
    rows = (row(1, SCHOOLS, "已新建学校7所。"), row(2, RIVERS, "已治理河道61.5公里，列全省第2位。"))
    assert [item[0] for item in found(*rows)] == ["against.figure-dropped", "against.figure-added"]


def test_other_words_with_the_same_figures() -> None:
    assert [item[0] for item in found(WHOLE[0], row(2, RIVERS, "河道治理完成61.5公里。"))] == [
        "against.wording-changed"
    ]


def test_a_changed_target_is_known_by_its_number() -> None:
    changed = row(2, "治理河道100公里。", TEXTS["K02"])
    assert found(WHOLE[0], changed) == [("against.target-changed", f"{FILE}!1!2!2", "治理河道100公里。", RIVERS)]


def test_what_states_no_task_is_not_compared() -> None:
    place = Place(FILE, ("1", "1", "1"))
    head = PublishedRow("", "", "", "", "", "", "索引号", place, place)
    assert found(head, *WHOLE) == []


def test_a_row_printed_twice_under_whatever_number() -> None:
    again = row(99, SCHOOLS, TEXTS["K01"])
    assert found(again, *WHOLE) == [("against.row-repeated", f"{FILE}!1!99!2", SCHOOLS, "")]


def test_two_tasks_of_the_same_words_are_two_rows() -> None:
    plan = plan_of(tasks=[task("K01", text=SCHOOLS, number="1"), task("K02", text=SCHOOLS, number="2")])
    rows = (row(1, SCHOOLS, "甲7所。"), row(2, SCHOOLS, "乙8所。"))
    assert differences(FILE, rows, plan, {"K01": "甲7所。", "K02": "乙8所。"}) == ()


@pytest.mark.parametrize(("is_internal", "rules"), [(False, ["against.row-not-public"]), (True, [])])
def test_a_row_that_is_not_public_belongs_in_the_internal_edition_only(*, is_internal: bool, rules: list[str]) -> None:
    plan = plan_of(tasks=[PLAN.tasks[0], replace(PLAN.tasks[1], is_public=False)])
    said = differences(FILE, WHOLE, plan, TEXTS, is_internal=is_internal)
    assert [item.rule for item in said] == rules


def test_a_form_of_which_no_row_is_left_is_said_once() -> None:
    homes = [task(f"L0{number}", form=Form.LIVELIHOOD, text=f"惠民{number}。", number=str(number)) for number in (1, 2)]
    promise = task("C01", form=Form.COMMITMENT, text="承诺一。", number="1")
    said = differences(FILE, WHOLE, plan_of(tasks=[*PLAN.tasks, *homes, promise]), TEXTS)
    assert [(item.rule, item.found, item.expected) for item in said] == [("against.form-missing", "民生实事", "2")]


def test_a_document_of_a_known_layout_owes_what_that_layout_prints() -> None:
    homes = [task(f"L0{number}", form=Form.LIVELIHOOD, text=f"惠民{number}。", number=str(number)) for number in (1, 2)]
    promise = task("C01", form=Form.COMMITMENT, text="承诺一。", number="1")
    plan = plan_of(tasks=[*PLAN.tasks, *homes, promise])

    def owing(*owed: str) -> list[tuple[str, str, str]]:
        said = differences(FILE, WHOLE[:1], plan, TEXTS, owed=set(owed))
        return [(item.rule, item.task or item.found, item.expected) for item in said]

    assert owing("K01") == []
    assert owing("K01", "K02") == [("against.row-missing", "K02", RIVERS)]
    assert owing("K01", "L02", "C01") == [
        ("against.form-missing", "民生实事", "1"),
        ("against.form-missing", "承诺事项", "1"),
    ]


def test_a_document_of_something_else_does_not_agree() -> None:
    assert [item[0] for item in found()] == ["against.nothing-known"]


def test_units_in_brackets_are_the_same_units() -> None:
    assert found(row(1, f"{SCHOOLS}(责任单位:市教育局)", TEXTS["K01"]), WHOLE[1]) == []


def test_units_that_stand_in_the_target_itself() -> None:
    own = "建成公园3座（责任单位：市建设局）；种树5万棵（责任单位：市林业局）。"
    plan = plan_of(tasks=[task("K01", text=own, number="1", departments=("市建设局", "市林业局"))])
    assert differences(FILE, [row(1, own, "")], plan, {}) == ()
    (said,) = differences(FILE, [row(1, own.replace("5万棵", "4万棵"), "")], plan, {})
    assert said.rule == "against.units-changed"


def test_changed_units() -> None:
    assert found(row(1, f"{SCHOOLS}\n责任单位:市水利局", TEXTS["K01"]), WHOLE[1]) == [
        ("against.units-changed", f"{FILE}!1!1!2", "市水利局", "市教育局")
    ]


def test_rows_lost_and_added() -> None:
    added = row(3, "修建公园3座。", "已修建公园1座。")
    assert [(item[0], item[1]) for item in found(WHOLE[0], added)] == [
        ("against.row-added", f"{FILE}!1!3!2"),
        ("against.row-missing", f"{FILE}!1!1!2"),
    ]


def test_a_lost_row_is_found_where_it_belongs() -> None:
    (first,) = differences(FILE, WHOLE[1:], PLAN, TEXTS)
    (last,) = differences(FILE, WHOLE[:1], PLAN, TEXTS)
    assert [(item.rule, item.task, str(item.place)) for item in (first, last)] == [
        ("against.row-missing", "K01", f"{FILE}!1!2!2"),
        ("against.row-missing", "K02", f"{FILE}!1!1!2"),
    ]
    assert ("之前" in first.message, "之后" in last.message) == (True, True)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        ("已新建学校8所，完成58.3%。", ["7所", "8所"]),
        ("已新建学校近7所，完成58.3%。", ["7所", "近7所"]),
        ("已新建学校，完成58.3%。", ["7所"]),
        ("已新建学校7所，完成58.3%，投资3亿元。", ["3亿元"]),
    ],
)
def test_a_difference_names_its_figures(progress: str, said: list[str]) -> None:
    (item,) = differences(FILE, [row(1, SCHOOLS, progress), WHOLE[1]], PLAN, TEXTS)
    assert [word for word in said if f"“{word}”" in item.message] == said


def test_a_changed_target_names_its_figures_and_a_reworded_one_both_texts() -> None:
    (changed,) = differences(FILE, [row(1, "新建学校15所。", TEXTS["K01"]), WHOLE[1]], PLAN, TEXTS)
    (reworded,) = differences(FILE, [row(1, "新办学校12所。", TEXTS["K01"]), WHOLE[1]], PLAN, TEXTS)
    assert ("“12所”" in changed.message, "“15所”" in changed.message) == (True, True)
    assert (SCHOOLS in changed.message, SCHOOLS in reworded.message) == (False, True)
