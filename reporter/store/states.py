"""Figures over the runs of a period: each is stored once for all the runs in which it stood the same."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from typing import TYPE_CHECKING
from typing import Any

from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from reporter.store.records import StoredFigure
from reporter.store.records import StoredSource
from reporter.store.schema import FIGURES
from reporter.store.schema import RUNS
from reporter.store.schema import SOURCES
from reporter.store.schema import digits
from reporter.store.schema import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection
    from sqlalchemy.engine import RowMapping
    from sqlalchemy.sql.expression import ColumnElement

    from reporter.store.records import Run

_FIGURE = tuple(field.name for field in fields(StoredFigure) if field.name != "sources")


@dataclass(frozen=True, slots=True)
class State:
    """A figure as it stood in its place of the plan, from one run of the period on until another; both by number."""

    run: str
    place: int
    period: str
    since: int
    until: int | None
    figure: StoredFigure

    def is_in(self, run: RowMapping) -> bool:
        """Tell whether it stood so in a run."""
        number: int = run["number"]
        return self.period == run["period"] and self.since <= number and (self.until is None or number < self.until)


def is_of(run: RowMapping) -> ColumnElement[bool]:
    """Select the states that `is_in` a run."""
    is_open = or_(FIGURES.c.until.is_(None), FIGURES.c.until > run["number"])
    return and_(RUNS.c.period == run["period"], RUNS.c.number <= run["number"], is_open)


def add_figures(connection: Connection, run: Run, number: int) -> None:
    """Write the figures that the period did not hold in their places, and close what stood there."""
    standing = {
        state.place: state for state in states(connection, and_(RUNS.c.period == run.period, FIGURES.c.until.is_(None)))
    }
    stays = {
        place
        for place, figure in enumerate(run.figures)
        if place in standing and _as_stored(figure) == _as_stored(standing[place].figure)
    }
    ended = [{"of": state.run, "at": place} for place, state in standing.items() if place not in stays]
    if ended:
        is_it = and_(FIGURES.c.run == bindparam("of"), FIGURES.c.number == bindparam("at"))
        connection.execute(update(FIGURES).where(is_it).values(until=number), ended)
    figures, sources = [], []
    for place, figure in enumerate(run.figures):
        if place not in stays:
            figures.append(without({**asdict(figure), "run": run.id, "number": place}, "sources"))
            sources += [
                {**asdict(source), "run": run.id, "figure": place, "number": part}
                for part, source in enumerate(figure.sources)
            ]
    for table, rows in ((FIGURES, figures), (SOURCES, sources)):
        if rows:
            connection.execute(insert(table), rows)


def _as_stored(figure: StoredFigure) -> str:
    """Return all of a figure as one text; equal where the store holds the same, digit for digit."""
    return escaped(json.dumps(asdict(figure), ensure_ascii=False, default=digits))


def states(connection: Connection, wanted: ColumnElement[bool]) -> list[State]:
    """Return the wanted states in the order of their places, each figure with its sources."""
    sources = _sources(connection, wanted)
    query = (
        select(FIGURES, RUNS.c.period, RUNS.c.number.label("since"))
        .join(RUNS, RUNS.c.id == FIGURES.c.run)
        .where(wanted)
        .order_by(FIGURES.c.number, RUNS.c.number)
    )
    return [
        State(
            run=row["run"],
            place=row["number"],
            period=row["period"],
            since=row["since"],
            until=row["until"],
            figure=StoredFigure(**{word: row[word] for word in _FIGURE}, sources=sources[row["run"], row["number"]]),
        )
        for row in connection.execute(query).mappings()
    ]


def _sources(connection: Connection, wanted: ColumnElement[bool]) -> Mapping[tuple[str, int], tuple[StoredSource, ...]]:
    joined = SOURCES.join(FIGURES, (SOURCES.c.run == FIGURES.c.run) & (SOURCES.c.figure == FIGURES.c.number))
    joined = joined.join(RUNS, RUNS.c.id == FIGURES.c.run)
    query = select(SOURCES).select_from(joined).where(wanted).order_by(SOURCES.c.number)
    found: dict[tuple[str, int], tuple[StoredSource, ...]] = defaultdict(tuple)
    for row in connection.execute(query).mappings():
        found[row["run"], row["figure"]] += (StoredSource(**without(row, "run", "figure", "number")),)
    return found


def without(row: Mapping[str, Any] | RowMapping, *words: str) -> dict[str, Any]:
    """Return a row but for some columns."""
    return {str(word): value for word, value in row.items() if word not in words}
