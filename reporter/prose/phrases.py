"""The words of an indicator: what of a clause names it, and what only says who, when, how eagerly."""

from __future__ import annotations

import re
from functools import cache
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.prose import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_WORD = 8
_REMEMBERED = 1024
"""The same few phrases are asked about again and again while a row is read."""
_LONGEST_CARRIER = 18
_PUNCTUATION = " \t\u3000、,，。;；:：“”‘’\"'《》()（）<>-~·•*"
# Verbs that are as often the noun a figure counts: 农房改造, 设施提升, 低效用地整治.
_NOUN_LIKE = (
    "改造",
    "提升",
    "整治",
    "治理",
    "修复",
    "培训",
    "救助",
    "建设",
    "创建",
    "投资",
    "检查",
    "销售",
    "收购",
    "接种",
    "绿化",
    "造林",
    "覆盖",
    "支出",
    "交易",
    "服务",
    "补贴",
    "转化",
    "储备",
    "更新",
    "安装",
    "认定",
    "配置",
    "优化",
    "监测",
    "受理",
)
# 服务业, 培训机构, 建设用地: a verb before one of these is the beginning of a noun.
_MAKES_NOUN = frozenset("业站员费者器机用率")
_SINGLE = frozenset("已均共都并还也另")
_TRAILING = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:为|达|已|完成|均|至|到|在|了|实现|预计|累计)+$")
_COMPARED = r"(?:较|比)(?:年初|上年|去年|上年同期|去年同期|去年底|上年末|同期|上月|上季度|一季度|上一年)"
_INSIDE = re.compile(rf"{_COMPARED}|平均|实际|合计|累计|预计|总体|预测|初步")
_DONE_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:完成|实现)(?=[\u4e00-\u9fff]{2})(?!完成|实现)")
_PLANNED = re.compile(r"^(?:我市|我县|全市|全年|今年|本年度|年度|年初|项目)*(?:计划|目标|任务|总投资)(?:为|任务|是)?")
_BARE_RATE = re.compile(r"[\u4e00-\u9fff]{0,3}率")
_STAGE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:已|现已|已经|全部)*(?:开工|完工|竣工|建成|启动|动工)$")
_BEHIND = re.compile(rf"(?:{_COMPARED}|同比|环比|年均|(?:由|从)(?:去年同期|上年同期|上年|去年|年初|去年底)?的?)+$")
_LIMIT = re.compile(r"[0-9.]+(?:[-~][0-9.]+)?[十百千万亿]*(?:美?元|周?岁|亩|吨)?(?:及?以[上下内])?")
_LOOSE = re.compile(r"^[、,，和及与并\s]+|[、,，\s]+$")


@cache
def _words(*tables: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in lexicon.data("phrases")[table]["words"])


@lru_cache(maxsize=_REMEMBERED)
def is_carrier(text: str) -> bool:
    """Tell whether a text consists of verbs and adverbs only, so that a figure behind it waits for its noun."""
    return _consists_of(text.strip(_PUNCTUATION), _words("adverbs", "attached", "verbs"))


def is_telling_verb(text: str) -> bool:
    """Tell whether a text is a verb that says what is counted (立案, 完工), unlike 完成."""
    return text in _words("verbs") and text not in _words("dropped")


def ends_with_verb(text: str) -> bool:
    """Tell whether a phrase ends with a verb that wants an object: 各县建成, 每区打造."""
    verbs = _words("verbs")
    bare = text.rstrip(_PUNCTUATION)
    return any(bare[-size:] in verbs for size in range(2, _LONGEST_WORD + 1)) and not bare.endswith(_NOUN_LIKE)


def is_level(text: str) -> bool:
    """Tell whether a phrase is a level only (其中省级64个), so that its noun stands before it."""
    levels: list[str] = lexicon.data("contrasts")["levels"]["descending"]
    return text in levels


def names_no_thing(phrase: str) -> bool:
    """Tell whether a phrase cannot be the subject of the next figure: it is generic, or only a rate (开工率)."""
    return is_generic(phrase) or _BARE_RATE.fullmatch(phrase) is not None


def thing_of(subject: str) -> str:
    """Take from the phrase of another figure the thing it counts: neither plan nor stage nor total is passed on."""
    return _STAGE.sub("", _PLANNED.sub("", subject))


def is_planned(text: str) -> bool:
    """Tell whether a phrase says what is to be done, not what was: 全年计划新建, 年度任务; not 计划新建项目实际开工."""
    if _IN_FACT.search(text):
        return False
    return _PLANNED.match(text) is not None or text.endswith(("任务", "目标", "计划", "任务数", "目标数"))


_IN_FACT = re.compile("实际|已")


def has_verb(text: str) -> bool:
    """Tell whether a text says more than who and when before a figure."""
    return not _consists_of(text.strip(_PUNCTUATION), _words("adverbs", "attached"))


def _consists_of(text: str, words: frozenset[str]) -> bool:
    """Tell whether a short text can be cut into words of the list."""
    if len(text) > _LONGEST_CARRIER:
        return False
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(
            end - size in reached and text[end - size : end] in words for size in range(1, min(_LONGEST_WORD, end) + 1)
        ):
            reached.add(end)
    return len(text) in reached


@lru_cache(maxsize=_REMEMBERED)
def name_of(text: str) -> str:
    """Take from a phrase the name that a clerk would write for the indicator."""
    text = _strip_front(_TRAILING.sub("", _LOOSE.sub("", text)), _words("adverbs"))
    text = _DONE_INSIDE.sub("", _BEHIND.sub("", text))
    dropped = _strip_front(text, _words("adverbs", "dropped"))
    return without_half_quotes((dropped if len(dropped) > 1 else text).strip(" 、,，的"))


@lru_cache(maxsize=_REMEMBERED)
def lead_of(text: str) -> str | None:
    """Return the verb that opens a phrase and belongs into the name of every item of its list.

    None where no verb opens it, the empty text where its verb names nothing (完成).
    """
    text = _strip_front(_LOOSE.sub("", text), _words("adverbs"))
    verbs, dropped = _words("verbs"), _words("dropped")
    word = next((text[:size] for size in range(_LONGEST_WORD, 1, -1) if text[:size] in verbs), None)
    if word is not None and text[len(word) : len(word) + 1] in _MAKES_NOUN:
        return None
    return "" if word is not None and (word in dropped or word == text) else word


def with_object(head: str, last: str) -> str:
    """Give a head that is only a verb the object of the last one: 新建 of 新建、扩建市场."""
    lead = lead_of(last)
    if not lead or head == last or not is_carrier(head):
        return head
    return head + last[last.index(lead) + len(lead) :]


def completed(head: str, first: str) -> str:
    """Give a head that only measures (产量) the thing the head before it names (粮食播种面积)."""
    table = lexicon.data("phrases")
    if head not in table["measured"]["nouns"]:
        return first + head if is_generic(head) else head
    for ending in (*table["measured"]["nouns"], *table["generic"]["activities"]):
        first = first.removesuffix(ending)
    return first + head


def without_half_quotes(name: str) -> str:
    """Take off a quotation mark whose other half was lost in print."""
    return name if name.count("“") == name.count("”") else name.strip("“”")


def _strip_front(text: str, words: frozenset[str]) -> str:
    """Take words off the front, one at a time, the longest first; single characters only where they are particles."""
    while True:
        for size in range(min(_LONGEST_WORD, len(text)), 0, -1):
            word = text[:size]
            if text.startswith("以上", size) or (size > 1 and text[size : size + 1] in _MAKES_NOUN):
                continue
            if word in _SINGLE or (size > 1 and word in words):
                text = text[size:].lstrip(" 、")
                break
        else:
            return text


@lru_cache(maxsize=_REMEMBERED)
def content(text: str) -> str:
    """Return the characters that tell one indicator from another: no adverbs, no carrying verbs in front, no signs."""
    text = _alias().sub(lambda match: _aliases()[match[0]], text)
    plain = "".join(character for character in _INSIDE.sub("", _LIMIT.sub("", text)) if character not in _PUNCTUATION)
    stripped = _strip_front(plain, _words("adverbs", "attached", "verbs"))
    return stripped or plain


@cache
def _aliases() -> Mapping[str, str]:
    names: Mapping[str, str] = lexicon.data("aliases")["names"]
    return names


@cache
def _alias() -> re.Pattern[str]:
    """Short names, each only where the full one does not stand there already."""
    words = sorted(_aliases(), key=lambda word: (-len(word), word))
    return re.compile(
        "|".join(
            _guard(full.removesuffix(word) if (full := _aliases()[word]).endswith(word) else "") + re.escape(word)
            for word in words
        )
    )


def _guard(already: str) -> str:
    return f"(?<!{re.escape(already)})" if already else ""


@cache
def growth_pattern() -> re.Pattern[str]:
    """Return the pattern of a word of change at the end of a phrase: group `fall`, `cut` or `rise` tells which."""
    table: Mapping[str, list[str]] = lexicon.data("phrases")["growth"]
    parts = "|".join(f"(?P<{name}>{lexicon.any_of(table[name])})" for name in ("cut", "fall", "rise"))
    return re.compile(rf"(?:{parts})(?:率|幅度|幅)?(?:达到|达|为|了|约|在|均)?$")


@cache
def cut_anywhere() -> re.Pattern[str]:
    """Return the pattern of a word of deliberate reduction."""
    return re.compile(lexicon.any_of(lexicon.data("phrases")["growth"]["cut"]))


@cache
def plan_rate() -> re.Pattern[str]:
    """Return the pattern of what stands before a share of a plan: 完成年度目标的, 占年度计划的."""
    words = lexicon.any_of(lexicon.data("phrases")["plan"]["words"])
    return re.compile(
        rf"(?:完成|占|达|为|超)[^,，。;；%]{{0,14}}?{words}(?:数|量|总数)?(?:任务|目标|计划)?的?(?:比例|比重)?(?:约|达到|达|为|超过|超)?$"
    )


@cache
def progress_rate() -> re.Pattern[str]:
    """Return the pattern of what stands before progress stated in percent: 总体进度为, 完成率."""
    words = lexicon.any_of(lexicon.data("phrases")["plan"]["progress"])
    return re.compile(
        rf"{words}(?:已|均|全省|全市|统一|约|基本)*(?:达到|达|为|是|至)?(?:约|近|到)?$|(?:工程|建设|施工|改造)[^,，。;；]{{0,6}}完成$"
    )


@cache
def _generic() -> frozenset[str]:
    """Words that measure something named elsewhere (增长, 数量, 总体进度, 占比), and those around them."""
    table = lexicon.data("phrases")
    growth, progress = table["growth"], table["plan"]["progress"]
    measures = frozenset([*growth["rise"], *growth["fall"], *progress, *table["generic"]["words"]])
    return measures | _words("adverbs", "attached", "verbs")


@lru_cache(maxsize=_REMEMBERED)
def is_generic(text: str) -> bool:
    """Tell whether a phrase names nothing of its own, so that its subject stands before it."""
    return is_carrier(text) or _consists_of(content(text), _generic())
