"""What a cell of a sheet part holds: its value read by the kind that the cell names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.intake.records import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_TEXT = frozenset({"str", "inlineStr"})
"""The kinds of cells that hold a text of their own, whose blanks count."""
BROKEN = "\0"
"""The value of a cell that states more than one: no part can hold this character, so that no kind reads it."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+Z?)?|[0-9]{2}:[0-9]{2}(?::[0-9.]+)?Z?")
_PATTERNS = {
    "n": (_NUMBER, CellKind.NUMBER),
    "b": (re.compile("[01]|true|false"), CellKind.BOOLEAN),
    "e": (re.compile("#.+"), CellKind.ERROR),
    "d": (_ISO_DATE, CellKind.DATE),
}
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


def number_text(value: str) -> str | None:
    """Return the digits of a number without blanks around them, or None where it is no number."""
    match = _NUMBER.fullmatch(value) or _NUMBER.fullmatch(value.strip())
    return match[0] if match else None


def stored_value(
    kind: str, value: str | None, shared: Mapping[str | None, str], *, has_formula: bool
) -> tuple[CellKind, str] | None:
    """Return what a cell holds, or None where nobody can read it.

    `value` is None where none is stored; a text of the cell's own comes with its escapes undone.
    """
    if value == BROKEN:
        return None
    if kind in OWN_TEXT and value is not None:
        return CellKind.TEXT, value
    stripped = (value or "").strip()
    if not stripped:
        return (CellKind.NO_RESULT, "") if has_formula else (CellKind.TEXT, "")
    if kind == "s":
        return (CellKind.TEXT, shared[stripped]) if stripped in shared else None
    pattern, result = _PATTERNS.get(kind, (None, CellKind.ERROR))
    if pattern is None or not pattern.fullmatch(stripped):
        return None
    return result, _BOOLEANS[stripped] if result is CellKind.BOOLEAN else stripped
