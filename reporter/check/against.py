"""A document that came back, held against the texts it was printed from: rows and figures that differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.check.figure_changes import figure_changes
from reporter.findings import finding
from reporter.places import Place
from reporter.plan.drafting import without_units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.published.rows import PublishedRow
    from reporter.plan.records import Plan
    from reporter.plan.records import Task

_MARKS = re.compile(r"[\s—]")


def differences(file: str, rows: Sequence[PublishedRow], plan: Plan, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what differs between a document's rows and the printed texts, row by row; `texts` are by task id.

    A row is known by the words of its target; failing that by its number within the tables of the same kind.
    """
    tasks = tuple(task for task in plan.tasks if task.is_public)
    matched = _matched(rows, tasks)
    forms = {task.form for task in matched.values()}
    there = {task.id for task in matched.values()}
    missing = (task for task in tasks if task.form in forms and task.id not in there)
    return (
        *(item for number, row in enumerate(rows) for item in _row(row, matched.get(number), texts)),
        *(finding("against.row-missing", Place(file), task=task.id, expected=task.text) for task in missing),
    )


def _matched(rows: Sequence[PublishedRow], tasks: Sequence[Task]) -> Mapping[int, Task]:
    """Pair rows with tasks: first by equal targets, then what is left by number, in order."""
    by_words = {_bare(task.text): task for task in tasks}
    found = {number: by_words[words] for number, row in enumerate(rows) if (words := _bare(row.target)) in by_words}
    taken = {task.id for task in found.values()}
    left = {(task.number, task.area): task for task in reversed(tasks) if task.id not in taken}
    for number, row in enumerate(rows):
        key = (row.number, row.area)
        if number not in found and key in left:
            found[number] = left.pop(key)
    return found


def _row(row: PublishedRow, task: Task | None, texts: Mapping[str, str]) -> Iterator[Finding]:
    if task is None:
        yield finding("against.row-added", row.target_place, found=row.target or row.progress)
        return
    if _bare(row.target) != _bare(task.text):
        yield finding("against.target-changed", row.target_place, task=task.id, found=row.target, expected=task.text)
    printed = texts.get(task.id, "")
    changes = tuple(figure_changes(printed, row.progress))
    for change in changes:
        rule = f"against.figure-{change.kind}"
        yield finding(rule, row.progress_place, task=task.id, found=change.after, expected=change.before)
    if not changes and _bare(row.progress) != _bare(printed):
        yield finding("against.wording-changed", row.progress_place, task=task.id)


def _bare(text: str) -> str:
    return _MARKS.sub("", without_units(text))
