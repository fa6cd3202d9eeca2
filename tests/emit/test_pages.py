"""Pages as LibreOffice lays them out: the header on every page of a table, no text cut off, no line stretched."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reporter.emit.docx import write_docx
from reporter.emit.xlsx import write_xlsx
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from tests.emitted import printed_lines
from tests.emitted import printed_rows
from tests.publishing import half_year_report
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("soffice", "pdftotext")
# A line drawn out to the edge has blanks between its characters.
STRETCHED = re.compile("[一-龥] [一-龥] [一-龥]")


@pytest.fixture(scope="module", autouse=True)
def _programs() -> None:
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(reason=f"no pages without {', '.join(missing)}")


def pages_of(folder: Path, name: str, data: bytes) -> list[str]:
    """Lay a file out; return the text of each page without blanks."""
    return ["".join(page.split()) for page in printed(folder, name, data)]


def printed(folder: Path, name: str, data: bytes) -> list[str]:
    """Lay a file out; return the text of each page, a printed line a line."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name))
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - our own file and arguments
    pdf = (folder / name).with_suffix(".pdf")
    made = subprocess.run(  # noqa: S603 - the same
        ("pdftotext", "-raw", str(pdf), "-"),  # noqa: S607 - wherever it is installed
        check=True,
        capture_output=True,
        timeout=60,
    )
    return [page for page in made.stdout.decode().split("\f") if page.strip()]


def lost(publication: Publication, pages: list[str]) -> Counter[str]:
    """Count the characters that were to be printed and stand on no page."""
    texts = [*printed_lines(publication)]
    for table in publication.tables:
        texts += [text for row in printed_rows(table) for text in row if text]
    return Counter("".join("".join(texts).split())) - Counter("".join(pages))


def long_table() -> Publication:
    """Return a table whose rows are longer than a page of Word and higher than a row of Excel."""
    columns = (Column("序号", 14, Role.NUMBER), Column("目标任务", 90), Column("推进情况", 121))
    text = "\n".join(
        f"{number}.全市新开工项目{number * 7}个，完成投资{number}.{number}亿元，进度良好。" for number in range(60)
    )
    rows = (Row((Cell("1"), Cell("加快项目建设。"), Cell(text))), Row((Cell("2"), Cell("另一项。"), Cell("已完成。"))))
    return Publication("长表", (), (Table("", columns, (Group("组", rows),)),))


def test_word_repeats_its_header_and_loses_nothing(tmp_path: Path) -> None:
    publication = half_year_table()
    pages = pages_of(tmp_path, "table.docx", write_docx(publication, None))
    assert len(pages) > 2
    assert all("序号目标任务推进情况" in page or "序号领域目标任务进度情况" in page for page in pages)
    assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert not lost(publication, pages)


@pytest.mark.parametrize("made", [half_year_table, half_year_report, long_table])
def test_excel_shows_every_text_whole(tmp_path: Path, made: object) -> None:
    assert callable(made)
    publication = made()
    assert not lost(publication, pages_of(tmp_path, "table.xlsx", write_xlsx(publication)))


def test_word_breaks_a_row_that_is_longer_than_a_page(tmp_path: Path) -> None:
    publication = long_table()
    pages = pages_of(tmp_path, "long.docx", write_docx(publication, None))
    assert not lost(publication, pages)
    assert all("序号目标任务推进情况" in page for page in pages)


def test_no_line_is_stretched_where_a_figure_does_not_fit_behind_it(tmp_path: Path) -> None:
    text = "新增学位0.68万个，分别完成全年目标的62.5%、42.9%、56.7%；实际使用外资5.2亿美元，完成年度目标的61.2%。" * 3
    columns = (Column("指标", 30), Column("上半年", 40), Column("全年", 90))
    table = Table("", columns, (Group("", (Row(tuple(Cell(text) for _ in columns)),)),))
    pages = printed(tmp_path, "narrow.docx", write_docx(Publication("表", (), (table,)), None))
    assert STRETCHED.findall("\n".join(pages)) == []
