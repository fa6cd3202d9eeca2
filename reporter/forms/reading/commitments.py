"""Reading the spring workbook: a year's commitments and their goals, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.content import FormRow
from reporter.forms.reading.answers import is_answered
from reporter.forms.reading.answers import key_of
from reporter.forms.reading.answers import text_findings
from reporter.forms.reading.cells import is_empty
from reporter.forms.reading.cells import read_text
from reporter.forms.reading.locating import locate
from reporter.forms.reading.tampering import formula_changes
from reporter.forms.records import Commitment
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.intake.tables import SheetRow

_PROMISE, _GOAL = "承诺事项", "年度目标"
_NOT_A_TASK = FormRow("", {})


@dataclass(frozen=True, slots=True)
class CommitmentsRead:
    """The commitments of a workbook, where they were found, and what is wrong."""

    located: Located
    commitments: tuple[Commitment, ...]
    findings: tuple[Finding, ...]


def read_commitments(desk: Desk) -> CommitmentsRead:
    """Read every row in which a promise or a goal was written, in the order of the sheet."""
    located = locate(desk, shape.COMMITMENTS)
    if not located.is_readable:
        return CommitmentsRead(located, (), located.findings)
    columns = located.table.columns if located.table else {}
    rows = [row for row in located.rows if is_answered(row, shape.COMMITMENTS.typed)]
    findings = [*located.findings, *(item for row in rows for item in _findings(desk, row, columns))]
    if not rows:
        findings.append(desk.say("forms.commitments-missing", located.place or Place(desk.file)))
    findings += _repeated_numbers(desk, rows)
    commitments = tuple(_commitment(desk, row, position) for position, row in enumerate(rows, start=1))
    return CommitmentsRead(located, commitments, tuple(findings))


def _commitment(desk: Desk, row: SheetRow, position: int) -> Commitment:
    """Make the record; a row without 序号 takes its place in the order."""
    return Commitment(
        department=desk.department.name,
        number=key_of(row, "序号") or str(position),
        promise=read_text(row.cells.get(_PROMISE)),
        goal=read_text(row.cells.get(_GOAL)),
        source=desk.source(row.place(_PROMISE), row.cells.get(_PROMISE)),
    )


def _findings(desk: Desk, row: SheetRow, columns: Mapping[str, int]) -> Iterator[Finding]:
    yield from text_findings(desk, _NOT_A_TASK, row, shape.COMMITMENTS)
    if shape.LENGTHS in row.cells:
        # A row added below the printed ones has no count of characters, and lacks nothing.
        yield from formula_changes(desk, _NOT_A_TASK, row, columns)
    for word in shape.COMMITMENTS.typed:
        if is_empty(row.cells.get(word)):
            yield desk.say("forms.commitment-incomplete", row.place(word), found=key_of(row, "序号"), expected=word)


def _repeated_numbers(desk: Desk, rows: list[SheetRow]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for row in rows:
        number = key_of(row, "序号")
        if number and number in seen:
            yield desk.say("forms.number-repeated", row.place("序号"), found=number, expected=str(seen[number]))
        seen.setdefault(number, row.number)
