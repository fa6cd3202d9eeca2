"""The analyst's door: the ledger as a pandas table, for pivots and rankings of one's own; no command takes it.

`lead` leads the task; `reporters`, joined by 、, are who reports the indicator.

pandas adds nothing up to 0 and turns what is missing into nan: so amounts travel as Decimal objects, and None as None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from reporter.consolidate.records import Ledger
    from reporter.consolidate.records import LedgerRow
    from reporter.plan.records import Plan

COLUMNS = (
    "indicator",
    "name",
    "task",
    "form",
    "group",
    "lead",
    "reporters",
    "period",
    "basis",
    "relation",
    "value",
    "unit",
    "target",
    "rate",
    "pace",
    "status",
)


def frame(ledger: Ledger, plan: Plan) -> DataFrame:
    """Return a row an indicator, in plan order, all columns of objects: Decimal stays Decimal and None stays None."""
    import pandas as pd  # noqa: PLC0415 - half a second that only those who ask for a table pay

    return pd.DataFrame((_cells(row, ledger, plan) for row in ledger.rows), columns=list(COLUMNS), dtype=object)


def _cells(row: LedgerRow, ledger: Ledger, plan: Plan) -> tuple[object, ...]:
    indicator = row.indicator
    task = plan.task_by_id[indicator.task]
    return (
        indicator.id,
        indicator.name,
        task.id,
        task.form.value,
        task.group,
        task.lead,
        "、".join(indicator.reporters),
        str(ledger.period),
        indicator.basis.value,
        indicator.target.relation.value,
        row.actual,
        indicator.target.unit,
        indicator.target.value,
        row.rate,
        row.pace,
        row.status.value,
    )
