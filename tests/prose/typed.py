"""Rows of a table typed in a line each: targets by hand, results bound to them by the words they are printed with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.reading import read_claims
from reporter.prose.records import ReportedFigure
from reporter.prose.records import RowReading
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.prose.records import Claim


def stated(
    indicator: str,
    value: str | None,
    unit: str = "个",
    relation: TargetRelation = TargetRelation.EQUAL,
    basis: str = "累计",
) -> StatedTarget:
    """State a target, its clause the indicator with its figure."""
    span = f"{indicator}{value}{unit}"
    return StatedTarget(
        0, len(span), span, indicator, relation, None if value is None else Decimal(value), None, unit, basis
    )


def read(
    progress: str, *targets: StatedTarget, answers: Mapping[str, int] | None = None, target: str = ""
) -> RowReading:
    """Read a row whose results are bound as `answers` says: printed words to the index of a target."""
    actuals = tuple(_reported(progress, words, index) for words, index in (answers or {}).items())
    clauses = target or "。".join(one.span for one in targets)
    claims, uncheckable = read_claims(clauses, progress, targets, actuals)
    return RowReading(targets, actuals, claims, (), uncheckable)


def _reported(progress: str, words: str, index: int) -> ReportedFigure:
    """Bind the last figure of the words."""
    start = progress.index(words)
    token = [one for one in scan(words) if one.is_figure][-1]
    indicator = words[: token.start]
    assert token.amount is not None
    return ReportedFigure(start, start + len(words), words, indicator, token.amount, token.unit, index)


def claims(progress: str, *targets: StatedTarget, answers: Mapping[str, int] | None = None) -> tuple[Claim, ...]:
    """Return the claims of a row."""
    return read(progress, *targets, answers=answers).claims


def verdicts(*found: Claim) -> list[tuple[str, str, str]]:
    """Tell claims by kind, verdict and reason."""
    return [(str(one.kind), str(one.verdict), str(one.reason)) for one in found]
