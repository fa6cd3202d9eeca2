"""What a figure measures: its indicator, its basis (口径), its direction, and a unit lost in print."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose import phrases
from reporter.prose.token_records import Kind

if TYPE_CHECKING:
    from reporter.prose.mentions import Mention

CUMULATIVE, LEVEL, GROWTH, SHARE, RANK = "累计", "时点", "增速", "占比", "排名"
_SHARES = frozenset({Kind.PERCENT, Kind.POINTS, Kind.TIMES, Kind.FRACTION})
_OUTCOMES = re.compile(
    r"新增|新建|新开|新引|新认|新培|建成|完成|打造|改造|引进|引育|招引|培育|创建|开展|举办|组织|发放|实施|整治|新改|开工|竣工|帮扶|筹建|筹集|投资|营收|产值|总值|收入|出口|进口|销售|零售|产量|支出|减负|整改|腾出|争取|开通|救助|接种|培训|更新|提供|评选|选树|吞吐量|收购"
)
_LEVELS = re.compile(
    r"余额|存量|总数|保有量|拥有量|参保|总人数|规模以上|资产|人口|面积|储备|床位数|浓度|寿命|累计|达到|库容|入驻"
)
_PERSONS = re.compile(r"人口|群众|居民|学生|老人|妇女|农民|职工|儿童")
_PER = re.compile(r"每[十百千万亿]*[人户亩名]|人均|万人")
_TAIL = re.compile(
    r"(?:位居|位列|稳居|排名|居|列|进入|保持|力争|争取|冲刺|跻身|挺进|确保)"
    r"(?:在|到|至|进入|力争|保持|进|列)*(?:全国|全省|全市|同类|设区市|地级市|城市)*[^,，]{0,6}$|(?:全省|全国|全市)$"
)


def _growth(mention: Mention, left: str) -> re.Match[str] | None:
    """Return the word of change in front of a share; a share that rises to so much is a level: 占工业比提升达A%."""
    is_level = not _REACHING.isdisjoint(mention.token.before) and _SHARE_RISES.search(left) is not None
    return None if is_level else phrases.growth_pattern().search(left)


_REACHING = frozenset({"达到", "达"})
_SHARE_RISES = re.compile("占[^,，;；。]{1,20}比(?:重|例)?(?:提升|提高|上升)$")
_GROWN = re.compile("(?:实现|保持|达到|取得)$")
_COUNTED = re.compile(r"^[0-9]{1,2}[个项大](?=[\u4e00-\u9fff])")
_GROWTH = frozenset({"增长", "的增长", "增速", "的增速"})


def direction(mention: Mention) -> str:
    """Tell how a share or points change: "rise", "fall", "cut" (done on purpose), or "" for a level."""
    if mention.token.kind not in _SHARES:
        return ""
    if match := _growth(mention, mention.left):
        return match.lastgroup or ""
    if mention.token.kind is Kind.PERCENT and _GROWN.search(mention.left) and mention.right in _GROWTH:
        return "rise"
    if phrases.cut_anywhere().match(phrases.name_of(mention.left)):
        return "cut"
    return ""


def basis(mention: Mention) -> str | None:
    """Tell 口径 from the words; None where they leave 累计 and 时点 open."""
    kind = mention.token.kind
    if kind is Kind.RANK:
        return RANK
    if kind is Kind.POINTS or direction(mention):
        return GROWTH
    if kind in {Kind.PERCENT, Kind.FRACTION} or _PER.search(mention.phrase):
        return SHARE
    if kind is Kind.BARE and mention.token.unit:
        return LEVEL
    if _LEVELS.search(mention.phrase):
        return LEVEL
    return CUMULATIVE if _OUTCOMES.search(mention.phrase) else None


def indicator(mention: Mention, head: str = "") -> str:
    """Write the noun phrase that a clerk would write: the own words, and the subject where they name too little."""
    left = head or mention.left
    if mention.token.kind is Kind.RANK:
        own = phrases.name_of(_TAIL.sub("", left))
        return f"{_with_subject(mention, own)}排名"
    if mention.right in _GROWTH and direction(mention) == "rise":
        return f"{_with_subject(mention, phrases.name_of(_COUNTED.sub('', left)))}增速"
    if mention.is_prenominal:
        carrier = phrases.name_of(left)
        noun = mention.right.strip(" 、的")
        return _bounded(_share(mention, noun if phrases.is_carrier(carrier) else carrier + noun))
    if mention.token.kind in _SHARES and (change := _growth(mention, left)):
        return _change(mention, left, change)
    own = _with_subject(mention, phrases.name_of(left))
    if direction(mention) == "cut" and (word := phrases.cut_anywhere().match(own)):
        return f"{own[word.end() :]}{word[0]}幅度"
    lead = "" if head or mention.lead in own or mention.lead in left else mention.lead
    return _bounded(_share(mention, lead + own + mention.right))


def _change(mention: Mention, left: str, change: re.Match[str]) -> str:
    """Name a rate of change: 地区生产总值增速, 收集率提高幅度, 经费压减幅度."""
    base = _with_subject(mention, phrases.name_of(left[: change.start()]))
    if base.endswith(("速", "幅")):
        return base
    if change.lastgroup == "cut":
        return base + (change[0] if change[0].endswith(("率", "幅", "幅度")) else f"{change['cut']}幅度")
    return base + ("提高幅度" if mention.token.kind is Kind.POINTS and change.lastgroup == "rise" else "增速")


def _share(mention: Mention, name: str) -> str:
    """Name a share whose noun stands behind it: 用于民生的比例, 区县覆盖率."""
    if mention.token.kind not in {Kind.PERCENT, Kind.FRACTION} or not mention.right:
        return name
    return full_coverage(name) if name.endswith(_FULL) else name if name.endswith("率") else f"{name}的比例"


_FULL = "全覆盖"


def full_coverage(name: str) -> str:
    """Name what full coverage is measured by: 服务站全覆盖 by 服务站覆盖率."""
    return f"{name.removesuffix(_FULL)}覆盖率"


_LONGEST_NAME = 60


def _with_subject(mention: Mention, own: str) -> str:
    """Put the subject before words that name too little alone."""
    if not mention.subject or not (phrases.is_generic(own) or own.startswith("占") or phrases.is_level(own)):
        return own
    subject = phrases.name_of(phrases.thing_of(mention.subject))
    if match := phrases.growth_pattern().search(subject):
        subject = subject[: match.start()]
    if own.startswith("占") or phrases.is_telling_verb(own):
        return subject + own
    if phrases.is_level(own):
        return own + subject.removeprefix(phrases.lead_of(subject) or "")
    return subject if phrases.is_carrier(own) else phrases.completed(own, subject)


def _bounded(name: str) -> str:
    return phrases.without_half_quotes(name[-_LONGEST_NAME:])


@cache
def _noun_units() -> tuple[tuple[str, str], ...]:
    table = lexicon.data("phrases")["lost_unit"]
    pairs = [(noun, unit) for unit, nouns in table.items() for noun in nouns]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def lost_unit(noun: str) -> str:
    """Tell the unit in which a noun is counted, by its end; empty where no rule knows it."""
    bare = noun.strip("“”\"' ")
    known = next((unit for ending, unit in _noun_units() if bare.endswith(ending)), "")
    return known or ("人" if _PERSONS.search(bare) else "")
