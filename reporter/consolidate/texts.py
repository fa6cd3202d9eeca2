"""Placeholders in 推进情况: `{指标编号}` prints the reported amount, `{指标编号.完成率}` its rate.

A placeholder is looked up and never evaluated; what names no indicator stays as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.quantities import percent
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow

DASH = "—"
"""What stands where nothing was reported."""

_BRACES = re.compile(r"\{([^{}｛｝]*)\}|｛([^{}｛｝]*)｝")
_RATE = ".完成率"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Braces in a text. `words` is what they print, None where they name no `indicator` of the plan."""

    start: int
    end: int
    name: str
    words: str | None
    indicator: str = ""


def placeholders(text: str, ledger: Ledger) -> Iterator[Placeholder]:
    """Yield every pair of braces in the order of the text, ASCII or full-width."""
    for match in _BRACES.finditer(text):
        name = next(group for group in match.groups() if group is not None).strip()
        row = _row_named(name, ledger)
        words, indicator = (None, "") if row is None else (_words(name, row), row.indicator.id)
        yield Placeholder(match.start(), match.end(), name, words, indicator)


def resolve(text: str, ledger: Ledger) -> tuple[str, tuple[str, ...]]:
    """Return the text with its placeholders printed, and the names in braces that are no indicator's."""
    found = tuple(placeholders(text, ledger))
    parts, end = [], 0
    for item in found:
        parts.append(text[end : item.start] + (text[item.start : item.end] if item.words is None else item.words))
        end = item.end
    return "".join((*parts, text[end:])), tuple(item.name for item in found if item.words is None)


def _row_named(name: str, ledger: Ledger) -> LedgerRow | None:
    """Find what braces name; an id wins over an id with the suffix taken off, for ids may hold a full stop."""
    rows = ledger.row_by_indicator
    return rows.get(name) or (rows.get(name.removesuffix(_RATE)) if name.endswith(_RATE) else None)


def _words(name: str, row: LedgerRow) -> str:
    """Word the amount of a row, or its rate where the name is more than its id."""
    if name == row.indicator.id:
        return DASH if row.actual is None else f"{plain(row.actual)}{row.indicator.target.unit}"
    return DASH if row.rate is None else percent(row.rate)
