"""Some of the things counted before: a narrower name, a stage further on, 江城银行等3家机构."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.prose.claims.page import core
from reporter.prose.claims.roles import is_alike
from reporter.prose.claims.roles import words_of
from reporter.prose.claims.subset import subset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.records import Claim

_STAGE = re.compile(r"(?:新开工|开工|竣工|完工|投产|签约|落地|验收|结顶|到位|拨付)(?P<noun>[\u4e00-\u9fff]{2,6})$")
_LATER = re.compile(rf"在建|{_STAGE.pattern}")
_OF_THE_MONTH = re.compile(r"^(?:本月|当月|本季)")
_SHORTEST_NAME = 3
_SHORTEST_THING = 3
_LONGEST_THING = 12
_THING = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:项目|企业|工程|机构|平台|小区)")
_LAST_THING = re.compile(r"(?:项目|企业|工程|机构|平台|小区|资金)$")


def some_of_them(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Find amounts that are some of an earlier one, told where they fit and never insisted on."""
    yield from _narrower(page)
    yield from _told_again(page)


def renamed(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 新签约工业项目90个,总投资…。其中外资新签约工业项目20个,总投资…: the whole name returns, narrowed.

    What follows the part in its sentence is of what follows the whole.
    """
    seen: list[tuple[str, Figure]] = []
    for figure in page.figures:
        if figure.is_percent or figure.is_bare:
            continue
        name = _name(page, figure)
        is_among = "其中" in page.text[max(page.paragraph_at(figure.start)[0], figure.start - _REACH) : figure.start]
        for whole_name, whole in reversed(seen[-_FEW_NAMES:] if is_among else []):
            is_narrower = name.endswith(whole_name) and _SCOPES.sub("", name) != whole_name
            if is_narrower and whole.counts_like(figure):
                yield from _with_followers(page, whole, figure)
                break
        if len(short := _SCOPES.sub("", name)) >= _LONG_NAME:
            seen.append((short, figure))


def _name(page: Page, figure: Figure) -> str:
    """Return the words of the clause before an amount, without blanks, thresholds included."""
    start = max(page.sentence_at(figure.start)[0], figure.start - _LONGEST_CLAUSE)
    return re.sub(r"\s", "", re.split(r"[,，、:：()（）]", page.text[start : figure.start])[-1])


def _with_followers(page: Page, whole: Figure, part: Figure) -> Iterator[tuple[Claim, tuple[int, int]]]:
    wholes = page.first_behind(whole.start, page.sentence_at(whole.start)[1])
    for one in page.first_behind(part.start, page.sentence_at(part.start)[1]):
        alike = [
            other
            for other in wholes
            if is_alike(page, other, one) and not one.is_percent and words_of(page, other) & words_of(page, one)
        ]
        if alike and (claim := subset(page, alike[0], one, is_named=False)) is not None:
            yield claim, (alike[0].start, one.start)


_FEW_NAMES = 8
_REACH = 300
_LONG_NAME = 6
_LONGEST_CLAUSE = 40
_SCOPES = re.compile(r"^(?:其中|预计|累计|共|全[市县区省]|我[市县区省])+")


def _narrower(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 新增技能人才4万人,高技能人才2万人: the second name is the first one, narrowed."""
    for whole, part in pairwise(page.figures):
        if whole.is_bare or whole.is_percent or not part.counts_like(whole) or part.amount > whole.amount:
            continue
        wide, narrow = core(page.noun_before(whole)), core(page.noun_before(part))
        is_next = page.text[whole.end : part.start].startswith((",", "，", "、"))
        is_narrowed = len(wide) >= _SHORTEST_NAME and wide != narrow and narrow.endswith(wide)
        claim = subset(page, whole, part, is_named=False) if is_next and is_narrowed else None
        if claim is not None:
            yield claim, (whole.start, part.start)


def _told_again(page: Page) -> Iterator[tuple[Claim, tuple[int, int]]]:
    """Read 35家机构…,江城银行等3家机构; 5148亩奖励指标…已提留515亩奖励指标; 225个项目…新开工项目70个.

    The same things are counted twice, the second time fewer of them: told where it fits, never insisted on.
    """
    seen: dict[str, Figure] = {}
    for figure in page.figures:
        if figure.is_percent:
            continue
        before, after = page.noun_before(figure), page.noun_after(figure)
        for name in _names_of_some(before, after):
            whole = seen.get(name)
            if whole is None or not whole.counts_like(figure) or whole.amount <= figure.amount:
                continue
            if _is_no_whole(page.noun_before(whole), before):
                continue
            if (claim := subset(page, whole, figure, is_named=False)) is not None:
                yield claim, (whole.start, figure.start)
                break
        _remember(seen, figure, before, after)


def _is_no_whole(wide: str, narrow: str) -> bool:
    """Tell whether what is told is itself some of them, or of a stage of its own: 在建194个, 投产106个.

    What came in this month is some of all that did.
    """
    if not _STAGE.search(narrow):
        return False
    return "其中" in wide or (_LATER.search(wide) is not None and not _OF_THE_MONTH.search(narrow))


def _names_of_some(before: str, after: str) -> list[str]:
    """Return the names under which a count may be some of those counted before; none where nothing says `some`."""
    stage = _STAGE.search(before)
    if "拟" in before or not (stage or before.endswith("等") or "已" in before):
        return []
    shortest = _SHORTEST_THING - before.endswith("等")
    names = [after[:size] for size in range(min(_LONGEST_THING, len(after)), shortest - 1, -1)]
    return [stage["noun"], *names] if stage else names


def _remember(seen: dict[str, Figure], figure: Figure, before: str, after: str) -> None:
    """Note what a figure counts: the words before it, or the things behind it up to a verb."""
    things = core(before)
    if len(things) >= _SHORTEST_THING:
        seen[things] = figure
    for size in range(_SHORTEST_THING - 1, _LONGEST_THING + 1):
        if len(after) >= size:
            seen[after[:size]] = figure
    if project := _THING.search(after) or _LAST_THING.search(things):
        seen[project[0][-2:]] = figure
