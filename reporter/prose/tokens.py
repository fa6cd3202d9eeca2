"""The token layer: every mention of a number in a sentence, told apart into figures and what only looks like one.

`scan` accounts for every digit of the text. What no rule explains is a token of kind UNREAD.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.prose import lexicon
from reporter.prose import numerals
from reporter.prose import patterns
from reporter.prose.thresholds import with_thresholds
from reporter.prose.token_records import FIGURES
from reporter.prose.token_records import Kind
from reporter.prose.token_records import Token

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

__all__ = ["FIGURES", "Kind", "Token", "scan"]

_CHINESE = "零一二两三四五六七八九十百千万亿"
_ANY_DIGITS = re.compile(r"\d+")
_LOOK_BACK = 12
_POINTS = frozenset({"个百分点", "个千分点", "百分点", "千分点", "个点"})
_SHARES = frozenset({"%", "‰"})
_ONE = Decimal(1)


@lru_cache(maxsize=256)
def scan(text: str, limits: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return every mention of a number in the order of the text. Runs in time linear in its length.

    `limits` are thresholds as the target prints them (50亿元): where a lost unit ran a count into one of them, they are
    taken apart again (项目5150亿元以上项目: 51, and the threshold).
    """
    folded = text.translate(numerals.FULL_WIDTH)
    numbered = {**_run_together(folded, limits), **_list_numbers(folded)}
    found: list[Token] = []
    position = 0
    anchors = _anchors()
    while anchor := anchors.search(folded, position):
        start = anchor.start()
        token = numbered.get(start) or _reader(anchor[0][0])(folded, start)
        if token is None:
            position = anchor.end()
        else:
            found.append(token)
            position = token.end
    return _with_unread(text, with_thresholds(folded, tuple(found)))


@cache
def _anchors() -> re.Pattern[str]:
    """Where a mention may begin. A run of Chinese digits only matters before a unit, a share or 余."""
    behind = re.escape("".join(sorted({word[0] for word in lexicon.units()} | set("余分成半增"))))
    return re.compile(
        r"[0-9①-⒛⓪-⓿❶-➓“‘\"《〔「第前翻半过保每]"
        rf"|(?<![{_CHINESE}])[{_CHINESE}]++(?=[{behind}])"
        r"|[A-Za-z]+(?=[-.]?[0-9])"
    )


def _reader(first: str) -> Callable[[str, int], Token | None]:
    """Choose the rules for a mention by the character it begins with."""
    if "0" <= first <= "9":
        return _digits
    return _readers().get(first, _latin if first.isascii() and first.isalpha() else _chinese)


@cache
def _readers() -> Mapping[str, Callable[[str, int], Token | None]]:
    return (
        dict.fromkeys('“‘"《〔「', _quoted)
        | {"第": _ordinal, "前": _top, "保": _hold, "翻": _doubling, "每": _denominator}
        | {chr(code): _circled for code in (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794))}
    )


def _plain(kind: Kind, text: str, start: int, end: int) -> Token:
    return Token(kind, start, end, text[start:end], start, end)


def _digits(text: str, start: int) -> Token | None:
    """Read what begins with an ASCII digit."""
    bracketed = patterns.BRACKETED.match(text, start)
    if bracketed is not None and text[start - 1 : start] in {"(", "（"} and _opens_clause(text, start - 1):
        return _plain(Kind.LIST_NUMBER, text, start, bracketed.end())
    if patterns.CHINESE_SHARE.match(text, start) is not None:
        return _chinese(text, start)
    match = patterns.no_figure().match(text, start)
    if match is not None and match.lastgroup is not None:
        return _plain(Kind(match.lastgroup.partition("_")[0]), text, start, match.end())
    before, number = patterns.programme()
    if (match := number.match(text, start)) is not None and before.search(text[max(0, start - _LOOK_BACK) : start]):
        return _plain(Kind.NAME, text, start, match.end())
    return _figure(text, start)


def _opens_clause(text: str, index: int) -> bool:
    return index <= 0 or text[index - 1] in "\n。;；:：,， \u3000"


def _figure(text: str, start: int) -> Token | None:
    """Read a number or a range of two with its unit."""
    match = patterns.figure().match(text, start)
    if match is None:
        return None
    one = numerals.parse_numeral(match["one"].replace(" ", ""))
    two = numerals.parse_numeral(match["two"].replace(" ", "")) if match["two"] else None
    if one is None:
        return _plain(Kind.UNREAD, text, start, match.end("one"))
    unit = lexicon.unit(match["unit"] or match["early"] or ("1" if _is_ratio(match) else ""))
    end = match.end()
    amount, step, upper = one.value, one.step, None
    if two is not None:
        scale = _shared_scale(one, two, has_unit=bool(match["early"]))
        amount, step, upper = one.value * scale, one.step * scale, two.value
        if amount > upper:
            end, unit, amount, step, upper = (
                match.end("one"),
                lexicon.unit(match["early"] or ""),
                one.value,
                one.step,
                None,
            )
    if text[start - 1 : start] == "-" and start > 1 and text[start - 2] not in "0123456789%-~)）":
        start, amount = start - 1, -amount
    return _figure_token(
        text, (start, end), _kind(unit), amount, unit=unit, step=step, upper=upper, remainder=(two or one).remainder
    )


def _shared_scale(one: numerals.Numeral, two: numerals.Numeral, *, has_unit: bool) -> Decimal:
    """Tell what the first number of a range is to be multiplied with: in 10-50万元 it borrows the 万 of the second."""
    is_bare = not has_unit and one.step <= 1
    return two.step if is_bare and two.step > 1 and one.value <= two.value / two.step else _ONE


def _is_ratio(match: re.Match[str]) -> bool:
    """Tell whether a number without a unit is a ratio or an index (收入比1.62): it has decimals and no scale."""
    return "." in match["one"] and match["one"][-1].isdecimal()


def _kind(unit: str) -> Kind:
    if unit in _SHARES:
        return Kind.PERCENT
    if unit in _POINTS:
        return Kind.POINTS
    if unit == "倍":
        return Kind.TIMES
    return Kind.BARE if unit in {"", "1"} else Kind.QUANTITY


def _figure_token(  # noqa: PLR0913 - the parts of a figure, by name
    text: str,
    span: tuple[int, int],
    kind: Kind,
    amount: Decimal,
    *,
    unit: str,
    step: Decimal,
    upper: Decimal | None = None,
    remainder: str = "",
) -> Token:
    """Make a figure, with the words around it that bound or soften it."""
    start, end = span
    before, outer_start = _words_before(text, start)
    after, outer_end = _words_after(text, end)
    return Token(
        kind, start, end, text[start:end], outer_start, outer_end, amount, upper, unit, step, before, after, remainder
    )


def _words_before(text: str, start: int) -> tuple[tuple[str, ...], int]:
    words: list[str] = []
    outer = position = start
    while word := _word_before(text, position):
        position -= len(word)
        if word in lexicon.data("softness")["before"]:
            words.append(word)
            outer = position
    return tuple(reversed(words)), outer


def _word_before(text: str, end: int) -> str:
    """Return the longest bounding or empty word that ends at `end`."""
    table = lexicon.data("softness")
    for length in range(min(4, end), 0, -1):
        word = text[end - length : end]
        if word in table["before"] or word in table["glue"]["words"]:
            guard = table["not_after"].get(word, "")
            return "" if end > length and text[end - length - 1] in guard else word
    return ""


def _words_after(text: str, end: int) -> tuple[tuple[str, ...], int]:
    table = lexicon.data("softness")["after"]
    for length in (3, 2):
        if (word := text[end : end + length]) in table:
            return (word,), end + length
    return (), end


def _latin(text: str, start: int) -> Token | None:
    """Read letters that run into digits: PM2.5, G60. An amount behind letters (GDP4000亿元) stays an amount."""
    match = patterns.LATIN_NAME.match(text, start)
    if match is None:
        return None
    number = re.search(r"[0-9]", match[0])
    figure = patterns.figure().match(text, start + number.start()) if number else None
    if figure is not None and figure["unit"] and figure.end() > match.end():
        return None
    return _plain(Kind.NAME, text, start, match.end())


def _quoted(text: str, start: int) -> Token | None:
    """Read a quoted name that holds digits; without any it is none of our business."""
    match = patterns.QUOTED_NAME.match(text, start)
    if match is None or not _ANY_DIGITS.search(match[0]) or patterns.QUOTED_LIMIT.match(match[0]):
        return None
    return _plain(Kind.NAME, text, start, match.end())


def _ordinal(text: str, start: int) -> Token | None:
    """Read 第…: a place where a ranking is spoken of, else the number of a session, a batch or a quarter."""
    match = patterns.RANK.match(text, start)
    if match is not None:
        is_end = not text[match.end() : match.end() + 1].isalnum()
        is_ranked = patterns.RANK_CONTEXT.search(text[max(0, start - _LOOK_BACK) : start]) is not None
        if match[2] or (is_ranked and (is_end or match[1][0] in "0123456789")):
            return _rank(text, match.span(), match[1])
    ordinal = patterns.ORDINAL.match(text, start)
    return None if ordinal is None else _plain(Kind.NAME, text, start, ordinal.end())


def _top(text: str, start: int) -> Token | None:
    """Read 前三, 前10位 where a ranking is spoken of."""
    match = patterns.TOP.match(text, start)
    if match is None:
        return None
    is_ranked = match[2] in {"位", "名"} or patterns.RANK_CONTEXT.search(text[max(0, start - _LOOK_BACK) : start])
    return _rank(text, match.span(), match[1]) if is_ranked else None


def _hold(text: str, start: int) -> Token | None:
    """Read 保五拼三: the place to be held and the one striven for."""
    match = patterns.HOLD.match(text, start)
    return None if match is None else _rank(text, match.span(), match[1])


def _rank(text: str, span: tuple[int, int], place: str) -> Token | None:
    value = numerals.read_numeral(place)
    if value is None:
        return None
    return _figure_token(text, span, Kind.RANK, value, unit="位", step=_ONE)


def _doubling(text: str, start: int) -> Token | None:
    """Read 翻番 and 翻两番: twice and four times."""
    match = patterns.DOUBLING.match(text, start)
    if match is None:
        return None
    times = Decimal(2) ** int(numerals.read_numeral(match[1] or "一") or 1)
    return _figure_token(text, match.span(), Kind.TIMES, times, unit="倍", step=_ONE)


def _denominator(text: str, start: int) -> Token | None:
    match = patterns.DENOMINATOR.match(text, start)
    return None if match is None else _plain(Kind.DENOMINATOR, text, start, match.end())


def _circled(text: str, start: int) -> Token:
    return _plain(Kind.LIST_NUMBER, text, start, start + 1)


def _chinese(text: str, start: int) -> Token | None:
    """Read a share in words (三分之二, 百分之五, 八成), or a count in Chinese digits where it cannot be a name."""
    match = patterns.CHINESE_SHARE.match(text, start)
    if match is None:
        return _chinese_count(text, start)
    word, (begin, end) = match[0], match.span()
    if word == "零增长":
        return Token(Kind.PERCENT, begin, end, word, begin, end, amount=Decimal(0), unit="%", step=_ONE)
    numeral = numerals.parse_numeral(word)
    if numeral is None or numeral.parts is None:
        return None
    amount, step, kind, unit = numeral.value, numeral.step, Kind.FRACTION, "1"
    if numeral.parts in {100, 1000}:
        amount, step, kind = amount * numeral.parts, step * numeral.parts, Kind.PERCENT
        unit = "%" if numeral.parts == 100 else "‰"  # noqa: PLR2004 - per hundred, as the words say
        if text.startswith("个百分点", end):
            end, kind, unit = end + 4, Kind.POINTS, "个百分点"
    return _figure_token(text, (begin, end), kind, amount, unit=unit, step=step, remainder=numeral.remainder)


def _chinese_count(text: str, start: int) -> Token | None:
    """Read a count in Chinese digits at the end of its clause (水库两座), where no name can go on."""
    match = patterns.chinese_count().match(text, start)
    numeral = None if match is None or text[start - 1 : start] == "第" else numerals.parse_numeral(match["number"])
    if match is None or numeral is None or (numeral.value <= 1 and not numeral.remainder):
        return None
    return _figure_token(
        text,
        match.span(),
        Kind.QUANTITY,
        numeral.value,
        unit=match["unit"],
        step=numeral.step,
        remainder=numeral.remainder,
    )


def _run_together(text: str, limits: frozenset[str]) -> Mapping[int, Token]:
    """Find counts that ran into a threshold of the target when their unit was lost."""
    if not limits:
        return {}
    pattern = re.compile(rf"(?<=[\u4e00-\u9fff])([0-9]{{1,4}})(?={lexicon.any_of(limits)}以[上下内])")
    found: dict[int, Token] = {}
    for match in pattern.finditer(text):
        start, end = match.span()
        if (amount := numerals.read_numeral(match[0])) is not None:
            found[start] = Token(Kind.BARE, start, end, match[0], start, end, amount, None, "", _ONE)
    return found


def _list_numbers(text: str) -> Mapping[int, Token]:
    """Find the numbers of a list: they count up from 1, and stand at the start of a line or before no digit."""
    found: dict[int, Token] = {}
    expected, has_second = 1, patterns.SECOND_ITEM.search(text) is not None
    for match in patterns.LIST_NUMBER.finditer(text):
        start, end = match.span("number")
        number = int(match["number"])
        if match["glued"]:
            is_item = number == expected and (number > 1 or has_second or match["span"]) and _starts_line(text, start)
        else:
            is_item = _starts_line(text, start) or (number in {1, expected} and text[end] in ".．")
        if is_item:
            found[start] = _plain(Kind.LIST_NUMBER, text, start, end)
            expected = number + 1
    return found


def _starts_line(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\u3000")
    return before.endswith("\n") or (not before and start <= 4)  # noqa: PLR2004 - as far as we looked back


def _with_unread(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Add a token for every run of digits that no other token covers, digits of other scripts included."""
    found = list(tokens)
    covered = [*((token.start, token.end) for token in tokens), (len(text), len(text))]
    position = 0
    for start, end in covered:
        found.extend(
            Token(Kind.UNREAD, match.start(), match.end(), match[0], match.start(), match.end())
            for match in _ANY_DIGITS.finditer(text, position, start)
        )
        position = end
    as_given = (_as_given(text, token) for token in found)
    return tuple(sorted(as_given, key=lambda token: token.start))


def _as_given(text: str, token: Token) -> Token:
    raw = text[token.start : token.end]
    return token if raw == token.raw else replace(token, raw=raw)
