"""One publication, three files, one text: what present decided is what Word, Excel and the page say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.emit.docx import write_docx
from reporter.emit.html import write_html
from reporter.emit.xlsx import write_xlsx
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
from tests.publishing import half_year_report
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from reporter.present.records import Publication

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
    assert html_tables(page) == [printed_rows(table) for table in publication.tables]


def test_excel_says_what_was_decided(publication: Publication) -> None:
    head = [[line] for line in (*publication.lines, *publication.marks)]
    book = workbook(write_xlsx(publication))
    for number, (sheet, table) in enumerate(zip(book.worksheets, publication.tables, strict=True)):
        heading = [[table.heading]] if table.heading else []
        notes = [[note] for note in table.notes]
        assert xlsx_rows(sheet) == [*(head if number == 0 else []), *heading, *printed_rows(table), *notes]
