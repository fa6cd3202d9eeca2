"""What the parts of 核查报告 share: the period they tell of, its words and its kinds of cells."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.present.links import Library
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone
from reporter.present.reporting_history import ReportingHistory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.places import Place


TITLE = "核查报告"
SEVERITY_TONES: Mapping[Severity, Tone] = {
    Severity.ERROR: Tone.BAD,
    Severity.OPEN: Tone.WATCH,
    Severity.WARNING: Tone.QUIET,
    Severity.NOTE: Tone.PLAIN,
}
ROUNDING_NOTES = ("注：完成率、差距按四舍五入最多保留一位小数；数字均取自所列单元格，未作任何改动。",)


_SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CheckedPeriod:
    """All that the report tells of. `texts` are the printed texts by task id.

    `paths` gives the path inside the drop folder for each file by the name findings use; a file that is not in it is
    taken to lie in the drop folder itself. `edited` are the cells of the edited words that print, by task id.
    """

    evidence: Evidence
    findings: tuple[Finding, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[str, Place] = field(default_factory=dict)
    draft: bool = True
    history: ReportingHistory = field(default_factory=ReportingHistory)

    @property
    def library(self) -> Library:
        """Where the files lie that places name, seen from the period's outputs."""
        names = (name for submission in self.evidence.submissions for name in submission.files)
        return Library(self.evidence.period, {**{name: name for name in names}, **self.paths})


def worklist(
    name: str, columns: tuple[Column, ...], rows: tuple[Row, ...], notes: tuple[str, ...] = (), *, lead: int = 1
) -> Table:
    """Return a table to search and filter; the first `lead` columns tell its rows apart."""
    return Table(name, columns, (Group("", rows),), notes, is_worklist=True, lead=lead)


def plain_cell(text: str) -> Cell:
    """Print a word; what is empty stays empty in a worklist, where a dash would be noise."""
    return Cell(text)


def hash_cell(hashes: Iterable[str]) -> Cell:
    """Print hashes; the first digits tell files apart, and nobody compares all 64 by eye."""
    whole = tuple(hashes)
    return Cell("\n".join(whole), short="\n".join(item[:_SHOWN_DIGITS] for item in whole))
