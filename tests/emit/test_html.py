"""Pages: semantic, self-contained, asking nowhere, and with nobody's markup but ours."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from reporter.emit.html import write_html
from reporter.errors import ConfigurationError
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Link
from reporter.present.records import Publication
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone
from tests.emitted import html_page
from tests.publishing import LAYOUTS
from tests.publishing import half_year_report
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

PAGE = LAYOUTS / "半年度完成情况" / "page.html.jinja"


def page_of(*cells: Cell, is_worklist: bool = False) -> HtmlElement:
    columns = tuple(Column(f"列{number}", 20) for number, _ in enumerate(cells, start=1))
    table = Table("", columns, (Group("", (Row(cells),)),), is_worklist=is_worklist)
    return html_page(write_html(Publication("题", (), (table,))))


def policy_of(page: HtmlElement) -> str:
    return str(page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"))


@pytest.mark.parametrize("made", [half_year_table, half_year_report])
def test_a_page_allows_nothing_from_outside_and_asks_for_nothing(made: object) -> None:
    assert callable(made)
    text = write_html(made()).decode()
    page = html_page(text.encode())
    assert policy_of(page).startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not page.xpath("//@src | //link | //iframe | //object | //embed | //form | //img")
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_public_page_has_no_script() -> None:
    page = html_page(write_html(half_year_table(), PAGE))
    assert not page.xpath("//script")
    assert "script-src" not in policy_of(page)


def test_the_reports_script_is_allowed_by_its_hash_and_by_nothing_else() -> None:
    page = html_page(write_html(half_year_report()))
    (script,) = page.xpath("//script")
    digest = base64.b64encode(hashlib.sha256(str(script.text).encode()).digest()).decode()
    assert policy_of(page).endswith(f"script-src 'sha256-{digest}'")


def test_the_table_is_one_for_a_screen_reader() -> None:
    page = html_page(write_html(half_year_table(), PAGE))
    assert page.get("lang") == "zh-CN"
    assert len(page.xpath("//h1")) == 1
    first = page.xpath("//table")[0]
    assert [str(text) for text in first.xpath("./thead/tr/th[@scope='col']/text()")] == ["序号", "目标任务", "推进情况"]
    assert len(first.xpath("./tbody/tr/th[@scope='rowgroup'][@colspan='3']")) == 4
    assert all(table.get("aria-label") for table in page.xpath("//table"))


def test_a_project_over_two_rows_is_one_cell() -> None:
    page = html_page(write_html(half_year_table(), PAGE))
    assert [str(span) for span in page.xpath("//table[2]//td/@rowspan | (//table)[2]//td/@rowspan")] == ["2"] * 6


def test_what_reaches_down_is_said_again_to_the_narrow_screen_and_to_nothing_else() -> None:
    columns = (Column("部门", 20), Column("类别", 20), Column("事项", 60))
    rows = (
        Row((Cell("市教育局<1>", span=3), Cell("甲", span=2), Cell("一"))),
        Row((None, None, Cell("二"))),
        Row((None, Cell("乙"), Cell("三"))),
        Row((Cell("市水利局"), Cell("丙"), Cell("四"))),
    )
    page = html_page(write_html(Publication("题", (), (Table("", columns, (Group("", rows),)),))))
    lines = page.findall(".//tbody/tr")
    assert [line.get("data-again") for line in lines] == [
        None,
        "部门：市教育局<1>\n类别：甲",
        "部门：市教育局<1>",
        None,
    ]
    assert [len(line) for line in lines] == [3, 1, 2, 3]


def test_head_fields_are_listed_and_the_index_number_is_left_open() -> None:
    page = html_page(write_html(half_year_table(), PAGE))
    names = [str(text) for text in page.xpath("//dl/div/dt/text()")]
    values = [str(item.text_content()) for item in page.xpath("//dl/div/dd")]
    facts = dict(zip(names, values, strict=True))
    assert facts["索引号"] == ""
    assert facts["发布机构"] == "某市人民政府办公室"


def test_texts_of_others_are_texts() -> None:
    text = "<script>alert(1)</script> {{ 7*7 }} & \"x\" 'y'"
    page = page_of(Cell(text))
    assert not page.xpath("//script")
    assert page.xpath("string(//td)") == text


def test_a_link_leads_to_the_file_beside() -> None:
    page = page_of(Cell("H5", link=Link("../../inputs/2023H1/市教育局 #1.xlsx", "指标进展", "H5")))
    (address,) = page.xpath("//td/a/@href")
    assert address == "../../inputs/2023H1/%E5%B8%82%E6%95%99%E8%82%B2%E5%B1%80%20%231.xlsx"


def test_a_page_shows_what_is_short_and_keeps_the_whole_at_hand() -> None:
    (cell,) = page_of(Cell("ab" * 32, short="abab")).findall(".//td")
    assert (cell.text_content(), cell[0].get("title")) == ("abab", "ab" * 32)


def test_a_link_cannot_run_anything() -> None:
    page = page_of(Cell("x", link=Link('javascript:alert("1")')))
    assert page.xpath("//td/a/@href") == ["javascript%3Aalert%28%221%22%29"]


def test_news_has_a_colour_and_a_word() -> None:
    page = page_of(Cell("慢序时", tone=Tone.WATCH), Cell("—"))
    assert page.xpath("//td/@class") == ["watch", "dash"]


def test_shares_are_drawn_for_the_eye_only() -> None:
    page = page_of(Cell("达标 3，慢序时 1", shares=((Tone.GOOD, 3), (Tone.WATCH, 1))))
    assert page.xpath("//td/span[@aria-hidden='true']/i/@style") == ["flex-grow:3", "flex-grow:1"]
    assert page.xpath("string(//td)") == "达标 3，慢序时 1"


def test_widths_fill_the_page() -> None:
    styles = page_of(Cell("一"), Cell("二"), Cell("三")).xpath("//col/@style")
    assert sum(int(re.sub(r"\D", "", str(style))) for style in styles) == 100


def test_the_same_publication_has_the_same_bytes() -> None:
    assert write_html(half_year_report()) == write_html(half_year_report())


def test_a_layouts_own_page_is_used(tmp_path: Path) -> None:
    own = tmp_path / "page.html.jinja"
    own.write_text('{% extends "base.html.jinja" %}{% block after %}<p>解读见附件</p>{% endblock %}', encoding="utf-8")
    page = html_page(write_html(half_year_table(), own))
    assert page.xpath("string(//main/p[last()])") == "解读见附件"


@pytest.mark.parametrize("text", ["{{ nothing }}", "{% if %}", "{{ publication.__class__.__mro__ }}"])
def test_a_mistake_in_a_page_names_the_file(tmp_path: Path, text: str) -> None:
    own = tmp_path / "page.html.jinja"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        write_html(half_year_table(), own)
    (fault,) = raised.value.faults
    assert (fault.rule, str(fault.place)) == ("layout.page-fails", "layouts/半年度完成情况/page.html.jinja")


def test_a_page_in_another_encoding_is_told_as_such_and_a_slip_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "page.html.jinja"
    own.write_bytes("<p>网页</p>".encode("gbk"))
    with pytest.raises(ConfigurationError) as raised:
        write_html(half_year_table(), own)
    assert [fault.rule for fault in raised.value.faults] == ["layout.not-utf8"]
    own.write_text("<p>\n{% if %}", encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        write_html(half_year_table(), own)
    (fault,) = raised.value.faults
    assert "第2行" in fault.message
    assert str(tmp_path) not in fault.message
