"""Reporting periods: 2023 (spring), 2023H1 (half-year), 2023FY (year-end), in calendar order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

_PERIOD = re.compile(r"([12][0-9]{3})(|H1|FY)")


class Stage(IntEnum):
    """The three reporting dates of a year."""

    SPRING = 0
    HALF_YEAR = 1
    YEAR_END = 2


_SUFFIXES = {"": Stage.SPRING, "H1": Stage.HALF_YEAR, "FY": Stage.YEAR_END}
_SIGNS = re.compile(r"[\W_]")
_YEAR = re.compile(r"(?<![0-9])(?:20)?([0-9]{2})(?![0-9])")
_MEANT = (
    (re.compile("下半年|全年|年终|年末|年底|FY|H2|2H"), Stage.YEAR_END),
    (re.compile("半年|年中|H1|1H"), Stage.HALF_YEAR),
    (re.compile("承诺|春|年初|^20[0-9]{2}年?$"), Stage.SPRING),
)
"""How people write the stages of a year in the names of folders; the first that is found is meant."""
_WORDS = {Stage.SPRING: "年度承诺", Stage.HALF_YEAR: "年上半年", Stage.YEAR_END: "年全年"}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year and its reporting date; sorts by calendar: 2023 < 2023H1 < 2023FY < 2024."""

    year: int
    stage: Stage

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """Read `2023`, `2023H1` or `2023FY`; anything else is None."""
        match = _PERIOD.fullmatch(text)
        return cls(int(match[1]), _SUFFIXES[match[2]]) if match else None

    @classmethod
    def meant(cls, text: str) -> Period | None:
        """Guess the period that a name is meant for (2023-h1, 2023年上半年); for suggestions only."""
        bare = _SIGNS.sub("", unicodedata.normalize("NFKC", text)).upper()
        year = _YEAR.search(bare)
        stage = next((stage for pattern, stage in _MEANT if pattern.search(bare)), None)
        return cls(2000 + int(year[1]), stage) if year and stage is not None else None

    @property
    def title(self) -> str:
        """The period in words: 2023年上半年."""
        return f"{self.year}{_WORDS[self.stage]}"

    def precedes_in_year(self, other: Period) -> bool:
        """Tell whether this period is an earlier one of the same year."""
        return self.year == other.year and self.stage < other.stage

    def __str__(self) -> str:
        """Write the period as folders are named."""
        return f"{self.year}" + next(suffix for suffix, stage in _SUFFIXES.items() if stage is self.stage)
