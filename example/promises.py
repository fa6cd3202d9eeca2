"""The commitments of the example city: promised in spring, in the plan from autumn on, answered at year-end."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from example.city import read_folder
from example.city import table_rows
from reporter.places import Place
from reporter.plan.records import Form
from reporter.plan.records import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from example.city import City


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in words: who promises what, and what came of it."""

    task: str
    unit: str
    number: int
    title: str
    goal: str
    outcome: str


def promises() -> Iterator[Promise]:
    """Yield every commitment, by class and unit, with the id its task has in the plan."""
    outcomes = {unit: lines.strip().splitlines() for file in read_folder("fulfilment") for unit, lines in file.items()}
    count = 0
    for file in read_folder("commitments"):
        for unit, table in file.items():
            rows = zip(table_rows(table), outcomes[unit], strict=True)
            for number, ((title, goal), outcome) in enumerate(rows, start=1):
                count += 1
                yield Promise(f"C{count:03d}", unit, number, title, goal, outcome)


def with_promises(city: City) -> City:
    """Return the city with a task in its plan for every commitment, as the draft from commitments makes them."""
    return replace(city, plan=replace(city.plan, tasks=(*city.plan.tasks, *(_task(city, item) for item in promises()))))


def _task(city: City, promise: Promise) -> Task:
    return Task(
        id=promise.task,
        form=Form.COMMITMENT,
        group=city.plan.department_by_name[promise.unit].category,
        number=str(promise.number),
        area="",
        text=promise.title,
        responsible=promise.unit,
        departments=(promise.unit,),
        is_public=True,
        place=Place("example"),
    )
