"""Series: amounts told alike, sentence after sentence, that add up to a total told before them."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.claims.roles import Role
from reporter.prose.claims.roles import counts_as
from reporter.prose.claims.roles import is_alike
from reporter.prose.claims.roles import is_rest
from reporter.prose.claims.roles import role_of
from reporter.prose.claims.roles import words_of
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.claims.sums import Sum

_MOST = 24
_REACH = 500
_LEAST_PARTS = 2
_TELLING_DIGITS = 3
"""That two amounts add up to three digits is no chance; to fewer it may be one, where no word is shared."""
_OPENS = re.compile(r"其中|分别|按[^,，;；。\n]{1,8}[,，]|分[^,，;；。\n]{1,8}[看:：]|在[^,，;；。\n]{1,16}中|\n")
_SHARE_NEAR = 40
_ROUNDED = Decimal("0.1")
_TOTAL = re.compile(r"(?:(?<!公)共|共有|共计|合计|总计|总数)(?:为|有)?$")
OPENS_LIST = re.compile(
    r"(?:其中|按[^,，;；。\n]{1,8}(?:分|统计|看)|[分从][^,，;；。\n]{1,8}看|在[^,，;；。\n]{1,16}中)[^。;；\n\d]*\Z"
)
"""What opens a list right before its first amount."""
_SEMICOLON = re.compile(r"[;；]")


def series_of(page: Page) -> Iterator[Sum]:
    """Find series that add up exactly to an amount before them; what does not add up is no claim."""
    amounts = [(one, role_of(page, one)) for one in page.figures if not one.is_percent and not one.is_bare]
    firm = [(place, one) for place, one in enumerate(amounts) if not _is_loose(one[0])]
    starts = [place for place, _ in firm]
    for place, (whole, role) in enumerate(amounts):
        if role is Role.PLAN or page.is_average(whole):
            continue
        first = bisect_right(starts, place)
        near = [one for _, (one, other) in firm[first : first + _MOST] if other is role and _may_be_part(whole, one)]
        for run in _runs(page, whole, near) if len(near) >= _LEAST_PARTS else ():
            if _is_telling(page, whole, run):
                yield whole, tuple(run), (Verdict.CONSISTENT, "")


def _may_be_part(whole: Figure, figure: Figure) -> bool:
    """Tell whether an amount near behind a total may be a part of it."""
    return figure.start - whole.end <= _REACH and counts_as(figure, whole)


def _is_loose(figure: Figure) -> bool:
    """Tell whether an amount is open: 10余个, 约3亿元. 达到3亿元 is not."""
    allowed = figure.printed.allowed
    if allowed.low is None or allowed.high is None:
        return True
    return allowed.high - allowed.low > figure.printed.step or "余" in figure.raw


def _runs(page: Page, whole: Figure, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Cut what follows a total into runs of alike amounts, each closed where it reaches the total.

    What 其中 opens lies inside the amount before it; 其余 may close either list.
    """
    run: list[Figure] = []
    outer: list[Figure] = []
    last = whole
    for place, figure in enumerate(figures):
        if run and page.is_bracketed(figure) and not page.is_bracketed(run[-1]):
            continue
        if figure.amount >= whole.amount:
            run, outer, last = [], [], figure
            continue
        between, closes = page.text[last.end : figure.start], is_rest(page, figure)
        outer = run if "其中" in between else outer
        is_new = not closes and (_OPENS.search(between) or not (run and is_alike(page, run[-1], figure)))
        run = [figure] if is_new else [*run, figure]
        last = figure
        behind = figures[place + 1] if place + 1 < len(figures) else None
        for one in ([*outer, figure], run) if closes else (run,):
            if len(one) >= _LEAST_PARTS and meets(one, whole) and _is_closed(page, one, behind):
                yield one
                run = outer = []
                break


def meets(parts: Sequence[Figure], whole: Figure) -> bool:
    """Tell whether parts add up to a whole on some reading of the printed digits."""
    total = parts[0].printed.allowed
    for part in parts[1:]:
        total = total.plus(part.printed.allowed)
    return total.meets(whole.printed.allowed)


def _is_closed(page: Page, run: Sequence[Figure], behind: Figure | None) -> bool:
    """Tell whether a run ends here: what is alike and follows stands in another sentence than all of the run."""
    if behind is None or not is_alike(page, run[-1], behind):
        return True
    ends = page.text[run[-1].end : behind.start]
    inside = page.text[run[0].end : run[-1].start]
    is_inner = _SEMICOLON.search(ends) is not None and _SEMICOLON.search(inside) is None
    return is_inner or any(mark in ends for mark in "。\n")


def _is_telling(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether a series that adds up is no chance.

    A word of the total returns, the shares add up to all, or digits or parts are many. What stands in one sentence
    with its like, and nothing between them says that the rest are parts, is a member of the list itself.
    """
    between = page.text[whole.end : parts[0].start]
    is_opened = _OPENS.search(between) is not None
    is_apart = is_opened or "。" in between
    is_member = bool(words_of(page, whole) & words_of(page, parts[0])) and not is_rest(page, parts[-1])
    if not is_apart and (is_member or sum(part.amount for part in parts) != whole.amount):
        return False
    digits = len(whole.amount.normalize().as_tuple().digits)
    is_long = len(parts) > _LEAST_PARTS or digits >= _TELLING_DIGITS
    return is_long or is_rest(page, parts[-1]) or _is_named(page, whole, parts) or _shares_all(page, parts)


def _is_named(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether a whole is told as a total, or shares a word with its parts."""
    if _TOTAL.search(page.noun_before(whole)):
        return True
    words, things = words_of(page, whole), page.noun_after(whole)
    return any(words & one or any(word in things for word in one) for one in (words_of(page, part) for part in parts))


def _shares_all(page: Page, parts: Sequence[Figure]) -> bool:
    """Tell whether the shares printed behind the parts add up to all: 18项,占45%;22项,占55%."""
    shares = [
        one.amount
        for part in parts
        for one in page.first_behind(part.end, part.end + _SHARE_NEAR)[:1]
        if one.is_percent and "占" in page.text[part.end : one.start]
    ]
    return len(shares) == len(parts) and abs(sum(shares) - HUNDRED) <= len(parts) * _ROUNDED
