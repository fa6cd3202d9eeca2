"""The figures by which two texts differ: what one says that the other does not, however it is printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.check.clauses import clause_around
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.tokens import Token

_NO_AMOUNT = frozenset({Kind.DATE, Kind.NAME, Kind.LIST_NUMBER, Kind.DENOMINATOR})


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure with the words around it, before and after; empty where there was or is none.

    The figures themselves are as printed, with the words that bound or soften them: 近8万人.
    """

    before: str
    after: str
    figure_before: str = ""
    figure_after: str = ""

    @property
    def kind(self) -> str:
        """Whether the figure was added, dropped or changed."""
        if not self.before:
            return "added"
        return "changed" if self.after else "dropped"


def figure_changes(original: str, edited: str) -> Iterator[FigureChange]:
    """Pair what only the original says with what only the edited text says, in order, unit by unit."""
    before, after = _figures(original), _figures(edited)
    added = _only_in(after, before)
    for token in _only_in(before, after):
        partner = next((item for item in added if item.unit == token.unit), None)
        if partner is not None:
            added.remove(partner)
        yield FigureChange(
            _clause(original, token), _clause(edited, partner), _printed(original, token), _printed(edited, partner)
        )
    for token in added:
        yield FigureChange("", _clause(edited, token), "", _printed(edited, token))


def _clause(text: str, token: Token | None) -> str:
    return clause_around(text, token.start, token.end) if token else ""


def _printed(text: str, token: Token | None) -> str:
    return text[token.outer_start : token.outer_end] if token else ""


def _figures(text: str) -> tuple[Token, ...]:
    return tuple(token for token in scan(text) if token.kind not in _NO_AMOUNT)


def _only_in(tokens: tuple[Token, ...], others: tuple[Token, ...]) -> list[Token]:
    """Return the tokens that say what `others` do not, the later ones where it is said less often."""
    left = Counter(_said(token) for token in others)
    only = []
    for token in tokens:
        if left[_said(token)]:
            left[_said(token)] -= 1
        else:
            only.append(token)
    return only


def _said(token: Token) -> tuple[object, ...]:
    """Return what a figure says, however it is printed: 2.3万 and 23000 say the same, 近8万 and 8万 do not."""
    if token.amount is None:
        return (token.raw,)
    return token.amount, token.upper, token.unit, token.softness
