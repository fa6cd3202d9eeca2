"""What the store knows of a period's earlier reports: when each file came, how often, and what changed since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.forms.statements import Change
from reporter.forms.statements import Statement
from reporter.forms.statements import changes
from reporter.forms.statements import statements
from reporter.places import Place
from reporter.present.reporting_history import ReceivedFile
from reporter.present.reporting_history import ReportingHistory
from reporter.store.records import StoredFile
from reporter.store.records import StoredReport
from reporter.store.records import StoredStatement
from reporter.store.reports import reports

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.forms.records import Submission
    from reporter.pipeline.reception import Reception

_ALL_FILES = "全部报送文件"


def recall(address: str, evidence: Evidence, reception: Reception) -> tuple[ReportingHistory, tuple[Finding, ...]]:
    """Return how the period was reported until now, and what kept the store from being asked.

    A run again over the same files is told the same: a report is held against the latest of other content, and a file
    keeps the day on which a run read it first.
    """
    try:
        remembered = reports(address, str(evidence.period))
    except ConfigurationError as error:
        return _history((), evidence, reception), error.faults
    return _history(remembered, evidence, reception), ()


def reports_now(evidence: Evidence, reception: Reception) -> Iterator[StoredReport]:
    """Yield what each department reports today; of one with a file that nobody can read, nobody knows it."""
    digests = {item.name: item.workbook.sha256 for item in reception.receipts if item.workbook is not None}
    for submission in evidence.submissions:
        if submission.department not in evidence.unread:
            yield StoredReport(
                period=str(evidence.period),
                department=submission.department,
                received=evidence.as_of.isoformat(),
                files=tuple(StoredFile(name, digests[name]) for name in submission.files),
                statements=tuple(_stored(item) for item in statements(submission)),
            )


def _history(remembered: Sequence[StoredReport], evidence: Evidence, reception: Reception) -> ReportingHistory:
    now = {item.department: item for item in reports_now(evidence, reception)}
    by_department: dict[str, list[StoredReport]] = defaultdict(list)
    for report in remembered:
        by_department[report.department].append(report)
    names = [unit.name for unit in evidence.plan.departments if unit.name not in evidence.unread]
    submitted = {item.department: item for item in evidence.submissions}
    found = {name: tuple(_changes(by_department[name], now.get(name), submitted.get(name))) for name in names}
    return ReportingHistory(
        files=_files((*remembered, *now.values()), evidence, reception),
        times={
            name: len({file.sha256 for report in (*by_department[name], now[name]) for file in report.files})
            for name in names
            if name in now
        },
        changes={name: items for name, items in found.items() if items},
    )


def _changes(
    remembered: Sequence[StoredReport], now: StoredReport | None, submission: Submission | None
) -> Iterator[Change]:
    """Yield what differs from the latest report of other content, which comes last of those remembered."""
    former = next((item for item in reversed(remembered) if now is None or item.id != now.id), None)
    if former is None:
        return
    if now is None or submission is None:
        names = "、".join(item.file for item in former.files)
        yield Change(Statement("", _ALL_FILES, Place(former.files[0].file), names), None)
        return
    before = (Statement(item.key, item.word, _place(item), item.text) for item in former.statements)
    yield from changes(before, statements(submission))


def _files(known: Iterable[StoredReport], evidence: Evidence, reception: Reception) -> Mapping[str, ReceivedFile]:
    """Return of each file of the period its day, and the day on which it was read first: today at the latest."""
    first: dict[tuple[str, str], str] = {}
    for report in known:
        for file in report.files:
            key = (report.department, file.sha256)
            first[key] = min(first.get(key, report.received), report.received)
    files = {}
    for item in reception.receipts:
        if item.submission is not None and item.workbook is not None:
            day, today = item.submission.signature.filled_on, evidence.as_of.isoformat()
            received = min(first.get((item.submission.department, item.workbook.sha256), today), today)
            files[item.name] = ReceivedFile(day.isoformat() if day else "", received)
    return files


def _stored(item: Statement) -> StoredStatement:
    place = item.place
    return StoredStatement(item.key, item.word, place.file, place.sheet, place.address, item.text)


def _place(item: StoredStatement) -> Place:
    return Place(item.file, tuple(part for part in (item.sheet, item.cell) if part))
