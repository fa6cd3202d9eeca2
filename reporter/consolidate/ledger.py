"""Submissions into one ledger: every indicator of the plan gets a row, whether anybody reported it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.consolidate.measures import measured
from reporter.consolidate.records import Ledger
from reporter.consolidate.records import LedgerRow
from reporter.plan.records import Basis
from reporter.quantities import total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from reporter.forms.records import Figure
    from reporter.forms.records import Submission
    from reporter.forms.records import TaskText
    from reporter.periods import Period
    from reporter.plan.records import Indicator
    from reporter.plan.records import Plan


def consolidate(plan: Plan, period: Period, submissions: Iterable[Submission]) -> Ledger:
    """Bring all submissions into plan order. Only those whom the plan names as reporters count for an indicator."""
    received = tuple(submissions)
    texts = _texts_of_leads(plan, received)
    typed = {(figure.indicator, figure.department): figure for submission in received for figure in submission.figures}
    return Ledger(period, tuple(_row(plan, period, item, typed, texts) for item in plan.indicators), texts)


def _texts_of_leads(plan: Plan, submissions: Iterable[Submission]) -> Mapping[str, TaskText]:
    return {
        text.task: text
        for submission in submissions
        for text in submission.texts
        if text.task in plan.task_by_id and text.department == plan.task_by_id[text.task].lead
    }


def _row(
    plan: Plan,
    period: Period,
    indicator: Indicator,
    typed: Mapping[tuple[str, str], Figure],
    texts: Mapping[str, TaskText],
) -> LedgerRow:
    by_reporter = {name: typed.get((indicator.id, name)) for name in indicator.reporters}
    figures = tuple(figure for figure in by_reporter.values() if figure is not None)
    amounts = {name: None if figure is None else figure.amount for name, figure in by_reporter.items()}
    has_figures = indicator.basis is not Basis.QUALITATIVE
    actual = total(amounts.values()) if has_figures else None
    text = texts.get(indicator.task)
    measures = measured(
        indicator,
        actual,
        plan.settings,
        period,
        text="" if text is None else text.told,
        is_unreadable=any(figure.is_unreadable for figure in figures),
    )
    return LedgerRow(
        indicator=indicator,
        actual=actual,
        rate=measures.rate,
        pace=measures.pace,
        status=measures.status,
        figures=figures,
        missing=tuple(name for name, amount in amounts.items() if amount is None) if has_figures else (),
    )
