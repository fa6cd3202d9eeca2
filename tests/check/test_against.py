"""A document that came back from the leader: which rows and figures are not the period's own."""

from __future__ import annotations

from reporter.check.against import differences
from reporter.intake.published.rows import PublishedRow
from reporter.places import Place
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

FILE = "汇总表.docx"
SCHOOLS, RIVERS = "新建学校12所。", "治理河道120公里。"
PLAN = plan_of(
    indicator("K01-1"),
    indicator("K02-1"),
    tasks=[task("K01", text=SCHOOLS, number="1"), task("K02", text=RIVERS, number="2")],
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


def test_rows_lost_and_added() -> None:
    added = row(3, "修建公园3座。", "已修建公园1座。")
    assert [(item[0], item[1]) for item in found(WHOLE[0], added)] == [
        ("against.row-added", f"{FILE}!1!3!2"),
        ("against.row-missing", FILE),
    ]
