"""The plan of a year with everything that stands beside it: lock, overrides, edited texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.workbooks import read_workbook
from reporter.periods import Period
from reporter.periods import Stage
from reporter.places import Place
from reporter.plan.lock import compare_with_lock
from reporter.plan.lock import lock
from reporter.plan.reading import read_plan
from reporter.plan.secretariat import read_edits
from reporter.plan.secretariat import read_overrides
from reporter.release.publish import publish_file

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.home import Home
    from reporter.intake.records import RawWorkbook
    from reporter.plan.records import Plan
    from reporter.plan.secretariat import EditedText
    from reporter.plan.secretariat import Override


def load_plan(home: Home, period: Period) -> Plan:
    """Read the plan of the period's year.

    Raises:
        ConfigurationError: it is missing, unreadable or faulty; every fault is named.
    """
    path = home.plan(period.year)
    if not path.is_file():
        place = Place(path.name)
        raise ConfigurationError([finding("home.no-plan", place, found=path.name, year=period.year)])
    return read_plan(_own_workbook(path), spring=period.stage is Stage.SPRING)


def plan_changes(home: Home, plan: Plan) -> tuple[Finding, ...]:
    """Return what differs from the locked plan without a revision; nothing where no lock was written."""
    path = home.lock(plan.settings.year)
    return compare_with_lock(plan, path.read_bytes()) if path.is_file() else ()


def lock_plan(home: Home, year: int) -> Path:
    """Lock the plan of a year and return the lock's file. A plan is locked once; later changes are revisions.

    Raises:
        ConfigurationError: the plan is missing or faulty, or locked already.
    """
    plan = load_plan(home, Period(year, Stage.HALF_YEAR))
    path = home.lock(year)
    if path.exists():
        raise ConfigurationError([finding("home.already-locked", Place(path.name), found=path.name)])
    publish_file(path, lock(plan))
    return path


def load_overrides(home: Home, period: Period) -> tuple[Override, ...]:
    """Read 核定-PERIOD.xlsx where there is one."""
    path = home.overrides(period)
    return read_overrides(_own_workbook(path)) if path.is_file() else ()


def load_edits(home: Home, period: Period, plan: Plan) -> tuple[EditedText, ...]:
    """Read 编辑-PERIOD.xlsx where there is one."""
    path = home.edits(period)
    return read_edits(_own_workbook(path), plan) if path.is_file() else ()


def _own_workbook(path: Path) -> RawWorkbook:
    workbook, findings = read_workbook(path, path.name)
    if workbook is None:
        raise ConfigurationError(findings)
    return workbook
