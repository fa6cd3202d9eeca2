"""Results that nothing but a printed rate ties to their target: the claim that agrees in every digit binds them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from reporter.prose.verdicts import HUNDRED
from reporter.quantities import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.prose.records import Claim
    from reporter.prose.records import ReportedFigure
    from reporter.prose.records import StatedTarget

_COMPUTED_PLACES = 4
"""As many decimals as claims compute."""
_FEW = 12
"""So many claims around a figure are asked, so that the cost stays linear in the text."""


def bound_by_rates(
    actuals: Sequence[ReportedFigure], targets: Sequence[StatedTarget], claims: Sequence[Claim]
) -> tuple[ReportedFigure, ...]:
    """Bind free results to targets that nothing else answers, by the completion rates that both make.

    A rate that such a claim tells (完成率83.4%) is no result of its own and answers nothing.
    """
    answered = {figure.target for figure in actuals if figure.unit != "%"}
    proofs = [
        claim
        for claim in claims
        if claim.side is Side.PROGRESS
        and claim.kind is ClaimKind.COMPLETION_RATE
        and claim.verdict is Verdict.CONSISTENT
        and claim.target is not None
        and targets[claim.target].value
    ]
    starts = [claim.start for claim in proofs]

    def around(figure: ReportedFigure) -> Iterator[tuple[int, StatedTarget, Claim]]:
        last = bisect_right(starts, figure.start)
        for claim in proofs[max(0, last - _FEW) : last]:
            if figure.start < claim.end and claim.target is not None:
                yield claim.target, targets[claim.target], claim

    def settled(figure: ReportedFigure) -> ReportedFigure:
        for index, target, claim in around(figure):
            if figure.unit == "%" != target.unit and figure.value == claim.claimed:
                return replace(figure, target=None)
            if figure.target is None and index not in answered and _makes(figure, target, claim):
                return replace(figure, target=index)
        return figure

    return tuple(settled(figure) for figure in actuals) if proofs else tuple(actuals)


def _makes(figure: ReportedFigure, target: StatedTarget, claim: Claim) -> bool:
    """Tell whether a claim was computed from just this figure and this target."""
    value = target.value
    return value is not None and half_up(figure.value / value * HUNDRED, _COMPUTED_PLACES) == claim.computed
