"""编辑: what the secretariat's editing did to the figures of a department's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.figure_changes import figure_changes
from reporter.check.placeholders import placeholder_findings
from reporter.consolidate.texts import resolve
from reporter.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.check.figure_changes import FigureChange
    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.plan.secretariat import EditedText


def edit_findings(evidence: Evidence, edits: Iterable[EditedText]) -> tuple[Finding, ...]:
    """Find every figure that editing added, changed or dropped, and edits that no longer print.

    An edit prints only while the words it was made from are still the department's.
    """
    return tuple(found for edit in edits for found in _of_edit(evidence, edit))


def _of_edit(evidence: Evidence, edit: EditedText) -> Iterator[Finding]:
    text = evidence.ledger.texts.get(edit.task)
    department, typed = (text.department, text.progress) if text else ("", "")
    if not edit.is_of(typed):
        ids = {"task": edit.task, "department": department}
        yield finding(
            "check.edit-stale", edit.place, **ids, found=typed or "（空）", expected=edit.original or "（空）"
        )
        return
    yield from placeholder_findings(edit.edited, edit.place, evidence.ledger, task=edit.task, department=department)
    original, edited = (resolve(words, evidence.ledger)[0] for words in (typed, edit.edited))
    changes = tuple(figure_changes(original, edited))
    for change in changes:
        yield finding(
            f"check.edit-{change.kind}",
            edit.place,
            task=edit.task,
            department=department,
            found=_named(change, changes),
            expected=change.before,
            edited_by=edit.edited_by or "（未填编辑人）",
            before=change.figure_before,
            after=change.figure_after,
            clause=change.after or change.before,
        )


def _named(change: FigureChange, changes: Sequence[FigureChange]) -> str:
    """Say what was found so that an override is for this figure alone: its clause, and the figure where two share one.

    What was dropped is named, so that the override is void for the next that is dropped.
    """
    words = change.after or f"（删去）{change.before}"
    if sum((other.before, other.after) == (change.before, change.after) for other in changes) > 1:
        return f"{words}（{change.figure_after or change.figure_before}）"
    return words
