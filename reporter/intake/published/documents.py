"""The door for published documents: docx, xlsx, html, md and txt, ours or not, as tables with places."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from typing import cast

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.apart import read_apart
from reporter.intake.gate import FileKind
from reporter.intake.gate import admit
from reporter.intake.gate import decoded
from reporter.intake.optional import read_optional
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

    from reporter.findings import Finding
    from reporter.intake.gate import Admitted
    from reporter.intake.records import RawDocument

_MARKDOWN = frozenset({".md", ".markdown"})
_TEXT = frozenset({".txt", ""})


def read_document(path: Path) -> RawDocument:
    """Read a document in a process apart, for pages and old workbooks of others may take for ever.

    Raises:
        ConfigurationError: there is no such file, or it is of no kind that can be read, or it is damaged.
    """
    if not path.exists():
        raise ConfigurationError([finding("intake.no-document", Place(path.name), found=str(path))])
    document, found = read_apart("document", (path,), path.name)
    if document is None:
        raise ConfigurationError(found)
    return cast("RawDocument", document)


def document_of(path: Path) -> tuple[RawDocument | None, tuple[Finding, ...]]:
    """Read a document by its content; what is told apart by name only, Markdown and text, by its suffix."""
    try:
        data = read_bytes(path)
        return _read(path, data, admit(data))
    except RefusalError as refusal:
        if refusal.rule == "other-kind":
            return _unknown_kind(path.name, str(refusal.texts["found"]))
        return None, (refusal.finding(path.name),)


def _read(path: Path, data: bytes, admitted: Admitted) -> tuple[RawDocument | None, tuple[Finding, ...]]:
    file, sha256 = path.name, hashlib.sha256(data).hexdigest()
    suffix = path.suffix.casefold()
    if admitted.kind is FileKind.DOCX and admitted.package is not None:
        return assembled(file, sha256, read_word(admitted.package)), ()
    if admitted.kind is FileKind.HTML:
        title, blocks = read_page(decoded(data) or "")
        return assembled(file, sha256, blocks, title), ()
    if admitted.kind is FileKind.TEXT:
        if suffix not in _MARKDOWN | _TEXT:
            return _unknown_kind(file, suffix)
        read = read_markdown if suffix in _MARKDOWN else read_text
        return assembled(file, sha256, read(decoded(data) or "")), ()
    workbook, found = read_workbook_bytes(data, file, other=read_optional)
    return (None, found) if workbook is None else (as_document(workbook, found), ())


def _unknown_kind(file: str, kind: str) -> tuple[None, tuple[Finding, ...]]:
    return None, (finding("intake.unknown-document", Place(file), found=kind),)
