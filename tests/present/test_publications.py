"""Publications: what the half-year table says, row for row, and what it keeps to itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reporter.consolidate.ledger import consolidate
from reporter.forms.records import Commitment
from reporter.plan.records import Form
from reporter.present import amounts
from reporter.present.facts import Material
from reporter.present.facts import Subject
from reporter.present.facts import facts_of
from reporter.present.layout import load_layouts
from reporter.present.publication import publications
from reporter.present.records import printable
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import department
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import source
from tests.plans import submission
from tests.plans import task
from tests.plans import text
from tests.publishing import LAYOUTS
from tests.publishing import half_year
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.consolidate.records import Ledger
    from reporter.forms.records import Submission
    from reporter.plan.records import Plan
    from reporter.present.layout import Layout
    from reporter.present.records import Cell
    from reporter.present.records import Publication
    from reporter.present.records import Table


@cache
def our_layouts() -> tuple[Layout, ...]:
    """Read our layouts once: laws are tried on many plans, and reading takes longer than printing."""
    return load_layouts(LAYOUTS)


def published(  # noqa: PLR0913 - as the function it stands for
    layouts: tuple[Layout, ...],
    plan: Plan,
    ledger: Ledger,
    texts: Mapping[str, str],
    *,
    draft: bool,
    submissions: tuple[Submission, ...] = (),
    earlier: tuple[Ledger, ...] = (),
    earlier_texts: Mapping[str, str] | None = None,
) -> tuple[Publication, ...]:
    """Return the documents for the public, without annexes."""
    made = publications(
        layouts,
        plan,
        ledger,
        texts,
        draft=draft,
        submissions=submissions,
        earlier=earlier,
        earlier_texts=earlier_texts,
    )
    return tuple(item for item in made if not item.folder)


def texts_of(table: Table) -> list[list[str | None]]:
    """Return the printed texts by row, None where a cell from above reaches down."""
    return [[cell.text if cell else None for cell in row.cells] for row in table.rows]


def livelihood(*rows: tuple[str, str]) -> list[list[tuple[str, int] | None]]:
    """Print livelihood tasks of these numbers and areas; return number and area cells as (text, span)."""
    tasks = [task(f"L{i}", form=Form.LIVELIHOOD, number=no, area=area) for i, (no, area) in enumerate(rows)]
    plan = plan_of(tasks=tasks)
    ledger = consolidate(plan, HALF_YEAR, [])
    (document,) = published(our_layouts(), plan, ledger, {}, draft=False)
    return [[(cell.text, cell.span) if cell else None for cell in row.cells[:2]] for row in document.tables[0].rows]


def test_key_tasks_come_first_in_groups_of_plan_order_then_livelihood_projects() -> None:
    key, livelihood_table = half_year_table().tables
    assert [column.title for column in key.columns] == ["序号", "目标任务", "推进情况"]
    assert [column.title for column in livelihood_table.columns] == ["序号", "领域", "目标任务", "进度情况"]
    assert [(group.heading, len(group.rows)) for group in key.groups] == [
        ("市长主抓重点工作", 2),
        ("常务副市长主抓重点工作", 3),
        ("分管工业副市长主抓重点工作", 3),
        ("分管农业副市长主抓重点工作", 3),
    ]


def test_a_key_task_prints_as_written_with_its_units_behind() -> None:
    first = texts_of(half_year_table().tables[0])[0]
    plan, _, texts = half_year()
    written = plan.tasks[0]
    assert first == ["1", f"{written.text}责任单位:{written.responsible}", texts["K01"]]


def test_a_livelihood_task_prints_as_written_without_addition() -> None:
    plan, _, _ = half_year()
    assert texts_of(half_year_table().tables[1])[0][2] == plan.task_by_id["L01"].text


def test_a_task_without_progress_prints_a_dash() -> None:
    assert texts_of(half_year_table().tables[0])[4][2] == "—"


def test_a_draft_says_so_and_a_final_edition_does_not() -> None:
    assert any("送审稿" in mark for mark in half_year_table(draft=True).marks)
    assert half_year_table(draft=False).marks == ()


def test_a_row_that_is_not_public_stands_in_the_internal_edition_only() -> None:
    plan, ledger, texts = half_year()
    public, internal = published(our_layouts(), plan, ledger, texts, draft=True)
    assert "12" not in [row[0] for row in texts_of(public.tables[0])]
    assert texts_of(internal.tables[0])[-1][0] == "12"
    assert internal.title == f"{public.title}（内部版）"
    assert internal.lines == (*public.lines, "（内部版）")


def test_an_internal_edition_says_so_and_asks_for_nothing_that_the_public_is_told() -> None:
    plan, ledger, texts = half_year()
    public, internal = published(our_layouts(), plan, ledger, texts, draft=True)
    assert (public.marks, internal.marks) == (("（送审稿）",), ("（内部使用）", "（送审稿）"))
    assert public.facts
    assert internal.facts == ()


def test_a_plan_without_hidden_rows_has_no_internal_edition() -> None:
    plan, ledger, texts = half_year()
    everything = replace(plan, tasks=tuple(replace(item, is_public=True) for item in plan.tasks))
    assert len(published(our_layouts(), everything, ledger, texts, draft=True)) == 1


def test_head_fields_are_the_plans_and_never_invented() -> None:
    facts = dict(half_year_table().facts)
    assert facts["发布机构"] == "某市人民政府办公室"
    assert facts["索引号"] == ""


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([("1", "甲"), ("2", "乙")], [[("1", 1), ("甲", 1)], [("2", 1), ("乙", 1)]]),
        ([("1", "甲"), ("1", "甲")], [[("1", 2), ("甲", 2)], [None, None]]),
        ([("1", "甲"), ("1", "")], [[("1", 2), ("甲", 2)], [None, None]]),
        ([("1", "甲"), ("1", "乙")], [[("1", 2), ("甲", 1)], [None, ("乙", 1)]]),
        ([("1", "甲"), ("2", "甲")], [[("1", 1), ("甲", 1)], [("2", 1), ("甲", 1)]]),
        ([("", "甲"), ("", "甲")], [[("", 1), ("甲", 1)], [("", 1), ("甲", 1)]]),
        ([("1", ""), ("1", "")], [[("1", 2), ("", 1)], [None, ("", 1)]]),
        ([("1", "甲"), ("1", "甲"), ("1", "甲")], [[("1", 3), ("甲", 3)], [None, None], [None, None]]),
    ],
)
def test_number_and_area_reach_over_the_rows_of_their_project(
    rows: list[tuple[str, str]], cells: list[list[tuple[str, int] | None]]
) -> None:
    assert livelihood(*rows) == cells


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("12"), st.sampled_from(["", "甲", "乙"])), min_size=1, max_size=8))
def test_spans_cover_every_row_exactly_once(rows: list[tuple[str, str]]) -> None:
    printed = livelihood(*rows)
    for column in range(2):
        covered = 0
        for index, row in enumerate(printed):
            cell = row[column]
            assert (cell is None) == (index < covered)
            if cell is not None:
                covered = index + cell[1]
        assert covered == len(printed)


def test_commitments_come_by_class_and_department_in_plan_order() -> None:
    names = {"市财政局": "经济建设类", "市教育局": "社会发展类", "市统计局": "经济建设类"}
    plan = plan_of(departments=[department(name, category=kind) for name, kind in names.items()])
    came = tuple(
        replace(submission(name), commitments=(Commitment(name, "1", "承诺", "目标", source(name, "承诺事项", "B5")),))
        for name in reversed(names)
    )
    material = Material(plan, consolidate(plan, HALF_YEAR, []), {}, came)
    assert [(facts.texts["类别"], facts.texts["单位"]) for facts in facts_of(Subject.COMMITMENT, material)] == [
        ("经济建设类", "市财政局"),
        ("经济建设类", "市统计局"),
        ("社会发展类", "市教育局"),
    ]


@pytest.mark.parametrize(
    ("cell", "text", "amount", "decimals"),
    [
        (amounts.amount_cell(Decimal("2442.150")), "2442.15", "2442.150", 2),
        (amounts.amount_cell(Decimal(0)), "0", "0", 0),
        (amounts.rate_cell(Decimal("52.15")), "52.2%", "52.2", 1),
        (amounts.rate_cell(Decimal(100)), "100%", "100.0", 0),
        (amounts.points_cell(Decimal("-12.36")), "-12.4", "-12.4", 1),
    ],
)
def test_a_number_keeps_its_amount_beside_its_text(cell: Cell, text: str, amount: str, decimals: int) -> None:
    assert (cell.text, str(cell.amount), cell.decimals) == (text, amount, decimals)


def test_nothing_reported_prints_as_a_dash_and_is_no_number() -> None:
    for cell in (amounts.amount_cell(None), amounts.rate_cell(None), amounts.points_cell(None)):
        assert (cell.text, cell.amount) == ("—", None)


def test_an_amount_prints_with_its_unit() -> None:
    assert amounts.amount_text(Decimal("2442.150"), "万元") == "2442.15万元"


@given(st.text(st.characters(codec=None)))
def test_a_printed_text_holds_nothing_that_a_file_could_not(text: str) -> None:
    printed = printable(text)
    assert printed.encode("utf-8").decode() == printed
    assert not any(ord(sign) < 0x20 and sign not in "\n\t" for sign in printed)
    assert printable(printed) == printed


def test_line_ends_are_one_kind() -> None:
    assert printable("一\r\n二\r三\v四\u2028五") == "一\n二\n三\n四\n五"


def test_a_publication_without_rows_is_not_made() -> None:
    plan = plan_of(tasks=[task(form=Form.COMMITMENT)])
    made: tuple[Publication, ...] = published(our_layouts(), plan, consolidate(plan, HALF_YEAR, []), {}, draft=False)
    assert made == ()


def test_the_year_end_table_has_beside_what_the_half_year_printed() -> None:
    one = indicator("K01-1", value="100", unit="个")
    plan = plan_of(one)
    july = submission(figures=[figure("K01-1", "54.8")], texts=[text("K01", "完成{K01-1}，为{K01-1.完成率}。")])
    december = submission(figures=[figure("K01-1", "103")], texts=[text("K01", "全部完成。")])
    before = consolidate(plan, HALF_YEAR, [july])
    ledger = consolidate(plan, YEAR_END, [december])
    printed, edited = {"K01": "全部完成。"}, {"K01": "如期完成54.8个。"}
    (document,) = published(our_layouts(), plan, ledger, printed, draft=False, earlier=(before,), earlier_texts=edited)
    assert document.title == "2023年市政府工作报告重点工作年度完成情况汇总表"
    assert texts_of(document.tables[0])[0][2:] == ["如期完成54.8个。", "全部完成。"]


def test_without_an_earlier_period_the_half_year_is_a_dash() -> None:
    plan = plan_of(indicator())
    (document,) = published(our_layouts(), plan, consolidate(plan, YEAR_END, []), {}, draft=False)
    assert texts_of(document.tables[0])[0][2:] == ["—", "—"]


def test_an_indicators_earlier_figure_can_be_printed() -> None:
    plan = plan_of(indicator())
    before = consolidate(plan, HALF_YEAR, [submission(figures=[figure(value="40")])])
    material = Material(plan, consolidate(plan, YEAR_END, []), {}, (), (before,))
    (facts,) = facts_of(Subject.INDICATOR, material)
    assert (facts.texts["上期实际"], facts.texts["上期完成率"]) == ("40", "40%")


def test_the_spring_table_merges_a_department_over_its_promises() -> None:
    plan = plan_of(departments=[department("市财政局", category="经济建设类")])
    promises = tuple(
        Commitment("市财政局", number, f"承诺{number}", "目标", source("市财政局", "承诺事项", f"B{number}"))
        for number in ("1", "2")
    )
    came = (replace(submission("市财政局", period=SPRING), commitments=promises),)
    ledger = consolidate(plan, SPRING, [])
    (document,) = published(our_layouts(), plan, ledger, {}, draft=False, submissions=came)
    (group,) = document.tables[0].groups
    assert group.heading == "经济建设类"
    assert texts_of(document.tables[0]) == [["市财政局", "承诺1", "目标"], [None, "承诺2", "目标"]]
