"""Targets stated in words: relation, value, unit, basis, and the indicator by the name a clerk would give it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reporter.prose import agendas
from reporter.prose import lexicon
from reporter.prose import lists
from reporter.prose import mentions
from reporter.prose import naming
from reporter.prose import relational
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from reporter.prose.token_records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.mentions import Mention
    from reporter.prose.mentions import Reading

# 总投资100亿元的项目 describes a project; 完成投资100亿元的目标 is a target all the same.
_DESCRIBES = re.compile(r"以?[上内]?的(?!目标|任务|要求|计划)")
_MIRRORED = {
    TargetRelation.AT_LEAST: TargetRelation.AT_MOST,
    TargetRelation.MORE_THAN: TargetRelation.LESS_THAN,
    TargetRelation.AT_MOST: TargetRelation.AT_LEAST,
    TargetRelation.LESS_THAN: TargetRelation.MORE_THAN,
}


def read_targets(text: str) -> tuple[StatedTarget, ...]:
    """Read every target of a text in order. A unit lost in print is the one its noun is counted in."""
    reading = mentions.read(text)
    return complete_units(stated(reading))


def stated(reading: Reading) -> tuple[StatedTarget, ...]:
    """Read the targets of a text that was taken apart, units as printed."""
    spoken_for = {mention.clause for mention in reading.mentions}
    passed_over = lists.starts(reading.text, reading.mentions) | _described(reading.mentions)
    found = [
        target
        for place, mention in enumerate(reading.mentions)
        if place not in passed_over and _is_target(reading.text, mention)
        for target in _targets(reading.text, mention)
    ]
    for clause in reading.clauses:
        if clause not in spoken_for:
            found.extend(relational.read(reading.text, clause))
    ordered = sorted(found, key=lambda target: (target.start, target.end))
    return tuple(_named(target, ordered[place - 1] if place else None) for place, target in enumerate(ordered))


def _described(found: Sequence[Mention]) -> frozenset[int]:
    """Return the places of figures that only describe what a target of the year behind them, in one sentence, is of.

    In 列入重点项目5个,总投资9亿元,年度计划投资2亿元 only the last is due this year.
    """
    due = [place for place, mention in enumerate(found) if _DUE_THIS_YEAR.search(mention.left)]
    return frozenset(
        place
        for place, mention in enumerate(found)
        if _DESCRIPTION.search(mention.left)
        and mention.token.relation in {None, TargetRelation.ABOUT}
        and any(place < one and found[one].clause.sentence == mention.clause.sentence for one in due)
    )


_DUE_THIS_YEAR = re.compile("(?:年度|全年|当年|年内|本年度?|今年)[^,，]{0,6}投资")
_DESCRIPTION = re.compile(
    r"^(?:项目)?(?:计划|估算|概算)?总投资额?(?:约|为|达)?$|^(?:我[省市县区]|全[省市县区])?(?:今年|年)?(?:共|已)?(?:列入|纳入)(?!.*(?:争取|力争|确保))"
)


def _named(target: StatedTarget, before: StatedTarget | None) -> StatedTarget:
    """Name a rank that stands alone (…,位居全省前列) after the target before it."""
    if target.indicator or before is None:
        return target
    return replace(target, indicator=f"{before.indicator}排名")


def complete_units(targets: tuple[StatedTarget, ...]) -> tuple[StatedTarget, ...]:
    """Give targets whose unit was lost the unit of their noun, else that of the count before or after them."""
    named = [
        target if target.value is None or target.unit else replace(target, unit=naming.lost_unit(target.indicator))
        for target in targets
    ]
    units = [target.unit if _counts(target.unit) else "" for target in named]
    before = list(accumulate(units, _last_known))
    after = list(accumulate(reversed(units), _last_known))[::-1]
    return tuple(
        target if target.value is None or target.unit else replace(target, unit=before[place] or after[place])
        for place, target in enumerate(named)
    )


def _last_known(last: str, unit: str) -> str:
    return unit or last


def _counts(unit: str) -> bool:
    return bool(unit) and not lexicon.is_divisible(unit)


def _is_target(text: str, mention: Mention) -> bool:
    token = mention.token
    if mention.is_scope or mention.left.endswith(_given()) or _is_share_of_stage(mention):
        return False
    if agendas.counts_items(text, mention):
        return False
    if token.kind is Kind.BARE and token.unit:
        return token.relation is not None or mention.left.endswith(_measured())
    if token.kind is Kind.BARE:
        return bool(mention.phrase)
    return not (mention.left.endswith(_attributes()) and _DESCRIBES.match(text, token.end))


def _is_share_of_stage(mention: Mention) -> bool:
    """Tell whether a share in brackets only says how much the amount before it is of the whole: 1200人(20%)."""
    return mention.clause.is_aside and not mention.left and mention.token.kind is Kind.PERCENT


@cache
def _given() -> tuple[str, ...]:
    return tuple(lexicon.data("phrases")["given"]["words"])


@cache
def _measured() -> tuple[str, ...]:
    return tuple(lexicon.data("phrases")["measured"]["nouns"])


@cache
def _attributes() -> tuple[str, ...]:
    return tuple(lexicon.data("phrases")["attributes"]["words"])


def _targets(text: str, mention: Mention) -> Iterator[StatedTarget]:
    """State a mention as a target, once for each head it holds for."""
    token = mention.token
    relation, value = _relation(mention), token.amount
    if value is not None and naming.direction(mention) == "fall" and token.upper is None:
        relation, value = _MIRRORED.get(relation, relation), -value
    heads = mention.heads if len(mention.heads) > 1 else ("",)
    for head in heads:
        yield StatedTarget(
            start=mention.start,
            end=mention.end,
            span=text[mention.start : mention.end],
            indicator=naming.indicator(mention, head),
            relation=relation,
            value=value,
            value_max=token.upper,
            unit=token.unit,
            basis=naming.basis(mention),
            qualifier="|".join(token.softness),
        )


def _relation(mention: Mention) -> TargetRelation:
    """Tell how the result is to stand to the target; a bound may stand before what it is counted by (达到每人9元)."""
    token = mention.token
    if token.kind is Kind.RANK:
        return TargetRelation.RANK
    if token.upper is not None:
        return TargetRelation.RANGE
    if token.relation is not None:
        return token.relation
    bound = _bound_before_denominator().search(mention.left)
    words = lexicon.data("softness")["before"]
    return TargetRelation(words[bound[1]].get("relation", "eq")) if bound else TargetRelation.EQUAL


@cache
def _bound_before_denominator() -> re.Pattern[str]:
    return re.compile(rf"({lexicon.any_of(lexicon.data('softness')['before'])})每[^,，。;；]{{1,8}}$")
