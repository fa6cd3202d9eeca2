"""Cutting a text into clauses: where a statement begins and ends, and what is administration rather than content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.prose import numerals
from reporter.prose.patterns import QUOTED_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.token_records import Token

_STOP = re.compile(r"[,，。;；:：\n!！?？]")
_BRACKET = re.compile(r"[(（][^()（）\n]{0,200}[)）]?")
_ADMINISTRATION = re.compile(
    r"[(（<]?\s*(?:责任单位|牵头单位|配合单位|责任部门|责任领导|牵头领导|分管领导|牵头市领导|联系市领导|牵头[市县区]?领导|联系[市县区]?领导)\s*[:：][^;；。\n)）]*[)）]?"
)
# A comparison without a figure is closed before what the next counts: 投资增速快于全省平均、3项指标….
_RACE = re.compile(r"(?:高于|快于|优于|低于|好于)[^,，、;；。0-9]{2,12}(?:增速|增长|增幅|平均水平|平均)、(?=[0-9])")
_NEW_SENTENCE = frozenset("。;；\n!！?？")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two stops. `sentence` and `line` count up; `is_aside` marks what stands in brackets."""

    start: int
    end: int
    sentence: int
    line: int
    is_aside: bool = False


def split(text: str, tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    """Cut a text at its stops, outside quotes and numbers; brackets that hold a figure are clauses of their own."""
    folded = text.translate(numerals.FULL_WIDTH)
    marks = sorted(_marks(folded, tokens))
    clauses: list[Clause] = []
    start = sentence = line = 0
    aside = False
    for end, after, kind in [*marks, (len(text), len(text), "end")]:
        if end < start:
            continue
        if folded[start:end].strip():
            clauses.append(Clause(start, end, sentence, line, aside))
        aside = kind == "open" or (aside and kind not in {"close", "line", "sentence"})
        sentence += kind in {"line", "sentence", "list"}
        line += kind == "line"
        start = after
    return tuple(clauses)


def _marks(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, str]]:
    """Name every place where a clause ends: (end, start of the next, kind)."""
    covered = _Spans(
        [*(match.span() for match in QUOTED_NAME.finditer(text)), *((token.start, token.end) for token in tokens)]
    )
    administration = [match.span() for match in _ADMINISTRATION.finditer(text)]
    skipped = _Spans(administration)
    yield from ((start, end, "sentence") for start, end in administration)
    figures = _Spans([(token.start, token.end) for token in tokens if token.is_figure])
    # 失业率:2.6% names its figure, it does not introduce a list.
    named = {token.outer_start for token in tokens if token.is_figure}
    for match in _STOP.finditer(text):
        names_figure = match[0] in {":", "："} and not named.isdisjoint((match.end(), match.end() + 1))
        if not names_figure and not covered.holds(match.start()) and not skipped.holds(match.start()):
            kind = "line" if match[0] == "\n" else "sentence" if match[0] in _NEW_SENTENCE else "clause"
            yield match.start(), match.end(), kind
    for match in _BRACKET.finditer(text):
        if figures.meets(match.start(), match.end()) and not skipped.holds(match.start()):
            yield match.start(), match.start() + 1, "open"
            if match[0][-1] in ")）":
                yield match.end() - 1, match.end(), "close"
    for match in _RACE.finditer(text):
        yield match.end() - 1, match.end(), "clause"
    for token in tokens:
        if token.kind == "list_number":
            yield token.start, token.end + (text[token.end : token.end + 1] in {".", "．", "、", ")", "）"}), "list"


class _Spans:
    """Spans in order, asked about by rising positions."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def holds(self, position: int) -> bool:
        return self.meets(position, position + 1)

    def meets(self, start: int, end: int) -> bool:
        """Tell whether a span shares a place with [start, end); starts must not fall."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= start:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] < end
