"""What a department wrote about a task, as it will be printed, read, and bound to the cells of the same department."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.check.binding import bound_targets
from reporter.consolidate.texts import resolve
from reporter.prose.reading import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow
    from reporter.forms.records import TaskText
    from reporter.plan.records import Indicator
    from reporter.plan.records import Plan
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


@dataclass(frozen=True, slots=True)
class TaskReading:
    """A task with its sentences read; `text` is None and `progress` empty where nobody wrote.

    `indicators` are those of the task, `bound` those that a stated target can only mean, by the target's index.
    """

    task: Task
    text: TaskText | None
    progress: str
    reading: RowReading
    indicators: tuple[Indicator, ...]
    bound: Mapping[int, Indicator]

    def written(self, ledger: Ledger) -> Written | None:
        """Join the reading to the cells, None where nothing was written."""
        if self.text is None or not self.text.told.strip():
            return None
        rows = {item.id: ledger.row_by_indicator[item.id] for item in self.indicators}
        bound = {index: rows[item.id] for index, item in self.bound.items()}
        return Written(self.task, self.text, self.progress, self.reading, tuple(rows.values()), bound)


def read_tasks(plan: Plan, ledger: Ledger) -> Iterator[TaskReading]:
    """Read target and progress of every task, in plan order."""
    for task in plan.tasks:
        text = ledger.texts.get(task.id)
        progress = resolve(text.progress, ledger)[0] if text else ""
        reading, indicators = read_row(task.text, progress), plan.indicators_of(task.id)
        yield TaskReading(task, text, progress, reading, indicators, bound_targets(reading.targets, indicators))
