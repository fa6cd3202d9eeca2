"""Number formats: Excel's own codes by number, and what a code shows of a number. Nothing is rendered here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.quantities import half_up
from reporter.quantities import in_percent

if TYPE_CHECKING:
    from decimal import Decimal

GENERAL = "General"

BUILT_IN = {
    "0": GENERAL,
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": '"¥"#,##0;"¥"-#,##0',
    "6": '"¥"#,##0;[Red]"¥"-#,##0',
    "7": '"¥"#,##0.00;"¥"-#,##0.00',
    "8": '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "yyyy/m/d",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "yyyy/m/d h:mm",
    # 27 to 36 and 50 to 58 are the Chinese edition's own dates; files name them by number only.
    "27": 'yyyy"年"m"月"',
    "28": 'm"月"d"日"',
    "29": 'm"月"d"日"',
    "30": "m-d-yy",
    "31": 'yyyy"年"m"月"d"日"',
    "32": 'h"时"mm"分"',
    "33": 'h"时"mm"分"ss"秒"',
    "34": '上午/下午h"时"mm"分"',
    "35": '上午/下午h"时"mm"分"ss"秒"',
    "36": 'yyyy"年"m"月"',
    "37": "#,##0 ;(#,##0)",
    "38": "#,##0 ;[Red](#,##0)",
    "39": "#,##0.00;(#,##0.00)",
    "40": "#,##0.00;[Red](#,##0.00)",
    "41": '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    "42": '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    "43": '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    "44": '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
    "48": "##0.0E+0",
    "49": "@",
    "50": 'yyyy"年"m"月"',
    "51": 'm"月"d"日"',
    "52": 'yyyy"年"m"月"',
    "53": 'm"月"d"日"',
    "54": 'm"月"d"日"',
    "55": '上午/下午h"时"mm"分"',
    "56": '上午/下午h"时"mm"分"ss"秒"',
    "57": 'yyyy"年"m"月"',
    "58": 'm"月"d"日"',
}
"""The codes that files name by number only, by that number as text."""

# In this order: a quoted text, an escaped character, a blank of some character's width or a filling character,
# a bracket (colour, condition, locale, elapsed time), General in English and as WPS writes it, scientific notation.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)(?P<closing>"?)'
    r"|[\\!](?P<escaped>.)"
    r"|[_*](?P<spacing>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<exponent>[Ee][+-])"
    r"|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)")
_CONDITION = re.compile(r"\[[^\]]*[<>=]")
_DATE_LETTERS = frozenset("ymdhsYMDHSeE")
_BOOKKEEPING = frozenset("0#?.,%eE+-() ")
"""Plain signs that lay a number out; whatever else stands there is shown as it is."""
_SIGNS = _BOOKKEEPING | frozenset("/:;$@yYmMdDhHsSaApPgG<>=")
"""Plain signs that Excel knows, besides whatever is not ASCII."""
_MINUSES = frozenset("-−–－")
_DOWN = frozenset("▲△▼▽↓负减")
"""What bookkeepers write for a minus, besides brackets."""
_POINTS = (".", "．", "。")
_COLOUR = re.compile(
    r"(black|blue|cyan|green|magenta|red|white|yellow|color *[0-9]+|[黑蓝青绿洋红白黄]+色?|颜色 *[0-9]+)", re.IGNORECASE
)
_UNIT_SIGNS = frozenset("%‰℃°²³/㎡")
_LONGEST = 255
_TEXT_SECTION = 3
"""The section that counts for texts stands behind those for numbers above, below and at zero."""

# A section is spelled with one sign a token: its plain sign, or one of these.
_TEXT, _TEXT_POINT, _EXPONENT, _GENERAL, _CLOCK = "\0\1\2\3h"
_DIGIT = re.compile(r"[0#?]")
_SCALING_COMMAS = re.compile(r"[0#?](,+)(?=\.|[^0#?]*$)", re.DOTALL)
"""Commas right behind the last digit or before the point: 0, and 0,.0 but neither #,##0 nor 0"万",."""
_BEHIND_TEXT_POINT = re.compile(rf"[0#?].*{_TEXT_POINT}(.*[0#?])", re.DOTALL)
_FRACTION = re.compile(r"[0#?] */ *[0-9#?]")
_DECIMALS = re.compile(r"\.([0#?]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a format code: how one sign of number is shown."""

    prefix: str
    """The text shown before the digits, which nobody stored; all of it where there are no digits."""
    suffix: str
    """The text shown behind them, such as a unit."""
    is_date: bool
    is_percent: bool
    """The number is shown times 100 with a percent sign; a quoted sign is mere decoration."""
    divisor_power: int
    """The power of ten by which the shown figure is smaller: 3 for `0,`, 4 for `0!.0,"万"`, 1 for `0!.0`."""
    is_fraction: bool
    shows_digits: bool
    """Whether anything of a number is shown: not so under `;;;` and `"已完成"`."""
    shows_zero: bool
    """Whether a place is there that must show a digit, so that a zero is seen."""
    has_separators: bool
    decimals: int | None
    """How many decimals are shown, None where no such number is: General, a fraction, another scale."""
    optional_decimals: int
    """How many of them are left out where they are zeros."""
    significant: int | None
    """How many digits scientific notation shows, None elsewhere."""
    says_negative: bool
    """Whether a minus or a bracket stands at the digits, whatever the number's own sign."""
    tells_negative: bool
    """Whether something tells a reader that the number is below zero: those, a colour, a mark of bookkeepers."""
    condition: str
    """The condition under which the section counts, as it is written, or empty."""
    text_places: int
    """How often a text is shown where the cell holds one."""

    @property
    def literal(self) -> str:
        """The fixed characters beside the digits."""
        return self.prefix + self.suffix

    @property
    def words(self) -> str:
        """The fixed characters that say something: letters, digits, signs of a unit; not a dash or a bracket."""
        return "".join(character for character in self.literal if character.isalnum() or character in _UNIT_SIGNS)

    @property
    def is_scaled(self) -> bool:
        """Whether another number is shown than the stored one: thousands are cut off, or it is shown as a fraction."""
        return self.divisor_power > 0 or self.is_fraction

    @property
    def shows_false_digits(self) -> bool:
        """Whether digits are shown that nobody stored, as `"100"` or `0"00"` do, or a point before those stored."""
        return any(character.isdigit() for character in self.literal) or self.prefix.rstrip().endswith(_POINTS)

    def shows_nothing_of(self, amount: Decimal) -> bool:
        """Tell whether nothing is shown at all: ;;; for any number, # for a zero."""
        return not self.literal.strip() and (not self.shows_digits or self.hides_zero(amount))

    def hides_digits_of(self, amount: Decimal) -> bool:
        """Tell whether the shown number is rounded: 1.66 under 0.0, 2600 under 0E+00."""
        if self.significant is not None:
            return len(amount.normalize().as_tuple().digits) > self.significant
        if self.decimals is None:
            return False
        shown = in_percent(amount) if self.is_percent else amount
        return half_up(shown, self.decimals) != shown

    def hides_zero(self, amount: Decimal) -> bool:
        """Tell whether a zero is shown as nothing or as a dash: the section has no place that must show a digit."""
        return not amount and not self.shows_zero


def is_sound(code: str) -> bool:
    """Tell whether a format code may be written into a workbook: Excel refuses to open one with an unknown sign."""
    tokens = list(_TOKEN.finditer(code))
    signs = {token["plain"] for token in tokens if token["plain"]}
    is_closed = all(token["closing"] for token in tokens if token["quoted"] is not None)
    return len(code) <= _LONGEST and is_closed and all(sign in _SIGNS or not sign.isascii() for sign in signs)


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """Take a format code apart: the first section shows positive numbers, and tells a date from a number.

    The section of texts is none of them: the fourth, or the last one of several with an @.
    """
    parts = _parts(code)
    if 1 < len(parts) <= _TEXT_SECTION and _shows_text(parts[-1]):
        parts.pop()
    return tuple(_section(part) for part in parts[:_TEXT_SECTION])


@lru_cache(maxsize=4096)
def text_section(code: str) -> Section | None:
    """Return the section that shows a text, None where texts are shown as they are."""
    parts = _parts(code)
    if len(parts) > _TEXT_SECTION:
        return _section(parts[_TEXT_SECTION])
    return _section(parts[-1]) if _shows_text(parts[-1]) else None


def _parts(code: str) -> list[list[re.Match[str]]]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["plain"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _shows_text(tokens: list[re.Match[str]]) -> bool:
    return any(token["plain"] == "@" for token in tokens)


def section_for(code: str, amount: Decimal) -> Section:
    """Return the section that shows `amount`: by its sign, or the worst one where conditions decide."""
    parts = sections(code)
    if _CONDITION.search(code):
        return min(parts, key=lambda part: (part.shows_digits, not part.literal))
    if amount < 0 and len(parts) > 1:
        return parts[1]
    if not amount and len(parts) > 2:  # noqa: PLR2004 - positive; negative; zero
        return parts[2]
    return parts[0]


def shows_other_sign(code: str, amount: Decimal) -> bool:
    """Tell whether another sign is shown than the number's own: -0 shows 6.5 as -6.5, and 0;0 shows -2 as 2.

    Excel puts the minus itself only where one section shows numbers of both signs.
    """
    parts = sections(code)
    section = section_for(code, amount)
    if not amount or section.is_date:
        return False
    if _CONDITION.search(code):
        return amount > 0 and any(part.says_negative and not part.condition.startswith("<") for part in parts)
    if amount > 0 or len(parts) == 1:
        return section.says_negative
    return section.shows_digits and not section.tells_negative


def _section(tokens: list[re.Match[str]]) -> Section:
    spelled = "".join(_spelled(token) for token in tokens)
    position = _DIGIT.search(spelled)
    first = position.start() if position else len(tokens)
    shows_all = _GENERAL in spelled or "@" in spelled
    is_date = _GENERAL not in spelled and not _DATE_LETTERS.isdisjoint(spelled)
    is_fraction = bool(_FRACTION.search(spelled))
    power = 0 if is_date or shows_all else _divisor_power(spelled)
    mantissa, exponent, _ = spelled.partition(_EXPONENT)
    has_decimals = position and not (shows_all or exponent or power or is_fraction)
    match = _DECIMALS.search(spelled.replace(_TEXT, ""))
    decimals = match[1] if match else ""
    return Section(
        prefix="".join(_literal(token) for token in tokens[:first]),
        suffix="".join(_literal(token) for token in tokens[first:]),
        is_date=is_date,
        is_percent="%" in spelled and "@" not in spelled,
        divisor_power=power,
        is_fraction=is_fraction,
        shows_digits=shows_all or position is not None,
        shows_zero=shows_all or "0" in spelled,
        has_separators="," in spelled,
        decimals=len(decimals) if has_decimals else None,
        optional_decimals=len(decimals) - len(decimals.rstrip("#?")),
        significant=len(_DIGIT.findall(mantissa)) if exponent and not shows_all else None,
        says_negative=(says_negative := any(_is_minus(token, is_before=at < first) for at, token in enumerate(tokens))),
        tells_negative=says_negative or any(map(_tells_negative, tokens)),
        condition="".join(token["bracket"] for token in tokens if token["bracket"] and token["bracket"][0] in "<>="),
        text_places=spelled.count("@"),
    )


def _is_minus(token: re.Match[str], *, is_before: bool) -> bool:
    """Tell a minus or the bracket that stands for one; a hyphen in words behind the digits is part of a unit."""
    if token["plain"]:
        return token["plain"] in _MINUSES or token["plain"] == "("
    if token["spacing"]:
        return token[0].startswith("*") and token["spacing"] in _MINUSES
    text = (token["quoted"] or token["escaped"] or "").strip()
    return text == "(" or (bool(text) and not (_MINUSES.isdisjoint(text) if is_before else set(text) - _MINUSES))


def _tells_negative(token: re.Match[str]) -> bool:
    if token["bracket"] is not None:
        return bool(_COLOUR.fullmatch(token["bracket"]))
    return not _DOWN.isdisjoint(token["plain"] or token["quoted"] or token["escaped"] or "")


def _spelled(token: re.Match[str]) -> str:
    if token["plain"]:
        return token["plain"]
    if token["bracket"] is not None:
        return _CLOCK if _ELAPSED.fullmatch(token["bracket"]) else _TEXT
    if token["general"] or token["exponent"]:
        return _GENERAL if token["general"] else _EXPONENT
    return _TEXT_POINT if "." in {token["quoted"], token["escaped"]} else _TEXT


def _divisor_power(spelled: str) -> int:
    """Count 3 for each scaling comma, and 1 for each digit behind a point that is mere text."""
    commas, behind = _SCALING_COMMAS.search(spelled), _BEHIND_TEXT_POINT.search(spelled)
    return 3 * len(commas[1] if commas else "") + len(_DIGIT.findall(behind[1]) if behind else ())


def _literal(token: re.Match[str]) -> str:
    """Return what a token shows as it stands; blanks, signs and brackets of bookkeeping mean nothing."""
    if token["bracket"] is not None:
        currency = _CURRENCY.match(token["bracket"])
        return currency[1] if currency else ""
    if token["plain"]:
        return "" if token["plain"] in _BOOKKEEPING or token["plain"] == "@" else token["plain"]
    return token["quoted"] or token["escaped"] or ""
