"""The history of a home: what each run read and found, remembered after its outputs are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.pipeline.recalling import reports_now
from reporter.quantities import percent
from reporter.quantities import plain
from reporter.release.manifest import program_version
from reporter.store.records import StoredSubmission
from reporter.store.records import run_of
from reporter.store.remembering import history as remembered
from reporter.store.remembering import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.pipeline.outputs import Judged
    from reporter.pipeline.reception import Receipt
    from reporter.release.manifest import Release
    from reporter.store.records import HistoryRow


def remember(address: str, judged: Judged, release: Release) -> None:
    """Add a run to the store, once; the same inputs of the same day change nothing.

    Raises:
        ConfigurationError: the store cannot be reached or refuses. The outputs stand nevertheless.
    """
    run = run_of(
        judged.evidence.ledger,
        judged.findings,
        as_of=release.as_of,
        is_final=release.is_final,
        inputs=release.inputs,
        program=program_version(),
    )
    record(address, run, tuple(_submissions(judged)), tuple(reports_now(judged.evidence, judged.reception)))


def history(address: str, key: str) -> Iterator[str]:
    """Yield an indicator, or every indicator of a task, over all periods and runs, a line a state.

    Raises:
        ConfigurationError: the store cannot be reached, or holds nothing of that id.
    """
    for row in remembered(address, key):
        yield _line(row)


def _submissions(judged: Judged) -> Iterator[StoredSubmission]:
    for receipt in judged.reception.receipts:
        if receipt.workbook is not None and receipt.submission is not None:
            yield StoredSubmission(
                sha256=receipt.workbook.sha256,
                period=str(judged.evidence.period),
                department=receipt.submission.department,
                file=receipt.name,
                filled_on=_filled_on(receipt),
                received=judged.evidence.as_of.isoformat(),
            )


def _filled_on(receipt: Receipt) -> str:
    day = receipt.submission.signature.filled_on if receipt.submission else None
    return day.isoformat() if day else ""


def _line(row: HistoryRow) -> str:
    figure = row.figure
    days = row.first if row.first == row.last else f"{row.first}—{row.last}"
    amount = "—" if figure.value is None else f"{plain(figure.value)}{figure.unit}"
    rate = "" if figure.rate is None else f"，完成率 {percent(figure.rate)}"
    cells = "；".join(f"{source.file}!{source.sheet}!{source.cell}" for source in figure.sources)
    return f"{row.period}\t{days}\t{figure.indicator}\t{amount}{rate}\t{figure.status}\t{cells}"
