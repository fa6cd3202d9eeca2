"""One text of a row as the claims see it: its figures in order, and the words and bounds around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from functools import cached_property
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan
from reporter.prose.verdicts import Printed
from reporter.quantities import Interval
from reporter.quantities import measure

if TYPE_CHECKING:
    from reporter.prose.records import Side
    from reporter.prose.tokens import Token

SENTENCE_ENDS = "。；;！!？?\n"
PARAGRAPH_ENDS = "。！!？?\n"
_CLAUSE_ENDS = SENTENCE_ENDS + ",，、:：()（）"
_AVERAGE = re.compile(r"人均|平均|户均|均价|单价|标准|每")
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉<>\s·]")
_LONGEST_NOUN = 40
_FEW = 24
"""So many figures of one sentence are looked at from one of them; no list in a sentence is longer."""
_RATE_BEHIND = re.compile(r"(?:(?:的?(?:年度|全年|目标|计划)*(?:任务|目标|计划)数?)的?|的)\d+(?:\.\d+)?[%％]")
_PEOPLE = {"名": "人", "位": "人", "例": "人", "人次": "人"}
"""Words that count people, told apart in print and one thing in fact."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: an amount of things, or a percentage.

    `is_bare` where its unit was lost, `is_damaged` also where it counts fractions of what cannot be divided (4.28人).
    """

    start: int
    end: int
    printed: Printed
    unit: str
    is_bare: bool
    is_damaged: bool
    is_soft: bool
    raw: str

    @property
    def amount(self) -> Decimal:
        """The amount with its scale resolved."""
        return self.printed.amount

    @property
    def is_percent(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "%"

    def counts_like(self, other: Figure) -> bool:
        """Tell whether the two may be compared: one unit, or one of them lost its own."""
        if thing_of(self.unit) == thing_of(other.unit):
            return True
        bare, counted = (self, other) if self.is_bare else (other, self)
        is_whole = bare.amount == bare.amount.to_integral_value()
        return bare.is_bare and not counted.is_bare and not counted.is_percent and is_whole


@dataclass(frozen=True)
class Page:
    """A text with its figures, in order. Figures that no sentence can claim anything of are left out."""

    side: Side
    text: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, side: Side, text: str, limits: frozenset[str] = frozenset()) -> Page:
        """Scan a text; `limits` are thresholds that counts ran into (see `tokens.scan`)."""
        return cls(side, text, scan(text, limits))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every amount and percentage, in order."""
        return tuple(_figure(token) for token in self.tokens if _is_operand(token) or self._is_base(token))

    def _is_base(self, token: Token) -> bool:
        """Tell whether what looks like a threshold is the base of a rate right behind it: 年度任务28万亩的85%."""
        is_amount = token.kind is Kind.THRESHOLD and token.amount is not None and token.step is not None
        return is_amount and _RATE_BEHIND.match(self.text, token.end) is not None

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every sentence; a semicolon ends one."""
        return _split(self.text, SENTENCE_ENDS)

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every sentence that only a full stop or a line ends."""
        return _split(self.text, PARAGRAPH_ENDS)

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return the sentence around a position."""
        return _around(self.sentences, position)

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """Return the full sentence around a position."""
        return _around(self.paragraphs, position)

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every line."""
        return _split(self.text, "\n")

    def line_at(self, position: int) -> tuple[int, int]:
        """Return the line around a position."""
        return _around(self.lines, position)

    def figures_in(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that lie between two positions."""
        first = bisect_left(self.figures, start, key=_start)
        last = bisect_left(self.figures, end, key=_start)
        return tuple(figure for figure in self.figures[first:last] if figure.end <= end)

    def last_before(self, position: int, floor: int) -> tuple[Figure, ...]:
        """Return the last figures between `floor` and a position: a few, so that the cost stays linear in the text."""
        last = bisect_left(self.figures, position, key=_start)
        near = self.figures[max(0, last - _FEW) : last]
        return tuple(figure for figure in near if figure.start >= floor and figure.end <= position)

    def first_behind(self, position: int, ceiling: int) -> tuple[Figure, ...]:
        """Return the first figures between a position and `ceiling`, a few."""
        first = bisect_left(self.figures, position, key=_start)
        return tuple(figure for figure in self.figures[first : first + _FEW] if figure.end <= ceiling)

    def is_bracketed(self, figure: Figure) -> bool:
        """Tell whether a figure stands in brackets that open near before it."""
        lead = self.text[max(0, figure.start - _LONGEST_NOUN) : figure.start]
        opened = max(lead.rfind("("), lead.rfind("（"))
        return opened > max(lead.rfind(")"), lead.rfind("）"))

    def is_average(self, figure: Figure) -> bool:
        """Tell whether a figure is an average or a price, of which nothing is a part."""
        return _AVERAGE.search(self.noun_before(figure)) is not None

    def noun_before(self, figure: Figure) -> str:
        """Return the words between the clause's start, or the mention before, and a figure."""
        if figure.start not in self._before:
            self._before[figure.start] = self._words_before(figure)
        return self._before[figure.start]

    def noun_after(self, figure: Figure) -> str:
        """Return the words that directly follow a figure, up to the clause's end or the next digit."""
        if figure.end not in self._after:
            self._after[figure.end] = _WORDS.match(self.text, figure.end, figure.end + _LONGEST_NOUN)
        match = self._after[figure.end]
        return match[0] if match else ""

    def heading_of(self, figure: Figure) -> str:
        """Return the words of a heading, closed by a colon or a stop, whose first clause holds a figure."""
        match = _HEADING.search(self.text, max(0, figure.start - _LONGEST_NOUN), figure.start)
        return match["heading"] if match else ""

    @cached_property
    def _before(self) -> dict[int, str]:
        return {}

    @cached_property
    def _after(self) -> dict[int, re.Match[str] | None]:
        return {}

    def _words_before(self, figure: Figure) -> str:
        index = bisect_left(self.tokens, figure.start, key=_start) - 1
        floor = max(figure.start - _LONGEST_NOUN, 0)
        if index >= 0 and (self.tokens[index].is_figure or self.tokens[index].kind is Kind.LIST_NUMBER):
            floor = max(floor, self.tokens[index].end)
        match = _LAST_WORDS.search(self.text, floor, figure.start)
        return match[0].lstrip(".． ") if match else ""


_WORDS = re.compile(rf"[^{re.escape(_CLAUSE_ENDS)}\d]*")
_HEADING = re.compile(r"(?:^|[。；;\n.、])\s*(?P<heading>[^。；;\n：:\d]{2,24})[：:。][^。；;\n：:\d]{0,12}\Z")
_LAST_WORDS = re.compile(rf"[^{re.escape(_CLAUSE_ENDS)}]*\Z")


def _start(place: Figure | Token) -> int:
    return place.start


def thing_of(unit: str) -> str:
    """Return the unit, or the one that stands for all words that count people."""
    return _PEOPLE.get(unit, unit)


def _split(text: str, ends: str) -> tuple[tuple[int, int], ...]:
    """Cut a text behind every character of `ends`."""
    cuts = [0, *(match.end() for match in re.finditer(f"[{re.escape(ends)}]", text)), len(text)]
    return tuple(pairwise(cuts))


def _around(spans: tuple[tuple[int, int], ...], position: int) -> tuple[int, int]:
    """Return the span that holds a position."""
    return spans[max(0, bisect_right(spans, position, key=lambda span: span[0]) - 1)]


def _is_operand(token: Token) -> bool:
    """Tell whether a token can be computed with: things, percentages, points, times and bare numbers."""
    return token.kind in _OPERANDS and token.amount is not None and token.step is not None and token.upper is None


_OPERANDS = frozenset({Kind.QUANTITY, Kind.PERCENT, Kind.POINTS, Kind.BARE, Kind.TIMES, Kind.FRACTION})
_SOFT_BOTH = frozenset({"约", "大约", "左右", "上下", "大概"})
_SOFT_BELOW = frozenset({"近", "将近", "接近"})


def _figure(token: Token) -> Figure:
    """Take what the claims need from a token."""
    amount, step = token.amount or Decimal(0), token.step or Decimal(1)
    base = measure(token.unit)
    allowed = _softened(token, amount)
    return Figure(
        token.start,
        token.end,
        Printed(amount, step, allowed),
        base.base,
        is_bare=token.kind is Kind.BARE,
        is_damaged=token.kind is Kind.BARE or _counts_fractions(token, amount),
        is_soft=bool(token.softness),
        raw=token.raw,
    )


def _counts_fractions(token: Token, amount: Decimal) -> bool:
    """Tell whether a token counts fractions of what cannot be divided: its 万 was lost."""
    return token.kind is Kind.QUANTITY and amount % 1 != 0 and not lexicon.is_divisible(token.unit)


def _softened(token: Token, amount: Decimal) -> Interval:
    """Bound what 余, 近 and 约 leave open by one of the smallest digit that is not zero: 580余 lies below 590.

    The open side of the law has no end that print would tell; for re-computing, the language does: nobody writes 580余
    of 600.
    """
    soft = set(token.softness)
    reach = _smallest_digit(amount)
    if token.remainder:
        return Interval(amount, amount + reach, open_above=True)
    if soft & _SOFT_BOTH:
        return Interval(amount - reach, amount + reach)
    if soft & _SOFT_BELOW:
        return Interval(amount - reach, amount)
    return token.interval()


def _smallest_digit(amount: Decimal) -> Decimal:
    """Return what one in the last digit that is not zero is worth: 10 in 580, 0.1 in 2.5."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


@lru_cache(maxsize=4096)
def core(words: str) -> str:
    """Take quotes, scope and verbs off an indicator, so that two wordings of one indicator become one.

    Whole words go wherever they stand; single characters only at the ends, where they are part of no other word.
    """
    inner, outer = _passing()
    text = outer.sub("", inner.sub("", _QUOTES.sub("", words)))
    return text or _QUOTES.sub("", words)


@cache
def _passing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the words that tell scope, time or that something was done: anywhere, and at the ends."""
    words = lexicon.data("claims")["passing"]["words"]
    inner = lexicon.any_of(word for word in words if len(word) > 1)
    outer = "[" + "".join(word for word in words if len(word) == 1) + "]+"
    return re.compile(inner), re.compile(f"^{outer}|{outer}$")
