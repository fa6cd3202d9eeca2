"""The progress texts as they are printed: the secretariat's words where they still stand for the department's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.consolidate.texts import placeholders
from reporter.consolidate.texts import resolve
from reporter.pipeline.planning import load_edits
from reporter.release.texts import FilledIn
from reporter.release.texts import PrintedText
from reporter.release.texts import TextSource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.consolidate.records import Ledger
    from reporter.home import Home
    from reporter.plan.records import Plan
    from reporter.plan.records import Task
    from reporter.plan.secretariat import EditedText


@dataclass(frozen=True, slots=True)
class PrintedBefore:
    """The texts that 上期 printed, by task id, and the SHA-256 of the secretariat's file that was read for them."""

    texts: Mapping[str, str]
    digests: Mapping[Path, str]


def printed_before(home: Home, plan: Plan, ledgers: Sequence[Ledger]) -> PrintedBefore:
    """Return what the last of the earlier periods printed, so that two tables of one year never tell one text twice.

    Raises:
        ConfigurationError: 编辑 of that period is unreadable or faulty; every fault is named.
    """
    if not ledgers:
        return PrintedBefore({}, {})
    edits, digests = load_edits(home, ledgers[-1].period, plan)
    return PrintedBefore(printed_texts(ledgers[-1], edits), digests)


def printed_texts(ledger: Ledger, edits: Iterable[EditedText]) -> Mapping[str, str]:
    """Return the printed text by task id: edited where an edit is in force, with placeholders printed."""
    edited = {task: edit.edited for task, edit in in_force(ledger, edits).items()}
    tasks = {**dict.fromkeys(ledger.texts), **dict.fromkeys(edited)}
    return {task: resolve(edited.get(task, _progress(ledger, task)), ledger)[0] for task in tasks}


def traceable_texts(
    tasks: Iterable[Task], ledger: Ledger, edits: Iterable[EditedText], days: Mapping[str, str], edits_sha256: str
) -> Iterator[PrintedText]:
    """Yield what is printed of every task, with the cells it came from; `days` are the 填报日期 by file."""
    standing = in_force(ledger, edits)
    for task in tasks:
        written, edit = ledger.texts.get(task.id), standing.get(task.id)
        words = edit.edited if edit else _progress(ledger, task.id)
        source = None
        if written is not None and (written.progress or "progress" in written.unreadable):
            place = written.source.place
            source = TextSource(place, written.department, written.source.sha256, days.get(place.file, ""))
        yield PrintedText(
            task=task.id,
            form=task.form.value,
            number=task.number,
            department=written.department if written else task.lead,
            printed=resolve(words, ledger)[0],
            typed=_progress(ledger, task.id),
            source=source,
            edit=TextSource(edit.edited_place, edit.edited_by, edits_sha256) if edit else None,
            figures=tuple(
                FilledIn(item.name, item.indicator, item.words)
                for item in placeholders(words, ledger)
                if item.words is not None
            ),
        )


def in_force(ledger: Ledger, edits: Iterable[EditedText]) -> Mapping[str, EditedText]:
    """Return by task the edits whose words were made from what the department says now."""
    return {edit.task: edit for edit in edits if edit.is_of(_progress(ledger, edit.task))}


def _progress(ledger: Ledger, task: str) -> str:
    text = ledger.texts.get(task)
    return text.progress if text else ""
