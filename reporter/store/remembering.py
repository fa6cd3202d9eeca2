"""Remembering a run, and asking what was remembered: an indicator over all periods."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.periods import Period
from reporter.places import Place
from reporter.store.database import exists
from reporter.store.database import opened
from reporter.store.records import HistoryRow
from reporter.store.records import Run
from reporter.store.records import StoredFinding
from reporter.store.records import StoredReport
from reporter.store.records import StoredSubmission
from reporter.store.reports import keep_report
from reporter.store.schema import FIGURES
from reporter.store.schema import FINDINGS
from reporter.store.schema import RUNS
from reporter.store.schema import SUBMISSIONS
from reporter.store.states import add_figures
from reporter.store.states import is_of
from reporter.store.states import states
from reporter.store.states import without

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

_IDENTITY = ("sha256", "period", "department", "file")


def record(
    address: str, run: Run, submissions: Iterable[StoredSubmission] = (), reports: Iterable[StoredReport] = ()
) -> bool:
    """Remember a run, the files it read and what they said, all or nothing; False where the run is known already.

    Raises:
        ConfigurationError: the store cannot be reached or refuses.
    """
    with opened(address, to_write=True) as connection:
        for submission in submissions:
            add_submission(connection, submission)
        for report in reports:
            keep_report(connection, report)
        return add_run(connection, run)


def history(address: str, key: str) -> tuple[HistoryRow, ...]:
    """Return an indicator, or every indicator of a task, over all periods; equal runs in a row are one.

    Raises:
        ConfigurationError: the store cannot be reached, or holds nothing of that id.
    """
    rows: tuple[HistoryRow, ...] = ()
    if exists(address):
        with opened(address) as connection:
            rows = tuple(_history(connection, key))
    if not rows:
        raise ConfigurationError([finding("store.unknown-key", Place("KEY"), found=key)])
    return rows


def add_run(connection: Connection, run: Run) -> bool:
    """Add a run to a store that is open to write; False where it is there already.

    A figure that stands in the period as it did is not written again.
    """
    if connection.scalar(select(RUNS.c.id).where(RUNS.c.id == run.id)) is not None:
        return False
    number = (connection.scalar(select(func.max(RUNS.c.number))) or 0) + 1
    facts = {word: getattr(run, word) for word in ("id", "period", "as_of", "is_final", "inputs_digest", "program")}
    connection.execute(insert(RUNS).values(number=number, **facts))
    add_figures(connection, run, number)
    findings = [{**asdict(item), "run": run.id, "number": place} for place, item in enumerate(run.findings)]
    if findings:
        connection.execute(insert(FINDINGS), findings)
    return True


def add_submission(connection: Connection, submission: StoredSubmission) -> bool:
    """Add a file to an open store; one that is there already keeps the earlier day of receipt."""
    same = [SUBMISSIONS.c[word] == getattr(submission, word) for word in _IDENTITY]
    received = connection.scalar(select(SUBMISSIONS.c.received).where(*same))
    if received is None:
        connection.execute(insert(SUBMISSIONS).values(**asdict(submission)))
        return True
    if submission.received < received:
        connection.execute(update(SUBMISSIONS).where(*same).values(received=submission.received))
    return False


def stored_submissions(connection: Connection) -> Iterator[StoredSubmission]:
    """Yield every file that was submitted, in the order of periods, departments and receipt."""
    order = [SUBMISSIONS.c[word] for word in ("period", "department", "received", "file", "sha256")]
    for row in connection.execute(select(SUBMISSIONS).order_by(*order)).mappings():
        yield StoredSubmission(**row)


def stored_runs(connection: Connection) -> Iterator[Run]:
    """Yield every run in the order in which they were remembered."""
    for row in connection.execute(select(RUNS).order_by(RUNS.c.number)).mappings().all():
        findings = connection.execute(
            select(FINDINGS).where(FINDINGS.c.run == row["id"]).order_by(FINDINGS.c.number)
        ).mappings()
        yield Run(
            period=row["period"],
            as_of=row["as_of"],
            is_final=row["is_final"],
            inputs_digest=row["inputs_digest"],
            program=row["program"],
            figures=tuple(state.figure for state in states(connection, is_of(row))),
            findings=tuple(StoredFinding(**without(item, "run", "number")) for item in findings),
        )


def _history(connection: Connection, key: str) -> Iterator[HistoryRow]:
    runs = connection.execute(select(RUNS)).mappings().all()
    stood = states(connection, or_(FIGURES.c.indicator == key, FIGURES.c.task == key))
    found = sorted(
        ((run, state.figure) for state in stood for run in runs if state.is_in(run)),
        key=lambda item: (item[1].indicator, Period.parse(item[0]["period"]), item[0]["as_of"], item[0]["number"]),
    )
    for (period, figure), same in groupby(found, key=lambda item: (item[0]["period"], item[1])):
        days = [run["as_of"] for run, _ in same]
        yield HistoryRow(period, days[0], days[-1], len(days), figure)
