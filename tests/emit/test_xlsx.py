"""Excel: numbers as numbers, texts as texts, everything seen and printed, nothing cut."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reporter.emit.xlsx import write_xlsx
from reporter.emit.xlsx_formats import number_format
from reporter.present import amounts
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Link
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone
from reporter.text_lines import lines_needed
from tests.emitted import part
from tests.emitted import shown
from tests.emitted import workbook
from tests.publishing import half_year_report
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SOURCE = Link("../../inputs/2023H1/市教育局 1'.xlsx", "指标'进展", "H5")


def table(*rows: tuple[Cell | None, ...], name: str = "表", is_worklist: bool = False, width: int = 40) -> Table:
    columns = tuple(Column(f"列{number}", width) for number, _ in enumerate(rows[0], start=1))
    return Table("", columns, (Group("", tuple(Row(row) for row in rows)),), name=name, is_worklist=is_worklist)


def sheet_of(*cells: Cell) -> Worksheet:
    """Write one row; return its sheet: title in row 1, header in row 2, the row in row 3."""
    return sheet_with(table(cells))


def sheet_with(one: Table) -> Worksheet:
    return opened(Publication("题", (), (one,))).worksheets[0]


def opened(publication: Publication) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(publication)))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "http://a.b",
        "mailto:a@b",
        "007",
        "1178",
        "1/2",
        "TRUE",
        "{=1}",
        "_x0041_",
        " x ",
        "a\nb",
    ],
)
def test_a_text_stays_a_text_whatever_it_looks_like(text: str) -> None:
    sheet = sheet_of(Cell(text))
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["A3"].hyperlink) == (text, "s", None)


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=3))
def test_a_number_is_a_number_and_shows_what_is_printed(amount: Decimal) -> None:
    for cell in (amounts.amount_cell(amount), amounts.rate_cell(amount)):
        written = sheet_of(cell)["A3"]
        assert written.data_type == "n"
        assert shown(float(cell.amount or 0) / (100 if cell.is_percent else 1), number_format(cell)) == cell.text
        assert written.number_format == number_format(cell)


def test_a_number_that_excel_cannot_hold_stays_a_text() -> None:
    cell = amounts.amount_cell(Decimal("12345678901234567890.5"))
    assert sheet_of(cell)["A3"].value == "12345678901234567890.5"


def test_a_sheet_is_named_after_its_table() -> None:
    publication = half_year_table()
    assert workbook(write_xlsx(publication)).sheetnames == ["重点工作", "民生实事"]


def test_sheet_names_are_made_such_that_excel_takes_them() -> None:
    names = ["问题/清单", "问题/清单", "", "很长" * 20, "A", "a"]
    publication = Publication("题", (), tuple(table((Cell("一"),), name=name) for name in names))
    made = workbook(write_xlsx(publication)).sheetnames
    assert made == ["问题_清单", "问题_清单(2)", "表3", ("很长" * 20)[:31], "A", "a(6)"]


def test_the_page_is_set_up_for_paper() -> None:
    sheet = workbook(write_xlsx(half_year_table())).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.oddFooter is not None
    assert "&P" in str(sheet.oddFooter.center.text)
    assert sheet.auto_filter.ref is None


def test_the_title_stands_on_the_first_sheet_and_headings_on_their_own() -> None:
    first, second = workbook(write_xlsx(half_year_table())).worksheets
    assert [first["A1"].value, first["A2"].value] == ["2023年市政府工作报告重点工作半年度完成情况汇总表", "（送审稿）"]
    assert second["A1"].value == "2023年市政府十方面民生实事"


def test_a_worklist_can_be_filtered_and_shows_colours() -> None:
    rows = ((Cell("慢序时", role=Role.STATUS, tone=Tone.WATCH),), (Cell("已完成", tone=Tone.GOOD),))
    sheet = sheet_with(table(*rows, is_worklist=True))
    assert sheet.auto_filter.ref == "A2:A4"
    assert sheet["A3"].fill.fgColor.rgb != sheet["A4"].fill.fgColor.rgb


def test_what_is_short_on_paper_is_whole_in_its_cell_and_takes_one_line() -> None:
    sheet = sheet_of(Cell("一", short=""), Cell("ab" * 32, short="abab"))
    assert (sheet["B3"].value, sheet["B3"].alignment.wrap_text) == ("ab" * 32, None)
    assert sheet["A3"].alignment.wrap_text is True
    assert sheet.row_dimensions[3].height < 2 * 12 * 1.45


def test_what_tells_the_rows_of_a_worklist_apart_stays_in_sight() -> None:
    panes = {sheet.title: sheet.freeze_panes for sheet in workbook(write_xlsx(half_year_report())).worksheets}
    assert panes["指标核对"] == "C3"
    assert {panes["问题清单"], panes["报送情况"], panes["数据溯源"]} == {"C3", "B3"}


def test_a_row_is_high_enough_for_its_longest_text() -> None:
    sheet = sheet_of(Cell("短"), Cell("一段话。" * 40))
    needed = lines_needed("一段话。" * 40, 9) * 12
    assert sheet.row_dimensions[3].height >= needed


def test_columns_are_measured_by_the_digit_of_the_workbooks_font() -> None:
    made = table((Cell("一"), Cell("二")))
    content = write_xlsx(Publication("题", (), (made,)))
    assert next(part(content, "xl/styles.xml").iter("{*}name")).get("val") == "Courier New"
    (both,) = part(content, "xl/worksheets/sheet1.xml").iter("{*}col")
    assert (both.get("min"), both.get("max")) == ("1", "2")
    pixels = made.columns[0].width * 96 / 25.4
    assert pixels - 1 < float(both.get("width", "0")) * 8 <= pixels


def test_lines_have_room_in_the_highest_font_that_may_stand_in() -> None:
    text = "一段话。" * 40
    assert sheet_of(Cell("短"), Cell(text)).row_dimensions[3].height >= lines_needed(text, 9) * 12 * 1.45


def test_a_row_longer_than_a_page_begins_where_there_is_room_and_fills_its_pages() -> None:
    columns = (Column("序号", 15, Role.NUMBER), Column("推进情况", 200))
    rows = (Row((Cell("1"), Cell("短"))), Row((Cell("2"), Cell("\n".join(["一行"] * 60)))))
    sheet = opened(Publication("题", (), (Table("", columns, (Group("", rows),)),))).worksheets[0]
    ends = [0, *(item.id for item in sheet.row_breaks.brk), sheet.max_row]
    pages = [sum(sheet.row_dimensions[row + 1].height for row in range(*page)) for page in pairwise(ends)]
    room = (210 - 28 - 26) / 25.4 * 72
    assert len(pages) == 3
    assert all(room - 6 * 12 * 1.45 - 30 < height < room for height in pages[:-1])
    assert sheet["A4"].alignment.vertical == "top"


def test_a_row_too_high_for_excel_goes_over_several_and_is_shown_whole() -> None:
    text = "一段话。" * 150
    sheet = sheet_of(Cell("短"), Cell(text))
    (first, second) = sorted(str(area) for area in sheet.merged_cells.ranges if area.min_row > 2)
    assert (first[:3], second[:3]) == ("A3:", "B3:")
    last = int(first[4:])
    assert sum(sheet.row_dimensions[row].height for row in range(3, last + 1)) >= lines_needed(text, 9) * 12
    assert sheet["B3"].value == text


def test_a_worklist_keeps_a_row_on_one_sheet_row_so_that_it_sorts() -> None:
    sheet = sheet_with(table((Cell("短"), Cell("一段话。" * 300)), is_worklist=True))
    assert sheet.max_row == 3
    assert sheet.row_dimensions[3].height == pytest.approx(409, abs=0.5)


def test_a_text_longer_than_a_cell_goes_on_in_the_next_and_nothing_is_lost() -> None:
    text = "".join(f"{number}，" for number in range(14_000))
    assert 2 * 32_767 < len(text) < 3 * 32_767
    for is_worklist in (False, True):
        sheet = sheet_with(table((Cell("短"), Cell(text)), (Cell("后"), Cell("一行")), is_worklist=is_worklist))
        parts = [str(cell.value) for (cell,) in sheet.iter_rows(min_row=3, min_col=2, max_col=2) if cell.value]
        assert ("".join(parts[:-1]), parts[-1]) == (text, "一行")


def test_a_cell_over_two_rows_is_merged_and_has_room() -> None:
    tall = Cell("领域" * 40, span=2)
    sheet = sheet_with(table((tall, Cell("一")), (None, Cell("二"))))
    assert "A3:A4" in {str(area) for area in sheet.merged_cells.ranges}
    heights = sheet.row_dimensions[3].height + sheet.row_dimensions[4].height
    assert heights >= lines_needed(tall.text, 9) * 12


def test_a_link_leads_to_the_cell_without_a_relationship_outside() -> None:
    publication = Publication("题", (), (table((Cell("H5", link=SOURCE),)),))
    data = write_xlsx(publication)
    formula = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A3"].value
    target = "../../inputs/2023H1/市教育局 1'.xlsx#'指标''进展'!H5"
    assert formula == f'=HYPERLINK("{target}","H5")'
    assert workbook(data).worksheets[0]["A3"].value == "H5"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(b"External" in package.read(name) for name in package.namelist())


def test_a_link_to_a_whole_file_names_no_cell() -> None:
    assert sheet_of(Cell("文件", link=Link("a.xlsx")))["A3"].value == '=HYPERLINK("a.xlsx","文件")'


def test_a_quote_in_a_link_cannot_end_the_formula() -> None:
    link = Link('a","x")&cmd("', "s", "A1")
    formula = str(sheet_of(Cell('"', link=link))["A3"].value)
    assert formula == '=HYPERLINK("a"",""x"")&cmd(""#\'s\'!A1","""")'


@pytest.mark.parametrize("target", ["a#b.xlsx", "50%.xlsx", "很长" * 130 + ".xlsx"])
def test_a_link_that_excel_could_not_follow_prints_as_text(target: str) -> None:
    cell = sheet_of(Cell("H5", link=Link(target, "s", "A1")))["A3"]
    assert (cell.value, cell.data_type) == ("H5", "s")


def test_notes_stand_under_the_last_table() -> None:
    one = replace(table((Cell("一"), Cell("二"))), notes=("注：一。",))
    book = opened(Publication("题", (), (one, replace(one, name="另表", notes=())), notes=("注：二。",)))
    assert [str(sheet.cell(sheet.max_row, 1).value) for sheet in book.worksheets] == ["注：一。", "注：二。"]


def livelihood(count: int) -> Publication:
    """Return so many groups, each of a project over two rows."""
    columns = (Column("领域", 25), Column("目标任务", 90), Column("进度情况", 110))
    text = "新建改扩建中小学校12所，完成年度目标的58.3%。" * 6
    pair = (Row((Cell("教育", span=2), Cell(text), Cell(text))), Row((None, Cell(text), Cell(text))))
    groups = tuple(Group(f"第{number}组", pair) for number in range(count))
    return Publication("题", (), (Table("", columns, groups, notes=("注：一。",)),))


def test_a_printed_page_never_ends_behind_a_heading_or_inside_a_project() -> None:
    sheet = opened(livelihood(12)).worksheets[0]
    ends = [item.id for item in sheet.row_breaks.brk]
    assert len(ends) > 2
    headings = [cell.row for cell in sheet["A"] if str(cell.value).startswith("第")]
    projects = [area for area in sheet.merged_cells.ranges if area.min_col == area.max_col]
    assert not set(ends) & set(headings)
    assert not [end for end in ends for area in projects if area.min_row <= end < area.max_row]


def test_a_printed_page_holds_what_stands_between_its_breaks() -> None:
    sheet = opened(livelihood(12)).worksheets[0]
    ends = [0, *(item.id for item in sheet.row_breaks.brk), sheet.max_row]
    heights = [sum(sheet.row_dimensions[row + 1].height for row in range(*page)) for page in pairwise(ends)]
    header = sheet.row_dimensions[2].height
    assert max(heights) + header < (210 - 28 - 26) / 25.4 * 72


def test_a_worklist_is_left_to_the_printer() -> None:
    rows = [(Cell("短"), Cell("一段话。" * 60)) for _ in range(30)]
    assert not sheet_with(table(*rows, is_worklist=True)).row_breaks.brk


def rate_of(actual: str, target: str, printed: str) -> Cell:
    """Write a row of 实际, 目标 and the rate between them; return the rate's cell."""
    row = (
        amounts.amount_cell(Decimal(actual)),
        amounts.amount_cell(Decimal(target)),
        replace(amounts.rate_cell(Decimal(printed)), quotient=(0, 1)),
    )
    content = write_xlsx(Publication("表", (), (table(row),)))
    sheets = [openpyxl.load_workbook(io.BytesIO(content), data_only=only).worksheets[0] for only in (False, True)]
    last = [list(sheet.iter_rows(values_only=True))[-1] for sheet in sheets]
    assert last[1][2] == pytest.approx(float(Decimal(printed) / 100))
    return Cell(str(last[0][2]))


@pytest.mark.parametrize(
    ("actual", "target", "printed", "is_live"),
    [
        ("7", "12", "58.3", True),
        ("100", "100", "100", True),
        ("0.5", "1000", "0.1", False),  # a half of the last digit: Excel might round it down
        ("7", "12", "60", False),  # not what is printed
        ("0", "12", "0", False),
    ],
)
def test_a_rate_is_the_live_quotient_of_two_cells(actual: str, target: str, printed: str, is_live: bool) -> None:  # noqa: FBT001 - what the table of cases says
    assert rate_of(actual, target, printed).text.startswith("=ROUND(A3/B3,3)") is is_live


def test_all_charts_are_printed_on_one_page_with_their_figures() -> None:
    book = workbook(write_xlsx(half_year_report()))
    sheet = book["概览图"]
    assert book.sheetnames[:2] == ["概览", "概览图"]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1, sheet.page_setup.paperSize) == (
        1,
        1,
        9,
    )
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=5)]
    assert rows[0] == ["各组进展", "达到进度或达标", "慢序时或未达标", "未填报或无法测算", "年度统计"]
    assert rows[2] == ["分管工业副市长主抓重点工作", 1, 1, 0, 1]


def test_how_groups_part_into_good_and_bad_is_drawn_without_links_outside() -> None:
    content = write_xlsx(half_year_report())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "/charts/chart" in name]
        relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    assert len(charts) == 2
    assert "各组进展" in charts[0]
    assert not any("External" in text for text in relations)
    assert content == write_xlsx(half_year_report())


def test_the_same_publication_has_the_same_bytes() -> None:
    assert write_xlsx(half_year_table()) == write_xlsx(half_year_table())


def test_nothing_tells_who_made_it() -> None:
    properties = workbook(write_xlsx(half_year_table())).properties
    assert properties.title == half_year_table().title
    assert not properties.creator
    assert not properties.lastModifiedBy


@given(st.text(st.sampled_from("一二，。ab1 \n"), max_size=200), st.integers(1, 40))
def test_the_estimate_never_has_less_lines_than_the_characters_fill(text: str, width: int) -> None:
    full = sum(
        max(1, -(-sum(2 if ord(sign) > 0x7F else 1 for sign in line) // (2 * width))) for line in text.split("\n")
    )
    assert lines_needed(text, width) >= full
