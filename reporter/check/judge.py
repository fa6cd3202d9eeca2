"""The list of all rules, and the judge who asks each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check import completeness
from reporter.check import consistency
from reporter.check import drift
from reporter.check import numbering
from reporter.check import placeholders
from reporter.check import progress
from reporter.check import promises
from reporter.check import quotes
from reporter.check import sentences
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.places import Place

CHECKS: tuple[Callable[[Evidence], Iterable[Finding]], ...] = (
    completeness.not_reported,
    completeness.reporter_missing,
    completeness.late,
    numbering.numbers_lacking,
    progress.behind,
    progress.not_met,
    progress.unusual,
    progress.beyond_range,
    progress.impossible,
    progress.no_rate,
    consistency.fell,
    consistency.progress_fell,
    consistency.told_twice,
    consistency.data_dates,
    placeholders.placeholder_names,
    sentences.claims,
    sentences.figures_differ,
    sentences.rates_without_base,
    sentences.facts_told_twice,
    quotes.targets_misquoted,
    sentences.unread_digits,
    drift.target_drift,
    promises.promise_drift,
)
"""Every rule, one function each. A new rule is a function, a line here, and an entry in reporter/rules/check.toml."""


def judge(evidence: Evidence) -> tuple[Finding, ...]:
    """Ask every rule. The findings come file by file, cell by cell, whatever order the rules stand in."""
    found = {item: None for check in CHECKS for item in check(evidence)}
    return tuple(sorted(found, key=_order))


def _order(found: Finding) -> tuple[object, ...]:
    return (*_position(found.place), found.rule, found.task, found.indicator, found.found, found.message)


def _position(place: Place) -> tuple[str, str, tuple[int, int], tuple[str, ...]]:
    """Sort cells by row and column, so that B10 stands behind B9."""
    return place.file, place.sheet, cell_position(place.address) or (0, 0), place.parts
