"""Stores of earlier versions, brought up to ours where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update

from reporter.store.schema import FIGURES
from reporter.store.schema import RUNS
from reporter.store.schema import VERSION
from reporter.store.schema import VERSIONS

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def upgrade_from_1(connection: Connection) -> None:
    """Say of each figure until when it stood: version 1 held a copy of all figures for every run."""
    connection.execute(text("alter table figures add column until integer"))
    own, later = RUNS.alias(), RUNS.alias()
    next_run = select(func.min(later.c.number)).where(
        own.c.id == FIGURES.c.run, later.c.period == own.c.period, later.c.number > own.c.number
    )
    connection.execute(update(FIGURES).values(until=next_run.scalar_subquery()))
    connection.execute(update(VERSIONS).values(version=VERSION))
