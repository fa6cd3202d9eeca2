"""A document that came back, held against the texts it was printed from: rows and figures that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.figure_changes import figure_changes
from reporter.consolidate.texts import DASH
from reporter.findings import finding
from reporter.intake.tables import without_blanks
from reporter.places import Place
from reporter.plan.drafting import responsible_words
from reporter.plan.drafting import without_units
from reporter.plan.records import Form

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.published.rows import PublishedRow
    from reporter.plan.records import Plan
    from reporter.plan.records import Task

_CLOSING = ")）。"


def differences(  # noqa: PLR0913 - what is held against what, and by keyword which edition it is
    file: str,
    rows: Sequence[PublishedRow],
    plan: Plan,
    texts: Mapping[str, str],
    *,
    is_internal: bool = False,
    owed: Container[str] | None = None,
) -> tuple[Finding, ...]:
    """Return what differs between a document's rows and the printed texts, row by row; `texts` are by task id.

    A row is known by the words of its target; failing that by its number within the tables of the same kind. What
    stands outside the tables, or in a table of other things, states no task. The internal edition prints every task.
    `owed` are the tasks that the document must hold, None where nobody knows which layout it was made by.
    """
    stated = [row for row in rows if (row.target or row.number or row.title).strip()]
    tasks = tuple(task for task in plan.tasks if task.is_public or is_internal)
    matched = _matched(stated, tasks)
    there = {task.id: stated[number] for number, task in matched.items()}
    return (
        *(() if matched else (finding("against.nothing-known", Place(file), found=str(len(stated))),)),
        *(item for number, row in enumerate(stated) for item in _row(row, matched.get(number), plan, texts)),
        *_missing(file, tasks, there, owed),
    )


def _missing(
    file: str, tasks: Sequence[Task], there: Mapping[str, PublishedRow], owed: Container[str] | None
) -> Iterator[Finding]:
    """Find the tasks that are not there, or once the whole 表单 that is not."""
    forms = {task.form for task in tasks if task.id in there}
    for form in Form:
        lost = [task for task in tasks if task.form is form and task.id not in there]
        if owed is not None:
            lost = [task for task in lost if task.id in owed]
        if form in forms:
            alike = (task for task in tasks if task.form is form)
            yield from _rows_missing(alike, {task.id for task in lost}, there)
        elif lost and (_stand_together(form, forms) if owed is None else forms):
            yield finding("against.form-missing", Place(file), found=form.value, expected=str(len(lost)))


def _rows_missing(tasks: Iterable[Task], lost: Container[str], there: Mapping[str, PublishedRow]) -> Iterator[Finding]:
    """Find each lost row of a 表单 where it belongs: at the row before it, or at the first where none is before."""
    known = [task for task in tasks if task.id in there or task.id in lost]
    row, where = next(there[task.id] for task in known if task.id in there), "之前"
    for task in known:
        if task.id in there:
            row, where = there[task.id], "之后"
        else:
            yield finding("against.row-missing", row.target_place, task=task.id, expected=task.text, where=where)


def _stand_together(form: Form, forms: Collection[Form]) -> bool:
    """Tell whether a form belongs in a document that has these others; 承诺事项 are published apart."""
    return form is not Form.COMMITMENT and any(other is not Form.COMMITMENT for other in forms)


def _matched(rows: Sequence[PublishedRow], tasks: Sequence[Task]) -> Mapping[int, Task]:
    """Pair rows with tasks, a task once: by equal targets, equal numbers first, then what is left by number."""
    found: dict[int, Task] = {}
    left = {task.id: task for task in tasks}
    for key in (_by_words_and_number, _by_words, _by_number):
        waiting: dict[object, list[Task]] = {}
        for task in left.values():
            waiting.setdefault(key(task.text, task), []).append(task)
        for number, row in enumerate(rows):
            if number not in found and (candidates := waiting.get(key(row.target, row))):
                found[number] = candidates.pop(0)
                del left[found[number].id]
    return found


def _by_words_and_number(target: str, row: PublishedRow | Task) -> object:
    return _bare(target), row.number, row.area


def _by_words(target: str, _: PublishedRow | Task) -> object:
    return _bare(target)


def _by_number(_: str, row: PublishedRow | Task) -> object:
    return row.number, row.area


def _row(row: PublishedRow, task: Task | None, plan: Plan, texts: Mapping[str, str]) -> Iterator[Finding]:
    if task is None:
        yield _stranger(row, plan)
        return
    if _bare(row.target) != _bare(task.text):
        yield finding(
            "against.target-changed",
            row.target_place,
            task=task.id,
            found=row.target,
            expected=task.text,
            change=_target_change(task.text, without_units(row.target)),
        )
    units, expected = responsible_words(row.target), responsible_words(task.text) or task.responsible
    if units and _bare_units(units) != _bare_units(expected):
        yield finding("against.units-changed", row.target_place, task=task.id, found=units, expected=expected)
    printed = texts.get(task.id, "")
    changes = tuple(figure_changes(printed, row.progress))
    for change in changes:
        rule = f"against.figure-{change.kind}"
        yield finding(
            rule,
            row.progress_place,
            task=task.id,
            found=change.after,
            expected=change.before,
            before=change.figure_before,
            after=change.figure_after,
        )
    if not changes and _bare(row.progress) != _bare(printed):
        yield finding("against.wording-changed", row.progress_place, task=task.id)


def _target_change(planned: str, stated: str) -> str:
    """Say how a target differs: by its figures where they do, else by the whole of both texts."""
    changes = tuple(figure_changes(planned, stated))
    if not changes:
        return f"台账中是“{planned}”，文件中是“{stated}”"
    return "，".join(
        f"台账中是“{change.figure_before or '（没有）'}”，文件中是“{change.figure_after or '（没有）'}”"
        for change in changes
    )


def _stranger(row: PublishedRow, plan: Plan) -> Finding:
    """Tell a row too many: one that is there twice, one that is not to be published, one that nobody knows."""
    known = next((task for task in plan.tasks if _bare(task.text) == _bare(row.target)), None)
    if known is None:
        return finding("against.row-added", row.target_place, found=row.target or row.progress)
    rule = "against.row-repeated" if known.is_public else "against.row-not-public"
    return finding(rule, row.target_place, task=known.id, found=row.target)


def _bare_units(text: str) -> str:
    return _unmarked(text).rstrip(_CLOSING)


def _bare(text: str) -> str:
    return _unmarked(without_units(text))


def _unmarked(text: str) -> str:
    return without_blanks(text).replace(DASH, "")
