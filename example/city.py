"""The example city's plan: what stands in city.toml and tasks/, read and nothing added."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from reporter.places import Place
from reporter.plan.departments_sheet import split_names
from reporter.plan.records import Basis
from reporter.plan.records import Department
from reporter.plan.records import Form
from reporter.plan.records import Indicator
from reporter.plan.records import Plan
from reporter.plan.records import Relation
from reporter.plan.records import Settings
from reporter.plan.records import Target
from reporter.plan.records import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
_NOWHERE = Place("example")


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who fills a unit's workbooks, and what it names as the source of its figures."""

    phone: str
    data_source: str
    filled_by: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class City:
    """The plan of the year, the clerks by unit, and the entry of every task as it stands in its file, by id."""

    plan: Plan
    clerks: Mapping[str, Clerk]
    entries: Mapping[str, Mapping[str, Any]]


def load() -> City:
    """Read the data files of the plan."""
    city = read_toml("city.toml")
    rows = list(table_rows(city["units"]["table"]))
    entries = list(_entries(read_folder("tasks")))
    plan = Plan(
        file="plan-2023.xlsx",
        sha256="",
        settings=_settings(city["year"]),
        departments=tuple(_department(row) for row in rows),
        tasks=tuple(task for task, _ in entries),
        indicators=tuple(indicator for task, entry in entries for indicator in _indicators(task, entry)),
    )
    return City(plan, {row[0]: Clerk(row[4], *row[5:]) for row in rows}, {task.id: entry for task, entry in entries})


def read_toml(name: str) -> dict[str, Any]:
    """Read a data file of the example's folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_folder(name: str) -> tuple[dict[str, Any], ...]:
    """Read the data files of a folder in the order of their names."""
    return tuple(read_toml(f"{name}/{path.name}") for path in sorted((FOLDER / name).glob("*.toml")))


def table_rows(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table typed as text, its cells parted by |."""
    for line in text.strip().splitlines():
        yield tuple(cell.strip() for cell in line.split("|"))


def _settings(rows: Mapping[str, str]) -> Settings:
    return Settings(
        year=int(rows["年度"]),
        publisher=rows["发布机构"],
        half_year_schedule=Decimal(rows["默认半年序时"]),
        tolerance=Decimal(rows["序时容差"]),
        due=date.fromisoformat(rows["填报截止"]),
        others={},
    )


def _department(row: tuple[str, ...]) -> Department:
    name, aliases, category, contact, phone = row[:5]
    return Department(name, split_names(aliases), category, contact, phone, _NOWHERE)


def _entries(files: tuple[dict[str, Any], ...]) -> Iterator[tuple[Task, dict[str, Any]]]:
    """Yield every task with its entry. Key tasks are numbered through all groups, projects carry their own number."""
    number = 0
    for data in files:
        for entry in data["task"]:
            number += 1
            yield _task(data, entry, entry.get("number", str(number))), entry


def _task(data: Mapping[str, Any], entry: Mapping[str, Any], number: str) -> Task:
    return Task(
        id=entry["id"],
        form=Form(data["form"]),
        group=data["group"],
        number=number,
        area=entry.get("area", ""),
        text=entry["text"],
        responsible=entry["units"],
        departments=split_names(entry["units"]),
        is_public=entry.get("public", True),
        place=_NOWHERE,
    )


def _indicators(task: Task, entry: Mapping[str, Any]) -> Iterator[Indicator]:
    for number, row in enumerate(entry["indicators"], start=1):
        yield Indicator(
            id=f"{task.id}-{number}",
            task=task.id,
            name=row["name"],
            target=_target(row["target"]),
            basis=Basis(row["basis"]),
            baseline=Decimal(row["from"]) if "from" in row else None,
            schedule=Decimal(row["due"]) if "due" in row else None,
            reporters=split_names(row["by"]) if "by" in row else (task.lead,),
            place=_NOWHERE,
        )


def _target(text: str) -> Target:
    """Read `≥ 60 家` or `区间 1 3 %`; nothing is a 定性 without figure."""
    if not text:
        return Target(Relation.EQUAL, None, None, "")
    relation, *values, unit = text.split()
    upper = Decimal(values[1]) if len(values) > 1 else None
    return Target(Relation(relation), Decimal(values[0]), upper, unit)
