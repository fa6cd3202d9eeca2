"""Re-computing what a row says: every claim with its verdict, and the rates whose base is not in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.prose.claims.among import among_the_target
from reporter.prose.claims.classes import overall_claims
from reporter.prose.claims.completion import completion_claims
from reporter.prose.claims.context import Row
from reporter.prose.claims.counts import counts_of
from reporter.prose.claims.counts import repeats_of
from reporter.prose.claims.explained import explained
from reporter.prose.claims.families import family_shares
from reporter.prose.claims.gaps import gaps_of
from reporter.prose.claims.gaps import gaps_without_target
from reporter.prose.claims.growth import changes_of
from reporter.prose.claims.page import Page
from reporter.prose.claims.parts import parts_of
from reporter.prose.claims.rates import rates_of
from reporter.prose.claims.shares import shares_of
from reporter.prose.claims.structure import structure_shares
from reporter.prose.claims.totals import carried_shares
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from reporter.prose.claims.page import Figure
    from reporter.prose.claims.shares import Shares
    from reporter.prose.records import Claim
    from reporter.prose.records import ReportedFigure
    from reporter.prose.records import StatedTarget
    from reporter.prose.records import Unread


def read_claims(
    target: str,
    progress: str,
    targets: Sequence[StatedTarget],
    actuals: Sequence[ReportedFigure],
    limits: frozenset[str] = frozenset(),
) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    """Return the claims of both texts, in their order, and the rates that cannot be re-computed.

    `limits` are thresholds of the target that counts of the progress text ran into (see `tokens.scan`).
    """
    pages = Page.of(Side.TARGET, target), Page.of(Side.PROGRESS, progress, limits)
    row = Row(*pages, targets, actuals)
    rates_by_page = [tuple(rates_of(page)) for page in pages]
    claims, without = completion_claims(row, rates_by_page[1])
    every = [*claims, *gaps_of(row), *repeats_of(row), *among_the_target(row)]
    bases = [*without, *gaps_without_target(row)]
    for page, rates in zip(pages, rates_by_page, strict=True):
        shares, changes = shares_of(page, rates), changes_of(page)
        every += [*overall_claims(page, rates), *changes.claims, *parts_of(page), *counts_of(page)]
        told_rates = {one.end for one in claims if one.side is page.side}
        taken = {one.start for one in page.figures if one.start in shares.rates and one.end in told_rates}
        every += _told_once(page, shares, taken, pages[0].figures if page.side is Side.PROGRESS else ())
        bases += [*shares.without_whole, *changes.without_level]
    every = _without_outdone(every)
    every = _with_explained(every, tuple(explained(row, every)))
    told = {(claim.side, claim.end, abs(claim.claimed)) for claim in every}
    amounts = {(page.side, figure.end): figure.amount for page in pages for figure in page.figures}
    untold = [one for one in bases if (one.side, one.end, amounts.get((one.side, one.end))) not in told]
    return tuple(sorted(every, key=_in_text)), tuple(sorted(untold, key=_in_text))


def _told_once(page: Page, shares: Shares, taken: Iterable[int], far: Sequence[Figure]) -> Iterator[Claim]:
    """Yield one claim a percentage: whatever agrees goes before what does not, and that before a doubt."""
    families = family_shares(page, taken, far)
    every = (*shares.claims, *carried_shares(page), *families, *structure_shares(page))
    best: dict[tuple[int, Decimal], Claim] = {}
    for claim in every:
        known = best.setdefault((claim.end, claim.claimed), claim)
        if _WEIGHT[claim.verdict] < _WEIGHT[known.verdict]:
            best[claim.end, claim.claimed] = claim
    yield from best.values()


_WEIGHT = {Verdict.CONSISTENT: 0, Verdict.INCONSISTENT: 1, Verdict.AMBIGUOUS: 2}


def _with_explained(claims: Sequence[Claim], explaining: Sequence[Claim]) -> list[Claim]:
    """Add what explains a percentage, and drop the doubts about it."""
    kept = [
        one
        for one in claims
        if one.verdict is not Verdict.AMBIGUOUS
        or not any(
            other.side is one.side and other.claimed == one.claimed and other.start < one.end and one.start < other.end
            for other in explaining
        )
    ]
    return [*kept, *explaining]


def _without_outdone(claims: Sequence[Claim]) -> list[Claim]:
    """Drop what disagrees about a percentage that another reading explains, and a share that is told as a rate."""
    rates = {
        (one.side, one.end, one.claimed, one.computed)
        for one in claims
        if one.kind is ClaimKind.COMPLETION_RATE and one.verdict is Verdict.CONSISTENT and one.target is None
    }
    claims = [
        one
        for one in claims
        if one.kind is not ClaimKind.SHARE or (one.side, one.end, one.claimed, one.computed) not in rates
    ]
    fine = {(one.side, one.end, one.claimed, one.kind) for one in claims if one.verdict is Verdict.CONSISTENT}
    return [
        one
        for one in claims
        if one.verdict is Verdict.CONSISTENT
        or not {(one.side, one.end, one.claimed, kind) for kind in _OTHER_KIND.get(one.kind, ())} & fine
    ]


_OTHER_KIND = {
    ClaimKind.COMPLETION_RATE: (ClaimKind.SHARE,),
    ClaimKind.SHARE: (ClaimKind.SHARE, ClaimKind.COMPLETION_RATE),
}


def _in_text(place: Claim | Unread) -> tuple[bool, int, int]:
    """Order by place: the target first."""
    return place.side is Side.PROGRESS, place.start, place.end
