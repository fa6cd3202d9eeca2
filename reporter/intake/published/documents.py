"""The door for published documents: docx, xlsx, html, md and txt, ours or not, as tables with places."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from typing import NoReturn

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.gate import FileKind
from reporter.intake.gate import admit
from reporter.intake.gate import decoded
from reporter.intake.published.blocks import assembled
from reporter.intake.published.plain import read_markdown
from reporter.intake.published.plain import read_text
from reporter.intake.published.sheets import as_document
from reporter.intake.published.web import read_page
from reporter.intake.published.word import read_word
from reporter.intake.refusal import RefusalError
from reporter.intake.workbooks import read_bytes
from reporter.intake.workbooks import read_workbook_bytes
from reporter.places import Place

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.intake.gate import Admitted
    from reporter.intake.records import RawDocument

_MARKDOWN = frozenset({".md", ".markdown"})
_TEXT = frozenset({".txt", ""})


def read_document(path: Path) -> RawDocument:
    """Read a document by its content; what is told apart by name only, Markdown and text, by its suffix.

    Raises:
        ConfigurationError: there is no such file, or it is of no kind that can be read, or it is damaged.
    """
    if not path.exists():
        raise ConfigurationError([finding("intake.no-document", Place(path.name), found=str(path))])
    try:
        data = read_bytes(path)
        admitted = admit(data)
        return _read(path, data, admitted)
    except RefusalError as refusal:
        if refusal.rule == "other-kind":
            _refuse_kind(path.name, str(refusal.texts["found"]))
        raise ConfigurationError([refusal.finding(path.name)]) from None


def _read(path: Path, data: bytes, admitted: Admitted) -> RawDocument:
    file, sha256 = path.name, hashlib.sha256(data).hexdigest()
    suffix = path.suffix.casefold()
    if admitted.kind is FileKind.DOCX and admitted.package is not None:
        return assembled(file, sha256, read_word(admitted.package))
    if admitted.kind is FileKind.HTML:
        title, blocks = read_page(decoded(data) or "")
        return assembled(file, sha256, blocks, title)
    if admitted.kind is FileKind.TEXT:
        if suffix not in _MARKDOWN | _TEXT:
            _refuse_kind(file, suffix)
        read = read_markdown if suffix in _MARKDOWN else read_text
        return assembled(file, sha256, read(decoded(data) or ""))
    workbook, found = read_workbook_bytes(data, file)
    if workbook is None:
        raise ConfigurationError(found)
    return as_document(workbook, found)


def _refuse_kind(file: str, kind: str) -> NoReturn:
    raise ConfigurationError([finding("intake.unknown-document", Place(file), found=kind)]) from None
