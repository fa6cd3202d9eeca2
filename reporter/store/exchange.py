"""The store as JSON lines: what it alone knows, to be kept elsewhere and read back."""

from __future__ import annotations

import json
from dataclasses import asdict
from dataclasses import fields
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING
from typing import TypeVar

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.periods import Period
from reporter.places import Place
from reporter.store.database import exists
from reporter.store.database import opened
from reporter.store.records import Run
from reporter.store.records import StoredFigure
from reporter.store.records import StoredFile
from reporter.store.records import StoredFinding
from reporter.store.records import StoredReport
from reporter.store.records import StoredSource
from reporter.store.records import StoredStatement
from reporter.store.records import StoredSubmission
from reporter.store.remembering import add_run
from reporter.store.remembering import add_submission
from reporter.store.remembering import stored_runs
from reporter.store.remembering import stored_submissions
from reporter.store.reports import add_report
from reporter.store.reports import stored_reports
from reporter.store.schema import digits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

Record = TypeVar("Record", StoredFile, StoredFinding, StoredSource, StoredStatement, StoredSubmission)
_VERSION = 1
"""Of the lines, which outlive the tables."""
_AMOUNTS = ("value", "rate", "pace")


def export(address: str) -> Iterator[str]:
    """Yield the store as JSON lines without line ends: files, reports, then runs; nothing where there is no store.

    Raises:
        ConfigurationError: the store cannot be reached.
    """
    if not exists(address):
        return
    with opened(address) as connection:
        for submission in stored_submissions(connection):
            yield _line("submission", asdict(submission))
        for report in stored_reports(connection):
            yield _line("report", asdict(report))
        for run in stored_runs(connection):
            yield _line("run", asdict(run))


def import_lines(address: str, lines: Iterable[str]) -> int:
    """Read exported lines into a store and return how many of them were new to it.

    Raises:
        ConfigurationError: a line is none of ours (each is named, and nothing is read), or the store refuses.
    """
    faults = []
    records: list[Run | StoredReport | StoredSubmission] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                records.append(_record(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError):
                faults.append(finding("store.not-a-line", Place("FILE", (str(number),)), found=line.strip()[:40]))
    if faults:
        raise ConfigurationError(faults)
    with opened(address, to_write=True) as connection:
        return sum(_add(connection, item) for item in records)


def _add(connection: Connection, item: Run | StoredReport | StoredSubmission) -> bool:
    if isinstance(item, StoredReport):
        return add_report(connection, item)
    return add_run(connection, item) if isinstance(item, Run) else add_submission(connection, item)


def _line(kind: str, content: Mapping[str, object]) -> str:
    return json.dumps({"store": _VERSION, "kind": kind, **content}, ensure_ascii=False, default=digits)


def _record(entry: Mapping[str, object]) -> Run | StoredReport | StoredSubmission:
    if entry["store"] != _VERSION:
        raise ValueError(entry["store"])
    if entry["kind"] == "submission":
        return _texts(StoredSubmission, entry)
    if entry["kind"] == "report":
        return StoredReport(
            period=_text(entry["period"]),
            department=_text(entry["department"]),
            received=_text(entry["received"]),
            files=tuple(_texts(StoredFile, item) for item in _entries(entry["files"])),
            statements=tuple(_texts(StoredStatement, item) for item in _entries(entry["statements"])),
        )
    if entry["kind"] != "run" or Period.parse(_text(entry["period"])) is None:
        raise ValueError(entry["kind"])
    return Run(
        period=_text(entry["period"]),
        as_of=_text(entry["as_of"]),
        is_final=bool(entry["is_final"]),
        inputs_digest=_text(entry["inputs_digest"]),
        program=_text(entry["program"]),
        figures=tuple(_figure(item) for item in _entries(entry["figures"])),
        findings=tuple(_texts(StoredFinding, item) for item in _entries(entry["findings"])),
    )


def _figure(entry: Mapping[str, object]) -> StoredFigure:
    value, rate, pace = (None if entry[word] is None else Decimal(_text(entry[word])) for word in _AMOUNTS)
    return StoredFigure(
        indicator=_text(entry["indicator"]),
        task=_text(entry["task"]),
        value=value,
        unit=_text(entry["unit"]),
        rate=rate,
        pace=pace,
        status=_text(entry["status"]),
        sources=tuple(_texts(StoredSource, item) for item in _entries(entry["sources"])),
    )


def _texts(kind: type[Record], entry: Mapping[str, object]) -> Record:
    return kind(**{field.name: _text(entry[field.name]) for field in fields(kind)})


def _entries(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
