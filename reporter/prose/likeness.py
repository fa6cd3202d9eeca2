"""How well the words of a result name a target: shared pairs of characters, and words that tell things apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reporter import quantities
from reporter.prose import lexicon
from reporter.prose import phrases

_PERSONS = frozenset({"人", "名", "位", "人次", "例", "学员"})
_RATIOS = frozenset({"%", "‰", "1", "成"})
_WEIGHT_OF_TARGET = 0.75
_ENDING = 6
_LOOK_BACK = 80


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a phrase as pairs of neighbouring characters: all, its last word, its context."""

    phrase: str
    pairs: frozenset[str]
    ending: frozenset[str]
    context: frozenset[str]

    @classmethod
    def of(cls, phrase: str, context: str = "") -> Words:
        """Take a phrase apart; `context` is what stands before it in its sentence."""
        telling = phrases.content(phrase)
        return cls(phrase, pairs(telling), pairs(telling[-_ENDING:]), pairs(context))


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters; a single character stands for itself."""
    return frozenset(text[index : index + 2] for index in range(max(1, len(text) - 1))) if text else frozenset()


def coverage(wanted: frozenset[str], given: frozenset[str], context: frozenset[str] = frozenset()) -> float:
    """Tell which part of `wanted` is given; what only the context gives counts half."""
    if not wanted:
        return 0.0
    return (len(wanted & given) + len((wanted - given) & context) / 2) / len(wanted)


def likeness(target: Words, reported: Words, *, is_generic: bool) -> float:
    """Tell from 0 to 1 how well the words of a result name a target.

    Its context may help where its own words name nothing, or where both end alike.
    """
    context = reported.context if is_generic or target.ending & reported.ending else frozenset()
    backwards = coverage(reported.pairs, target.pairs, target.context)
    return _WEIGHT_OF_TARGET * coverage(target.pairs, reported.pairs, context) + (1 - _WEIGHT_OF_TARGET) * backwards


def contradicts(target: str, reported: str) -> bool:
    """Tell whether two phrases hold words that cannot speak of one thing."""
    table = lexicon.data("contrasts")
    if any(word in reported and word not in target for word in table["stage"]["words"]):
        return True
    return any(_differs(group["words"], target, reported) for group in table["group"])


def _differs(words: list[str], target: str, reported: str) -> bool:
    wanted = {word for word in words if word in target and f"{word}以上" not in target}
    given = {word for word in words if word in reported}
    return bool(wanted) and bool(given) and not wanted & given


def context_before(text: str, start: int) -> str:
    """Return what stands before a place in its sentence, at most as far as a reader looks back."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return before[max(before.rfind(stop) for stop in "。\n；;") + 1 :]


@cache
def dimension(unit: str) -> str:
    """Name what a unit measures, so that amounts of two units compare: 人 and 名 do, 元 and 亩 do not."""
    if unit in _RATIOS:
        return "ratio"
    if unit == "个百分点":
        return "points"
    if unit in _PERSONS:
        return "person"
    measure = quantities.measure(unit)
    if lexicon.is_divisible(unit):
        return measure.base
    return "thing" if unit else ""


def units_agree(target: str, reported: str) -> bool:
    """Tell whether a result in one unit can answer a target in the other; a unit lost in print counts things."""
    one, other = dimension(target), dimension(reported)
    counted = {"person", "thing", ""}
    return one == other or ("" in {one, other} and {one, other} <= counted) or {one, other} == {"person", "thing"}
