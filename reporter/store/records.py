"""What the store remembers: runs with their figures and findings, and every file that was submitted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A cell that a figure came from."""

    department: str
    file: str
    sheet: str
    cell: str
    stored: str
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """An indicator as a run found it. Amounts are exact; None is nothing reported, never zero."""

    indicator: str
    task: str
    value: Decimal | None
    unit: str
    rate: Decimal | None
    pace: Decimal | None
    status: str
    sources: tuple[StoredSource, ...]


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    """A file that a department handed in. `received` is the day of the first run that read it."""

    sha256: str
    period: str
    department: str
    file: str
    filled_on: str
    received: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a report was made of."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """What a report said in one cell; `key` names its row, `word` its column."""

    key: str
    word: str
    file: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What a department's files of a period said together. `received` is the day of the first run that read them."""

    period: str
    department: str
    received: str
    files: tuple[StoredFile, ...]
    statements: tuple[StoredStatement, ...]

    @property
    def id(self) -> str:
        """The identity of a report: whose it is, and the content of its files, whatever they are called."""
        return _digest([self.period, self.department, sorted({item.sha256 for item in self.files})])


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as texts; `place` as a person reads it."""

    rule: str
    severity: str
    place: str
    task: str
    indicator: str
    department: str
    found: str
    expected: str
    difference: str
    expression: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the main job. `id` follows from what went in, so that the same run is remembered once."""

    period: str
    as_of: str
    is_final: bool
    inputs_digest: str
    program: str
    figures: tuple[StoredFigure, ...]
    findings: tuple[StoredFinding, ...]

    @property
    def id(self) -> str:
        """The identity of a run: period, day, edition, everything that went in, and the program."""
        return _digest([self.period, self.as_of, self.is_final, self.inputs_digest, self.program])


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An indicator of a period as it stood from the day `first` to the day `last`, the same in all runs between."""

    period: str
    first: str
    last: str
    runs: int
    figure: StoredFigure


def run_of(  # noqa: PLR0913 - a run has as many parts, all of them named
    ledger: Ledger,
    findings: Iterable[Finding],
    *,
    as_of: date,
    is_final: bool,
    inputs: Mapping[str, str],
    program: str,
) -> Run:
    """Describe a run; `inputs` maps every path that went in to its SHA-256, as the manifest does."""
    return Run(
        period=str(ledger.period),
        as_of=as_of.isoformat(),
        is_final=is_final,
        inputs_digest=_digest(sorted(inputs.items())),
        program=program,
        figures=tuple(_figure(row) for row in ledger.rows),
        findings=tuple(_finding(item) for item in findings),
    )


def _figure(row: LedgerRow) -> StoredFigure:
    return StoredFigure(
        indicator=row.indicator.id,
        task=row.indicator.task,
        value=row.actual,
        unit=row.indicator.target.unit,
        rate=row.rate,
        pace=row.pace,
        status=row.status.value,
        sources=tuple(
            StoredSource(
                figure.department,
                figure.source.place.file,
                figure.source.place.sheet,
                figure.source.place.address,
                figure.source.stored,
                figure.source.format,
                figure.source.sha256,
            )
            for figure in row.figures
            if figure.amount is not None or figure.is_unreadable
        ),
    )


def _finding(item: Finding) -> StoredFinding:
    return StoredFinding(
        rule=item.rule,
        severity=item.severity.value,
        place=str(item.place),
        task=item.task,
        indicator=item.indicator,
        department=item.department,
        found=item.found,
        expected=item.expected,
        difference=item.difference,
        expression=item.expression,
        message=item.message,
        hint=item.hint,
    )


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()
