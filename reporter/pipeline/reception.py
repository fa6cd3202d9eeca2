"""What arrived: every file of a drop folder read, recognised and merged by department, with nothing lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.consolidate.ledger import consolidate
from reporter.findings import Severity
from reporter.forms.file_order import order_of
from reporter.forms.merging import merge
from reporter.forms.merging import settle
from reporter.forms.reading.submission import read_submission
from reporter.intake.folder import arrivals
from reporter.intake.processes.isolation import compare_isolated
from reporter.intake.processes.isolation import read_isolated
from reporter.periods import Stage
from reporter.pipeline.withholding import withhold

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from reporter.consolidate.records import Ledger
    from reporter.findings import Finding
    from reporter.forms.records import Commitment
    from reporter.forms.records import Submission
    from reporter.home import Home
    from reporter.intake.folder import Arrival
    from reporter.intake.processes.isolation import Read
    from reporter.intake.records import RawWorkbook
    from reporter.periods import Period
    from reporter.plan.records import Plan

    Progress = Callable[[str, int, int], None]
    """Told a step's name, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: in so many processes here, or by the workers of the scheduler at an address."""

    workers: int = 2
    scheduler: str | None = None

    def read(self, files: Sequence[Arrival]) -> Iterator[Read]:
        """Read files and yield the results in the order given."""
        if self.scheduler is None:
            return read_isolated(files, self.workers)
        from reporter.intake.processes.cluster import read_on_cluster  # noqa: PLC0415 - optional, and slow to load

        return read_on_cluster(files, self.scheduler)


HERE = Reading()


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


@dataclass(frozen=True, slots=True)
class Past:
    """What the year's earlier periods say: their ledgers, oldest first, the promises of spring, and their files."""

    ledgers: tuple[Ledger, ...] = ()
    promised: tuple[Commitment, ...] = ()
    receipts: tuple[Receipt, ...] = ()


def receive(  # noqa: PLR0913 - where from, against what, as of when, and by keyword how
    folder: Path, plan: Plan, period: Period, as_of: date | None, *, reading: Reading = HERE, progress: Progress
) -> Reception:
    """Read all that was dropped into `folder`; a folder that does not exist received nothing."""
    files, findings = arrivals(folder) if folder.is_dir() else ((), ())
    receipts = []
    for arrival, (workbook, faults) in zip(files, reading.read(files), strict=True):
        submission, questions = read_submission(workbook, plan, period, as_of=as_of) if workbook else (None, ())
        receipts.append(Receipt(arrival.name, arrival.path, workbook, submission, said_once(faults, questions)))
        progress("读取报送文件", len(receipts), len(files))
    receipts = [*withhold(receipts, plan)]
    unrecognised = (item for receipt in receipts if receipt.submission is None for item in receipt.findings)
    merged = tuple(_merged(plan, receipts, as_of))
    collected = (*findings, *unrecognised, *(item for _, questions in merged for item in questions))
    return Reception(tuple(receipts), tuple(submission for submission, _ in merged), collected)


def said_once(faults: Sequence[Finding], questions: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put together what intake and forms found; a cell that intake found damaged is not called unreadable again.

    The form knows whose cell it is, so the damage takes over the ids.
    """
    again = {item.place: item for item in questions if item.severity is Severity.ERROR and item.place.address}
    damaged = {item.place for item in faults}
    named = (
        replace(item, task=other.task, indicator=other.indicator, department=other.department)
        if (other := again.get(item.place))
        else item
        for item in faults
    )
    return (*named, *(item for item in questions if again.get(item.place) is not item or item.place not in damaged))


def look_back(  # noqa: PLR0913 - what for, then by keyword as of when and how
    home: Home, plan: Plan, period: Period, *, as_of: date | None = None, reading: Reading = HERE, progress: Progress
) -> Past:
    """Read the earlier periods of the same year again from their drop folders, oldest first; spring only at year-end.

    Read from the inputs rather than remembered, so that the same inputs give the same outputs on any machine.
    """
    ledgers: list[Ledger] = []
    promised: list[Commitment] = []
    receipts: list[Receipt] = []
    for earlier in home.periods():
        is_spring = earlier.stage is Stage.SPRING
        if not earlier.precedes_in_year(period) or (is_spring and period.stage is not Stage.YEAR_END):
            continue
        reception = receive(home.drop_folder(earlier), plan, earlier, as_of, reading=reading, progress=progress)
        receipts += reception.receipts
        if is_spring:
            promised += (item for submission in reception.submissions for item in submission.commitments)
        else:
            ledgers.append(consolidate(plan, earlier, reception.submissions))
    return Past(tuple(ledgers), tuple(promised), tuple(receipts))


def witnessed(reception: Reception, *, workers: int) -> tuple[Finding, ...]:
    """Let the witness read every workbook again, and return each cell on which it differs."""
    received = [(receipt.workbook, receipt.path) for receipt in reception.receipts if receipt.workbook is not None]
    return tuple(item for found in compare_isolated(received, workers) for item in found)


def _merged(
    plan: Plan, receipts: Sequence[Receipt], as_of: date | None
) -> Iterator[tuple[Submission, tuple[Finding, ...]]]:
    """Yield one submission a department, in plan order, with all that was found in its files and in merging them."""
    files_of: dict[str, list[tuple[Submission, tuple[Finding, ...]]]] = defaultdict(list)
    for receipt in receipts:
        if receipt.submission:
            files_of[receipt.submission.department].append((receipt.submission, receipt.findings))
    for department in plan.departments:
        if department.name in files_of:
            files = files_of[department.name]
            order = order_of([item for item, _ in files], as_of)
            submission, questions = merge([item for item, _ in files], order)
            found = settle((item for _, own in files for item in own), submission, order)
            yield submission, (*found, *(_with_task(item, plan) for item in questions))


def _with_task(found: Finding, plan: Plan) -> Finding:
    """Name the task of an indicator, which merging, that knows no plan, could not."""
    known = plan.indicator_by_id.get(found.indicator)
    return replace(found, task=known.task) if known and not found.task else found
