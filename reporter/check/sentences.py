"""推进情况 against the department's own cells and the plan: what the sentence says must be what the cells say."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.check.binding import allowed_by_cell
from reporter.check.binding import same_measure
from reporter.check.claims import claim_finding
from reporter.check.claims import uncheckable_finding
from reporter.check.claims import unread_finding
from reporter.check.rows import explained
from reporter.check.rows import indicator_finding
from reporter.check.rows import worded
from reporter.check.rows import worded_difference
from reporter.consolidate.history import earlier_amounts
from reporter.consolidate.measures import rate
from reporter.consolidate.measures import rate_expression
from reporter.findings import finding
from reporter.prose.crossrow import read_repeats
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan
from reporter.prose.verdicts import Reason
from reporter.quantities import Interval
from reporter.quantities import half_up
from reporter.quantities import measure
from reporter.quantities import percent
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.check.written import Written
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.periods import Period
    from reporter.places import Place
    from reporter.prose.records import Claim
    from reporter.prose.records import ReportedFigure
    from reporter.prose.records import Unread
    from reporter.prose.tokens import Token

_YEAR_TARGET = re.compile(r"目标|任务|计划")
_SPEAKS_OF_FIGURES = re.compile(r"口径|分母|基数|完成率|比例|占比|属实|核实|计算|测算|四舍五入")
_SETTLED_BY_CELLS = frozenset({Reason.NEAR_INDICATOR, Reason.DAMAGED})
_SENTENCE_ENDS = "。；;！!？?\n"
_PLACES = 4
_SLIPS = {Decimal(10) ** power: power for power in (-8, -4, -2, 2, 4, 8)}


def claims(evidence: Evidence) -> Iterator[Finding]:
    """Find claims of both texts that do not follow, or may not; consistent ones are quiet.

    Where the text leaves a completion rate open, the cells may settle it.
    """
    for item in evidence.written:
        for claim in item.reading.claims:
            row = None if claim.target is None else item.bound.get(claim.target)
            settled = None if row is None else _settled_by_cells(row, claim, evidence.period)
            if claim.verdict is Verdict.CONSISTENT or settled is True:
                continue
            if row is not None and settled is False:
                yield _rate_finding(item, row, claim.span, evidence.period)
                continue
            yield _claim_finding(item, row, claim)


def unread_digits(evidence: Evidence) -> Iterator[Finding]:
    """Find digits that no rule could account for."""
    for item in evidence.written:
        for digits in item.reading.unread:
            place, department = _where(item, digits.side)
            yield unread_finding(digits, place, task=item.task.id, department=department)


def rates_without_base(evidence: Evidence) -> Iterator[Finding]:
    """Hold rates of the year's target whose operands are not in the text against the cells.

    Only these say how far a task got. Other shares and points without a base (比年初提高2个百分点) are an auditor's
    business: `audit` tells and counts them.
    """
    for item in evidence.written:
        rated = [row for row in item.rows if row.rate is not None]
        for mention in item.reading.uncheckable:
            tokens = scan(mention.span)
            printed = [token for token in tokens if token.kind is Kind.PERCENT]
            has_base = any(token.kind is Kind.QUANTITY for token in tokens)
            if not printed or has_base or mention.side is Side.TARGET or not _YEAR_TARGET.search(mention.span):
                continue
            if all(any(_rate_agrees(row, token, evidence.period) for row in rated) for token in printed):
                continue
            if len(rated) == len(printed) == len(item.rows) == 1 and not _has_figure_before(item, mention):
                yield _rate_finding(item, rated[0], mention.span, evidence.period)
            else:
                place, department = _where(item, mention.side)
                yield uncheckable_finding(mention, place, task=item.task.id, department=department)


def figures_differ(evidence: Evidence) -> Iterator[Finding]:
    """Find figures of a sentence that are not the figure in the cell, where the sentence nowhere says that figure."""
    earlier = earlier_amounts(evidence.earlier)
    for item in evidence.written:
        for index, row in item.bound.items():
            figures = [
                figure
                for figure in item.reading.actuals
                if figure.target == index and same_measure(figure.unit, row.indicator.target.unit)
            ]
            if row.actual is None or not figures or any(_agrees(item, figure, row.actual, row) for figure in figures):
                continue
            yield _figure_finding(item, row, figures[0], earlier.get(row.indicator.id))


def facts_told_twice(evidence: Evidence) -> Iterator[Finding]:
    """Find one fact that two tasks print with two values; it stands at the later one and names the first."""
    tasks = {item.task.id: item for item in evidence.written}
    for repeat in read_repeats((key, item.reading) for key, item in tasks.items()):
        if repeat.verdict is not Verdict.CONSISTENT:
            item, other = tasks[repeat.other.row], tasks[repeat.one.row]
            place, department = _where(item, repeat.other.side)
            yield finding(
                "check.fact-told-twice",
                place,
                task=item.task.id,
                department=department,
                found=repeat.other.span,
                expected=repeat.one.span,
                difference=plain(abs(repeat.other.value - repeat.one.value)),
                other=repeat.one.row,
                elsewhere=str(_where(other, repeat.one.side)[0]),
            )


def _where(item: Written, side: Side) -> tuple[Place, str]:
    """Return where a side of the row stands, and who answers for it: nobody for the plan's own words."""
    if side is Side.TARGET:
        return item.task.place, ""
    return item.text.source.place, item.text.department


def _claim_finding(item: Written, row: LedgerRow | None, claim: Claim) -> Finding:
    """Word a claim; an explanation of its indicator that speaks of the figure lifts it."""
    place, department = _where(item, claim.side)
    found = claim_finding(claim, place, task=item.task.id, department=department)
    if row is None:
        return found
    found = replace(found, indicator=row.indicator.id)
    return explained(found, row.explanation if _explains(row.explanation, claim) else "")


def _explains(explanation: str, claim: Claim) -> bool:
    """Tell whether 情况说明 speaks of the figure: it may as well tell only why the indicator is behind."""
    return plain(claim.claimed) in explanation or bool(_SPEAKS_OF_FIGURES.search(explanation))


def _settled_by_cells(row: LedgerRow, claim: Claim, period: Period) -> bool | None:
    """Tell whether the cells bear out a rate that the sentence alone leaves open; None where they cannot tell.

    They bear it out where their own rate agrees. They refute it only where the sentence rests on the very figures of
    cell and plan, and its one doubt was whether it speaks of this indicator, or lost a unit.
    """
    if claim.verdict is not Verdict.AMBIGUOUS or claim.kind is not ClaimKind.COMPLETION_RATE or row.rate is None:
        return None
    printed = [token for token in scan(claim.span) if token.kind is Kind.PERCENT and token.amount == claim.claimed]
    if any(_rate_agrees(row, token, period) for token in printed):
        return True
    rests_on_cells = claim.computed is not None and half_up(row.rate, _PLACES) == half_up(claim.computed, _PLACES)
    return False if rests_on_cells and printed and claim.reason in _SETTLED_BY_CELLS else None


def _has_figure_before(item: Written, mention: Unread) -> bool:
    """Tell whether the sentence says an amount before the rate: then the rate is that amount's."""
    start = max(item.progress.rfind(mark, 0, mention.start) for mark in _SENTENCE_ENDS) + 1
    return any(token.kind is Kind.QUANTITY for token in scan(item.progress[start : mention.start]))


def _rate_agrees(row: LedgerRow, printed: Token, period: Period) -> bool:
    """Hold a printed rate against the interval of rates that the digits of the cell allow."""
    unit = row.indicator.target.unit
    allowed = Interval.anything() if row.actual is None else allowed_by_cell(row.actual, unit)
    amounts = (end / measure(unit).scale for end in (allowed.low, allowed.high) if end is not None)
    ends = [end for amount in amounts if (end := rate(row.indicator, amount, period)) is not None]
    return bool(ends) and Interval(min(ends), max(ends)).meets(printed.interval())


def _agrees(item: Written, figure: ReportedFigure, actual: Decimal, row: LedgerRow) -> bool:
    """Hold a figure as printed against the cell; a fall may be printed with or without its sign."""
    allowed = allowed_by_cell(abs(actual), row.indicator.target.unit)
    token = _token_of(item, figure)
    if token is None:
        return allowed.holds(abs(figure.value))
    return allowed.meets(token.interval())


def _token_of(item: Written, figure: ReportedFigure) -> Token | None:
    """Return how the figure is printed: the last mention of its amount in its span."""
    span = scan(item.progress[figure.start : figure.end])
    return next((token for token in reversed(span) if token.amount == abs(figure.value)), None)


def _figure_finding(item: Written, row: LedgerRow, figure: ReportedFigure, earlier: Decimal | None) -> Finding:
    indicator, actual = row.indicator, row.actual or Decimal(0)
    unit = measure(indicator.target.unit)
    said = abs(figure.value) / unit.scale
    return indicator_finding(
        "check.sentence-differs",
        indicator,
        item.text.source.place,
        department=item.text.department,
        found=figure.span,
        expected=worded(actual, indicator),
        difference=worded_difference(said - abs(actual), indicator),
        gap=worded_difference(abs(said - abs(actual)), indicator),
        cell=str(row.figures[0].source.place),
        reading=_likeliest_reading(item, row, said, earlier),
    )


def _likeliest_reading(item: Written, row: LedgerRow, said: Decimal, earlier: Decimal | None) -> str:
    """Say what the figure of the sentence probably is, where something explains it exactly."""
    if said == earlier:
        return "文中的数与上期填报数相同，疑未更新。"
    twins = [one.indicator.name for one in item.rows if one is not row and one.actual == said]
    if twins:
        return f"文中的数与“{twins[0]}”的填报数相同，疑写错位置。"
    if row.actual and said / abs(row.actual) in _SLIPS:
        return "两数正好相差一百、一万或一亿倍，疑单位写错。"
    return ""


def _rate_finding(item: Written, row: LedgerRow, span: str, period: Period) -> Finding:
    return indicator_finding(
        "check.sentence-rate",
        row.indicator,
        item.text.source.place,
        department=item.text.department,
        found=span,
        expected=percent(row.rate or Decimal(0)),
        expression=rate_expression(row.indicator, row.actual, period),
    )
