"""核定: the secretariat's overrides lift open findings, as long as the value they were given for still stands."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.findings import catalogue
from reporter.findings import finding
from reporter.intake.tables import header_word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.plan.secretariat import Override

_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_NUMBER_ONLY = re.compile(_NUMBER)
_NUMBER_WITH_UNIT = re.compile(rf"({_NUMBER})[^0-9.]*")


def apply_overrides(findings: Iterable[Finding], overrides: Iterable[Override]) -> tuple[Finding, ...]:
    """Return the findings, those lifted that an override names, then what is to be said about the overrides.

    An override names a finding by its rule and by the id of its indicator or task, or by its department. It lifts only
    `open` findings, and only while what was found is still its 原值.
    """
    asked = tuple(findings)
    named_by = _by_name(asked)
    reasons: dict[Finding, str] = {}
    questions: list[Finding] = []
    for override in overrides:
        named = named_by.get((override.rule, override.key), [])
        valid = [item for item in named if item.severity is Severity.OPEN and _is_still(override.old, item.found)]
        reasons |= dict.fromkeys(valid, f"{override.approved_by}核定：{override.reason}")
        if not valid:
            questions.append(_question(override, named))
    return (*(item.lifted(reasons[item]) if item in reasons else item for item in asked), *questions)


def _by_name(findings: Iterable[Finding]) -> Mapping[tuple[str, str], Sequence[Finding]]:
    """Sort findings by all that an override may name them by; one about a whole file by the file's name."""
    named: dict[tuple[str, str], list[Finding]] = {}
    for item in findings:
        for key in {item.indicator, item.task, item.department} - {""} or {item.place.file}:
            named.setdefault((item.rule, key), []).append(item)
    return named


def _question(override: Override, named: Sequence[Finding]) -> Finding:
    """Say why an override lifted nothing."""
    place, key, title = override.place, override.key, catalogue()[override.rule].title
    if not named:
        return finding("check.override-unused", place, found=title, key=key)
    first = min(named, key=lambda item: item.severity is not Severity.OPEN)
    if first.severity is Severity.OPEN:
        ids = {"task": first.task, "indicator": first.indicator, "department": first.department}
        return finding(
            "check.override-stale", place, **ids, found=first.found, expected=override.old, key=key, name=title
        )
    word = first.severity.word
    return finding("check.override-refused", place, found=first.found, key=key, name=title, severity=word)


def _is_still(old: str, found: str) -> bool:
    """Compare what was overridden with what is found now; a bare number stands for the same number with a unit."""
    typed, current = _bare(old), _bare(found)
    number = _NUMBER_WITH_UNIT.fullmatch(current)
    if number is None or not _NUMBER_ONLY.fullmatch(typed):
        return typed == current
    return Decimal(typed) == Decimal(number[1])


def _bare(text: str) -> str:
    return header_word(text).replace(",", "")
