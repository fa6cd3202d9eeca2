"""Published tables judged: row by row, every claim of their sentences re-computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.check.claims import claim_finding
from reporter.check.claims import uncheckable_finding
from reporter.check.claims import unread_finding
from reporter.findings import Severity
from reporter.prose.crossrow import read_repeats
from reporter.prose.reading import read_row
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.intake.published.rows import PublishedRow
    from reporter.places import Place
    from reporter.prose.crossrow import Repeat
    from reporter.prose.records import RowReading
    from reporter.prose.records import Unread


@dataclass(frozen=True, slots=True)
class AuditedClaim:
    """A claim of a document, what re-computing it came to, and the row it stands in."""

    row: PublishedRow
    claim: Claim
    finding: Finding


@dataclass(frozen=True, slots=True)
class Audit:
    """A document re-computed: its claims in reading order, and what could not be re-computed or not be read."""

    file: str
    rows: tuple[PublishedRow, ...]
    claims: tuple[AuditedClaim, ...]
    uncheckable: tuple[Finding, ...]
    unread: tuple[Finding, ...]
    differences: tuple[Finding, ...] = ()
    """What differs from the period it was held against; empty where it was held against none."""
    held_against: str = ""
    """The period it was held against, empty for none."""

    @property
    def has_inconsistency(self) -> bool:
        """Whether a claim is inconsistent on every reading, or a row or figure is not the period's own."""
        is_wrong = any(item.claim.verdict is Verdict.INCONSISTENT for item in self.claims)
        return is_wrong or any(item.severity is Severity.OPEN for item in self.differences)


def audit_rows(file: str, rows: Sequence[PublishedRow]) -> Audit:
    """Re-compute every claim of a document's rows that can be re-computed, and hold rows against each other."""
    readings = [read_row(row.target, row.progress) for row in rows]
    claims: list[AuditedClaim] = []
    uncheckable: list[Finding] = []
    unread: list[Finding] = []
    repeats = _repeats(readings)
    for number, (row, reading) in enumerate(zip(rows, readings, strict=True)):
        claims.extend(_audited(row, claim) for claim in (*reading.claims, *repeats.get(number, ())))
        uncheckable.extend(
            uncheckable_finding(item, _place(row, item), task=row.number) for item in reading.uncheckable
        )
        unread.extend(unread_finding(item, _place(row, item), task=row.number) for item in reading.unread)
    return Audit(file, tuple(rows), tuple(claims), tuple(uncheckable), tuple(unread))


def _repeats(readings: Sequence[RowReading]) -> Mapping[int, tuple[Claim, ...]]:
    """Return what two rows say of one fact as claims of the later row, by its number."""
    found: dict[int, tuple[Claim, ...]] = {}
    for repeat in read_repeats((str(number), reading) for number, reading in enumerate(readings)):
        number = int(repeat.other.row)
        found[number] = (*found.get(number, ()), _repeat_claim(repeat))
    return found


def _repeat_claim(repeat: Repeat) -> Claim:
    one, other = repeat.one, repeat.other
    return Claim(
        side=other.side,
        start=other.start,
        end=other.end,
        span=other.span,
        kind=ClaimKind.REPEAT,
        expression=one.span,
        computed=one.value,
        claimed=other.value,
        verdict=repeat.verdict,
        reason=repeat.reason,
    )


def doubtful_first(claims: Sequence[AuditedClaim]) -> tuple[AuditedClaim, ...]:
    """Order claims for a reader: inconsistent, ambiguous, consistent, each in reading order."""
    weight = {Verdict.INCONSISTENT: 0, Verdict.AMBIGUOUS: 1, Verdict.CONSISTENT: 2}
    return tuple(sorted(claims, key=lambda item: weight[item.claim.verdict]))


def _audited(row: PublishedRow, claim: Claim) -> AuditedClaim:
    return AuditedClaim(row, claim, claim_finding(claim, _place(row, claim), task=row.number))


def _place(row: PublishedRow, item: Claim | Unread) -> Place:
    return row.target_place if item.side is Side.TARGET else row.progress_place
