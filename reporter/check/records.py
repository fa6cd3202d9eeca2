"""What the checks are given to judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reporter.consolidate.records import Ledger
    from reporter.forms.records import Commitment
    from reporter.forms.records import Submission
    from reporter.periods import Period
    from reporter.plan.records import Plan


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is known about a period when it is judged.

    `earlier` are the ledgers of earlier periods of the same year, oldest first; `as_of` is the only today there
    is. `commitments` are what the departments promised in spring, where that was read again.
    """

    plan: Plan
    period: Period
    submissions: tuple[Submission, ...]
    ledger: Ledger
    earlier: tuple[Ledger, ...]
    as_of: date
    commitments: tuple[Commitment, ...] = ()
