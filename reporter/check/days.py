"""Days as people write them in 数据截至."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_SEPARATOR = r"[-/.年]"
_FULL = re.compile(
    rf"(?P<year>[12][0-9]{{3}}){_SEPARATOR}(?P<month>[0-9]{{1,2}})[-/.月](?P<day>[0-9]{{1,2}})日?([T ]+0?0:00(:00)?)?"
)
_COMPACT = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_MONTH = re.compile(
    rf"((?P<year>[12][0-9]{{3}}){_SEPARATOR})?((1月?|一月)[-~至到—])?(?P<month>[0-9]{{1,2}})月?(底|末|份)?"
)
_DAY_OF_YEAR = re.compile(r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_PATTERNS = (_FULL, _COMPACT, _DAY_OF_YEAR, _MONTH)
_WORDS = {"上半年": 6, "半年度": 6, "全年": 12, "年底": 12, "年末": 12}


def read_day(text: str, year: int) -> date | None:
    """Read a day, the first of the month where only a month is named; None where it is no date.

    `year` is meant where the text names none.
    """
    words = unicodedata.normalize("NFKC", text).strip().removeprefix("截至").removeprefix("截止").rstrip("。")
    if words in _WORDS:
        return date(year, _WORDS[words], 1)
    for pattern in _PATTERNS:
        match = pattern.fullmatch(words)
        if match:
            parts = match.groupdict()
            return _day(int(parts["year"] or year) if "year" in parts else year, parts["month"], parts.get("day"))
    return None


def _day(year: int, month: str, day: str | None) -> date | None:
    try:
        return date(year, int(month), int(day or 1))
    except ValueError:
        return None
