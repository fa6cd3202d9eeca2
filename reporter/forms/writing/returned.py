"""What goes back to a department: our form with all it typed, every fault marked and said; or why a file is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.forms.content import Problem
from reporter.forms.reading.desk import Desk
from reporter.forms.reading.identity import read_stamp
from reporter.forms.writing.guide_sheet import named_cell
from reporter.forms.writing.table_sheet import FIRST_ROW
from reporter.forms.writing.transcribing import transcribe
from reporter.forms.writing.transcribing import unplaced_sheets
from reporter.forms.writing.writer import Returned
from reporter.forms.writing.writer import write_form
from reporter.forms.writing.writer import write_note
from reporter.places import cell_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.content import FormBook
    from reporter.intake.records import RawWorkbook
    from reporter.periods import Period
    from reporter.plan.records import Department
    from reporter.plan.records import Plan

_HOW = (
    "请在标色的单元格中更正，并把“填报日期”改为更正的当天，再把本文件放回投放文件夹即可，不必另填新表；"
    "改好的行“错误说明”可以不管。"
)
_LEFT_OUT = "工作表 {names} 内容过多，没有随附，请看原件。"
_LARGEST_ORIGINAL = 20_000
"""Cells of a foreign sheet that still travel with the returned copy."""


def write_returned(
    workbook: RawWorkbook, plan: Plan, period: Period, department: Department, findings: Sequence[Finding]
) -> bytes:
    """Write our form with all that was typed as it was typed, every wrong cell marked, commented and explained.

    The copy can be corrected and dropped back: it is read like any form. What found no place in the form stands on
    sheets of its own behind it.
    """
    desk = Desk(workbook, plan, period, department, read_stamp(workbook))
    book = transcribe(desk, findings)
    kept = unplaced_sheets(desk, findings)
    originals = tuple(sheet for sheet in kept if len(sheet.cells) <= _LARGEST_ORIGINAL)
    left_out = "、".join(sheet.name for sheet in kept if sheet not in originals)
    remark = _HOW + (_LEFT_OUT.format(names=left_out) if left_out else "")
    return write_form(book, Returned(_problems(book, findings), remark, originals))


def write_refusal(name: str, findings: Sequence[Finding]) -> bytes:
    """Write the short 退回说明 for a file that is no form of ours, naming what it is and what to do."""
    problems = tuple(Problem(item, _where(item), "") for item in _ordered(findings))
    return write_note(f"退回说明：{name}", problems, "这份文件没有计入。请按“怎样改”处理后重新报送。")


def _problems(book: FormBook, findings: Sequence[Finding]) -> tuple[Problem, ...]:
    cells = _cells_of(book)
    return tuple(_problem(item, cells.get(item, "")) for item in _ordered(findings))


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, the heaviest first, in the order of the form within one weight."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda item: item.severity.rank))


def _problem(item: Finding, cell: str) -> Problem:
    sheet, _, address = cell.rpartition("!")
    named = item.indicator or item.task
    where = f"{sheet} {address}" if cell else _where(item)
    return Problem(item, f"{where}（{named}）" if named else where, f"'{sheet}'!{address}" if cell else "")


def _where(item: Finding) -> str:
    return " ".join(item.place.parts) or "整份文件"


def _cells_of(book: FormBook) -> dict[Finding, str]:
    """Say in which cell of the copy each finding is marked; one about a whole row is at its key."""
    cells = {
        item: f"{shape.Sheet.GUIDE}!{named_cell(book, name)}"
        for name, found in book.guide.findings.items()
        for item in found
    }
    for table in book.tables:
        for number, row in enumerate(table.rows, start=FIRST_ROW + 1):
            for word, found in row.findings.items():
                column = table.shape.index(word or table.shape.key) + 1
                cells |= {item: f"{table.shape.sheet}!{cell_name(number, column)}" for item in found}
    return cells
