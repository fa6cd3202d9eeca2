"""Lists: whose figure is whose, in 甲、乙分别增长3%、4%, 甲、乙均达100%, 甲、乙50个和100个, and 同比分别增长3%和4%."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.prose.mentions import Mention

_JOINTS = re.compile(r"[、]|以及|和|与|及(?!以|其)|[”\"](?=“)")
_RESPECTIVE = "分别"
_SIDE_BY_SIDE = "”“"
_SHARED = re.compile(r"(?:均|都|各|各自|分别)[^、,，和与]{0,8}$")
_FROM = re.compile(r"(?:由|从)[^,，、]{0,16}$")
_UP_TO = re.compile(r"^[^,，、]{0,8}[到至]")
_JOINED = frozenset({"、", "和", "与", "及"})


def with_heads(text: str, found: list[Mention], earlier: Sequence[Mention]) -> list[Mention]:
    """Give each figure of a list its own head, and a figure that holds for several heads all of them."""
    if not found or found[0].is_prenominal:
        return found
    lead, word, rest = found[0].left.partition(_RESPECTIVE)
    if word:
        heads = _heads(lead) if len(found) > 1 else ()
        if len(heads) == len(found) and not any(phrases.content(item.left) for item in found[1:]):
            return _bound_alike(_each(found, heads, rest))
        return _respective(found, earlier, lead, rest) if phrases.is_generic(lead) else _shared(found)
    if len(found) > 1 and _is_bare_list(text, found) and len(heads := _heads(found[0].left)) == len(found):
        return _each(found, heads, "")
    return _shared(found)


def starts(text: str, found: Sequence[Mention]) -> frozenset[int]:
    """Return the places of figures from which a change began: 由1020元提高至1105元 reports 1105 only."""
    return frozenset(
        place
        for place, (one, two) in enumerate(itertools.pairwise(found))
        if one.clause == two.clause and _FROM.search(one.left) and _UP_TO.search(text[one.token.end : two.token.start])
    )


def _each(found: list[Mention], heads: tuple[str, ...], rest: str) -> list[Mention]:
    return [_with_head(item, head, rest) for item, head in zip(found, heads, strict=True)]


def _with_head(item: Mention, head: str, rest: str) -> Mention:
    own = phrases.lead_of(head)
    return replace(item, left=head + rest, heads=(head,), lead=item.lead if own is None else own)


def _bound_alike(found: list[Mention]) -> list[Mention]:
    """Let a bound before the first figure of a 分别 list and one behind the last hold for all: 分别达到90%、80%以上."""
    before, after = found[0].token.before, found[-1].token.after
    return [
        replace(item, token=replace(item.token, before=item.token.before or before, after=item.token.after or after))
        for item in found
    ]


def _respective(found: list[Mention], earlier: Sequence[Mention], lead: str, rest: str) -> list[Mention]:
    """Let the figures of a 分别 list without heads speak of the figures before it, in order."""
    before = [item for item in earlier if item.clause.sentence == found[0].clause.sentence][-len(found) :]
    if len(before) < len(found) or any(phrases.content(item.left) for item in found[1:]):
        return found
    return [
        replace(item, left=lead + rest, subject=other.subject if phrases.names_no_thing(other.phrase) else other.phrase)
        for item, other in zip(found, before, strict=True)
    ]


def _is_bare_list(text: str, found: list[Mention]) -> bool:
    """Tell whether nothing but joints stands between the figures."""
    return all(
        text[one.token.outer_end : two.token.outer_start].strip() in _JOINED for one, two in itertools.pairwise(found)
    )


def _shared(found: list[Mention]) -> list[Mention]:
    """Let a figure speak of every head before it where 均 or 各 says so, or two quoted names stand side by side."""
    first = found[0]
    word = _SHARED.search(first.left)
    lead = first.left[: word.start()] if word else first.left if _SIDE_BY_SIDE in first.left else ""
    heads = _heads(lead)
    return [replace(first, heads=heads)] if len(found) == 1 and len(heads) > 1 else found


def _heads(lead: str) -> tuple[str, ...]:
    """Cut a list of heads apart; none where a part is too short to be one."""
    parts = [part.strip() for part in _JOINTS.split(lead)]
    if not all(len(part) > 1 for part in parts):
        return ()
    parts = [phrases.with_object(part, parts[-1]) for part in parts]
    return (*parts[:1], *(phrases.completed(part, parts[0]) for part in parts[1:]))
