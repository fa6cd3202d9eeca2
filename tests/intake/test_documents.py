"""Published documents of every kind come down to the same tables, each text with its place."""

from __future__ import annotations

import json
import time
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from reporter.errors import ConfigurationError
from reporter.intake import limits
from reporter.intake.published.documents import document_of
from reporter.intake.published.documents import read_document
from tests.intake import biff
from tests.intake.cases import REFUSED
from tests.intake.packages import package
from tests.intake.packages import sheet_xlsx
from tests.intake.packages import workbook
from tests.intake.packages import workbook_parts
from tests.intake.packages import worksheet

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.intake.records import RawDocument

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def opened(folder: Path, name: str, content: str | bytes) -> RawDocument:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document, found = document_of(path)
    assert document is not None, found
    return document


def shape(document: RawDocument) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return headings and texts."""
    return [(table.heading, [row.texts for row in table.rows]) for table in document.tables]


def word(body: str) -> bytes:
    """Return a Word document of a raw body."""
    content = f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
    return package({"[Content_Types].xml": "", "word/document.xml": content})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def word_table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


EXPECTED = [
    ("甲主抓", [("序号", "目标任务", "推进情况"), ("1", "建学校4所", "已建2所，\n完成50%")]),
    ("乙主抓", [("序号", "目标任务", "推进情况"), ("2", "建医院", "")]),
]


def by_python_docx() -> bytes:
    """Return the expected document as Word would hold it."""
    document = docx.Document()
    document.add_paragraph("2023年汇总表")
    for heading, rows in EXPECTED:
        document.add_paragraph(heading)
        table = document.add_table(rows=0, cols=3)
        for texts in rows:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


PAGE = """<!doctype html><html><head><title>2023年汇总表</title><style>td {}</style></head><body>
<h1>2023年汇总表</h1><script>document.write("<table>")</script>
<p>甲主抓</p><table><thead><tr><th>序号</th><th>目标任务</th><th>推进情况</th></tr></thead>
<tr><td>1<td>建学校4所<td>已建2所，<br> 完成50%</tr></table>
<table><caption>乙主抓</caption><tr><th>序号<th>目标任务<th>推进情况<tr><td>2<td>建医院<td></table></body></html>"""

MARKDOWN = """# 2023年汇总表

## 甲主抓 ##

| 序号 | 目标任务 | 推进情况 |
|:---|---|---:|
| 1 | 建学校4所 | 已建2所，<br/>完成50% |

乙主抓

序号 | 目标任务 | 推进情况
---|---|---
2 | 建医院 |  |
"""

SHEET = """
    2023年汇总表
    甲主抓
    序号 | 目标任务 | 推进情况
    1    | 建学校4所 | 已建2所，\\n完成50%
    乙主抓
    序号 | 目标任务 | 推进情况
    2    | 建医院
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.docx", by_python_docx()),
        ("表.html", PAGE.encode()),
        ("表.md", MARKDOWN.encode("gb18030")),
        ("表.xlsx", sheet_xlsx({"汇总": SHEET})),
        ("表.doc", PAGE.encode("utf-16")),
    ],
)
def test_one_text_in_every_form_gives_the_same_tables(tmp_path: Path, name: str, content: bytes) -> None:
    document = opened(tmp_path, name, content)
    assert (document.file, document.title) == (name, "2023年汇总表")
    assert shape(document) == EXPECTED
    last = document.tables[-1].rows[-1].places[1]
    assert str(last) == (f"{name}!汇总!B7" if name == "表.xlsx" else f"{name}!2!2!2")


def test_merged_cells_of_word_hold_their_text_once(tmp_path: Path) -> None:
    body = word_table(
        word_cell("分组", '<w:gridSpan w:val="3"/>'),
        word_cell("1", '<w:vMerge w:val="restart"/>') + word_cell("a") + word_cell("b"),
        word_cell("x", "<w:vMerge/>") + word_cell("c") + word_cell("d"),
        word_cell("y", '<w:vMerge w:val="continue"/><w:gridSpan w:val="many"/>') + word_cell("e") + word_cell("f"),
    )
    assert shape(opened(tmp_path, "表.docx", word(body))) == [
        ("", [("分组", "", ""), ("1", "a", "b"), ("", "c", "d"), ("", "e", "f")])
    ]


LONG = "9" * 5000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.docx", word(word_table(word_cell("甲", f'<w:gridSpan w:val="{LONG}"/>') + word_cell("乙")))),
        ("表.html", f"<html><table><tr><td colspan={LONG} rowspan={LONG}>甲<td>乙</table>"),
    ],
)
def test_spans_longer_than_any_number_are_one(tmp_path: Path, name: str, content: str | bytes) -> None:
    assert shape(opened(tmp_path, name, content)) == [("", [("甲", "乙")])]


def test_a_day_longer_than_any_number_is_shown_as_it_is(tmp_path: Path) -> None:
    rows = f'<row r="1"><c r="A1" s="1"><v>{LONG}</v></c><c r="B1"><v>1</v></c></row>'
    document = opened(tmp_path, "表.xlsx", workbook({"表1": worksheet(rows)}, formats=["yyyy-mm-dd"]))
    assert shape(document) == [("", [(LONG, "1")])]


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_cells_without_number_are_refused_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_CELLS", 3000)
    row = word_cell("", '<w:gridSpan w:val="60"/>')
    content = word(word_table(*[row] * 51)) if suffix == "docx" else "<html><table><tr>" + "<td colspan=1000>" * 4
    assert refusal(tmp_path, f"表.{suffix}", content) == ["intake.too-many-cells"]


@pytest.mark.parametrize("line", [" " * 200_000, "|" + " " * 200_000 + "x", "-" * 200_000])
def test_long_lines_of_markdown_take_no_longer_than_others(tmp_path: Path, line: str) -> None:
    start = time.process_time()
    opened(tmp_path, "表.md", f"甲|乙\n{line}\n")
    assert time.process_time() - start < 2


def test_texts_of_word_keep_breaks_and_leave_out_what_is_deleted(tmp_path: Path) -> None:
    cell = (
        "<w:tc><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t>"
        "<w:noBreakHyphen/></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t><w:br/></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p><w:p/><w:p><w:r><w:t>末</w:t></w:r></w:p></w:tc>"
    )
    nested = f"<w:tc>{paragraph('外')}{word_table(word_cell('内1') + word_cell('内2'))}</w:tc>"
    assert shape(opened(tmp_path, "表.docx", word(word_table(cell + nested)))) == [
        ("", [("一\n二\t三-新\n\n末", "外\n内1\n内2")])
    ]


def test_the_second_version_of_a_drawing_is_left_out(tmp_path: Path) -> None:
    body = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"{paragraph('一次')}</mc:Choice><mc:Fallback>{paragraph('一次')}</mc:Fallback></mc:AlternateContent>"
    )
    assert shape(opened(tmp_path, "表.docx", word(body))) == [("", [("一次",)])]


def test_tables_inside_tables_without_end_are_refused(tmp_path: Path) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 65 + "</w:tc></w:tr></w:tbl>" * 65
    assert refusal(tmp_path, "表.docx", word(body)) == ["intake.too-deep"]


def test_paragraphs_outside_the_tables_come_last(tmp_path: Path) -> None:
    body = (
        paragraph("标题")
        + paragraph("导语10个")
        + paragraph("分组")
        + word_table(word_cell("a") + word_cell("b"))
        + paragraph("结语")
    )
    document = opened(tmp_path, "表.docx", word(body))
    assert document.title == "标题"
    assert shape(document) == [("分组", [("a", "b")]), ("", [("导语10个",), ("结语",)])]
    assert [str(row.places[0]) for row in document.tables[1].rows] == ["表.docx!2!2!1", "表.docx!2!4!1"]


def test_a_text_is_one_column_with_the_line_as_place(tmp_path: Path) -> None:
    document = opened(tmp_path, "报告.txt", "标题\n\n建成4所，完成50%。\n".encode("utf-8-sig"))
    assert document.title == "标题"
    assert shape(document) == [("", [("标题",), ("建成4所，完成50%。",)])]
    assert str(document.tables[0].rows[1].places[0]) == "报告.txt!1!3!1"


def test_markdown_bars_may_be_escaped(tmp_path: Path) -> None:
    text = "段落\n\n| a \\| b | c \\|\n|--|--|\n|1|2|\n后文 | 无\n\n结语"
    assert shape(opened(tmp_path, "表.md", text)) == [
        ("段落", [("a | b", "c |"), ("1", "2"), ("后文", "无")]),
        ("", [("结语",)]),
    ]


def test_marks_that_office_alone_writes_say_nothing(tmp_path: Path) -> None:
    page = "<html><p>一<![if !supportLists]>二<![endif]>三<![x y]>四<![CDATA[五]]>六</p>"
    assert shape(opened(tmp_path, "表.html", page))[0] == ("", [("一二三四六",)])


def test_spans_of_pages_leave_cells_empty(tmp_path: Path) -> None:
    page = (
        "<table><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<td>丁</tr>"
        "<tr><td colspan=0>戊<td><p>己</p><p>庚</p><table><tr><td>内</td></tr></table></td>"
        "<td rowspan=x>辛</tr></table>"
    )
    assert shape(opened(tmp_path, "表.html", page)) == [
        ("", [("甲", "乙", ""), ("", "丙", "丁"), ("戊", "己\n庚\n内", "辛")])
    ]


def test_items_of_lists_head_no_table(tmp_path: Path) -> None:
    page = "<p>分组<dl><dt>日期<dd>今天</dl></ul><table><tr><td>甲<td>乙</table>"
    document = opened(tmp_path, "表.html", f"<html><h1>标题</h1>{page}")
    assert shape(document) == [("分组", [("甲", "乙")]), ("", [("日期",), ("今天",)])]
    assert [str(row.places[0]) for row in document.tables[1].rows] == ["表.html!2!3!1", "表.html!2!4!1"]


def test_pages_may_leave_everything_open(tmp_path: Path) -> None:
    assert shape(opened(tmp_path, "表.html", "<html><p>分组<table>杂<td>甲<table><td>乙")) == [("分组", [("甲\n乙",)])]
    assert shape(opened(tmp_path, "空.html", "<html></style></table>文字</p>")) == [("", [("文字",)])]


def test_sheets_show_numbers_as_their_readers_see_them(tmp_path: Path) -> None:
    table = """
        指标 | 数量
        甲   | 54.8%
        乙   | 1,178
        丙   | 2023-07-10
        丁   | 0.30000000000000004
    """
    document = opened(tmp_path, "表.xlsx", sheet_xlsx({"表1": table}))
    assert [row.texts[1] for row in document.tables[0].rows] == ["数量", "54.80%", "1,178", "2023-07-10", "0.3"]


def test_groups_inside_a_sheet_stay_rows_unless_the_header_returns(tmp_path: Path) -> None:
    table = """
        标题
        序号 | 任务
        甲组
        1    | a
        乙组
        2    | b
        附注
    """
    document = opened(tmp_path, "表.xlsx", sheet_xlsx({"表1": table}, merges={"表1": ["A3:B3"]}))
    assert document.title == "标题"
    assert shape(document) == [
        ("标题", [("序号", "任务"), ("甲组", ""), ("1", "a"), ("乙组", ""), ("2", "b"), ("附注", "")])
    ]


def test_what_nobody_sees_on_a_sheet_is_no_published_text(tmp_path: Path) -> None:
    table = """
        a | b
        1 | 99
    """
    parts = workbook_parts(
        {
            "表1": worksheet("<row><c><v>1</v></c></row>"),
            "空": worksheet(""),
            "藏": worksheet("<row><c><v>2</v></c></row>"),
        }
    )
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace('sheetId="3"', 'sheetId="3" state="hidden"')
    document = opened(tmp_path, "表.xlsx", package(parts))
    assert shape(document) == [("", [("1",)])]
    assert [(item.rule, str(item.place)) for item in document.findings] == [("intake.hidden-sheet", "表.xlsx!藏")]
    covered = opened(tmp_path, "盖.xlsx", sheet_xlsx({"表1": table}, merges={"表1": ["A2:B2"]}))
    assert shape(covered) == [("", [("a", "b"), ("1", "")])]


def test_old_workbooks_are_documents_too(tmp_path: Path) -> None:
    document = opened(tmp_path, "表.xls", biff.xls({"表1": {(1, 1): "序号", (1, 2): "任务", (2, 1): 1.0, (2, 2): "a"}}))
    assert shape(document) == [("", [("序号", "任务"), ("1", "a")])]


def refusal(folder: Path, name: str, content: str | bytes) -> list[str]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document, found = document_of(path)
    assert document is None
    assert all(fault.place.file == name for fault in found)
    return [fault.rule for fault in found]


def test_documents_are_read_in_a_process_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = opened(tmp_path, "表.html", PAGE)
    assert read_document(tmp_path / "表.html") == document
    for name, content, rule in (
        ("空.docx", b"", "empty-file"),
        ("慢.html", b"<html>" + b"<a " * 50_000, "worker-timeout"),
    ):
        monkeypatch.setattr(limits, "SECONDS", 3)
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ConfigurationError) as caught:
            read_document(tmp_path / name)
        assert [(fault.rule, fault.place.file) for fault in caught.value.faults] == [(f"intake.{rule}", name)]


def test_misuse_is_told_to_the_operator(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_document(tmp_path / "没有.docx")
    assert [fault.rule for fault in caught.value.faults] == ["intake.no-document"]
    assert refusal(tmp_path, "表.pdf", b"%PDF-1.7") == ["intake.unknown-document"]
    assert refusal(tmp_path, "表.csv", "甲,乙") == ["intake.unknown-document"]
    assert refusal(tmp_path, "空.docx", b"") == ["intake.empty-file"]
    assert refusal(tmp_path, "坏.docx", word("<w:p>")) == ["intake.broken-xml"]
    assert refusal(tmp_path, "空包.docx", package({"[Content_Types].xml": "", "word/x.xml": ""})) == [
        "intake.missing-part"
    ]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_no_case_is_a_crash(tmp_path: Path, case: object) -> None:
    path = tmp_path / case.file  # type: ignore[attr-defined]
    path.write_bytes(case.make())  # type: ignore[attr-defined]
    document, found = document_of(path)
    assert document is not None or found


def _normal(text: str) -> str:
    return "".join(text.split())


def test_the_published_table_reads_the_same_in_three_forms(published: Path) -> None:
    folder = published / "half-year-2023"
    forms = [read_document(folder / f"published.{suffix}") for suffix in ("docx", "xlsx", "html")]
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = [
        (
            "" if row["table"] == "livelihood" else row["group"],
            str(row["no"]),
            _normal(row["target"]),
            _normal(row["progress"]),
        )
        for row in rows
    ]
    for document in forms:
        found = []
        for table in document.tables:
            for row in table.rows[1:]:
                group = "" if len(row.texts) == 4 else table.heading
                found.append((_normal(group), *(_normal(row.texts[at]) for at in (0, -2, -1))))
        assert found == [(_normal(group), *texts) for group, *texts in expected]
        assert document.title == forms[0].title
