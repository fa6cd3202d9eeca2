"""Reading the sheet 推进情况: what the lead department wrote about each of its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.reading.answers import bind
from reporter.forms.reading.answers import stranger_findings
from reporter.forms.reading.answers import text_fault
from reporter.forms.reading.answers import text_findings
from reporter.forms.reading.cells import read_text
from reporter.forms.reading.locating import locate
from reporter.forms.reading.tampering import formula_changes
from reporter.forms.reading.tampering import formulas_told
from reporter.forms.reading.tampering import locked_changes
from reporter.forms.reading.typed import is_placeholder
from reporter.forms.records import TaskText
from reporter.places import Place

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.forms.content import FormRow
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.intake.tables import SheetRow

_PROGRESS = "推进情况"
_COLUMNS = {"progress": _PROGRESS, "problems": "存在问题", "next_steps": "下步打算"}


@dataclass(frozen=True, slots=True)
class TextsRead:
    """The texts of a workbook, where they were found, and what is wrong."""

    located: Located
    texts: tuple[TaskText, ...]
    findings: tuple[Finding, ...]


def read_texts(desk: Desk) -> TextsRead:
    """Read the text of every task that the department leads."""
    located = locate(desk, shape.TEXTS)
    if not located.is_readable:
        return TextsRead(located, (), located.findings)
    expected = desk.expected(shape.TEXTS)
    binding = bind(located, expected)
    texts: list[TaskText] = []
    findings = [*located.findings, *stranger_findings(desk, located, binding)]
    for key, row in expected.items():
        text, faults = _read_rows(desk, located, row, binding.by_key.get(key, ()))
        texts += [text] if text else []
        findings += faults
    return TextsRead(located, tuple(texts), formulas_told(desk, located, findings))


def _read_rows(
    desk: Desk, located: Located, row: FormRow, rows: tuple[SheetRow, ...]
) -> tuple[TaskText | None, tuple[Finding, ...]]:
    if not rows:
        place = located.place or Place(desk.file)
        return None, (desk.say("forms.task-missing", place, row, found=row.key),)
    if len(rows) > 1:
        first, *others = rows
        return None, tuple(
            desk.say("forms.task-repeated", item.place("任务编号"), row, found=row.key, expected=str(first.number))
            for item in others
        )
    return _read_row(desk, located, row, rows[0])


def _read_row(desk: Desk, located: Located, row: FormRow, found: SheetRow) -> tuple[TaskText, tuple[Finding, ...]]:
    cell = found.cells.get(_PROGRESS)
    progress = read_text(cell)
    is_nothing = is_placeholder(progress)
    text = TaskText(
        task=row.key,
        department=desk.department.name,
        progress=progress,
        problems=read_text(found.cells.get(_COLUMNS["problems"])),
        next_steps=read_text(found.cells.get(_COLUMNS["next_steps"])),
        source=desk.source(found.place(_PROGRESS), cell),
        unreadable=frozenset(
            name for name, word in _COLUMNS.items() if (typed := found.cells.get(word)) and text_fault(typed)
        ),
        is_placeholder=is_nothing,
    )
    findings = list(text_findings(desk, row, found, shape.TEXTS))
    if not text.told and (cell is None or not text_fault(cell)):
        findings.append(desk.say("forms.text-missing", found.place(_PROGRESS), row, found=progress or "（空）"))
    columns = located.table.columns if located.table else {}
    findings += [*locked_changes(desk, row, found, columns), *formula_changes(desk, row, found, columns)]
    return text, tuple(findings)
