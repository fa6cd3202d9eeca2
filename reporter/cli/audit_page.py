"""An audit as lines on the terminal: row by row what is printed, how it is computed, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.present.audit import KIND_WORDS
from reporter.present.audit import VERDICT_WORDS
from reporter.present.audit import summary_line
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.audit import Audit


def audit_lines(audit: Audit) -> Iterator[str]:
    """Yield a document's claims under the row they stand in, then the counts."""
    row = None
    for item in audit.claims:
        if item.row is not row:
            row = item.row
            yield f"\n{row.group} {row.number}  {'!'.join(row.progress_place.parts)}".lstrip(" ")
        reason = f"（{item.claim.reason}）" if item.claim.reason else ""
        yield f"  [{VERDICT_WORDS[item.claim.verdict]}] {KIND_WORDS[item.claim.kind]}  “{item.claim.span}”"
        yield f"        {item.claim.expression} = {item.finding.expected}，印出 {plain(item.claim.claimed)}{reason}"
    if audit.differences:
        yield "\n与汇总文字比对："
        yield from (f"  [{item.severity.word}] {item.place}：{item.message}" for item in audit.differences)
    yield f"\n{summary_line(audit)}"
