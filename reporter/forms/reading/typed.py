"""A text typed where a number belongs: what amount it states in the indicator's unit, or why it states none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.prose.numerals import parse_numeral
from reporter.quantities import Divisibility
from reporter.quantities import in_percent
from reporter.quantities import lexicon
from reporter.quantities import measure
from reporter.quantities import same_unit

if TYPE_CHECKING:
    from collections.abc import Callable

_FULL_WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"−": "-", "–": "-"})
_AMOUNT = re.compile(r"([+-]?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?\s*")
_BROKEN = re.compile(r"[.,，。、'’·]?\s*[0-9]|[.,，。、'’·]$")
_APPROXIMATE_BEFORE = re.compile(
    r"(大约|大概|约为|约|近|超过|超|逾|接近|不足|不到|不少于|不低于|至少|共约|将近|[<>≥≤≈~])\s*[0-9一二三四五六七八九十百千万两]"
)
_APPROXIMATE_BEHIND = re.compile(r"(余|多|左右|上下|以上|以内|以下|许|\+)")
_DATE = re.compile(
    r"[12][0-9]{3}\s*[-./年]\s*[0-9]{1,2}(\s*[-./月]\s*([0-9]{1,2}\s*日?)?)?|[0-9]{1,2}月([0-9]{1,2}日)?"
)
_EXCEL_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|GETTING_DATA)")
_PICTURE = re.compile(r"=?\s*(_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_LONGEST = 80
_LARGE_SCALE = 10_000
"""From 万 on a scale stands for itself (2000万 under 亿元); 2千 under 万元 could be either and is not guessed."""
_PLACEHOLDERS = frozenset(
    {
        "-",
        "--",
        "---",
        "—",
        "——",
        "―",
        "/",
        "\\",
        "无",
        "暂无",
        "没有",
        "空",
        "null",
        "none",
        "nil",
        "na",
        "n/a",
        "n.a.",
    }
    | {
        "待统计",
        "待定",
        "待填",
        "待报",
        "待核实",
        "统计中",
        "未统计",
        "暂未统计",
        "不适用",
        "未填",
        "未填报",
        "年度统计",
        "年度数据",
        "年底统计",
        "?",
        "x",
        "*",
        "…",
        "……",
    }
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a text states: an amount in the indicator's unit, and the rule of cells.toml that says how it was read.

    No amount under a rule of an error, nor for a placeholder; an empty rule is never returned.
    """

    rule: str
    amount: Decimal | None = None
    says_percent: bool = False
    """The text itself carries the percent sign, so that 0.5% is no fraction by mistake."""
    other: Decimal | None = None
    """A second reading: 1.1万 under 万元 is 1.1 where the unit is said once more, and 11000 where it is not."""


def clean(text: str) -> str:
    """Fold full-width characters, drop invisible ones and surrounding blanks: what an eye sees in the cell."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(visible.translate(_FULL_WIDTH).replace("　", " ").split()).removeprefix("'").strip()


def shortened(text: str) -> str:
    """Return a text short enough for a message."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def is_placeholder(text: str) -> bool:
    """Tell whether a text only says that there is nothing: —, /, 无, 待统计."""
    return clean(text).lower().strip("()（）") in _PLACEHOLDERS


def is_formula_or_error(text: str) -> bool:
    """Tell a formula or an Excel error that stands in a cell as text, as a returned copy writes them."""
    return text.lstrip().startswith("=") or bool(_EXCEL_ERROR.fullmatch(text.strip()))


def read_typed(text: str, unit: str) -> Typed:
    """Read a text as an amount in `unit`."""
    folded = clean(text)
    if is_placeholder(text):
        return Typed("cells.placeholder")
    for reader in _READERS:
        typed = reader(folded, unit)
        if typed is not None:
            return typed
    return Typed("cells.not-a-number")


def _excel_error(text: str, _unit: str) -> Typed | None:
    return Typed("cells.excel-error") if _EXCEL_ERROR.fullmatch(text) else None


def _picture(text: str, _unit: str) -> Typed | None:
    return Typed("cells.picture") if _PICTURE.match(text) else None


def _date(text: str, _unit: str) -> Typed | None:
    return Typed("cells.date") if _DATE.fullmatch(text) and not re.fullmatch(r"[0-9]+\.[0-9]+", text) else None


def _approximate(text: str, _unit: str) -> Typed | None:
    return Typed("cells.approximate") if _APPROXIMATE_BEFORE.match(text) else None


def _digits(text: str, unit: str) -> Typed | None:
    match = _AMOUNT.match(text)
    if match is None:
        return None
    amount = Decimal("".join(part or "" for part in match.groups()).replace(",", ""))
    tail = text[match.end() :]
    if not tail:
        return Typed("cells.text-number", amount)
    if _BROKEN.match(tail):
        return Typed("cells.broken-separator")
    return _with_tail(amount, tail, unit)


def _with_tail(amount: Decimal, tail: str, unit: str) -> Typed | None:
    """Judge what stands behind the number: the unit itself, a scale, a scale with the unit, another unit."""
    if same_unit(tail, unit):
        return Typed("cells.own-unit", amount, says_percent=measure(unit).base == "%")
    scaled = _scaled(amount, tail, unit)
    if scaled is not None:
        return Typed("cells.scale", scaled, other=_as_if_unit_followed(amount, tail, unit))
    if _APPROXIMATE_BEHIND.match(tail):
        return Typed("cells.approximate")
    other = measure(tail)
    is_known = not other.base or other.base in lexicon().words
    return Typed("cells.other-unit") if is_known else None


def _scaled(amount: Decimal, tail: str, unit: str) -> Decimal | None:
    """Resolve 2000万 and, where the unit has no scale of its own, 2000万元; None where the tail is neither."""
    own = measure(unit)
    if own.divisibility is Divisibility.RATIO:
        return None
    scales = lexicon().scales
    if own.scale == 1 and (scale := next((scales[word] for word in scales if same_unit(tail, f"{word}{unit}")), None)):
        return amount * scale
    scale = scales.get(tail)
    if scale is None or (own.scale != 1 and scale < _LARGE_SCALE):
        return None
    return amount * scale / own.scale


def _as_if_unit_followed(amount: Decimal, tail: str, unit: str) -> Decimal | None:
    """Return what 1.1万 means before 万元; None where the tail is no scale of the unit's own."""
    scale = lexicon().scales.get(tail)
    return amount * scale if scale is not None and scale == measure(unit).scale else None


def _spelled(text: str, unit: str) -> Typed | None:
    """Read a numeral in words: 十二, 两千三百个, 百分之五十 under %; 二千万 under 万元 is 2000."""
    body = text.removesuffix(unit).strip()
    numeral = parse_numeral(body)
    if numeral is None:
        return None
    if numeral.remainder:
        return Typed("cells.approximate")
    own = measure(unit)
    if numeral.parts is not None:
        return Typed("cells.spelled-out", in_percent(numeral.value), says_percent=True) if own.base == "%" else None
    names_its_scale = body == text and any(word in body for word in "万亿")
    if not names_its_scale or own.scale == 1:
        return Typed("cells.spelled-out", numeral.value)
    return Typed("cells.spelled-out", numeral.value / own.scale, other=numeral.value)


_READERS: tuple[Callable[[str, str], Typed | None], ...] = (
    _excel_error,
    _picture,
    _date,
    _approximate,
    _digits,
    _spelled,
)
