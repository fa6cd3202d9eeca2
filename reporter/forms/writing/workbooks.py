"""Opening a workbook of ours for writing: the same content gives the same bytes, and text stays text."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

if TYPE_CHECKING:
    from io import BytesIO

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the writer stores it without a zone; fixed, so that bytes are too
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def new_workbook(target: BytesIO, title: str) -> Workbook:
    """Open a workbook; leaving its context writes it."""
    book = Workbook(target, _OPTIONS)
    book.set_properties({"title": title, "author": "", "created": _CREATED})
    return book
