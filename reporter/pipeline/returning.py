"""What a file is answered, and what goes back: the marked form of a department, a note for what is no form."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.forms.shape import workbook_name
from reporter.forms.writing.returned import write_refusal
from reporter.forms.writing.returned import write_returned
from reporter.present.records import RETURNED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable

    from reporter.findings import Finding
    from reporter.pipeline.outputs import Judged
    from reporter.pipeline.reception import Receipt
    from reporter.pipeline.reception import Reception


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file is answered: what its department has to mend, what it may look at, and what goes back, if anything.

    `returned` is the path of the form or note inside the outputs of the period, empty where the file is received.
    """

    receipt: Receipt
    problems: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    returned: str


def answers(reception: Reception, findings: Iterable[Finding]) -> tuple[Answer, ...]:
    """Answer every file that came, in their order: what keeps the final edition from being printed goes back."""
    by_file = _by_file(findings)
    given: list[Answer] = []
    taken: set[str] = set()
    for receipt in reception.receipts:
        found = [item for item in by_file[receipt.name] if _is_of(item, receipt)]
        problems = tuple(item for item in found if item.severity.stops_final)
        notices = tuple(item for item in found if item.severity is Severity.WARNING)
        returned = _free_name(_name(receipt, by_file[receipt.name]), taken) if problems else ""
        given.append(Answer(receipt, problems, notices, returned))
        taken.add(returned.casefold())
    return tuple(given)


def returned_forms(judged: Judged) -> dict[str, bytes]:
    """Return the workbooks of 退回/ by path: for each file in which something is wrong that its department can mend."""
    by_file = _by_file(judged.findings)
    returned = (item for item in answers(judged.reception, judged.findings) if item.returned)
    return {
        item.returned: _content(
            judged, item.receipt, [one for one in by_file[item.receipt.name] if _is_of(one, item.receipt)]
        )
        for item in returned
    }


def _by_file(findings: Iterable[Finding]) -> defaultdict[str, list[Finding]]:
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        by_file[item.place.file].append(item)
    return by_file


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


def _free_name(name: str, taken: Container[str]) -> str:
    """Put a name into the folder, numbered where a department's older file needs mending as well."""
    path = f"{RETURNED_FOLDER}/{name}"
    number = 2
    while path.casefold() in taken:
        path = f"{RETURNED_FOLDER}/{PurePath(name).stem}（{number}）.xlsx"
        number += 1
    return path
