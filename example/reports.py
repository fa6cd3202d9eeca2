"""What the departments of the example city hand in: commitments in spring, figures and texts in July and December."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from example.city import read_folder
from example.city import read_toml
from example.city import table_rows
from example.promises import promises
from reporter.periods import Period
from reporter.periods import Stage
from reporter.plan.duties import departments_asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from example.city import City
    from reporter.plan.records import Indicator
    from reporter.plan.records import Task


_SPRING = Period(2023, Stage.SPRING)
_HALF_YEAR = Period(2023, Stage.HALF_YEAR)
_YEAR_END = Period(2023, Stage.YEAR_END)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise of spring in words."""

    promise: str
    goal: str


@dataclass(frozen=True, slots=True)
class Report:
    """A workbook as a department hands it in, and the path under which it arrives in the drop folder.

    `figures` are typed into 本期完成, by indicator, as one types in Excel (see `entries.entered`); `texts` hold
    推进情况, 存在问题 and 下步打算 by task; `commitments` are known by their number.
    """

    unit: str
    file: str
    filled_by: str
    checked_by: str
    filled_on: date
    phone: str
    is_resaved: bool = False
    """Saved once more by another program, which left its own traces."""
    data_source: str = ""
    data_as_of: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """What is handed in for a period, and who hands in nothing."""

    period: Period
    reports: tuple[Report, ...]
    absent: tuple[str, ...] = ()


def spring(city: City) -> Round:
    """Return the commitments, one report a unit."""
    data = read_toml("2023.toml")
    days = {category: date.fromisoformat(day) for category, day in table_rows(data["days"])}
    by_unit: dict[str, dict[str, Commitment]] = {}
    for item in promises():
        by_unit.setdefault(item.unit, {})[str(item.number)] = Commitment(item.title, item.goal)
    return Round(
        _SPRING,
        tuple(
            replace(
                _unfilled(city, unit, days[city.plan.department_by_name[unit].category]),
                commitments=commitments,
            )
            for unit, commitments in by_unit.items()
        ),
    )


def half_year(city: City) -> Round:
    """Return the reports of half-year; a unit that handed in twice has two."""
    data = read_toml("2023H1.toml")
    typed = _typed_at_half_year(city)
    as_of = {row[0]: row[1] for row in table_rows(data["other_data_as_of"])}
    reports: list[Report] = []
    for unit, day, *file in table_rows(data["reports"]):
        blank = _unfilled(city, unit, date.fromisoformat(day))
        report = replace(
            blank,
            file=next(filter(None, file), blank.file),
            is_resaved=unit in data["resaved"],
            data_as_of=as_of.get(unit, data["data_as_of"]),
            figures=typed.figures.get(unit, {}),
            explanations=typed.explanations.get(unit, {}),
            texts=typed.texts.get(unit, {}),
        )
        reports.extend(_with_earlier(report, data["earlier"]))
    return Round(_HALF_YEAR, tuple(reports), tuple(data["absent"]))


def year_end(city: City) -> Round:
    """Return the reports of year-end; every unit hands in one."""
    data = read_toml("2023FY.toml")
    typed = _typed_at_year_end(city)
    days = {row[0]: date.fromisoformat(row[1]) for row in table_rows(data["days"])}
    asked = departments_asked(city.plan, _YEAR_END)
    return Round(
        _YEAR_END,
        tuple(
            replace(
                _unfilled(city, department.name, days[department.category]),
                data_as_of=data["data_as_of"],
                figures=typed.figures.get(department.name, {}),
                explanations=typed.explanations.get(department.name, {}),
                texts=typed.texts.get(department.name, {}),
            )
            for department in asked
        ),
    )


def _unfilled(city: City, unit: str, day: date) -> Report:
    clerk = city.clerks[unit]
    return Report(
        unit=unit,
        file=f"{unit}.xlsx",
        filled_by=clerk.filled_by,
        checked_by=clerk.checked_by,
        filled_on=day,
        phone=clerk.phone,
        data_source=clerk.data_source,
    )


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is typed, by unit and then by indicator or task."""

    figures: dict[str, dict[str, str]] = field(default_factory=dict)
    explanations: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: dict[str, dict[str, tuple[str, str, str]]] = field(default_factory=dict)

    def add_figure(self, indicator: Indicator, amounts: str | list[str], explanation: str) -> None:
        """Add what each reporter types: a list where there are several, nothing where nothing is reported."""
        each = amounts if isinstance(amounts, list) else [amounts] * len(indicator.reporters)
        for unit, amount in zip(indicator.reporters, each, strict=True):
            if amount:
                self.figures.setdefault(unit, {})[indicator.id] = amount
            if explanation:
                self.explanations.setdefault(unit, {})[indicator.id] = explanation

    def add_text(self, task: Task, progress: str, problems: str = "", next_steps: str = "") -> None:
        """Add what the lead writes; a task without progress has no text at all."""
        if progress.strip():
            self.texts.setdefault(task.lead, {})[task.id] = (progress.strip(), problems, next_steps)


def _typed_at_half_year(city: City) -> _Typed:
    typed = _Typed()
    for task in city.plan.tasks:
        entry = city.entries[task.id]
        typed.add_text(task, entry["progress"], entry.get("problems", ""), entry.get("next", ""))
        for indicator, row in zip(city.plan.indicators_of(task.id), entry["indicators"], strict=True):
            typed.add_figure(indicator, row.get("june", ""), row.get("why", ""))
    return typed


def _typed_at_year_end(city: City) -> _Typed:
    entries: dict[str, dict[str, Any]] = {item.task: {"text": item.outcome, "figures": []} for item in promises()}
    entries |= {task: entry for file in read_folder("year_end") for task, entry in file.items()}
    typed = _Typed()
    for task in city.plan.tasks:
        entry = entries[task.id]
        reasons = entry.get("why", {})
        typed.add_text(task, entry["text"])
        rows = zip(city.plan.indicators_of(task.id), entry["figures"], strict=True)
        for number, (indicator, amounts) in enumerate(rows, start=1):
            typed.add_figure(indicator, amounts, reasons.get(str(number), ""))
    return typed


def _with_earlier(report: Report, earlier: list[dict[str, Any]]) -> Iterator[Report]:
    """Yield the report, and behind it the file that the same unit handed in before."""
    before = next((item for item in earlier if item["unit"] == report.unit), None)
    if before is None:
        yield report
        return
    yield replace(report, texts={task: text for task, text in report.texts.items() if task not in before["leaves_out"]})
    yield replace(
        report,
        file=before["file"],
        filled_on=date.fromisoformat(before["filled_on"]),
        figures={**report.figures, **before["figures"]},
    )
