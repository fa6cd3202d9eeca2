"""Telling a threshold from a figure: the amount in 3亿元以上项目300个 limits what is counted and is none itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from reporter.prose import lexicon
from reporter.prose.token_records import Kind
from reporter.prose.token_records import Token

_CLAUSE_END = re.compile(r"[,，。;；:：\n]")
_ITEM_END = re.compile(r"[,，。;；:：、\n]")
_LIFE = re.compile(r"(?:寿命|平均年龄)[^,，。;；]{0,8}$")
_AGES = frozenset({"岁", "周岁"})
_LIMITS = frozenset({"以上", "及以上", "或以上", "以下", "及以下", "以内", "之内"})


def with_thresholds(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Turn the quantities that only limit a thing into thresholds."""
    following = (*tokens[1:], None)[: len(tokens)]
    return tuple(
        replace(token, kind=Kind.THRESHOLD) if token.kind is Kind.QUANTITY and _limits(text, token, after) else token
        for token, after in zip(tokens, following, strict=True)
    )


def _limits(text: str, token: Token, after: Token | None) -> bool:
    if token.unit in _AGES:
        return _LIFE.search(text[max(0, token.start - 12) : token.start]) is None
    if _LIMITS.intersection(token.after) and after is not None and after.start == token.outer_end:
        return lexicon.is_divisible(token.unit)
    following = text[token.outer_end : token.outer_end + 1]
    if not following.isalpha() and following != "“":
        return False
    is_before_noun = _noun().match(text, token.outer_end) is not None
    has_figure = _is_counted(text, token, after, _CLAUSE_END)
    if not lexicon.is_divisible(token.unit):
        return bool(token.after) and is_before_noun and _is_counted(text, token, after, _ITEM_END)
    if _LIMITS.intersection(token.after):
        return is_before_noun or (has_figure and _verb().match(text, token.outer_end) is None)
    is_money = token.unit.endswith("元")
    return _is_counted(text, token, after, _ITEM_END) and (
        is_before_noun if is_money else _verb().match(text, token.outer_end) is None
    )


def _is_counted(text: str, token: Token, after: Token | None, end: re.Pattern[str]) -> bool:
    """Tell whether a figure of another unit follows before the clause ends: what the threshold limits is counted."""
    if after is None or not after.is_figure or after.unit == token.unit:
        return False
    return end.search(text, token.outer_end, after.start) is None


@cache
def _noun() -> re.Pattern[str]:
    # 的 before digits is the base of a share (年度计划3.5亿元的59.4%), not a thing that is limited.
    return re.compile(lexicon.any_of(lexicon.data("names")["limited"]["nouns"]) + r"(?<!的)|的(?!\s?[0-9])")


@cache
def _verb() -> re.Pattern[str]:
    """A word that opens the next statement where a separator was lost, or goes on with the figure's own."""
    return re.compile(lexicon.any_of(lexicon.data("names")["opening"]["words"]))
