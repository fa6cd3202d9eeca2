"""Distances to a target in points: 优良率87.8%,超目标2.8个百分点, held against the target that the share answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Fit
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.quantities import Interval
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims_context import Row
    from reporter.prose.claims_page import Figure

_LEAD = 16
_DISTANCE = re.compile(
    r"(?P<way>高于|高出|超过|超出|超|优于|好于|低于|低)(?:年度|全年|年初|控制|预期)?(?:目标|任务)(?:值|数|任务)?(?:约)?$"
)


def gaps_of(row: Row) -> Iterator[Claim]:
    """Find the distances to a target that a text tells. Which target is meant is a reading: a gap is a doubt."""
    page = row.progress
    for points in page.figures:
        if points.unit != "个百分点":
            continue
        start = max(page.sentence_at(points.start)[0], points.start - _LEAD)
        match = _DISTANCE.search(page.text[start : points.start])
        if match is None:
            continue
        shares = [one for one in page.last_before(points.start, page.sentence_at(points.start)[0]) if one.is_percent]
        for share in shares[-1:]:
            yield from _gap(row, share, points)


def _gap(row: Row, share: Figure, points: Figure) -> Iterator[Claim]:
    """Judge one distance, whichever side of the target it lies on."""
    page = row.progress
    for result in row.results_at(share):
        target = None if result.target is None else row.targets[result.target]
        if target is None or target.value is None or target.unit != "%":
            continue
        value = abs(target.value)
        low, high = sorted((share.amount, value))
        allowed = share.printed.allowed.minus(Interval.exactly(value))
        below = Interval.exactly(value).minus(share.printed.allowed)
        agrees = Fit.AGREES in {fit(allowed, points.printed), fit(below, points.printed)}
        start = share.start - len(page.noun_before(share))
        yield Claim(
            Side.PROGRESS,
            start,
            points.end,
            page.text[start : points.end],
            ClaimKind.DIFFERENCE,
            f"{plain(high)}-{plain(low)}",
            high - low,
            points.amount,
            Verdict.CONSISTENT if agrees else Verdict.AMBIGUOUS,
            "" if agrees else Reason.SECOND_READING,
            target=result.target,
        )
        return
