"""One fact in two rows of a document: the same target, result or rate printed twice, with one value or with two.

Quiet above all: only what is worded alike, in one unit, can disagree; what is worded nearly alike is told only where it
agrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.prose.claims.page import core
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan
from reporter.prose.verdicts import Reason
from reporter.quantities import Interval
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.records import RowReading

_SHORTEST_FACT = 4
"""A shorter wording (项目, 学校) names too many things to be one fact."""
_SHORTEST_TARGET = 6
"""Departments set targets of their own under short words (开展培训); only a longer wording is one of the city."""
_RANK = "位"
"""Places in rankings are small numbers: the same one says nothing."""
_OTHER_PERIOD = re.compile(r"[一二三四1-4]季度|去年|上年|同期|上月|[0-9]{4}年")


class Fact(StrEnum):
    """What is printed twice."""

    TARGET = "target"
    RESULT = "result"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where one row prints a fact, with what its digits may stand for.

    `anchor` is what must agree before two values of it can disagree: the relation of a target, the target that a result
    answers, the division that a rate prints. A result without one is told only where it agrees.
    """

    row: str
    side: Side
    start: int
    end: int
    span: str
    fact: Fact
    wording: str
    unit: str
    value: Decimal
    allowed: Interval
    anchor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """One fact in two rows. `verdict` is inconsistent where nothing but two values tells them apart."""

    one: Mention
    other: Mention
    verdict: Verdict
    reason: str = ""


def read_repeats(rows: Iterable[tuple[str, RowReading]]) -> tuple[Repeat, ...]:
    """Return every fact that two rows print, consistent ones too, in the order of the rows that print it again.

    `rows` are (key of the row, what was read in it). The first mention is held against each later one.
    """
    first: dict[tuple[object, ...], Mention] = {}
    found: list[Repeat] = []
    for key, reading in rows:
        for mention in _mentions(key, reading):
            repeats = [
                repeat
                for before in _known(first, mention)
                for repeat in [_compared(before, mention)]
                if repeat is not None and (before.row != key or _contradicts_itself(repeat))
            ]
            found += repeats[:1]
            for name in _names(mention):
                first.setdefault(name, mention)
    return tuple(found)


def _mentions(row: str, reading: RowReading) -> Iterator[Mention]:
    """Take from a row its targets, the results it reports and the rates printed of its targets."""
    yield from _targets(row, reading)
    yield from _results(row, reading)
    yield from _rates(row, reading)


def _targets(row: str, reading: RowReading) -> Iterator[Mention]:
    for target in reading.targets:
        if target.value is not None:
            place = Side.TARGET, target.start, target.end, target.span
            names = core(target.indicator), _base(target.unit)
            exact = Interval.exactly(target.value)
            yield Mention(row, *place, Fact.TARGET, *names, target.value, exact, (target.relation,))


def _results(row: str, reading: RowReading) -> Iterator[Mention]:
    for actual in reading.actuals:
        place = Side.PROGRESS, actual.start, actual.end, actual.span
        answered = reading.targets[actual.target : actual.target + 1] if actual.target is not None else ()
        anchor = tuple(word for one in answered for word in (core(one.indicator), _base(one.unit), str(one.value)))
        names = core(actual.indicator), _base(actual.unit or "".join(one.unit for one in answered))
        yield Mention(row, *place, Fact.RESULT, *names, actual.value, _printed(actual.span, actual.value), anchor)


def _rates(row: str, reading: RowReading) -> Iterator[Mention]:
    for claim in reading.claims:
        if claim.kind is ClaimKind.COMPLETION_RATE and claim.target is not None:
            wording = core(reading.targets[claim.target].indicator)
        elif claim.kind is ClaimKind.SHARE:
            wording = core(_DIGITS.split(claim.span)[0])
        else:
            continue
        place = claim.side, claim.start, claim.end, claim.span
        allowed = _printed(claim.span, claim.claimed)
        yield Mention(row, *place, Fact.RATE, wording, "%", claim.claimed, allowed, (claim.expression,))


_DIGITS = re.compile(r"\d")


def _base(unit: str) -> str:
    return measure(unit).base


def _printed(span: str, value: Decimal) -> Interval:
    """Return what the digits of a value printed in a span may stand for."""
    tokens = [token for token in scan(span) if token.amount == value and token.kind is not Kind.THRESHOLD]
    return tokens[-1].interval() if tokens else Interval.exactly(value)


def _names(mention: Mention) -> Iterator[tuple[object, ...]]:
    """Yield what a mention can be found by: its wording, and its value."""
    yield mention.fact, mention.wording, mention.unit, mention.anchor
    if mention.unit != _RANK:
        yield mention.fact, mention.value, mention.unit, "" if mention.fact is Fact.RESULT else mention.anchor


def _known(first: dict[tuple[object, ...], Mention], mention: Mention) -> Sequence[Mention]:
    """Return the first mentions of the same wording, and of the same value."""
    return [first[name] for name in _names(mention) if name in first]


def _compared(one: Mention, other: Mention) -> Repeat | None:
    """Hold two mentions against each other, or return None where they may be two facts."""
    agree = one.allowed.meets(other.allowed)
    if one.wording == other.wording and len(one.wording) >= _SHORTEST_FACT:
        if agree:
            return Repeat(one, other, Verdict.CONSISTENT)
        is_told_enough = one.fact is not Fact.TARGET or len(one.wording) >= _SHORTEST_TARGET
        is_one_fact = is_told_enough and bool(one.anchor) and one.anchor == other.anchor
        is_one_fact = is_one_fact and not _differs_in_time(one, other)
        return _disagreeing(one, other) if is_one_fact else None
    nested = one.wording in other.wording or other.wording in one.wording
    is_alike = nested and one.value == other.value and min(len(one.wording), len(other.wording)) > 1
    return Repeat(one, other, Verdict.CONSISTENT) if is_alike else None


def _contradicts_itself(repeat: Repeat) -> bool:
    """Tell whether one row prints a rate of one pair twice, with two values."""
    is_elsewhere = (repeat.one.side, repeat.one.end) != (repeat.other.side, repeat.other.end)
    return repeat.one.fact is Fact.RATE and is_elsewhere and repeat.verdict is Verdict.INCONSISTENT


def _disagreeing(one: Mention, other: Mention) -> Repeat:
    """Judge one wording with two values: a rate of the same division is one fact, the rest may differ in scope."""
    verdict = Verdict.INCONSISTENT if one.fact is Fact.RATE else Verdict.AMBIGUOUS
    return Repeat(one, other, verdict, Reason.TWO_VALUES)


def _differs_in_time(one: Mention, other: Mention) -> bool:
    """Tell whether the spans name different periods."""
    return set(_OTHER_PERIOD.findall(one.span)) != set(_OTHER_PERIOD.findall(other.span))
