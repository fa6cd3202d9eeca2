"""The contract `figures`: a row's two texts in, its targets, actuals and claims out, as plain JSON values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place
from reporter.plan.records import Basis
from reporter.prose.reading import read_row
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from reporter.prose.records import Claim
    from reporter.prose.records import ReportedFigure
    from reporter.prose.records import StatedTarget


def answers(lines: Iterable[str]) -> Iterator[str]:
    """Answer each line `{"id", "target", "progress"}` (either text may be absent) with one line of JSON.

    A line that holds nothing is no row.

    Raises:
        ConfigurationError: a line is no such object; the lines before it have been answered.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row(number, line)
        reading = read_row(row.get("target") or "", row.get("progress") or "")
        answer = {
            "id": row.get("id"),
            "targets": [_target(item) for item in reading.targets],
            "actuals": [_actual(item) for item in reading.actuals],
            "claims": [_claim(item) for item in reading.claims],
        }
        yield json.dumps(answer, ensure_ascii=False)


def _row(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _not_a_row(number, str(error)) from error
    if not isinstance(row, dict) or not all(isinstance(row.get(key) or "", str) for key in ("target", "progress")):
        raise _not_a_row(number, line.strip())
    return row


def _not_a_row(number: int, found: str) -> ConfigurationError:
    return ConfigurationError([finding("home.not-a-row", Place("stdin", (str(number),)), found=found[:80])])


def _decimal(amount: Decimal | None) -> str | None:
    return None if amount is None else plain(amount)


def _target(item: StatedTarget) -> dict[str, object]:
    return {
        "start": item.start,
        "end": item.end,
        "span": item.span,
        "indicator": item.indicator,
        "relation": item.relation.value,
        "value": _decimal(item.value),
        "value_max": _decimal(item.value_max),
        "unit": item.unit or None,
        "basis": item.basis if item.basis in set(Basis) else None,
    }


def _actual(item: ReportedFigure) -> dict[str, object]:
    return {
        "start": item.start,
        "end": item.end,
        "span": item.span,
        "value": plain(item.value),
        "unit": item.unit or None,
        "target": item.target,
    }


def _claim(item: Claim) -> dict[str, object]:
    return {
        "in": item.side.value,
        "start": item.start,
        "end": item.end,
        "span": item.span,
        "kind": item.kind.value,
        "expression": item.expression,
        "computed": _decimal(item.computed),
        "claimed": plain(item.claimed),
        "verdict": item.verdict.value,
        "reason": item.reason,
    }
