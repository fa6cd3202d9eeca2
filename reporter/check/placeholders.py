"""Braces in 推进情况: those that name no indicator, and those whose figure is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.consolidate.texts import placeholders
from reporter.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.findings import Finding


def placeholder_names(evidence: Evidence) -> Iterator[Finding]:
    """Find braces that print as typed because they name no indicator, and those that print a dash."""
    for text in evidence.ledger.texts.values():
        for item in placeholders(text.progress, evidence.ledger):
            if item.words not in {None, DASH}:
                continue
            yield finding(
                "check.placeholder-unknown" if item.words is None else "check.placeholder-empty",
                text.source.place,
                task=text.task,
                department=text.department,
                found=text.progress[item.start : item.end],
            )
