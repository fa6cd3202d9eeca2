"""Braces in 推进情况: those that name no indicator, that are not paired, or whose figure is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.consolidate.texts import placeholders
from reporter.findings import finding
from reporter.prose.tokens import scan
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.check.records import Evidence
    from reporter.consolidate.records import Ledger
    from reporter.consolidate.texts import Placeholder
    from reporter.findings import Finding
    from reporter.places import Place

_MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
_NAME = rf"[A-Za-z0-9._\s{_MASK}-]{{0,60}}(?:完成率)?\s?"
_STRAY = re.compile(rf"[{{｛]+{_NAME}[}}｝]*|{_NAME}[}}｝]+")
"""What is left once the pairs are masked: braces of two widths or around a pair, an open one, a closing one."""

_POINTS = "个百分点"
_LONGER_WORDS = re.compile(r"\s*(个[体别性]|所[有属在]|次[数要])")
"""Words that begin like a unit and are none: {K01-1}个体工商户 names what is counted."""
_LONGEST_UNIT = 12


def placeholder_names(evidence: Evidence) -> Iterator[Finding]:
    """Find braces of the departments' texts that print as typed, a dash, or a figure with its unit twice."""
    for text in evidence.ledger.texts.values():
        yield from placeholder_findings(
            text.progress, text.source.place, evidence.ledger, task=text.task, department=text.department
        )


def placeholder_findings(text: str, place: Place, ledger: Ledger, *, task: str, department: str) -> Iterator[Finding]:
    """Find braces that name no indicator or are not paired, those without a figure, and units typed once more."""
    ids = {"task": task, "department": department}
    found = tuple(placeholders(text, ledger))
    for item in found:
        braces = text[item.start : item.end]
        again = _unit_again(item, text[item.end :])
        if item.words in {None, DASH}:
            rule = "check.placeholder-unknown" if item.words is None else "check.placeholder-empty"
            yield finding(rule, place, **ids, found=braces)
        elif again:
            typed, printed = (f"{words}{again}" for words in (braces, item.words))
            yield finding("check.unit-doubled", place, **ids, found=typed, expected=braces, printed=printed)
    for stray in _stray_braces(text, found):
        yield finding("check.brace-stray", place, **ids, found=stray)


def _stray_braces(text: str, found: Sequence[Placeholder]) -> Iterator[str]:
    masked = text
    for item in found:
        masked = f"{masked[: item.start]}{_MASK * (item.end - item.start)}{masked[item.end :]}"
    return (text[match.start() : match.end()].strip() for match in _STRAY.finditer(masked))


def _unit_again(item: Placeholder, rest: str) -> str:
    """Return the unit or sign behind the braces that the figure brings itself; a unit word may begin another word."""
    unit = (item.words or "").lstrip("+-0123456789.")
    token = next(iter(scan(f"1{rest[:_LONGEST_UNIT]}")), None)
    if not unit or _LONGER_WORDS.match(rest) or token is None or not token.unit or re.search("[0-9]", token.raw[1:]):
        return ""
    base = measure(unit).base
    is_again = token.unit == base or (base == "%" and token.unit == _POINTS)
    return rest[: token.end - 1] if is_again else ""
