"""Checking filled workbooks before they are handed in: the same rules, on each file alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reporter.check.judge import judge
from reporter.check.records import Evidence
from reporter.consolidate.ledger import consolidate
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.forms.reading.identity import read_stamp
from reporter.forms.reading.printed_period import printed_periods
from reporter.forms.reading.submission import read_submission
from reporter.forms.shape import Key
from reporter.intake.workbooks import read_workbook
from reporter.periods import Period
from reporter.pipeline.planning import load_plan
from reporter.pipeline.reception import look_back
from reporter.pipeline.reception import said_once
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.home import Home
    from reporter.intake.records import RawWorkbook
    from reporter.pipeline.reception import Past
    from reporter.pipeline.reception import Progress
    from reporter.plan.records import Plan

_OF_OTHERS = frozenset({"check.reporter-missing"})
"""What other departments owe: whoever checks a form of one department has nothing to mend there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook and all that is to be said about it, the heaviest first."""

    file: str
    department: str
    period: str
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether it can be handed in: nothing unreadable, nothing missing, nothing that stops the final edition."""
        return bool(self.department) and not any(item.severity.stops_final for item in self.findings)


@dataclass(frozen=True, slots=True)
class _Background:
    """What workbooks are checked against, read once a period."""

    plan: Callable[[Period], Plan]
    past: Callable[[Period], Past]


def check_workbooks(home: Home, paths: Sequence[Path], as_of: date, progress: Progress) -> Iterator[Checked]:
    """Check workbooks, each on its own, against the plan of the year it was issued for.

    Raises:
        ConfigurationError: a file is not there, or the plan is missing or faulty.
    """
    absent = (path for path in paths if not os.path.lexists(path))
    missing = [finding("home.no-file", Place(path.name), found=str(path)) for path in absent]
    if missing:
        raise ConfigurationError(missing)
    plan = cache(lambda period: load_plan(home, period))
    past = cache(lambda period: look_back(home, plan(period), period, as_of=as_of, progress=progress))
    for path in paths:
        yield _check(home, path, as_of, _Background(plan, past))


def _check(home: Home, path: Path, as_of: date, background: _Background) -> Checked:
    workbook, faults = read_workbook(path, path.name)
    if workbook is None:
        return Checked(path.name, "", "", faults)
    period = _period_of(home, workbook)
    plan = background.plan(period)
    submission, questions = read_submission(workbook, plan, period, as_of=as_of)
    findings = [*said_once(faults, questions)]
    if submission is not None:
        ledger = consolidate(plan, period, (submission,))
        past = background.past(period)
        judged = judge(Evidence(plan, period, (submission,), ledger, past.ledgers, as_of, past.promised))
        own = (item for item in judged if item.place.file == path.name and item.rule not in _OF_OTHERS)
        findings.extend(own)
    findings.sort(key=lambda item: item.severity.rank)
    return Checked(path.name, submission.department if submission else "", str(period), tuple(findings))


def _period_of(home: Home, workbook: RawWorkbook) -> Period:
    """Return the period a workbook was issued for; where it does not say or no plan is of its year, the newest."""
    issued_for = Period.parse(read_stamp(workbook).values.get(Key.PERIOD, "")) or next(printed_periods(workbook), None)
    is_planned = issued_for is not None and (home.plan(issued_for.year).is_file() or not home.periods())
    return issued_for if issued_for is not None and is_planned else home.period_named(None)
