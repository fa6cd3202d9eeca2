"""Reporting periods: 2023 (spring), 2023H1 (half-year), 2023FY (year-end), in calendar order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_PERIOD = re.compile(r"([12][0-9]{3})(|H1|FY)")


class Stage(IntEnum):
    """The three reporting dates of a year."""

    SPRING = 0
    HALF_YEAR = 1
    YEAR_END = 2


_SUFFIXES = {"": Stage.SPRING, "H1": Stage.HALF_YEAR, "FY": Stage.YEAR_END}
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
