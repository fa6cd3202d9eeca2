"""Claims as findings, and published tables judged by them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reporter.check import audit
from reporter.check.audit import audit_rows
from reporter.check.audit import doubtful_first
from reporter.check.claims import claim_finding
from reporter.findings import Severity
from reporter.intake.published.rows import PublishedRow
from reporter.places import Place
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import RowReading
from reporter.prose.records import Side
from reporter.prose.records import Unread
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason

if TYPE_CHECKING:
    from reporter.findings import Finding

TARGET, PROGRESS = (Place("汇总表.docx", ("1", "2", column)) for column in ("2", "3"))


def claim(
    verdict: Verdict = Verdict.INCONSISTENT,
    reason: str = "",
    implied: str | None = None,
    side: Side = Side.PROGRESS,
    computed: str | None = "70",
) -> Claim:
    """Make a claim that 2.1 of 3 is 140%."""
    numbers = (None if text is None else Decimal(text) for text in (computed, implied))
    result, base = numbers
    kind = ClaimKind.COMPLETION_RATE
    return Claim(side, 0, 1, "完成140%", kind, "2.1/3", result, Decimal(140), verdict, reason, base)


def found(one: Claim) -> Finding:
    """Raise the claim as a finding."""
    return claim_finding(one, PROGRESS, task="7", department="市人力社保局")


@pytest.mark.parametrize(
    ("verdict", "reason", "rule", "severity"),
    [
        (Verdict.CONSISTENT, "", "claims.consistent", Severity.NOTE),
        (Verdict.AMBIGUOUS, Reason.FORECAST, "claims.ambiguous", Severity.NOTE),
        (Verdict.INCONSISTENT, Reason.SWAPPED, "claims.inconsistent", Severity.OPEN),
        (Verdict.INCONSISTENT, Reason.TRUNCATED, "claims.truncated", Severity.OPEN),
    ],
)
def test_a_verdict_has_its_rule(verdict: Verdict, reason: str, rule: str, severity: Severity) -> None:
    finding = found(claim(verdict, reason))
    assert (finding.rule, finding.severity, finding.place) == (rule, severity, PROGRESS)


def test_a_finding_names_span_both_values_difference_and_expression() -> None:
    finding = found(claim())
    assert (finding.found, finding.expected, finding.difference, finding.expression) == (
        "完成140%",
        "70",
        "70",
        "2.1/3",
    )
    assert (finding.task, finding.department) == ("7", "市人力社保局")


@pytest.mark.parametrize(
    ("claimed", "rounded"), [("185", "186"), ("185.7", "185.7"), ("185.70", "185.71"), ("0", "186")]
)
def test_a_rate_that_was_cut_off_is_told_as_it_should_be_printed(claimed: str, rounded: str) -> None:
    one = replace(claim(reason=Reason.TRUNCATED, computed="185.7143"), claimed=Decimal(claimed))
    assert f"请改为 {rounded}。" in found(one).hint


def test_what_could_not_be_computed_is_a_dash() -> None:
    finding = found(claim(Verdict.AMBIGUOUS, computed=None))
    assert (finding.expected, finding.difference) == ("—", "—")


@pytest.mark.parametrize(
    ("reason", "implied", "is_named"),
    [
        (Reason.OTHER_DENOMINATOR, "15000", True),
        (Reason.VERDICT_FLIPS, "15000", True),
        (Reason.LAST_DIGIT, "15000", False),
        (Reason.SWAPPED, "15000", False),
        (Reason.DOES_NOT_FOLLOW, None, False),
    ],
)
def test_the_denominator_that_would_explain_a_rate_is_named(
    reason: Reason, implied: str | None, *, is_named: bool
) -> None:
    assert ("15000" in found(claim(reason=reason, implied=implied)).message) is is_named


def test_a_consistent_claim_needs_no_other_reading() -> None:
    assert "15000" not in found(claim(Verdict.CONSISTENT, implied="15000")).message


def test_a_published_table_is_judged_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = (claim(Verdict.CONSISTENT), claim(Verdict.AMBIGUOUS, side=Side.TARGET), claim())
    mention = Unread(Side.PROGRESS, 0, 1, "3")
    reading = RowReading((), (), claims, (mention,), (mention,))
    monkeypatch.setattr(audit, "read_row", lambda _target, _progress: reading)
    rows = [PublishedRow("7", "", "", "", "", "目标任务", "推进情况", TARGET, PROGRESS)]
    judged = audit_rows("汇总表.docx", rows)
    assert judged.has_inconsistency
    assert [(item.finding.rule, item.finding.place, item.finding.task) for item in doubtful_first(judged.claims)] == [
        ("claims.inconsistent", PROGRESS, "7"),
        ("claims.ambiguous", TARGET, "7"),
        ("claims.consistent", PROGRESS, "7"),
    ]
    assert [item.rule for item in (*judged.unread, *judged.uncheckable)] == ["claims.unread", "claims.uncheckable"]


def test_an_empty_table_has_no_inconsistency() -> None:
    assert not audit_rows("汇总表.docx", []).has_inconsistency


@pytest.mark.parametrize(("again", "rule"), [("3260", "claims.consistent"), ("3206", "claims.ambiguous")])
def test_one_fact_in_two_rows_is_a_claim_of_the_later_row(again: str, rule: str) -> None:
    target = "新增公共停车泊位5000个。"
    rows = [
        PublishedRow(number, "", "", "", "", target, f"全市新增公共停车泊位{value}个。", TARGET, place)
        for number, value, place in (("1", "3260", TARGET), ("2", again, PROGRESS))
    ]
    repeats = [item for item in audit_rows("汇总表.docx", rows).claims if item.claim.kind is ClaimKind.REPEAT]
    told = {(item.row.number, item.finding.rule, item.finding.found) for item in repeats}
    assert ("2", rule, f"全市新增公共停车泊位{again}个") in told
    assert {number for number, *_ in told} == {"2"}
