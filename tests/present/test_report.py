"""核查报告: what went wrong first, every indicator judged, every printed figure with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reporter.check.records import Evidence
from reporter.consolidate.ledger import consolidate
from reporter.findings import Finding
from reporter.findings import Severity
from reporter.forms.records import Commitment
from reporter.places import Place
from reporter.present import report as report_module
from reporter.present.amounts import target_text
from reporter.present.records import Cell
from reporter.present.records import Link
from reporter.present.records import Publication
from reporter.present.records import Table
from reporter.present.records import Tone
from reporter.present.report import check_report
from reporter.present.report import for_the_page
from reporter.present.report_parts import CheckedPeriod
from tests.plans import SPRING
from tests.plans import department
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import source
from tests.plans import submission
from tests.publishing import half_year_report


def table_of(publication: Publication, name: str) -> Table:
    return next(table for table in publication.tables if table.heading == name)


def rows_by(publication: Publication, name: str, key: str) -> dict[str, dict[str, Cell]]:
    """Return the rows of a table by the text under `key`, each as cells by column title."""
    table = table_of(publication, name)
    titles = [column.title for column in table.columns]
    rows = [dict(zip(titles, (cell for cell in row.cells if cell), strict=True)) for row in table.rows]
    return {row[key].text: row for row in rows}


def finding(severity: Severity, place: Place, message: str) -> Finding:
    return Finding("some.rule", severity, place, message, "请更正。", found="约300", expected="数字", difference="—")


def test_the_report_has_the_five_tables_of_the_contract() -> None:
    report = half_year_report()
    assert report.title == "核查报告"
    assert [table.heading for table in report.tables] == ["概览", "问题清单", "指标核对", "报送情况", "数据溯源"]


def test_a_page_names_the_workbook_for_a_table_that_no_browser_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "PAGE_ROWS", 8)
    report = half_year_report()
    shown = {table.heading: table for table in for_the_page(report).tables}
    whole = {table.heading: len(list(table.rows)) for table in report.tables}
    assert {heading for heading, table in shown.items() if not table.groups} == {
        heading for heading, count in whole.items() if count > 8
    }
    assert whole["指标核对"] > 8
    assert "核查报告.xlsx" in shown["指标核对"].notes[0]


def test_a_draft_says_so() -> None:
    assert half_year_report().marks == ("（送审稿）",)
    assert half_year_report(draft=False).marks == ()


def test_problems_come_with_the_heaviest_first_and_else_in_their_order() -> None:
    place = Place("市商务局.xlsx")
    order = (Severity.NOTE, Severity.OPEN, Severity.ERROR, Severity.WARNING, Severity.ERROR)
    report = half_year_report(tuple(finding(kind, place, str(index)) for index, kind in enumerate(order)))
    cells = [(row.cells[0], row.cells[9]) for row in table_of(report, "问题清单").rows]
    assert [(kind.text, message.text) for kind, message in cells if kind and message] == [
        ("错误", "2"),
        ("错误", "4"),
        ("待处理", "1"),
        ("提醒", "3"),
        ("备注", "0"),
    ]


@pytest.mark.parametrize(
    ("rule", "found", "expression", "expected", "shown"),
    [
        ("claims.inconsistent", "达140%", "2.1/3", "70", ("70%", "70个百分点")),
        ("claims.inconsistent", "共5个", "2+4", "6", ("6", "70")),
        ("claims.ambiguous", "达140%", "2.1/3", "—", ("—", "70个百分点")),
        ("check.behind", "40%", "", "50%", ("50%", "70个百分点")),
        ("check.sentence-differs", "5个", "", "6个", ("6个", "70")),
    ],
)
def test_what_was_expected_and_the_difference_have_their_units(
    rule: str, found: str, expression: str, expected: str, shown: tuple[str, str]
) -> None:
    one = finding(Severity.OPEN, Place("甲.xlsx"), "看")
    one = replace(one, rule=rule, found=found, expression=expression, expected=expected, difference="70")
    row = rows_by(half_year_report((one,)), "问题清单", "问题")["看"]
    assert (row["应为"].text, row["差异"].text) == shown


def test_a_problem_links_to_its_cell() -> None:
    place = Place.cell("市商务局.xlsx", "指标进展", 5, 8)
    row = rows_by(half_year_report((finding(Severity.ERROR, place, "不是数字"),)), "问题清单", "问题")["不是数字"]
    assert (row["位置"].text, row["发现"].text, row["应为"].text) == ("市商务局.xlsx!指标进展!H5", "约300", "数字")
    assert row["位置"].link == Link("../../inputs/2023H1/市商务局.xlsx", "指标进展", "H5")


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (Place("市商务局.xlsx"), Link("../../inputs/2023H1/市商务局.xlsx")),
        (Place("plan-2023.xlsx", ("指标", "B3")), Link("../../inputs/plan-2023.xlsx", "指标", "B3")),
        (Place("迟到.xlsx", ("指标进展", "H5")), Link("../../inputs/2023H1/补报/迟到.xlsx", "指标进展", "H5")),
        (Place("报告.docx", ("1", "2", "3")), None),
    ],
)
def test_a_place_is_a_link_where_its_file_is_known(place: Place, link: Link | None) -> None:
    report = half_year_report((finding(Severity.NOTE, place, "看"),), paths={"迟到.xlsx": "补报/迟到.xlsx"})
    assert rows_by(report, "问题清单", "问题")["看"]["位置"].link == link


def test_an_indicator_shows_target_actual_rate_pace_and_status() -> None:
    row = rows_by(half_year_report(), "指标核对", "指标编号")["K08-1"]
    words = ("目标", "实际", "单位", "完成率", "序时", "差距", "状态", "填报单位", "情况说明")
    assert [row[word].text for word in words] == [
        *("30", "12", "个", "40%", "50%", "-10", "慢序时", "市商务局"),
        "受外需影响，下半年集中签约",
    ]
    assert row["状态"].tone is Tone.WATCH
    assert str(row["实际"].amount) == "12"


def test_several_sources_stand_below_each_other() -> None:
    row = rows_by(half_year_report(), "指标核对", "指标编号")["K09-1"]
    assert row["实际"].text == "11.3"
    assert row["来源"].text == "市农业农村局.xlsx!指标进展!H[K09-1]\n市水利局.xlsx!指标进展!H[K09-1]"
    assert (row["来源哈希"].text, row["来源哈希"].short) == ("f" * 64, "f" * 12)


def test_an_unreported_indicator_has_dashes_and_no_source() -> None:
    row = rows_by(half_year_report(), "指标核对", "指标编号")["L13-1"]
    assert (row["实际"].text, row["完成率"].text, row["来源"].text, row["来源"].link) == ("—", "—", "", None)


def test_who_reported_when_and_whom_to_call() -> None:
    rows = rows_by(half_year_report(), "报送情况", "单位")
    assert {name: rows[name]["报送"].text for name in ("市财政局", "市商务局", "市应急局")} == {
        "市财政局": "已报",
        "市商务局": "逾期报送",
        "市应急局": "逾期未报",
    }
    assert "各县区政府<含开发区>" not in rows
    assert rows["市商务局"]["填报日期"].text == "2023-07-12"
    assert rows["市商务局"]["指标状态"].text == "慢序时 1"
    assert [rows["市应急局"][word].text for word in ("联系人", "电话", "应报指标", "已报指标")] == [
        *("联系人", "1234", "1", "0"),
    ]


def test_every_figure_that_was_typed_has_its_cell() -> None:
    rows = rows_by(half_year_report(), "数据溯源", "单元格")
    row = rows["H[L05-1]"]
    assert (row["印出"].text, row["填报单位"].text) == ("—", "市民政局")
    row = rows["H[K08-1]"]
    words = ("印出", "计量单位", "文件", "工作表", "单元格", "单元格原文", "数字格式", "文件哈希")
    assert [row[word].text for word in words] == [
        *("12", "个", "市商务局.xlsx", "指标进展", "H[K08-1]", "12", "General", "f" * 64),
    ]
    assert row["单元格"].link == Link("../../inputs/2023H1/市商务局.xlsx")


def test_a_part_of_a_total_names_the_total_that_is_printed() -> None:
    rows = table_of(half_year_report(), "数据溯源").rows
    found = [[cell.text for cell in row.cells if cell] for row in rows]
    assert [row[1:4] for row in found if row[0] == "K09-1"] == [
        ["高标准农田（2 家合计 11.3）", "市农业农村局", "6.2"],
        ["高标准农田（2 家合计 11.3）", "市水利局", "5.1"],
    ]
    assert [row[1] for row in found if row[0] == "K08-1"] == ["引进外资项目"]


def test_every_promise_of_spring_has_its_cell() -> None:
    promise = Commitment("市财政局", "3", "压减支出5%", "年底前完成", source("市财政局", "承诺事项", "B6"))
    came = replace(submission("市财政局", period=SPRING), commitments=(promise,))
    plan = plan_of(departments=[department("市财政局")])
    evidence = Evidence(plan, SPRING, (came,), consolidate(plan, SPRING, [came]), (), date(2023, 3, 20))
    (row,) = table_of(check_report(CheckedPeriod(evidence, ())), "数据溯源").rows
    cells = [cell for cell in row.cells if cell]
    assert [cell.text for cell in cells[:4]] == [
        "3",
        "承诺事项（年度目标在同一行）",
        "市财政局",
        "压减支出5%\n年底前完成",
    ]
    assert [cell.text for cell in cells[5:9]] == ["市财政局.xlsx", "承诺事项", "B6", "压减支出5%"]
    assert cells[7].link == Link("../../inputs/2023/市财政局.xlsx", "承诺事项", "B6")


def test_an_edited_text_stands_beside_the_departments() -> None:
    edited = {"K04": "到位资金71.35亿元。", "L13": "正在选址。", "K01": ""}
    rows = table_of(half_year_report(edited=edited), "数据溯源").rows
    found = ([cell.text for cell in row.cells if cell] for row in rows)
    texts = {row[0]: (row[2], row[3], row[8]) for row in found if row[1] == "推进情况"}
    assert texts["K04"][:2] == ("市发展改革委", "到位资金71.35亿元。")
    assert texts["K04"][2].startswith("=SUM(1,2)")
    assert texts["K02"][1] == "与原文一致"
    assert texts["K01"][1] == "—"
    assert texts["L13"] == ("（部门未报，文字出自编辑稿）", "正在选址。", "")
    assert "K05" not in texts


def test_an_edited_text_leads_to_the_cell_of_the_edited_words() -> None:
    edited = {"K04": "到位资金71.35亿元。", "L13": "正在选址。"}
    places = {key: Place.cell("编辑-2023H1.xlsx", "编辑", row, 3) for key, row in (("K04", 5), ("L13", 26))}
    rows = table_of(half_year_report(edited=edited, edited_at=places), "数据溯源").rows
    texts = {
        row.cells[0].text: row.cells
        for row in rows
        if row.cells[0] and row.cells[1] and row.cells[1].text == "推进情况"
    }
    link = Link("../../inputs/编辑-2023H1.xlsx", "编辑", "C5")
    assert texts["K04"][11] == Cell("编辑-2023H1.xlsx!编辑!C5", link=link)
    assert texts["K02"][11] == Cell("")
    alone = [cell.text for cell in texts["L13"][5:8] if cell]
    assert alone == ["编辑-2023H1.xlsx", "编辑", "C26"]


def test_the_overview_counts_and_names() -> None:
    rows = rows_by(half_year_report((finding(Severity.OPEN, Place("a"), "b"),)), "概览", "项目")
    assert (rows["未报单位"]["数量"].text, rows["未报单位"]["说明"].text) == ("2", "市信访局、市应急局")
    assert (rows["待处理"]["数量"].text, rows["错误"]["数量"].text) == ("1", "0")
    assert rows["慢序时"]["说明"].text == "K08-1"
    assert (rows["超序时"]["数量"].text, rows["超序时"]["说明"].text) == ("3", "")
    industry = rows["分管工业副市长主抓重点工作"]["说明"]
    assert industry.text == "慢序时 1，达标 1，年度统计 1"
    assert industry.shares == ((Tone.GOOD, 1), (Tone.WATCH, 1), (Tone.QUIET, 1))
    assert rows["10 平安护航"]["说明"].text == "未填报 1"
    assert rows["核查日期"]["说明"].text == "2023-07-13"


@pytest.mark.parametrize(
    ("value", "upper", "text"), [("300", None, "300"), ("10", "50", "10~50"), (None, None, "—"), ("0.30", None, "0.3")]
)
def test_a_target_prints_plain(value: str | None, upper: str | None, text: str) -> None:
    assert target_text(indicator(value=value, upper=upper).target) == text
