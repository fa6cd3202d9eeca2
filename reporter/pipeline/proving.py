"""Proof: where each printed figure was typed, and that outputs and inputs are still what the manifest says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.release.trace import trace as traced
from reporter.release.verification import verify as verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.home import Home
    from reporter.periods import Period
    from reporter.release.trace import TracedFigure


def trace(home: Home, period: Period, key: str) -> Iterator[str]:
    """Yield where each printed figure of an indicator or a task came from, a source a line.

    Raises:
        ConfigurationError: the period has no outputs, or no figure of that id.
    """
    for figure in traced(home, period, key):
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
    return tuple(f"{item.kind}\t{item.path}" for item in verified(home, period))


def _figure_line(figure: TracedFigure) -> str:
    amount = f"{figure.value}{figure.unit}" if figure.value else "—"
    rate = f"，完成率 {figure.rate}%" if figure.rate else ""
    return f"{figure.indicator}\t{amount}（目标 {figure.target}{figure.unit}{rate}，{figure.status}）"
