"""Number formats: Excel's own codes by number, and whether a code shows a date, percent, a scale or text of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

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

# In this order: a quoted text, an escaped character, a blank of some character's width, a filling character,
# a bracket (colour, condition, locale, elapsed time), General in English and as WPS writes it, scientific notation.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_.|\*."
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<exponent>[Ee][+-])"
    r"|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-\]]*)")
_DATE_LETTERS = frozenset("ymdhsYMDHSeE")
_DIGITS = frozenset("0#?")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What the part of a format code for positive numbers does to a number."""

    is_date: bool
    is_percent: bool
    """The number is shown times 100 with a percent sign; a quoted sign is mere decoration."""
    divisor_power: int
    """The power of ten by which the shown figure is smaller: 3 for `0,`, 4 for `0!.0,"万"`."""
    prefix: str
    """The text shown before the digits, which nobody stored; all of it where there are no digits."""
    suffix: str
    """The text shown behind them, such as a unit."""
    shows_number: bool
    """Whether anything of the number is shown: not so under `;;;`."""

    @property
    def shows_false_digits(self) -> bool:
        """Whether digits are shown that nobody stored, as `"100"` or `0"00"` do."""
        return any(character.isdigit() for character in self.prefix + self.suffix)


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat:
    """Take a format code apart."""
    tokens = list(takewhile(lambda token: token["plain"] != ";", _TOKEN.finditer(code)))
    plain = [token["plain"] or "" for token in tokens]
    digits = [index for index, character in enumerate(plain) if character in _DIGITS]
    first = digits[0] if digits else len(tokens)
    is_general = any(token["general"] for token in tokens)
    is_date = not is_general and any(_is_date(token) for token in tokens)
    return NumberFormat(
        is_date=is_date,
        is_percent="%" in plain,
        divisor_power=0 if is_date or not digits else _divisor_power(tokens, digits),
        prefix="".join(_literal(token) for token in tokens[:first]),
        suffix="".join(_literal(token) for token in tokens[first:]),
        shows_number=bool(digits) or is_general or is_date or "@" in plain,
    )


def _is_date(token: re.Match[str]) -> bool:
    bracket = token["bracket"]
    return (token["plain"] or "-") in _DATE_LETTERS or bool(bracket and _ELAPSED.fullmatch(bracket))


def _divisor_power(tokens: list[re.Match[str]], digits: list[int]) -> int:
    """Count 3 for each comma that follows the digits, and 1 for each digit behind a point that is mere text."""
    power, after = 0, digits[-1] + 1
    while after < len(tokens) and tokens[after]["plain"] == ",":
        power, after = power + 3, after + 1
    points = [index for index in range(digits[0], digits[-1]) if _literal(tokens[index]) == "."]
    if points:
        power += sum(1 for index in digits if index > points[-1])
    return power


def _literal(token: re.Match[str]) -> str:
    if token["quoted"] is not None or token["escaped"] is not None:
        return token["quoted"] or token["escaped"] or ""
    if token["bracket"] is not None:
        currency = _CURRENCY.match(token["bracket"])
        return currency[1] if currency else ""
    return token["plain"] if token["plain"] and not token["plain"].isascii() else ""
