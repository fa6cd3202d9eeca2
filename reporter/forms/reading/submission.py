"""A filled workbook read as a submission: whose it is, every figure and text with its source, all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.forms.reading.commitments import read_commitments
from reporter.forms.reading.desk import Desk
from reporter.forms.reading.identity import identify
from reporter.forms.reading.indicators import read_indicators
from reporter.forms.reading.signing import read_signature
from reporter.forms.reading.strays import stray_findings
from reporter.forms.reading.texts import read_texts
from reporter.forms.records import Submission
from reporter.periods import Stage

if TYPE_CHECKING:
    from datetime import date

    from reporter.findings import Finding
    from reporter.forms.reading.locating import Located
    from reporter.forms.records import Commitment
    from reporter.forms.records import Figure
    from reporter.forms.records import TaskText
    from reporter.intake.records import RawWorkbook
    from reporter.periods import Period
    from reporter.plan.records import Plan

    Answers = tuple[tuple[Figure, ...], tuple[TaskText, ...], tuple[Commitment, ...]]


def read_submission(
    workbook: RawWorkbook, plan: Plan, period: Period, *, as_of: date | None = None
) -> tuple[Submission | None, tuple[Finding, ...]]:
    """Read a department's workbook; None, with the reason as a finding, where it is no form of ours for this period.

    `as_of` is the day that a 填报日期 must not lie behind; without it no date is in the future.
    """
    identity, remarks = identify(workbook, plan, period)
    if identity is None:
        return None, remarks
    desk = Desk(workbook, plan, period, identity.department, identity.stamp)
    signature, gaps = read_signature(desk, as_of)
    (figures, texts, commitments), tables, findings = _answers(desk)
    submission = Submission(
        department=identity.department.name,
        period=str(period),
        files=(workbook.file,),
        signature=signature,
        figures=figures,
        texts=texts,
        commitments=commitments,
    )
    return submission, (*remarks, *gaps, *findings, *stray_findings(desk, tables))


def _answers(desk: Desk) -> tuple[Answers, tuple[Located, ...], tuple[Finding, ...]]:
    """Read the tables of the period: promises in spring, figures and texts after it."""
    if desk.period.stage is Stage.SPRING:
        promised = read_commitments(desk)
        return ((), (), promised.commitments), (promised.located,), promised.findings
    reported, written = read_indicators(desk), read_texts(desk)
    tables = (reported.located, written.located)
    return (reported.figures, written.texts, ()), tables, (*reported.findings, *written.findings)
