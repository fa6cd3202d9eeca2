"""The sheet: right file, wrong shape. Rows, columns, headers and sheets moved, doubled, lost, renamed, hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tests.crafted.city import CLEAN_DAYS
from tests.crafted.city import INVESTMENT
from tests.crafted.city import RANK
from tests.crafted.city import RULES
from tests.crafted.city import SCHOOLS
from tests.crafted.edits import clear
from tests.crafted.edits import copy_row
from tests.crafted.edits import delete_column
from tests.crafted.edits import delete_row
from tests.crafted.edits import every
from tests.crafted.edits import hide_column
from tests.crafted.edits import hide_row
from tests.crafted.edits import in_sheet
from tests.crafted.edits import insert_column
from tests.crafted.edits import insert_rows
from tests.crafted.edits import merge
from tests.crafted.edits import number
from tests.crafted.edits import order_rows
from tests.crafted.edits import put
from tests.crafted.edits import swap_columns
from tests.crafted.package import MAIN
from tests.crafted.package import Typed
from tests.crafted.package import child
from tests.crafted.records import EMPTY
from tests.crafted.records import GUIDE
from tests.crafted.records import IDENTITY
from tests.crafted.records import INDICATORS
from tests.crafted.records import NO_FIGURE
from tests.crafted.records import TEXTS
from tests.crafted.records import UNREADABLE
from tests.crafted.records import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crafted.records import Form

_REVERSED = {4: 11, 5: 10, 6: 9, 7: 8, 8: 7, 9: 6, 10: 5, 11: 4}


def _empty_sheet(form: Form, name: str, cell: str = "") -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    form.add_sheet(name, f'<worksheet xmlns="{space}"><sheetData>{cell}</sheetData></worksheet>')


def _retyped(cell: str, make: Callable[[str], str], sheet: str = INDICATORS) -> Callable[[Form], object]:
    """Type a cell again, made from what the department's ids begin with (K001)."""
    return lambda form: form.put(sheet, cell, Typed(make(form.department.indicator(0)[:-2]), "inlineStr"))


def _picture(form: Form) -> None:
    """Lay a picture over the figures."""
    space = "http://schemas.openxmlformats.org"
    drawing = (
        f'<d:wsDr xmlns:d="{space}/drawingml/2006/spreadsheetDrawing"><d:oneCellAnchor><d:from><d:col>7</d:col>'
        "<d:colOff>0</d:colOff><d:row>3</d:row><d:rowOff>0</d:rowOff></d:from></d:oneCellAnchor></d:wsDr>"
    )
    form.write("xl/drawings/drawing1.xml", drawing)
    _link(form, "drawing", "../drawings/drawing1.xml")


def _comment(form: Form) -> None:
    """Write a figure into a comment."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    form.write(
        "xl/comments1.xml",
        f'<comments xmlns="{space}"><authors><author>张某</author></authors><commentList>'
        '<comment ref="H4" authorId="0"><text><t>实为8所</t></text></comment></commentList></comments>'.encode(),
    )
    _link(form, "comments", "../comments1.xml")


def _link(form: Form, kind: str, target: str) -> None:
    part = form.part_of(INDICATORS).replace("worksheets/", "worksheets/_rels/") + ".rels"
    space = "http://schemas.openxmlformats.org"
    relation = f'<Relationship Id="rIdX" Type="{space}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    if part in form.parts:
        form.write(part, form.text(part).replace("</Relationships>", f"{relation}</Relationships>"))
    else:
        form.write(part, f'<Relationships xmlns="{space}/package/2006/relationships">{relation}</Relationships>')


def _only_a_copy(form: Form) -> None:
    form.copy(INDICATORS, "指标进展 (2)")
    form.drop(INDICATORS)


def _filter(form: Form) -> None:
    """Filter rows away, as a set filter does."""
    hide_row(5)(form)
    item = child(form.sheet(INDICATORS), "autoFilter")
    chosen = '<filters><filter val="所"/></filters>'
    item.append(etree.fromstring(f'<filterColumn xmlns="{MAIN}" colId="5">{chosen}</filterColumn>'))


_ROWS = (
    Case("rows sorted backwards", order_rows(_REVERSED), cells={SCHOOLS: "H11", RANK: "H4"}),
    Case("row inserted above the header", insert_rows(1), cells={SCHOOLS: "H5"}),
    Case("rows inserted below the header", insert_rows(4, 3), cells={SCHOOLS: "H7"}),
    Case("row inserted in the middle", insert_rows(6), cells={SCHOOLS: "H4", CLEAN_DAYS: "H7"}),
    Case("title row deleted", delete_row(1), cells={SCHOOLS: "H3"}),
    Case("hint row deleted", delete_row(2), cells={SCHOOLS: "H3"}),
    Case("row deleted", delete_row(4), ("forms.row-missing A3",), {SCHOOLS: EMPTY}),
    Case("row of a yearly indicator deleted", delete_row(10), ("forms.row-missing-not-due A3",)),
    Case("task row deleted", delete_row(5, TEXTS), ("forms.task-missing 推进情况!A3",), {RULES: EMPTY}),
    Case("row doubled", every(insert_rows(5), copy_row(4, 5)), ("forms.indicator-repeated A5",), {SCHOOLS: UNREADABLE}),
    Case("row doubled at the end", copy_row(4, 12), ("forms.indicator-repeated A12",), {SCHOOLS: UNREADABLE}),
    Case(
        "row tripled",
        every(copy_row(4, 12), copy_row(4, 13)),
        ("forms.indicator-repeated A12", "forms.indicator-repeated A13"),
        {SCHOOLS: UNREADABLE},
    ),
    Case("task row doubled", copy_row(4, 6, TEXTS), ("forms.task-repeated 推进情况!A6",)),
    Case("id deleted", clear("A4"), ("forms.row-without-key A4", "forms.row-missing A3"), {SCHOOLS: EMPTY}),
    Case(
        "id unknown",
        _retyped("A4", lambda own: f"{own}-99"),
        ("forms.unknown-indicator A4", "forms.row-missing A3"),
        {SCHOOLS: EMPTY},
    ),
    Case(
        "id of another row",
        _retyped("A4", lambda own: f"{own}-2"),
        ("forms.indicator-repeated A5", "forms.row-missing A3"),
        {SCHOOLS: EMPTY, INVESTMENT: UNREADABLE},
    ),
    Case(
        "id of another department",
        put("A4", "K001-1"),
        ("forms.indicator-of-others A4", "forms.row-missing A3"),
        {SCHOOLS: EMPTY},
    ),
    Case("id in full-width letters", _retyped("A4", lambda own: f"Ｋ{own[1:]}－１")),
    Case("id with blanks around", _retyped("A4", lambda own: f" {own}-1 ")),
    Case("id with an invisible character", _retyped("A4", lambda own: f"{own}-1\u200b")),
    Case(
        "id in small letters",
        _retyped("A4", lambda own: f"{own.lower()}-1"),
        ("forms.unknown-indicator A4", "forms.row-missing A3"),
        {SCHOOLS: EMPTY},
    ),
    Case(
        "id with more behind it",
        _retyped("A4", lambda own: f"{own}-11"),
        ("forms.unknown-indicator A4", "forms.row-missing A3"),
        {SCHOOLS: EMPTY},
    ),
    Case(
        "task id unknown",
        _retyped("A4", lambda own: f"{own}X", TEXTS),
        ("forms.unknown-task 推进情况!A4", "forms.task-missing 推进情况!A3"),
    ),
    Case(
        "task id of another department",
        put("A4", "K001A", TEXTS),
        ("forms.task-of-others 推进情况!A4", "forms.task-missing 推进情况!A3"),
    ),
    Case("row of another department pasted below, empty", put("A12", "K001-1"), ("forms.idle-row A12",)),
    Case(
        "row of another department pasted below",
        every(put("A12", "K001-1"), put("H12", number("5"))),
        ("forms.indicator-of-others A12",),
    ),
    Case("figure without an id below", put("H12", number("5")), ("forms.row-without-key A12",)),
    Case(
        "total below the table", every(put("A12", "合计"), put("H12", number("99"))), ("forms.unknown-indicator A12",)
    ),
    Case("remark below the table", put("A13", "注：数据为快报数。"), ("forms.stray-cell A13",)),
    Case("remark beside the table", put("P4", "数据为快报数"), ("forms.stray-cell P4",)),
    Case("figure beside the table", put("O4", number("8")), ("forms.stray-cell O4",)),
    Case("remark above the table", put("H1", "单位：万元"), ("forms.stray-cell H1",)),
    Case("hidden row", hide_row(5), ("cells.hidden H5",)),
    Case("row of no height", hide_row(5, ht="0", customHeight="1"), ("cells.hidden H5",)),
    Case("filtered row", _filter, ("cells.hidden H5",)),
    Case("hidden column", hide_column("H"), tuple(f"cells.hidden H{row}" for row in (4, 5, 6, 7, 8, 11))),
    Case("hidden column of no figure", hide_column("C")),
    Case(
        "group of rows folded",
        hide_row(5, outlineLevel="1", hidden="1"),
        ("cells.hidden H5",),
    ),
)

_COLUMNS = (
    Case("column inserted before the figures", insert_column("H"), cells={SCHOOLS: "I4"}),
    Case(
        "column inserted with remarks",
        every(insert_column("H"), put("H4", "见附件")),
        ("forms.stray-cell H4",),
        cells={SCHOOLS: "I4"},
    ),
    Case("columns exchanged", swap_columns("H", "L"), cells={SCHOOLS: "L4"}),
    Case("ids moved to the end", swap_columns("A", "M")),
    Case("figures and targets exchanged", swap_columns("E", "H"), cells={SCHOOLS: "E4"}),
    Case("column of figures deleted", delete_column("H"), ("forms.header-missing A3",), NO_FIGURE),
    Case("column of ids deleted", delete_column("A"), ("forms.header-missing A3",), NO_FIGURE),
    Case("column of units deleted", delete_column("F"), ("forms.header-missing A3",), cells={SCHOOLS: "G4"}),
    Case("column of rates deleted", delete_column("I"), ("forms.header-missing A3",)),
    Case("column of texts deleted", delete_column("D", TEXTS), ("forms.header-missing 推进情况!A3",), {RULES: EMPTY}),
    Case("header of figures retyped", put("H3", "本期完成数"), ("forms.header-missing A3",), NO_FIGURE),
    Case("header of figures emptied", clear("H3"), ("forms.header-missing A3",), NO_FIGURE),
    Case("header of units retyped", put("F3", "计量单位"), ("forms.header-missing A3",)),
    Case("header with a line break", put("H3", "本期\n完成")),
    Case("header with blanks", put("H3", " 本期 完成 ")),
    Case("header twice", put("N3", "本期完成"), ("forms.header-repeated N3",), NO_FIGURE),
    Case("header of a locked column twice", put("N3", "单位"), ("forms.header-repeated N3",)),
    Case("whole header deleted", delete_row(3), ("forms.header-missing 指标进展",), NO_FIGURE),
    Case(
        "header row twice",
        every(insert_rows(4), copy_row(3, 4)),
        ("forms.unknown-indicator A4",),
        cells={SCHOOLS: "H5"},
    ),
    Case("header merged over two columns", merge("H3:I3"), ()),
)

_SHEETS = (
    Case("sheet renamed", lambda form: form.rename(INDICATORS, "表1"), ("forms.sheet-renamed 表1",)),
    Case(
        "sheet with blanks in its name",
        lambda form: form.rename(INDICATORS, "指标进展 "),
        ("forms.sheet-renamed 指标进展",),
    ),
    Case("sheet of texts renamed", lambda form: form.rename(TEXTS, "文字"), ("forms.sheet-renamed 文字",)),
    Case("sheet copied", lambda form: form.copy(INDICATORS, "指标进展 (2)"), ("forms.sheet-copied 指标进展 (2)",)),
    Case(
        "sheet copied and the first deleted",
        _only_a_copy,
        ("forms.sheet-renamed 指标进展 (2)",),
    ),
    Case("sheet deleted", lambda form: form.drop(INDICATORS), ("forms.sheet-missing 指标进展",), NO_FIGURE),
    Case("sheet of texts deleted", lambda form: form.drop(TEXTS), ("forms.sheet-missing 推进情况",), {RULES: EMPTY}),
    Case("guide deleted", lambda form: form.drop(GUIDE), ("forms.signature-lost 填报说明",)),
    Case("sheets in another order", lambda form: form.reorder()),
    Case("sheet hidden", lambda form: form.set_state(INDICATORS, "hidden"), ("forms.sheet-hidden 指标进展",)),
    Case(
        "sheet hidden deeply", lambda form: form.set_state(INDICATORS, "veryHidden"), ("forms.sheet-hidden 指标进展",)
    ),
    Case("identity shown", lambda form: form.set_state(IDENTITY, "visible")),
    Case("empty sheets of excel", lambda form: _empty_sheet(form, "Sheet1")),
    Case(
        "sheet of its own",
        lambda form: _empty_sheet(form, "底稿", '<row r="1"><c r="A1"><v>7</v></c></row>'),
        ("forms.extra-sheet 底稿",),
    ),
    Case(
        "unlocked and protected no more",
        lambda form: form.sheet(INDICATORS).remove(child(form.sheet(INDICATORS), "sheetProtection")),
    ),
    Case("title merged", merge("A1:M1", "A2:M2"), ()),
    Case(
        "one merge over everything",
        merge("A1:XFD1048576"),
        tuple(f"cells.hidden-under-merge H{row}" for row in (4, 5, 6, 7, 8, 11)),
        NO_FIGURE,
    ),
    Case("picture over the figures", _picture, ("intake.drawings 指标进展",)),
    Case("figure in a comment", _comment, ("intake.comments 指标进展",)),
    Case("frozen panes gone", in_sheet('state="frozen"', 'state="split"')),
)

CASES: tuple[Case, ...] = (*_ROWS, *_COLUMNS, *_SHEETS)
