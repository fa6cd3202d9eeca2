"""What a department wrote about a task, as it will be printed, read, and bound to the cells of the same department."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.check.binding import bound_targets
from reporter.consolidate.texts import resolve
from reporter.prose.reading import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.check.records import Evidence
    from reporter.consolidate.records import LedgerRow
    from reporter.forms.records import TaskText
    from reporter.plan.records import Task
    from reporter.prose.records import RowReading


@dataclass(frozen=True, slots=True)
class Written:
    """A task with its text. `progress` has its placeholders printed; offsets of `reading` count in it.

    `rows` are the ledger rows of the task, `bound` those that a stated target can only mean, by the target's index.
    """

    task: Task
    text: TaskText
    progress: str
    reading: RowReading
    rows: tuple[LedgerRow, ...]
    bound: Mapping[int, LedgerRow]


def written(evidence: Evidence) -> Iterator[Written]:
    """Yield every task of which a text came, in plan order."""
    for task in evidence.plan.tasks:
        text = evidence.ledger.texts.get(task.id)
        if text is not None and text.progress.strip():
            progress, _ = resolve(text.progress, evidence.ledger)
            reading = reading_of(task.text, progress)
            indicators = evidence.plan.indicators_of(task.id)
            rows = {item.id: evidence.ledger.row_by_indicator[item.id] for item in indicators}
            bound = {index: rows[item.id] for index, item in bound_targets(reading.targets, indicators).items()}
            yield Written(task, text, progress, reading, tuple(rows.values()), bound)


@lru_cache(maxsize=32768)
def reading_of(target: str, progress: str) -> RowReading:
    """Read a row once, however many rules ask."""
    return read_row(target, progress)
