"""Word: the structural laws of a page that is fit to publish, and the base document that the secretariat restyles."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reporter.emit.base_document import check_bases
from reporter.emit.base_styles import StyleName
from reporter.emit.base_styles import write_base
from reporter.emit.docx import write_docx
from reporter.emit.package import normalised
from reporter.emit.package import packed
from reporter.emit.package import unpacked
from reporter.errors import ConfigurationError
from reporter.places import Place
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Orientation
from reporter.present.records import Profile
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from tests.emitted import W
from tests.emitted import at
from tests.emitted import docx_lines
from tests.emitted import part
from tests.emitted import text_of
from tests.emitted import value
from tests.publishing import LAYOUTS
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from pathlib import Path

BASE = LAYOUTS / "半年度完成情况" / "base.docx"


def document(publication: Publication) -> etree._Element:
    return part(write_docx(publication, None), "word/document.xml")


def small(*cells: Cell, notes: tuple[str, ...] = ()) -> Publication:
    columns = tuple(Column(f"列{number}", 20) for number, _ in enumerate(cells, start=1))
    return Publication("表", (), (Table("", columns, (Group("", (Row(cells),)),), notes),))


def written(folder: Path, data: bytes) -> Path:
    path = folder / "base.docx"
    path.write_bytes(data)
    return path


def base_with(name: str, old: str, new: str) -> bytes:
    parts = unpacked(write_base())
    text = parts[name].decode()
    assert old in text
    return packed({**parts, name: text.replace(old, new).encode()})


def test_the_bases_of_our_layouts_are_the_one_the_program_writes() -> None:
    bases = list(LAYOUTS.glob("*/base.docx"))
    assert BASE in bases
    written = {write_base(orientation, size) for orientation in Orientation for size in (21, 24)}
    assert BASE.read_bytes() == write_base()
    assert {path.read_bytes() for path in bases} <= written


def test_the_header_of_every_table_repeats_on_every_page() -> None:
    tables = list(document(half_year_table()).iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iterfind(f"{W}tr")]
        assert repeated[0]
        assert not any(repeated[1:])


@pytest.mark.parametrize(("lines", "pieces"), [(1, 1), (5, 1), (14, 1), (60, 2)])
def test_a_row_breaks_only_where_it_may_be_longer_than_a_page(lines: int, pieces: int) -> None:
    row = list(document(small(Cell("1"), Cell("\n".join("行" * lines)))).iter(f"{W}tr"))[1]
    assert (row.find(f"{W}trPr/{W}cantSplit") is None) is (pieces > 1)


@pytest.mark.parametrize("notes", [(), ("注：四舍五入。",)])
def test_notes_never_stand_on_a_page_without_a_row(notes: tuple[str, ...]) -> None:
    row = list(document(small(Cell("1"), Cell("行"), notes=notes)).iter(f"{W}tr"))[-1]
    assert (row.find(f".//{W}keepNext") is not None) is bool(notes)


def test_a_group_heading_spans_the_table_and_stays_with_its_rows() -> None:
    table = next(document(half_year_table()).iter(f"{W}tbl"))
    headings = [row for row in table.iterfind(f"{W}tr") if row.find(f"{W}tc/{W}tcPr/{W}gridSpan") is not None]
    assert len(headings) == 4
    for row in headings:
        assert value(row, "w:tc/w:tcPr/w:gridSpan") == "3"
        assert row.find(f".//{W}keepNext") is not None


def test_title_marks_and_table_headings_stay_with_what_follows() -> None:
    body = document(half_year_table())[0]
    standing = [paragraph for paragraph in body.iterfind(f"{W}p") if text_of(paragraph)]
    assert len(standing) == 3
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in standing)


def test_a_project_over_two_rows_is_merged_downwards_and_goes_on_over_a_page_break() -> None:
    table = list(document(half_year_table()).iter(f"{W}tbl"))[1]
    merges = [
        [
            None if (merge := cell.find(f"{W}tcPr/{W}vMerge")) is None else merge.get(f"{W}val", "continue")
            for cell in row
        ]
        for row in (list(line.iterfind(f"{W}tc")) for line in table.iterfind(f"{W}tr"))
    ]
    assert merges[2] == ["restart", "restart", None, None]
    assert merges[3] == ["continue", "continue", None, None]
    assert merges[4] == [None, None, None, None]


def project(*texts: str) -> list[bool]:
    """Print a project over rows with these texts; tell of each row whether it keeps with the next."""
    first = Row((Cell("项目", span=len(texts)), Cell(texts[0])))
    rows = (first, *(Row((None, Cell(text))) for text in texts[1:]), Row((Cell("另一项"), Cell("短。"))))
    publication = Publication("表", (), (Table("", (Column("一", 20), Column("二", 40)), (Group("", rows),)),))
    lines = list(document(publication).iter(f"{W}tr"))[1:]
    return [line.find(f".//{W}keepNext") is not None for line in lines]


def test_the_rows_of_a_project_stay_on_one_page_where_they_fit() -> None:
    assert project("短。", "短。", "短。") == [True, True, False, False]
    assert project("长。" * 150, "长。" * 150, "长。" * 150) == [False, False, False, False]


def test_a_row_of_nothing_but_merged_cells_is_printed() -> None:
    rows = (Row((Cell("一", span=2), Cell("二", span=2))), Row((None, None)))
    table = Table("", (Column("甲", 20), Column("乙", 20)), (Group("", rows),))
    lines = list(document(Publication("表", (), (table,))).iter(f"{W}tr"))
    assert len(lines) == 3


def test_every_row_has_a_cell_for_every_column_and_the_widths_fill_the_text_block() -> None:
    for table in document(half_year_table()).iter(f"{W}tbl"):
        widths = [int(column.get(f"{W}w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        assert sum(widths) == 16838 - 1984 - 2098
        for row in table.iterfind(f"{W}tr"):
            assert sum(int(cell.get(f"{W}w", "0")) for cell in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")) == sum(widths)


def test_every_style_names_its_font_in_all_four_slots_without_theme() -> None:
    styles = part(write_docx(half_year_table(), None), "word/styles.xml")
    fonts = list(styles.iter(f"{W}rFonts"))
    # Every paragraph style and the default; what is centred or right takes its font from the text, a table has none.
    assert len(fonts) == len(StyleName) - 2
    for font in fonts:
        assert sorted(map(str, font.attrib)) == [f"{W}{slot}" for slot in ("ascii", "cs", "eastAsia", "hAnsi")]
        assert len(set(font.attrib.values())) == 1


def test_who_restyles_the_text_of_the_tables_restyles_all_of_it() -> None:
    styles = part(write_base(), "word/styles.xml")
    by_name = {value(style, "w:name"): style for style in styles.iter(f"{W}style")}
    text = by_name[StyleName.TEXT].get(f"{W}styleId")
    for name, alignment in ((StyleName.CENTRED, "center"), (StyleName.FIGURE, "right")):
        assert value(by_name[name], "w:basedOn") == text
        assert value(by_name[name], "w:pPr/w:jc") == alignment
        assert by_name[name].find(f"{W}rPr") is None


def test_quotes_and_dashes_are_set_in_the_chinese_font() -> None:
    runs = list(document(half_year_table()).iter(f"{W}r"))
    assert runs
    assert all(value(run, "w:rPr/w:rFonts", "hint") == "eastAsia" for run in runs)


def test_page_numbers_stand_between_dashes_odd_right_and_even_left() -> None:
    data = write_docx(half_year_table(), None)
    for name, side in (("odd", "right"), ("even", "left")):
        footer = part(data, f"word/footer-{name}.xml")
        text = "".join(item.text or "" for item in footer.iter(f"{W}t"))
        assert text == "— 1 —"
        assert text_of(at(footer, ".//w:instrText")).strip() == "PAGE"
        assert value(footer, ".//w:jc") == side
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


@pytest.mark.parametrize(
    ("orientation", "width", "height"), [(Orientation.LANDSCAPE, 225, 156), (Orientation.PORTRAIT, 156, 225)]
)
def test_the_text_block_is_that_of_the_standard(orientation: Orientation, width: int, height: int) -> None:
    data = write_docx(replace(half_year_table(), orientation=orientation), None)
    section = at(part(data, "word/document.xml"), ".//w:sectPr")

    def block(side: str, *sides: str) -> float:
        margins = sum(int(value(section, "w:pgMar", item)) for item in sides)
        return (int(value(section, "w:pgSz", side)) - margins) * 25.4 / 1440

    assert block("w", "left", "right") == pytest.approx(width, abs=0.5)
    assert block("h", "top", "bottom") == pytest.approx(height, abs=0.5)


def test_a_letter_sets_text_outside_tables_in_size_three_on_lines_of_28_points() -> None:
    letter = replace(small(Cell("1"), notes=("注。",)), profile=Profile.LETTER, orientation=Orientation.PORTRAIT)
    styles = part(write_docx(letter, None), "word/styles.xml")
    parts = (("name", "val"), ("rPr/{0}sz", "val"), ("pPr/{0}spacing", "line"))
    found = ([style.find(f"{W}{path.format(W)}") for path, _ in parts] for style in styles.iterfind(f"{W}style"))
    read = (
        [element.get(f"{W}{word}") for element, (_, word) in zip(elements, parts, strict=True) if element is not None]
        for elements in found
    )
    looks = {name: tuple(look) for name, *look in read}
    assert (looks["公布附注"], looks["公布标题"], looks["公布正文"]) == (("32", "560"), ("44", "240"), ("24", "240"))


def test_a_title_that_needs_two_lines_is_one_paragraph_whose_lines_end_with_words() -> None:
    table = Table("", (Column("一", 10),), (Group("", (Row((Cell("一"),)),)),))
    lines = ("2023年市政府工作报告重点工作半年度完成情况汇总表", "（内部版）")
    for orientation, printed in (
        (Orientation.LANDSCAPE, list(lines)),
        (Orientation.PORTRAIT, ["2023年市政府工作报告重点工作", "半年度完成情况汇总表", "（内部版）"]),
    ):
        publication = Publication("题", (), (table,), title_lines=lines, orientation=orientation)
        assert docx_lines(write_docx(publication, None)) == printed


def test_the_first_column_of_a_table_takes_its_share() -> None:
    publication = Publication("表", (), (Table("", (Column("甲", 1), Column("乙", 3)), (Group("", ()),)),))
    widths = [int(column.get(f"{W}w", "0")) for column in document(publication).iter(f"{W}gridCol")]
    assert widths[0] * 3 == pytest.approx(widths[1], abs=3)


def test_tables_without_heading_are_kept_apart() -> None:
    table = small(Cell("一")).tables[0]
    body = document(Publication("表", (), (table, table)))[0]
    kinds = [etree.QName(element).localname for element in body]
    assert kinds == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_texts_of_others_are_texts() -> None:
    cell = Cell('<w:p/> & "x"\t=1+1 {{7*7}}\n]]>')
    texts = [item.text for item in document(small(cell)).iter(f"{W}t")]
    assert texts[2:] == ['<w:p/> & "x"', "=1+1 {{7*7}}", "]]>"]


def test_figures_stand_right_and_a_dash_stands_in_the_middle() -> None:
    styles = [
        item.get(f"{W}val") for item in document(small(Cell("5", role=Role.FIGURE), Cell("—"))).iter(f"{W}pStyle")
    ]
    assert styles[3:5] == ["PublishedFigure", "PublishedCentred"]


def test_notes_follow_their_table_and_the_document() -> None:
    publication = replace(small(Cell("一"), notes=("注：一。",)), notes=("注：二。",))
    texts = [text_of(paragraph) for paragraph in document(publication)[0].iterfind(f"{W}p")]
    assert texts == ["表", "注：一。", "注：二。", ""]


def test_the_same_publication_has_the_same_bytes() -> None:
    assert write_docx(half_year_table(), BASE) == write_docx(half_year_table(), BASE)


def test_nothing_tells_who_made_it_or_where() -> None:
    parts = unpacked(write_docx(half_year_table(), BASE))
    core = parts["docProps/core.xml"].decode()
    assert half_year_table().title in core
    assert "creator" not in core
    assert [name for name in parts if name.startswith("docProps/")] == ["docProps/core.xml"]
    assert not any(b"External" in content for name, content in parts.items() if name.endswith(".rels"))


def test_a_restyled_base_is_printed_as_it_is(tmp_path: Path) -> None:
    base = base_with("word/styles.xml", 'w:styleId="PublishedText"', 'w:styleId="a7"')
    data = write_docx(small(Cell("一")), written(tmp_path, base))
    assert "a7" in {item.get(f"{W}val") for item in part(data, "word/document.xml").iter(f"{W}pStyle")}


def test_the_faults_of_every_base_are_told_at_once(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.docx", tmp_path / "乙.docx"
    one.write_bytes(b"no package")
    other.write_bytes(packed({}))
    with pytest.raises(ConfigurationError) as raised:
        check_bases({one: Place("甲/base.docx"), BASE: Place("base.docx"), other: Place("乙/base.docx")})
    found = [(fault.rule, fault.place.file) for fault in raised.value.faults]
    assert found == [("layout.base-unreadable", "甲/base.docx"), ("layout.base-unreadable", "乙/base.docx")]


def test_texts_of_the_base_itself_are_not_printed(tmp_path: Path) -> None:
    base = base_with("word/document.xml", "<w:p/>", "<w:p><w:r><w:t>样张</w:t></w:r></w:p>")
    data = write_docx(small(Cell("一")), written(tmp_path, base))
    assert "样张" not in text_of(part(data, "word/document.xml"))


def test_the_template_a_base_hung_on_is_forgotten(tmp_path: Path) -> None:
    parts = unpacked(base_with("word/settings.xml", "<w:evenAndOddHeaders/>", "<w:attachedTemplate/>"))
    relation = (
        b'<Relationships><Relationship Id="rId1" Target="file:///C:/a.dotm" TargetMode="External"/></Relationships>'
    )
    parts["word/_rels/settings.xml.rels"] = relation
    parts["docProps/thumbnail.jpeg"] = b"picture"
    made = unpacked(write_docx(small(Cell("一")), written(tmp_path, packed(parts))))
    assert not {"word/_rels/settings.xml.rels", "docProps/thumbnail.jpeg"} & set(made)
    assert b"attachedTemplate" not in made["word/settings.xml"]


def test_comments_in_the_base_and_their_authors_are_left_behind(tmp_path: Path) -> None:
    entry = '<Relationship Id="rId8" Type="x/comments" Target="comments.xml"/></Relationships>'
    parts = unpacked(base_with("word/_rels/document.xml.rels", "</Relationships>", entry))
    parts["word/comments.xml"] = "<comments>张某</comments>".encode()
    parts["word/people.xml"] = "<people>张某</people>".encode()
    made = unpacked(write_docx(small(Cell("一")), written(tmp_path, packed(parts))))
    assert not any("张某".encode() in content for content in made.values())
    assert b"comments" not in made["word/_rels/document.xml.rels"]
    assert b"styles.xml" in made["word/_rels/document.xml.rels"]


def faults_of(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(ConfigurationError) as raised:
        write_docx(small(Cell("一")), path)
    return [(fault.rule, fault.found) for fault in raised.value.faults]


def test_a_base_without_named_styles_names_every_one_that_is_missing(tmp_path: Path) -> None:
    base = base_with("word/styles.xml", "公布表", "表")
    assert faults_of(written(tmp_path, base)) == [
        ("layout.base-style", "公布表名"),
        ("layout.base-style", "公布表头"),
        ("layout.base-style", "公布表格"),
    ]


THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>
<a:majorFont><a:latin typeface="等线 Light"/><a:ea typeface=""/><a:cs typeface=""/>
<a:font script="Jpan" typeface="游ゴシック"/><a:font script="Hans" typeface="黑体"/></a:majorFont>
<a:minorFont><a:latin typeface="等线"/><a:ea typeface="楷体"/><a:cs typeface=""/></a:minorFont>
</a:fontScheme></a:themeElements></a:theme>"""


def themed_base(*, theme: str = THEME) -> bytes:
    """Set a style's fonts as Word does for +中文正文: by the theme, which outranks the names beside it."""
    before = 'w:styleId="PublishedText"'
    base = base_with("word/styles.xml", before, f'{before} w:restyled="1"')
    parts = unpacked(base)
    head, _, tail = parts["word/styles.xml"].decode().partition('w:restyled="1"')
    themes = (
        'w:asciiTheme="minorEastAsia" w:hAnsiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:cstheme="minorBidi"'
    )
    parts["word/styles.xml"] = f"{head}{tail.replace('<w:rFonts', f'<w:rFonts {themes}', 1)}".encode()
    if theme:
        parts["word/theme/theme1.xml"] = theme.encode()
    return packed(parts)


def test_fonts_of_the_theme_are_written_by_their_names(tmp_path: Path) -> None:
    data = write_docx(small(Cell("一")), written(tmp_path, themed_base()))
    styles = part(data, "word/styles.xml")
    style = next(item for item in styles.iter(f"{W}style") if item.get(f"{W}styleId") == "PublishedText")
    fonts = {str(name).removeprefix(W): font for name, font in at(style, "w:rPr/w:rFonts").attrib.items()}
    assert fonts == {"ascii": "楷体", "hAnsi": "等线 Light", "eastAsia": "黑体", "cs": "等线"}
    assert b"Theme=" not in unpacked(data)["word/styles.xml"]


@pytest.mark.parametrize("theme", ["", THEME.replace("typeface", "x")])
def test_a_style_whose_theme_names_no_font_is_told(tmp_path: Path, theme: str) -> None:
    assert faults_of(written(tmp_path, themed_base(theme=theme))) == [("layout.base-font", "公布正文")]


def test_a_base_that_links_outside_is_refused(tmp_path: Path) -> None:
    outside = '<Relationship Id="rId9" Type="x" Target="//server/a.png" TargetMode="External"/></Relationships>'
    base = base_with("word/_rels/document.xml.rels", "</Relationships>", outside)
    assert faults_of(written(tmp_path, base)) == [("layout.base-outside", "//server/a.png")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", packed({"a.txt": b""})])
def test_a_base_that_is_no_word_document_is_refused(tmp_path: Path, data: bytes) -> None:
    assert faults_of(written(tmp_path, data)) == [("layout.base-unreadable", "")]


def test_a_base_without_settings_will_do(tmp_path: Path) -> None:
    parts = unpacked(write_base())
    del parts["word/settings.xml"]
    assert write_docx(small(Cell("一")), written(tmp_path, packed(parts)))


def test_a_package_packed_again_has_the_same_parts_and_the_same_bytes() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("a/", b"")
        package.writestr("a/b.xml", b"<b/>")
    once = normalised(target.getvalue())
    assert unpacked(once) == {"a/b.xml": b"<b/>"}
    assert normalised(once) == once


def test_a_base_without_page_is_refused(tmp_path: Path) -> None:
    assert faults_of(written(tmp_path, base_with("word/document.xml", "w:pgSz", "w:pgBorders"))) == [
        ("layout.base-unreadable", "")
    ]


def test_a_style_without_size_counts_as_usual(tmp_path: Path) -> None:
    base = base_with("word/styles.xml", "w:sz ", "w:kern ")
    assert write_docx(small(Cell("一")), written(tmp_path, base))


def test_every_part_is_well_formed_and_listed() -> None:
    data = write_docx(half_year_table(), BASE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        for name in package.namelist():
            etree.fromstring(package.read(name))
