"""Claims of sentences as findings: the same wording for a department's text and for any published document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.prose.records import Verdict
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.findings import Finding
    from reporter.places import Place
    from reporter.prose.records import Claim
    from reporter.prose.records import Unread

_SHOWN_DECIMALS = 4


def claim_finding(claim: Claim, place: Place, *, task: str = "", department: str = "") -> Finding:
    """Return what re-computing the claim came to, consistent ones too; `found` is the span, `expected` the result."""
    return finding(
        f"claims.{_rule(claim)}",
        place,
        task=task,
        department=department,
        found=claim.span,
        expected=_shown(claim.computed),
        difference=_shown(None if claim.computed is None else claim.claimed - claim.computed),
        expression=claim.expression,
        reading=_likeliest_reading(claim),
    )


def uncheckable_finding(rate: Unread, place: Place, *, task: str = "", department: str = "") -> Finding:
    """Say that a rate cannot be re-computed because its base is not in the text."""
    return finding("claims.uncheckable", place, task=task, department=department, found=rate.span)


def unread_finding(digits: Unread, place: Place, *, task: str = "", department: str = "") -> Finding:
    """Say that digits stand in the text which no rule could account for."""
    return finding("claims.unread", place, task=task, department=department, found=digits.span)


def _rule(claim: Claim) -> str:
    return "truncated" if claim.reason == "truncated" else claim.verdict.value


def _likeliest_reading(claim: Claim) -> str:
    if claim.implied is not None and claim.verdict is not Verdict.CONSISTENT:
        return f"印出的比率对应的分母是 {_shown(claim.implied)}，不是文中的目标。"
    return ""


def _shown(amount: Decimal | None) -> str:
    return "—" if amount is None else plain(half_up(amount, _SHOWN_DECIMALS))
