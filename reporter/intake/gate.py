"""The gate before any parser: what a file is by its content, never by its name, and whether it may come in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from typing import NoReturn

from reporter.intake import compound
from reporter.intake import limits
from reporter.intake.ooxml.package import open_package
from reporter.intake.refusal import RefusalError
from reporter.intake.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Collection

    from reporter.intake.ooxml.package import Package


class FileKind(StrEnum):
    """What a file holds, told by its bytes."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    XLSB = "xlsb"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be read, as what; a package is opened already."""

    kind: FileKind
    package: Package | None = None


_SIGNATURES = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"GIF8", "图片（GIF）"),
    (b"BM", "图片（BMP）"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"MZ", "程序文件"),
)
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ZIP = b"PK\x03\x04"
_HEAD = 4096
_READABLE = 50
"""Bytes for each that is no character: what holds fewer is no text any more."""
_COMMENTS = r"\s*(?:<!--(?:(?!-->).)*-->\s*)*"
_HTML = re.compile(
    _COMMENTS + r"<(?:!doctype\s+html|html|head|meta|body|table|div|style|script)\b", re.IGNORECASE | re.DOTALL
)
_MHTML = re.compile(r"\s*MIME-Version:", re.IGNORECASE)
_CONTROL_BYTES = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONG_ENOUGH, _ASCII = 64, 0x80
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def admit(data: bytes) -> Admitted:
    """Tell what the bytes are and open a package; what nobody can or may read is refused by name."""
    if not data:
        refuse("empty-file")
    if len(data) > limits.FILE_BYTES:
        refuse("file-too-big", found=limits.megabytes(len(data)), expected=limits.megabytes(limits.FILE_BYTES))
    if data.startswith(_ZIP):
        return _admit_package(data)
    if data.startswith(compound.SIGNATURE):
        return _admit_compound(data)
    if data.startswith(_BIFF):
        return Admitted(FileKind.XLS)
    return _admit_text(data)


def admit_workbook(data: bytes) -> Admitted:
    """Admit workbooks only; everything else is refused with its true kind and the way to a workbook."""
    admitted = admit(data)
    if admitted.kind is FileKind.DOCX:
        refuse("other-kind", found="Word 文档")
    if admitted.kind is FileKind.HTML:
        refuse("web-page")
    if admitted.kind is FileKind.TEXT:
        refuse("text-file")
    return admitted


def _admit_package(data: bytes) -> Admitted:
    package = open_package(data)
    names = package.names()
    if "mimetype" in package:
        kind = package.read("mimetype").strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
                refuse("password")
            return Admitted(FileKind.ODS, package)
    if "[Content_Types].xml" not in package and "_rels/.rels" not in package:
        refuse("plain-archive", found="、".join(info.filename for info in package.parts.values())[:80])
    if "xl/workbook.bin" in package:
        return Admitted(FileKind.XLSB, package)
    if any(name.startswith("word/") for name in names):
        return Admitted(FileKind.DOCX, package)
    if any(name.startswith("ppt/") for name in names):
        refuse("other-kind", found="演示文稿（PPT）")
    return Admitted(FileKind.XLSX, package)


def _admit_compound(data: bytes) -> Admitted:
    try:
        names = compound.streams(data)
    except RefusalError:
        if data.rstrip(b"\0") != data and not data[-compound.SECTOR :].strip(b"\0"):
            refuse("zero-tail")
        raise
    if names.keys().isdisjoint({"Workbook", "Book"}):
        _refuse_compound(names)
    return Admitted(FileKind.XLS)


def _refuse_compound(names: Collection[str]) -> NoReturn:
    if "EncryptedPackage" in names:
        refuse("password")
    if "WordDocument" in names:
        refuse("other-kind", found="旧版 Word 文档（.doc）")
    if "PowerPoint Document" in names:
        refuse("other-kind", found="旧版演示文稿（.ppt）")
    refuse("unknown-compound", found="、".join(sorted(names))[:80])


def _admit_text(data: bytes) -> Admitted:
    if not data.strip(b"\0"):
        refuse("zero-tail")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            refuse("other-kind", found=name)
    text = decoded(data)
    if text is None or _CONTROL_CHARACTERS.search(text):
        if data.rstrip(b"\0") != data and decoded(data.rstrip(b"\0")) is not None:
            refuse("zero-tail")
        if damage := _damage(data):
            refuse("damaged-text", found=str(damage))
        if _is_other_text(data):
            refuse("other-encoding")
        refuse("encrypted-by-software", found=data[:8].hex(" "))
    head = text[:_HEAD]
    if _HTML.match(head) or _MHTML.match(head):
        return Admitted(FileKind.HTML)
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        refuse("xml-workbook")
    return Admitted(FileKind.TEXT)


def _damage(data: bytes) -> int:
    """Count the places of a text or page that are no characters; 0 where there are too many for a text."""
    texts = (data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030"))
    faults = min(text.count("\N{REPLACEMENT CHARACTER}") + len(_CONTROL_CHARACTERS.findall(text)) for text in texts)
    return faults if faults * _READABLE < len(data) else 0


def _is_other_text(data: bytes) -> bool:
    """Tell a text in a code page that nobody here uses from bytes that are none.

    Among those of a cipher every ninth is a control character.
    """
    if _CONTROL_BYTES.search(data):
        return False
    return len(data) >= _LONG_ENOUGH or 2 * sum(byte < _ASCII for byte in data) >= len(data)


def decoded(data: bytes) -> str | None:
    """Decode a text file by its byte order mark, else as UTF-8, else as GB 18030; None where none of them fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
