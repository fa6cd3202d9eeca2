"""Reading numerals exactly: Arabic and Chinese digits, thousand separators, scales and fractions, to Decimal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Decimal

FULL_WIDTH = str.maketrans(
    {chr(ord("０") + digit): str(digit) for digit in range(10)}
    | {"．": ".", "％": "%", "－": "-", "—": "-", "–": "-", "−": "-", "～": "~", "∼": "~", "＋": "+", "／": "/"}
)
"""One character for one: offsets in the folded text are offsets in the text as given."""

_DIGITS = {character: index for index, character in enumerate("零一二三四五六七八九")} | {
    character: index for index, character in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "陸": 6}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30}
_SCALES = {
    "千": Decimal(10**3),
    "百": Decimal(10**2),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
_LONGEST = 25
"""More digits than this are no figure that anybody prints; Decimal stays exact far beyond."""

_FRACTION_STEP = Decimal("0.000001")

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_REMAINDER = r"[余多]"
# 千 and 百 are scales only where they do not begin the next word (千瓦, 百姓).
SCALE = r"(?:万亿|[百千]?亿|[十百千]?万(?!物)|千(?![瓦克米伏升卡万])|百(?![姓强万千分]))"
CHINESE = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅貳參陸]{1,25}"

_ARABIC_PARTS = re.compile(rf"({ARABIC})(?:({_REMAINDER})?({SCALE}))?(?:({ARABIC})万)?({_REMAINDER})?")
_CHINESE_PARTS = re.compile(rf"({CHINESE})(?:点([零〇一二三四五六七八九]+)([万亿]?))?({_REMAINDER})?")
_FRACTION_PARTS = re.compile(rf"({CHINESE}|[0-9]+)分之({CHINESE}(?:点[零〇一二三四五六七八九]+)?|{ARABIC})")
_TENTHS_PARTS = re.compile(r"([一二两三四五六七八九])成([一二三四五六七八九半])?")
_HALVES = frozenset({"半数", "一半", "过半数"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as printed: its value, what one in its last printed digit is worth, and how it was written.

    `parts` is the denominator of a fraction in words (100 for 百分之五), None for a plain number;
    `remainder` keeps 余 or 多, which leave the value open above.
    """

    value: Decimal
    step: Decimal
    parts: Decimal | None = None
    remainder: str = ""


def read_numeral(text: str) -> Decimal | None:
    """Read a text that is one exact numeral and nothing else: 5.1万 is 51000, 十二 is 12, 百分之五 is 0.05.

    None for anything else, and for a numeral that leaves its value open (500余).
    """
    numeral = parse_numeral(text.strip())
    return None if numeral is None or numeral.remainder else numeral.value


def parse_numeral(text: str) -> Numeral | None:
    """Read a text that is one numeral, an open one (2442.15余万) included, or return None."""
    folded = text.translate(FULL_WIDTH)
    if match := _ARABIC_PARTS.fullmatch(folded):
        return _arabic(match)
    if match := _FRACTION_PARTS.fullmatch(folded):
        return _fraction(match)
    if match := _TENTHS_PARTS.fullmatch(folded):
        return _tenths(match)
    if folded in _HALVES:
        return Numeral(Decimal("0.5"), Decimal("0.5"), Decimal(2), "多" if folded.startswith("过") else "")
    if match := _CHINESE_PARTS.fullmatch(folded):
        return _chinese(match)
    return None


def decimals(text: str) -> int:
    """Count the decimals printed in an Arabic number."""
    return len(text.partition(".")[2])


def _arabic(match: re.Match[str]) -> Numeral | None:
    number, early, scale_word, lower, late = match.groups()
    digits = number.replace(",", "")
    if len(digits) > _LONGEST or len(lower or "") > _LONGEST:
        return None
    scale = _SCALES[scale_word] if scale_word else Decimal(1)
    value = Decimal(digits) * scale
    step = Decimal(1).scaleb(-decimals(digits)) * scale
    if lower is not None:
        below = Decimal(lower.replace(",", "")) * _SCALES["万"]
        if scale <= _SCALES["万"] or below >= scale:
            return None
        value, step = value + below, Decimal(1).scaleb(-decimals(lower)) * _SCALES["万"]
    return Numeral(value, step, remainder=early or late or "")


def _fraction(match: re.Match[str]) -> Numeral | None:
    parts, amount = _plain_value(match[1]), _plain_value(match[2])
    if not parts or amount is None:
        return None
    exact = amount / parts
    value = exact.quantize(_FRACTION_STEP, rounding=ROUND_HALF_UP) if _is_endless(exact) else exact
    is_rounded = parts in {10, 100, 1000}
    step = Decimal(1).scaleb(-decimals(str(amount))) / parts if is_rounded else _FRACTION_STEP
    return Numeral(value, step, parts)


def _is_endless(value: Decimal) -> bool:
    """Tell whether a fraction has more decimals than a contract prints."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -6  # noqa: PLR2004 - fractions have six places (contract)


def _plain_value(text: str) -> Decimal | None:
    numeral = parse_numeral(text)
    return None if numeral is None or numeral.parts is not None else numeral.value


def _tenths(match: re.Match[str]) -> Numeral:
    tenths, hundredths = _DIGITS[match[1]], 5 if match[2] == "半" else _DIGITS.get(match[2], 0)
    return Numeral(Decimal(10 * tenths + hundredths) / 100, Decimal("0.01" if match[2] else "0.1"), Decimal(10))


def _chinese(match: re.Match[str]) -> Numeral | None:
    whole, fraction, scale_word, remainder = match.groups()
    if len(whole) + len(fraction or "") > _LONGEST:
        return None
    value = _chinese_integer(whole)
    if value is None:
        return None
    scale = _SCALES[scale_word] if scale_word else Decimal(1)
    step = Decimal(1)
    amount = Decimal(value)
    if fraction:
        step = Decimal(1).scaleb(-len(fraction))
        amount += Decimal("".join(str(_DIGITS[digit]) for digit in fraction)) * step
    elif whole[-1] in _LARGE:
        step = Decimal(_LARGE[whole[-1]])
    return Numeral(amount * scale, step * scale, remainder=remainder or "")


def _chinese_integer(text: str) -> int | None:
    """Read a whole number in Chinese digits, or None where no number is written so (千百, 一二十, 两千三)."""
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    return _large(text if text[0] in _DIGITS or text[0] in _TENS else f"一{text}")


def _large(text: str) -> int | None:
    """Read a number that starts with a digit: what stands before its largest 万 or 亿, and what behind."""
    scale = max((_LARGE[character] for character in text if character in _LARGE), default=0)
    if not scale:
        return _section(text)
    index = next(index for index, character in enumerate(text) if _LARGE.get(character) == scale)
    above = _large(text[:index])
    below = _large(text[index + 1 :]) if text[index + 1 :] else 0
    if not above or below is None or below >= scale:
        return None
    return above * scale + below


def _section(text: str) -> int | None:
    """Read a number below 10,000: digits each followed by a falling 千 百 十, the last one bare after 十 or 零 only."""
    total, digit, ceiling, may_end = 0, None, 10**4, True
    for character in text:
        if character in _TENS and digit is None and ceiling > _SMALL["十"]:
            total, ceiling, may_end = total + _TENS[character], _SMALL["十"], True
        elif character in _SMALL:
            scale = _SMALL[character]
            if scale >= ceiling or not digit:
                return None
            total, digit, ceiling, may_end = total + digit * scale, None, scale, scale == _SMALL["十"]
        elif character not in _DIGITS or digit:
            return None
        else:
            digit = _DIGITS[character]
            may_end = may_end or digit == 0
    return total + (digit or 0) if may_end or not digit else None
