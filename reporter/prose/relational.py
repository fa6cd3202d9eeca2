"""Targets without a figure: faster than the average, a task set by the province, further reduced, full coverage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose import naming
from reporter.prose import phrases
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation

if TYPE_CHECKING:
    from reporter.prose.clauses import Clause

_REFERENCE = (
    r"(?:全国|全省|省均|省平均|全市|国家|经济|平均|各项|同期|上年|去年|上一年|GDP|地区生产总值|国民经济|城镇|农村|城市"
    r"|规上|全部|周边|同类|兄弟|财政|人均|居民|面上|均值|历史|中位|工业|省(?!级))"
)
_FASTER = re.compile(rf"(?P<word>快于|高于|优于|好于|大于|不低于|不慢于|领先于?|跑赢|超过){_REFERENCE}")
_SLOWER = re.compile(rf"(?P<word>低于|少于|小于|慢于|不高于){_REFERENCE}")
_LEVELS_WITH = re.compile(r"(?:与|同|和)[^,，。;；]{2,16}?(?P<word>(?:基本|保持|大体)*同步)")
_SET_BY_OTHERS = re.compile(
    r"(?P<word>(?:圆满|全面|确保|按时|按期|如期|超额)*(?:完成|达到|实现|控制在|符合))(?:国家|省|省委|省政府|上级|国|部|市)(?:级|里)?(?:定|下达|核定|考核|确定|要求|约束性|规定|控制)+的?(?:年度|各项|全年)*(?:目标任务|任务目标|目标|任务|指标|要求|计划|标准|范围)"
)
_FULL = re.compile(r"(?P<word>(?:实现|达到|完成|确保|做到)?[^,，。;；]{0,40}?全覆盖)(?:以上)?$")
_TOP = re.compile(
    r"(?P<word>位居|位列|稳居|居|跻身|进入|列)(?:全国|全省|全市|同类)[^,，。;；]{0,12}?(?:前列|前茅|第一方阵|第一梯队|上游)"
)
_STEADY = re.compile(r"(?P<word>(?:基本|保持|总体)+稳定)$")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern of a clause without a figure and the target it states. Only a `measured` subject is enough for some."""

    pattern: re.Pattern[str]
    relation: TargetRelation
    is_measured: bool = False
    value: Decimal | None = None
    unit: str = ""


@cache
def _rules() -> tuple[_Rule, ...]:
    manner = r"(?P<word>(?:进一步|持续|有所|不断|稳步|逐步|明显|大幅|显著|继续|稳中|逐年)+"
    growth = lexicon.data("phrases")["growth"]
    return (
        _Rule(_FASTER, TargetRelation.FASTER_THAN),
        _Rule(_SLOWER, TargetRelation.LESS_THAN),
        _Rule(_LEVELS_WITH, TargetRelation.EXTERNAL),
        _Rule(_SET_BY_OTHERS, TargetRelation.EXTERNAL),
        _Rule(_TOP, TargetRelation.RANK),
        _Rule(
            re.compile(rf"{manner}(?:{'|'.join(growth['fall'])}|缩小|减轻))$"),
            TargetRelation.DECREASE,
            is_measured=True,
        ),
        _Rule(re.compile(rf"{manner}(?:{'|'.join(growth['rise'])}))$"), TargetRelation.INCREASE, is_measured=True),
        _Rule(_STEADY, TargetRelation.EXTERNAL, is_measured=True),
        _Rule(_FULL, TargetRelation.AT_LEAST, value=Decimal(100), unit="%"),
    )


def read(text: str, clause: Clause) -> tuple[StatedTarget, ...]:
    """Read the targets that a clause without a figure states."""
    body = text[clause.start : clause.end].rstrip()
    for rule in _rules():
        match = rule.pattern.search(body)
        if match is None:
            continue
        subject = body[: match.start()] if rule.value is None else body
        heads = _heads(subject, rule)
        return tuple(_target(text, clause, rule, head, match) for head in heads)
    return ()


def _heads(subject: str, rule: _Rule) -> tuple[str, ...]:
    """Name the subjects: one, or each of a list where all of them are measured."""
    bare = subject.strip(" 、")
    if rule.relation is TargetRelation.RANK:
        return (bare,)
    if rule.value is not None:
        return (bare,) if len(bare) > len("实现全覆盖") else ()
    parts = tuple(part for part in re.split(r"、|以及|和(?!谐)|与", bare) if part)
    if len(parts) > 1 and all(_is_measured(part) for part in parts):
        return parts
    if rule.is_measured and not _is_measured(bare):
        return ()
    return (bare,) if len(phrases.content(bare)) > 1 and not phrases.is_carrier(bare) else ()


def _is_measured(text: str) -> bool:
    return text.endswith(tuple(lexicon.data("phrases")["measured"]["nouns"]))


def _target(text: str, clause: Clause, rule: _Rule, head: str, match: re.Match[str]) -> StatedTarget:
    start = clause.start + len(text[clause.start : clause.end]) - len(text[clause.start : clause.end].lstrip())
    end = clause.start + len(text[clause.start : clause.end].rstrip())
    name = phrases.name_of(head)
    if rule.value is not None:
        name = naming.full_coverage(name)
    elif (growth := phrases.growth_pattern().search(name)) or rule.pattern is _LEVELS_WITH:
        name = f"{name[: growth.start()] if growth else name}增速"
    return StatedTarget(
        start=start,
        end=end,
        span=text[start:end],
        indicator=name,
        relation=rule.relation,
        value=rule.value,
        value_max=None,
        unit=rule.unit,
        basis=_basis(name, rule),
        qualifier=match["word"] if rule.value is None else "全覆盖",
    )


def _basis(name: str, rule: _Rule) -> str | None:
    if rule.relation is TargetRelation.RANK:
        return "排名"
    if name.endswith(("增速", "增幅")):
        return "增速"
    if rule.value is not None or name.endswith(("率", "占比", "比重", "比例", "份额")):
        return "占比"
    return None
