"""What was made and what was reported, looked up again: trace, verify, history, the store, the plan's lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.periods import Period
from reporter.periods import Stage
from reporter.pipeline.planning import load_plan
from reporter.places import Place
from reporter.plan.lock import lock
from reporter.release.publish import publish_file
from reporter.release.trace import trace as traced
from reporter.release.verification import verify as verified

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.pipeline.home import Home
    from reporter.release.trace import TracedFigure


def trace(home: Home, period: Period, key: str) -> Iterator[str]:
    """Yield where each printed figure of an indicator or a task came from, a source a line.

    Raises:
        ConfigurationError: the period has no outputs, or no figure of that id.
    """
    for figure in traced(home.root, str(period), key):
        yield _figure_line(figure)
        for source in figure.sources:
            stored = f"单元格内容“{source.stored}”，格式 {source.format}"
            yield f"  {source.place}\t{source.department}\t{stored}\t{source.standing}\tsha256 {source.sha256}"
        if not figure.sources:
            yield "  （没有填报）"


def verify(home: Home, period: Period) -> tuple[str, ...]:
    """Return each file that is not as the manifest says, a line a file.

    Raises:
        ConfigurationError: the period has no manifest.
    """
    return tuple(f"{item.kind}\t{item.path}" for item in verified(home.root, str(period)))


def lock_plan(home: Home, year: int) -> Path:
    """Lock the plan of a year and return the lock's file. A plan is locked once; later changes are revisions.

    Raises:
        ConfigurationError: the plan is missing or faulty, or locked already.
    """
    plan = load_plan(home, Period(year, Stage.HALF_YEAR))
    path = home.lock(year)
    if path.exists():
        raise ConfigurationError([finding("home.already-locked", Place(path.name), found=path.name)])
    publish_file(path, lock(plan))
    return path


def _figure_line(figure: TracedFigure) -> str:
    amount = f"{figure.value}{figure.unit}" if figure.value else "—"
    rate = f"，完成率 {figure.rate}%" if figure.rate else ""
    return f"{figure.indicator}\t{amount}（目标 {figure.target}{figure.unit}{rate}，{figure.status}）"
