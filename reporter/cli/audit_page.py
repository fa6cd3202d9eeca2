"""An audit as lines on the terminal: row by row what is printed, how it is computed, and the verdict."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.check.claims import likeliest_reading
from reporter.present.audit import KIND_WORDS
from reporter.present.audit import VERDICT_WORDS
from reporter.present.audit import summary_line
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.prose.tokens import scan
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.check.audit import Audit
    from reporter.check.audit import AuditedClaim
    from reporter.findings import Finding


def audit_lines(audit: Audit) -> Iterator[str]:
    """Yield what differs from the period, the claims by row, what cannot be re-computed or read, and the counts."""
    if audit.differences:
        yield f"\n与汇总比对（{audit.held_against}）：{len(audit.differences)} 处不同"
        yield from (f"  [{item.severity.word}] {item.place}：{item.message}" for item in audit.differences)
    elif audit.held_against:
        yield f"\n与汇总比对（{audit.held_against}）：逐行一致。"
    row = None
    for item in audit.claims:
        if item.row is not row:
            row = item.row
            yield f"\n{row.group} {row.number}  {'!'.join(row.progress_place.parts)}".lstrip(" ")
        yield f"  [{VERDICT_WORDS[item.claim.verdict]}] {KIND_WORDS[item.claim.kind]}  “{item.claim.span}”"
        reading = likeliest_reading(item.claim)
        yield f"        {_computed(item)}{f'。{reading}' if reading else ''}"
    yield from _listed("无从复算，基数不在文中", audit.uncheckable)
    yield from _listed("未识别的数字", audit.unread)
    yield f"\n{summary_line(audit)}"


def _computed(item: AuditedClaim) -> str:
    """Write how a claim was held against what is printed; parts and repeats are compared, not computed."""
    claim, printed = item.claim, _printed(f"{item.row.target}\n{item.row.progress}")
    percent = "%" if claim.kind in _PERCENTAGES else ""
    claimed, computed = (_readable(text, printed) + percent for text in (plain(claim.claimed), item.finding.expected))
    expression = _readable(claim.expression, printed)
    if claim.kind is ClaimKind.SUBSET:
        return f"部分 {expression}，整体 {claimed}"
    if claim.kind is ClaimKind.REPEAT:
        return f"另一处 {computed}，此处 {claimed}"
    is_rounded = claim.kind in _ADDED_UP and claim.verdict is Verdict.CONSISTENT and claim.computed != claim.claimed
    return f"{expression} = {computed}，印出 {claimed}{_ROUNDED if is_rounded else ''}"


_PERCENTAGES = frozenset({ClaimKind.COMPLETION_RATE, ClaimKind.SHARE, ClaimKind.GROWTH, ClaimKind.EXCESS})
_ADDED_UP = frozenset({ClaimKind.SUM, ClaimKind.DIFFERENCE, ClaimKind.PRODUCT})
_ROUNDED = "；印出的数字是四舍五入的，相差在舍入之内"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**5), "万"))
_TEN_THOUSAND = Decimal(10**4)


def _printed(span: str) -> Mapping[Decimal, str]:
    """Return the figures of a text that are printed in 万 or 亿, as printed and without their unit, by their amount."""
    found = ((token.amount, _IN_SCALE.match(token.raw)) for token in scan(span))
    return {amount: match[0] for amount, match in found if amount is not None and match}


_IN_SCALE = re.compile(r"[0-9.,]+[万亿]+")


def _readable(text: str, printed: Mapping[Decimal, str]) -> str:
    """Write an expression with its figures as printed, other large amounts in 万 and 亿, every digit kept."""
    return _NUMBER.sub(lambda match: printed.get(amount := Decimal(match[0])) or _scaled(amount), text)


def _scaled(amount: Decimal) -> str:
    for least, word in _SCALES:
        if amount >= least:
            return f"{plain(amount / (_TEN_THOUSAND if word == '万' else least))}{word}"
    return plain(amount)


def _listed(heading: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"\n{heading}（{len(findings)} 处）："
        yield from (f"  {'!'.join(item.place.parts)}  “{item.found}”" for item in findings)
