"""Milestones: what is due by a month (4月:筛查1200人) is no rival of what the year is to reach of the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.prose import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.records import StatedTarget

_HEAD = re.compile(
    r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）.．、]\s*)?(?:20[0-9]{2}年)?"
    r"(?:(?:[1-9]|1[01])月份?|[一二三]季度|上半年)(?:底|末)?(?:(?:之?前)?[:：]|之?前)"
)
_STOPS = "\n。;；,，"
_SAY_NOTHING = re.compile("新增|新建|新改建|改造|建成|完成|建设|打造|提升|培育|引进|创建|项目")
"""Words that so many things share that they make no two targets one."""


def places(targets: Sequence[StatedTarget], text: str) -> frozenset[int]:
    """Return the places of the targets that are due by a month, where the year is to reach more of the same."""
    due = frozenset(place for place, target in enumerate(targets) if _is_under_month(text, target.start))
    if not due:
        return due
    most: dict[tuple[str, str], Decimal] = {}
    for place, target in enumerate(targets):
        if place not in due and target.value is not None:
            for thing in _things(target):
                most[target.unit, thing] = max(target.value, most.get((target.unit, thing), target.value))
    return frozenset(place for place in due if _is_reached_through(targets[place], most))


def _is_reached_through(stage: StatedTarget, most: Mapping[tuple[str, str], Decimal]) -> bool:
    """Tell whether the year is to reach more of what a milestone counts."""
    value = stage.value
    return value is not None and any(most.get((stage.unit, thing), value) > value for thing in _things(stage))


def _things(target: StatedTarget) -> frozenset[str]:
    return likeness.pairs(_SAY_NOTHING.sub("", target.indicator))


def _is_under_month(text: str, start: int) -> bool:
    """Tell whether the head of a month opens the line, sentence or clause of a place: 6月底前:甲…, 6月底前完成…."""
    openings = {text.rfind(stop, max(0, start - _REACH), start) + 1 for stop in _STOPS}
    return any(_HEAD.match(text, opening) for opening in {*openings, start})


_REACH = 60
