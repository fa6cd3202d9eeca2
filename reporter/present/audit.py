"""The audit of published documents as neutral tables: the doubtful claims first, then what could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.check.audit import doubtful_first
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone
from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.check.audit import Audit
    from reporter.check.audit import AuditedClaim
    from reporter.findings import Finding

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.CONSISTENT: "相符",
    Verdict.INCONSISTENT: "不符",
    Verdict.AMBIGUOUS: "存疑",
}
KIND_WORDS: Mapping[ClaimKind, str] = {
    ClaimKind.COMPLETION_RATE: "完成率",
    ClaimKind.SHARE: "占比",
    ClaimKind.SUM: "合计",
    ClaimKind.DIFFERENCE: "差额",
    ClaimKind.COUNT: "计数",
    ClaimKind.REPEAT: "前后重复",
    ClaimKind.SUBSET: "部分与整体",
    ClaimKind.GROWTH: "增长",
    ClaimKind.PRODUCT: "乘积",
    ClaimKind.EXCESS: "超额",
}
_CLAIM_COLUMNS = (
    Column("结论", 14, Role.LABEL),
    Column("文件", 26, Role.LABEL),
    Column("位置", 16, Role.LABEL),
    Column("分组", 26, Role.LABEL),
    Column("序号", 10, Role.NUMBER),
    Column("原文", 56),
    Column("类型", 16, Role.LABEL),
    Column("算式", 26, Role.LABEL),
    Column("复算", 18, Role.FIGURE),
    Column("印出", 18, Role.FIGURE),
    Column("说明", 56),
)
_OTHER_COLUMNS = (
    Column("文件", 36, Role.LABEL),
    Column("位置", 20, Role.LABEL),
    Column("序号", 12, Role.NUMBER),
    Column("原文", 90),
    Column("说明", 90),
)
_TONES: Mapping[Verdict, Tone] = {
    Verdict.CONSISTENT: Tone.GOOD,
    Verdict.INCONSISTENT: Tone.BAD,
    Verdict.AMBIGUOUS: Tone.WATCH,
}


def audit_report(audits: Sequence[Audit]) -> Publication:
    """Return the audit of one or several documents as a workbook's tables."""
    claims = [item for audit in audits for item in audit.claims]
    differing = [item for audit in audits for item in audit.differences]
    return Publication(
        title="数字核对",
        marks=tuple(summary_line(audit) for audit in audits),
        tables=(
            Table(
                "复算结果",
                _CLAIM_COLUMNS,
                (Group("", tuple(_claim_row(item) for item in doubtful_first(claims))),),
                is_worklist=True,
            ),
            *([_others("与汇总比对", differing)] if differing else []),
            _others("无从复算", [item for audit in audits for item in audit.uncheckable]),
            _others("未识别的数字", [item for audit in audits for item in audit.unread]),
        ),
    )


def summary_line(audit: Audit) -> str:
    """Count what was found in one document."""
    verdicts = [item.claim.verdict for item in audit.claims]
    counts = "，".join(f"{word} {verdicts.count(verdict)} 处" for verdict, word in VERDICT_WORDS.items())
    return (
        f"{audit.file}：{len(audit.rows)} 行，可复算 {len(verdicts)} 处，{counts}；"
        f"无从复算 {len(audit.uncheckable)} 处，未识别的数字 {len(audit.unread)} 处"
    )


def _claim_row(item: AuditedClaim) -> Row:
    claim, place = item.claim, item.finding.place
    return Row(
        (
            Cell(VERDICT_WORDS[claim.verdict], tone=_TONES[claim.verdict]),
            Cell(place.file),
            Cell("!".join(place.parts)),
            Cell(item.row.group),
            Cell(item.row.number),
            Cell(claim.span),
            Cell(KIND_WORDS[claim.kind]),
            Cell(claim.expression),
            Cell(item.finding.expected),
            Cell(plain(claim.claimed)),
            Cell(item.finding.message),
        )
    )


def _others(heading: str, findings: Sequence[Finding]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(item.place.file),
                Cell("!".join(item.place.parts)),
                Cell(item.task),
                Cell(item.found),
                Cell(item.message),
            )
        )
        for item in findings
    )
    return Table(heading, _OTHER_COLUMNS, (Group("", rows),), is_worklist=True)
