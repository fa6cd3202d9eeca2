"""Number formats: what a cell shows of what it stores. Nothing is rendered; only what could mislead is found out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reporter.quantities import half_up
from reporter.quantities import in_percent

if TYPE_CHECKING:
    from decimal import Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'  # "万元"
    r"|[\\!](?P<escaped>.)"  # \元, and ! in Chinese editions
    r"|[_*](?P<spacing>.)"  # a gap as wide as the next character, or filled with it
    r"|\[(?P<bracket>[^\]]*)\]"  # [Red], [>100], [$¥-804]
    r"|(?P<general>General|G/通用格式|@)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"[<>=]")
_CURRENCY = re.compile(r"\$([^-]*)")
_POSITIONS = "0#?"
_SIGNS = frozenset("0#?.,%/+-() :;$@eEyYmMdDhHsSaApPgG<>=")
_LAST_ASCII = 127
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format code: how one sign of number is shown.

    `literal` are the fixed characters beside the digits; `decimals` counts shown decimals, None where all are shown;
    `is_scaled` says that thousands are cut off (0, or 0!.0,"万") or the number is shown as a fraction. `significant`
    counts the digits that scientific notation shows, None elsewhere.
    """

    literal: str
    shows_digits: bool
    shows_zero: bool
    is_percent: bool
    is_scaled: bool
    decimals: int | None
    significant: int | None = None

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

    @property
    def words(self) -> str:
        """The fixed characters that say something: letters, digits, signs of a unit; not a dash or a bracket."""
        return "".join(character for character in self.literal if character.isalnum() or character in "%‰℃°²³/㎡")


def is_sound(code: str) -> bool:
    """Tell whether a format code may be written into a workbook: Excel refuses to open one with an unknown sign."""
    if len(code) > _LONGEST:
        return False
    others = (token["other"] for token in _TOKEN.finditer(code) if token["other"] is not None)
    return all(sign in _SIGNS or ord(sign) > _LAST_ASCII for sign in others)


@cache
def sections(code: str) -> tuple[Section, ...]:
    """Take a format code apart."""
    return tuple(_section(part) for part in _split(code))


def section_for(code: str, amount: Decimal) -> Section:
    """Return the section that shows `amount`: by its sign, or the worst one where conditions decide."""
    parts = sections(code)
    if _CONDITION.search("".join(re.findall(r"\[[^\]]*\]", code))):
        return min(parts, key=lambda part: (part.shows_digits, not part.literal))
    if amount < 0 and len(parts) > 1:
        return parts[1]
    if not amount and len(parts) > 2:  # noqa: PLR2004 - positive; negative; zero
        return parts[2]
    return parts[0]


def _split(code: str) -> list[list[re.Match[str]]]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts[:3]


def _section(tokens: list[re.Match[str]]) -> Section:
    literal = "".join(_literal(token) for token in tokens)
    if any(token["general"] for token in tokens):
        return Section(literal, shows_digits=True, shows_zero=True, is_percent=False, is_scaled=False, decimals=None)
    body = "".join(token["other"] or "" for token in tokens)
    digits = any(character in _POSITIONS for character in body)
    is_scaled = bool(re.search(r"[0#?],+(?![0#?,])", body)) or "/" in body
    mantissa = re.match(r"(.*?)[eE][+-]", body)
    _, _, behind = body.partition(".")
    decimals = len(re.match(r"[0#?]*", behind)[0])  # type: ignore[index] # the pattern matches the empty text
    return Section(
        literal=literal,
        shows_digits=digits,
        shows_zero="0" in body,
        is_percent="%" in body,
        is_scaled=is_scaled,
        decimals=None if mantissa or is_scaled or not digits else decimals,
        significant=len(re.findall(f"[{_POSITIONS}]", mantissa[1])) if mantissa else None,
    )


def _literal(token: re.Match[str]) -> str:
    """Return what a token shows as it stands; blanks, signs and brackets of bookkeeping mean nothing."""
    if token["bracket"] is not None:
        currency = _CURRENCY.match(token["bracket"])
        return currency[1] if currency else ""
    if token["other"] is not None:
        return "" if token["other"] in f"{_POSITIONS}.,%/eE+-() " else token["other"]
    return token["quoted"] or token["escaped"] or ""
