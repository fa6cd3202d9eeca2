"""An audit as lines on the terminal: row by row what is printed, how it is computed, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.claims import likeliest_reading
from reporter.present.audit import KIND_WORDS
from reporter.present.audit import VERDICT_WORDS
from reporter.present.audit import summary_line
from reporter.prose.records import ClaimKind
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.check.audit import Audit
    from reporter.check.audit import AuditedClaim
    from reporter.findings import Finding


def audit_lines(audit: Audit) -> Iterator[str]:
    """Yield a document's claims under the row they stand in, what cannot be re-computed or read, and the counts."""
    row = None
    for item in audit.claims:
        if item.row is not row:
            row = item.row
            yield f"\n{row.group} {row.number}  {'!'.join(row.progress_place.parts)}".lstrip(" ")
        yield f"  [{VERDICT_WORDS[item.claim.verdict]}] {KIND_WORDS[item.claim.kind]}  “{item.claim.span}”"
        reading = likeliest_reading(item.claim)
        yield f"        {_computed(item)}{f'。{reading}' if reading else ''}"
    if audit.differences:
        yield "\n与汇总文字比对："
        yield from (f"  [{item.severity.word}] {item.place}：{item.message}" for item in audit.differences)
    yield from _listed("无从复算，基数不在文中", audit.uncheckable)
    yield from _listed("未识别的数字", audit.unread)
    yield f"\n{summary_line(audit)}"


def _computed(item: AuditedClaim) -> str:
    """Write how a claim was held against what is printed; parts and repeats are compared, not computed."""
    claimed = plain(item.claim.claimed)
    if item.claim.kind is ClaimKind.SUBSET:
        return f"部分 {item.claim.expression}，整体 {claimed}"
    if item.claim.kind is ClaimKind.REPEAT:
        return f"另一处 {item.finding.expected}，此处 {claimed}"
    return f"{item.claim.expression} = {item.finding.expected}，印出 {claimed}"


def _listed(heading: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"\n{heading}（{len(findings)} 处）："
        yield from (f"  {'!'.join(item.place.parts)}  “{item.found}”" for item in findings)
