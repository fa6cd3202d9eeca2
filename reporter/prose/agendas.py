"""Agendas: what only says of how many items a list is made (确定12项民生实事) counts them and is no target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.prose.token_records import Kind

if TYPE_CHECKING:
    from reporter.prose.mentions import Mention

_UNITS = frozenset({"项", "件", "个", "条", "大"})
_ITEMS = re.compile(
    r"大?(?:具体|重点|年度|目标|工作|重大|主要)*(?:目标|任务|内容|(?:市级|省级|县级|区级|为民办|民生|惠民)*实事|民生|指标|项目)"
)
# 9项目标任务 may be cut as 项目 and 标任务: its 项 is not read as a unit.
_UNIT_LOST = re.compile(r"项目标(?:任务)?")
# Who decides what is to be done, cuts it into pieces or tells what it covers, has not yet promised to do so many.
_DECIDED = re.compile(r"(?:明确|确定|确立|票决|细化|分解|梳理|列出|征集|遴选出)(?:了|出|为|成|产生)?$")
_ASPECTS = re.compile(r"(?:方面|领域|小项|大项|子项|大类)(?!的?(?:改革|试点))")
_PURPOSE = re.compile(r"\s*为(?:了|扎实|切实|全力|全面|进一步|深入|高质量|有序|做好|确保|推进|推动)")
_IN_FORCE = re.compile(
    r"\s*(?:继续|持续|深入)?(?:抓好|落实好?|推进|推动|兑现)?已(?:经)?(?:出台?|发布|实施)|\s*(?:继续|持续)(?:抓好|落实)"
)
_MEASURES = re.compile(r"(?:惠企|稳增长|助企|涉企|扶持|支持)*(?:政策|举措|措施|条款)")
_HEADED = re.compile(r"实事(?:项目)?[0-9]{1,3}件(?:、|共|计)?[0-9]{1,3}(?:个|大)?(?:小|子)?项(?![0-9\u4e00-\u9fff])")


def counts_items(text: str, mention: Mention) -> bool:
    """Tell whether a count says how many items are on a list: those decided on, those in force, those in its head."""
    clause, behind = mention.clause, mention.token.outer_end
    if mention.token.kind is Kind.BARE:
        return _DECIDED.search(mention.left) is not None and _UNIT_LOST.match(text, behind) is not None
    if mention.token.kind is not Kind.QUANTITY or mention.token.unit not in _UNITS:
        return False
    if _ASPECTS.match(text, behind) or _PURPOSE.match(text, clause.start, clause.end):
        return True
    if _DECIDED.search(mention.left) and _ITEMS.match(text, behind):
        return True
    if _IN_FORCE.match(text, clause.start, clause.end) and _MEASURES.match(text, behind):
        return True
    return any(head.start() < behind <= head.end() for head in _HEADED.finditer(text, clause.start, clause.end + 1))
