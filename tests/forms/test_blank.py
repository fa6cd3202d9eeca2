"""The blank as it is issued: its contract, what guides whoever fills it, and that nobody is asked in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reporter.forms.shape import FORM_VERSION
from reporter.forms.shape import workbook_name
from reporter.plan.records import Form
from reporter.plan.records import Settings
from tests.forms.filling import blank
from tests.forms.filling import filled
from tests.forms.filling import open_blank
from tests.forms.filling import raw
from tests.forms.filling import read
from tests.forms.filling import row_of
from tests.forms.filling import told
from tests.plans import HALF_YEAR
from tests.plans import LEAD
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import department
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

if TYPE_CHECKING:
    from reporter.periods import Period

SETTINGS = Settings(2023, publisher="市政府办公室", due=date(2023, 7, 10))
PLAN = plan_of(
    indicator("K01-1", name="新开工项目", value="120"),
    indicator("K01-2", name="占比", basis="占比", value="54.5", unit="%"),
    indicator("K01-3", name="人才引进", relation="区间", value="800", upper="1000", unit="人"),
    indicator("K01-4", name="能耗", basis="年度", unit="吨"),
    indicator("K01-5", name="出台意见", basis="定性", value=None, unit=""),
    indicator("K02-1", name="水库", reporters=("市水利局", LEAD)),
    tasks=(task("K01", text="=1+1"), task("K02", departments=("市水利局",)), task("K03", departments=("市档案馆",))),
    departments=(department(), department("市水利局", aliases=("水利",)), department("各区县政府", category="泛指")),
    settings=SETTINGS,
)


def test_the_sheets_and_columns_are_those_of_the_contract() -> None:
    book = open_blank(blank(PLAN))
    assert book.sheetnames == ["填报说明", "指标进展", "推进情况", "填报标识"]
    assert book["填报标识"].sheet_state == "veryHidden"
    assert [cell.value for cell in book["指标进展"][3]] == [
        *("指标编号", "目标任务", "指标名称", "关系", "年度目标", "单位", "上期完成", "本期完成", "完成率"),
        *("数据截至", "数据来源", "情况说明", "自检"),
    ]
    header = [cell.value for cell in book["推进情况"][3]]
    assert header[:6] == ["任务编号", "序号", "目标任务", "推进情况", "存在问题", "下步打算"]
    assert set(book.defined_names) >= {"填报人", "审核人", "填报日期", "联系电话"}


def test_the_deadline_stands_on_the_form_of_its_own_period_only() -> None:
    def facts(period: Period) -> dict[object, object]:
        rows = open_blank(blank(PLAN, period))["填报说明"].iter_rows(values_only=True)
        return {label: value for _, label, value, *_ in rows}

    assert facts(HALF_YEAR)["填报截止"] == "2023年7月10日"
    assert "填报截止" not in facts(YEAR_END)


def test_rows_are_what_the_department_reports_and_leads_in_plan_order() -> None:
    book = open_blank(blank(PLAN))
    assert [row[0] for row in book["指标进展"].iter_rows(min_row=4, values_only=True)] == [
        *("K01-1", "K01-2", "K01-3", "K01-4", "K01-5", "K02-1"),
    ]
    assert [row[0] for row in book["推进情况"].iter_rows(min_row=4, values_only=True)] == ["K01"]


def test_a_row_says_what_was_promised_and_reported_before() -> None:
    sheet = open_blank(blank(PLAN, earlier={"K01-1": Decimal("55.5")}))["指标进展"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=4, max_col=8, values_only=True)}
    assert rows["K01-1"][1:] == ("=1+1", "新开工项目", "≥", 120, "个", 55.5, None)
    assert rows["K01-3"][3:6] == ("区间", "800~1000", "人")
    assert rows["K01-5"][3:6] == ("—", "定性", "—")


def test_text_is_never_a_formula() -> None:
    sheet = raw(blank(PLAN)).sheet("指标进展")
    assert sheet is not None
    assert (sheet.cells[4, 2].text, sheet.cells[4, 2].formula) == ("=1+1", "")


def test_the_spring_form_asks_for_commitments_only() -> None:
    book = open_blank(blank(PLAN, SPRING))
    assert book.sheetnames == ["填报说明", "承诺事项", "填报标识"]
    assert [cell.value for cell in book["承诺事项"][3]][:3] == ["序号", "承诺事项", "年度目标"]


def test_the_hidden_sheet_says_whose_form_it_is_and_what_was_issued() -> None:
    sheet = open_blank(blank(PLAN, earlier={"K01-1": Decimal(55)}))["填报标识"]
    values = {row[0]: row[1] for row in sheet.iter_rows(max_row=6, values_only=True)}
    assert values == {
        "表样": "政府工作目标填报表",
        "表样版本": FORM_VERSION,
        "填报单位": LEAD,
        "期次": "2023H1",
        "计划年度": "2023",
        "计划校验码": PLAN.sha256,
    }
    header, *issued = sheet.iter_rows(min_row=8, values_only=True)
    assert header == ("编号", "序号", "目标任务", "指标名称", "关系", "年度目标", "单位", "上期完成")
    assert issued[0] == ("K01-1", "", "=1+1", "新开工项目", "≥", "120", "个", "55")
    assert issued[-1] == ("K01", "1", "=1+1", *[""] * 5)


def test_only_what_is_to_be_typed_is_unlocked_and_the_sheet_can_be_filtered_and_widened() -> None:
    sheet = open_blank(blank(PLAN))["指标进展"]
    unlocked = {sheet.cell(3, cell.column).value for cell in sheet[4] if not cell.protection.locked and cell.column}
    assert unlocked == {"本期完成", "数据截至", "数据来源", "情况说明"}
    assert sheet.cell(row_of(sheet, "K01-5"), 8).protection.locked
    protection = sheet.protection
    assert (protection.sheet, protection.autoFilter, protection.formatColumns) == (True, False, False)
    assert sheet.auto_filter.ref == "A3:M9"
    assert sheet.freeze_panes == "B4"


def test_the_page_is_a4_landscape_with_its_header_repeated_and_a_place_to_sign() -> None:
    for name in ("指标进展", "推进情况"):
        sheet = open_blank(blank(PLAN))[name]
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.print_title_rows == "$3:$3"
        assert "签字" in str(sheet.oddFooter)


def test_typing_is_helped_by_validation_prompts_and_choices() -> None:
    sheet = open_blank(blank(PLAN))["指标进展"]
    by_cell = {str(item.sqref): item for item in sheet.data_validations.dataValidation}
    amount = by_cell["H5"]
    assert (amount.type, amount.promptTitle) == ("decimal", "本期完成（%）")
    assert "54.8" in amount.prompt
    assert by_cell["J4"].type == "list"
    assert "2023年6月30日" in by_cell["J4"].formula1
    assert not by_cell["J4"].showErrorMessage
    assert "H8" not in by_cell


def test_an_empty_due_cell_is_marked_and_one_that_is_not_due_is_not() -> None:
    sheet = open_blank(blank(PLAN))["指标进展"]
    marked = {str(item.sqref) for item in sheet.conditional_formatting}
    assert {"H4", "H5", "H6", "H9"} <= marked
    assert not {"H7", "H8"} & marked


def test_a_row_shows_its_whole_text() -> None:
    short = open_blank(blank(PLAN))["推进情况"].row_dimensions[4].height
    long = plan_of(indicator(), tasks=(task("K01", text="长" * 400),))
    assert open_blank(blank(long))["推进情况"].row_dimensions[4].height > short


def test_a_column_grows_where_no_row_could_show_its_text() -> None:
    usual = open_blank(blank(PLAN))["指标进展"].column_dimensions["B"].width
    longest = plan_of(indicator(), tasks=(task("K01", text="长" * 900),))
    sheet = open_blank(blank(longest))["指标进展"]
    assert sheet.column_dimensions["B"].width > usual
    assert sheet.row_dimensions[4].height <= 409


@pytest.mark.parametrize("period", [HALF_YEAR, SPRING], ids=str)
def test_the_same_blank_has_the_same_bytes(period: object) -> None:
    assert blank(PLAN, period) == blank(PLAN, period)  # type: ignore[arg-type] # parametrised


def test_commitments_are_answered_at_year_end_and_their_indicators_may_be_filled_before() -> None:
    plan = plan_of(indicator("C01-1"), tasks=(task("C01", form=Form.COMMITMENT), task("K01")))
    half_year, year_end = (open_blank(blank(plan, period)) for period in (HALF_YEAR, YEAR_END))
    assert [row[0].value for row in half_year["推进情况"].iter_rows(min_row=4)] == ["K01"]
    assert [row[0].value for row in year_end["推进情况"].iter_rows(min_row=4)] == ["C01", "K01"]
    assert [row[0].value for row in half_year["指标进展"].iter_rows(min_row=4)] == ["C01-1"]
    assert "H4" not in {str(item.sqref) for item in half_year["指标进展"].conditional_formatting}


def test_a_department_with_nothing_to_report_still_has_both_sheets() -> None:
    book = open_blank(blank(PLAN, department="市档案馆"))
    assert book["指标进展"]["A4"].value is None
    assert "没有" in str(book["指标进展"]["A2"].value)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("市发改委", "市发改委.xlsx"),
        ("市委组织部/人才办", "市委组织部_人才办.xlsx"),
        ('a<b>:"c|d?*', "a_b___c_d__.xlsx"),
    ],
)
def test_a_workbook_is_named_as_windows_allows(name: str, file: str) -> None:
    assert workbook_name(name) == file


def test_a_text_about_a_commitment_is_not_read_before_year_end() -> None:
    plan = plan_of(indicator(), tasks=(task("K01"), task("C01", form=Form.COMMITMENT)))
    early = replace(plan, tasks=(plan.tasks[0], task("C01")))
    data = filled(blank(early), {"K01-1": 50}, texts={"K01": "进展顺利。", "C01": "已完成。"})
    submission, findings = read(data, plan)
    assert submission is not None
    assert [item.task for item in submission.texts] == ["K01"]
    assert told(findings) == {("forms.row-not-asked", "推进情况!A5")}
    untouched = filled(blank(early), {"K01-1": 50}, texts={"K01": "进展顺利。"})
    assert read(untouched, plan)[1] == ()
