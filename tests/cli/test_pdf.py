"""`report --pdf`: pages beside every Word document where LibreOffice is found, a sentence where it is not."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest

from reporter.home import Home
from reporter.home import read_period
from reporter.pipeline.report import Request
from reporter.pipeline.report import report
from tests.cli.test_commands import PLAN
from tests.homes import TestHome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Entries

PROGRAMS = ("soffice", "pdftotext")
SCHOOLS: dict[str, Entries] = {
    "指标进展": {("K01-1", "本期完成"): 7},
    "推进情况": {("K01", "推进情况"): "已新建改扩建中小学校{K01-1}，为年度目标的{K01-1.完成率}。"},
}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path / "home", PLAN)
    home.issue()
    home.submit("市教育局", SCHOOLS)
    return home


def text_of(pages: Path) -> str:
    read = subprocess.run(  # noqa: S603 - our own file
        ("pdftotext", str(pages), "-"),  # noqa: S607 - wherever it is installed
        check=True,
        capture_output=True,
        timeout=60,
    )
    return "".join(read.stdout.decode().split())


def test_every_word_document_has_its_pages_beside_it(home: TestHome) -> None:
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(reason=f"no pages without {', '.join(missing)}")
    assert home.report("--pdf") == 0
    outputs = home.root / "outputs" / home.period
    documents = sorted(outputs.rglob("*.docx"))
    assert {path.parent.name for path in documents} == {home.period, "附表"}
    assert sorted(outputs.rglob("*.pdf")) == [path.with_suffix(".pdf") for path in documents]
    (pages,) = home.outputs(".pdf")
    printed = text_of(pages)
    for text in (
        pages.stem,
        "（送审稿）",
        "序号目标任务推进情况",
        "已新建改扩建中小学校7所，为年度目标的58.3%。",
        "—1—",
    ):
        assert text in printed
    assert home.run("verify", home.period) == 0


def test_pages_that_could_not_be_made_are_told_by_document(
    home: TestHome, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for converter in ("/bin/false", "/no/such/program"):
        monkeypatch.setattr("reporter.emit.pdf.find_converter", lambda found=converter: found)
        assert home.report("--pdf") == 0
        (document,) = home.outputs(".docx")
        assert f"{document.name}：" in capsys.readouterr().err
        assert not home.outputs(".pdf")


def test_a_document_without_pages_is_a_finding_of_the_outcome(home: TestHome) -> None:
    asked = Request(Home(home.root), read_period(home.period), date(2023, 7, 20), converter="/bin/false")
    troubles = report(asked, lambda *_: None).troubles
    assert {item.rule for item in troubles} == {"release.no-pages"}
    documents = (home.root / "outputs" / home.period).rglob("*.docx")
    assert {PurePath(item.place.file).name for item in troubles} == {path.name for path in documents}


def test_without_libreoffice_it_says_so_and_writes_the_rest(
    home: TestHome, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert home.report("--pdf") == 0
    assert "LibreOffice" in capsys.readouterr().err
    assert home.outputs(".docx")
    assert not home.outputs(".pdf")
