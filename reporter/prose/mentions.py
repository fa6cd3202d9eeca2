"""Figures with the phrases they belong to: what stands before and behind each, and which subject it takes over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose import clauses
from reporter.prose import phrases
from reporter.prose.token_records import Kind
from reporter.prose.token_records import Token
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.prose.clauses import Clause

_JOINTS = re.compile(r"[、]|以及|和|与|及(?!以|其)|[”\"](?=“)")
_GOES_ON = re.compile(
    r"(?:用于|并|且|后|时|以|来|的[0-9]|其中|同比|较|比|居|位居|列|分别|均|已|内|占|完成|由|按|如|等(?!级)|[“”]?[,，。;；])"
)
_RESPECTIVE = "分别"
_SIDE_BY_SIDE = "”“"
_SHARED = re.compile(r"(?:均|都|各|各自|分别)[^、,，和与]{0,8}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in its clause. `left` and `right` are the words before and behind that belong to it.

    `start` and `end` are the part of the clause that is the figure's own. `is_prenominal`: its noun follows
    (建成40个基地). `is_scope`: it says of how many the next figure is told (10个平台营收达到…). `subject` is the head
    it takes over where its own words name nothing (…,增长5.7%), `heads` what it is said of in a 分别 or 均 list.
    """

    token: Token
    clause: Clause
    start: int
    end: int
    left: str
    right: str
    is_prenominal: bool
    is_scope: bool
    subject: str = ""
    heads: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """The words that name what the figure counts, as written."""
        if self.is_prenominal:
            return self.left + self.right
        return self.left


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart: its tokens, its clauses, and its figures with their phrases, each in order."""

    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]


def read(text: str) -> Reading:
    """Take a text apart."""
    tokens = scan(text)
    parts = clauses.split(text, tokens)
    found: list[Mention] = []
    position = 0
    for clause in parts:
        inside: list[Token] = []
        while position < len(tokens) and tokens[position].start < clause.end:
            if tokens[position].start >= clause.start:
                inside.append(tokens[position])
            position += 1
        found.extend(_in_clause(text, clause, inside, found[-1] if found else None))
    return Reading(text, tokens, parts, tuple(found))


def _in_clause(text: str, clause: Clause, inside: Sequence[Token], previous: Mention | None) -> list[Mention]:
    """Divide a clause among its figures."""
    figures = [token for token in inside if token.is_figure]
    dates = [token for token in inside if token.kind is Kind.DATE]
    found: list[Mention] = []
    cursor = clause.start
    for token, after in zip(figures, (*figures[1:], None), strict=False):
        limit = after.outer_start if after is not None else clause.end
        mention = _mention(text, clause, token, (cursor, limit, after), dates)
        found.append(_with_subject(mention, found[-1] if found else previous))
        cursor = token.start if mention.is_scope else max(token.outer_end, mention.end)
    return _with_heads(found)


def _mention(
    text: str, clause: Clause, token: Token, reach: tuple[int, int, Token | None], dates: Sequence[Token]
) -> Mention:
    cursor, limit, after = reach
    left = _without(text, max(cursor, clause.start), max(cursor, token.outer_start), dates)
    right = text[token.outer_end : limit]
    is_listed = after is not None and "、" in right
    if is_listed:
        right = right[: right.rindex("、")]
    if cut := _GOES_ON.search(right):
        right = right[: cut.start()]
    date = next((date.start for date in dates if date.start >= token.outer_end), limit)
    right = right[: max(0, date - token.outer_end)].rstrip()
    is_prenominal = bool(right) and right[0] not in "、)）" and phrases.is_carrier(left)
    is_share = bool(right) and token.kind in {Kind.PERCENT, Kind.FRACTION} and after is None
    is_scope = (
        is_prenominal
        and after is not None
        and not is_listed
        and after.unit != token.unit
        and token.kind is not Kind.PERCENT
    )
    owned = right if is_prenominal or is_share else ""
    start = min(token.outer_start, cursor + _blank(text[cursor : token.outer_start]))
    end = token.outer_end + len(owned)
    return Mention(token, clause, start, end, left, owned, is_prenominal, is_scope)


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\u3000、,，和及与”"))


def _without(text: str, start: int, end: int, dates: Sequence[Token]) -> str:
    """Return text[start:end] without the dates in it."""
    parts: list[str] = []
    for date in dates:
        if start <= date.start < end:
            parts.append(text[start : date.start])
            start = date.end
    return "".join((*parts, text[start:end])).strip(" \t\u3000、,，")


def _with_subject(mention: Mention, previous: Mention | None) -> Mention:
    """Take over the head of the figure before where the own words name nothing."""
    if previous is None or mention.is_prenominal or previous.clause.sentence != mention.clause.sentence:
        return mention
    return replace(mention, subject=previous.subject if phrases.is_generic(previous.left) else previous.phrase)


def _with_heads(found: list[Mention]) -> list[Mention]:
    """Give each figure of a 分别 list its own head; give a figure that holds for several heads all of them."""
    if not found or found[0].is_prenominal:
        return found
    first = found[0]
    before = first.left
    lead, word, rest = before.partition(_RESPECTIVE)
    heads = _heads(lead)
    if word and len(heads) == len(found) and not any(phrases.content(item.left) for item in found[1:]):
        return [replace(item, left=head + rest, heads=(head,)) for item, head in zip(found, heads, strict=True)]
    shared = _SHARED.search(before)
    lead = before[: shared.start()] if shared else before if _SIDE_BY_SIDE in before else ""
    if len(found) == 1 and len(heads := _heads(lead)) > 1:
        return [replace(first, heads=heads)]
    return found


def _heads(lead: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _JOINTS.split(lead)]
    return tuple(part for part in parts if part) if all(len(part) > 1 for part in parts) else ()
