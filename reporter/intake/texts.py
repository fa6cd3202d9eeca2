"""Texts as workbooks store them: escapes undone, line breaks of every kind made one, unreadable characters dropped."""

from __future__ import annotations

import re

from reporter.intake import limits
from reporter.intake.refusal import refuse

_COUNT_DIGITS = 9
"""Python itself refuses to read a whole number of more than 4,300 digits."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain_text(text: str) -> str:
    """Undo `_x000D_` and its like, and make every kind of line break the same."""
    if "_x" in text:
        text = _CONTROL.sub("", _joined_pairs(_ESCAPE.sub(_character, text)))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def whole_number(text: str, otherwise: int) -> int:
    """Read a number that others count with; what is none, or longer than all that count here, is `otherwise`."""
    return int(text) if text.isdecimal() and len(text) <= _COUNT_DIGITS else otherwise


def check_length(text: str, *parts: str) -> None:
    """Refuse a text longer than a cell may hold; `parts` are sheet and cell."""
    if len(text) > limits.TEXT_LENGTH:
        refuse("text-too-long", *parts, found=str(len(text)), expected=str(limits.TEXT_LENGTH), start=text[:20])


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _joined_pairs(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
