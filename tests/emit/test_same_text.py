"""One publication, three files, one text: what present decided is what Word, Excel and the page say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reporter.emit.docx import write_docx
from reporter.emit.html import write_html
from reporter.emit.xlsx import write_xlsx
from reporter.present.layout import load_layouts
from reporter.present.publication import publications
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Row
from reporter.present.records import Table
from tests.emitted import docx_lines
from tests.emitted import docx_tables
from tests.emitted import html_lines
from tests.emitted import html_page
from tests.emitted import html_tables
from tests.emitted import printed_lines
from tests.emitted import printed_rows
from tests.emitted import workbook
from tests.emitted import xlsx_rows
from tests.publishing import LAYOUTS
from tests.publishing import half_year
from tests.publishing import half_year_report
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = LAYOUTS / "半年度完成情况"


@pytest.fixture(params=[half_year_table, half_year_report], ids=["table", "report"])
def publication(request: pytest.FixtureRequest) -> Publication:
    made: Publication = request.param()
    return made


def test_word_says_what_was_decided(publication: Publication) -> None:
    data = write_docx(publication, FOLDER / "base.docx")
    assert docx_lines(data) == printed_lines(publication)
    assert docx_tables(data) == [printed_rows(table) for table in publication.tables]


def test_the_page_says_what_was_decided(publication: Publication) -> None:
    page = html_page(write_html(publication, FOLDER / "page.html.jinja"))
    assert html_lines(page) == printed_lines(publication)
    assert html_tables(page) == [printed_rows(table, is_short=True) for table in publication.tables]


def test_excel_says_what_was_decided(publication: Publication) -> None:
    head = [[line] for line in ("\n".join(publication.lines), *publication.marks)]
    tables = [sheet for sheet in workbook(write_xlsx(publication)).worksheets if not sheet.title.endswith("图")]
    for number, (sheet, table) in enumerate(zip(tables, publication.tables, strict=True)):
        heading = [[table.heading]] if table.heading else []
        notes = [[note] for note in table.notes]
        shown = [row for row in xlsx_rows(sheet) if row != [None] * len(row)]
        # A row longer than a page stands on several rows of the sheet.
        assert shown == [*(head if number == 0 else []), *heading, *printed_rows(table), *notes]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=30), min_size=2, max_size=2))
def test_whatever_text_comes_in_three_files_say_the_same(texts: list[str]) -> None:
    columns = (Column("一", 20), Column("二", 60))
    table = Table("", columns, (Group("", (Row(tuple(Cell(text) for text in texts)),)),))
    publication = Publication("题", (), (table,))
    rows = printed_rows(table)
    assert docx_tables(write_docx(publication, None)) == [rows]
    assert html_tables(html_page(write_html(publication))) == [rows]
    assert xlsx_rows(workbook(write_xlsx(publication)).worksheets[0])[1:] == rows


def test_a_title_is_made_a_file_name_and_printed_as_it_is(tmp_path: Path) -> None:
    text = """
        title = "上半年\\n进度/清单"
        periods = ["H1"]
        [[section]]
        name = "清单"
        [[section.column]]
        title = "任务"
        width = 10
        text = "{{目标任务}}"
    """
    (tmp_path / "版式").mkdir()
    (tmp_path / "版式" / "layout.toml").write_text(text, encoding="utf-8")
    (tmp_path / "版式" / "base.docx").write_bytes(b"")
    made = publications(load_layouts(tmp_path), *half_year(), draft=False)[0]
    assert (made.title, made.lines) == ("上半年进度_清单", ("上半年", "进度/清单"))
    assert docx_lines(write_docx(made, None)) == ["上半年", "进度/清单"]
