"""Claims of sentences as findings: the same wording for a department's text and for any published document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reporter.findings import Finding
    from reporter.places import Place
    from reporter.prose.records import Claim
    from reporter.prose.records import Unread

_SHOWN_DECIMALS = 4
_HUNDRED_MILLION = 10**8
_NEAR_MISSES = frozenset({Reason.TRUNCATED, Reason.LAST_DIGIT, Reason.SWAPPED})
"""The denominator is right; another one would explain nothing."""
_READINGS: Mapping[str, str] = {
    Reason.TRUNCATED: "印出的数字只有舍去尾数才相符。",
    Reason.LAST_DIGIT: "疑末位四舍五入有误。",
    Reason.WRONG_TARGET: "与同一任务的另一个目标相符，疑对错了目标。",
    Reason.SWAPPED: "与同句所列的另一项相符，疑次序写颠倒。",
    Reason.VERDICT_FLIPS: "是否完成的结论因此颠倒。",
    Reason.FORECAST: "文中的数是预计数。",
    Reason.OTHER_BASE: "文中所指的基数不是所列目标。",
    Reason.UNNAMED_BASE: "文中没有写明基数。",
    Reason.NEAR_INDICATOR: "文中的数与目标口径相近而不相同。",
    Reason.DAMAGED: "文字残缺，疑丢失单位、小数点或顿号。",
    Reason.NOT_EXHAUSTIVE: "分项之和小于总数，文中未写明是否为全部。",
    Reason.PART_EXCEEDS_WHOLE: "部分大于整体。",
    Reason.EXCESS_AS_RATIO: "“超额完成”印的是完成率，不是超出的部分。",
    Reason.TWO_VALUES: "同一事实印了两个数。",
    Reason.SECOND_READING: "该比率也可能指同句的另一个数。",
}


def claim_finding(claim: Claim, place: Place, *, task: str = "", department: str = "") -> Finding:
    """Return what re-computing the claim came to, consistent ones too; `found` is the span, `expected` the result."""
    difference = None if claim.computed is None else claim.claimed - claim.computed
    return finding(
        f"claims.{_rule(claim)}",
        place,
        task=task,
        department=department,
        found=claim.span,
        expected=_shown(claim.computed),
        difference=_shown(difference),
        expression=claim.expression,
        gap=_shown(None if difference is None else abs(difference)),
        rounded=_as_printed(claim),
        reading=likeliest_reading(claim),
    )


def uncheckable_finding(rate: Unread, place: Place, *, task: str = "", department: str = "") -> Finding:
    """Say that a rate cannot be re-computed because its base is not in the text."""
    return finding("claims.uncheckable", place, task=task, department=department, found=rate.span)


def unread_finding(digits: Unread, place: Place, *, task: str = "", department: str = "") -> Finding:
    """Say that digits stand in the text which no rule could account for."""
    return finding("claims.unread", place, task=task, department=department, found=digits.span)


def _rule(claim: Claim) -> str:
    return "truncated" if claim.reason == "truncated" else claim.verdict.value


def likeliest_reading(claim: Claim) -> str:
    """Say what probably happened, and which denominator would explain a rate that rests on another one."""
    if claim.verdict is Verdict.CONSISTENT:
        return ""
    likely = _READINGS.get(claim.reason, "")
    if claim.implied is None or claim.reason in _NEAR_MISSES:
        return likely
    return f"{likely}印出的比率对应的分母是 {_scaled(claim.implied)}。"


def _as_printed(claim: Claim) -> str:
    """Write the result with as many decimals as were printed: what should stand there."""
    exponent = claim.claimed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "—" if claim.computed is None else plain(half_up(claim.computed, places))


def _scaled(amount: Decimal) -> str:
    """Write a large amount in 亿, as the text beside it does."""
    return plain(amount) if amount < _HUNDRED_MILLION else f"{plain(half_up(amount / _HUNDRED_MILLION, 2))}亿"


def _shown(amount: Decimal | None) -> str:
    return "—" if amount is None else plain(half_up(amount, _SHOWN_DECIMALS))
