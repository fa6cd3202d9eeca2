"""目标任务 against 指标: a figure promised in words that no indicator holds, or holds with another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.binding import base_value
from reporter.check.binding import likest
from reporter.check.binding import same_measure
from reporter.check.rows import worded_target
from reporter.findings import finding
from reporter.plan.records import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.plan.records import Indicator
    from reporter.prose.records import StatedTarget


def target_drift(evidence: Evidence) -> Iterator[Finding]:
    """Find targets of 目标任务 that the indicators of the task do not hold: a drafting aid for the plan."""
    for read in evidence.readings:
        task, bound = read.task, read.bound
        left = [item for item in read.indicators if item not in bound.values()]
        for index, target in enumerate(read.reading.targets):
            if target.value is None or index in bound or _is_held_otherwise(target, left):
                continue
            like = [item for item in left if same_measure(target.unit, item.target.unit)]
            partner = likest(target.indicator, like)
            yield finding(
                "check.target-without-indicator" if partner is None else "check.target-drift",
                task.place,
                task=task.id,
                indicator=partner.id if partner else "",
                found=target.span,
                expected=worded_target(partner) if partner else "",
                name=partner.name if partner else "",
            )


def _is_held_otherwise(target: StatedTarget, indicators: Iterable[Indicator]) -> bool:
    """Tell whether an indicator stands for the target in another shape.

    It holds the percentage done (进度), or the same number in a unit that the words lost or that nobody knows.
    """
    like = (item for item in indicators if item.basis is Basis.PROGRESS or base_value(item) == target.value)
    return likest(target.indicator, like) is not None
