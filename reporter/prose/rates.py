"""Rates of a plan in a sentence (完成年度目标的64.1%) and the amounts they belong to, 分别 lists in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.prose import phrases
from reporter.prose.token_records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.prose.mentions import Mention


def is_plan_rate(mention: Mention, previous: Mention | None) -> bool:
    """Tell whether a share says how much of a plan is done: by its words, or as the next of a list of such shares."""
    if mention.token.kind is not Kind.PERCENT:
        return False
    if phrases.plan_rate().search(mention.left) or _is_bare_rate(mention, previous):
        return True
    follows = previous is not None and previous.clause == mention.clause and previous.token.kind is Kind.PERCENT
    return follows and not phrases.content(mention.left) and previous is not None and _is_rate_list(previous)


def _is_bare_rate(mention: Mention, previous: Mention | None) -> bool:
    """Tell whether a share behind an amount says how much of it is done, in one word: 新增1260张,完成63%."""
    follows = previous is not None and previous.clause.sentence == mention.clause.sentence
    return follows and (mention.left in {"完成", "已完成", "均完成", "分别完成"} or _is_excess(mention))


def _is_excess(mention: Mention) -> bool:
    """Tell whether a share says by how much a plan was exceeded: the amount is no such share of its target."""
    return _EXCESS.fullmatch(mention.left) is not None


_EXCESS = re.compile("(?:分别|均|都)?(?:已)?超额(?:完成)?")


def _is_rate_list(mention: Mention) -> bool:
    return bool(phrases.plan_rate().search(mention.left)) or not phrases.content(mention.left)


def plan_rates(found: tuple[Mention, ...]) -> frozenset[int]:
    """Return the places of the rates of a plan among the mentions."""
    rates: set[int] = set()
    for index, mention in enumerate(found):
        previous = found[index - 1] if index else None
        says_so = phrases.plan_rate().search(mention.left) is not None or _is_bare_rate(mention, previous)
        if is_plan_rate(mention, previous) and (says_so or index - 1 in rates):
            rates.add(index)
    return frozenset(rates)


def paired(found: tuple[Mention, ...], rates: frozenset[int]) -> Mapping[int, int]:
    """Tell for amounts which rate is said of them: the place of the amount to the place of the rate.

    A list of rates belongs to as many amounts before it, in order; a single rate to the amount before it, with 均
    to all amounts of its line.
    """
    result: dict[int, int] = {}
    waiting: list[int] = []
    index = 0
    while index < len(found):
        if index not in rates:
            if waiting and found[waiting[-1]].clause.line != found[index].clause.line:
                waiting = []
            if _is_amount(found[index]):
                waiting.append(index)
            index += 1
            continue
        last = index
        while last + 1 in rates and found[last + 1].clause == found[index].clause:
            last += 1
        group = range(index, last + 1)
        same_line = [place for place in waiting if found[place].clause.line == found[index].clause.line]
        if not _is_excess(found[index]):
            result.update(_assigned(found, same_line, group))
        waiting, index = [], last + 1
    return result


def _assigned(found: tuple[Mention, ...], waiting: list[int], group: range) -> Mapping[int, int]:
    if len(group) == 1 and "均" in found[group[0]].left:
        return dict.fromkeys(waiting, group[0])
    chosen = waiting[-len(group) :]
    return dict(zip(chosen, group, strict=True)) if len(chosen) == len(group) else {}


def _is_amount(mention: Mention) -> bool:
    return mention.token.kind in {Kind.QUANTITY, Kind.BARE} or (
        mention.token.kind is Kind.PERCENT and not phrases.growth_pattern().search(mention.left)
    )
