"""Issuing: one standard workbook for every department that leads or reports something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.consolidate.history import earlier_amounts_of
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.forms.shape import workbook_name
from reporter.forms.writing.blank import write_blank
from reporter.pipeline.planning import load_plan
from reporter.pipeline.reception import look_back
from reporter.plan.duties import departments_asked
from reporter.release.publish import publish

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.home import Home
    from reporter.periods import Period
    from reporter.pipeline.reception import Progress
    from reporter.plan.records import Department


@dataclass(frozen=True, slots=True)
class Issued:
    """The workbooks in plan order, and copies of what people had put among the older ones."""

    workbooks: tuple[Path, ...]
    kept: tuple[Path, ...]


def issue(home: Home, period: Period, progress: Progress) -> Issued:
    """Write templates/blanks/PERIOD/ whole.

    Raises:
        ConfigurationError: the plan is missing or faulty, or two departments' workbooks would have one name.
    """
    plan = load_plan(home, period)
    asked = departments_asked(plan, period)
    _check_names(asked)
    ledgers = look_back(home, plan, period, progress=progress).ledgers
    files: dict[str, bytes] = {}
    for department in asked:
        earlier = earlier_amounts_of(department.name, ledgers)
        files[workbook_name(department.name)] = write_blank(plan, period, department, earlier)
        progress("生成空白表", len(files), len(asked))
    kept = publish(home.blanks(period), files)
    return Issued(tuple(home.blanks(period) / name for name in files), kept)


def _check_names(asked: tuple[Department, ...]) -> None:
    """Refuse two departments whose workbooks would have one name, as Windows takes names."""
    first: dict[str, Department] = {}
    faults = []
    for department in asked:
        name = workbook_name(department.name)
        other = first.setdefault(name.casefold(), department)
        if other is not department:
            fault = finding(
                "plan.workbook-name-repeated", department.place, found=department.name, expected=other.name, file=name
            )
            faults.append(fault)
    if faults:
        raise ConfigurationError(faults)
