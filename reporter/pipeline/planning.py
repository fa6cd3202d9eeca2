"""The plan of a year with everything that stands beside it: lock, overrides, edited texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import Severity
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
from reporter.release.manifest import digest
from reporter.release.publish import publish_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.home import Home
    from reporter.intake.records import RawWorkbook
    from reporter.plan.records import Plan
    from reporter.plan.secretariat import EditedText
    from reporter.plan.secretariat import Override


_OURS = frozenset({"intake.comments"})
"""What intake finds in every plan of our making: its header words are explained in comments."""


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The secretariat's own files of a period as they were read, and what is to be said of them.

    `digests` are the SHA-256 of what was read, by path; the lock is among them.
    """

    plan: Plan
    overrides: tuple[Override, ...]
    edits: tuple[EditedText, ...]
    findings: tuple[Finding, ...]
    digests: Mapping[Path, str]


def load_own_files(home: Home, period: Period) -> OwnFiles:
    """Read the plan, and what stands beside it: the lock, 核定-PERIOD.xlsx and 编辑-PERIOD.xlsx.

    What differs from a locked plan without a revision is among the findings.

    Raises:
        ConfigurationError: the plan is missing, or one of the files is unreadable or faulty; every fault is named.
    """
    workbook, said = _plan_workbook(home, period)
    plan = _plan(workbook, period)
    digests = {home.plan(period.year): workbook.sha256}
    lock_file = home.lock(period.year)
    if lock_file.is_file():
        content = lock_file.read_bytes()
        digests[lock_file] = digest(content)
        said += compare_with_lock(plan, content)
    beside: list[RawWorkbook | None] = []
    for path in (home.overrides(period), home.edits(period)):
        other, found = _own_workbook(path) if path.is_file() else (None, ())
        beside.append(other)
        said += found
        if other is not None:
            digests[path] = other.sha256
    overrides, edits = beside
    return OwnFiles(
        plan,
        read_overrides(overrides) if overrides else (),
        read_edits(edits, plan) if edits else (),
        said,
        digests,
    )


def load_plan(home: Home, period: Period) -> Plan:
    """Read the plan of the period's year.

    Raises:
        ConfigurationError: it is missing, unreadable or faulty; every fault is named.
    """
    return _plan(_plan_workbook(home, period)[0], period)


def load_edits(home: Home, period: Period, plan: Plan) -> tuple[tuple[EditedText, ...], Mapping[Path, str]]:
    """Read 编辑-PERIOD.xlsx where there is one, and return its SHA-256 by its path.

    Raises:
        ConfigurationError: it is unreadable or faulty; every fault is named.
    """
    path = home.edits(period)
    if not path.is_file():
        return (), {}
    workbook, _ = _own_workbook(path)
    return read_edits(workbook, plan), {path: workbook.sha256}


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


def _plan(workbook: RawWorkbook, period: Period) -> Plan:
    return read_plan(workbook, spring=period.stage is Stage.SPRING)


def _plan_workbook(home: Home, period: Period) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    path = home.plan(period.year)
    if not path.is_file():
        place = Place(path.name)
        raise ConfigurationError([finding("home.no-plan", place, found=path.name, year=period.year)])
    return _own_workbook(path)


def _own_workbook(path: Path) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    """Read a workbook of the secretariat, and return what it carries besides; a damaged cell is for it to mend."""
    workbook, findings = read_workbook(path, path.name)
    faults = [item for item in findings if item.severity is Severity.ERROR]
    if workbook is None or faults:
        raise ConfigurationError(faults or findings)
    return workbook, tuple(item for item in findings if item.rule not in _OURS)
