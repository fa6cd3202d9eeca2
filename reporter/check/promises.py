"""承诺事项 at year-end against the promises of spring: reworded titles, changed figures, promises lost or added."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reporter.check.figure_changes import figure_changes
from reporter.findings import finding
from reporter.intake.tables import without_blanks
from reporter.periods import Stage
from reporter.plan.records import Form

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.forms.records import Commitment
    from reporter.plan.records import Task


def promise_drift(evidence: Evidence) -> Iterator[Finding]:
    """Hold the title of every commitment in the plan against the one its department promised, and show both.

    Only at year-end, when the answers are published; of a department without spring workbook nothing is said.
    """
    tasks = _by_lead(item for item in evidence.plan.tasks if item.form is Form.COMMITMENT)
    if evidence.period.stage is not Stage.YEAR_END or not tasks:
        return
    for department, promises in _by_department(evidence.commitments).items():
        yield from _of_department(tasks.get(department, ()), promises)


def _of_department(tasks: Sequence[Task], promises: Sequence[Commitment]) -> Iterator[Finding]:
    matched = _matched(tasks, promises)
    for task in tasks:
        promise = matched.get(task.id)
        if promise is None:
            yield finding("check.promise-added", task.place, task=task.id, department=task.lead, found=task.text)
        elif without_blanks(promise.promise) != without_blanks(task.text):
            is_figure = any(True for _ in figure_changes(promise.promise, task.text))
            yield finding(
                "check.promise-figure-changed" if is_figure else "check.promise-reworded",
                task.place,
                task=task.id,
                department=task.lead,
                found=task.text,
                expected=promise.promise,
                promised_at=promise.source.place,
            )
    kept = {id(promise) for promise in matched.values()}
    for promise in promises:
        if promise.promise and id(promise) not in kept:
            place, words = promise.source.place, promise.promise
            yield finding("check.promise-lost", place, department=promise.department, expected=words)


def _matched(tasks: Sequence[Task], promises: Sequence[Commitment]) -> Mapping[str, Commitment]:
    """Pair tasks with promises: first by equal words, then what is left by number."""
    by_words = {without_blanks(item.promise): item for item in promises}
    found = {task.id: by_words[words] for task in tasks if (words := without_blanks(task.text)) in by_words}
    taken = {id(item) for item in found.values()}
    left = {item.number: item for item in reversed(promises) if id(item) not in taken}
    for task in tasks:
        if task.id not in found and task.number in left:
            found[task.id] = left.pop(task.number)
    return found


def _by_lead(tasks: Iterable[Task]) -> Mapping[str, Sequence[Task]]:
    led: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        led[task.lead].append(task)
    return led


def _by_department(commitments: Iterable[Commitment]) -> Mapping[str, Sequence[Commitment]]:
    promised: dict[str, list[Commitment]] = defaultdict(list)
    for item in commitments:
        promised[item.department].append(item)
    return promised
