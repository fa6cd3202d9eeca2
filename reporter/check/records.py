"""What the checks are given to judge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reporter.check.written import read_tasks
from reporter.plan.duties import departments_owing

if TYPE_CHECKING:
    from datetime import date

    from reporter.check.written import TaskReading
    from reporter.check.written import Written
    from reporter.consolidate.records import Ledger
    from reporter.forms.records import Commitment
    from reporter.forms.records import Submission
    from reporter.periods import Period
    from reporter.plan.records import Department
    from reporter.plan.records import Plan


@dataclass(frozen=True)
class Evidence:
    """Everything that is known about a period when it is judged.

    `earlier` are the ledgers of earlier periods of the same year, oldest first; `as_of` is the only today there
    is. `commitments` are what the departments promised in spring, where that was read again. Of `unread` departments a
    workbook came that nobody can read.
    """

    plan: Plan
    period: Period
    submissions: tuple[Submission, ...]
    ledger: Ledger
    earlier: tuple[Ledger, ...]
    as_of: date
    commitments: tuple[Commitment, ...] = ()
    unread: frozenset[str] = frozenset()

    @cached_property
    def owing(self) -> tuple[Department, ...]:
        """Who must report, in plan order."""
        return departments_owing(self.plan, self.period)

    @cached_property
    def silent(self) -> tuple[Department, ...]:
        """Those of them of whom no readable workbook came."""
        came = {item.department for item in self.submissions}
        return tuple(unit for unit in self.owing if unit.name not in came)

    @cached_property
    def readings(self) -> tuple[TaskReading, ...]:
        """Every task of the plan with its sentences read, once for all rules."""
        return tuple(read_tasks(self.plan, self.ledger))

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """The tasks of which a text came, bound to the cells of the same department."""
        return tuple(item for reading in self.readings if (item := reading.written(self.ledger)) is not None)
