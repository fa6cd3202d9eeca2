"""Sheet 修订: changes of a locked target, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.plan.records import Revision
from reporter.plan.sheets import SheetShape
from reporter.plan.sheets import read_rows

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook
    from reporter.plan.cells import RowReader

SHAPE = SheetShape("修订", ("指标编号", "项目", "原值", "新值", "理由", "核定人", "日期"))


def read_revisions(workbook: RawWorkbook, faults: list[Finding]) -> tuple[Revision, ...]:
    """Read the sheet, which may be absent. A revision may name an indicator that the plan no longer has."""
    rows = read_rows(workbook, SHAPE, faults, may_be_absent=True)
    return tuple(_revision(row) for row in rows)


def _revision(row: RowReader) -> Revision:
    day = row.day("日期")
    return Revision(
        indicator=row.identifier("指标编号"),
        item=row.required("项目"),
        old=row.value("原值"),
        new=row.value("新值"),
        reason=row.required("理由"),
        approved_by=row.text("核定人"),
        date=day.isoformat() if day else "",
        place=row.place("指标编号"),
    )
