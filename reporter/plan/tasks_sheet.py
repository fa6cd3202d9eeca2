"""Sheet 任务: the rows of the published tables, who leads them and which edition prints them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.places import Place
from reporter.plan.departments_sheet import read_names
from reporter.plan.records import Form
from reporter.plan.records import Task
from reporter.plan.sheets import SheetShape
from reporter.plan.sheets import choice
from reporter.plan.sheets import read_rows

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook
    from reporter.plan.cells import RowReader
    from reporter.plan.departments_sheet import Directory
    from reporter.plan.records import Department

SHAPE = SheetShape("任务", ("任务编号", "表单", "分组", "序号", "领域", "目标任务", "责任单位"), ("公开",))
_FORMS = {form.value: form for form in Form}
_PUBLIC = {"": True, "是": True, "否": False}


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """The tasks read; of every id its place, text and lead (None where faulty), so that no fault is told twice."""

    tasks: list[Task] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    leads: dict[str, Department | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def read_tasks(
    workbook: RawWorkbook, directory: Directory, faults: list[Finding], *, may_be_absent: bool = False
) -> TaskSheet:
    """Read the sheet in its order."""
    sheet = TaskSheet()
    before = len(faults)
    rows = read_rows(workbook, SHAPE, faults, may_be_absent=may_be_absent)
    for row in rows:
        _add(sheet, row, directory)
    if not rows and len(faults) == before and not may_be_absent:
        faults.append(finding("plan.no-rows", Place(workbook.file, (SHAPE.name,)), sheet=SHAPE.name))
    return sheet


def _add(sheet: TaskSheet, row: RowReader, directory: Directory) -> None:
    identifier = row.identifier("任务编号")
    if identifier in sheet.places:
        row.fault("plan.task-repeated", "任务编号", task=identifier, first=str(sheet.places[identifier]))
    form = choice(row, "表单", _FORMS, rule="plan.unknown-form")
    is_public = choice(row, "公开", _PUBLIC, rule="plan.unknown-publicity")
    text = row.required("目标任务")
    departments = _responsible(row, directory, identifier)
    group, number, area = (row.text(word) for word in ("分组", "序号", "领域"))
    if identifier:
        sheet.places.setdefault(identifier, row.place("任务编号"))
        sheet.leads.setdefault(identifier, departments[0] if departments else None)
        sheet.texts.setdefault(identifier, text)
    if row.is_faulty or form is None or is_public is None:
        return
    task = Task(
        id=identifier,
        form=form,
        group=group,
        number=number,
        area=area,
        text=text,
        responsible=row.text("责任单位"),
        departments=tuple(dict.fromkeys(department.name for department in departments if department)),
        is_public=is_public,
        place=row.place("任务编号"),
    )
    sheet.tasks.append(task)


def _responsible(row: RowReader, directory: Directory, identifier: str) -> tuple[Department | None, ...]:
    """Read 责任单位; a collective name cannot lead, because nobody would fill the task."""
    text = row.required("责任单位")
    departments = read_names(row, "责任单位", directory)
    if text and not departments:
        row.fault("plan.cell-empty", "责任单位", task=identifier)
    lead = departments[0] if departments else None
    if lead and lead.is_collective:
        row.fault("plan.collective-lead", "责任单位", found=lead.name, task=identifier, department=lead.name)
    return departments
