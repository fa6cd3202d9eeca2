"""The reader: every fact of a cell, as it was stored."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.intake.cells import DAMAGED
from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawCell
from reporter.intake.records import RawSheet
from reporter.intake.records import SheetState
from reporter.intake.witness import compare
from reporter.intake.workbooks import read_workbook_bytes
from reporter.places import Place
from reporter.places import column_letters
from tests.intake.packages import package
from tests.intake.packages import sheet_xlsx
from tests.intake.packages import workbook
from tests.intake.packages import workbook_parts
from tests.intake.packages import worksheet
from tests.workbooks import raw_workbook

TABLE = """
    名称     | 数量  | 占比  | 日期       | 核对
    学校     | 12    | 54.8% | 2023-07-10 | TRUE
    "1178个" | 1,178 | 50%   | =A1+1      | =B2*2 => 24
             | -0.5  |       | #DIV/0!    | 第一行\\n第二行
"""


def read(data: bytes, *rules: str) -> RawSheet:
    """Read the first sheet of a workbook that meets these rules, and let openpyxl agree where it meets none."""
    book, found = read_workbook_bytes(data, "甲.xlsx")
    assert [item.rule for item in found] == list(rules)
    assert book is not None
    if not rules:
        assert compare(book, data) == ()
    return book.sheets[0]


def rows(text: str, **around: str) -> bytes:
    """Return a workbook of one sheet of raw rows."""
    return workbook(
        {"表1": worksheet(text, **around)}, formats=["0.0%", "yyyy-mm-dd"], shared=["<t>甲</t>", "<t>乙</t>"]
    )


def cell(attributes: str, content: str) -> RawCell:
    """Read one cell, written as raw XML in A1."""
    return read(rows(f'<row r="1"><c r="A1" {attributes}>{content}</c></row>')).cells[1, 1]


def test_a_typed_table_comes_back_as_the_same_evidence() -> None:
    data = sheet_xlsx({"表1": TABLE, "空表": "x"}, merges={"表1": ["A3:A4"]})
    book, found = read_workbook_bytes(data, "甲.xlsx")
    expected = raw_workbook("甲.xlsx", {"表1": TABLE, "空表": "x"}, merges={"表1": ["A3:A4"]})
    assert found == ()
    assert book is not None
    assert book.sheets == expected.sheets
    assert book.sha256 == hashlib.sha256(data).hexdigest()
    assert compare(book, data) == ()


@pytest.mark.parametrize(
    ("attributes", "content", "kind", "text"),
    [
        ("", "<v>0.30000000000000004</v>", CellKind.NUMBER, "0.30000000000000004"),
        ("", "<v>1.2E+05</v>", CellKind.NUMBER, "1.2E+05"),
        ("", "<v>-.5</v>", CellKind.NUMBER, "-.5"),
        ('t="n"', "<v>123456789012345678</v>", CellKind.NUMBER, "123456789012345678"),
        ('t="s"', "<v>1</v>", CellKind.TEXT, "乙"),
        ('t="b"', "<v>1</v>", CellKind.BOOLEAN, "TRUE"),
        ('t="b"', "<v>0</v>", CellKind.BOOLEAN, "FALSE"),
        ('t="e"', "<v>#DIV/0!</v>", CellKind.ERROR, "#DIV/0!"),
        ('t="e"', "<v>#SPILL!</v>", CellKind.ERROR, "#SPILL!"),
        ('t="e"', "<v>#GETTING_DATA</v>", CellKind.ERROR, "#GETTING_DATA"),
        ('t="d"', "<v>2023-07-10</v>", CellKind.DATE, "2023-07-10"),
        ('t="d"', "<v>2023-07-10T08:30:00</v>", CellKind.DATE, "2023-07-10T08:30:00"),
        ('t="str"', "<f>A2&amp;A3</f><v>ab</v>", CellKind.TEXT, "ab"),
        ('t="inlineStr"', "<is><t>a</t></is>", CellKind.TEXT, "a"),
        ('s="2"', "<v>45117</v>", CellKind.DATE, "45117"),
        ('s="1"', "<v>0.548</v>", CellKind.NUMBER, "0.548"),
        ("", "<f>A2+1</f>", CellKind.NO_RESULT, ""),
        ("", "<f>A2+1</f><v/>", CellKind.NO_RESULT, ""),
        ('t="str"', "<f>A2</f>", CellKind.NO_RESULT, ""),
        ("", "<f>1/0</f><v>3</v>", CellKind.NUMBER, "3"),
        ("", "<v>3</v><f>1/0</f>", CellKind.NUMBER, "3"),
    ],
)
def test_what_is_stored_is_kept(attributes: str, content: str, kind: CellKind, text: str) -> None:
    found = cell(attributes, content)
    assert (found.kind, found.text, found.place) == (kind, text, Place("甲.xlsx", ("表1", "A1")))


def test_a_formula_whose_text_is_empty_has_a_result() -> None:
    found = cell('t="str"', '<f>IF(B1="","",1)</f><v></v>')
    assert (found.kind, found.text, found.formula) == (CellKind.TEXT, "", 'IF(B1="","",1)')


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<r><t>甲</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 乙</t></r>", "甲 乙"),
        ("<t>东京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>", "东京"),
        ("<t>一_x000D_\n二</t>", "一\n二"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>甲_x0001_乙_xD83D__xDE00_</t>", "甲乙😀"),
        ("<t>_xD83D_</t>", "�"),
        ("<t>&#24180;&amp;&lt;</t>", "年&<"),
        ("<t>\u202e\u200b１２</t>", "\u202e\u200b１２"),
        ("<t> 两端 </t>", " 两端 "),
    ],
)
def test_texts_keep_what_a_person_typed(content: str, text: str) -> None:
    data = workbook(
        {"表1": worksheet(f'<row><c t="s"><v>0</v></c><c t="inlineStr"><is>{content}</is></c></row>')},
        shared=[content],
    )
    book, found = read_workbook_bytes(data, "甲.xlsx")
    assert found == ()
    assert book is not None
    assert [item.text for item in book.sheets[0].cells.values()] == [text, text]


def test_cells_without_references_count_their_positions() -> None:
    sheet = read(
        rows('<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="E3"><v>5</v></c><c><v>6</v></c></row>')
    )
    assert {position: item.text for position, item in sheet.cells.items()} == {
        (1, 1): "1",
        (1, 3): "3",
        (3, 5): "5",
        (3, 6): "6",
    }


def test_cells_know_their_row_better_than_the_row() -> None:
    sheet = read(rows('<row r="1"><c r="A7"><v>1</v></c><c r="b1"><v>2</v></c></row>'))
    assert {position: item.text for position, item in sheet.cells.items()} == {(7, 1): "1", (1, 2): "2"}


def test_rows_out_of_order_are_put_in_order() -> None:
    sheet = read(
        rows('<row r="5"><c r="B5"><v>4</v></c><c r="A5"><v>3</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')
    )
    assert [(item.place.address, item.text) for item in sheet.cells.values()] == [("A2", "1"), ("A5", "3"), ("B5", "4")]


def test_one_row_may_be_written_in_two_pieces() -> None:
    sheet = read(rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'))
    assert [item.text for item in sheet.cells.values()] == ["1", "2"]


def test_blanks_between_elements_belong_to_no_value() -> None:
    sheet = read(
        rows(
            '<row r="1">\n  <c r="A1">\n    <v>1</v>\n  </c>\n  <c r="B1" t="s">\n <v>0</v>\n </c>\n'
            '  <c r="C1" t="str">\n <f>\n A1 </f>\n <v> 甲 </v>\n </c>\n <c r="D1" s="1">\n </c>'
            '<c r="E1" t="b">\n<v>1</v>\n</c></row>\n'
        ),
    )
    assert [item.text for item in sheet.cells.values()] == ["1", "甲", " 甲 ", "TRUE"]


def test_hidden_columns_may_overlap_and_repeat() -> None:
    ranges = ((2, 3), (3, 4), (2, 3), (6, 6), (5, 5), (9, 8), (16_380, 99_999))
    columns = "".join(f'<col min="{first}" max="{last}" hidden="1"/>' for first, last in ranges)
    cells = "".join(f'<c r="{column_letters(column)}1"><v>1</v></c>' for column in (*range(1, 10), 16_379, 16_384))
    sheet = read(workbook({"表1": worksheet(f"<row r='1'>{cells}</row>", before=f"<cols>{columns * 3}</cols>")}))
    hidden = [column for (_, column), item in sheet.cells.items() if item.is_hidden]
    assert hidden == [2, 3, 4, 5, 6, 16_384]


def test_style_only_cells_do_not_exist() -> None:
    sheet = read(rows('<row r="1"><c r="A1" s="1"/><c r="B1" s="1"></c><c r="C1" t="s"/><c r="D1"><v></v></c></row>'))
    assert len(sheet.cells) == 0
    assert (1, 1) not in sheet.cells
    assert sheet.cells.get((1, 1)) is None


def test_empty_texts_do_not_exist() -> None:
    sheet = read(rows('<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="str"><v></v></c></row>'))
    assert len(sheet.cells) == 0


def test_formats_come_from_the_file_or_from_excels_own_numbers() -> None:
    parts = workbook_parts(
        {"表1": worksheet("".join(f'<row><c s="{style}"><v>45117</v></c></row>' for style in range(5)))}
    )
    styles = str(parts["xl/styles.xml"])
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 9, 31, 4, 999))
    start, end = styles.index("<cellXfs"), styles.index("</cellXfs>")
    parts["xl/styles.xml"] = styles[:start] + f'<cellXfs count="5">{cells}' + styles[end:]
    book, _ = read_workbook_bytes(package(parts), "甲.xlsx")
    assert book is not None
    assert [(item.kind, item.format) for item in book.sheets[0].cells.values()] == [
        (CellKind.NUMBER, "General"),
        (CellKind.NUMBER, "0%"),
        (CellKind.DATE, 'yyyy"年"m"月"d"日"'),
        (CellKind.NUMBER, "#,##0.00"),
        (CellKind.NUMBER, "General"),
    ]


def test_shared_formulas_are_spelled_out_where_they_stand() -> None:
    sheet = read(
        rows(
            '<row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="0">A1+$B$1*SUM(A1:B1)</f><v>1</v></c></row>'
            '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>'
        )
    )
    assert [item.formula for item in sheet.cells.values()] == ["A1+$B$1*SUM(A1:B1)", "A2+$B$1*SUM(A2:B2)"]


def test_a_shared_formula_without_its_first_cell_is_still_a_formula() -> None:
    sheet = read_workbook_bytes(rows('<row><c><f t="shared" si="3"/><v>2</v></c></row>'), "甲.xlsx")[0]
    assert sheet is not None
    assert sheet.sheets[0].cells[1, 1].formula == "#REF!"


def test_array_formulas_and_data_tables_are_formulas() -> None:
    sheet = read(
        rows(
            '<row r="1"><c r="A1"><f t="array" ref="A1">SUM(B1:B2*2)</f><v>6</v></c>'
            '<c r="B1"><f t="dataTable" ref="B1" dt2D="1" dtr="1" r1="C1" r2="C2"/><v>7</v></c></row>'
        )
    )
    assert [item.formula for item in sheet.cells.values()] == ["SUM(B1:B2*2)", "TABLE()"]


def test_hidden_rows_and_columns_are_told() -> None:
    sheet = read(
        rows(
            '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
            '<row r="2" hidden="1"><c r="A2"><v>3</v></c></row>'
            '<row r="3" ht="0" customHeight="1"><c r="A3"><v>4</v></c></row>',
            before='<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/></cols>',
        )
    )
    assert [item.is_hidden for item in sheet.cells.values()] == [False, True, True, True]


def test_values_under_a_merge_are_told() -> None:
    sheet = read(
        rows(
            '<row r="5"><c r="A5"><v>1</v></c><c r="C5"><v>99</v></c><c r="E5"><v>2</v></c></row>',
            after='<mergeCells><mergeCell ref="A5:D5"/><mergeCell ref="E5"/><mergeCell ref="G8:H9"/></mergeCells>',
        )
    )
    assert [item.is_covered for item in sheet.cells.values()] == [False, True, False]
    assert sheet.merges == (CellRange(5, 1, 5, 4), CellRange(5, 5, 5, 5), CellRange(8, 7, 9, 8))


def test_a_merge_over_the_whole_sheet_is_mere_decoration() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    data = rows(cells, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    book, found = read_workbook_bytes(data, "甲.xlsx")  # no witness: openpyxl makes every cell of a merge
    assert found == ()
    assert book is not None
    assert [item.is_covered for item in book.sheets[0].cells.values()] == [False, True]


def test_dimension_is_never_believed() -> None:
    for stated in ("A1", "A1:C1048576", "nonsense"):
        data = rows(
            '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row>', before=f'<dimension ref="{stated}"/>'
        )
        book, found = read_workbook_bytes(data, "甲.xlsx")
        assert found == ()
        assert book is not None
        assert [item.text for item in book.sheets[0].cells.values()] == ["1", "2"]


def test_styled_blank_cells_cost_nothing() -> None:
    blank = "".join(f'<row r="{row}">' + "".join('<c s="1"/>' for _ in range(30)) + "</row>" for row in range(1, 2001))
    assert len(read(rows(blank)).cells) == 0


@pytest.mark.parametrize(
    "content",
    [
        't="s"><v>9</v>',
        't="s"><v>-1</v>',
        't="s"><v>x</v>',
        "><v>abc</v>",
        't="b"><v>2</v>',
        't="x"><v>1</v>',
        't="d"><v>soon</v>',
        "><v>nan</v>",
        "><v>１２</v>",
        "><v>1２</v>",
    ],
)
def test_a_cell_that_nobody_can_read_is_an_error_with_its_place(content: str) -> None:
    data = rows(f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" {content}</c></row>')
    book, found = read_workbook_bytes(data, "甲.xlsx")
    assert [(item.rule, str(item.place)) for item in found] == [("intake.broken-cell", "甲.xlsx!表1!B1")]
    assert book is not None
    assert [(item.kind, item.text) for item in book.sheets[0].cells.values()] == [
        (CellKind.NUMBER, "1"),
        (CellKind.ERROR, DAMAGED),
    ]


def test_a_cell_stored_twice_counts_neither_time() -> None:
    data = rows('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    book, found = read_workbook_bytes(data, "甲.xlsx")
    assert [(item.rule, str(item.place)) for item in found] == [("intake.duplicate-cell", "甲.xlsx!表1!B1")]
    assert book is not None
    assert book.sheets[0].cells[1, 2].kind is CellKind.ERROR


def test_a_cell_stored_twice_in_two_pieces_of_its_row_counts_neither_time() -> None:
    cells = (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>3</v></c></row><row r="2"><c r="A2"><v>2</v>'
    )
    book, found = read_workbook_bytes(rows(f"{cells}</c></row>"), "甲.xlsx")
    assert [(item.rule, str(item.place)) for item in found] == [("intake.duplicate-cell", "甲.xlsx!表1!A2")]
    assert book is not None
    assert [item.text for item in book.sheets[0].cells.values()] == ["3", DAMAGED]


@pytest.mark.parametrize(
    "content",
    [
        '<f>A1</f><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" hidden="1"><f>A1</f><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>1</v><c r="B1"><v>2</v></c></c></row>',
        '<row r="1"><c r="A1"><f>B1</f><v>1</v><row r="2"><c r="A2"><v>2</v></c></row></c></row>',
    ],
)
def test_cells_and_formulas_inside_one_another_are_refused(content: str) -> None:
    book, found = read_workbook_bytes(rows(content), "甲.xlsx")
    assert book is None
    assert [item.rule for item in found] == ["intake.broken-sheet"]


@pytest.mark.parametrize("content", ["<c/>", '<c r="A1"><v>1</v></c>'])
def test_a_row_with_more_cells_than_columns_is_refused_before_it_fills_the_memory(content: str) -> None:
    book, found = read_workbook_bytes(rows(f'<row r="1">{content * 100_000}</row>'), "甲.xlsx")
    assert book is None
    assert [item.rule for item in found] == ["intake.broken-sheet"]


def test_the_workbook_tells_its_names_states_and_epoch() -> None:
    parts = workbook_parts(
        {"表1": worksheet(""), "表2": worksheet(""), "表3": worksheet("")}, names={"填报人": "表1!$B$2"}
    )
    text = str(parts["xl/workbook.xml"])
    text = text.replace('sheetId="2"', 'sheetId="2" state="hidden"').replace(
        'sheetId="3"', 'sheetId="3" state="veryHidden"'
    )
    text = text.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    text = text.replace(
        "</definedNames>", '<definedName name="Print_Area" localSheetId="1">表2!$A$1</definedName></definedNames>'
    )
    book, found = read_workbook_bytes(package(parts | {"xl/workbook.xml": text}), "甲.xlsx")
    assert found == ()
    assert book is not None
    assert [sheet.state for sheet in book.sheets] == [SheetState.VISIBLE, SheetState.HIDDEN, SheetState.VERY_HIDDEN]
    assert book.defined_names == {"填报人": "表1!$B$2", "表2!Print_Area": "表2!$A$1"}
    assert book.uses_1904_dates


def test_numbers_longer_than_any_count_nothing() -> None:
    parts = workbook_parts({"表1": worksheet("")}, names={"填报人": "表1!$B$2"})
    text = str(parts["xl/workbook.xml"]).replace(
        "</definedNames>", f'<definedName name="甲" localSheetId="{"9" * 5000}">表1!$A$1</definedName></definedNames>'
    )
    book, found = read_workbook_bytes(package(parts | {"xl/workbook.xml": text}), "甲.xlsx")
    assert found == ()
    assert book is not None
    assert book.defined_names == {"填报人": "表1!$B$2", "甲": "表1!$A$1"}


def test_a_chart_sheet_is_a_sheet_without_cells() -> None:
    parts = workbook_parts({"表1": worksheet("<row><c><v>1</v></c></row>"), "图": worksheet("")})
    links = str(parts["xl/_rels/workbook.xml.rels"])
    before, after = links.split('Target="worksheets/sheet2.xml"')
    links = before.replace("relationships/worksheet", "relationships/chartsheet").replace("chartsheet", "worksheet", 1)
    parts["xl/_rels/workbook.xml.rels"] = links + 'Target="worksheets/sheet2.xml"' + after
    book, _ = read_workbook_bytes(package(parts), "甲.xlsx")
    assert book is not None
    assert [len(sheet.cells) for sheet in book.sheets] == [1, 0]


_TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).filter(
    str.strip
)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
_POSITIONS = st.tuples(st.integers(1, 400), st.integers(1, 60))


@given(st.dictionaries(_POSITIONS, _TEXTS | _NUMBERS, max_size=40))
def test_whatever_is_stored_comes_back_at_its_place(stored: dict[tuple[int, int], object]) -> None:
    by_row: dict[int, list[str]] = {}
    for (row, column), value in sorted(stored.items()):
        place = Place.cell("", "", row, column).address
        text = str(value).replace("&", "&amp;").replace("<", "&lt;")
        content = f'<c r="{place}"><v>{text}</v></c>'
        if isinstance(value, str):
            content = f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
        by_row.setdefault(row, []).append(content)
    xml = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in by_row.items())
    sheet = read(workbook({"表1": worksheet(xml)}))
    assert {position: item.text for position, item in sheet.cells.items()} == {
        position: str(value) for position, value in stored.items()
    }
