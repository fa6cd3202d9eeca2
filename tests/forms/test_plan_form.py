"""The plan workbook as it is written: what goes in comes back, and whoever fills it is helped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reporter.errors import ConfigurationError
from reporter.forms.writing.plan_form import DraftNote
from reporter.forms.writing.plan_form import write_plan_form
from reporter.intake.workbooks import read_workbook
from reporter.places import Place
from reporter.plan import departments_sheet
from reporter.plan import indicators_sheet
from reporter.plan import revisions_sheet
from reporter.plan import settings_sheet
from reporter.plan import tasks_sheet
from reporter.plan.reading import read_plan
from reporter.plan.records import Basis
from reporter.plan.records import Indicator
from reporter.plan.records import Relation
from reporter.plan.records import Settings
from reporter.plan.records import Target
from tests.plan_tables import TABLES
from tests.plan_tables import plan_of_tables

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from reporter.intake.records import RawWorkbook
    from reporter.plan.records import Plan

REVISIONS = "指标编号|项目|原值|新值|理由|核定人|日期\nK02-1|目标值|1,000|1,200|市政府专题会|督查室|2023-05-06"
PLAN = plan_of_tables(TABLES | {"修订": REVISIONS})
NOWHERE = Place("")


def written(plan: Plan, notes: dict[str, DraftNote] | None = None) -> bytes:
    """Write a plan as a workbook."""
    parts = (plan.settings, plan.departments, plan.tasks, plan.indicators)
    return write_plan_form(*parts, notes=notes, revisions=plan.revisions)


def received(content: bytes, folder: Path, name: str = "plan-2023.xlsx") -> RawWorkbook:
    """Let intake read a workbook."""
    path = folder / name
    path.write_bytes(content)
    workbook, findings = read_workbook(path, name)
    assert workbook is not None, findings
    return workbook


def bare(plan: Plan) -> Plan:
    """Return a plan without the places and the digest of the file it was read from."""
    return replace(
        plan,
        file="",
        sha256="",
        departments=tuple(replace(item, place=NOWHERE) for item in plan.departments),
        tasks=tuple(replace(item, place=NOWHERE) for item in plan.tasks),
        indicators=tuple(replace(item, place=NOWHERE) for item in plan.indicators),
        revisions=tuple(replace(item, place=NOWHERE) for item in plan.revisions),
    )


def opened(content: bytes) -> Workbook:
    """Open a workbook with another reader, to look at what ours does not read."""
    return openpyxl.load_workbook(BytesIO(content))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert bare(read_plan(received(written(PLAN), tmp_path))) == bare(PLAN)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert written(PLAN) == written(PLAN)


def test_an_empty_plan_says_what_is_still_to_be_filled(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_plan(received(write_plan_form(Settings(2023)), tmp_path))
    assert [(fault.rule, fault.place.sheet) for fault in caught.value.faults] == [
        ("plan.no-rows", "单位"),
        ("plan.no-rows", "任务"),
    ]


def test_the_sheets_and_header_words_are_those_that_are_read() -> None:
    book = opened(write_plan_form(Settings(2023)))
    assert book.sheetnames == ["说明", "年度", "单位", "任务", "指标", "修订"]
    for module in (settings_sheet, departments_sheet, tasks_sheet, indicators_sheet, revisions_sheet):
        shape = module.SHAPE
        words = tuple(cell.value for cell in book[shape.name][1])
        assert words[: len(shape.words) + len(shape.optional)] == (*shape.words, *shape.optional)


@pytest.mark.parametrize(
    ("sheet", "column", "choices"),
    [
        ("任务", "B", "重点工作,民生实事,承诺事项"),
        ("任务", "H", "是,否"),
        ("指标", "D", "≥,≤,>,<,=,≈,区间"),
        ("指标", "H", "累计,时点,增速,占比,排名,进度,年度,定性"),
    ],
)
def test_words_that_are_prescribed_are_offered_in_a_list(sheet: str, column: str, choices: str) -> None:
    rules = opened(write_plan_form(Settings(2023)))[sheet].data_validations.dataValidation
    lists = {str(rule.sqref): rule.formula1.strip('"') for rule in rules if rule.type == "list"}
    assert lists[f"{column}2:{column}2000"] == choices


def test_every_column_explains_itself_and_the_header_stays_in_sight() -> None:
    book = opened(write_plan_form(Settings(2023)))
    for name in ("年度", "单位", "任务", "指标", "修订"):
        sheet = book[name]
        assert all(cell.comment is not None for cell in sheet[1])
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"


def test_text_stays_text_whatever_it_looks_like(tmp_path: Path) -> None:
    task = replace(PLAN.tasks[0], text='=HYPERLINK("x")', number="1-2", group="0012")
    plan = replace(PLAN, tasks=(task, *PLAN.tasks[1:]))
    content = written(plan)
    assert bare(read_plan(received(content, tmp_path))) == bare(plan)
    assert opened(content)["任务"]["F2"].data_type == "s"


def test_a_drafted_plan_shows_where_each_indicator_was_read(tmp_path: Path) -> None:
    content = written(PLAN, {"K01-1": DraftNote("压减一般性支出15%以上", "高")})
    sheet = opened(content)["指标"]
    assert [cell.value for cell in sheet[1]][-2:] == ["原文", "把握"]
    assert [cell.value for cell in sheet[2]][-2:] == ["压减一般性支出15%以上", "高"]
    assert [cell.value for cell in sheet[3]][-2:] == [None, None]
    assert bare(read_plan(received(content, tmp_path))) == bare(PLAN)


def test_a_text_that_no_cell_holds_is_our_bug_and_not_cut() -> None:
    task = replace(PLAN.tasks[0], text="长" * 32_768)
    with pytest.raises(ValueError, match="no cell"):
        write_plan_form(Settings(2023), PLAN.departments, (task,))


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6).map(Decimal.normalize)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Make any valid indicator of task K01."""
    basis = draw(st.sampled_from([Basis.CUMULATIVE, Basis.LEVEL, Basis.RANK, Basis.ANNUAL, Basis.GROWTH]))
    relation = draw(st.sampled_from(list(Relation)))
    is_above_zero = basis in {Basis.CUMULATIVE, Basis.LEVEL}
    value = abs(draw(amounts)) if is_above_zero else draw(amounts)
    upper = value + draw(st.integers(1, 100)) if relation is Relation.WITHIN else None
    unit = "%" if basis is Basis.GROWTH else draw(st.sampled_from(["个", "万元", "套(间)"]))
    schedule = draw(st.sampled_from([None, Decimal(0)]) | st.decimals(0, 100, places=2))
    reporters = ("市教育局", "市建设局") if is_above_zero and draw(st.booleans()) else ("市财政局",)
    target = Target(relation, value, upper, unit)
    return Indicator("K01-9", "K01", "某项", target, basis, draw(st.none() | amounts), schedule, reporters, NOWHERE)


@hypothesis_settings(max_examples=30, deadline=None)
@given(indicators())
def test_any_indicator_is_read_back(tmp_path_factory: pytest.TempPathFactory, indicator: Indicator) -> None:
    plan = replace(PLAN, indicators=(indicator,))
    again = read_plan(received(written(plan), tmp_path_factory.mktemp("plan")))
    assert bare(again) == bare(plan)


def test_digits_beyond_those_of_excel_are_kept(tmp_path: Path) -> None:
    target = replace(PLAN.indicators[2].target, value=Decimal("12345678901234567.25"))
    plan = replace(PLAN, indicators=(replace(PLAN.indicators[2], target=target),))
    assert bare(read_plan(received(written(plan), tmp_path))) == bare(plan)


@pytest.mark.parametrize(("value", "shown"), [("1", "0%"), ("0.85", "0.00%"), ("0.5", "0.0%")])
def test_a_small_percentage_is_shown_with_its_sign(value: str, shown: str, tmp_path: Path) -> None:
    target = Target(Relation.AT_MOST, Decimal(value), None, "%")
    indicator = replace(PLAN.indicators[0], task="K02", target=target, schedule=Decimal(value))
    plan = replace(PLAN, indicators=(indicator,))
    content = written(plan)
    assert bare(read_plan(received(content, tmp_path))) == bare(plan)
    assert [opened(content)["指标"][cell].number_format for cell in ("E2", "J2")] == [shown, shown]


@pytest.mark.parametrize("schedule", ["47.5", "1", "0.5", "0"])
def test_what_holds_for_the_whole_plan_is_read_back(schedule: str, tmp_path: Path) -> None:
    whole = Settings(2023, "某市人民政府", Decimal(schedule), Decimal(0), date(2023, 7, 10), {"批次": "第一批"})
    content = write_plan_form(whole, PLAN.departments)
    assert read_plan(received(content, tmp_path), spring=True).settings == whole
