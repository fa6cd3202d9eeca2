"""Counts and repeats: three names before 3处, 3+6 and 9个, the year's task told again beside its result."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.context import likeness
from reporter.prose.claims.page import thing_of
from reporter.prose.numerals import read_numeral
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from reporter.prose.claims.context import Row
    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page

_MOST = 20
_LONGEST_LIST = 80
_COUNTED = re.compile(
    r"(?P<number>[0-9]{1,2}|[两二三四五六七八九十]{1,2})(?P<unit>大|个|项|家|处|座|所|条|类|支|方面|种)"
)
_LIST_ENDS = re.compile(r"[,，;；。:：!！?？\n()（）《》]")
_LAST_JOINT = re.compile(r"以及|和|与|及")
_LOOSELY_OPEN = re.compile(r"等[^、]{1,6}$")
# What the names of a list are told of stands before them: 2023年实事覆盖就业、教育、健康等3个方面.
_OPENS_LIST = re.compile(r".*(?:覆盖|涵盖|包括|涉及|(?<=[\u4e00-\u9fff])完成)")
_NAMED_BEHIND = re.compile(
    r"(?<![0-9.])(?P<number>[0-9]{1,2})(?:个|项|家|处|座|所|条|类|件|种)[\u4e00-\u9fff]{0,8}"
    r"分别(?:是|为)[:：]?(?P<names>[^0-9,，;；。:：\n][^,，;；。:：\n]{3,200})(?=[;；。\n]|$)"
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]{0,40}[)）]")
_LEAD = 20
_SUM_NAME = re.compile(r"(?P<parts>[0-9]{1,2}(?:\+[0-9]{1,2})+)[”\"’]?(?P<noun>[\u4e00-\u9fff]{2})")
_RESTATED = re.compile(r"(?:年度|全年|今年|本年)(?:目标)?(?:任务|目标)(?:数|为|是)?$")
_PLAN_BEFORE = re.compile(
    r"计划(?!的)|总任务|目标任务(?!的)|(?:年初|年度|全年|原定|原)(?:目标|任务)|目标(?:数|为|是|值)?$|任务(?:数|为|是)?$"
)
_TASKS_DONE = re.compile(r"(?:已|实际|累计)完成[^,，;；。]{0,12}任务数?$")
_PLAN_BEHIND = re.compile(r"(?:的)?(?:年度|全年|目标|计划)*(?:任务|目标|计划)")
_DONE_BEFORE = re.compile(r"(?:完成|实现|达到)了?$|^完成")
_YEARS_PLAN_BEHIND = re.compile(r"的(?:年度|全年)?(?:任务|目标|计划)")
_OTHERS = re.compile(r"(?:其他|其余|另外|其它)$")
_SHORTEST = 2
_LONGEST_SENTENCE = 400


def counts_of(page: Page) -> Iterator[Claim]:
    """Find names that are listed and counted, and names of programmes that add up to a count."""
    yield from _enumerations(page)
    yield from _named_behind(page)
    yield from _named_sums(page)
    yield from _others(page)


def _enumerations(page: Page) -> Iterator[Claim]:
    """Read 文庙、钟楼、万寿宫3处: as many names as are counted. A list that ends in 等 is closed by its number only."""
    for match in _COUNTED.finditer(page.text):
        number = read_numeral(match["number"])
        if number is None or not 1 < number <= _MOST or page.text[match.start() - 1 : match.start()].isdigit():
            continue
        lead = page.text[max(0, match.start() - _LONGEST_LIST) : match.start()]
        cuts = [cut.end() for cut in _LIST_ENDS.finditer(lead)]
        names = lead[cuts[-1] if cuts else 0 :]
        start = match.start() - len(names)
        opening = _OPENS_LIST.match(names)
        names = names if opening is None else names[opening.end() :]
        is_list = ("、" in names or number <= _SHORTEST) and not re.search(r"[0-9]", names)
        if is_list and not _LOOSELY_OPEN.search(names) and _names(names.removesuffix("等")) == number:
            yield _claim(page, (start, match.end()), ClaimKind.COUNT, (plain(number), number, number))


def _named_behind(page: Page) -> Iterator[Claim]:
    """Read 3项分别是:甲、乙、丙。: as many names as are counted; anything else is told of other things."""
    for match in _NAMED_BEHIND.finditer(page.text):
        number = read_numeral(match["number"])
        names = _IN_BRACKETS.sub("", match["names"])
        if number is not None and _SHORTEST < number <= _MOST and _names(names) == number:
            start = _clause_start(page.text, match.start())
            yield _claim(page, (start, match.end()), ClaimKind.COUNT, (plain(number), number, number))


def _clause_start(text: str, place: int) -> int:
    """Return where the clause around a place begins, a few characters back at most."""
    lead = text[max(0, place - _LEAD) : place]
    cuts = [cut.end() for cut in _LIST_ENDS.finditer(lead)]
    return place - len(lead) + (cuts[-1] if cuts else 0)


def _names(names: str) -> int:
    """Count the names of a list."""
    return names.count("、") + 1 + bool(_LAST_JOINT.search(names.rpartition("、")[2][1:]))


def _named_sums(page: Page) -> Iterator[Claim]:
    """Read “3+6”产业园…9个产业园: the name of a programme tells how many there are."""
    for match in _SUM_NAME.finditer(page.text):
        total = sum(int(part) for part in match["parts"].split("+"))
        again = re.compile(rf"{total}[个家座大]{re.escape(match['noun'])}").search(
            page.text, match.end(), match.end() + _LONGEST_LIST
        )
        if again is not None:
            amounts = match["parts"], Decimal(total), Decimal(total)
            yield _claim(page, (match.start(), again.end()), ClaimKind.SUM, amounts)


def _others(page: Page) -> Iterator[Claim]:
    """Read 其他8个平台 behind as many clauses as 10个平台 has more: what is named and what is left add up."""
    seen: dict[tuple[str, str], Figure] = {}
    for figure in page.figures:
        things = page.noun_after(figure)
        keys = {(figure.unit, things[:2]), (figure.unit, things[2:4])} - {(figure.unit, "")}
        if _OTHERS.search(page.noun_before(figure)):
            yield from _named_and_left(page, figure, dict.fromkeys(seen[key] for key in sorted(keys) if key in seen))
        for key in keys:
            seen.setdefault(key, figure)


def _named_and_left(page: Page, left: Figure, wholes: Iterable[Figure]) -> Iterator[Claim]:
    start = max(page.sentence_at(left.start)[0], left.start - _LONGEST_SENTENCE)
    named = len(re.findall("[,，]", page.text[start : left.start]))
    for whole in wholes:
        if named and whole.amount == left.amount + named:
            expression = "+".join(["1"] * named + [plain(left.amount)])
            yield _claim(page, (start, left.end), ClaimKind.SUM, (expression, whole.amount, whole.amount))


def repeats_of(row: Row) -> Iterator[Claim]:
    """Find what one row tells twice: the scope of a target, the target itself, or the year's task beside the result."""
    yield from _scopes(row)
    yield from _told_targets(row)
    yield from _restated(row)
    yield from _planned(row)


def _planned(row: Row) -> Iterator[Claim]:
    """Read 计划培训2500人,已培训…; 总任务8.6万亩; 完成40所的年度目标: a target told again under the name of a plan."""
    due = {(target.value, thing_of(target.unit)): target.span for target in row.targets if target.value is not None}
    for figure in row.progress.figures:
        before, after = row.progress.noun_before(figure), row.progress.noun_after(figure)
        span = due.get((figure.amount, thing_of(figure.unit)))
        is_done = _DONE_BEFORE.search(before) is not None and _YEARS_PLAN_BEHIND.match(after) is not None
        if span is None or (figure.is_percent and not is_done) or _TASKS_DONE.search(before):
            continue
        if not (is_done or _is_plan(before, after) or _is_whole(after, span)) or _RESTATED.search(before):
            continue
        amounts = plain(figure.amount), figure.amount, figure.amount
        yield _claim(row.progress, (figure.start - len(before), figure.end), ClaimKind.REPEAT, amounts)


def _is_plan(before: str, after: str) -> bool:
    """Tell whether the words around a figure call it a plan."""
    return bool(_PLAN_BEFORE.search(before) or (before.endswith("占") and _PLAN_BEHIND.match(after)))


def _is_whole(after: str, span: str) -> bool:
    """Tell whether the things of a target are told as the whole of what follows: 80个项目中,已有…."""
    return after.endswith("中") and len(after) > _SHORTEST and after[:-1] in span


def _told_targets(row: Row) -> Iterator[Claim]:
    """Read 12个修复项目全部开工 where 12 are due: the number of the target, told again with no result."""
    due = {(target.value, target.unit): target.indicator for target in row.targets if target.value is not None}
    for figure in row.progress.figures:
        name = due.get((figure.amount, figure.unit))
        things = _things(row.progress.noun_after(figure))
        if figure.is_percent or name is None or len(things) < _SHORTEST_THINGS or likeness(things, name) < _ALIKE:
            continue
        if not any(result.target is not None for result in row.results_at(figure)):
            amounts = plain(figure.amount), figure.amount, figure.amount
            yield _claim(row.progress, (figure.start, figure.end + len(things)), ClaimKind.REPEAT, amounts)


def _things(words: str) -> str:
    """Return the things that are counted: the words up to 已, 均 or 全部."""
    match = _UNTIL.match(words)
    return match[0] if match else ""


_UNTIL = re.compile(r"(?:(?!已|均|全部|都|正|建|完)[\u4e00-\u9fff])*")
_SHORTEST_THINGS = 3
_ALIKE = 0.5


def _scopes(row: Row) -> Iterator[Claim]:
    """Read 10个平台 in both texts, where neither is a target or its result."""
    answered = {(target.value, target.unit) for target in row.targets}
    known = {
        (figure.amount, figure.unit, row.target.noun_after(figure)[:2])
        for figure in row.target.figures
        if not figure.is_percent and (figure.amount, figure.unit) not in answered
    }
    for figure in row.progress.figures:
        noun = row.progress.noun_after(figure)
        if len(noun) >= _SHORTEST and (figure.amount, figure.unit, noun[:2]) in known:
            amounts = plain(figure.amount), figure.amount, figure.amount
            yield _claim(row.progress, (figure.start, figure.end + 2), ClaimKind.REPEAT, amounts)


_DISTANT = re.compile(r"超[过出额]?|[高低多少大小]于|[较比距离]")
"""超过年度目标0.3件 is how far the result is from the target, and no target told again."""


def _restated(row: Row) -> Iterator[Claim]:
    """Read 其中年度任务100个: the text tells the target again."""
    for figure in row.progress.figures:
        noun = row.progress.noun_before(figure)
        if figure.is_percent or not _RESTATED.search(noun):
            continue
        values = {target.value for target in row.targets if target.value is not None and target.unit == figure.unit}
        start = figure.start - len(noun)
        if figure.amount in values:
            amounts = plain(figure.amount), figure.amount, figure.amount
            yield _claim(row.progress, (start, figure.end), ClaimKind.REPEAT, amounts)
        elif len(values) == 1 and not row.progress.text.startswith("的", figure.end) and not _DISTANT.search(noun):
            value = values.pop()
            amounts = plain(value), value, figure.amount
            yield _claim(row.progress, (start, figure.end), ClaimKind.REPEAT, amounts, Reason.TWO_VALUES)


def _claim(
    page: Page,
    span: tuple[int, int],
    kind: ClaimKind,
    amounts: tuple[str, Decimal, Decimal],
    doubt: Reason | None = None,
) -> Claim:
    """Word a claim: (expression, computed, claimed)."""
    expression, computed, claimed = amounts
    verdict = Verdict.CONSISTENT if doubt is None else Verdict.AMBIGUOUS
    span_text = page.text[span[0] : span[1]]
    return Claim(page.side, *span, span_text, kind, expression, computed, claimed, verdict, doubt or "")
