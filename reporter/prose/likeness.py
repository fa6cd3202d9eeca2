"""How well the words of a result name a target: shared pairs of characters, and words that tell things apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from reporter import quantities
from reporter.prose import lexicon
from reporter.prose import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

_PERSONS = frozenset({"人", "名", "位", "人次", "例", "学员"})
_RATIOS = frozenset({"%", "‰", "1", "成"})
_WEIGHT_OF_TARGET = 0.75
_ENDING = 6
_STAGE = 0
_MEASURE = re.compile(r"(?:增速|(?:提高|压减|压降|压缩|节约|精简|缩短|减免|削减)?幅度|的比例|排名)$")
_LOOK_BACK = 80


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a phrase as pairs of neighbouring characters: all, its last word, its context."""

    phrase: str
    pairs: frozenset[str]
    head: str
    ending: frozenset[str]
    context: frozenset[str]

    @classmethod
    def of(cls, phrase: str, context: str = "") -> Words:
        """Take a phrase apart; `context` is what stands before it in its sentence."""
        telling = _MEASURE.sub("", phrases.content(phrase))
        return cls(phrase, pairs(telling), telling[-2:], pairs(telling[-_ENDING:]), pairs(context))


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters; a single character stands for itself."""
    return frozenset(text[index : index + 2] for index in range(max(1, len(text) - 1))) if text else frozenset()


def heads_differ(target: Words, reported: Words) -> bool:
    """Tell whether the last word of neither is among the words of the other: 样板 are no 项目."""
    return target.head not in reported.pairs and reported.head not in target.pairs


def ends_alike(target: Words, reported: Words) -> bool:
    """Tell whether two phrases end in one noun of at least three characters: 充电桩, 幼儿园."""
    ending = target.phrase[-_NOUN:]
    return len(ending) == _NOUN and reported.phrase.endswith(ending)


_NOUN = 3


def coverage(
    wanted: frozenset[str],
    given: frozenset[str],
    context: frozenset[str] = frozenset(),
    weights: Mapping[str, float] = MappingProxyType({}),
) -> float:
    """Tell which part of `wanted` is given, by weight; what only the context gives counts half."""
    whole = sum(weights.get(pair, 1.0) for pair in wanted)
    if not whole:
        return 0.0
    found = sum(weights.get(pair, 1.0) for pair in wanted & given)
    half = sum(weights.get(pair, 1.0) for pair in (wanted - given) & context)
    return (found + half / 2) / whole


def likeness(target: Words, reported: Words, weights: Mapping[str, float], *, is_generic: bool) -> float:
    """Tell from 0 to 1 how well the words of a result name a target. `weights` are small for words of many targets.

    The context of the result may help where its own words name nothing, or where both end alike.
    """
    context = reported.context if is_generic or target.ending & reported.ending else frozenset()
    backwards = coverage(reported.pairs, target.pairs, target.context)
    return (
        _WEIGHT_OF_TARGET * coverage(target.pairs, reported.pairs, context, weights)
        + (1 - _WEIGHT_OF_TARGET) * backwards
    )


def contradicts(target: str, reported: str) -> bool:
    """Tell whether two phrases hold words that cannot speak of one thing."""
    wanted, given = telling_words(target), telling_words(reported)
    if given[_STAGE] - wanted[_STAGE]:
        return True
    return any(one and other and not one & other for one, other in zip(wanted[1:], given[1:], strict=True))


@lru_cache(maxsize=1024)
def telling_words(phrase: str) -> tuple[frozenset[str], ...]:
    """Return the words of a phrase that make it another thing: those of its stage, then those of each contrast."""
    found = {word for word in _contrast_words() if word in phrase}
    table = lexicon.data("contrasts")
    groups = [table["stage"]["words"], *(group["words"] for group in table["group"])]
    return tuple(
        frozenset(word for word in found.intersection(group) if f"{word}以上" not in phrase) for group in groups
    )


@cache
def _contrast_words() -> frozenset[str]:
    table = lexicon.data("contrasts")
    return frozenset(word for group in (table["stage"], *table["group"]) for word in group["words"])


def is_earlier(target: str, reported: str) -> bool:
    """Tell whether a result is of an early stage (开工) that the target does not ask for."""
    words: list[str] = lexicon.data("contrasts")["early"]["words"]
    return any(word in reported and word not in target for word in words)


def is_below(target: str, reported: str) -> bool:
    """Tell whether a target admits a level and those above it (市级以上), and the result is of a lower one only."""
    if "级以上" not in target:
        return False
    levels: list[str] = lexicon.data("contrasts")["levels"]["descending"]
    least = next((place for place, level in enumerate(levels) if f"{level}以上" in target), None)
    given = [place for place, level in enumerate(levels) if level in reported]
    return least is not None and bool(given) and min(given) > least


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
