"""What others typed is text in every output: nothing in it computes, links, calls outside or tells who typed it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.crafted.texts import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crafted.running import Run

PRIVATE = ("张某", "打印服务器", "printerSettings", "C:/Users")
"""What crafted workbooks carry in comments, properties, links and printer settings."""
INSIDE = ("#", "data:image", "../../inputs/")
"""Where pages may lead: within themselves, and to the drop folder beside them."""
_TEXT = r'"((?:[^"]|"")*)"'
_LIVE_RATE = re.compile(r"ROUND\([A-Z]+[0-9]+/[A-Z]+[0-9]+,[0-9]\)")
_LINK = re.compile(rf"HYPERLINK\({_TEXT},{_TEXT}\)")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml"
    r"|xl/(workbook|sharedStrings|styles|comments[0-9]+)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml"
    r"|xl/worksheets/(_rels/)?sheet[0-9]+\.xml(\.rels)?|xl/drawings/(_rels/)?(vmlDrawing|drawing)[0-9]+\.(vml|xml)(\.rels)?"
    r"|xl/charts/chart[0-9]+\.xml|xl/tables/table[0-9]+\.xml"
    r"|word/(document|styles|settings|fontTable|numbering|footer-odd|footer-even)\.xml|word/_rels/document\.xml\.rels"
)
"""Every kind of part we write."""
_PAGE_NUMBER = {"PAGE"}
_ATTRIBUTES_OF_CODE = re.compile("on[a-z]+")


@pytest.fixture(scope="session")
def outputs(crafted: Run) -> Path:
    return crafted.home.root / "outputs" / crafted.home.period


def packages(outputs: Path) -> Iterator[tuple[str, zipfile.ZipFile]]:
    """Open every Word and Excel output."""
    for path in sorted(outputs.rglob("*")):
        if path.suffix in {".xlsx", ".docx"}:
            with zipfile.ZipFile(path) as archive:
                yield path.relative_to(outputs).as_posix(), archive


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


def test_packages_hold_nothing_but_what_we_write(outputs: Path) -> None:
    for name, archive in packages(outputs):
        for part in archive.namelist():
            assert _PARTS.fullmatch(part), (name, part)


def test_no_relationship_leads_outside(outputs: Path) -> None:
    for name, archive in packages(outputs):
        for part in archive.namelist():
            if part.endswith(".rels"):
                for link in etree.fromstring(archive.read(part)):
                    assert link.get("TargetMode", "Internal") == "Internal", (name, part, link.get("Target"))


def test_every_formula_is_one_of_ours(outputs: Path, crafted: Run) -> None:
    """In a returned form the formulas of the blank, in the check report links into the drop folder and live rates."""
    blanks = crafted.home.root / "templates" / "blanks" / crafted.home.period
    with zipfile.ZipFile(min(blanks.iterdir())) as archive:
        issued = {_shape(formula) for formula in formulas(archive)}
    for name, archive in packages(outputs):
        for formula in formulas(archive):
            link = _LINK.fullmatch(formula)
            if _LIVE_RATE.fullmatch(formula):
                assert name == "核查报告.xlsx", (name, formula)
            elif link is None:
                assert name.startswith("退回/"), (name, formula)
                assert _shape(formula) in issued, (name, formula)
            else:
                assert name == "核查报告.xlsx", (name, formula)
                assert link[1].startswith("../../inputs/"), formula
                # Excel calls a workbook broken that holds a longer text in a formula.
                assert max(len(link[1]), len(link[2])) <= 255, formula


def formulas(archive: zipfile.ZipFile) -> Iterator[str]:
    """Return the formulas of a workbook's cells."""
    for part in archive.namelist():
        if part.startswith("xl/worksheets/sheet"):
            for element in etree.fromstring(archive.read(part)).iter("{*}c"):
                yield from (item.text or "" for item in element.iter("{*}f"))


def _shape(formula: str) -> str:
    return re.sub("[0-9]+", "#", formula)


def test_links_stay_inside_their_workbook(outputs: Path) -> None:
    for name, archive in packages(outputs):
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                for link in etree.fromstring(archive.read(part)).iter("{*}hyperlink"):
                    assert link.get("location"), (name, part)
                    assert not [key for key in link.attrib if str(key).endswith("}id")], (name, part)


def test_names_of_a_workbook_point_into_it(outputs: Path) -> None:
    for name, archive in packages(outputs):
        if name.endswith(".xlsx"):
            for item in etree.fromstring(archive.read("xl/workbook.xml")).iter("{*}definedName"):
                assert "[" not in (item.text or ""), (name, item.text)


def test_word_computes_nothing_but_page_numbers(outputs: Path) -> None:
    for name, archive in packages(outputs):
        if name.endswith(".docx"):
            for part in archive.namelist():
                if part.startswith("word/") and part.endswith(".xml"):
                    root = etree.fromstring(archive.read(part))
                    codes = {(item.text or "").strip() for item in root.iter("{*}instrText")}
                    assert codes <= _PAGE_NUMBER, (name, part, codes)
                    names = {local(item) for item in root.iter("{*}*")}
                    assert not names & {"fldSimple", "hyperlink", "object", "altChunk", "attachedTemplate"}, (
                        name,
                        part,
                    )


def test_nobody_is_named_and_no_machine(outputs: Path) -> None:
    for name, archive in packages(outputs):
        for part in archive.namelist():
            content = archive.read(part).decode("utf-8")
            if part.startswith("docProps/") or "comments" in part:
                authors = re.findall(r"<(?:dc:creator|cp:lastModifiedBy|author|Company|Manager)>([^<]*)<", content)
                assert set(authors) <= {"", "核查程序"}, (name, part, authors)
            for word in PRIVATE if not part.endswith("sharedStrings.xml") else ():
                assert word not in content, (name, part, word)


class _Page(HTMLParser):
    """Listens to a page for all that could run, call or lead outside."""

    def __init__(self) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.faults: list[str] = []
        self.scripts: list[str] = []
        self.is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.is_script = tag == "script"
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "content-security-policy":
            self.policies.append(values.get("content") or "")
        for key, value in attrs:
            leads_out = key in {"src", "href", "action", "data"} and not (value or "").startswith(INSIDE)
            if leads_out or _ATTRIBUTES_OF_CODE.fullmatch(key):
                self.faults.append(f"{tag} {key}={value}")
        if tag in {"iframe", "object", "embed", "link", "base", "img"}:
            self.faults.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_script = self.is_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.is_script:
            self.scripts.append(data)


def test_pages_run_and_call_nothing_of_others(outputs: Path) -> None:
    pages = sorted(outputs.glob("*.html"))
    assert len(pages) >= 2
    for path in pages:
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        assert len(page.policies) == 1
        assert "default-src 'none'" in page.policies[0]
        assert page.faults == []
        assert not any("alert(1)" in script for script in page.scripts)


def test_fields_of_csv_are_no_formulas(outputs: Path) -> None:
    rows = csv.reader(io.StringIO((outputs / "figures.csv").read_text(encoding="utf-8-sig")))
    for row in rows:
        for field in row:
            is_number = re.fullmatch(r"[+-]?[0-9.]+(E[+-]?[0-9]+)?|-+|@", field)
            assert is_number or not re.match(r"\s*[=＝+＋@＠\-－]|[\t\r\n]", field), row


def test_lines_of_findings_are_json(outputs: Path) -> None:
    for line in (outputs / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        assert isinstance(json.loads(line), dict)


READ_OTHERWISE = {"an escape of excel"}
"""What means other characters than those it is written with."""


@pytest.mark.parametrize(
    "name", [name for name, text in HOSTILE.items() if not text.lstrip().startswith("=") and name not in READ_OTHERWISE]
)
def test_hostile_text_is_printed_as_it_was_typed(outputs: Path, name: str) -> None:
    """Word, Excel and html show the characters that were typed, escaped where their markup wants it."""
    (document,) = (archive_text(path) for path in outputs.glob("*.docx"))
    words = "".join(HOSTILE[name].split())
    shown = "".join(character for character in words if character.isprintable())
    assert shown in document


def archive_text(path: Path) -> str:
    """Return all printable text of a Word document, without blanks."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    text = "".join(str(item.text or "") for item in root.iter("{*}t"))
    return "".join(character for character in "".join(text.split()) if character.isprintable())
