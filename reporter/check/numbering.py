"""The numbers that the public reads: what is kept out of the published table leaves a gap in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.periods import Stage
from reporter.plan.records import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.plan.records import Plan
    from reporter.plan.records import Task

# 承诺事项 are published without their numbers.
_NUMBERED = (Form.KEY_TASK, Form.LIVELIHOOD)


def numbers_lacking(evidence: Evidence) -> Iterator[Finding]:
    """Find tasks that are not public and whose number the public misses: a later one is printed, theirs is not."""
    if evidence.period.stage is Stage.SPRING:
        return
    for form in _NUMBERED:
        hidden = _hidden(evidence.plan, form)
        lacking = "、".join(str(number) for number in sorted({number for number, _ in hidden}))
        for number, task in hidden:
            yield finding(
                "check.number-lacking", task.place, task=task.id, found=str(number), form=form.value, lacking=lacking
            )


def _hidden(plan: Plan, form: Form) -> list[tuple[int, Task]]:
    """Return the tasks of a form that leave a gap, with their numbers."""
    numbered = [
        (int(task.number), task)
        for task in plan.tasks
        if task.form is form and task.number.isascii() and task.number.isdecimal()
    ]
    printed = {number for number, task in numbered if task.is_public}
    last = max(printed, default=0)
    return [item for item in numbered if item[0] < last and item[0] not in printed]
