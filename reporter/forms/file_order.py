"""Which of several files of one department is later: 填报日期 says it, and where it cannot, nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reporter.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.forms.records import Commitment
    from reporter.forms.records import Figure
    from reporter.forms.records import Submission
    from reporter.forms.records import TaskText


@dataclass(frozen=True, slots=True)
class FileOrder:
    """The day of each file, None where it has none that can be; `copies` name the file that each is a copy of."""

    days: Mapping[str, date | None]
    copies: Mapping[str, str]

    def is_known(self, one: str, other: str) -> bool:
        """Tell whether the days say which of two files is the later."""
        first, second = self.days[one], self.days[other]
        return first is not None and second is not None and first != second

    def newest_first(self, submissions: Iterable[Submission]) -> tuple[Submission, ...]:
        """Return the files, the newest first and copies left out.

        Where the days do not tell, files with a day come before those without, then the name decides: something has to
        be printed until the department has said which file it means.
        """
        ordered = sorted(submissions, key=lambda item: _age(item, self.days), reverse=True)
        return tuple(item for item in ordered if item.files[0] not in self.copies)


def order_of(submissions: Sequence[Submission], as_of: date | None) -> FileOrder:
    """Read what the days of one department's files say about their order; `as_of` is today, where that is known."""
    days = {item.files[0]: _possible_day(item, as_of) for item in submissions}
    originals: dict[str, str] = {}
    copies: dict[str, str] = {}
    for item in sorted(submissions, key=lambda item: _age(item, days), reverse=True):
        name, digest = item.files[0], _digest(item)
        if digest and originals.setdefault(digest, name) != name:
            copies[name] = originals[digest]
    return FileOrder(days, copies)


def _age(item: Submission, days: Mapping[str, date | None]) -> tuple[date, tuple[str, ...]]:
    return days[item.files[0]] or date.min, item.files


def _possible_day(item: Submission, as_of: date | None) -> date | None:
    """Return 填报日期 unless it is a slip: a day to come, or of a year before the plan's, orders nothing."""
    day, period = item.signature.filled_on, Period.parse(item.period)
    if day is None or (as_of is not None and day > as_of) or (period is not None and day.year < period.year):
        return None
    return day


def _digest(item: Submission) -> str:
    """Return the SHA-256 of a file, which all that was read in it carries; empty where nothing was."""
    parts: tuple[Figure | TaskText | Commitment, ...] = (*item.figures, *item.texts, *item.commitments)
    return next((part.source.sha256 for part in parts), "")
