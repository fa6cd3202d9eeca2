"""Targets quoted in 推进情况: they must be the plan's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.check.binding import base_value
from reporter.check.binding import same_measure
from reporter.check.clauses import clause_around
from reporter.check.rows import worded_target
from reporter.findings import finding
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.check.written import Written
    from reporter.findings import Finding
    from reporter.plan.records import Indicator
    from reporter.prose.tokens import Token

_NAMED = re.compile(r"(?:目标|任务)(?:任务|目标)?[数值]?[为是:：(（]$")
"""目标为300个, 年度目标（300个）."""
_RATED = re.compile(r"(?:目标|任务)(?:任务|目标)?[数值]?$")
_RATE_BEHIND = re.compile(r"\s*的\s*[0-9]+(?:\.[0-9]+)?\s*%")
"""目标任务300个的59.3%; without the rate 目标任务300个 may be what was done."""
_OF_THE_YEAR = re.compile(r"(?:全年|年度|今年|本年)$")
_CALLED_BEHIND = re.compile(r"\s*的?(?:年度|全年)?(?:目标|任务)")
"""全年300个的任务, 年度300个目标."""
_REACH = 8


def targets_misquoted(evidence: Evidence) -> Iterator[Finding]:
    """Find targets quoted in 推进情况 with another value than any target of the task in the same unit."""
    for item in evidence.written:
        for token in scan(item.progress):
            promised = _promised(item, token)
            if promised and token.amount not in {base_value(one) for one in promised}:
                yield finding(
                    "check.target-misquoted",
                    item.text.source.place,
                    task=item.task.id,
                    indicator=promised[0].id if len(promised) == 1 else "",
                    department=item.text.department,
                    found=clause_around(item.progress, token.start, token.end),
                    expected="、".join(dict.fromkeys(worded_target(one) for one in promised)),
                )


def _promised(item: Written, token: Token) -> list[Indicator]:
    """Return the indicators of the task whose target the token may quote; none where it quotes no target."""
    if token.kind is not Kind.QUANTITY or not _quotes_a_target(item.progress, token):
        return []
    indicators = (row.indicator for row in item.rows if row.indicator.target.value is not None)
    return [one for one in indicators if same_measure(token.unit, one.target.unit)]


def _quotes_a_target(text: str, token: Token) -> bool:
    """Tell whether the words around a figure call it a target."""
    before = text[max(0, token.outer_start - _REACH) : token.outer_start]
    if _NAMED.search(before):
        return True
    if _RATED.search(before):
        return bool(_RATE_BEHIND.match(text, token.end))
    return bool(_OF_THE_YEAR.search(before) and _CALLED_BEHIND.match(text, token.end))
