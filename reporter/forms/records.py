"""A filled workbook as records: who reports, for which period, which figures and which texts, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from reporter.places import Place


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was typed: the evidence an auditor goes back to."""

    place: Place
    stored: str
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What a department reported of one indicator. `amount` is in the plan's unit, None where empty or unreadable."""

    indicator: str
    department: str
    amount: Decimal | None
    source: Source
    is_unreadable: bool = False
    """Something stands in the cell, but an `error` keeps it out of the tables."""
    explanation: str = ""
    data_as_of: str = ""
    data_as_of_place: Place | None = None
    """The cell of 数据截至, where the figure came from a form."""
    data_source: str = ""


@dataclass(frozen=True, slots=True)
class TaskText:
    """What the lead department wrote about a task. The places are those of the cells.

    `unreadable` names the texts in whose cells something stands that an `error` keeps out of the tables.
    """

    task: str
    department: str
    progress: str
    problems: str
    next_steps: str
    source: Source
    unreadable: frozenset[str] = frozenset()
    is_placeholder: bool = False
    """推进情况 says that there is nothing to say: 无, 暂无, —. It prints as typed and tells no progress."""

    @property
    def told(self) -> str:
        """推进情况, empty where it only says that there is nothing to say."""
        return "" if self.is_placeholder else self.progress


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise of the spring workbook: 承诺事项 and 年度目标 in words."""

    department: str
    number: str
    promise: str
    goal: str
    source: Source


@dataclass(frozen=True, slots=True)
class Signature:
    """Who filled and checked the workbook, when, and whom to call."""

    filled_by: str = ""
    checked_by: str = ""
    filled_on: date | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One department's report of one period: from one file, or merged from several of the same department."""

    department: str
    period: str
    files: tuple[str, ...]
    signature: Signature
    figures: tuple[Figure, ...] = ()
    texts: tuple[TaskText, ...] = ()
    commitments: tuple[Commitment, ...] = ()
