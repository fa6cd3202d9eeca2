"""Results stated in words, each bound to the target it answers by meaning, unit and place, or left unbound."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.prose import binding
from reporter.prose import evidence
from reporter.prose import likeness
from reporter.prose import lists
from reporter.prose import mentions
from reporter.prose import naming
from reporter.prose import phrases
from reporter.prose import rates
from reporter.prose.evidence import Candidate
from reporter.prose.evidence import list_items
from reporter.prose.likeness import Words
from reporter.prose.records import ReportedFigure
from reporter.prose.token_records import Kind
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reporter.prose.mentions import Mention
    from reporter.prose.mentions import Reading
    from reporter.prose.records import StatedTarget
    from reporter.prose.token_records import Token

_COMPARED = re.compile(r"(?:增速|增幅)?(?:快于|高于|优于|好于|超|领先)")
_LIMITED = re.compile(r"[\u4e00-\u9fff]([0-9]{2,8}[十百千万亿]{0,2}[^0-9\s]{1,3})以[上下内]")
_LONGEST_COUNT = 4
_MONEY = re.compile(r"投资|资金|支出|预算|经费")
_RESPECTIVELY = re.compile(r"分别[^,，。;；、]{0,4}$")
_FOR_ALL = re.compile(r"(?:均|都|一律)[^,，。;；、]{0,4}$")
_PROGRESS_WORDS = re.compile(
    r"(?:总体|整体|总|当前|目前|创建|推进|半年度|省定|全省|统一|工作)*(?:进度率|进度|完成率).*$"
)


def read_actuals(progress: str, targets: tuple[StatedTarget, ...], target_text: str = "") -> tuple[ReportedFigure, ...]:
    """Read every reported figure of a text, with the place of the target it answers or None.

    Rates of a plan (完成年度目标的64%) are claims about figures, not figures. Progress that is stated as a share
    answers a target that no amount answers. `target_text` states the targets; it gives their context.
    """
    reading = mentions.read(progress, limits_in(target_text, progress))
    candidates = _candidates(reading)
    bound = binding.bind(candidates, targets, target_text)
    figures = [
        _figure(reading.text, candidate, target, targets)
        for place, candidate in enumerate(candidates)
        for target in bound.get(place, () if candidate.is_progress else (None,))
    ]
    return tuple(figures)


def limits_in(target: str, progress: str) -> frozenset[str]:
    """Return the thresholds of a target into which counts of the progress text ran when they lost their units."""
    limits = {token.raw for token in scan(target) if token.kind is Kind.THRESHOLD and token.raw[0].isdecimal()}
    printed = (match[1] for match in _LIMITED.finditer(progress)) if limits else ()
    return frozenset(word[cut:] for word in printed for cut in range(1, _LONGEST_COUNT + 1) if word[cut:] in limits)


def _candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Prepare what may answer a target: every figure but the rates, with its words, its context and its rate."""
    found = reading.mentions
    plan = rates.plan_rates(found)
    said = rates.paired(found, plan)
    passed_over = plan | lists.starts(reading.text, found)
    items = list_items(reading.tokens)
    result: list[Candidate] = []
    for place, mention in enumerate(found):
        if (
            place in passed_over
            or _is_counted_again(found, place)
            or _is_part_of_name(found, place)
            or _is_plan(mention)
        ):
            continue
        rate = found[said[place]].token if place in said else None
        of_part = _is_in_list_of_parts(found, place)
        result.extend(
            replace(one, is_part=one.is_part or of_part)
            for one in _each_head(reading, mention, rate, items(mention.start))
        )
    return tuple(result)


def _is_counted_again(found: tuple[Mention, ...], place: int) -> bool:
    """Tell whether a figure only says of how many the next one tells in the same unit: 186个小区已开工179个."""
    if not found[place].is_scope or place + 1 == len(found):
        return False
    return found[place].token.unit == found[place + 1].token.unit


def _is_in_list_of_parts(found: tuple[Mention, ...], place: int) -> bool:
    """Tell whether a figure stands in a list that 其中 opens: 其中甲3个、乙2个."""
    near = found[max(0, place - _LONGEST_LIST) : place]
    return any(one.left.startswith("其中") and one.clause == found[place].clause for one in near)


_LONGEST_LIST = 12


def _names_nothing(mention: Mention) -> bool:
    """Tell whether neither the words of a figure nor the subject it takes over name a thing: 已完工251公里."""
    subject = phrases.thing_of(mention.subject)
    return phrases.is_carrier(mention.phrase) and phrases.is_carrier(subject) and not mention.left.startswith("其中")


def _is_plan(mention: Mention) -> bool:
    """Tell whether an amount says what is to be done, not what was: 年度任务130个."""
    return mention.token.kind is Kind.QUANTITY and phrases.is_planned(mention.left)


def _is_part_of_name(found: tuple[Mention, ...], place: int) -> bool:
    """Tell whether a share belongs to the name of another (100%保障入学进度已达50%)."""
    following = found[place + 1] if place + 1 < len(found) else None
    mention = found[place]
    return (
        following is not None
        and mention.token.kind is Kind.PERCENT
        and following.token.kind is Kind.PERCENT
        and following.clause == mention.clause
        and phrases.progress_rate().search(following.left) is not None
        and mention.end <= following.start
        and not phrases.progress_rate().search(mention.left)
    )


def _each_head(reading: Reading, mention: Mention, rate: Token | None, item: int) -> Iterator[Candidate]:
    """Prepare a figure, once for each head it holds for."""
    for head in mention.heads if len(mention.heads) > 1 else ("",):
        yield replace(_candidate(reading, mention, rate, head), item=item)


def _candidate(reading: Reading, mention: Mention, rate: Token | None, head: str) -> Candidate:
    token = mention.token
    name = naming.indicator(mention, head)
    if _is_of_last_year(reading.text):
        name = _LAST_YEAR.sub("", name)
    is_progress = token.kind is Kind.PERCENT and phrases.progress_rate().search(mention.left) is not None
    context = likeness.context_before(reading.text, mention.clause.start) + mention.subject
    return Candidate(
        start=mention.start,
        end=mention.end,
        token=token,
        value=_value(mention),
        words=Words.of(_progress_free(name) if is_progress else name, context),
        limits=evidence.limits(name),
        basis=naming.basis(mention),
        sentence=mention.clause.sentence,
        rate=rate,
        is_progress=is_progress,
        is_generic=phrases.is_generic(_progress_free(mention.phrase)),
        names_nothing=_names_nothing(mention),
        is_respective=_RESPECTIVELY.search(mention.left) is not None and phrases.is_carrier(mention.phrase),
        is_part=mention.left.startswith("其中"),
        is_subject=mention.is_prenominal and not phrases.has_verb(mention.left),
        is_of_money=is_progress and _MONEY.search(mention.left) is not None,
        is_comparison=_COMPARED.match(mention.left) is not None,
        holds_for_all=_FOR_ALL.search(mention.left) is not None,
    )


@lru_cache(maxsize=4)
def _is_of_last_year(text: str) -> bool:
    """Tell whether a text looks back: it opens with last year and tells of no later time.

    Elsewhere 去年 keeps a figure from answering a target of this year.
    """
    return _OPENS_WITH_LAST_YEAR.match(text) is not None and _OF_THIS_YEAR.search(text) is None


_LAST_YEAR = re.compile("(?:去年|上年)(?:全年)?(?:全[国省市县区])?")
_OPENS_WITH_LAST_YEAR = re.compile(r"\s*(?:去年|上年)(?!同期|同月|末|底|[一二三四]季度|[0-9]+月)")
_OF_THIS_YEAR = re.compile(
    r"今年|本年|目前|当前|截[至止]|月|季度|半年|同比|去年同期|上年同期|(?:比|较|是|为)去年|由去年|从去年"
)


def _progress_free(name: str) -> str:
    """Return what progress is stated of: 美丽小区创建总体进度 speaks of 美丽小区."""
    return _PROGRESS_WORDS.sub("", name)


def _value(mention: Mention) -> Decimal:
    """Return the amount, a fall as a negative one."""
    amount = mention.token.amount
    if amount is None:  # pragma: no cover - every figure has an amount
        raise AssertionError(mention)
    return -amount if naming.direction(mention) == "fall" and mention.token.kind is not Kind.TIMES else amount


def _figure(text: str, candidate: Candidate, target: int | None, targets: tuple[StatedTarget, ...]) -> ReportedFigure:
    lost = targets[target].unit if target is not None else ""
    return ReportedFigure(
        start=candidate.start,
        end=candidate.end,
        span=text[candidate.start : candidate.end],
        indicator=candidate.words.phrase,
        value=candidate.value,
        unit=candidate.token.unit or lost,
        target=target,
    )
