"""Texts in a CSV file that a spreadsheet would take for formulas: an apostrophe before them, and off again."""

from __future__ import annotations

import re

# A spreadsheet evaluates a field that begins so (full-width forms too): not a number, a dash or the text format, @.
# A text that begins so behind apostrophes of its own is guarded as well, so that what was typed comes back as it was.
_FORMULA = re.compile(r"'*(\s*[=＝@＠+＋\-－]|[\t\r\n])")
_HARMLESS = re.compile(r"'*([+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?%?|[-－]+|[@;]+)")


def guarded(text: str) -> str:
    """Return a text as a field that no spreadsheet evaluates."""
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def unguarded(field: str) -> str:
    """Return the text that `guarded` made a field of."""
    return field[1:] if field.startswith("'") and guarded(field[1:]) == field else field
