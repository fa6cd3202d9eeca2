"""The audit of the published table: one text in three forms has one set of claims, and its comments open in Word."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import docx
import pytest

from reporter.cli import main
from reporter.pipeline.audit import audit

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice")
CONSISTENT_AT_LEAST = 100


def claims(path: Path) -> list[tuple[str, ...]]:
    """Return what was computed of each claim, wherever its cell lies."""
    return [
        (item.claim.kind, item.claim.span, item.claim.expression, str(item.claim.claimed), item.claim.verdict)
        for item in audit(path).claims
    ]


def test_three_forms_of_one_text_have_the_same_claims(published: Path) -> None:
    folder = published / "half-year-2023"
    of_word = claims(folder / "published.docx")
    assert claims(folder / "published.html") == of_word
    assert claims(folder / "published.xlsx") == of_word
    assert sum(item[-1] == "consistent" for item in of_word) >= CONSISTENT_AT_LEAST


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed, and it must open the comments")
def test_the_commented_copy_opens_with_its_comments(published: Path, tmp_path: Path) -> None:
    original = published / "half-year-2023" / "published.docx"
    commented = tmp_path / "核对.docx"
    assert main(["audit", str(original), "--json", "-o", str(commented)]) == 1
    doubtful = [item for item in claims(original) if item[-1] != "consistent"]
    assert len(list(docx.Document(str(commented)).comments)) == len(doubtful)
    profile = (tmp_path / "profile").as_uri()
    command = (str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "odt", "--outdir")
    subprocess.run((*command, str(tmp_path), str(commented)), check=True, capture_output=True, timeout=120)  # noqa: S603 - our own file
    shutil.unpack_archive(str(tmp_path / "核对.odt"), str(tmp_path / "odt"), "zip")
    content = (tmp_path / "odt" / "content.xml").read_text(encoding="utf-8")
    assert content.count("<office:annotation ") == len(doubtful)


def test_texts_of_the_copy_are_those_of_the_original(published: Path, tmp_path: Path) -> None:
    original = published / "half-year-2023" / "published.docx"
    main(["audit", str(original), "--json", "-o", str(tmp_path / "核对.docx")])
    before, after = (docx.Document(str(path)) for path in (original, tmp_path / "核对.docx"))
    for one, other in zip(before.tables, after.tables, strict=True):
        assert [[cell.text for cell in row.cells] for row in one.rows] == [
            [cell.text for cell in row.cells] for row in other.rows
        ]
