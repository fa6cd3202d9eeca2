"""Braces in 推进情况: those that name no indicator, and those whose figure is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.consolidate.texts import placeholders
from reporter.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.consolidate.records import Ledger
    from reporter.findings import Finding
    from reporter.places import Place


def placeholder_names(evidence: Evidence) -> Iterator[Finding]:
    """Find braces of the departments' texts that print as typed, and those that print a dash."""
    for text in evidence.ledger.texts.values():
        yield from placeholder_findings(
            text.progress, text.source.place, evidence.ledger, task=text.task, department=text.department
        )


def placeholder_findings(text: str, place: Place, ledger: Ledger, *, task: str, department: str) -> Iterator[Finding]:
    """Find braces that name no indicator, and those whose figure is not there."""
    for item in placeholders(text, ledger):
        if item.words in {None, DASH}:
            rule = "check.placeholder-unknown" if item.words is None else "check.placeholder-empty"
            yield finding(rule, place, task=task, department=department, found=text[item.start : item.end])
