"""Shares: 占全市支出的A%, 其中…占比A%, 占年度计划3.5亿元的A%, and a rate right behind the two amounts it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.prose.claims.context import quotient
from reporter.prose.claims.page import core
from reporter.prose.claims.rates import Base
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.prose.verdicts import Reason
from reporter.prose.verdicts import fit
from reporter.prose.verdicts import implied_base
from reporter.prose.verdicts import is_out_of_scale
from reporter.prose.verdicts import verdict_of
from reporter.quantities import Interval
from reporter.quantities import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.page import Page
    from reporter.prose.claims.rates import Rate

_LEAD = 40
_PLACES = 4
_SHORTEST_WHOLE = 3
"""A shorter name of a whole (投资, 税收) may mean many things: its share is told only where it agrees, or where the
text names the whole in just these words (全市投资200亿元,…占全市投资的26%)."""
_LONGEST_LIST = 200
_NAME = 2
"""So many characters name an amount within its sentence: 出口, 税收."""
_SHARE_OF = re.compile(
    r"(?:占|占到|约占)(?P<whole>[^,，;；。:：\n占%]{0,24}?)(?:的?(?:比重|比例|份额|占比)|的|比)(?:约|近|达到|达|为|超过|超|是|在)*$"
)
_SHARE = re.compile(r"(?P<noun>占比|占(?=$)|比重|比例|份额)(?:约|近|达到|达|为|超过|超|是|在)*[(（]?$")
_RATE = re.compile(r"^[^,，;；。\n]{0,16}[,，](?P<name>[\u4e00-\u9fff]{0,10}?)率(?:已)?(?:达到|达|为|是)?$")
_PART = re.compile(
    r"^[,，、]?[(（]?(?:其中|已|实际)|^[\u4e00-\u9fff]{1,10}中[,，]?(?:已有|已|有)|^[\u4e00-\u9fff]{1,12}(?:已|均)[\u4e00-\u9fff]"
)
_AMONG = re.compile(r"^[\u4e00-\u9fff]{1,12}中[,，]?(?:已|有)")
"""What follows is a part of what stands before, and nothing else."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of a text that can be re-computed, and those whose whole is not in the text.

    `rates` says where the percentages start that are completion rates and no shares.
    """

    claims: tuple[Claim, ...]
    without_whole: tuple[Unread, ...]
    rates: frozenset[int] = frozenset()


def shares_of(page: Page, rates: tuple[Rate, ...]) -> Shares:
    """Find the shares of a text. `rates` are its completion rates, which are no shares."""
    computed = [
        rate
        for rate in rates
        if rate.given is None and rate.base not in {Base.STATED, Base.BRACKETED, Base.OF_STAGE, Base.LOOSE}
    ]
    taken = {one.start for rate in computed for one in rate.percentages}
    is_target = page.side is Side.TARGET
    claims: list[Claim] = [
        claim for rate in rates if rate.given is not None for claim in _explicit(page, rate, rate.given)
    ]
    told = {one.start for rate in rates if rate.given is not None for one in rate.percentages}
    without: list[Unread] = []
    nouns = _Nouns(page)
    for percentage in page.figures:
        if not percentage.is_percent or percentage.start in taken or percentage.start in told:
            continue
        found = _read(page, percentage, nouns)
        if isinstance(found, Claim):
            claims.append(found)
        elif found is not None and not is_target:
            without.append(found)
    return Shares(tuple(claims), tuple(without), frozenset(taken | told))


class _Nouns:
    """The amounts of a text by what they count, looked up when a share names its whole."""

    def __init__(self, page: Page) -> None:
        self._found: dict[tuple[str, str], Figure] = {}
        for figure in page.figures:
            if not figure.is_percent:
                for noun in (page.noun_before(figure), page.noun_after(figure)):
                    self._found.setdefault((core(noun), figure.unit), figure)

    def look_up(self, noun: str, unit: str) -> Figure | None:
        """Return the first amount that is counted by these words in this unit."""
        return self._found.get((core(noun), unit)) if core(noun) else None


def _read(page: Page, percentage: Figure, nouns: _Nouns) -> Claim | Unread | None:
    """Read what stands in front of a percentage as a share, or return None where it is none."""
    sentence = page.sentence_at(percentage.start)[0]
    lead_start = max(sentence, percentage.start - _LEAD)
    lead = page.text[lead_start : percentage.start]
    before = page.last_before(percentage.start, sentence)
    if (match := _SHARE_OF.search(lead)) and core(match["whole"]):
        start = lead_start + match.start()
        parts = [one for one in before if one.end <= start and not one.is_percent]
        part = parts[-1] if parts else None
        found = _share_of(page, percentage, match["whole"], part, nouns)
        return found or _agreeing(_share(page, percentage, part)) or _unread(page, start, percentage)
    if match := _SHARE.search(lead):
        start = lead_start + match.start()
        part = _part(page, before, start)
        plain = _share(page, percentage, part)
        found = _agreeing(plain) or _agreeing(other := _share_of_any(page, percentage, part)) or plain or other
        return found or (_unread(page, start, percentage) if match["noun"].startswith("占") else None)
    return _rate_of_two(page, percentage, before) or _rate_of_list(page, percentage, before)


def _agreeing(claim: Claim | None) -> Claim | None:
    """Keep a claim only where it agrees: its whole goes by another name than the one that is told."""
    return claim if claim is not None and claim.verdict is Verdict.CONSISTENT else None


def _unread(page: Page, start: int, percentage: Figure) -> Unread:
    return Unread(page.side, start, percentage.end, page.text[start : percentage.end])


def _share_of(page: Page, percentage: Figure, whole_words: str, part: Figure | None, nouns: _Nouns) -> Claim | None:
    """Judge a share whose whole is named: the whole is the amount that these words count."""
    if part is None:
        return None
    whole = nouns.look_up(whole_words, part.unit)
    if whole is None or whole == part:
        return None
    claim = share_claim(page, (part, whole, percentage), doubt=_same_scope(page, whole, whole_words))
    is_named = len(core(whole_words)) >= _SHORTEST_WHOLE or page.noun_before(whole) == whole_words
    return claim if is_named else _agreeing(claim)


def _same_scope(page: Page, whole: Figure, words: str) -> Reason | None:
    """Doubt a whole that carries another place in its name than the share says."""
    noun = page.noun_before(whole) + page.noun_after(whole)
    return (
        None
        if words in noun or noun.endswith(words) or not _PLACE.search(noun.replace(words, ""))
        else Reason.OTHER_BASE
    )


_PLACE = re.compile(r"[\u4e00-\u9fff]{2}[区县市镇]")


def _part(page: Page, before: tuple[Figure, ...], start: int) -> Figure | None:
    """Return the amount that a share speaks of: the one that its own words name (出口占比), or else the last one."""
    amounts = [one for one in reversed(before) if not one.is_percent]
    floor = max((one.end for one in before), default=0)
    subject = re.split("[,，、)）]", page.text[floor:start])[-1][:_NAME]
    return next((one for one in amounts if subject in page.noun_before(one)), None)


def _share(page: Page, percentage: Figure, part: Figure | None) -> Claim | None:
    """Judge a share whose whole is not named: 其中 tells part from whole."""
    if part is None:
        return None
    near = page.last_before(part.start, page.paragraph_at(percentage.start)[0])
    wholes = [one for one in near if not one.is_percent and one.counts_like(part)]
    if not wholes:
        return None
    between = page.text[wholes[-1].end : part.start]
    if "其中" not in between and not _PART.match(between):
        return None
    return share_claim(page, (part, wholes[-1], percentage), doubt=None if "其中" in between else Reason.UNNAMED_BASE)


def _share_of_any(page: Page, percentage: Figure, part: Figure | None) -> Claim | None:
    """Look further back for the whole of a list (其中A,占50%;B,占40%), where the share then agrees."""
    if part is None or page.side is Side.TARGET:
        return None
    near = page.last_before(part.start, page.paragraph_at(part.start)[0])
    wholes = [one for one in reversed(near) if one.unit == part.unit and one.amount >= part.amount and not one.is_bare]
    claims = [
        claim for whole in wholes if (claim := _agreeing(share_claim(page, (part, whole, percentage)))) is not None
    ]
    return next(iter(claims), None) or _share_of_opened(page, percentage, part)


def _share_of_opened(page: Page, percentage: Figure, part: Figure) -> Claim | None:
    """Hold a share further down a list against the whole that 其中 opened it with: a doubt where it does not fit."""
    start = page.paragraph_at(part.start)[0]
    among = page.text.rfind("其中", max(start, part.start - _LONGEST_LIST), part.start)
    wholes = [one for one in page.last_before(among, start) if one.unit == part.unit] if among >= 0 else []
    if not wholes or wholes[-1].amount < part.amount:
        return None
    return share_claim(page, (part, wholes[-1], percentage), doubt=Reason.SECOND_READING)


def _rate_of_two(page: Page, percentage: Figure, before: tuple[Figure, ...]) -> Claim | None:
    """Judge a rate right behind the two amounts it is made of: 申请1.5亿元,已拨付1.41亿元,拨付率93.8%."""
    amounts = before[-2:]
    if len(amounts) < 2 or any(one.is_percent for one in amounts) or amounts[0].unit != amounts[1].unit:  # noqa: PLR2004 - part and whole
        return None
    whole, part = amounts
    match = _RATE.match(page.text[part.end : percentage.start])
    between = page.text[whole.end : part.start]
    if match is None or not (_PART.match(between) or (match["name"] and match["name"][-2:] in between)):
        return None
    plain = share_claim(page, (part, whole, percentage))
    is_named = _AMONG.match(between) is not None and bool(match["name"]) and match["name"][-_NAME:] in between
    if plain.reason == Reason.TRUNCATED or is_named:
        return plain
    claim = share_claim(page, (part, whole, percentage), doubt=Reason.UNNAMED_BASE)
    return claim if part.amount <= whole.amount else _agreeing(claim)


def _rate_of_list(page: Page, percentage: Figure, before: tuple[Figure, ...]) -> Claim | None:
    """Find the whole of a rate that its part names (办结398件,办结率89.4%) or that stands in brackets (146户(73%))."""
    part = before[-1] if before else None
    if part is None or part.is_percent:
        return None
    lead = page.text[part.end : percentage.start]
    match = _RATE.match(lead)
    name = "" if match is None else match["name"][-_NAME:]
    is_named = len(name) == _NAME and name in page.noun_before(part)
    return _agreeing(_share_of_any(page, percentage, part)) if is_named or lead in _OPENINGS else None


_OPENINGS = frozenset({"(", "（", "(占", "（占"})
_FURTHER_BACK = 4


def _explicit(page: Page, rate: Rate, whole: Figure) -> Iterator[Claim]:
    """Judge a rate whose base is printed beside it: of the last figure before it, or one further back that fits."""
    before = page.last_before(whole.start, page.sentence_at(whole.start)[0])
    parts = [one for one in reversed(before) if one.counts_like(whole) and not page.is_bracketed(one)]
    if len(rate.percentages) != 1 or rate.base is not Base.EXPLICIT or not parts:
        return
    doubt = Reason.SECOND_READING if len(parts) > 1 else None
    percentage, kind = rate.percentages[0], ClaimKind.COMPLETION_RATE
    claims = [share_claim(page, (part, whole, percentage), doubt=doubt, kind=kind) for part in parts[:_FURTHER_BACK]]
    yield next((claim for claim in claims if claim.verdict is Verdict.CONSISTENT), claims[0])


def share_claim(
    page: Page,
    figures: tuple[Figure, Figure, Figure],
    *,
    doubt: Reason | None = None,
    kind: ClaimKind = ClaimKind.SHARE,
) -> Claim:
    """Word a share of (part, whole, percentage) as a claim."""
    part, whole, percentage = figures
    base = Interval.exactly(whole.amount) if kind is ClaimKind.COMPLETION_RATE else whole.printed.allowed
    ratio = part.printed.allowed.over(base).scaled(HUNDRED)
    computed = part.amount / whole.amount * HUNDRED if whole.amount else None
    if part.is_damaged or whole.is_damaged or (computed is not None and is_out_of_scale(computed, percentage.amount)):
        doubt = doubt or Reason.DAMAGED
    verdict, reason = verdict_of(fit(ratio, percentage.printed), percentage.printed.step, doubt)
    if reason is Reason.DOES_NOT_FOLLOW:
        reason = Reason.OTHER_DENOMINATOR
    nearby = whole.start >= page.paragraph_at(part.start)[0]
    start = min(part.start, whole.start) if nearby else part.start
    start -= len(page.noun_before(part if start == part.start else whole))
    return Claim(
        page.side,
        start,
        percentage.end,
        page.text[start : percentage.end],
        kind,
        quotient(part.amount, whole.amount),
        None if computed is None else half_up(computed, _PLACES),
        percentage.amount,
        verdict,
        reason or "",
        None if verdict is Verdict.CONSISTENT else implied_base(part.amount, percentage.amount),
    )
