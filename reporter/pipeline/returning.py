"""What goes back: the marked form of each department whose file needs mending, a note for what is no form of ours."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING

from reporter.forms.shape import workbook_name
from reporter.forms.writing.returned import write_refusal
from reporter.forms.writing.returned import write_returned
from reporter.present.records import RETURNED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.pipeline.outputs import Judged
    from reporter.pipeline.reception import Receipt


def returned_forms(judged: Judged) -> dict[str, bytes]:
    """Return the workbooks of 退回/ by path: for each file in which something is wrong that its department can mend."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for item in judged.findings:
        by_file[item.place.file].append(item)
    forms: dict[str, bytes] = {}
    for name, content in _answers(judged, by_file):
        forms[_free_name(name, forms)] = content
    return forms


def _answers(judged: Judged, by_file: Mapping[str, list[Finding]]) -> Iterator[tuple[str, bytes]]:
    for receipt in judged.reception.receipts:
        found = by_file.get(receipt.name, [])
        if any(item.severity.stops_final and _is_of(item, receipt) for item in found):
            yield _name(receipt, found), _content(judged, receipt, found)


def _is_of(item: Finding, receipt: Receipt) -> bool:
    """Tell whether the department of the file can mend it: what another one owes is no reason to return this form."""
    return receipt.submission is None or item.department in {"", receipt.submission.department}


def _name(receipt: Receipt, found: list[Finding]) -> str:
    """Name what goes back after the department, failing that after the file."""
    if receipt.submission:
        return workbook_name(receipt.submission.department)
    department = next((item.department for item in found if item.department), "")
    return workbook_name(f"退回说明-{department or PurePath(receipt.name).stem}")


def _content(judged: Judged, receipt: Receipt, found: list[Finding]) -> bytes:
    if receipt.submission is None or receipt.workbook is None:
        return write_refusal(receipt.name, found)
    plan, period = judged.evidence.plan, judged.evidence.period
    department = plan.department_by_name[receipt.submission.department]
    return write_returned(receipt.workbook, plan, period, department, found)


def _free_name(name: str, taken: Iterable[str]) -> str:
    """Put a name into the folder, numbered where a department's older file needs mending as well."""
    path = f"{RETURNED_FOLDER}/{name}"
    used = {other.casefold() for other in taken}
    number = 2
    while path.casefold() in used:
        path = f"{RETURNED_FOLDER}/{PurePath(name).stem}（{number}）.xlsx"
        number += 1
    return path
