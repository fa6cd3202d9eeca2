"""The plan as records: departments, tasks, indicators with their targets, revisions and the schedule of the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING
from typing import TypeVar

from reporter.places import file_stem
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from reporter.places import Place

_Item = TypeVar("_Item")


_ID = re.compile(r"[A-Za-z0-9._-]+")


def is_id(text: str) -> bool:
    """Tell whether a text could be the id of a task or an indicator: letters, digits, `-`, `_`, `.`."""
    return bool(_ID.fullmatch(text))


class Form(StrEnum):
    """表单: the table of the year a task belongs to."""

    KEY_TASK = "重点工作"
    LIVELIHOOD = "民生实事"
    COMMITMENT = "承诺事项"


class Basis(StrEnum):
    """口径: what an amount measures, which decides how it is judged."""

    CUMULATIVE = "累计"
    LEVEL = "时点"
    GROWTH = "增速"
    SHARE = "占比"
    RANK = "排名"
    PROGRESS = "进度"
    ANNUAL = "年度"
    QUALITATIVE = "定性"


class Relation(StrEnum):
    """关系: how an actual stands to its target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE_THAN = ">"
    LESS_THAN = "<"
    EQUAL = "="
    ABOUT = "≈"
    WITHIN = "区间"


@dataclass(frozen=True, slots=True)
class Department:
    """A unit that answers for tasks. A collective name (泛指) is printed but receives no workbook."""

    name: str
    aliases: tuple[str, ...]
    category: str
    contact: str
    phone: str
    place: Place

    @property
    def is_collective(self) -> bool:
        """Whether the name stands for many and nobody fills a workbook for it."""
        return self.category == "泛指"


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the published table. `responsible` is the cell as written, `departments` its names, the first leads."""

    id: str
    form: Form
    group: str
    number: str
    area: str
    text: str
    responsible: str
    departments: tuple[str, ...]
    is_public: bool
    place: Place

    @property
    def lead(self) -> str:
        """The department that leads and writes 推进情况."""
        return self.departments[0]


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised of an indicator: `value` in `unit`; `upper` only for 区间; no value for 定性."""

    relation: Relation
    value: Decimal | None
    upper: Decimal | None
    unit: str

    @property
    def digits(self) -> str:
        """The value without relation and unit: 300, or 10~50 for a range; empty where there is none."""
        return "~".join(plain(end) for end in (self.value, self.upper) if end is not None)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure to report. `schedule` is the percent of the year's target due at half-year, None for the plan's."""

    id: str
    task: str
    name: str
    target: Target
    basis: Basis
    baseline: Decimal | None
    schedule: Decimal | None
    reporters: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Revision:
    """修订: a change of a locked target, with the reason and who approved it."""

    indicator: str
    item: str
    old: str
    new: str
    reason: str
    approved_by: str
    date: str
    place: Place


@dataclass(frozen=True, slots=True)
class Settings:
    """年度: the year and what holds for the whole plan. Percent and points are plain numbers: 50 is 50%."""

    year: int
    publisher: str = ""
    half_year_schedule: Decimal = Decimal(50)
    tolerance: Decimal = Decimal(2)
    due: date | None = None
    others: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Plan:
    """The whole plan in the order of its sheets, valid: every id is known, every department stands in `departments`.

    In tasks and indicators every department goes by its official name, whichever alias was typed, and an indicator
    always has a reporter: where none was typed it is the lead of its task.
    """

    file: str
    sha256: str
    settings: Settings
    departments: tuple[Department, ...]
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    revisions: tuple[Revision, ...] = ()

    @cached_property
    def department_by_name(self) -> Mapping[str, Department]:
        """Departments by name and by alias."""
        return {name: item for item in self.departments for name in (*item.aliases, item.name)}

    @cached_property
    def department_by_file_stem(self) -> Mapping[str, Department]:
        """Departments by the names that their workbooks may carry in a folder; of two alike, the first."""
        names = ((name, item) for item in reversed(self.departments) for name in (*reversed(item.aliases), item.name))
        return {key: item for name, item in names for key in (file_stem(name), name)}

    @cached_property
    def task_by_id(self) -> Mapping[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def indicators_by_reporter(self) -> Mapping[str, tuple[Indicator, ...]]:
        """What each department reports, in plan order; who reports nothing has no entry."""
        return _grouped((name, item) for item in self.indicators for name in dict.fromkeys(item.reporters))

    @cached_property
    def tasks_by_lead(self) -> Mapping[str, tuple[Task, ...]]:
        """What each department leads, in plan order; who leads nothing has no entry."""
        return _grouped((task.lead, task) for task in self.tasks)

    @cached_property
    def revisions_by_indicator(self) -> Mapping[str, tuple[Revision, ...]]:
        """Revisions by the id that each names, an indicator's or a task's, in the order of the sheet."""
        return _grouped((item.indicator, item) for item in self.revisions)

    def reporters_of(self, indicator: str) -> tuple[str, ...]:
        """Return who reports an indicator, nobody where the plan has none of that id."""
        known = self.indicator_by_id.get(indicator)
        return known.reporters if known else ()

    def leads_of(self, task: str) -> tuple[str, ...]:
        """Return who leads a task, nobody where the plan has none of that id."""
        known = self.task_by_id.get(task)
        return (known.lead,) if known else ()

    def indicators_of(self, task: str) -> tuple[Indicator, ...]:
        """Return the indicators of a task in plan order."""
        return self._indicators_by_task.get(task, ())

    @cached_property
    def _indicators_by_task(self) -> Mapping[str, tuple[Indicator, ...]]:
        return _grouped((item.task, item) for item in self.indicators)


def _grouped(pairs: Iterable[tuple[str, _Item]]) -> Mapping[str, tuple[_Item, ...]]:
    groups: dict[str, list[_Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
