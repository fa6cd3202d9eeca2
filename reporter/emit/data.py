"""The data files beside the tables: figures.csv and findings.jsonl, for programs and auditors."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from reporter.inert import guarded
from reporter.plan.records import Basis
from reporter.quantities import half_up
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from decimal import Decimal

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.forms.records import Figure
    from reporter.forms.records import Source

FIGURE_COLUMNS = (
    "indicator",
    "task",
    "reporter",
    "period",
    "value",
    "unit",
    "target",
    "rate",
    "pace",
    "status",
    "file",
    "sheet",
    "cell",
    "stored",
    "format",
    "sha256",
)
_DECIMALS = 4
_JOINT = ";"


def figures_csv(ledger: Ledger) -> bytes:
    """Write a row per indicator in plan order, UTF-8 with BOM.

    Fields with several sources have a part per reporter in the order of 填报单位, empty where one typed nothing. A text
    that a spreadsheet would take for a formula carries an apostrophe before it.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(FIGURE_COLUMNS)
    writer.writerows([guarded(field) for field in _fields(row, str(ledger.period))] for row in ledger.rows)
    return target.getvalue().encode("utf-8-sig", "backslashreplace")


def findings_jsonl(findings: Iterable[Finding]) -> bytes:
    """Write a line a finding in the order given."""
    lines = (json.dumps(finding_fields(item), ensure_ascii=False) for item in findings)
    # A lone surrogate becomes the escape that JSON itself has for it.
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def finding_fields(item: Finding) -> dict[str, str | None]:
    """Return the fields of a finding as programs read them, in the order of the contract."""
    return {
        "rule": item.rule,
        "severity": item.severity.value,
        "place": str(item.place),
        "task": item.task,
        "indicator": item.indicator,
        "found": item.found,
        "expected": item.expected,
        "difference": item.difference,
        "expression": item.expression,
        "message": item.message,
        "hint": item.hint,
    }


def _fields(row: LedgerRow, period: str) -> tuple[str, ...]:
    indicator = row.indicator
    return (
        indicator.id,
        indicator.task,
        _JOINT.join(_reporters(row)),
        period,
        "" if row.actual is None else plain(row.actual),
        indicator.target.unit,
        indicator.target.digits,
        _rounded(row.rate),
        _rounded(row.pace),
        row.status.value,
        _of_sources(row, lambda source: source.place.file),
        _of_sources(row, lambda source: source.place.sheet),
        _of_sources(row, lambda source: source.place.address),
        _of_sources(row, lambda source: source.stored),
        _of_sources(row, lambda source: source.format),
        _of_sources(row, lambda source: source.sha256),
    )


def _rounded(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    rounded = half_up(amount, _DECIMALS)
    return f"{rounded or rounded.copy_abs():f}"  # no -0.0000


def _reporters(row: LedgerRow) -> tuple[str, ...]:
    """Name everybody who reports the indicator, as the plan does unless a figure came under another name."""
    named = row.indicator.reporters
    came = tuple(figure.department for figure in row.figures)
    if set(came) <= set(named):
        return named
    return tuple(dict.fromkeys((*came, *row.missing)))


def _of_sources(row: LedgerRow, read: Callable[[Source], str]) -> str:
    """Join what the reporters' cells hold; empty as a whole where nobody typed anything that counts."""
    typed = {figure.department: figure.source for figure in row.figures if _was_typed(row, figure)}
    if not typed:
        return ""
    return _JOINT.join(read(typed[name]) if name in typed else "" for name in _reporters(row))


def _was_typed(row: LedgerRow, figure: Figure) -> bool:
    if row.indicator.basis is Basis.QUALITATIVE:
        return False
    return figure.amount is not None or figure.is_unreadable
