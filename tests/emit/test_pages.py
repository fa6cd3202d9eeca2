"""Pages as LibreOffice lays them out: the header on every page of a table, no text cut off, no line stretched."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.consolidate.ledger import consolidate
from reporter.emit.docx import write_docx
from reporter.emit.xlsx import write_xlsx
from reporter.forms.records import Commitment
from reporter.plan.records import Form
from reporter.present.layout import load_layouts
from reporter.present.publication import publications
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from tests.emitted import printed_lines
from tests.emitted import printed_rows
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import source
from tests.plans import task
from tests.publishing import LAYOUTS
from tests.publishing import half_year
from tests.publishing import half_year_report
from tests.publishing import half_year_table
from tests.publishing import submissions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROGRAMS = ("soffice", "pdftotext")
# A line drawn out to the edge has blanks between its characters.
STRETCHED = re.compile("[一-龥] [一-龥] [一-龥]")


@pytest.fixture(scope="module", autouse=True)
def _programs() -> None:
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(reason=f"no pages without {', '.join(missing)}")


def printed(folder: Path, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Lay files out; return the text of each page by file name, a printed line a line."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    paths = [str(folder / name) for name in files]
    subprocess.run((*command, *paths), check=True, capture_output=True, timeout=300)  # noqa: S603 - our own files
    return {name: text_of(folder / f"{name.rpartition('.')[0]}.pdf") for name in files}


def text_of(pdf: Path) -> list[str]:
    made = subprocess.run(  # noqa: S603 - our own file
        ("pdftotext", "-raw", str(pdf), "-"),  # noqa: S607 - wherever it is installed
        check=True,
        capture_output=True,
        timeout=60,
    )
    return [page for page in made.stdout.decode().split("\f") if page.strip()]


def pages_of(folder: Path, name: str, data: bytes) -> list[str]:
    """Lay a file out; return the text of each page without blanks."""
    return ["".join(page.split()) for page in printed(folder, {name: data})[name]]


def lost(publication: Publication, pages: list[str]) -> Counter[str]:
    """Count the characters that were to be printed and stand on no page."""
    texts = [*printed_lines(publication)]
    for table in publication.tables:
        texts += [text for row in printed_rows(table, is_short=True) for text in row if text]
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
    pages = printed(tmp_path, {"narrow.docx": write_docx(Publication("表", (), (table,)), None)})["narrow.docx"]
    assert STRETCHED.findall("\n".join(pages)) == []


def documents() -> dict[str, Publication]:
    """Fill every layout of ours, in the periods it is for, as the program does."""
    plan, ledger, texts = half_year()
    promises = tuple(
        task(
            f"P{number:02}",
            form=Form.COMMITMENT,
            number=str(number),
            text=f"承诺事项{number}",
            departments=(unit.name,),
        )
        for number, unit in enumerate(plan.departments)
        if not unit.is_collective
    )
    grown = replace(plan, tasks=(*plan.tasks, *promises))
    done = {**texts, **{item.id: texts["K06"] for item in promises}}
    came = tuple(replace(item, commitments=commitments(item.department)) for item in submissions(plan))
    layouts, day = load_layouts(LAYOUTS), date(2023, 7, 15)
    spring, december = consolidate(plan, SPRING, came), consolidate(grown, YEAR_END, came)
    made = (
        *publications(layouts, plan, spring, {}, draft=True, submissions=came, as_of=day),
        *publications(layouts, plan, ledger, texts, draft=True, submissions=came, as_of=day),
        *publications(
            layouts,
            grown,
            december,
            done,
            draft=False,
            submissions=came,
            earlier=(ledger,),
            earlier_texts=texts,
            as_of=day,
        ),
    )
    return {f"{number}-{item.layout}": item for number, item in enumerate(made)}


def commitments(unit: str) -> tuple[Commitment, ...]:
    goal = "新增学位0.68万个，完成全年目标的62.5%以上，群众满意度达到95%以上，主要指标位居全省前列。"
    place = source(unit, "承诺事项", "B5")
    return tuple(Commitment(unit, str(number), f"扩大优质资源供给之{number}", goal, place) for number in range(1, 6))


def test_every_layout_prints_with_its_header_on_every_page_and_nothing_lost_or_stretched(tmp_path: Path) -> None:
    made = documents()
    assert {item.layout for item in made.values()} == {path.parent.name for path in LAYOUTS.glob("*/layout.toml")}
    files = {f"{name}.docx": write_docx(item, LAYOUTS / item.layout / "base.docx") for name, item in made.items()}
    for name, pages in printed(tmp_path, files).items():
        publication = made[name.removesuffix(".docx")]
        bare = ["".join(page.split()) for page in pages]
        headers = ["".join(column.title for column in table.columns) for table in publication.tables]
        assert not lost(publication, bare), name
        assert STRETCHED.findall("\n".join(pages)) == [], name
        assert all(any(header in page for header in headers) for page in bare), name
        assert all(f"—{number}—" in page for number, page in enumerate(bare, start=1)), name


def test_every_layout_prints_whole_from_excel_too(tmp_path: Path) -> None:
    made = documents()
    for name, pages in printed(tmp_path, {f"{name}.xlsx": write_xlsx(item) for name, item in made.items()}).items():
        publication = made[name.removesuffix(".xlsx")]
        bare = ["".join(page.split()) for page in pages]
        headers = [{column.title for column in table.columns} for table in publication.tables]
        assert not lost(publication, bare), name
        # Titles of several lines are drawn behind the others.
        assert all(any(all(title in page for title in header) for header in headers) for page in bare), name


def edges_of(page: bytes, name: str) -> list[float]:
    """Return where the words of a page begin or end, in points."""
    return [float(found) for found in re.findall(rf'<word [^>]*\b{name}="([0-9.]+)"', page.decode())]


def test_a_table_as_wide_as_the_page_is_printed_in_its_own_size_from_excel(tmp_path: Path) -> None:
    text = "一段写满整行的话。" * 20
    columns = (Column("序号", 15, Role.NUMBER), Column("目标任务", 90), Column("推进情况", 120))
    rows = tuple(Row((Cell(str(number)), Cell(text), Cell(text))) for number in range(12))
    printed(tmp_path, {"wide.xlsx": write_xlsx(Publication("题", (), (Table("", columns, (Group("", rows),)),)))})
    made = subprocess.run(  # noqa: S603 - our own file
        ("pdftotext", "-bbox", str(tmp_path / "wide.pdf"), "-"),  # noqa: S607 - wherever it is installed
        check=True,
        capture_output=True,
        timeout=60,
    ).stdout
    first, *_ = made.split(b"</page>")
    assert max(edges_of(first, "xMax")) > (297 - 35 - 10) / 25.4 * 72
    assert max(edges_of(first, "yMax")) > (210 - 26 - 50) / 25.4 * 72
