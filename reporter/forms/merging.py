"""Several files of one department: the later 填报日期 counts, cell by cell; what comes from elsewhere is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from reporter.findings import Severity
from reporter.findings import finding
from reporter.forms.records import TaskText
from reporter.places import Place
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.records import Commitment
    from reporter.forms.records import Figure
    from reporter.forms.records import Signature
    from reporter.forms.records import Submission

_Item = TypeVar("_Item", "Figure", "TaskText", "Commitment")
_FIGURE_TEXTS = {"explanation": "情况说明", "data_as_of": "数据截至", "data_source": "数据来源"}
_TASK_TEXTS = {"progress": "推进情况", "problems": "存在问题", "next_steps": "下步打算"}
_COMMITMENT_TEXTS = {"promise": "承诺事项", "goal": "年度目标"}
_SIGNATURE = ("filled_by", "checked_by", "phone")
_LONGEST = 60
_NOTHING_READ = "没有读到内容"
"""What is told of a place where there is no text: a whole sheet or column was not read."""
_MISSING = frozenset({"forms.figure-missing", "forms.row-missing", "forms.text-missing", "forms.task-missing"})


def merge(submissions: Sequence[Submission]) -> tuple[Submission, tuple[Finding, ...]]:
    """Merge the files of one department and period into what counts; `files` of the result begins with the latest.

    Files of one day, or without a day, are ordered by name, and a finding says so. A figure that cannot be read in the
    later file stays unreadable: the older one does not come back.
    """
    newest, *older = sorted(submissions, key=_age, reverse=True)
    if not older:
        return newest, ()
    findings = [*_order_findings(newest, older)]
    all_files = (newest, *older)
    figures, said = _merged([item.figures for item in all_files], lambda item: item.indicator, _figure)
    findings += _contested(figures, all_files, said)
    texts, said = _merged([item.texts for item in all_files], lambda item: item.task, _text)
    findings += said
    commitments, said = _merged([item.commitments for item in all_files], lambda item: item.number, _commitment)
    findings += said
    merged = replace(
        newest,
        files=tuple(file for item in all_files for file in item.files),
        signature=_signature([item.signature for item in all_files]),
        figures=figures,
        texts=texts,
        commitments=commitments,
    )
    return merged, tuple(findings)


def settle(findings: Iterable[Finding], merged: Submission) -> tuple[Finding, ...]:
    """Turn into notes what merging has settled: faults of an older file's cells that do not count any more.

    A figure missing in the latest file and taken from an older one is no longer missing.
    """
    if len(merged.files) == 1:
        return tuple(findings)
    counted = {("", item.indicator): item.source.place.file for item in merged.figures}
    counted |= {(item.task, ""): item.source.place.file for item in merged.texts}
    blocked = {item.source.place.file for item in merged.figures if item.is_unreadable}
    return tuple(_settled(item, merged, counted, blocked) for item in findings)


def _settled(item: Finding, merged: Submission, counted: dict[tuple[str, str], str], blocked: set[str]) -> Finding:
    file, latest = item.place.file, merged.files[0]
    if file not in merged.files or item.severity is Severity.NOTE:
        return item
    key = ("", item.indicator) if item.indicator else (item.task, "")
    winner = counted.get(key) if item.indicator or item.task else (file if file in blocked else latest)
    if winner is None or winner == file or (file == latest and item.rule not in _MISSING):
        return item
    return item.settled(winner)


def _age(item: Submission) -> tuple[date, tuple[str, ...]]:
    return item.signature.filled_on or date.min, item.files


def _order_findings(newest: Submission, older: Sequence[Submission]) -> Iterator[Finding]:
    place = Place(newest.files[0])
    others = "、".join(file for item in older for file in item.files)
    yield finding("forms.several-files", place, department=newest.department, found=others, expected=newest.files[0])
    days = [item.signature.filled_on for item in (newest, *older)]
    if None in days or len(set(days)) < len(days):
        yield finding(
            "forms.order-by-name", place, department=newest.department, found=others, expected=newest.files[0]
        )


def _merged(
    layers: Sequence[Sequence[_Item]],
    key: Callable[[_Item], str],
    choose: Callable[[Sequence[_Item]], tuple[_Item, tuple[Finding, ...]]],
) -> tuple[tuple[_Item, ...], tuple[Finding, ...]]:
    """Choose for every key among the layers that have it, the latest first.

    Rows of one file never replace each other: the second of a key meets only the second of that key in another file.
    """
    groups: dict[tuple[str, int], list[_Item]] = {}
    for layer in layers:
        seen: Counter[str] = Counter()
        for item in layer:
            groups.setdefault((key(item), seen[key(item)]), []).append(item)
            seen[key(item)] += 1
    chosen = [choose(items) for items in groups.values()]
    return tuple(item for item, _ in chosen), tuple(said for _, findings in chosen for said in findings)


def _figure(items: Sequence[Figure]) -> tuple[Figure, tuple[Finding, ...]]:
    latest = items[0]
    counting = next((item for item in items if item.amount is not None or item.is_unreadable), latest)
    texts, said = _filled_up(items, _FIGURE_TEXTS, indicator=latest.indicator)
    dated = next((item for item in items if item.data_as_of), latest)
    merged = replace(counting, **texts, data_as_of_place=dated.data_as_of_place)
    older = next((item for item in items if item is not counting and item.amount is not None), None)
    return merged, (*_figure_findings(latest, counting, older), *said)


def _figure_findings(latest: Figure, counting: Figure, older: Figure | None) -> Iterator[Finding]:
    """Say where the amount comes from, with both values where two files give one."""
    facts = {"indicator": counting.indicator, "department": counting.department}
    if counting.is_unreadable and older is not None:
        yield _say(
            "forms.older-not-restored", counting.source.place, counting.source.stored or _NOTHING_READ, older, **facts
        )
    elif counting is not latest and counting.amount is not None:
        yield _say("forms.figure-from-older", counting.source.place, plain(counting.amount), latest, **facts)
    elif counting.amount is not None and older is not None and older.amount != counting.amount:
        yield _say("forms.figure-replaced", counting.source.place, plain(counting.amount), older, **facts)


def _contested(figures: Sequence[Figure], files: Sequence[Submission], said: Sequence[Finding]) -> Iterator[Finding]:
    """Find figures that a file of the very same day gives otherwise: nobody but its department knows which is right."""
    indicators: set[str] = set()
    days = {item.files[0]: item.signature.filled_on for item in files}
    for figure in figures:
        day = days.get(figure.source.place.file)
        rivals = (item for one in files if one.signature.filled_on == day for item in one.figures)
        other = next((item for item in rivals if item.indicator == figure.indicator and _differs(item, figure)), None)
        if other is not None:
            indicators.add(figure.indicator)
            facts = {"indicator": figure.indicator, "department": figure.department}
            yield _say("forms.figure-contested", figure.source.place, plain(figure.amount or Decimal()), other, **facts)
    replaced = "forms.figure-replaced"
    yield from (item for item in said if item.rule != replaced or item.indicator not in indicators)


def _differs(one: Figure, other: Figure) -> bool:
    return one.amount is not None and other.amount is not None and one.amount != other.amount


def _say(rule: str, place: Place, found: str, other: Figure, **facts: str) -> Finding:
    """Word a finding about two figures: the one that counts is found, the other expected, as typed where it is none."""
    amount = other.source.stored or "（空）" if other.amount is None else plain(other.amount)
    return finding(rule, place, found=found, expected=amount, other=other.source.place, **facts)


def _text(items: Sequence[TaskText]) -> tuple[TaskText, tuple[Finding, ...]]:
    """Merge what files say of a task; a 推进情况 that says nothing counts only where no file says more."""
    if any(item.told for item in items):
        items = [item if item.told else replace(item, progress="", is_placeholder=False) for item in items]
    texts, said = _filled_up(items, _TASK_TEXTS, task=items[0].task)
    counting = next((item for item in items if item.progress or "progress" in item.unreadable), items[0])
    unreadable = frozenset(
        name for name in _TASK_TEXTS if not texts[name] and any(name in one.unreadable for one in items)
    )
    is_nothing = counting.is_placeholder
    return replace(items[0], source=counting.source, unreadable=unreadable, is_placeholder=is_nothing, **texts), said


def _commitment(items: Sequence[Commitment]) -> tuple[Commitment, tuple[Finding, ...]]:
    texts, said = _filled_up(items, _COMMITMENT_TEXTS)
    counting = next((item for item in items if item.promise), items[0])
    return replace(items[0], source=counting.source, **texts), said


def _filled_up(
    items: Sequence[_Item], fields: Mapping[str, str], **ids: str
) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    """Return each text from the latest file that has one; say what comes from an older one.

    Where something that nobody can read stands in the later cell, the older text does not come back.
    """
    texts: dict[str, str] = {}
    said: list[Finding] = []
    for name, word in fields.items():
        filled = (item for item in items if getattr(item, name) or _is_unreadable(item, name))
        source = next(filled, items[0])
        texts[name] = getattr(source, name)
        older = next((item for item in filled if getattr(item, name)), None)
        if _is_unreadable(source, name) and older is not None:
            said.append(_say_text("forms.older-text-not-restored", source, older, name, word=word, **ids))
        elif source is not items[0]:
            said.append(_say_text("forms.text-from-older", source, source, name, word=word, **ids))
    return texts, tuple(said)


def _say_text(rule: str, counting: _Item, told: _Item, name: str, **facts: str) -> Finding:
    """Word a finding about a text: at the cell that counts, telling the text of another."""
    place, department, found = counting.source.place, counting.department, getattr(told, name)[:_LONGEST]
    return finding(rule, place, department=department, found=found, other=told.source.place, **facts)


def _is_unreadable(item: Figure | TaskText | Commitment, name: str) -> bool:
    return isinstance(item, TaskText) and name in item.unreadable


def _signature(signatures: Sequence[Signature]) -> Signature:
    """Return the latest signature, its gaps filled from older ones: somebody must be there to call."""
    gaps: dict[str, Any] = {
        name: next((text for item in signatures if (text := getattr(item, name))), "") for name in _SIGNATURE
    }
    return replace(signatures[0], **gaps)
