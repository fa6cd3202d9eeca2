"""What an amount tells in its list: a level, a change or a plan, and the words that make it like its neighbours."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.prose.claims.page import thing_of

if TYPE_CHECKING:
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page


class Role(StrEnum):
    """What an amount is: there are so many, so many more than before, or so many are due."""

    LEVEL = "level"
    CHANGE = "change"
    PLAN = "plan"


_CHANGE = re.compile(r"(?:增收|减收|增支|减支|增加|减少|净增|增长|下降|上升|多|少|提高|降低)(?:了|约)?$")
_PLAN = re.compile(r"计划|目标|任务|预算数|年初预算|预算$|概算")
_RATE_BEHIND = re.compile(r"的?(?:约|近)?\d+(?:\.\d+)?[%％]")
_LIGHT = re.compile(
    r"(?:已经|已|共计|共|累计|合计|实际|完成|实现|达到|达|为|有|是|约|的|了|建成|涉及|各|均|新增|资金额|金额|额度|额)+$"
)
_REST = re.compile(r"(?:^|[,，;；。、:：\n])\s*(?:其余|其他|其它|另有|另外|剩余|余下)[^,，;；。、\d\n]*\Z")
_LONGEST_REST = 24
_QUALIFIES = re.compile(r"[^,，;；。()（）\d]{0,8}[(（][^()（）]{0,20}(?:含|不|未|另|重|除|跨|部分)")
_MORE = re.compile(r"其余|其他|其它|另有|另外|剩余|余下")
_TOLD = re.compile(r"(?:的|的有|共|共有|总数为)$")
"""What follows counts things, whatever its words say of tasks: 完成全年任务的有46项, 指标任务共55项."""
_COUNTERS = frozenset({"个", "项"})
"""Counters that one list may mix: 37项工程, 其中16项…, 4个…."""
_THINGS = 2
_COUNTED = re.compile(r"的有$")
"""落实的有122件,计划落实的有24件: what comes before is different, and how they are told is not."""
_LIGHT_BEHIND = frozenset({"已经", "完成", "处于", "正在", "全部", "均已", "实现"})


def role_of(page: Page, figure: Figure) -> Role:
    """Tell what an amount is. 减少5起4人: what is glued to an amount is what that amount is."""
    noun = page.noun_before(figure).strip()
    if not noun and (before := _glued(page, figure)) is not None:
        return role_of(page, before)
    if _CHANGE.search(noun):
        return Role.CHANGE
    is_base = page.text.startswith("的", figure.end) and _RATE_BEHIND.match(page.text, figure.end)
    is_plan = _PLAN.search(noun) and not _TOLD.search(noun)
    return Role.PLAN if is_base or is_plan else Role.LEVEL


def _glued(page: Page, figure: Figure) -> Figure | None:
    before = page.last_before(figure.start, max(0, figure.start - _LONGEST_REST))
    return before[-1] if before and before[-1].end == figure.start else None


def words_of(page: Page, figure: Figure) -> frozenset[str]:
    """Return the words that an amount may share with its neighbours: the head before it, and the things behind it."""
    before = page.noun_before(figure).strip()
    head = bare_head(before)[-_THINGS:]
    after = page.noun_after(figure).strip()[:_THINGS]
    known = {head, after if len(after) == _THINGS and after not in _LIGHT_BEHIND else "", *_COUNTED.findall(before)}
    return frozenset(known - {""})


def bare_head(noun: str) -> str:
    """Return what is counted without the words that only say that it is there: 税收收入完成 is 税收收入."""
    return _LIGHT.sub("", noun.strip())


def is_rest(page: Page, figure: Figure) -> bool:
    """Tell whether an amount closes a list: 其余17件, 其他县区246个."""
    return _REST.search(page.text, max(0, figure.start - _LONGEST_REST), figure.start) is not None


def leaves_a_rest(page: Page, last: Figure) -> bool:
    """Tell whether words without a figure follow a list and say that there is more: 其余由省直单位建设."""
    return _MORE.search(page.text, last.end, page.sentence_at(last.start)[1]) is not None


def is_qualified(page: Page, figure: Figure) -> bool:
    """Tell whether brackets behind an amount say what is or is not in it: 12个(含上年结转2个)."""
    return _QUALIFIES.match(page.text, figure.end) is not None


def counts_as(one: Figure, other: Figure) -> bool:
    """Tell whether two amounts count things that one list may hold."""
    return thing_of(one.unit) == thing_of(other.unit) or {one.unit, other.unit} <= _COUNTERS


def is_alike(page: Page, one: Figure, other: Figure) -> bool:
    """Tell whether two amounts may be members of one list: one unit, one role, and a word in common or none at all."""
    if not counts_as(one, other) or role_of(page, one) is not role_of(page, other):
        return False
    if page.is_bracketed(one) is not page.is_bracketed(other):
        return False
    words, others = words_of(page, one), words_of(page, other)
    ends = {page.noun_before(one).strip()[-1:], page.noun_before(other).strip()[-1:]}
    opens = _opens_clause(page, one) and _opens_clause(page, other)
    return bool(words & others) or opens or is_rest(page, other) or (len(ends) == 1 and ends != {""})


def _opens_clause(page: Page, figure: Figure) -> bool:
    """Tell whether nothing stands between the start of the clause and an amount: 12处在设计,6处在招标."""
    return not bare_head(page.noun_before(figure))
