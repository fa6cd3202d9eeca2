"""How departments stand: how many of their indicators are where they should be, and in which rank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.plan.criteria import Status
from reporter.plan.records import Basis
from reporter.quantities import half_up
from reporter.quantities import in_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from decimal import Decimal

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow

_ON_COURSE = frozenset({Status.EXCEEDED, Status.COMPLETED, Status.AHEAD, Status.ON_SCHEDULE, Status.MET})
_NOT_JUDGED = frozenset({Status.ANNUAL, Status.NOT_COMPUTABLE})
_SHARE_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A department's indicators: `judged` count, `on_course` are where they should be, `unreported` missing.

    `share` is on_course of judged in percent as printed; departments of one printed share have one `rank`.
    """

    judged: int
    on_course: int
    unreported: int
    share: Decimal
    rank: int


def standings(ledger: Ledger) -> Mapping[str, Standing]:
    """Rank the departments that have an indicator to judge, by name.

    What a department did not report counts among the judged: silence is no way up. Of an indicator that several report,
    who reported its part is not judged while another's is missing.
    """
    counts: dict[str, Counter[Status]] = {}
    for row in ledger.rows:
        for department in _answerable(row):
            counts.setdefault(department, Counter())[row.status] += 1
    shares = {name: _share(statuses) for name, statuses in counts.items()}
    ranks: dict[Decimal, int] = {}
    for rank, share in enumerate(sorted(shares.values(), reverse=True), start=1):
        ranks.setdefault(share, rank)
    return {
        name: Standing(
            judged=statuses.total(),
            on_course=_on_course(statuses),
            unreported=statuses[Status.UNREPORTED],
            share=shares[name],
            rank=ranks[shares[name]],
        )
        for name, statuses in counts.items()
    }


def _answerable(row: LedgerRow) -> Iterator[str]:
    # 定性 has no figure that could be ahead or behind, and none that anybody is asked for.
    if row.indicator.basis is Basis.QUALITATIVE:
        return
    if row.status is Status.UNREPORTED:
        yield from row.missing or row.indicator.reporters
    elif row.status not in _NOT_JUDGED:
        yield from row.indicator.reporters


def _on_course(statuses: Counter[Status]) -> int:
    return sum(statuses[status] for status in _ON_COURSE)


def _share(statuses: Counter[Status]) -> Decimal:
    return half_up(in_decimals(Fraction(100 * _on_course(statuses), statuses.total())), _SHARE_DECIMALS)
