"""What goes back: all that was typed, what is wrong with it, and a form that can be corrected and dropped again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.findings import finding
from reporter.forms.writing.returned import write_refusal
from reporter.forms.writing.returned import write_returned
from reporter.places import Place
from tests.forms.filling import blank
from tests.forms.filling import column_of
from tests.forms.filling import figures_of
from tests.forms.filling import filled
from tests.forms.filling import open_blank
from tests.forms.filling import put
from tests.forms.filling import raw
from tests.forms.filling import read
from tests.forms.filling import row_of
from tests.forms.filling import saved
from tests.forms.filling import told
from tests.plans import HALF_YEAR
from tests.plans import LEAD
from tests.plans import SPRING
from tests.plans import indicator
from tests.plans import plan_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from reporter.periods import Period
    from reporter.plan.records import Plan

PLAN = plan_of(
    indicator("K01-1", name="项目数", value="120"),
    indicator("K01-2", name="占比", basis="占比", value="54.5", unit="%"),
    indicator("K01-3", name="投资", unit="亿元"),
    indicator("K01-4", name="出台意见", basis="定性", value=None, unit=""),
)


def returned(data: bytes, plan: Plan = PLAN, period: Period = HALF_YEAR) -> bytes:
    """Return what goes back for a received workbook."""
    _, findings = read(data, plan, period)
    return write_returned(raw(data), plan, period, plan.departments[0], findings)


def mess(book: Workbook) -> None:
    """Do what clerks do, all of it in one file."""
    sheet = book["指标进展"]
    sheet["E4"] = 100
    sheet["A8"], sheet["H8"], sheet["L8"] = "K01-2", 55, "重复的一行"
    sheet["A9"], sheet["H9"], sheet["I9"] = "X9", True, "=1/0"
    sheet["H5"].number_format = "0.00%"
    sheet["J6"] = date(2023, 6, 30)
    sheet["P3"] = "=HYPERLINK(1)"
    book["推进情况"]["D4"] = "=cmd|' /C calc'!A0"


MESSY = filled(blank(PLAN), {"K01-1": "约300", "K01-2": 0.548, "K01-3": "１２"}, also=mess, 填报人="")


def test_all_that_was_typed_comes_back_as_it_was_typed() -> None:
    data = returned(MESSY)
    before, after = (figures_of(read(item, PLAN)[0]) for item in (MESSY, data))
    assert {key: (item.amount, item.source.stored, item.source.format) for key, item in after.items()} == {
        key: (item.amount, item.source.stored, item.source.format) for key, item in before.items()
    }
    assert after["K01-3"].data_as_of == "2023-06-30"
    sheet = open_blank(data)["指标进展"]
    assert [sheet.cell(8, column_of(sheet, word)).value for word in ("指标编号", "本期完成", "情况说明")] == [
        *("K01-2", 55, "重复的一行"),
    ]
    assert sheet.cell(9, column_of(sheet, "本期完成")).value is True
    assert sheet["E4"].value == 120


def test_every_wrong_cell_is_marked_commented_and_explained_in_its_row() -> None:
    sheet = open_blank(returned(MESSY))["指标进展"]
    wrong = sheet.cell(row_of(sheet, "K01-1"), column_of(sheet, "本期完成"))
    assert wrong.comment is not None
    assert "约300" in str(wrong.comment.text)
    assert wrong.comment.author == "核查程序"
    assert wrong.fill.fgColor.rgb == "FFFFC7CE"
    faults = sheet.cell(row_of(sheet, "K01-1"), column_of(sheet, "错误说明")).value
    assert isinstance(faults, str)
    assert "约300" in faults
    assert "1. " in faults
    assert "2. " in faults
    fine = sheet.cell(row_of(sheet, "K01-3"), column_of(sheet, "本期完成"))
    assert fine.comment is None
    assert sheet.auto_filter.ref == "A3:N9"


def test_the_first_sheet_says_what_matters_most_first_one_line_a_cause() -> None:
    book = open_blank(returned(MESSY))
    assert book.sheetnames[0] == "退回说明"
    rows = list(book["退回说明"].iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(read(MESSY, PLAN)[1])
    weights = [str(row[1]) for row in rows]
    order = ["必须更正", "待补充", "请核对", "提示"]
    assert weights == sorted(weights, key=order.index)
    links = {cell.hyperlink.location for cell in book["退回说明"]["C"] if cell.hyperlink}
    assert "'指标进展'!H4" in links
    assert "'填报说明'!C6" in links
    assert all(cell.hyperlink is None or cell.hyperlink.target is None for cell in book["退回说明"]["C"])


def test_nothing_that_others_wrote_is_a_formula() -> None:
    for sheet in raw(returned(MESSY)).sheets:
        formulas = {cell.formula for cell in sheet.cells.values() if cell.formula}
        assert not any("cmd" in formula or "HYPERLINK" in formula or "1/0" in formula for formula in formulas)


def test_the_copy_is_read_again_and_finds_the_same_faults_but_what_it_mended() -> None:
    again = {(item.rule, item.indicator) for item in read(returned(MESSY), PLAN)[1]}
    before = {(item.rule, item.indicator) for item in read(MESSY, PLAN)[1]}
    mended = {("forms.target-changed", "K01-1"), ("forms.stray-cell", "")}
    assert again == before - mended


def test_the_corrected_copy_is_clean() -> None:
    book = open_blank(returned(MESSY))
    put(book, "指标进展", "K01-1", "本期完成", 70)
    put(book, "推进情况", "K01", "推进情况", "按计划推进。")
    sheet = book["指标进展"]
    for row in (8, 9):
        for column in range(1, 14):
            sheet.cell(row, column).value = None
    book["填报说明"]["C6"] = "张某"
    findings = read(saved(book), PLAN)[1]
    assert {(rule, place) for rule, place in told(findings) if not rule.startswith("cells.")} == set()


def test_a_row_that_the_plan_no_longer_asks_is_known_for_it_when_the_copy_comes_back() -> None:
    gone = replace(PLAN, indicators=PLAN.indicators[:-1], sha256="1" * 64)
    key = PLAN.indicators[-1].id
    received = read(filled(blank(PLAN), {key: 7}), gone)[1]
    again = read(returned(filled(blank(PLAN), {key: 7}), gone), gone)[1]
    assert [{item.rule for item in found if item.found == key} for found in (received, again)] == [
        {"forms.row-withdrawn"}
    ] * 2


def test_a_figure_typed_under_a_unit_that_the_plan_changed_stays_under_it_until_it_is_explained() -> None:
    revised = replace(
        PLAN,
        indicators=tuple(
            replace(item, target=replace(item.target, unit="万元")) if item.id == "K01-3" else item
            for item in PLAN.indicators
        ),
        sha256="1" * 64,
    )
    data = filled(blank(PLAN), {"K01-1": 1, "K01-2": 50, "K01-3": 2}, texts={"K01": "进展"})
    for _ in range(2):
        data = returned(data, revised)
        assert open_blank(data)["指标进展"]["F6"].value == "亿元"
        said = {(item.rule, item.severity.value) for item in read(data, revised)[1]}
        assert ("forms.unit-revised", "open") in said
    book = open_blank(data)
    put(book, "指标进展", "K01-3", "情况说明", "已按万元填报。")
    said = {(item.rule, item.severity.value) for item in read(saved(book), revised)[1]}
    assert ("forms.unit-revised", "note") in said


def test_a_clean_form_comes_back_without_marks() -> None:
    data = returned(filled(blank(PLAN), {"K01-1": 1, "K01-2": 50, "K01-3": 2}, texts={"K01": "进展"}))
    book = open_blank(data)
    assert "没有发现问题" in str(book["退回说明"]["A2"].value)
    assert read(data, PLAN)[1] == ()


def test_what_finds_no_place_in_the_form_stands_behind_it_as_it_was_received() -> None:
    def break_it(book: Workbook) -> None:
        book["指标进展"]["H3"] = "本期实绩"
        book.create_sheet("测算[1]".replace("[", "（").replace("]", "）"))["B2"] = 3

    data = returned(filled(blank(PLAN), {"K01-1": 70}, also=break_it))
    book = open_blank(data)
    kept = [name for name in book.sheetnames if name.startswith("原件·")]
    assert kept == ["原件·1·指标进展", "原件·2·测算（1）"]
    assert book[kept[0]]["H4"].value == 70
    assert book[kept[1]]["B2"].value == 3
    assert [name for name in open_blank(returned(data)).sheetnames if name.startswith("原件·")] == kept
    assert ("forms.sheet-copied", kept[0]) not in told(read(data, PLAN)[1])


def test_a_foreign_sheet_too_large_to_travel_is_named() -> None:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet("流水")
        for _ in range(201):
            sheet.append([1] * 100)

    book = open_blank(returned(filled(blank(PLAN), also=add)))
    assert not any(name.startswith("原件·") for name in book.sheetnames)
    assert "流水" in str(book["退回说明"]["A3"].value)


def test_a_missing_row_is_explained_in_the_row_that_should_be_there() -> None:
    def drop(book: Workbook) -> None:
        book["指标进展"].delete_rows(4)

    sheet = open_blank(returned(filled(blank(PLAN), also=drop)))["指标进展"]
    assert "项目数" in str(sheet.cell(row_of(sheet, "K01-1"), column_of(sheet, "错误说明")).value)


def test_a_spring_form_is_returned_too() -> None:
    def promise(book: Workbook) -> None:
        book["承诺事项"]["B4"] = "推进项目建设"

    data = returned(filled(blank(PLAN, period=SPRING), also=promise), period=SPRING)
    sheet = open_blank(data)["承诺事项"]
    assert sheet["B4"].value == "推进项目建设"
    assert "年度目标" in str(sheet.cell(4, column_of(sheet, "错误说明")).value)
    assert told(read(data, PLAN, period=SPRING)[1]) == {("forms.commitment-incomplete", "承诺事项!C4")}


def test_live_formulas_of_the_copy_store_what_they_would_compute() -> None:
    data = returned(filled(blank(PLAN), {"K01-1": 60, "K01-2": 0.5, "K01-3": "多"}))
    sheet = raw(data).sheet("指标进展")
    assert sheet is not None
    assert sheet.cells[4, 9].text.startswith("0.5")
    assert [sheet.text_at(row, 13) for row in (4, 5, 6, 7)] == [
        *("按序时", "请核对：是百分数还是小数", "请只填数字", "见推进情况"),
    ]


def test_texts_that_no_program_should_write_are_made_storable() -> None:
    data = filled(blank(PLAN), texts={"K01": "进展"})
    workbook = raw(data)
    broken = finding("forms.stray-cell", Place(workbook.file, ("指标进展", "P1")), found="\ud800坏")
    copy = write_returned(workbook, PLAN, HALF_YEAR, PLAN.departments[0], [broken])
    assert open_blank(copy)["退回说明"]["D5"].value == "这一格在填报的表格之外，写的是“?坏”，没有读取。"


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("0.00%", "0.00%"),
        ('0"万元"', '0"万元"'),
        ("yyyy年m月", "yyyy年m月"),
        ('0"万', "General"),
        ("[Red0", "General"),
        ("q", "General"),
        ("0" * 300, "General"),
    ],
)
def test_a_number_keeps_its_format_unless_excel_would_not_open_it(code: str, kept: str) -> None:
    workbook = raw(filled(blank(PLAN), {"K01-1": 0.5}))
    sheets = tuple(
        replace(sheet, cells={**sheet.cells, (4, 8): replace(sheet.cells[4, 8], format=code)})
        if sheet.name == "指标进展"
        else sheet
        for sheet in workbook.sheets
    )
    copy = write_returned(replace(workbook, sheets=sheets), PLAN, HALF_YEAR, PLAN.departments[0], [])
    assert open_blank(copy)["指标进展"]["H4"].number_format == kept


def test_a_refusal_names_the_file_and_what_to_do() -> None:
    fault = finding("identity.foreign-file", Place("照片.xlsx"), found="Sheet1")
    book = open_blank(write_refusal("照片.xlsx", [fault]))
    sheet = book["退回说明"]
    assert "照片.xlsx" in str(sheet["A1"].value)
    assert [sheet["C5"].value, sheet["E5"].value] == ["整份文件", fault.hint]
    assert write_refusal("照片.xlsx", [fault]) == write_refusal("照片.xlsx", [fault])


@pytest.mark.parametrize("data", [MESSY, blank(PLAN)], ids=["messy", "blank"])
def test_the_same_copy_has_the_same_bytes(data: bytes) -> None:
    assert returned(data) == returned(data)


def test_the_department_stays_the_one_of_the_form() -> None:
    submission, _ = read(returned(MESSY), PLAN)
    assert submission is not None
    assert submission.department == LEAD
