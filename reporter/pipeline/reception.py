"""What arrived: every file of a drop folder read, recognised and merged by department, with nothing lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms.merging import merge
from reporter.forms.submission import read_submission
from reporter.intake.folder import arrivals
from reporter.intake.isolation import read_isolated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.forms.records import Submission
    from reporter.intake.records import RawWorkbook
    from reporter.periods import Period
    from reporter.plan.records import Plan

    Progress = Callable[[str, int, int], None]
    """Told a step's name, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file and what became of it; `submission` is None where it is no form of ours for this period."""

    name: str
    path: Path
    workbook: RawWorkbook | None
    submission: Submission | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reception:
    """All files of a period, and one submission a department in plan order."""

    receipts: tuple[Receipt, ...]
    submissions: tuple[Submission, ...]
    findings: tuple[Finding, ...]


def receive(folder: Path, plan: Plan, period: Period, *, workers: int, progress: Progress) -> Reception:
    """Read all that was dropped into `folder`; a folder that does not exist received nothing."""
    files, findings = arrivals(folder) if folder.is_dir() else ((), ())
    receipts = []
    for arrival, (workbook, faults) in zip(files, read_isolated(files, workers), strict=True):
        submission, questions = read_submission(workbook, plan, period) if workbook else (None, ())
        receipts.append(Receipt(arrival.name, arrival.path, workbook, submission, (*faults, *questions)))
        progress("读取报送文件", len(receipts), len(files))
    submissions, merge_findings = _by_department(plan, receipts)
    collected = (*findings, *(item for receipt in receipts for item in receipt.findings), *merge_findings)
    return Reception(tuple(receipts), submissions, collected)


def _by_department(plan: Plan, receipts: list[Receipt]) -> tuple[tuple[Submission, ...], list[Finding]]:
    files_of: dict[str, list[Submission]] = defaultdict(list)
    for receipt in receipts:
        if receipt.submission:
            files_of[receipt.submission.department].append(receipt.submission)
    merged: list[Submission] = []
    findings: list[Finding] = []
    for department in plan.departments:
        if department.name in files_of:
            submission, questions = merge(files_of[department.name])
            merged.append(submission)
            findings.extend(questions)
    return tuple(merged), findings
