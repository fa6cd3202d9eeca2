"""Drafting a plan: from a published table, or from the commitments the departments filled in spring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.forms.writing.plan_form import DraftNote
from reporter.forms.writing.plan_form import write_plan_form
from reporter.intake.published.documents import read_document
from reporter.intake.published.rows import PublishedRow
from reporter.intake.published.rows import published_rows
from reporter.intake.published.tasks import listed_tasks
from reporter.intake.tables import header_word
from reporter.periods import Period
from reporter.periods import Stage
from reporter.pipeline.planning import load_plan
from reporter.pipeline.reception import receive
from reporter.places import Place
from reporter.plan.drafting import Confidence
from reporter.plan.drafting import draft_from_rows
from reporter.plan.drafting import is_collective_name
from reporter.plan.drafting import names_of
from reporter.plan.duties import departments_owing
from reporter.plan.records import Form
from reporter.plan.records import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.forms.records import Commitment
    from reporter.home import Home
    from reporter.intake.records import RawDocument
    from reporter.pipeline.reception import Progress
    from reporter.plan.drafting import DraftedPlan
    from reporter.plan.records import Plan

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年?(?![0-9])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted plan as a workbook, and what is in it."""

    workbook: bytes
    year: int
    tasks: int
    indicators: int
    doubtful: int
    kept: int = 0
    """How many tasks of the plan there is already stand before the drafted ones."""
    silent: tuple[str, ...] = ()
    """The departments that promised nothing yet."""
    collective: tuple[str, ...] = ()
    """The names for many that lead a task: each is drafted as a department, for nobody else would report."""
    without_lead: int = 0
    """How many tasks name nobody who answers for them."""


def draft_from_document(path: Path, year: int | None) -> Draft:
    """Draft the plan of a published table or task list; the year is the document's own unless one is named.

    Raises:
        ConfigurationError: the file cannot be read, or neither it nor the caller names a year.
    """
    document = read_document(path)
    drafted = draft_from_rows(_tasks_of(document))
    chosen = year or _year_of(document)
    workbook = _workbook(drafted, Settings(chosen))
    leads = dict.fromkeys(name for task in drafted.tasks for name in task.departments[:1])
    return replace(_draft(workbook, chosen, drafted), collective=tuple(filter(is_collective_name, leads)))


def draft_from_commitments(home: Home, year: int, progress: Progress) -> Draft:
    """Draft the plan of a year from the commitments in its spring folder, behind what the plan holds already.

    A commitment that the plan has as a task is not drafted again.

    Raises:
        ConfigurationError: the plan with the year's departments is missing or faulty, or nothing was reported.
    """
    period = Period(year, Stage.SPRING)
    plan = load_plan(home, period)
    reception = receive(home.drop_folder(period), plan, period, None, progress=progress)
    promised = [item for submission in reception.submissions for item in submission.commitments]
    if not promised:
        raise ConfigurationError(
            [finding("home.no-commitments", Place(home.name(home.drop_folder(period))), found=str(period))]
        )
    known = {(task.lead, header_word(task.text)) for task in plan.tasks if task.form is Form.COMMITMENT}
    rows = (_row(item, plan) for item in promised)
    new = [row for row in rows if (row.department, header_word(row.title)) not in known]
    drafted = draft_from_rows(new, _taken(plan))
    reported = {item.department for item in reception.submissions}
    return replace(
        _draft(_workbook(drafted, plan.settings, plan), year, drafted),
        kept=len(plan.tasks),
        silent=tuple(item.name for item in departments_owing(plan, period) if item.name not in reported),
    )


def _tasks_of(document: RawDocument) -> tuple[PublishedRow, ...]:
    """Return the tasks of a document; where its tables say who answers, a line around them that does not is no task.

    A page has its 索引号, 发布机构 and 发布日期 below the table.
    """
    rows = listed_tasks(document)
    tabled = {row.target_place for row in published_rows(document) if row.target}
    if not any(row.target_place in tabled and names_of(row) for row in rows):
        return rows
    return tuple(row for row in rows if row.target_place in tabled or names_of(row))


def _taken(plan: Plan) -> frozenset[str]:
    """Return the ids that no drafted task may have: those there are, and C001 where C001-1 is somebody's."""
    named = (*(task.id for task in plan.tasks), *(indicator.id for indicator in plan.indicators))
    return frozenset((*named, *(key.rpartition("-")[0] for key in named)))


def _row(commitment: Commitment, plan: Plan) -> PublishedRow:
    """Write a commitment as a row of a table; one without a title goes by its goal."""
    place = commitment.source.place
    return PublishedRow(
        number=commitment.number,
        group=plan.department_by_name[commitment.department].category,
        area="",
        department=commitment.department,
        title=commitment.promise or commitment.goal,
        target=commitment.goal,
        progress="",
        target_place=place,
        progress_place=place,
    )


def _workbook(drafted: DraftedPlan, settings: Settings, plan: Plan | None = None) -> bytes:
    """Write a plan with what was drafted, behind all that the plan there is already holds."""
    known = plan.department_by_name if plan else {}
    added = (department for department in drafted.departments if department.name not in known)
    indicators = (item.indicator for item in drafted.indicators)
    return write_plan_form(
        settings,
        (*(plan.departments if plan else ()), *added),
        (*(plan.tasks if plan else ()), *drafted.tasks),
        (*(plan.indicators if plan else ()), *indicators),
        notes={item.indicator.id: DraftNote(item.words, item.confidence) for item in drafted.indicators},
        revisions=plan.revisions if plan else (),
    )


def _draft(workbook: bytes, year: int, drafted: DraftedPlan) -> Draft:
    doubtful = sum(item.confidence is not Confidence.HIGH for item in drafted.indicators)
    without_lead = sum(not task.departments for task in drafted.tasks)
    return Draft(workbook, year, len(drafted.tasks), len(drafted.indicators), doubtful, without_lead=without_lead)


def _year_of(document: RawDocument) -> int:
    for text in (document.title, *(table.heading for table in document.tables)):
        match = _YEAR.search(text)
        if match:
            return int(match[1])
    raise ConfigurationError([finding("home.no-year", Place(document.file), found=document.file)])
