"""Reading a row of a published table: its targets, the results that answer them, and what can be re-computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose import mentions
from reporter.prose import targets as stated_targets
from reporter.prose.actuals import limits_in
from reporter.prose.actuals import read_actuals
from reporter.prose.claims.reading import read_claims
from reporter.prose.proving import bound_by_rates
from reporter.prose.records import ReportedFigure
from reporter.prose.records import RowReading
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.token_records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.prose.mentions import Reading
    from reporter.prose.records import Claim
    from reporter.prose.records import StatedTarget


def read_row(target: str, progress: str) -> RowReading:
    """Read both texts of a row. A unit lost in the target is taken from the result that answers it."""
    reading = mentions.read(target)
    as_printed = stated_targets.stated(reading)
    limits = limits_in(target, progress)
    actuals = read_actuals(progress, as_printed, target)
    targets = stated_targets.complete_units(_with_reported_units(as_printed, actuals))
    actuals = tuple(_with_unit(figure, targets) for figure in actuals)
    claims, uncheckable = read_claims(target, progress, targets, actuals, limits)
    actuals = bound_by_rates(actuals, targets, claims)
    unread = (
        *_unread(Side.TARGET, reading, (*targets, *_on(Side.TARGET, claims))),
        *_unread(Side.PROGRESS, mentions.read(progress, limits), (*actuals, *_on(Side.PROGRESS, claims))),
    )
    return RowReading(targets=targets, actuals=actuals, claims=claims, unread=unread, uncheckable=uncheckable)


def _with_reported_units(
    targets: tuple[StatedTarget, ...], actuals: tuple[ReportedFigure, ...]
) -> tuple[StatedTarget, ...]:
    units = {
        figure.target: figure.unit for figure in actuals if figure.target is not None and figure.unit not in {"", "%"}
    }
    return tuple(
        replace(target, unit=units.get(index, "")) if target.value is not None and not target.unit else target
        for index, target in enumerate(targets)
    )


def _with_unit(figure: ReportedFigure, targets: tuple[StatedTarget, ...]) -> ReportedFigure:
    if figure.unit or figure.target is None:
        return figure
    return replace(figure, unit=targets[figure.target].unit)


def _on(side: Side, claims: tuple[Claim, ...]) -> Iterator[Claim]:
    return (claim for claim in claims if claim.side is side)


def _unread(
    side: Side, reading: Reading, understood: tuple[StatedTarget | ReportedFigure | Claim, ...]
) -> Iterator[Unread]:
    """Report digits that no rule understood, and numbers without a unit that answer nothing and are in no claim."""
    spans = sorted((item.start, item.end) for item in understood if not isinstance(item, ReportedFigure) or item.unit)
    reach = -1
    position = 0
    for token in reading.tokens:
        while position < len(spans) and spans[position][0] <= token.start:
            reach = max(reach, spans[position][1])
            position += 1
        if token.kind is Kind.UNREAD or (token.kind is Kind.BARE and reach < token.end):
            yield Unread(side, token.start, token.end, token.raw)
