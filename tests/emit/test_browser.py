"""The report's page in a browser: search, filter, phone, keyboard, and nothing asked from anywhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reporter.emit.html import write_html
from reporter.present.titles import title_words
from tests.publishing import LAYOUTS
from tests.publishing import half_year_report
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).resolve().parents[1] / "pages" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = (390, 800), (1280, 900)
# The text of an element as it stands on the screen, line by line.
LINES_OF = """selector => {
  const lines = new Map();
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; at < node.length; at++) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const top = Math.round(range.getBoundingClientRect().top);
      lines.set(top, (lines.get(top) || "") + node.data[at]);
    }
  }
  return [...lines.values()];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="no playwright to drive a browser")
    if CHROMIUM is None:
        pytest.skip(reason="no chromium on this machine")
    with api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, file: Path, size: tuple[int, int] = DESK) -> tuple[Page, list[str]]:
    """Open a page; return it with everything it asked for or complained about, itself not counted."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    noise: list[str] = []
    page.on("request", lambda request: noise.append(request.url))
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(file.as_uri())
    return page, [entry for entry in noise if entry != file.as_uri()]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_bytes(write_html(half_year_report()))
    return file


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.html"
    file.write_bytes(write_html(half_year_table(), LAYOUTS / "半年度完成情况" / "page.html.jinja"))
    return file


def test_a_double_click_opens_the_report_and_asks_nowhere(browser: Browser, report: Path) -> None:
    page, noise = opened(browser, report)
    assert noise == []
    assert page.locator("table").count() == 5


def test_words_and_status_narrow_the_indicators(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    section = page.locator("#table-3")
    section.locator("input").fill("高标准")
    assert section.locator("tbody tr:visible").count() == 1
    section.locator("input").fill("")
    section.locator("select").select_option("慢序时")
    assert section.locator("tbody tr:visible td:first-child").all_inner_texts() == ["K08-1"]
    assert section.get_by_role("status").inner_text() == "显示 1 / 9 行"


def test_a_source_is_a_link_to_the_file_beside(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    link = page.locator("#table-3 a", has_text="市商务局.xlsx!指标进展").first
    assert str(link.evaluate("link => decodeURI(link.href)")).endswith("/inputs/2023H1/市商务局.xlsx")


def test_every_control_is_reached_by_keyboard_and_has_a_name(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    names: list[str] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        names.append(str(page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText")))
    assert names[:5] == ["概览", "问题清单", "指标核对", "报送情况", "数据溯源"]
    assert {"筛选问题清单", "筛选指标核对", "状态"} <= set(names)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_no_page_is_wider_than_its_screen(browser: Browser, table: Path, report: Path, size: tuple[int, int]) -> None:
    for file in (table, report):
        page, _ = opened(browser, file, size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_on_a_phone_a_row_is_a_card_that_names_its_parts(browser: Browser, table: Path) -> None:
    page, _ = opened(browser, table, PHONE)
    cell = page.locator("td").nth(1)
    assert cell.evaluate(
        "cell => getComputedStyle(cell, '::before').content.includes('目标任务') || cell.dataset.label"
    )
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"


def test_on_a_phone_every_card_of_a_project_says_whose_it_is(browser: Browser, table: Path) -> None:
    seen = "row => getComputedStyle(row, '::before').content"
    for size, is_said in ((PHONE, True), (DESK, False)):
        page, _ = opened(browser, table, size)
        rows = page.locator("tr[data-again]")
        assert rows.count() > 0
        assert ("领域" in str(rows.first.evaluate(seen)) or "attr" in str(rows.first.evaluate(seen))) is is_said


@pytest.mark.parametrize("width", [320, 390, 480])
def test_on_a_phone_no_word_of_the_title_is_broken(browser: Browser, table: Path, width: int) -> None:
    page, _ = opened(browser, table, (width, 800))
    lines = page.evaluate(LINES_OF, "h1")
    assert len(lines) > 1
    words = title_words(half_year_table().title)
    assert {line for line in lines if not _is_made_of(line, words)} == set()


def _is_made_of(line: str, words: tuple[str, ...]) -> bool:
    return any(line == "".join(words[start:end]) for end in range(len(words) + 1) for start in range(end))


def test_on_a_phone_the_first_cell_of_a_wide_list_stays_in_sight(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report, PHONE)
    frame, cell = page.locator("#table-3 .frame"), page.locator("#table-3 tbody td:first-child").first
    at = "cell => cell.getBoundingClientRect().left"
    before = cell.evaluate(at)
    frame.evaluate("frame => { frame.scrollLeft = 400 }")
    assert frame.evaluate("frame => frame.scrollLeft") == 400
    assert cell.evaluate(at) == pytest.approx(before, abs=2)


def test_printed_the_header_repeats_and_controls_are_gone(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    page.emulate_media(media="print")
    assert page.locator(".filter:visible, nav:visible").count() == 0
    assert page.locator("thead").first.evaluate("head => getComputedStyle(head).display") == "table-header-group"


def test_on_a_phone_a_part_that_says_nothing_takes_no_line(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report, PHONE)
    empty = page.locator("table:not(.worklist) td:empty")
    assert empty.count() > 0
    assert page.locator("table:not(.worklist) td:empty:visible").count() == 0


def test_printed_pages_are_numbered_and_the_frame_of_the_table_is_whole(browser: Browser, table: Path) -> None:
    page, _ = opened(browser, table)
    page.emulate_media(media="print")
    edges = page.locator("table").first.evaluate(
        "table => [table.getBoundingClientRect().right, table.parentElement.getBoundingClientRect().right]"
    )
    assert edges[0] < edges[1]
    if shutil.which("pdftotext") is None:
        pytest.skip(reason="no pdftotext to read the printed pages")
    made = subprocess.run(
        ("pdftotext", "-", "-"),  # noqa: S607 - wherever it is installed
        input=page.pdf(prefer_css_page_size=True),
        check=True,
        capture_output=True,
    )
    sheets = ["".join(sheet.split()) for sheet in made.stdout.decode().split("\f")[:-1]]
    assert len(sheets) > 1
    assert all(f"—{number}—" in sheet for number, sheet in enumerate(sheets, start=1))


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_axe_finds_no_barrier_on_either_page(
    browser: Browser, table: Path, report: Path, size: tuple[int, int]
) -> None:
    if not AXE.is_file():
        pytest.skip(reason="no axe-core: npm ci --prefix tests/pages installs it")
    for file in (table, report):
        page, _ = opened(browser, file, size)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run()")
        barriers = [(item["id"], [node["html"][:80] for node in item["nodes"][:3]]) for item in result["violations"]]
        assert result["passes"]
        assert barriers == []
