"""Completion rates: what 完成全年目标的A% says, held against the target that the figure before it answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from reporter.prose import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_LEAD = 40
_JOINTS = frozenset({"", "、", ",", "，", "和", "及", "与", " "})


_Reader = Callable[[re.Match[str], int, "tuple[Figure, ...]"], "Rate"]


class Base(StrEnum):
    """What a rate says that it was computed against."""

    OWN = "own"
    """The target of the row: 全年目标, 年度任务."""
    OTHER = "other"
    """Something else: 年度计划, 省定任务, 总投资."""
    WHOLE = "whole"
    """The whole of a project, over years: 总投资, 总工程量."""
    BRACKETED = "bracketed"
    """Printed in brackets behind its figure: 146户(73%)."""
    EXPLICIT = "explicit"
    """An amount printed beside it: 年度计划3.5亿元."""
    UNNAMED = "unnamed"
    """Nothing is said: 投资完成率."""
    STATED = "stated"
    """Progress set by somebody, or weighed nobody knows how: 全省统一进度, 总体进度."""
    OF_STAGE = "of-stage"
    """Named after the verb of the result: 完工率, 认定率. Of the year's target, or of what reached the stage before."""
    LOOSE = "loose"
    """Told only where it agrees: 整体完成率 behind several results, 分别占 without a base."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One or more percentages printed in a row behind one phrase. `start` is where the phrase begins."""

    start: int
    percentages: tuple[Figure, ...]
    base: Base
    is_excess: bool = False
    how: str = ""
    """分别, 均: how the phrase lays its rates on the figures."""
    is_open: bool = False
    """超过全年目标的50%: at least that much."""
    given: Figure | None = None
    """The base where it is printed."""

    @property
    def is_distributed(self) -> bool:
        """Whether one percentage is meant for every figure of the list: 均完成100%."""
        return "均" in self.how or "都" in self.how

    @property
    def end(self) -> int:
        """Where the last percentage ends."""
        return self.percentages[-1].end


def rates_of(page: Page) -> Iterator[Rate]:
    """Find every completion rate of a text, percentages printed in a row taken together."""
    for run in _runs(page):
        rate = _read(page, run)
        if rate is not None:
            yield rate


def _runs(page: Page) -> Iterator[tuple[Figure, ...]]:
    """Group percentages between which nothing but a separator stands, or none where it was lost."""
    run: list[Figure] = []
    for figure in page.figures:
        if run and not (figure.is_percent and page.text[run[-1].end : figure.start] in _JOINTS):
            yield tuple(run)
            run = []
        if figure.is_percent:
            run.append(figure)
    if run:
        yield tuple(run)


def _read(page: Page, run: tuple[Figure, ...]) -> Rate | None:
    """Read the phrase in front of percentages, or return None where it is none of completion."""
    first = run[0]
    before = page.last_before(first.start, page.sentence_at(first.start)[0])
    last = before[-1] if before else None
    floor = max(last.end if last else 0, page.sentence_at(first.start)[0], first.start - _LEAD)
    lead = page.text[floor : first.start]
    if last is not None and _IN_BRACKETS.fullmatch(lead) and page.text[run[-1].end : run[-1].end + 1] in {")", "）"}:
        return Rate(last.start, run, Base.BRACKETED)
    if last is not None and _OF.fullmatch(lead):
        return _explicit(page, run, last)
    for pattern, read in _PHRASES:
        if match := pattern().search(lead):
            return read(match, floor, run)
    if last is not None and _REACHED.fullmatch(lead) and _TASKS_DONE.search(page.noun_before(last)):
        return Rate(floor + 1, run, Base.OWN)
    return _ahead(page, floor, run) or (None if last is None else _after_change(page, last, run))


def _ahead(page: Page, floor: int, run: tuple[Figure, ...]) -> Rate | None:
    """Read 100%完成年度任务: the rate stands in front of its verb. A rate of its own words (合格率) is none."""
    lead = page.text[floor : run[0].start]
    match = _DONE_BEHIND.match(page.text, run[-1].end)
    if match is None or not _OPEN_CLAUSE.fullmatch(lead):
        return None
    return Rate(run[0].start, run, Base.OWN, is_excess="超额" in lead)


def _after_change(page: Page, change: Figure, run: tuple[Figure, ...]) -> Rate | None:
    """Read 完成率较去年同期提高3个百分点,达到61%: the change of the rate stands between its name and the rate."""
    if change.unit != "个百分点" or not _REACHING.fullmatch(page.text[change.end : run[0].start]):
        return None
    start = max(page.sentence_at(change.start)[0], change.start - _LEAD)
    match = _COMPARED.search(page.text[start : change.start])
    return None if match is None else Rate(change.end + 1, run, Base.OWN)


def _named(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 完成全年目标的A%: the base is named. 超目标A% exceeds it, 超过目标的A% is more than A% of it."""
    how, verb = match["how"] or "", match["verb"]
    is_open = verb.startswith("超过") or (verb == "超" and bool(match["of"]))
    is_excess = verb.startswith("超") and not is_open
    base = _class_of(match["base"])
    return Rate(floor + match.start(), run, base, is_excess, how, is_open)


def _exceeding(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 超额完成A%."""
    return Rate(floor + match.start(), run, Base.OWN, is_excess=True, how=match[0])


def _done(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 救助287名,完成95.67%: a clause of its own."""
    return Rate(floor + match.start() + 1, run, Base.UNNAMED)


def _stated(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 总体进度A%."""
    return Rate(floor + match.start(), run, Base.STATED)


def _explicit(page: Page, run: tuple[Figure, ...], given: Figure) -> Rate | None:
    """Read 占年度计划3.5亿元的59.4%: the base is printed."""
    start = max(page.sentence_at(given.start)[0], given.start - _LEAD)
    lead = page.text[start : given.start]
    behind = page.text[given.end : run[0].start]
    match = _base_before().search(lead) or (_VERB_BEFORE.search(lead) if _BASE_BEHIND.match(behind) else None)
    return None if match is None else Rate(start + match.start(), run, Base.EXPLICIT, given=given)


def _labelled(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 完成率A%: with words in front of it (投资完成率) its base is not named."""
    base = Base.UNNAMED if _PLAIN.sub("", match["label"]) else Base.OWN
    if _OVERALL.search(match["label"]):
        base = Base.LOOSE
    return Rate(floor + match.start("label"), run, base, how=match["how"] or "")


def _of_stage(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 完工率A%: the verb of the result names the rate."""
    return Rate(floor + match.start() + 1, run, Base.OF_STAGE, how=match["verb"])


def _loose(match: re.Match[str], floor: int, run: tuple[Figure, ...]) -> Rate:
    """Read 分别占A%、B%: the base was told once before."""
    return Rate(floor + match.start(), run, Base.LOOSE, how="分别")


def _class_of(base: str) -> Base:
    """Tell the target beside the figure from a base that is another one."""
    if _ends(("whole",), "").search(base):
        return Base.WHOLE
    is_foreign = any(word in base for word in lexicon.data("claims")["base"]["foreign"])
    return Base.OTHER if is_foreign or _ends(("other",), "[数值量额]?").search(base) else Base.OWN


@cache
def _ends(lists: tuple[str, ...], more: str) -> re.Pattern[str]:
    """Return the pattern of a phrase that ends in a word of these lists."""
    words = lexicon.data("claims")["base"]
    return re.compile(lexicon.any_of(word for name in lists for word in words[name]) + more + "$")


@cache
def _completed() -> re.Pattern[str]:
    """Return the pattern of the phrase in front of a rate whose base is named."""
    words = lexicon.data("claims")["base"]
    base = lexicon.any_of([*words["own"], *words["other"], *words["whole"]])
    return re.compile(
        r"(?P<how>均分别|分别均|分别|各自|均|各|都|全部)?(?:已经|已|约|仅|共|累计)*"
        r"(?P<verb>超额完成|超额|超过|超出|超|完成|占到|占|达到|达|为|实现|相当于)了?"
        rf"(?P<base>[^,，;；。:：、\n]{{0,16}}?{base}[数值量额]?)(?:开工|完工|建设|改造|实施|新建)?数?(?P<of>的?)(?:约|近|超过|超|为|达到|达)*$"
    )


@cache
def _base_before() -> re.Pattern[str]:
    """Return the pattern of the words in front of a printed base."""
    words = lexicon.data("claims")["base"]
    base = lexicon.any_of([*words["own"], *words["other"], *words["whole"]])
    return re.compile(rf"(?:占|完成|达到|达|为|相当于)了?[^,，;；。:：\n]{{0,12}}?{base}[数值量额]?(?:为|是|[(（])?$")


@cache
def _by_stage() -> re.Pattern[str]:
    """Return the pattern of a rate that is named after a verb of completion."""
    verbs = lexicon.any_of(lexicon.data("claims")["stages"]["verbs"])
    return re.compile(rf"[,，(（](?:其中)?(?P<verb>{verbs})率(?:已经|已|仅)?(?:达到|达|为|是|约)?$")


_OVERALL = re.compile("整体|总体|综合|平均|总")
_SHARED_OUT = re.compile(r"[,，]分别(?:占|完成)$")
# Behind a count of tasks that are done (已完成检测任务数310人,达到103.3%) what is reached is a part of the task.
_REACHED = re.compile(r"[,，](?:已|现已)?达到?(?:了)?")
_TASKS_DONE = re.compile(r"完成[^,，;；。\n]{0,12}任务[数量](?:为)?$")
_OPEN_CLAUSE = re.compile(r"[^,，;；。\n]{0,4}[,，、](?:已)?(?:超额|提前)?")
_DONE_BEHIND = re.compile(r"完成了?(?:全年|年度|今年)?(?:的)?(?:目标任务|目标|任务)")
_REACHING = re.compile(r"[,，](?:达到|达|为)")
_COMPARED = re.compile(r"[,，]完成率(?:较|比|同比)[^,，;；。\n]{0,12}$")
_OF = re.compile(r"[)）]?(?:年度|全年)?(?:(?:目标任务|目标|任务|计划|预算)[数量]?)?的?(?:约|近|超)?")
_BASE_BEHIND = re.compile("(?:年度|全年)?(?:目标|任务|计划|预算)")
_VERB_BEFORE = re.compile(r"(?:占|完成|达到|达)了?(?:全年|年度|年初|今年)?$")
_IN_BRACKETS = re.compile(r"[(（](?:完成|占|占比)?(?:(?:年度|全年)?(?:目标任务|目标|任务)的?)?")
_EXCESS = re.compile(r"[均都]?(?:已)?超额(?:完成)?了?$")
_LABEL = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{0,8}?(?:完成率|达成率|完成比例|兑现率|执行率|执行进度|支出进度|完成进度))"
    r"(?P<how>均分别|分别|均)?(?:已经|已|仅)?(?:达到|达|为|是|在|约|:|：)?$"
)
_DONE = re.compile(r"[,，](?:已经|已|共)?完成约?$")
_PHRASES: tuple[tuple[Callable[[], re.Pattern[str]], _Reader], ...] = (
    (_completed, _named),
    (lambda: _EXCESS, _exceeding),
    (lambda: _LABEL, _labelled),
    (lambda: _DONE, _done),
    (_by_stage, _of_stage),
    (lambda: _SHARED_OUT, _loose),
    (lambda: _STATED, _stated),
    (lambda: _DONE_OF_WORK, _stated),
)
"""What may stand in front of a rate, in the order of trial. Patterns of the lexicon are made when first wanted."""
_DONE_OF_WORK: re.Pattern[str] = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:主体|施工|砌筑|装修|安装|建设|工程|形象进度|结构|基础|桩基|土方|路基|桥梁|隧道|征迁|拆迁|绿化)"
    r"(?:已经|已|总体|累计)*完成(?:约|近)?$"
)
_PLAIN = re.compile(r"全年|年度|全市|目标|任务|总体|整体|已|其|的|完成率|达成率|完成比例|兑现率")
_STATED: re.Pattern[str] = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:进度率?|(?:开工|竣工|完工|投产|签约|供地|入库)率)(?:全省|全市|统一|已经|已|均|达到|达|为|是|在|约|完成)*$"
)
