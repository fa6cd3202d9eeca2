"""The plan workbook: what it says when it is valid, and every fault at its cell when it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.errors import ConfigurationError
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.intake.records import RawSheet
from reporter.intake.records import RawWorkbook
from reporter.intake.records import SheetState
from reporter.places import Place
from reporter.plan.departments_sheet import split_names
from reporter.plan.reading import read_plan
from reporter.plan.records import Basis
from reporter.plan.records import Form
from reporter.plan.records import Relation
from reporter.plan.records import Target
from tests.plan_tables import FILE
from tests.plan_tables import TABLES
from tests.plan_tables import changed
from tests.plan_tables import faults_of
from tests.plan_tables import plan_of_tables
from tests.plan_tables import with_row
from tests.workbooks import raw_workbook


def test_the_year_and_what_holds_for_the_whole_plan() -> None:
    settings = plan_of_tables(TABLES).settings
    assert settings.year == 2023
    assert settings.publisher == "临湖市人民政府办公室"
    assert settings.half_year_schedule == 45
    assert settings.tolerance == 3
    assert settings.due == date(2023, 7, 10)
    assert settings.others == {"批次": "第一批"}


def test_every_row_of_the_year_but_the_year_may_be_absent() -> None:
    settings = plan_of_tables(TABLES | {"年度": "项目|内容\n年度|2023年"}).settings
    assert (settings.year, settings.publisher, settings.due) == (2023, "", None)
    assert settings.half_year_schedule == 50
    assert settings.tolerance == 2


def test_departments_with_aliases_and_collective_names() -> None:
    finance, *_, collective = plan_of_tables(TABLES).departments
    assert (finance.name, finance.aliases) == ("市财政局", ("财政局", "财政"))
    assert (finance.category, finance.contact, finance.phone) == ("经济建设类", "王科", "0572-2001")
    assert str(finance.place) == f"{FILE}!单位!A2"
    assert collective.is_collective
    assert not finance.is_collective


def test_a_task_keeps_its_units_as_written_and_knows_their_names() -> None:
    first, second, third = plan_of_tables(TABLES).tasks
    assert first.responsible == "财政局、市教育局、各区县政府<甲区、乙区>"
    assert first.departments == ("市财政局", "市教育局", "各区县政府")
    assert (first.lead, first.form, first.number, first.is_public) == ("市财政局", Form.KEY_TASK, "1", True)
    assert not second.is_public
    assert (third.form, third.area, third.group) == (Form.LIVELIHOOD, "教育", "十方面民生实事")
    assert str(third.place) == f"{FILE}!任务!A4"


def test_indicators_in_the_order_of_the_sheet() -> None:
    share, words, schools, area, seats = plan_of_tables(TABLES).indicators
    assert share.target == Target(Relation.AT_LEAST, Decimal(15), None, "%")
    assert (words.basis, words.target.value) == (Basis.QUALITATIVE, None)
    assert schools.target.value == 1200
    assert schools.schedule == 30
    assert schools.reporters == ("市教育局", "市建设局")
    assert area.target == Target(Relation.WITHIN, Decimal(20), Decimal("25.5"), "平方米")
    assert area.baseline == 18
    assert (seats.reporters, seats.schedule) == (("市教育局",), None)


def test_an_empty_reporter_means_the_lead_unit() -> None:
    assert plan_of_tables(TABLES).indicators[0].reporters == ("市财政局",)


def test_the_column_of_publicity_may_be_absent() -> None:
    lines = [line.rpartition("|")[0] for line in TABLES["任务"].strip().split("\n")]
    assert all(task.is_public for task in plan_of_tables(TABLES | {"任务": "\n".join(lines)}).tasks)


def test_one_project_may_stand_in_two_rows_with_one_number() -> None:
    tables = with_row("任务", "L02 | 民生实事 | 十方面民生实事 | 1 | 教育 | 培训教师。 | 市教育局 |")
    assert [task.number for task in plan_of_tables(tables).tasks] == ["1", "2", "1", "1"]


def test_the_header_is_found_by_its_words_wherever_it_stands() -> None:
    sheet = "临湖市任务台账\n\n备注 | 内 容 | 项目\n | 2023 | 年度"
    assert plan_of_tables(TABLES | {"年度": sheet}).settings.year == 2023


def test_empty_rows_are_skipped() -> None:
    sheet = TABLES["单位"].rstrip() + '\n\n   |  "  "  | \n 市民政局'
    plan = plan_of_tables(TABLES | {"单位": sheet})
    assert str(plan.departments[-1].place) == f"{FILE}!单位!A8"


def test_a_merged_cell_counts_in_every_row_it_reaches_down() -> None:
    tables = changed("任务", "C3", "藏在合并单元格下的字")
    merged = raw_workbook(FILE, tables, merges={"任务": ["C2:C3", "C4:C40", "H2:H2", "I2:I3"]})
    groups = [task.group for task in read_plan(merged).tasks]
    assert groups == ["市长主抓重点工作", "市长主抓重点工作", "十方面民生实事"]


def test_a_plan_of_spring_may_hold_the_year_and_the_units_only() -> None:
    tables = {name: TABLES[name] for name in ("年度", "单位")}
    plan = plan_of_tables(tables, spring=True)
    assert (plan.tasks, plan.indicators) == ((), ())
    assert faults_of(tables) == [("plan.sheet-missing", "任务"), ("plan.sheet-missing", "指标")]


def test_a_plan_of_spring_is_checked_as_far_as_it_goes() -> None:
    assert faults_of(changed("指标", "H2", "累积"), spring=True) == [("plan.unknown-basis", "指标!H2")]


@pytest.mark.parametrize(
    ("cell", "typed", "value"),
    [
        ("E4", '"１２００"', "1200"),
        ("E4", '" 1,200.5 "', "1200.5"),
        ("E4", "=600+600 => 1200", "1200"),
        ("E4", "0.30000000000000004", "0.3"),
        ("E2", "15%", "15"),
        ("E2", "0.15%", "0.15"),
        ("E2", "-3", "-3"),
        ("E6", "0.5", "0.5"),
    ],
)
def test_numbers_that_are_read(cell: str, typed: str, value: str) -> None:
    indicators = {str(item.place.address)[1:]: item for item in plan_of_tables(changed("指标", cell, typed)).indicators}
    assert indicators[cell[1:]].target.value == Decimal(value)


@pytest.mark.parametrize("spelling", [">=", "≧", "⩾", "≥ "])
def test_spellings_of_a_relation(spelling: str) -> None:
    target = plan_of_tables(changed("指标", "D2", spelling)).indicators[0].target
    assert target.relation is Relation.AT_LEAST


@pytest.mark.parametrize(
    ("typed", "relation"), [("＝", Relation.EQUAL), ("=", Relation.EQUAL), ("＞", Relation.MORE_THAN)]
)
def test_full_width_relations(typed: str, relation: Relation) -> None:
    assert plan_of_tables(changed("指标", "D2", typed)).indicators[0].target.relation is relation


def test_a_qualitative_indicator_may_name_a_relation() -> None:
    assert plan_of_tables(changed("指标", "D3", "≥")).indicators[1].target == Target(Relation.AT_LEAST, None, None, "")


@pytest.mark.parametrize(
    "typed", ["2023-07-10", '"2023年7月10日"', '"2023/7/10"', '"２０２３.7.10"', '"2023 年 7 月 10 日"']
)
def test_dates_as_cells_and_as_words(typed: str) -> None:
    assert plan_of_tables(changed("年度", "B6", typed)).settings.due == date(2023, 7, 10)


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    workbook = raw_workbook(FILE, changed("年度", "B6", "2019-07-09"))
    moved = RawWorkbook(workbook.file, workbook.sha256, workbook.sheets, uses_1904_dates=True)
    assert read_plan(moved).settings.due == date(2023, 7, 10)


@pytest.mark.parametrize(("serial", "day"), [("45117", "2023-07-10"), ("59", "1900-02-28"), ("61.75", "1900-03-01")])
def test_dates_by_their_serial_number(serial: str, day: str) -> None:
    assert read_plan(with_cell("年度", (6, 2), CellKind.DATE, serial, "yyyy-mm-dd")).settings.due == date.fromisoformat(
        day
    )


@pytest.mark.parametrize("serial", ["2958466000", "2023-13-01", "60", "0.5", "-5", "NaN"])
def test_a_serial_beyond_the_calendar_or_of_no_day_is_no_date(serial: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_plan(with_cell("年度", (6, 2), CellKind.DATE, serial, "yyyy-mm-dd"))
    assert [fault.rule for fault in caught.value.faults] == ["plan.not-a-date"]


def test_a_fault_shows_a_date_as_its_day_and_a_number_without_its_binary_tail() -> None:
    for kind, text, code, shown in (
        (CellKind.DATE, "44963", "yyyy-mm-dd", "2023-02-06"),
        (CellKind.DATE, "0.5", "h:mm", "0.5"),
        (CellKind.NUMBER, "86.09999999999999", "0,", "86.1"),
    ):
        with pytest.raises(ConfigurationError) as caught:
            read_plan(with_cell("指标", (4, 5), kind, text, code))
        assert [fault.found for fault in caught.value.faults] == [shown]


def with_cell(name: str, position: tuple[int, int], kind: CellKind, text: str, code: str = "General") -> RawWorkbook:
    """Return the plan with one cell as no text table can type it."""
    workbook = raw_workbook(FILE, TABLES)
    cell = RawCell(Place.cell(FILE, name, *position), *position, kind, text, code)
    sheets = (
        RawSheet(name, SheetState.VISIBLE, {**sheet.cells, position: cell}) if sheet.name == name else sheet
        for sheet in workbook.sheets
    )
    return RawWorkbook(FILE, workbook.sha256, tuple(sheets))


def test_other_rows_of_the_year_are_kept_as_typed() -> None:
    others = plan_of_tables(changed("年度", "B7", "2023-03-01")).settings.others
    assert others == {"批次": "2023-03-01"}
    assert plan_of_tables(changed("年度", "B7", "")).settings.others == {"批次": ""}


def test_revisions_with_their_reason() -> None:
    table = """
        指标编号 | 项目   | 原值 | 新值 | 理由         | 核定人   | 日期
        K02-1    | 目标值 | 1000 | 1200 | 市政府专题会 | 督查室   | 2023-05-06
        K09-9    | 删除   |      |      | 任务取消     |          |
    """
    first, second = plan_of_tables(TABLES | {"修订": table}).revisions
    assert (first.indicator, first.item, first.old, first.new) == ("K02-1", "目标值", "1000", "1200")
    assert (first.reason, first.approved_by, first.date) == ("市政府专题会", "督查室", "2023-05-06")
    assert str(first.place) == f"{FILE}!修订!A2"
    assert second.date == ""


CELL_FAULTS = [
    ("年度", "B2", "二〇二三", "plan.year-invalid"),
    ("年度", "B2", "2024", "plan.year-differs-from-file"),
    ("年度", "B2", "", "plan.cell-empty"),
    ("年度", "A2", "", "plan.cell-empty"),
    ("年度", "A4", "发布机构", "plan.setting-repeated"),
    ("年度", "B4", "一半", "plan.not-a-number"),
    ("年度", "B4", "101", "plan.percent-out-of-range"),
    ("年度", "B4", "0.5", "plan.percent-or-fraction"),
    ("年度", "B4", "1", "plan.percent-or-fraction"),
    ("年度", "B5", "两点", "plan.not-a-number"),
    ("年度", "B5", "-1", "plan.percent-out-of-range"),
    ("年度", "B6", "七月中旬", "plan.not-a-date"),
    ("年度", "B6", '"2023-02-30"', "plan.not-a-date"),
    ("年度", "B6", "20230710", "plan.not-a-date"),
    ("年度", "B6", "TRUE", "plan.cell-boolean"),
    ("年度", "B3", "#REF!", "plan.cell-error"),
    ("单位", "B3", "教育局、财政", "plan.department-repeated"),
    ("单位", "E2", "=A1", "plan.formula-without-result"),
    ("任务", "B2", "重点任务", "plan.unknown-form"),
    ("任务", "B2", "", "plan.cell-empty"),
    ("任务", "B2", "TRUE", "plan.cell-boolean"),
    ("任务", "D2", "2023-01-02", "plan.date-in-text"),
    ("任务", "F2", "", "plan.cell-empty"),
    ("任务", "F2", "=B1", "plan.formula-without-result"),
    ("任务", "G2", "", "plan.cell-empty"),
    ("任务", "G2", "、", "plan.cell-empty"),
    ("任务", "G2", "市财政局、市财税局", "plan.unknown-department"),
    ("任务", "G2", "市财政局、<各区县政府>", "plan.unknown-department"),
    ("任务", "G2", "市财政局，市教育局", "plan.unknown-department"),
    ("任务", "G2", "市教育局)、市财政局", "plan.unknown-department"),
    ("任务", "G2", "各区县政府、市财政局", "plan.collective-lead"),
    ("任务", "H2", "不公开", "plan.unknown-publicity"),
    ("指标", "A2", "", "plan.cell-empty"),
    ("指标", "A2", "K01！1", "plan.id-characters"),
    ("指标", "A3", "K01-1", "plan.indicator-repeated"),
    ("指标", "A3", "K02", "plan.id-of-a-task"),
    ("指标", "B2", "K11", "plan.unknown-task"),
    ("指标", "B2", "", "plan.cell-empty"),
    ("指标", "C2", "", "plan.cell-empty"),
    ("指标", "D2", "不少于", "plan.unknown-relation"),
    ("指标", "D2", "", "plan.cell-empty"),
    ("指标", "D3", "大于", "plan.unknown-relation"),
    ("指标", "E2", "15左右", "plan.not-a-number"),
    ("指标", "E2", '"15%"', "plan.not-a-number"),
    ("指标", "E4", '"1,20"', "plan.not-a-number"),
    ("指标", "E2", "", "plan.target-missing"),
    ("指标", "E2", "0.15", "plan.percent-or-fraction"),
    ("指标", "E2", "1", "plan.percent-or-fraction"),
    ("指标", "E4", "-1200", "plan.target-negative"),
    ("指标", "E5", "-20", "plan.target-negative"),
    ("指标", "E2", "2015-01-01", "plan.date-in-number"),
    ("指标", "E2", "#N/A", "plan.cell-error"),
    ("指标", "E2", "=1+1", "plan.formula-without-result"),
    ("指标", "E2", "TRUE", "plan.cell-boolean"),
    ("指标", "E4", "12%", "plan.percent-format"),
    ("指标", "E3", "#N/A", "plan.target-of-qualitative"),
    ("指标", "F2", "无", "plan.not-a-number"),
    ("指标", "E3", "5", "plan.target-of-qualitative"),
    ("指标", "F3", "5", "plan.target-of-qualitative"),
    ("指标", "F4", "1300", "plan.upper-without-range"),
    ("指标", "F5", "", "plan.upper-missing"),
    ("指标", "F5", "20", "plan.upper-not-above"),
    ("指标", "F5", "#VALUE!", "plan.cell-error"),
    ("指标", "G2", "", "plan.unit-not-percent"),
    ("指标", "G2", "万元", "plan.unit-not-percent"),
    ("指标", "G2", "#NAME?", "plan.cell-error"),
    ("指标", "H2", "", "plan.cell-empty"),
    ("指标", "H2", "累积", "plan.unknown-basis"),
    ("指标", "I4", "去年", "plan.not-a-number"),
    ("指标", "J4", "130", "plan.percent-out-of-range"),
    ("指标", "J4", "0.4", "plan.percent-or-fraction"),
    ("指标", "J4", "六月", "plan.not-a-number"),
    ("指标", "K2", "市财政局、市教育局", "plan.reporters-do-not-add"),
    ("指标", "K4", "市教育局、教委", "plan.unknown-department"),
    ("指标", "K4", "各区县政府", "plan.collective-reporter"),
    ("指标", "K4", "市财政局、财政", "plan.reporter-repeated"),
]


@pytest.mark.parametrize(
    ("text", "target", "fault"),
    [
        ("失业率控制在0.85%以内。", "0.85", None),
        ("占比提高0.85个百分点。", "0.85", None),
        ("优良天数比例85%以上。", "0.85", "plan.percent-or-fraction"),
        ("建成0.85万个。", "0.85", "plan.percent-or-fraction"),
        ("保持为零。", "0", None),
    ],
)
def test_a_target_below_one_percent_is_one_that_the_task_promises(text: str, target: str, fault: str | None) -> None:
    tables = changed("指标", "E2", target) | {"任务": changed("任务", "F2", text)["任务"]}
    assert faults_of(tables) == ([(fault, "指标!E2")] if fault else [])


@pytest.mark.parametrize(("cell", "typed", "schedule"), [("J4", "0", "0"), ("J4", "0.5%", "0.5"), ("J4", "40%", "40")])
def test_a_schedule_that_is_shown_in_percent_is_read_as_shown(cell: str, typed: str, schedule: str) -> None:
    assert plan_of_tables(changed("指标", cell, typed)).indicators[2].schedule == Decimal(schedule)


def test_a_tolerance_of_half_a_point_is_no_fraction() -> None:
    assert plan_of_tables(changed("年度", "B5", "0.5")).settings.tolerance == Decimal("0.5")


@pytest.mark.parametrize(("sheet", "cell", "typed", "rule"), CELL_FAULTS)
def test_a_fault_is_told_at_its_cell_and_only_once(sheet: str, cell: str, typed: str, rule: str) -> None:
    assert faults_of(changed(sheet, cell, typed)) == [(rule, f"{sheet}!{cell}")]


ELSEWHERE = [
    ("任务", "A4", "", [("plan.cell-empty", "任务!A4"), ("plan.unknown-task", "指标!B6")]),
    ("任务", "A4", "任务三", [("plan.id-characters", "任务!A4"), ("plan.unknown-task", "指标!B6")]),
    ("任务", "A4", "K01", [("plan.task-repeated", "任务!A4"), ("plan.unknown-task", "指标!B6")]),
    (
        *("单位", "A4", "财政"),
        [
            ("plan.department-repeated", "单位!A4"),
            ("plan.unknown-department", "任务!G3"),
            ("plan.unknown-department", "指标!K4"),
        ],
    ),
    ("单位", "B3", "各区县政府", [("plan.department-repeated", "单位!A5")]),
    ("单位", "A5", "", [("plan.cell-empty", "单位!A5"), ("plan.unknown-department", "任务!G2")]),
    ("指标", "D5", "≥", [("plan.upper-without-range", "指标!F5")]),
    ("指标", "G4", "%", [("plan.reporters-do-not-add", "指标!K4")]),
]


@pytest.mark.parametrize(("sheet", "cell", "typed", "faults"), ELSEWHERE)
def test_faults_that_a_change_brings_to_other_cells(
    sheet: str, cell: str, typed: str, faults: list[tuple[str, str]]
) -> None:
    assert faults_of(changed(sheet, cell, typed)) == faults


def test_an_error_of_a_task_is_not_repeated_by_its_indicators() -> None:
    assert faults_of(changed("任务", "B2", "重点任务")) == [("plan.unknown-form", "任务!B2")]
    assert faults_of(changed("任务", "G2", "市财税局")) == [("plan.unknown-department", "任务!G2")]


def test_an_id_with_strange_signs_is_told_where_it_is_made_only() -> None:
    tables = {name: table.replace("L01", "L 01").replace("L 01-1", "L01-1") for name, table in TABLES.items()}
    assert faults_of(tables) == [("plan.id-characters", "任务!A4")]


def test_an_unknown_department_in_front_does_not_make_the_next_one_lead() -> None:
    assert faults_of(changed("任务", "G2", "市财税局、各区县政府")) == [("plan.unknown-department", "任务!G2")]


def test_a_likely_name_is_suggested_and_an_unlikely_one_is_not() -> None:
    def hint(typed: str) -> str:
        with pytest.raises(ConfigurationError) as caught:
            plan_of_tables(changed("任务", "G2", typed))
        return caught.value.faults[0].hint

    assert "市财政局" in hint("市财政厅")
    assert "是不是" not in hint("海关")


def test_every_fault_is_told_at_once() -> None:
    tables = changed("任务", "G3", "市教委")
    tables |= {"年度": changed("年度", "B2", "今年")["年度"], "指标": changed("指标", "E2", "很多")["指标"]}
    assert faults_of(tables) == [
        ("plan.year-invalid", "年度!B2"),
        ("plan.unknown-department", "任务!G3"),
        ("plan.not-a-number", "指标!E2"),
    ]


@pytest.mark.parametrize("sheet", ["年度", "单位", "任务", "指标"])
def test_a_missing_sheet_is_named(sheet: str) -> None:
    tables = {name: table for name, table in TABLES.items() if name != sheet}
    assert ("plan.sheet-missing", sheet) in faults_of(tables)


@pytest.mark.parametrize("sheet", ["年度", "单位", "任务", "指标"])
def test_a_sheet_without_header_is_named(sheet: str) -> None:
    assert ("plan.no-header", sheet) in faults_of(TABLES | {sheet: "没有 | 表头"})


@pytest.mark.parametrize(("sheet", "cell"), [("单位", "C1"), ("任务", "E1"), ("指标", "K1"), ("年度", "B1")])
def test_a_missing_header_word_is_named_at_the_header(sheet: str, cell: str) -> None:
    assert ("plan.header-missing", f"{sheet}!A1") in faults_of(changed(sheet, cell, "别的"))


def test_a_header_word_that_stands_twice_is_named() -> None:
    assert faults_of(changed("任务", "H1", "目标任务"))[0] == ("plan.header-repeated", "任务!H1")


@pytest.mark.parametrize("sheet", ["单位", "任务"])
def test_a_sheet_with_a_header_only_is_named(sheet: str) -> None:
    header = TABLES[sheet].strip().split("\n")[0]
    assert ("plan.no-rows", sheet) in faults_of(TABLES | {sheet: header})


def test_the_year_has_to_be_said() -> None:
    assert faults_of(TABLES | {"年度": "项目|内容\n发布机构|某市"}) == [("plan.year-missing", "年度")]


def test_another_file_name_says_nothing_about_the_year() -> None:
    assert faults_of(TABLES, file="台账.xlsx") == []


def test_a_revision_needs_its_reason() -> None:
    table = "指标编号|项目|原值|新值|理由|核定人|日期\nK02-1|目标值|1000|1200| |某人|昨天"
    found = faults_of(TABLES | {"修订": table})
    assert sorted(found) == [("plan.cell-empty", "修订!E2"), ("plan.not-a-date", "修订!G2")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市财政局、市教育局", ("市财政局", "市教育局")),
        ("市财政局、各区县政府<甲区、乙区>", ("市财政局", "各区县政府<甲区、乙区>")),
        ("各区县政府（甲、〔乙、丙〕）、市民政局", ("各区县政府（甲、〔乙、丙〕）", "市民政局")),
        ("市人力社保局)、市民政局", ("市人力社保局)", "市民政局")),
        (" 、市民政局、", ("市民政局",)),
        ("", ()),
    ],
)
def test_names_are_split_outside_brackets(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@given(st.lists(st.text(alphabet="市财政局教育甲乙", min_size=1, max_size=6), max_size=6))
def test_joined_names_split_again(names: list[str]) -> None:
    assert split_names("、".join(names)) == tuple(names)


@given(st.text(alphabet="市财、<>（）()", max_size=20))
def test_splitting_loses_no_sign_but_the_separators_outside(text: str) -> None:
    assert "".join(split_names(text)).replace("、", "") == text.replace("、", "")


@pytest.mark.parametrize("code", ['0!.0,"万"', "0,", ";;;", '0"00"'])
def test_a_format_that_shows_another_number_is_a_fault(code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_plan(with_cell("指标", (4, 5), CellKind.NUMBER, "12000", code))
    assert [(fault.rule, fault.place.address) for fault in caught.value.faults] == [("plan.format-misleads", "E4")]


@pytest.mark.parametrize("code", ["#,##0", '0"个"', "0.00;[Red]-0.00"])
def test_a_format_that_dresses_the_number_changes_nothing(code: str) -> None:
    assert read_plan(with_cell("指标", (4, 5), CellKind.NUMBER, "12000", code)).indicators[2].target.value == 12000


def test_a_plan_is_looked_up_by_id_and_by_any_name() -> None:
    plan = plan_of_tables(TABLES)
    assert plan.department_by_name["财政"] is plan.department_by_name["市财政局"]
    assert plan.task_by_id["L01"].text == "新增学位。"
    assert plan.indicator_by_id["K02-2"].name == "生均校舍面积"
    assert [item.id for item in plan.indicators_of("K02")] == ["K02-1", "K02-2"]
    assert plan.indicators_of("K99") == ()


def test_a_cell_of_blanks_is_empty() -> None:
    assert plan_of_tables(changed("指标", "I4", '"  "')).indicators[2].baseline is None


def test_a_plan_of_thousands_with_a_column_gone_wrong_is_told_quickly_and_whole() -> None:
    header, *_ = (line for line in TABLES["任务"].split("\n") if line.strip())
    rows = [f"K{number} | 重点工作 | | {number} | | 任务。 | 市教育局 |" for number in range(1000)]
    indicators = [f"K{number}-1 | X{number} | 某项 | ≥ | 1 | | 个 | 累计 | | |" for number in range(1000)]
    words, *_ = (line for line in TABLES["指标"].split("\n") if line.strip())
    tables = TABLES | {"任务": "\n".join([header, *rows]), "指标": "\n".join([words, *indicators])}
    assert faults_of(tables) == [("plan.unknown-task", f"指标!B{number}") for number in range(2, 1002)]
