"""Workbooks that nobody can read: whose they are by their file names, and which departments sent nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reporter.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.findings import Finding
    from reporter.plan.records import Plan

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et", ".ods", ".xlsb"})
_NO_WORKBOOK = frozenset(
    f"intake.{name}"
    for name in ("not-a-file", "web-page", "text-file", "other-kind", "unknown-compound", "plain-archive")
)
"""Why a file was refused that is something else, whatever its name says: it is no newer form."""


def department_of(file: str, refusals: Iterable[Finding], plan: Plan) -> str:
    """Return the one department that an unreadable workbook is named after, by name or alias; else the empty text.

    A name inside another department's longer name does not count. What a broken file is, only its name can tell.
    """
    path = PurePosixPath(file)
    if path.suffix.casefold() not in _SUFFIXES or any(item.rule in _NO_WORKBOOK for item in refusals):
        return ""
    rest, owners = path.stem, set()
    for name in sorted(plan.department_by_file_stem, key=len, reverse=True):
        if name in rest:
            owners.add(plan.department_by_file_stem[name].name)
            rest = rest.replace(name, "/")
    return owners.pop() if len(owners) == 1 else ""


def departments_unread(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the departments of which a workbook arrived that could not be read as a whole."""
    refused = (item for item in findings if item.rule.startswith("intake.") and item.severity is Severity.ERROR)
    return frozenset(item.department for item in refused if item.department and not item.place.parts)
