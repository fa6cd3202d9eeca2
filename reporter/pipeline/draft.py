"""Drafting a plan: from a published table, or from the commitments the departments filled in spring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.forms.writing.plan_form import DraftNote
from reporter.forms.writing.plan_form import write_plan_form
from reporter.intake.published.documents import read_document
from reporter.intake.published.rows import PublishedRow
from reporter.intake.published.tasks import listed_tasks
from reporter.periods import Period
from reporter.periods import Stage
from reporter.pipeline.planning import load_plan
from reporter.pipeline.reception import receive
from reporter.places import Place
from reporter.plan.drafting import Confidence
from reporter.plan.drafting import draft_from_rows
from reporter.plan.records import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.home import Home
    from reporter.intake.records import RawDocument
    from reporter.pipeline.reception import Progress
    from reporter.plan.drafting import DraftedPlan
    from reporter.plan.records import Department

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年?(?![0-9])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted plan as a workbook, and what is in it."""

    workbook: bytes
    year: int
    tasks: int
    indicators: int
    doubtful: int


def draft_from_document(path: Path, year: int | None) -> Draft:
    """Draft the plan of a published table or task list; the year is the document's own unless one is named.

    Raises:
        ConfigurationError: the file cannot be read, or neither it nor the caller names a year.
    """
    document = read_document(path)
    drafted = draft_from_rows(listed_tasks(document))
    return _draft(drafted, Settings(year or _year_of(document)))


def draft_from_commitments(home: Home, year: int, progress: Progress) -> Draft:
    """Draft the plan of a year from the commitments in its spring folder.

    Raises:
        ConfigurationError: the plan with the year's departments is missing or faulty, or nothing was reported.
    """
    period = Period(year, Stage.SPRING)
    plan = load_plan(home, period)
    reception = receive(home.drop_folder(period), plan, period, None, progress=progress)
    rows = tuple(
        PublishedRow(
            number=commitment.number,
            group=plan.department_by_name[commitment.department].category,
            area="",
            department=commitment.department,
            title=commitment.promise,
            target=commitment.goal,
            progress="",
            target_place=commitment.source.place,
            progress_place=commitment.source.place,
        )
        for submission in reception.submissions
        for commitment in submission.commitments
    )
    if not rows:
        raise ConfigurationError(
            [finding("home.no-commitments", Place(home.name(home.drop_folder(period))), found=str(period))]
        )
    return _draft(draft_from_rows(rows), plan.settings, plan.departments)


def _draft(drafted: DraftedPlan, settings: Settings, departments: tuple[Department, ...] = ()) -> Draft:
    known = {department.name for department in departments}
    added = tuple(department for department in drafted.departments if department.name not in known)
    notes = {item.indicator.id: DraftNote(item.words, item.confidence) for item in drafted.indicators}
    indicators = tuple(item.indicator for item in drafted.indicators)
    workbook = write_plan_form(settings, (*departments, *added), drafted.tasks, indicators, notes=notes)
    doubtful = sum(item.confidence is not Confidence.HIGH for item in drafted.indicators)
    return Draft(workbook, settings.year, len(drafted.tasks), len(indicators), doubtful)


def _year_of(document: RawDocument) -> int:
    for text in (document.title, *(table.heading for table in document.tables)):
        match = _YEAR.search(text)
        if match:
            return int(match[1])
    raise ConfigurationError([finding("home.no-year", Place(document.file), found=document.file)])
