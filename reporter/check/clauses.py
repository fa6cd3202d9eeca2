"""The words around a figure, short enough for a message."""

from __future__ import annotations

_ENDS = "，。；、,;！!？?：:\n（）()"
_LONGEST = 24


def clause_around(text: str, start: int, end: int) -> str:
    """Return text[start:end] with the words of its clause, at most some two dozen characters on each side."""
    first = max(start - _LONGEST, max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1)
    ends = [position for mark in _ENDS if (position := text.find(mark, end)) != -1]
    return text[first : min(*ends, end + _LONGEST, len(text))] if ends else text[first : end + _LONGEST]
