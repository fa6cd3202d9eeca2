"""PDF: pages of the same document are the same bytes, and a converter that fails makes none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reporter.emit.docx import write_docx
from reporter.emit.pdf import find_converter
from reporter.emit.pdf import write_pdf
from tests.publishing import half_year_table

if TYPE_CHECKING:
    from pathlib import Path


def converter(folder: Path, *lines: str) -> str:
    """Make a program that is called as LibreOffice is and does what these lines of shell say."""
    program = folder / "soffice"
    program.write_text("\n".join(("#!/bin/sh", 'eval source=\\"\\${$#}\\"', *lines)) + "\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def stamped(time: str, identifier: str) -> str:
    trailer = f"/CreationDate(D:{time}+08'00')\\n/ID [ <{identifier}> <{identifier}> ]\\n/DocChecksum /{identifier}"
    return f"printf '%%PDF <{identifier}> page\\n{trailer}\\n' > \"${{source%.docx}}.pdf\""


def test_the_time_and_the_random_identifier_of_a_run_are_left_out(tmp_path: Path) -> None:
    first, second = (
        write_pdf(b"document", converter(tmp_path, stamped(time, sign * 32)))
        for time, sign in (("20230715101500", "A"), ("20240101000000", "B"))
    )
    assert first is not None
    assert second is not None
    assert first.partition(b"\n")[2] == second.partition(b"\n")[2]
    assert b"<" + b"A" * 32 + b"> page" in first  # what stands on the page is not touched


@pytest.mark.parametrize("line", ["exit 1", "exit 0", "exec /no/such/program"])
def test_a_converter_that_makes_no_pages_gives_none(tmp_path: Path, line: str) -> None:
    assert write_pdf(b"document", converter(tmp_path, line)) is None


def test_libreoffice_is_found_where_it_is_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_converter() is None
    program = converter(tmp_path)
    assert find_converter() == program


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which makes the pages, is not installed")
def test_the_pages_of_the_same_document_are_the_same_bytes() -> None:
    found = find_converter()
    assert found is not None
    document = write_docx(half_year_table(), None)
    pages = write_pdf(document, found)
    assert pages is not None
    assert pages == write_pdf(document, found)
