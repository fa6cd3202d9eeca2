"""What is read in a sentence: figures, the targets they state, the results they report, the claims they make.

Offsets are code points of the text as given, end exclusive. Amounts have their scale resolved (2.3万套 is 23000 套);
percent, permille and 个百分点 keep their unit; a fraction has unit "1"; a fall is negative (contract `figures`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class TargetRelation(StrEnum):
    """How a sentence ties a result to its target."""

    AT_LEAST = "ge"
    MORE_THAN = "gt"
    AT_MOST = "le"
    LESS_THAN = "lt"
    EQUAL = "eq"
    ABOUT = "approx"
    RANGE = "range"
    RANK = "rank_le"
    FASTER_THAN = "faster_than"
    DECREASE = "decrease"
    INCREASE = "increase"
    EXTERNAL = "external"


class ClaimKind(StrEnum):
    """What a claim says about its operands."""

    COMPLETION_RATE = "completion_rate"
    SHARE = "share"
    SUM = "sum"
    DIFFERENCE = "difference"
    COUNT = "count"
    REPEAT = "repeat"
    SUBSET = "subset"
    GROWTH = "growth"
    PRODUCT = "product"
    EXCESS = "excess"


class Verdict(StrEnum):
    """What re-computing a claim came to."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    AMBIGUOUS = "ambiguous"


class Side(StrEnum):
    """Which of the two texts of a row a span stands in."""

    TARGET = "target"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class StatedTarget:
    """A target stated in words. `span` is the clause that names the indicator with its figure.

    `value` is None for a target without a figure (faster than the average); `basis` is a word of 口径 or None.
    `qualifier` keeps the words that soften or bound it (力争, 以上), joined by |.
    """

    start: int
    end: int
    span: str
    indicator: str
    relation: TargetRelation
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    basis: str | None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A result stated in words; `target` is the index of the target it answers, None where it answers none."""

    start: int
    end: int
    span: str
    indicator: str
    value: Decimal
    unit: str
    target: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a sentence says that can be re-computed. `reason` says why it is not simply consistent.

    `implied` is the target that another denominator would explain, in base units.
    """

    side: Side
    start: int
    end: int
    span: str
    kind: ClaimKind
    expression: str
    computed: Decimal | None
    claimed: Decimal
    verdict: Verdict
    reason: str = ""
    implied: Decimal | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Digits that no rule could account for: reported as 未识别的数字, never skipped."""

    side: Side
    start: int
    end: int
    span: str


@dataclass(frozen=True, slots=True)
class RowReading:
    """All that was read in one row of a published table."""

    targets: tuple[StatedTarget, ...]
    actuals: tuple[ReportedFigure, ...]
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    uncheckable: tuple[Unread, ...] = ()
    """Rates whose base is not in the text: said so and counted."""
