"""A filled form read back: figures and texts with their source, and every way in which a form goes wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl.styles import numbers

from reporter.findings import Severity
from reporter.forms.reading.dates import read_date
from reporter.forms.reading.submission import read_submission
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.places import Place
from reporter.plan.records import Settings
from tests.forms.filling import AS_OF
from tests.forms.filling import blank
from tests.forms.filling import figures_of
from tests.forms.filling import filled
from tests.forms.filling import put
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
from tests.workbooks import raw_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

    from reporter.findings import Finding
    from tests.forms.filling import Typed

OTHER = "市水利局"
PLAN = plan_of(
    indicator("K01-1", name="项目数", value="120"),
    indicator("K01-2", name="占比", basis="占比", value="54.5", unit="%"),
    indicator("K01-3", name="能耗", basis="年度", unit="吨"),
    indicator("K01-4", name="出台意见", basis="定性", value=None, unit=""),
    indicator("K02-1", name="水库", unit="座", reporters=(OTHER,)),
    tasks=(task("K01"), task("K02", departments=(OTHER,))),
    departments=(department(), department(OTHER, aliases=("水利局",))),
)
FIGURES = {"K01-1": 70, "K01-2": 54.8}
TEXTS = {"K01": "按计划推进。"}
BLANK = blank(PLAN, earlier={"K01-1": Decimal(55)})


def clerk(also: Callable[[Workbook], object] | None = None, **signature: str | date) -> bytes:
    """Return the blank filled without a fault, and then whatever a test's clerk does to it."""
    return filled(BLANK, FIGURES, texts=TEXTS, also=also, **signature)


def faults(also: Callable[[Workbook], object], **signature: str | date) -> set[tuple[str, str]]:
    """Return rule and place of every finding after what a clerk did."""
    return told(read(clerk(also, **signature), PLAN)[1])


def test_a_clean_form_is_read_without_a_word() -> None:
    submission, findings = read(clerk(), PLAN)
    assert findings == ()
    assert submission is not None
    assert (submission.department, submission.period, submission.files) == (LEAD, "2023H1", (f"{LEAD}.xlsx",))
    assert [(item.indicator, item.amount) for item in submission.figures] == [
        ("K01-1", Decimal(70)),
        ("K01-2", Decimal("54.8")),
        ("K01-3", None),
        ("K01-4", None),
    ]
    (text,) = submission.texts
    assert (text.task, text.progress, str(text.source.place)) == ("K01", "按计划推进。", f"{LEAD}.xlsx!推进情况!D4")
    signature = submission.signature
    assert (signature.filled_by, signature.checked_by, signature.filled_on) == ("张某", "李某", date(2023, 7, 5))


def test_a_figure_keeps_its_source_and_what_stands_beside_it() -> None:
    def explain(book: Workbook) -> None:
        for word, value in (("数据截至", date(2023, 6, 30)), ("数据来源", "统计部门"), ("情况说明", "下半年集中开工")):
            put(book, "指标进展", "K01-1", word, value)

    data = clerk(explain)
    figure = figures_of(read(data, PLAN)[0])["K01-1"]
    assert str(figure.source.place) == f"{LEAD}.xlsx!指标进展!H4"
    assert (figure.source.stored, figure.source.format, figure.source.sha256) == ("70", "General", raw(data).sha256)
    assert (figure.data_as_of, figure.data_source, figure.explanation) == ("2023-06-30", "统计部门", "下半年集中开工")


def test_a_finding_shows_a_number_and_a_day_as_excel_does_and_the_source_keeps_what_is_stored() -> None:
    def type_over(book: Workbook) -> None:
        put(book, "指标进展", "K01-1", "本期完成", -86.09999999999999)
        sheet = book["指标进展"]
        sheet["P3"], sheet["P4"], sheet["I4"] = 86.09999999999999, date(2023, 2, 6), 0.30000000000000004

    submission, findings = read(clerk(type_over), PLAN)
    assert figures_of(submission)["K01-1"].source.stored == "-86.09999999999999"
    shown = {item.place.parts[-1]: item.found for item in findings}
    assert shown == {"H4": "-86.1", "P3": "86.1", "P4": "2023-02-06", "I4": "0.3"}


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**8), max_value=10**8))
def test_whatever_amount_is_typed_comes_back_exactly(typed: Decimal) -> None:
    plan = plan_of(indicator(basis="增速", unit="公里"))
    data = filled(blank(plan), {"K01-1": float(typed)})
    assert figures_of(read(data, plan)[0])["K01-1"].amount == typed


def test_a_percent_typed_into_excel_counts_as_printed() -> None:
    def as_percent(book: Workbook) -> None:
        cell = book["指标进展"].cell(row_of(book["指标进展"], "K01-2"), 8)
        cell.value, cell.number_format = 0.548, numbers.FORMAT_PERCENTAGE_00

    submission, findings = read(clerk(as_percent), PLAN)
    assert (figures_of(submission)["K01-2"].amount, findings) == (Decimal("54.8"), ())


def test_an_unreadable_cell_is_an_error_at_its_cell_and_empty_everywhere() -> None:
    data = clerk(lambda book: put(book, "指标进展", "K01-1", "本期完成", "约300"))
    submission, findings = read(data, PLAN)
    figure = figures_of(submission)["K01-1"]
    assert (figure.amount, figure.is_unreadable) == (None, True)
    assert told(findings) == {("cells.approximate", "指标进展!H4")}


@pytest.mark.parametrize("typed", [None, "—", "待统计"])
def test_a_due_figure_that_is_missing_is_open_until_it_is_explained(typed: str | None) -> None:
    def leave_out(book: Workbook) -> None:
        put(book, "指标进展", "K01-1", "本期完成", typed)

    submission, findings = read(clerk(leave_out), PLAN)
    assert figures_of(submission)["K01-1"].amount is None
    assert [(item.rule, item.severity.value, item.place.address) for item in findings] == [
        ("forms.figure-missing", "open", "H4")
    ]

    def explain(book: Workbook) -> None:
        leave_out(book)
        put(book, "指标进展", "K01-1", "情况说明", "省里八月反馈")

    (explained,) = read(clerk(explain), PLAN)[1]
    assert (explained.rule, explained.severity.value) == ("forms.figure-missing", "note")
    assert "省里八月反馈" in explained.message


@pytest.mark.parametrize("word", ["年度目标", "单位"])
def test_a_changed_target_or_unit_is_open_until_it_is_explained(word: str) -> None:
    def severity(explanation: str) -> Severity:
        def change(book: Workbook) -> None:
            put(book, "指标进展", "K01-1", word, "90家")
            put(book, "指标进展", "K01-1", "情况说明", explanation)

        (found,) = read(clerk(change), PLAN)[1]
        return found.severity

    assert (severity(""), severity("经市政府同意调整")) == (Severity.OPEN, Severity.NOTE)


def test_year_end_asks_for_what_half_year_does_not() -> None:
    data = filled(blank(PLAN, YEAR_END), FIGURES, texts=TEXTS)
    assert told(read(data, PLAN, YEAR_END)[1]) == {("forms.figure-missing", "指标进展!H6")}
    early = read(clerk(lambda book: put(book, "指标进展", "K01-3", "本期完成", 3)), PLAN)
    assert told(early[1]) == {("forms.figure-not-due", "指标进展!H6")}
    placeholder = read(clerk(lambda book: put(book, "指标进展", "K01-3", "本期完成", "—")), PLAN)
    assert told(placeholder[1]) == {("cells.placeholder", "指标进展!H6")}


def test_a_figure_typed_for_a_qualitative_indicator_is_a_note_and_no_amount() -> None:
    submission, findings = read(clerk(lambda book: put(book, "指标进展", "K01-4", "本期完成", 1)), PLAN)
    assert figures_of(submission)["K01-4"].amount is None
    assert [(item.rule, item.severity.value) for item in findings] == [("forms.figure-for-qualitative", "note")]


def cell(name: str, value: Typed, sheet: str = "指标进展") -> Callable[[Workbook], object]:
    """Return a clerk who types one value into one cell."""

    def type_it(book: Workbook) -> None:
        book[sheet][name] = value

    return type_it


def rename(sheet: str, name: str) -> Callable[[Workbook], object]:
    """Return a clerk who renames a sheet."""

    def do(book: Workbook) -> None:
        book[sheet].title = name

    return do


def copy(sheet: str, name: str) -> Callable[[Workbook], object]:
    """Return a clerk who copies a sheet."""

    def do(book: Workbook) -> None:
        book.copy_worksheet(book[sheet]).title = name

    return do


def remove(*sheets: str) -> Callable[[Workbook], object]:
    """Return a clerk who deletes sheets."""

    def do(book: Workbook) -> None:
        for sheet in sheets:
            del book[sheet]

    return do


def insert_row(book: Workbook) -> None:
    """Insert a row above the header, as if to write a heading."""
    for name in ("指标进展", "推进情况"):
        book[name].insert_rows(2)


def add_row(key: str | None, amount: Typed) -> Callable[[Workbook], object]:
    """Return a clerk who adds a row at the end of 指标进展."""

    def do(book: Workbook) -> None:
        book["指标进展"]["A8"] = key
        book["指标进展"]["H8"] = amount

    return do


def hide(book: Workbook) -> None:
    """Hide a whole sheet."""
    book["指标进展"].sheet_state = "hidden"


def merge_cells(book: Workbook) -> None:
    """Write a text and hide it under a merge, as a hostile or an old program would."""
    book["推进情况"]["E4"], book["推进情况"]["F4"] = "问题", "打算"


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (cell("E4", 100), {("forms.target-changed", "指标进展!E4")}),
        (cell("E4", None), {("forms.target-changed", "指标进展!E4")}),
        (cell("F4", "家"), {("forms.unit-changed", "指标进展!F4")}),
        (cell("C4", "新项目数"), {("forms.locked-changed", "指标进展!C4")}),
        (cell("D4", "≤"), {("forms.locked-changed", "指标进展!D4")}),
        (cell("G4", 50), {("forms.locked-changed", "指标进展!G4")}),
        (cell("C4", "推进其他任务", "推进情况"), {("forms.locked-changed", "推进情况!C4")}),
        (cell("I4", 0.9), {("forms.formula-overwritten", "指标进展!I4")}),
        (cell("M4", None), {("forms.formula-removed", "指标进展!M4")}),
        (cell("L4", "长" * 501), {("forms.text-too-long", "指标进展!L4")}),
        (cell("D4", "长" * 501, "推进情况"), {("forms.text-too-long", "推进情况!D4")}),
        (cell("D4", None, "推进情况"), {("forms.text-missing", "推进情况!D4")}),
        (cell("D4", "无", "推进情况"), {("forms.text-missing", "推进情况!D4")}),
        (cell("E4", "无", "推进情况"), set()),
        (cell("D4", "#REF!", "推进情况"), {("forms.text-unreadable", "推进情况!D4")}),
        (cell("E4", "=A1", "推进情况"), {("forms.text-unreadable", "推进情况!E4")}),
        (cell("A4", "K01-9"), {("forms.unknown-indicator", "指标进展!A4"), ("forms.row-missing", "指标进展!A3")}),
        (cell("A6", "K01-9"), {("forms.idle-row", "指标进展!A6"), ("forms.row-missing-not-due", "指标进展!A3")}),
        (cell("A4", "Ｋ０１-1 "), set()),
        (cell("A4", "K09", "推进情况"), {("forms.unknown-task", "推进情况!A4"), ("forms.task-missing", "推进情况!A3")}),
        (
            cell("A4", "K02", "推进情况"),
            {("forms.task-of-others", "推进情况!A4"), ("forms.task-missing", "推进情况!A3")},
        ),
        (add_row("K02-1", 3), {("forms.indicator-of-others", "指标进展!A8")}),
        (add_row("K02-1", None), {("forms.idle-row", "指标进展!A8")}),
        (add_row("K01-2", 54.9), {("forms.indicator-repeated", "指标进展!A8")}),
        (add_row(None, 3), {("forms.row-without-key", "指标进展!A8")}),
        (add_row("注：以上为快报数", None), {("forms.stray-cell", "指标进展!A8")}),
        (cell("P20", "随手一记"), {("forms.stray-cell", "指标进展!P20")}),
        (cell("B1", "加急"), {("forms.stray-cell", "指标进展!B1")}),
        (cell("F30", "备注", "填报说明"), {("forms.stray-cell", "填报说明!F30")}),
        (cell("H3", "本期实绩"), {("forms.header-missing", "指标进展!A3")}),
        (cell("L3", "说明"), {("forms.header-missing", "指标进展!A3")}),
        (cell("N3", "本期完成"), {("forms.header-repeated", "指标进展!N3")}),
        (rename("指标进展", "表一"), {("forms.sheet-renamed", "表一")}),
        (copy("指标进展", "指标进展 (2)"), {("forms.sheet-copied", "指标进展 (2)")}),
        (remove("推进情况"), {("forms.sheet-missing", "推进情况")}),
        (remove("指标进展"), {("forms.sheet-missing", "指标进展")}),
        (remove("填报说明"), {("forms.signature-lost", "填报说明")}),
        (remove("填报标识"), {("identity.no-stamp", ""), ("identity.by-ids", "")}),
        (hide, {("forms.sheet-hidden", "指标进展")}),
        (insert_row, set()),
    ],
)
def test_what_clerks_do_to_a_form(also: Callable[[Workbook], object], expected: set[tuple[str, str]]) -> None:
    assert faults(also) == expected


def test_a_copied_and_renamed_pair_reads_the_first_and_says_so() -> None:
    def do(book: Workbook) -> None:
        rename("指标进展", "表一")(book)
        copy("表一", "表二")(book)

    assert faults(do) == {("forms.sheet-renamed", "表一"), ("forms.sheet-copied", "表二")}


def test_repeated_rows_count_neither() -> None:
    submission, _ = read(clerk(add_row("K01-2", 54.9)), PLAN)
    figure = figures_of(submission)["K01-2"]
    assert (figure.amount, figure.is_unreadable) == (None, True)


def test_repeated_tasks_are_read_neither() -> None:
    def repeat(book: Workbook) -> None:
        book["推进情况"]["A5"], book["推进情况"]["D5"] = "K01", "再写一遍"

    submission, findings = read(clerk(repeat), PLAN)
    assert submission is not None
    assert submission.texts == ()
    assert told(findings) == {("forms.task-repeated", "推进情况!A5")}


@pytest.mark.parametrize(
    "also", [cell("H3", "本期实绩"), cell("A3", "编号"), remove("指标进展"), cell("N3", "本期完成")]
)
def test_where_nothing_can_be_bound_every_figure_is_unreadable(also: Callable[[Workbook], object]) -> None:
    figures = figures_of(read(clerk(also), PLAN)[0])
    assert set(figures) == {"K01-1", "K01-2", "K01-3", "K01-4"}
    assert all(item.amount is None and item.is_unreadable for item in figures.values())


def test_sorted_rows_and_moved_columns_do_no_harm() -> None:
    def shuffle(book: Workbook) -> None:
        sheet = book["指标进展"]
        first, second = ([cell.value for cell in sheet[row]][:8] for row in (4, 5))
        for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(4, column).value, sheet.cell(5, column).value = other, one

    submission, _ = read(clerk(shuffle), PLAN)
    figures = figures_of(submission)
    assert (figures["K01-1"].amount, figures["K01-2"].amount) == (Decimal(70), Decimal("54.8"))
    assert figures["K01-1"].source.place.address == "H5"


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ({"填报日期": ""}, {("forms.date-missing", "填报说明!C8")}),
        ({"填报日期": "昨天"}, {("forms.date-unreadable", "填报说明!C8")}),
        ({"填报日期": "2023年13月1日"}, {("forms.date-unreadable", "填报说明!C8")}),
        ({"填报日期": date(2023, 8, 1)}, {("forms.date-future", "填报说明!C8")}),
        ({"填报日期": date(2022, 7, 1)}, {("forms.date-too-early", "填报说明!C8")}),
        ({"填报日期": date(1999, 7, 1)}, {("forms.date-unreadable", "填报说明!C8")}),
        ({"填报人": ""}, {("forms.signature-missing", "填报说明!C6")}),
        (
            {"联系电话": "", "审核人": ""},
            {("forms.signature-missing", "填报说明!C7"), ("forms.signature-missing", "填报说明!C9")},
        ),
        ({"审核人": "#REF!"}, {("forms.text-unreadable", "填报说明!C7")}),
    ],
)
def test_the_signature(signature: dict[str, str | date], expected: set[tuple[str, str]]) -> None:
    assert faults(lambda _: None, **signature) == expected


@pytest.mark.parametrize(
    "typed", ["2023.7.5", "2023-07-05", "2023年7月5日", "2023/7/5", "20230705", "２０２３．７．５"]
)
def test_a_day_is_read_as_it_is_written(typed: str) -> None:
    submission, findings = read(clerk(填报日期=typed), PLAN)
    assert submission is not None
    assert (submission.signature.filled_on, findings) == (date(2023, 7, 5), ())


def test_the_signature_is_found_by_its_labels_when_the_names_are_gone() -> None:
    def forget(book: Workbook) -> None:
        for name in ("填报人", "填报日期"):
            del book.defined_names[name]

    submission, findings = read(clerk(forget), PLAN)
    assert submission is not None
    assert (submission.signature.filled_by, submission.signature.filled_on) == ("张某", date(2023, 7, 5))
    assert findings == ()


def test_a_revised_plan_is_told_from_a_changed_blank() -> None:
    revised = replace(
        PLAN,
        sha256="1" * 64,
        indicators=(
            indicator("K01-1", name="项目数", value="150", unit="项"),
            *PLAN.indicators[1:],
        ),
    )
    assert told(read(clerk(), revised)[1]) == {
        ("identity.plan-changed", ""),
        ("forms.target-revised", "指标进展!E4"),
        ("forms.unit-revised", "指标进展!F4"),
    }


def test_a_plan_that_changed_for_others_only_is_not_worth_a_word() -> None:
    grown = replace(PLAN, sha256="1" * 64, indicators=(*PLAN.indicators, indicator("K02-2", reporters=(OTHER,))))
    assert read(clerk(), grown)[1] == ()
    mine = replace(PLAN, sha256="1" * 64, indicators=PLAN.indicators[1:])
    assert ("identity.plan-changed", "") in told(read(clerk(), mine)[1])


def test_a_sheet_of_the_departments_own_is_said_once_and_many_strays_are_counted() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("测算")["A1"] = 1
        for row in range(20, 80):
            book["指标进展"].cell(row, 20).value = row

    assert faults(add) == {("forms.extra-sheet", "测算"), ("forms.stray-cells", "指标进展")}


def test_a_text_hidden_under_a_merge_is_an_error() -> None:
    workbook = raw(clerk(merge_cells))
    sheets = tuple(
        replace(sheet, cells={**sheet.cells, (4, 6): replace(sheet.cells[4, 6], is_covered=True)})
        if sheet.name == "推进情况"
        else sheet
        for sheet in workbook.sheets
    )
    submission, findings = read_submission(replace(workbook, sheets=sheets), PLAN, HALF_YEAR, as_of=AS_OF)
    assert submission is not None
    assert (submission.texts[0].problems, submission.texts[0].next_steps) == ("问题", "")
    assert told(findings) == {("forms.text-under-merge", "推进情况!F4")}


def test_findings_name_department_indicator_and_task() -> None:
    _, findings = read(clerk(cell("E4", 100)), PLAN)
    (found,) = findings
    assert (found.department, found.indicator, found.task) == (LEAD, "K01-1", "K01")
    assert (found.found, found.expected) == ("100", "120")


@pytest.mark.parametrize(
    ("data", "period", "rule"),
    [
        (blank(PLAN, YEAR_END), HALF_YEAR, "identity.other-period"),
        (blank(PLAN, SPRING), HALF_YEAR, "identity.other-period"),
        (blank(replace(PLAN), HALF_YEAR), YEAR_END, "identity.other-period"),
    ],
    ids=["year-end", "spring", "half-year"],
)
def test_a_form_of_another_period_is_refused(data: bytes, period: object, rule: str) -> None:
    submission, findings = read(data, PLAN, period)  # type: ignore[arg-type] # parametrised
    assert submission is None
    assert [(item.rule, item.severity.value) for item in findings] == [(rule, "error")]


def test_a_form_of_another_year_is_refused() -> None:
    submission, findings = read(clerk(cell("B4", "2022H1", "填报标识")), PLAN)
    assert submission is None
    assert told(findings) == {("identity.other-year", "")}


def test_a_foreign_workbook_is_refused() -> None:
    foreign = raw_workbook("照片清单.xlsx", {"Sheet1": "序号 | 名称\n1 | 照片"})
    submission, findings = read_submission(foreign, PLAN, HALF_YEAR)
    assert submission is None
    assert told(findings) == {("identity.foreign-file", "")}


def test_a_department_under_its_alias_is_known_and_an_unknown_one_is_found_by_its_ids() -> None:
    submission, _ = read(clerk(cell("B3", "水利局", "填报标识")), PLAN)
    assert submission is not None
    assert submission.department == OTHER
    submission, findings = read(clerk(cell("B3", "市发展局", "填报标识")), PLAN)
    assert submission is not None
    assert submission.department == LEAD
    assert told(findings) == {("identity.by-ids", "")}


def test_without_any_id_the_file_name_decides_and_without_that_nobody() -> None:
    spring = blank(PLAN, SPRING)
    data = filled(spring, also=cell("B3", "", "填报标识"))
    assert ("identity.by-file-name", "") in told(read(data, PLAN, SPRING, name=f"{LEAD}（1）.xlsx")[1])
    submission, findings = read(data, PLAN, SPRING, name="承诺.xlsx")
    assert submission is None
    assert told(findings) == {("identity.unknown-department", "")}


def test_a_file_named_after_another_department_and_an_older_form_are_said() -> None:
    assert told(read(clerk(), PLAN, name=f"{OTHER}.xlsx")[1]) == {("identity.file-name", "")}
    assert faults(cell("B2", "0", "填报标识")) == {("identity.other-version", "")}


def test_serial_days_of_both_epochs_and_days_out_of_range() -> None:
    def day(text: str, *, uses_1904_dates: bool = False) -> date | None:
        stored = RawCell(Place("x.xlsx"), 1, 1, CellKind.DATE, text, "yyyy-mm-dd")
        return read_date(stored, uses_1904_dates=uses_1904_dates)

    assert day("45112") == date(2023, 7, 5)
    assert day("43650", uses_1904_dates=True) == date(2023, 7, 5)
    assert day("2023-07-05T00:00:00") == date(2023, 7, 5)
    assert [day("36526"), day("36525"), day("73050"), day("73051")] == [
        date(2000, 1, 1),
        None,
        date(2099, 12, 31),
        None,
    ]
    assert [day(text) for text in ("-5", "99999999", "60", "x", "1E+400")] == [None] * 5


def test_a_sheet_without_any_header_word_is_one_error() -> None:
    def wipe(book: Workbook) -> None:
        for row in book["推进情况"].iter_rows():
            for item in row:
                item.value = None
        book["推进情况"]["A1"] = "见附件"

    assert faults(wipe) == {("forms.header-missing", "推进情况")}


def test_a_department_without_tasks_may_lack_the_sheet_of_texts() -> None:
    plan = plan_of(indicator(reporters=(OTHER, LEAD)), tasks=(task("K01", departments=(OTHER,)),))
    data = filled(blank(plan), {"K01-1": 5}, also=remove("推进情况"))
    assert read(data, plan)[1] == ()


def test_a_form_without_stamp_and_earlier_figures_is_compared_with_the_plan_alone() -> None:
    def strip(book: Workbook) -> None:
        remove("填报标识")(book)
        book["指标进展"]["G4"] = 99

    assert faults(strip) == {("identity.no-stamp", ""), ("identity.by-ids", "")}


def test_a_deadline_that_moved_after_the_blank_went_out_is_no_word_of_the_department() -> None:
    july, december = (Settings(2023, due=day) for day in (date(2023, 7, 10), date(2023, 12, 10)))
    data = filled(blank(replace(PLAN, settings=july)), FIGURES, texts=TEXTS)
    assert read(data, replace(PLAN, settings=december, sha256="1" * 64))[1] == ()


REVISED = replace(
    plan_of(
        indicator("K01-1", name="竣工项目数", relation=">", value="130", unit="家"),
        indicator("K01-2", name="占比", basis="占比", value="54.5", unit="%", reporters=(OTHER,)),
        indicator("K01-5", name="新增指标"),
        tasks=(task("K01", text="另一项任务", number="9"), task("K02", departments=(OTHER,))),
        departments=PLAN.departments,
    ),
    sha256="1" * 64,
)


def test_of_a_blank_older_than_the_plan_what_differs_is_said_once_and_as_what_it_is() -> None:
    findings = read(clerk(), REVISED)[1]
    assert told(findings) == {
        ("identity.plan-changed", ""),
        ("forms.locked-revised", "指标进展!C4"),
        ("forms.locked-revised", "指标进展!D4"),
        ("forms.target-revised", "指标进展!E4"),
        ("forms.unit-revised", "指标进展!F4"),
        ("forms.row-withdrawn", "指标进展!A5"),
        ("forms.idle-row", "指标进展!A6"),
        ("forms.idle-row", "指标进展!A7"),
        ("forms.row-missing", "指标进展!A3"),
        ("forms.locked-revised", "推进情况!C4"),
    }
    said = {item.place.parts: (item.found, item.expected) for item in findings}
    assert said["指标进展", "C4"] == ("项目数", "竣工项目数")
    assert said["指标进展", "A5"] == ("K01-2", f"改由 {OTHER} 填")


def test_a_changed_cell_of_an_older_blank_is_still_told_from_what_was_issued() -> None:
    data = clerk(lambda book: put(book, "指标进展", "K01-1", "指标名称", "开工数"))
    changed = [item for item in read(data, REVISED)[1] if item.rule == "forms.locked-changed"]
    assert [(item.place.address, item.found, item.expected) for item in changed] == [("C4", "开工数", "竣工项目数")]


def test_a_figure_of_an_indicator_that_is_gone_from_the_plan_is_not_blamed_on_the_department() -> None:
    gone = plan_of(indicator("K01-1", name="项目数", value="120"), tasks=PLAN.tasks, departments=PLAN.departments)
    findings = read(clerk(), gone)[1]
    withdrawn = [item for item in findings if item.rule == "forms.row-withdrawn"]
    assert [(item.found, item.expected, item.severity.value) for item in withdrawn] == [
        ("K01-2", "已从台账中删去", "warning")
    ]


def test_the_form_of_another_department_inside_a_workbook_is_named_as_theirs() -> None:
    def bring(book: Workbook) -> None:
        book.copy_worksheet(book["指标进展"]).title = "水利"
        for row in range(4, 8):
            book["水利"].cell(row, 1).value = None
        book["水利"]["A4"] = "K02-1"

    found = [item for item in read(clerk(bring), PLAN)[1] if item.rule.startswith("forms.sheet")]
    assert [(item.rule, str(item.place.sheet or item.place.parts[0]), item.expected) for item in found] == [
        ("forms.sheet-of-others", "水利", OTHER)
    ]


def test_formulas_that_are_all_gone_are_one_line() -> None:
    def paste(book: Workbook) -> None:
        for row in range(4, 8):
            for column in (9, 13):
                book["指标进展"].cell(row, column).value = None

    assert faults(paste) == {("forms.formulas-lost", "指标进展!A3")}


@pytest.mark.parametrize(
    ("words", "asked"), [("截至6月底已有7个。", "7个"), ("下半年集中开工。", ""), ("已投资7万元。", "")]
)
def test_a_figure_told_only_in_the_explanation_is_asked_for(words: str, asked: str) -> None:
    def explain(book: Workbook) -> None:
        put(book, "指标进展", "K01-1", "本期完成", None)
        put(book, "指标进展", "K01-1", "情况说明", words)

    found = [item.found for item in read(clerk(explain), PLAN)[1] if item.rule == "forms.figure-in-explanation"]
    assert found == ([asked] if asked else [])


def test_a_mistyped_id_is_compared_first_with_those_that_are_missing() -> None:
    findings = read(clerk(cell("A5", "K01-11")), PLAN)[1]
    assert {item.rule: item.expected for item in findings}["forms.unknown-indicator"] == "表中缺少相近的 K01-2"


@pytest.mark.parametrize("typed", ["1E+9999999999", "0E-9999999999", "1E-99999999", "12345678901234567E+999999", "NaN"])
def test_a_stamp_that_holds_no_number_has_no_earlier_figure(typed: str) -> None:
    assert faults(cell("H9", typed, "填报标识")) == {("forms.locked-changed", "指标进展!G4")}


def test_a_stamp_without_what_was_issued_leaves_the_plan_to_compare_with() -> None:
    def blur(book: Workbook) -> None:
        book["填报标识"]["B8"] = "目标"
        book["指标进展"]["G4"] = 99

    assert faults(blur) == set()


def severities(findings: tuple[Finding, ...]) -> set[str]:
    """Return the severities of findings."""
    return {item.severity.value for item in findings}


def test_commitments_are_read_in_words() -> None:
    def promise(book: Workbook) -> None:
        sheet = book["承诺事项"]
        sheet["B4"], sheet["C4"] = "推进项目建设", "新开工120个"
        sheet["B5"] = "优化服务"
        sheet["D5"] = "4 字"
        sheet["A16"], sheet["B16"], sheet["C16"] = None, "补充一条", "年内办结"

    submission, findings = read(filled(blank(PLAN, SPRING), also=promise), PLAN, SPRING)
    assert submission is not None
    assert [(item.number, item.promise, item.goal) for item in submission.commitments] == [
        ("1", "推进项目建设", "新开工120个"),
        ("2", "优化服务", ""),
        ("3", "补充一条", "年内办结"),
    ]
    assert told(findings) == {
        ("forms.commitment-incomplete", "承诺事项!C5"),
        ("forms.formula-overwritten", "承诺事项!D5"),
    }
    assert severities(findings) == {"open", "warning"}


def test_an_empty_spring_form_and_a_repeated_number_are_said() -> None:
    assert told(read(filled(blank(PLAN, SPRING)), PLAN, SPRING)[1]) == {("forms.commitments-missing", "承诺事项!A3")}

    def repeat(book: Workbook) -> None:
        for row in (4, 5):
            book["承诺事项"][f"A{row}"] = 1
            book["承诺事项"][f"B{row}"] = book["承诺事项"][f"C{row}"] = "文字"

    assert told(read(filled(blank(PLAN, SPRING), also=repeat), PLAN, SPRING)[1]) == {
        ("forms.number-repeated", "承诺事项!A5")
    }


def test_a_spring_form_without_its_sheet_is_an_error() -> None:
    data = filled(blank(PLAN, SPRING), also=cell("B3", "承诺", "承诺事项"))
    assert told(read(data, PLAN, SPRING)[1]) == {("forms.header-missing", "承诺事项!A3")}
