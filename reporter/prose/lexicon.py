"""The word lists of the room, read once from reporter/prose/lexicon, and the patterns they make."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from typing import Any

from reporter import quantities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping


@cache
def data(name: str) -> Mapping[str, Any]:
    """Return the tables of one lexicon file."""
    text = (files("reporter.prose") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def any_of(words: Iterable[str]) -> str:
    """Write a pattern that matches the longest of `words` that stands there."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


@cache
def units() -> tuple[str, ...]:
    """Return every unit word that may stand behind a number, longest first."""
    known, more = quantities.lexicon(), data("units")["more"]
    words = {*known.words, *known.aliases, *more["counts"], *more["measures"]} - {"1", "成", "人民币"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def unit_pattern() -> str:
    """Write a pattern of every unit word, longest first, none of them where it begins another word."""
    guards: Mapping[str, str] = data("units")["not_before"]
    return "(?:" + "|".join(_guarded(word, guards.get(word, "")) for word in units()) + ")"


def unit(word: str) -> str:
    """Return a unit as it is printed, except that percent and points have one spelling each."""
    return {"％": "%", "百分点": "个百分点", "千分点": "个千分点", "个点": "个百分点"}.get(word, word)


def _guarded(word: str, not_before: str) -> str:
    """Write a word that may not be followed by one of the characters; an ASCII word ends where its letters end."""
    end = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.escape(word) + end + (f"(?![{not_before}])" if not_before else "")


@cache
def divisible_units() -> frozenset[str]:
    """Return the units that can be divided, those of sentences included."""
    known = quantities.lexicon()
    own = {word for word, kind in known.words.items() if kind is quantities.Divisibility.MEASURE}
    return frozenset(own | set(data("units")["more"]["measures"]))


def is_divisible(unit: str) -> bool:
    """Tell whether half of a unit makes sense, so that a whole number of it may have been rounded."""
    return unit in divisible_units() or quantities.measure(unit).divisibility is not quantities.Divisibility.COUNT
