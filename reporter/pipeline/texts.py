"""The progress texts as they are printed: the secretariat's words where they still stand for the department's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.consolidate.texts import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from reporter.consolidate.records import Ledger
    from reporter.plan.secretariat import EditedText


def printed_texts(ledger: Ledger, edits: Iterable[EditedText]) -> Mapping[str, str]:
    """Return the printed text by task id: edited where an edit is in force, with placeholders printed."""
    edited = {edit.task: edit.edited for edit in edits if edit.is_of(_progress(ledger, edit.task))}
    tasks = {**dict.fromkeys(ledger.texts), **dict.fromkeys(edited)}
    return {task: resolve(edited.get(task, _progress(ledger, task)), ledger)[0] for task in tasks}


def _progress(ledger: Ledger, task: str) -> str:
    text = ledger.texts.get(task)
    return text.progress if text else ""
