"""What a reading process can be asked, by name: each task answers with what it read, or None, and with findings."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.optional import read_optional
from reporter.intake.refusal import RefusalError
from reporter.intake.workbooks import read_bytes
from reporter.intake.workbooks import read_workbook
from reporter.intake.workbooks import read_workbook_bytes
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.intake.processes.isolation import Answer
    from reporter.intake.records import RawWorkbook


def _witness(workbook: RawWorkbook, path: Path) -> Answer:
    # openpyxl alone takes longer to load than a city's workbooks to read.
    from reporter.intake.witness import compare  # noqa: PLC0415

    try:
        data = read_bytes(path)
    except RefusalError as refusal:
        return None, (refusal.finding(workbook.file),)
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        return None, (finding("intake.witness-failed", Place(workbook.file), found="文件在读取之后有改动"),)
    return None, compare(workbook, data)


def _document(path: Path) -> Answer:
    # Few reading processes ever see a web page, whose parser takes its time to load.
    from reporter.intake.published.documents import document_of  # noqa: PLC0415

    return document_of(path)


# The process that does these may die of a file. There is no need of another one for the readers that might.
TASKS: dict[str, Callable[..., Answer]] = {
    "workbook": partial(read_workbook, other=read_optional),
    "bytes": partial(read_workbook_bytes, other=read_optional),
    "optional": read_optional,
    "witness": _witness,
    "document": _document,
}
