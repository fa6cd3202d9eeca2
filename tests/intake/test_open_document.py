"""Spreadsheets of OpenDocument: every fact of a cell that those of xlsx have, as LibreOffice writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.intake import limits
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import Drawn
from reporter.intake.records import SheetState
from reporter.intake.workbooks import read_workbook_bytes
from tests.intake.open_sheets import cell
from tests.intake.open_sheets import cell_style
from tests.intake.open_sheets import open_sheet
from tests.intake.open_sheets import row

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.intake.records import RawCell
    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook


def book(data: bytes) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    """Read a workbook that is read."""
    workbook, found = read_workbook_bytes(data, "甲.ods")
    assert workbook is not None, found
    return workbook, found


def sheet(rows: str, *, styles: str = "", common: str = "") -> RawSheet:
    """Read the one sheet, of which nothing is remarked."""
    workbook, found = book(open_sheet(rows, styles=styles, common=common))
    assert found == ()
    return workbook.sheets[0]


def first(content: str, *, styles: str = "", common: str = "") -> RawCell:
    """Read the first cell."""
    return sheet(row(content), styles=styles, common=common).cells[1, 1]


_SEVEN = "<text:p>7</text:p>"
_ERROR = 'calcext:value-type="error"'


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        (cell(_SEVEN, "float", "0.30000000000000004"), CellKind.NUMBER, "0.30000000000000004"),
        (cell(_SEVEN, "currency", "-12.5"), CellKind.NUMBER, "-12.5"),
        (cell("<text:p>6.5%</text:p>", "percentage", "0.065"), CellKind.NUMBER, "0.065"),
        (cell("<text:p>TRUE</text:p>", "boolean", "true"), CellKind.BOOLEAN, "TRUE"),
        (cell("<text:p>1</text:p>", "float", "1", 'table:formula="of:=TRUE()"'), CellKind.BOOLEAN, "TRUE"),
        (cell("<text:p>0</text:p>", "float", "0", 'table:formula="of:=FALSE()"'), CellKind.BOOLEAN, "FALSE"),
        (cell("<text:p>七月</text:p>", "date", "2023-07-10"), CellKind.DATE, "2023-07-10"),
        (cell("<text:p>八点</text:p>", "time", "PT8H30M00S"), CellKind.DATE, "08:30:00"),
        (cell("<text:p>#N/A</text:p>", "string", "", _ERROR), CellKind.ERROR, "#N/A"),
        (cell("<text:p>#DIV/0!</text:p>", "float", "0", 'table:formula="of:=1/0"'), CellKind.ERROR, "#DIV/0!"),
        (cell("<text:p>Err:502</text:p>", "string", "", 'table:formula="of:=X()"'), CellKind.ERROR, "Err:502"),
        (cell("", "", "", 'table:formula="of:=[.B1]"'), CellKind.NO_RESULT, ""),
        (cell("<text:p>6.50</text:p>", "string", "6.5"), CellKind.TEXT, "6.5"),
        (cell("<text:p>甲</text:p>"), CellKind.TEXT, "甲"),
        (
            cell("<text:p>甲<text:s text:c='2'/>乙</text:p><text:p>丙\n 丁<text:tab/></text:p>"),
            CellKind.TEXT,
            "甲  乙\n丙 丁\t",
        ),
        (cell("<text:p>甲<text:line-break/><text:a>乙</text:a></text:p>", "string"), CellKind.TEXT, "甲\n乙"),
        (cell("<text:p>京<text:ruby-text>jing</text:ruby-text></text:p>", "string"), CellKind.TEXT, "京"),
        (
            cell(f"<draw:frame><draw:text-box>{_SEVEN}</draw:text-box></draw:frame><text:p>9</text:p>"),
            CellKind.TEXT,
            "9",
        ),
    ],
)
def test_what_is_stored_is_kept(content: str, kind: CellKind, text: str) -> None:
    workbook, _ = book(open_sheet(row(content)))
    found = workbook.sheets[0].cells[1, 1]
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    "content",
    [
        cell("", "float", "7,5"),
        cell("", "boolean", "ja"),
        cell("", "date", "gestern"),
        cell("", "time", "8"),
        cell("", "x"),
    ],
)
def test_what_nobody_can_read_is_damaged(content: str) -> None:
    workbook, found = book(open_sheet(row(content)))
    assert [(item.rule, str(item.place)) for item in found] == [("intake.broken-cell", "甲.ods!表1!A1")]
    assert workbook.sheets[0].cells[1, 1].kind is CellKind.ERROR


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("of:=SUM([.B1:.B3])*2", "SUM(B1:B3)*2"),
        ("of:=[$表2.$A$1]", "表2!$A$1"),
        ("oooc:=[.A1]", "A1"),
        ("of:=['file:///C:/x.ods'#$表1.A1]", "['file:///C:/x.ods'#$表1.A1]"),
    ],
)
def test_formulas_read_as_in_excel(formula: str, expected: str) -> None:
    workbook, _ = book(open_sheet(row(cell(_SEVEN, "float", "7", f'table:formula="{formula}"'))))
    assert workbook.sheets[0].cells[1, 1].formula == expected
    assert workbook.shows_formulas


def _number(inside: str, name: str = "N1", kind: str = "number", maps: str = "") -> str:
    return f'<number:{kind}-style style:name="{name}">{inside}{maps}</number:{kind}-style>'


def _map(condition: str, name: str) -> str:
    return f'<style:map style:condition="value(){condition}" style:apply-style-name="{name}"/>'


_ONE = '<number:number number:decimal-places="0" number:min-integer-digits="1"/>'
_TENTH = '<number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/>'
_EMPTY = "<number:text/>"
_SIGNS = _map("&gt;0", "P0") + _map("&lt;0", "P1")


@pytest.mark.parametrize(
    ("style", "code"),
    [
        (_number('<number:number number:min-integer-digits="1"/>'), "General"),
        (_number(_TENTH), "0.0"),
        (_number('<number:number number:decimal-places="2" number:min-decimal-places="0"/>'), "0.##"),
        (_number('<number:number number:decimal-places="2" number:grouping="true"/>'), "#,##0.00"),
        (_number('<number:number number:decimal-places="0" number:min-integer-digits="0"/>'), "#"),
        (_number('<number:number number:decimal-places="1" number:display-factor="1000"/>'), "0.0,"),
        (_number('<number:scientific-number number:decimal-places="1"/>'), "0.0E+00"),
        (_number("<number:fraction/>"), "# ?/?"),
        (_number("<number:text>100</number:text>"), '"100"'),
        (_number(f"{_ONE}<number:text>%</number:text>"), '0"%"'),
        (_number(f"<number:text>-</number:text>{_TENTH}"), "-0.0"),
        (_number(f'<number:text>甲"</number:text>{_ONE}'), '"甲"\\"""0'),
        (_number(f"<style:text-properties fo:color='#ff0000'/>{_ONE}"), "[Red]0"),
        (_number(f"<number:fill-character> </number:fill-character>{_ONE}"), "* 0"),
        (
            _number(
                '<number:number number:decimal-places="0" number:min-integer-digits="2">'
                '<number:embedded-text number:position="1">.</number:embedded-text></number:number>'
            ),
            '0"."0',
        ),
        (_number(f"{_TENTH}<number:text>%</number:text>", kind="percentage"), "0.0%"),
        (_number(_TENTH, kind="percentage"), "0.0%"),
        (_number(f"<number:currency-symbol>¥</number:currency-symbol>{_ONE}", kind="currency"), '"¥"0'),
        (_number("<number:year/>", kind="date"), "yyyy-mm-dd"),
        (_number("<number:hours/>", kind="time"), "h:mm"),
        (_number("<number:boolean/>", kind="boolean"), "General"),
        (_number("", kind="number"), ";;;"),
        (_number("<number:text-content/>", kind="text"), "@"),
        (_number("<number:text>约</number:text><number:text-content/>", kind="text"), '"约"@'),
        (_number(_TENTH, "P0") + _number(_TENTH, maps=_map("&gt;=0", "P0")), "0.0;0.0"),
        (
            _number(_ONE, "P0") + _number(_TENTH, "P1") + _number("<number:text>无</number:text>", maps=_SIGNS),
            '0;0.0;"无"',
        ),
        (_number(_EMPTY, "P0") + _number(_EMPTY, "P1") + _number(_EMPTY, kind="text", maps=_SIGNS), ";;;"),
        (_number(_ONE, "P0") + _number("<number:text-content/>", kind="text", maps=_map("&gt;=0", "P0")), "0;@"),
        (_number(_ONE, "P0") + _number(_TENTH, maps=_map("&gt;=100", "P0")), "[>=100]0;0.0"),
        (_number(_TENTH, maps=_map("&gt;=0", "gone")), "General;0.0"),
    ],
)
def test_number_styles_are_spelled_as_excel_does(style: str, code: str) -> None:
    content = cell(_SEVEN, "float", "7", 'table:style-name="ce1"')
    assert first(content, styles=style + cell_style("ce1", "N1")).format == code
    assert first(content, styles=cell_style("ce1", "N1"), common=style).format == code


def test_a_style_is_that_of_the_cell_its_row_its_column_or_the_one_it_stands_on() -> None:
    styles = (
        cell_style("有", "N1") + '<style:style style:name="子" style:family="table-cell" style:parent-style-name="有"/>'
    )
    rows = (
        '<table:table-column table:default-cell-style-name="有"/><table:table-column/>'
        + row(cell(_SEVEN, "float", "7"), cell(_SEVEN, "float", "7"))
        + row(
            cell(_SEVEN, "float", "7", 'table:style-name="子"'),
            cell(_SEVEN, "float", "7"),
            default_cell_style_name="有",
        )
        + row(cell(_SEVEN, "float", "7", 'table:style-name="没有"'))
    )
    found = sheet(rows, styles=styles, common=_number(_TENTH))
    codes = {position: item.format for position, item in found.cells.items()}
    assert codes == {(1, 1): "0.0", (1, 2): "General", (2, 1): "0.0", (2, 2): "0.0", (3, 1): "General"}


def test_a_percentage_is_one_whatever_its_style() -> None:
    assert first(cell("<text:p>6.5%</text:p>", "percentage", "0.065")).format == "General%"


def test_styles_that_stand_on_one_another_in_a_ring_are_none() -> None:
    ring = "".join(
        f'<style:style style:name="{one}" style:family="table-cell" style:parent-style-name="{other}"/>'
        for one, other in (("ce1", "ce2"), ("ce2", "ce1"))
    )
    assert first(cell(_SEVEN, "float", "7", 'table:style-name="ce1"'), styles=ring).format == "General"


_RUN = '<style:style style:name="{}" style:family="text"><style:text-properties {}/></style:style>'
_RUNS = (
    _RUN.format("划", 'style:text-line-through-type="single" style:text-position="33% 58%"')
    + _RUN.format("上", 'style:text-line-through-type="none" style:text-position="33% 58%"')
    + _RUN.format("平", 'style:text-line-through-style="none" style:text-position="0% 100%"')
)


def test_runs_are_drawn_as_their_styles_say() -> None:
    spans = "".join(
        f'<text:span text:style-name="{name}">{text}</text:span>' for name, text in zip("划上平", "789", strict=True)
    )
    found = first(cell(f"<text:p>{spans}</text:p>", "string"), styles=_RUNS)
    assert found.text == "789"
    assert (found.drawn(Drawn.STRUCK), found.drawn(Drawn.SHIFTED)) == (("7",), ("8",))


def test_hidden_rows_columns_and_sheets_are_known() -> None:
    seven = cell(_SEVEN, "float", "7")
    rows = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="16381"/>'
        + row(seven, seven, seven, seven)
        + row(seven, visibility="collapse", number_rows_repeated="2")
        + row(seven, visibility="filter")
        + f'<table:table-row-group table:display="false">{row(seven)}</table:table-row-group>'
        + row(seven, visibility="visible")
    )
    unseen = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="ta1" style:family="table">{unseen}</style:style>'
    found = sheet(rows, styles=hidden)
    assert found.state is SheetState.HIDDEN
    assert [position for position, item in found.cells.items() if item.is_hidden] == [
        (1, 2), (1, 3), (2, 1), (3, 1), (4, 1), (5, 1),
    ]  # fmt: skip


def test_what_lies_under_a_merge_is_covered() -> None:
    merged = cell(_SEVEN, "float", "7", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    hidden = '<table:covered-table-cell office:value-type="float" office:value="9"/>'
    found = sheet(row(merged, hidden) + row(hidden))
    assert found.merges == (CellRange(1, 1, 2, 2),)
    assert {position: item.is_covered for position, item in found.cells.items()} == {
        (1, 1): False,
        (1, 2): True,
        (2, 1): True,
    }


def test_repeated_cells_and_rows_are_all_there() -> None:
    twice = cell(
        "<text:p><text:span text:style-name='划'>7</text:span></text:p>",
        "string",
        "",
        'table:number-columns-repeated="2"',
    )
    found = sheet(row(cell(), twice, number_rows_repeated="3"), styles=_RUNS)
    assert sorted(found.cells) == [(line, column) for line in (1, 2, 3) for column in (2, 3)]
    assert all(item.drawn(Drawn.STRUCK) == ("7",) for item in found.cells.values())


def test_a_cell_repeated_without_end_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    many = cell(_SEVEN, "float", "7", 'table:number-columns-repeated="1000"')
    monkeypatch.setattr(limits, "CELLS", 10_000)
    for rows, rule in (
        (row(many, number_rows_repeated="1000"), "too-many-cells"),
        (row(cell(_SEVEN, "float", "7", 'table:number-columns-repeated="9999999"')), "far-cell"),
    ):
        workbook, found = read_workbook_bytes(open_sheet(rows), "甲.ods")
        assert workbook is None
        assert [item.rule for item in found] == [f"intake.{rule}"]


def test_merges_and_styles_have_the_same_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MERGES", 0)
    merged = cell(_SEVEN, "float", "7", 'table:number-columns-spanned="2"')
    assert [item.rule for item in read_workbook_bytes(open_sheet(row(merged)), "甲.ods")[1]] == [
        "intake.too-many-merges"
    ]
    monkeypatch.setattr(limits, "STYLES", 1)
    styles = cell_style("ce1", "N1") + cell_style("ce2", "N1")
    assert [item.rule for item in read_workbook_bytes(open_sheet("", styles=styles), "甲.ods")[1]] == [
        "intake.too-many-styles"
    ]


def test_names_lead_to_their_cells() -> None:
    names = (
        '<table:named-expressions><table:named-range table:name="填报人" table:cell-range-address="$表1.$C$6"/>'
        '<table:named-range table:name="区域" table:cell-range-address="$\'表 1\'.$C$6:.$D$7"/>'
        '<table:named-range table:name="坏" table:cell-range-address="#REF!"/></table:named-expressions>'
    )
    workbook, _ = book(open_sheet(row(cell(_SEVEN, "float", "7")), around=names))
    assert workbook.defined_names == {"填报人": "表1!$C$6", "区域": "'表 1'!$C$6"}


_COMMENT = "<office:annotation><dc:date>2023</dc:date><text:p>{}</text:p></office:annotation><text:p>甲</text:p>"


def test_comments_drawings_and_macros_are_told_but_not_our_own_comments() -> None:
    rows = "<table:shapes><draw:frame/></table:shapes>" + row(
        cell(_COMMENT.format("“学校”填的是约数。</text:p><text:p>改法：请填准确的数字。"), "string"),
        cell(_COMMENT.format("实为12"), "string"),
    )
    workbook, found = book(open_sheet(rows, parts=("Basic/Standard/script-lb.xml", "Basic/Standard/Module1.xml")))
    assert [item.text for item in workbook.sheets[0].cells.values()] == ["甲", "甲"]
    assert [(item.rule, item.found) for item in found] == [
        ("intake.drawings", "表1"),
        ("intake.comments", "B1"),
        ("intake.macros", "basic/standard/module1.xml"),
    ]


def test_what_was_changed_or_comes_from_elsewhere_is_no_cell() -> None:
    hidden = row(cell(_SEVEN, "float", "7"))
    around = f"<table:dde-links><table:table table:name='x'>{hidden}</table:table></table:dde-links>"
    workbook, _ = book(open_sheet(hidden, around=around))
    assert [(item.name, len(item.cells)) for item in workbook.sheets] == [("表1", 1)]
