"""The secretariat's own workbooks: overrides and edited texts, faults at their cells, all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.errors import ConfigurationError
from reporter.findings import catalogue
from reporter.plan.secretariat import EditedText
from reporter.plan.secretariat import Override
from reporter.plan.secretariat import read_edits
from reporter.plan.secretariat import read_overrides
from tests.plan_tables import TABLES
from tests.plan_tables import plan_of_tables
from tests.workbooks import raw_workbook

OVERRIDE_HEADER = "规则 | 编号 | 原值 | 理由 | 核定人 | 日期\n"
EDIT_HEADER = "任务编号 | 部门原文 | 编辑后 | 编辑人\n"
PLAN = plan_of_tables(TABLES)


def overrides(*rows: str, sheet: str = "核定", above: str = "") -> tuple[Override, ...]:
    """Read rows of 核定-2023H1.xlsx."""
    return read_overrides(raw_workbook("核定-2023H1.xlsx", {sheet: above + OVERRIDE_HEADER + "\n".join(rows)}))


def edits(*rows: str, header: str = EDIT_HEADER) -> tuple[EditedText, ...]:
    """Read rows of 编辑-2023H1.xlsx."""
    return read_edits(raw_workbook("编辑-2023H1.xlsx", {"Sheet1": header + "\n".join(rows)}), PLAN)


def override_faults(*rows: str) -> list[tuple[str, str]]:
    """Return rule and cell of every fault."""
    with pytest.raises(ConfigurationError) as caught:
        overrides(*rows)
    return [(fault.rule, fault.place.address) for fault in caught.value.faults]


def edit_faults(*rows: str) -> list[tuple[str, str]]:
    """Return rule and cell of every fault."""
    with pytest.raises(ConfigurationError) as caught:
        edits(*rows)
    return [(fault.rule, fault.place.address) for fault in caught.value.faults]


def test_an_override_names_its_rule_by_id_or_by_title() -> None:
    title = catalogue()["plan.target-changed"].title
    by_id, by_title = overrides(
        "plan.target-changed | K02-1 | 1,000 | 市政府专题会 | 督查室 | 2023-07-12",
        f"{title} | K01-1 | 15% | 省定口径 | 督查室 |",
    )
    assert by_id.rule == by_title.rule == "plan.target-changed"
    assert (by_id.key, by_id.old, by_id.reason, by_id.approved_by, by_id.date) == (
        "K02-1",
        "1000",
        "市政府专题会",
        "督查室",
        "2023-07-12",
    )
    assert (by_title.old, by_title.date) == ("15%", "")
    assert str(by_id.place) == "核定-2023H1.xlsx!核定!A2"


def test_the_sheet_is_known_by_its_header_whatever_its_name() -> None:
    tables = {"说明": "先看这里", "七月": OVERRIDE_HEADER + "plan.lock-altered | K01 | | 已核实 | 督查室 |"}
    (override,) = read_overrides(raw_workbook("核定-2023H1.xlsx", tables))
    assert (override.key, override.old) == ("K01", "")


def test_a_workbook_without_rows_overrides_nothing() -> None:
    assert overrides() == ()
    assert edits() == ()
    assert read_overrides(raw_workbook("核定-2023H1.xlsx", {})) == ()


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        ("没有的规则 | K01 | | 理由 | 某人 |", "plan.unknown-rule", "A2"),
        (" | K01 | | 理由 | 某人 |", "plan.cell-empty", "A2"),
        ("plan.lock-altered | | | 理由 | 某人 |", "plan.cell-empty", "B2"),
        ("plan.lock-altered | K01 | | | 某人 |", "plan.cell-empty", "D2"),
        ("plan.lock-altered | K01 | | 理由 | |", "plan.cell-empty", "E2"),
        ("plan.lock-altered | K01 | | 理由 | 某人 | 上周", "plan.not-a-date", "F2"),
        ("plan.lock-altered | K01 | #REF! | 理由 | 某人 |", "plan.cell-error", "C2"),
    ],
)
def test_a_fault_of_an_override_is_told_at_its_cell(row: str, rule: str, cell: str) -> None:
    assert override_faults(row) == [(rule, cell)]


def test_all_faults_of_the_overrides_are_told_at_once() -> None:
    row = "plan.lock-altered | K01 | 5 | 理由 | 某人 |"
    assert override_faults(row, row, "甲 | K01 | | 理由 | 某人 |") == [
        ("plan.override-repeated", "B3"),
        ("plan.unknown-rule", "A4"),
    ]


def test_a_title_that_two_rules_share_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = dict(catalogue())
    twin["plan.twin"] = replace(twin["plan.lock-altered"], id="plan.twin")
    monkeypatch.setattr("reporter.plan.secretariat.catalogue", lambda: twin)
    title = twin["plan.twin"].title
    assert override_faults(f"{title} | K01 | | 理由 | 某人 |") == [("plan.rule-ambiguous", "A2")]


def test_a_missing_header_word_is_told() -> None:
    with pytest.raises(ConfigurationError) as caught:
        edits(header="任务编号 | 编辑后 | 编辑人\n")
    assert [(fault.rule, fault.expected) for fault in caught.value.faults] == [("plan.header-missing", "部门原文")]


def test_an_edited_text_keeps_the_words_it_was_made_from() -> None:
    edited, _ = edits("K01 | 已完成10项，\\n进展顺利。 | 已完成10项。 | 秘书一处", "K02 | 原文 | 改后 |")
    assert (edited.task, edited.original, edited.edited) == ("K01", "已完成10项，\n进展顺利。", "已完成10项。")
    assert edited.edited_by == "秘书一处"
    assert str(edited.place) == "编辑-2023H1.xlsx!Sheet1!A2"
    assert str(edited.edited_place) == "编辑-2023H1.xlsx!Sheet1!C2"


def test_a_row_without_edited_text_leaves_the_text_as_it_is() -> None:
    assert edits("K01 | 原文 | |", 'K02 | 原文 | " " |') == ()


def test_faults_of_the_edited_texts_are_told_at_once() -> None:
    assert edit_faults("K1 | 原文 | 改后 |", "K02 | 原文 | 改后 |", "K02 | 原文 | 再改 |", " | 原文 | 改后 |") == [
        ("plan.unknown-task", "A2"),
        ("plan.edit-repeated", "A4"),
        ("plan.cell-empty", "A5"),
    ]


def test_an_edited_text_knows_the_words_it_was_made_from() -> None:
    (edited,) = edits("K01 | 已完成10项，\\n进展顺利。 | 已完成10项。 |")
    assert edited.is_of("已完成10项，进展 顺利。")
    assert not edited.is_of("已完成11项，进展顺利。")
