"""What a report states, cell by cell, and how one report of a department differs from the one before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from reporter.forms.records import Figure
    from reporter.forms.records import Submission
    from reporter.places import Place

AMOUNT = "本期完成"
_FIGURE_TEXTS = {"data_as_of": "数据截至", "data_source": "数据来源", "explanation": "情况说明"}
_TASK_TEXTS = {"progress": "推进情况", "problems": "存在问题", "next_steps": "下步打算"}
_COMMITMENT_TEXTS = {"promise": "承诺事项", "goal": "年度目标"}
_LONGEST = 60
_BEFORE = 12
"""Characters of two long texts that are shown before they part."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a row says under a header word. `key` is the 指标编号, 任务编号 or 序号; texts keep their column's row."""

    key: str
    word: str
    place: Place
    text: str


class Kind(StrEnum):
    """What became of a statement."""

    NEW = "新增"
    CHANGED = "改动"
    WITHDRAWN = "撤回"


@dataclass(frozen=True, slots=True)
class Change:
    """A statement as it was and as it is, None where it was not made."""

    before: Statement | None
    now: Statement | None

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.before is None:
            return Kind.NEW
        return Kind.WITHDRAWN if self.now is None else Kind.CHANGED


def statements(report: Submission) -> Iterator[Statement]:
    """Yield all that a report states; a figure that nobody can read is stated as it was typed."""
    for figure in report.figures:
        yield from _stated(figure, figure.indicator, {"": AMOUNT, **_FIGURE_TEXTS})
    for text in report.texts:
        for name, word in _TASK_TEXTS.items():
            if getattr(text, name):
                yield Statement(text.task, word, text.source.place, getattr(text, name))
    seen: Counter[str] = Counter()
    for item in report.commitments:
        seen[item.number] += 1
        again = f"（第{seen[item.number]}条）" if seen[item.number] > 1 else ""
        for name, word in _COMMITMENT_TEXTS.items():
            if getattr(item, name):
                yield Statement(f"{item.number}{again}", word, item.source.place, getattr(item, name))


def _stated(figure: Figure, key: str, words: dict[str, str]) -> Iterator[Statement]:
    amount = plain(figure.amount) if figure.amount is not None else ""
    typed = amount or (figure.source.stored if figure.is_unreadable else "")
    for name, word in words.items():
        text = getattr(figure, name) if name else typed
        if text:
            place = figure.data_as_of_place if name == "data_as_of" else None
            yield Statement(key, word, place or figure.source.place, text)


def changes(before: Iterable[Statement], now: Iterable[Statement]) -> tuple[Change, ...]:
    """Return what is new and changed in the order of the new report, then what it withdraws.

    Where something stands is not what it says: blanks, line ends and cells may differ.
    """
    former = {(item.key, item.word): item for item in before}
    stated = {(item.key, item.word): item for item in now}
    fresh = (Change(former.get(key), item) for key, item in stated.items())
    changed = (item for item in fresh if item.before is None or item.now is None or _differ(item.before, item.now))
    gone = (Change(item, None) for key, item in former.items() if key not in stated)
    return (*changed, *gone)


def _differ(one: Statement, other: Statement) -> bool:
    return "".join(one.text.split()) != "".join(other.text.split())


def excerpts(one: str, other: str) -> tuple[str, str]:
    """Return two texts, short enough to be read side by side: long ones from shortly before they part."""
    parts = (place for place, (mine, others) in enumerate(zip(one, other, strict=False)) if mine != others)
    shared = next(parts, min(len(one), len(other)))
    start = max(0, shared - _BEFORE) if max(len(one), len(other)) > _LONGEST else 0
    return _excerpt(one, start), _excerpt(other, start)


def _excerpt(text: str, start: int) -> str:
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"
