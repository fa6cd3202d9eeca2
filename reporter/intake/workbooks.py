"""The door for workbooks: bytes of any kind in, a raw workbook and findings out; nothing is judged."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.apart import read_apart
from reporter.intake.gate import FileKind
from reporter.intake.gate import admit_workbook
from reporter.intake.legacy import read_legacy
from reporter.intake.ooxml.open_document import read_open_document
from reporter.intake.ooxml.reader import read_package
from reporter.intake.refusal import RefusalError
from reporter.intake.refusal import refuse
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook

_SUFFIXES = {
    FileKind.XLSX: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    FileKind.XLS: frozenset({".xls", ".et"}),
    FileKind.ODS: frozenset({".ods"}),
    FileKind.XLSB: frozenset({".xlsb"}),
}
_KINDS = {
    FileKind.XLSX: "Excel 工作簿（.xlsx）",
    FileKind.XLS: "Excel 97-2003 工作簿（.xls）",
    FileKind.ODS: "OpenDocument 表格（.ods）",
    FileKind.XLSB: "Excel 二进制工作簿（.xlsb）",
}

Read = tuple["RawWorkbook | None", "tuple[Finding, ...]"]
OtherReader = Callable[[bytes, str, str, str], Read]
"""Reads bytes of a kind under a name and a sha256."""


def _read_apart(data: bytes, kind: str, name: str, sha256: str) -> Read:
    return read_apart("optional", (data, kind, name, sha256), name)


def read_workbook(path: Path, name: str, *, other: OtherReader = _read_apart) -> Read:
    """Read a workbook file. `name` is what places and findings call it; None comes with the reason as a finding.

    `other` reads .xlsb, by a library that can end the process on a hostile file.
    """
    try:
        data = read_bytes(path)
    except RefusalError as refusal:
        return None, (refusal.finding(name),)
    return read_workbook_bytes(data, name, other=other)


def read_workbook_bytes(data: bytes, name: str, *, other: OtherReader = _read_apart) -> Read:
    """Read a workbook that somebody has read into memory already."""
    sha256 = hashlib.sha256(data).hexdigest()
    workbook: RawWorkbook | None
    try:
        admitted = admit_workbook(data)
        if admitted.package is not None and admitted.kind is FileKind.XLSX:
            workbook, found = read_package(admitted.package, name, sha256)
        elif admitted.package is not None and admitted.kind is FileKind.ODS:
            workbook, found = read_open_document(admitted.package, name, sha256)
        elif admitted.kind is FileKind.XLS:
            workbook, found = read_legacy(data, name, sha256)
        else:
            workbook, found = other(data, admitted.kind.value, name, sha256)
    except RefusalError as refusal:
        return None, (refusal.finding(name),)
    return workbook, (*_suffix_remark(admitted.kind, name), *found)


def read_bytes(path: Path) -> bytes:
    """Read a regular file as a whole: no link is followed, nothing blocks, no more than the limit is taken."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            refuse("link", found=visible(path.name))
        descriptor = os.open(path, flags)
        try:
            _check_regular(path, os.fstat(descriptor))
            with open(descriptor, "rb", closefd=False) as stream:
                return stream.read(limits.FILE_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        refuse("cannot-open", found=error.strerror or "")


def _check_regular(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        refuse("not-a-file", found=visible(path.name))
    if state.st_size > limits.FILE_BYTES:
        size, limit = limits.megabytes(state.st_size), limits.megabytes(limits.FILE_BYTES)
        refuse("file-too-big", found=size, expected=limit)


def _suffix_remark(kind: FileKind, name: str) -> tuple[Finding, ...]:
    suffix = os.path.splitext(name)[1].casefold()  # noqa: PTH122 - a name in a finding, no path
    if suffix in _SUFFIXES[kind]:
        return ()
    return (finding("intake.wrong-suffix", Place(name), found=suffix or "（无）", expected=_KINDS[kind]),)
