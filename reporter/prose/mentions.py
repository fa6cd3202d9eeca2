"""Figures with the phrases they belong to: what stands before and behind each, and which subject it takes over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.prose import clauses
from reporter.prose import lexicon
from reporter.prose import lists
from reporter.prose import phrases
from reporter.prose.token_records import Kind
from reporter.prose.token_records import Token
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.clauses import Clause

# The words behind a character make it the beginning of a noun: 15个居委会, 3场比赛, 2条内河.
_GOES_ON = re.compile(
    r"(?:用于|并(?!网|购|轨)|且|后(?!备|厨|勤)|(?<![错延])时(?!代|装|段)|以(?!工代赈)|来(?!料|华|访)|的[0-9]|其中|同比|较|比(?!赛)"
    r"|居(?!委|民|家|住|室|村)|位居|列(?!车)|分别|均(?!衡)|已|内(?!河|涝|资|科|容)|占|完成|由|按(?!摩)|如|等(?!级)"
    r"|[“”]?[,，。;；])"
)
# A share is completed by what it is used for: 财力的三分之二用于民生.
_GOES_ON_FROM_SHARE = re.compile(_GOES_ON.pattern.replace("用于|", ""))
_SHARES = frozenset({Kind.PERCENT, Kind.FRACTION})
# What introduced a date is left over when the date is taken out: 到2030年, 截至9月底.
_COUNT_IN_BRACKET = re.compile(r"[(（][^()（）\n]{0,20}[)）]([^,，。;；:：、(（\n]{2,24})")
_DONE = re.compile(r"已|完成|开工|完工|竣工|建成")
_UNTIL = re.compile(r"^(?:截至|截止|到|至|自|从)(?=[\u4e00-\u9fff])")
_TASK_ONLY = re.compile("(?:工作|年度|全年|目标)?(?:目标|任务)(?:任务)?数?(?:为|是)?")
_CHINESE_ITEM = re.compile(r"\s*[(（][一二三四五六七八九十]{1,3}[)）]")
_FEW = 8
_LONGEST_PHRASE = 160
_SHORT = 12
_LONG = 24


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in its clause. `left` and `right` are the words before and behind that belong to it.

    `start` and `end` are the part of the clause that is the figure's own. `is_prenominal`: its noun follows
    (建成40个基地). `is_scope`: it says of how many the next figure is told (10个平台营收达到…). `is_listed`: 、
    parts it from the next. `subject` is the head it takes over where its own words name nothing (…,增长5.7%),
    `heads` what it is said of in a 分别 or 均 list, `lead` the verb of the list it stands in (新增甲5家、乙3家).
    """

    token: Token
    clause: Clause
    start: int
    end: int
    left: str
    right: str
    is_prenominal: bool
    is_scope: bool = False
    is_listed: bool = False
    subject: str = ""
    lead: str = ""
    heads: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """The words that name what the figure counts, as written."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart: its tokens, its clauses, and its figures with their phrases, each in order."""

    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=16)
def read(text: str, limits: frozenset[str] = frozenset()) -> Reading:
    """Take a text apart; `limits` are the thresholds of the target beside it (tokens.scan)."""
    tokens = scan(text, limits)
    parts = clauses.split(text, tokens)
    found: list[Mention] = []
    position = 0
    heading = ""
    for number, clause in enumerate(parts):
        inside: list[Token] = []
        while position < len(tokens) and tokens[position].start < clause.end:
            if tokens[position].start >= clause.start:
                inside.append(tokens[position])
            position += 1
        figures = _in_clause(text, clause, inside, found[-_FEW:])
        if clause.is_aside and heading and figures and not figures[0].left:
            figures[0] = replace(figures[0], left=heading, subject="")
        if number and figures and _TASK_ONLY.fullmatch(figures[0].left):
            figures[0] = _told_before(text, parts[number - 1], figures[0], found)
        found.extend(figures)
        is_named = number + 1 < len(parts) and parts[number + 1].start == clause.end + 1 and not figures
        heading = text[clause.start : clause.end].strip()[-_LONGEST_PHRASE:] if is_named else ""
    return Reading(text, tokens, parts, tuple(found))


def _told_before(text: str, before: Clause, mention: Mention, found: Sequence[Mention]) -> Mention:
    """Let a bare task (工作目标60公里) speak of the clause before it, where that has no figure of its own."""
    is_apart = before.sentence != mention.clause.sentence or (found and found[-1].clause == before)
    return mention if is_apart else replace(mention, subject=text[before.start : before.end].strip()[-_LONGEST_PHRASE:])


def _in_clause(text: str, clause: Clause, inside: Sequence[Token], earlier: Sequence[Mention]) -> list[Mention]:
    """Divide a clause among its figures."""
    found: list[Mention] = []
    cursor = clause.start if (item := _CHINESE_ITEM.match(text, clause.start)) is None else item.end()
    for place in _places(inside, clause.end):
        previous = found[-1] if found else earlier[-1] if earlier else None
        mention = _mention(text, clause, cursor, place, previous)
        found.append(mention)
        is_carried_on = mention.is_scope or (mention.is_prenominal and place.is_taken_up and not mention.is_listed)
        cursor = place.token.start if is_carried_on else max(place.token.outer_end, mention.end)
    return lists.with_heads(text, found, earlier)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure among its neighbours in the clause: the figure after it, the dates before it and behind it."""

    token: Token
    after: Token | None
    limit: int
    dates: tuple[Token, ...]
    next_date: int

    @property
    def is_taken_up(self) -> bool:
        """Whether the next figure may say something of what this one counts: 10个平台营收达到65亿元."""
        return self.after is not None and self.after.unit != self.token.unit


def _places(inside: Sequence[Token], end: int) -> Iterator[_Place]:
    """Yield the figures of a clause with what stands between them."""
    figures = [index for index, token in enumerate(inside) if token.is_figure]
    last = -1
    for index, following in zip(figures, (*figures[1:], None), strict=False):
        after = inside[following] if following is not None else None
        limit = after.outer_start if after is not None else end
        dates = tuple(token for token in inside[last + 1 : index] if token.kind is Kind.DATE)
        behind = (token.start for token in inside[index + 1 : following] if token.kind is Kind.DATE)
        yield _Place(inside[index], after, limit, dates, next(behind, limit))
        last = index


def _mention(text: str, clause: Clause, cursor: int, place: _Place, previous: Mention | None) -> Mention:
    """Gather what belongs to a figure: the words before it since the figure before, and its noun behind it."""
    token = place.token
    cursor = max(cursor, token.outer_start - _LONGEST_PHRASE)
    left = _without(text, cursor, max(cursor, token.outer_start), place.dates)
    left = "" if left in {"和", "与", "及", "以及"} else left
    if not left and previous is not None and previous.token.end == token.start:
        left = previous.left  # one result in two units: 已竣工1.42万户5.26万人
    right, is_listed = _right(text, place)
    is_prenominal = bool(right) and (phrases.is_carrier(left) or phrases.ends_with_verb(left))
    is_owned = is_prenominal or is_listed or (place.after is None and _completes(token, right))
    owned = right if is_owned else ""
    detached = "" if owned or place.after is not None else _behind_bracket(text, token)
    is_prenominal = is_prenominal or (bool(detached) and phrases.is_carrier(left))
    subject, lead = _taken_over(clause, left, previous)
    return Mention(
        token=token,
        clause=clause,
        start=min(token.outer_start, cursor + _blank(text[cursor : token.outer_start])),
        end=token.outer_end + len(owned),
        left=left,
        right=owned or detached,
        is_prenominal=is_prenominal,
        is_scope=is_prenominal and not is_listed and token.kind is not Kind.PERCENT and _is_scope(text, place, left),
        is_listed=is_listed,
        subject="" if is_prenominal else subject,
        lead=lead if not is_prenominal else phrases.lead_of(left) or "",
    )


def _behind_bracket(text: str, token: Token) -> str:
    """Return the noun of a share that stands behind a bracket with its count: 50%(22个)的乡镇建成…."""
    match = _COUNT_IN_BRACKET.match(text, token.outer_end) if token.kind in _SHARES else None
    return "" if match is None else match[1].lstrip("的")


def _right(text: str, place: _Place) -> tuple[str, bool]:
    """Return the words behind a figure that may be its noun, and whether 、 parts it from the next figure."""
    right = text[place.token.outer_end : place.limit][:_LONGEST_PHRASE]
    is_listed = place.after is not None and "、" in right
    if is_listed:
        right = right[: right.rindex("、")]
    goes_on = _GOES_ON_FROM_SHARE if place.token.kind in _SHARES else _GOES_ON
    if cut := goes_on.search(right):
        right = right[: cut.start()]
    right = right[: max(0, place.next_date - place.token.outer_end)].rstrip(" 和与及")
    return ("" if right[:1] in {"、", ")", "）"} else right), is_listed


def _completes(token: Token, right: str) -> bool:
    """Tell whether words behind a figure go on naming what the words before it began to name."""
    if token.kind in _SHARES:
        return 0 < len(right) <= _SHORT
    is_count = token.kind in {Kind.QUANTITY, Kind.BARE} and not lexicon.is_divisible(token.unit)
    return is_count and 1 < len(right) <= _LONG and _opening().match(right) is None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(lexicon.data("names")["opening"]["words"]))


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\u3000、,，和及与”"))


def _without(text: str, start: int, end: int, dates: Sequence[Token]) -> str:
    """Return text[start:end] without the dates in it."""
    parts: list[str] = []
    for date in dates:
        if start <= date.start < end:
            parts.append(text[start : date.start])
            start = date.end
    words = "".join((*parts, text[start:end])).strip(" \t\u3000、,，:：/")
    return _UNTIL.sub("", words) if parts else words


def _is_scope(text: str, place: _Place, left: str) -> bool:
    """Tell whether the next figure tells of what this one counts: 10个平台营收达到65亿元, 186个小区已开工179个."""
    if place.is_taken_up or place.after is None or phrases.has_verb(left):
        return place.is_taken_up
    return _DONE.search(text[place.token.outer_end : place.limit][:_LONGEST_PHRASE]) is not None


def _taken_over(clause: Clause, left: str, previous: Mention | None) -> tuple[str, str]:
    """Return the subject and the verb of a list that a figure takes over from the one before it in its sentence."""
    lead = phrases.lead_of(left)
    if previous is None or previous.clause.sentence != clause.sentence:
        return "", lead or ""
    is_listed = previous.clause == clause or clause.is_aside or left.startswith("其中")
    subject = previous.subject if phrases.names_no_thing(previous.phrase) else previous.phrase
    return subject, previous.lead if lead is None and is_listed else lead or ""
