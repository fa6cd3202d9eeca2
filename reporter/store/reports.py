"""What each department's files said, report after report: what a resubmission is held against."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from typing import TypeVar

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from reporter.store.database import exists
from reporter.store.database import opened
from reporter.store.records import StoredFile
from reporter.store.records import StoredReport
from reporter.store.records import StoredStatement
from reporter.store.schema import REPORTS
from reporter.store.schema import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

_Part = TypeVar("_Part", StoredFile, StoredStatement)


def reports(address: str, period: str) -> tuple[StoredReport, ...]:
    """Return every report of a period, the latest of each department last; none where there is no store.

    Raises:
        ConfigurationError: the store cannot be reached.
    """
    if not exists(address):
        return ()
    with opened(address) as connection:
        return tuple(item for item in stored_reports(connection) if item.period == period)


def keep_report(connection: Connection, report: StoredReport) -> None:
    """Make a report the latest of its department; a content that is there already keeps its day and its words."""
    add_report(connection, report)
    same = (REPORTS.c.period == report.period, REPORTS.c.department == report.department)
    latest = select(REPORTS.c.id).where(*same).order_by(REPORTS.c.number.desc()).limit(1)
    if connection.scalar(latest) != report.id:
        connection.execute(update(REPORTS).where(REPORTS.c.id == report.id).values(number=_next(connection)))


def add_report(connection: Connection, report: StoredReport) -> bool:
    """Add a report after all others; False where its content is there already."""
    if connection.scalar(select(REPORTS.c.id).where(REPORTS.c.id == report.id)) is not None:
        return False
    facts = {word: getattr(report, word) for word in ("id", "period", "department", "received")}
    parts = {word: json.dumps([asdict(item) for item in getattr(report, word)]) for word in ("files", "statements")}
    connection.execute(insert(REPORTS).values(number=_next(connection), **facts, **parts))
    return True


def stored_reports(connection: Connection) -> Iterator[StoredReport]:
    """Yield every report, each after the one of its department that it replaced."""
    for row in connection.execute(select(REPORTS).order_by(REPORTS.c.number)).mappings():
        yield StoredReport(
            period=row["period"],
            department=row["department"],
            received=row["received"],
            files=_parts(StoredFile, row["files"]),
            statements=_parts(StoredStatement, row["statements"]),
        )


def _parts(kind: type[_Part], text: str) -> tuple[_Part, ...]:
    return tuple(kind(**{word: escaped(value) for word, value in item.items()}) for item in json.loads(text))


def _next(connection: Connection) -> int:
    return (connection.scalar(select(func.max(REPORTS.c.number))) or 0) + 1
