"""The draft of 编辑-PERIOD.xlsx: every text of a period, ready for the secretariat to polish before printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.plan.secretariat import EDITS
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.consolidate.records import Ledger
    from reporter.plan.records import Plan
    from reporter.plan.secretariat import EditedText

_WIDTHS = (24, 110, 110, 20)
_ROLES = (Role.LABEL, Role.TEXT, Role.TEXT, Role.LABEL)


def editing_draft(plan: Plan, ledger: Ledger, edits: Iterable[EditedText]) -> Publication:
    """Return a row for every task that has a text, with what was edited so far."""
    done = {edit.task: edit for edit in edits}
    rows = []
    for task in plan.tasks:
        text = ledger.texts.get(task.id)
        if text is not None and text.progress:
            edit = done.get(task.id)
            words = (task.id, text.progress, edit.edited if edit else "", edit.edited_by if edit else "")
            rows.append(Row(tuple(Cell(word) for word in words)))
    columns = tuple(Column(*column) for column in zip(EDITS.words, _WIDTHS, _ROLES, strict=True))
    table = Table("", columns, (Group("", tuple(rows)),), name=EDITS.name, is_worklist=True)
    title_lines = (f"{ledger.period.title}推进情况编辑稿",)
    return Publication(f"编辑-{ledger.period}", (), (table,), title_lines=title_lines)
