"""The plan workbook read whole: a valid plan, or every fault in it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.plan.departments_sheet import read_departments
from reporter.plan.indicators_sheet import read_indicators
from reporter.plan.records import Plan
from reporter.plan.revisions_sheet import read_revisions
from reporter.plan.settings_sheet import read_settings
from reporter.plan.tasks_sheet import read_tasks

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook


def read_plan(workbook: RawWorkbook, *, spring: bool = False) -> Plan:
    """Read a plan workbook. In `spring` it may hold 年度 and 单位 only.

    Raises:
        ConfigurationError: the plan is faulty; every fault is named with its cell and its remedy.
    """
    faults: list[Finding] = []
    settings = read_settings(workbook, faults)
    directory = read_departments(workbook, faults)
    tasks = read_tasks(workbook, directory, faults, may_be_absent=spring)
    indicators = read_indicators(workbook, directory, tasks, faults, may_be_absent=spring)
    revisions = read_revisions(workbook, faults)
    if faults:
        raise ConfigurationError(faults)
    return Plan(
        file=workbook.file,
        sha256=workbook.sha256,
        settings=settings,
        departments=tuple(directory.departments),
        tasks=tuple(tasks.tasks),
        indicators=tuple(indicators.indicators),
        revisions=revisions,
    )
