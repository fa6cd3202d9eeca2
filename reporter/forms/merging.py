"""Several files of one department: the later 填报日期 counts, cell by cell; what comes from elsewhere is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from reporter.findings import Severity
from reporter.findings import finding
from reporter.forms.records import TaskText
from reporter.forms.statements import excerpts
from reporter.places import Place
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.file_order import FileOrder
    from reporter.forms.records import Commitment
    from reporter.forms.records import Figure
    from reporter.forms.records import Signature
    from reporter.forms.records import Submission

_Item = TypeVar("_Item", "Figure", "TaskText", "Commitment")
_FIGURE_TEXTS = {"explanation": "情况说明", "data_as_of": "数据截至", "data_source": "数据来源"}
_TASK_TEXTS = {"progress": "推进情况", "problems": "存在问题", "next_steps": "下步打算"}
_COMMITMENT_TEXTS = {"promise": "承诺事项", "goal": "年度目标"}
_SIGNATURE = ("filled_by", "checked_by", "phone")
_UNREADABLE = "（无法读取）"
_NOTHING_READ = "没有读到内容"
"""What is told of a place where there is no text: a whole sheet or column was not read."""
_MISSING = frozenset({"forms.figure-missing", "forms.row-missing", "forms.text-missing", "forms.task-missing"})
_OF_THE_DAY = frozenset(
    {"forms.date-missing", "forms.date-unreadable", "forms.date-future", "forms.date-too-early", "forms.signature-lost"}
)
"""Why nobody knows which file is later: to be mended in the very file that does not count."""


def merge(files: Sequence[Submission], order: FileOrder) -> tuple[Submission, tuple[Finding, ...]]:
    """Merge the files of one department and period into what counts; `files` of the result begins with the latest.

    Where the days do not say which file is later, what differs is contested. A figure that cannot be read in the later
    file stays unreadable: the older one does not come back.
    """
    newest, *older = files = order.newest_first(files)
    if not older:
        return replace(newest, files=(*newest.files, *order.copies)), tuple(_copies(newest, order))
    findings = [*_order_findings(newest, older, order), *_copies(newest, order)]
    figures, said = _merged([item.figures for item in files], lambda item: item.indicator, lambda s: _figure(s, order))
    findings += said
    texts, said = _merged([item.texts for item in files], lambda item: item.task, lambda s: _text(s, order))
    findings += said
    promises = [item.commitments for item in files]
    commitments, said = _merged(promises, lambda item: item.number, lambda s: _commitment(s, order))
    findings += said
    merged = replace(
        newest,
        files=(*(file for item in files for file in item.files), *order.copies),
        signature=_signature([item.signature for item in files]),
        figures=figures,
        texts=texts,
        commitments=commitments,
    )
    return merged, tuple(findings)


def settle(findings: Iterable[Finding], merged: Submission, order: FileOrder) -> tuple[Finding, ...]:
    """Turn into notes what merging has settled: faults of an older file's cells that do not count any more.

    A figure missing in the latest file and taken from an older one is no longer missing. What nobody knows to be older
    is not settled.
    """
    if len(merged.files) == 1:
        return tuple(findings)
    counted = {("", item.indicator): item.source.place.file for item in merged.figures}
    counted |= {(item.task, ""): item.source.place.file for item in merged.texts}
    blocked = {item.source.place.file for item in merged.figures if item.is_unreadable}
    return tuple(_settled(item, merged, order, counted, blocked) for item in findings)


def _settled(
    item: Finding, merged: Submission, order: FileOrder, counted: dict[tuple[str, str], str], blocked: set[str]
) -> Finding:
    file, latest = item.place.file, merged.files[0]
    if file in order.copies and item.severity is not Severity.NOTE:
        return item.settled(order.copies[file])
    if file not in merged.files or item.severity is Severity.NOTE or item.rule in _OF_THE_DAY:
        return item
    key = ("", item.indicator) if item.indicator else (item.task, "")
    winner = counted.get(key) if item.indicator or item.task else (file if file in blocked else latest)
    if winner is None or winner == file:
        return item
    is_older = file != latest and order.is_known(file, winner)
    return item.settled(winner) if is_older or item.rule in _MISSING else item


def _order_findings(newest: Submission, older: Sequence[Submission], order: FileOrder) -> Iterator[Finding]:
    place, latest = Place(newest.files[0]), newest.files[0]
    others = [file for item in older for file in item.files]
    facts = {"department": newest.department, "expected": latest}
    yield finding("forms.several-files", place, found="、".join(others), **facts)
    rivals = [file for file in others if not order.is_known(file, latest)]
    if rivals:
        yield finding("forms.order-by-name", place, found="、".join(rivals), **facts)


def _copies(newest: Submission, order: FileOrder) -> Iterator[Finding]:
    for copy, original in order.copies.items():
        yield finding("forms.file-copied", Place(copy), department=newest.department, found=copy, expected=original)


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


def _figure(items: Sequence[Figure], order: FileOrder) -> tuple[Figure, tuple[Finding, ...]]:
    latest = items[0]
    counting = next((item for item in items if item.amount is not None or item.is_unreadable), latest)
    texts, said = _filled_up(items, _FIGURE_TEXTS, order, indicator=latest.indicator)
    dated = next((item for item in items if item.data_as_of), latest)
    merged = replace(counting, **texts, data_as_of_place=dated.data_as_of_place)
    return merged, (*_figure_findings(items, counting, order), *said)


def _figure_findings(items: Sequence[Figure], counting: Figure, order: FileOrder) -> Iterator[Finding]:
    """Say where the amount comes from, with both values where two files give one."""
    facts = {"indicator": counting.indicator, "department": counting.department}
    others = [item for item in items if item is not counting]
    older = next((item for item in others if item.amount is not None), None)
    place, stored = counting.source.place, counting.source.stored or _NOTHING_READ
    if counting.amount is None:
        if counting.is_unreadable and older is not None:
            is_later = _is_known(order, counting, older)
            yield _say(
                "forms.older-not-restored" if is_later else "forms.other-not-used", place, stored, older, **facts
            )
        return
    amount = plain(counting.amount)
    rivals = (item for item in others if not _is_known(order, item, counting))
    rival = next((item for item in rivals if _differs(item, counting)), None)
    if rival is not None:
        yield _say("forms.figure-contested", place, amount, rival, **facts)
    if counting is not items[0]:
        is_older = _is_known(order, counting, items[0])
        yield _say(
            "forms.figure-from-older" if is_older else "forms.figure-from-other", place, amount, items[0], **facts
        )
    elif rival is None and older is not None and older.amount != counting.amount:
        yield _say("forms.figure-replaced", place, amount, older, **facts)


def _is_known(order: FileOrder, one: _Item, other: _Item) -> bool:
    return order.is_known(one.source.place.file, other.source.place.file)


def _differs(one: Figure, other: Figure) -> bool:
    """Tell whether a file says otherwise; that nobody can read what it says is no agreement."""
    return one.is_unreadable or (one.amount is not None and one.amount != other.amount)


def _say(rule: str, place: Place, found: str, other: Figure, **facts: str) -> Finding:
    """Word a finding about two figures: the one that counts is found, the other expected, as typed where it is none."""
    amount = other.source.stored or "（空）" if other.amount is None else plain(other.amount)
    return finding(rule, place, found=found, expected=amount, other=other.source.place, **facts)


def _text(items: Sequence[TaskText], order: FileOrder) -> tuple[TaskText, tuple[Finding, ...]]:
    """Merge what files say of a task; a 推进情况 that says nothing counts only where no file says more."""
    if any(item.told for item in items):
        items = [item if item.told else replace(item, progress="", is_placeholder=False) for item in items]
    texts, said = _filled_up(items, _TASK_TEXTS, order, task=items[0].task)
    counting = next((item for item in items if item.progress or "progress" in item.unreadable), items[0])
    unreadable = frozenset(
        name for name in _TASK_TEXTS if not texts[name] and any(name in one.unreadable for one in items)
    )
    is_nothing = counting.is_placeholder
    return replace(items[0], source=counting.source, unreadable=unreadable, is_placeholder=is_nothing, **texts), said


def _commitment(items: Sequence[Commitment], order: FileOrder) -> tuple[Commitment, tuple[Finding, ...]]:
    texts, said = _filled_up(items, _COMMITMENT_TEXTS, order)
    counting = next((item for item in items if item.promise), items[0])
    return replace(items[0], source=counting.source, **texts), said


def _filled_up(
    items: Sequence[_Item], fields: Mapping[str, str], order: FileOrder, **ids: str
) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    """Return each text from the latest file that has one; say what comes from an older one, and what is replaced.

    Where something that nobody can read stands in the later cell, the older text does not come back.
    """
    texts: dict[str, str] = {}
    said: list[Finding] = []
    for name, word in fields.items():
        filled = [item for item in items if getattr(item, name) or _is_unreadable(item, name)]
        counting = filled[0] if filled else items[0]
        texts[name] = getattr(counting, name)
        for rule, told in _text_rules(items[0], counting, filled[1:], name, order):
            said.append(_say_text(rule, counting, told, name, word=word, **ids))
    return texts, tuple(said)


def _text_rules(
    latest: _Item, counting: _Item, others: Sequence[_Item], name: str, order: FileOrder
) -> Iterator[tuple[str, _Item]]:
    """Yield what is to be said of a text, each with the item whose text is told beside the one that counts."""
    older = next((item for item in others if getattr(item, name)), None)
    if _is_unreadable(counting, name):
        if older is not None:
            is_later = _is_known(order, counting, older)
            yield "forms.older-text-not-restored" if is_later else "forms.other-text-not-used", older
        return
    rivals = [item for item in others if not _is_known(order, item, counting)]
    rival = next((item for item in rivals if _words(item, name) != _words(counting, name)), None)
    if rival is not None:
        yield "forms.remark-contested" if name in _FIGURE_TEXTS else "forms.text-contested", rival
    if counting is not latest:
        is_older = _is_known(order, counting, latest)
        yield "forms.text-from-older" if is_older else "forms.text-from-other", counting
    elif rival is None and older is not None and _words(older, name) != _words(counting, name):
        yield "forms.text-replaced", older


def _words(item: _Item, name: str) -> str:
    """Return a text without its blanks and line ends, which nobody means."""
    return "".join(str(getattr(item, name)).split())


def _say_text(rule: str, counting: _Item, told: _Item, name: str, **facts: str) -> Finding:
    """Word a finding about a text: at the cell that counts, with the text of another where that is not it."""
    place, department = counting.source.place, counting.department
    found, expected = excerpts(getattr(counting, name), "" if told is counting else getattr(told, name))
    if told is not counting:
        found, expected = found or _UNREADABLE, expected or _UNREADABLE
    return finding(rule, place, department=department, found=found, expected=expected, other=told.source.place, **facts)


def _is_unreadable(item: Figure | TaskText | Commitment, name: str) -> bool:
    return isinstance(item, TaskText) and name in item.unreadable


def _signature(signatures: Sequence[Signature]) -> Signature:
    """Return the latest signature, its gaps filled from older ones: somebody must be there to call."""
    gaps: dict[str, Any] = {
        name: next((text for item in signatures if (text := getattr(item, name))), "") for name in _SIGNATURE
    }
    return replace(signatures[0], **gaps)
