"""The ledger as a table for pivots, rankings and exports: the only room of pandas, and pandas stays in it.

pandas adds nothing up to 0 and turns what is missing into nan. So amounts travel as Decimal objects, None stays None,
and only occurrences are counted here; nothing is summed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.plan.criteria import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

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
    "department",
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


@dataclass(frozen=True, slots=True)
class Tally:
    """How many indicators of one heading stand at which status. Every status is a key, in the order of Status."""

    form: str
    name: str
    counts: Mapping[Status, int]

    @property
    def total(self) -> int:
        """All indicators under the heading."""
        return sum(self.counts.values())


def frame(ledger: Ledger, plan: Plan) -> DataFrame:
    """Return a row an indicator, in plan order, all columns of objects: Decimal stays Decimal and None stays None."""
    import pandas as pd  # noqa: PLC0415 - half a second that only those who ask for a table pay

    return pd.DataFrame((_cells(row, ledger, plan) for row in ledger.rows), columns=list(COLUMNS), dtype=object)


def by_form(ledger: Ledger, plan: Plan) -> tuple[Tally, ...]:
    """Count per 表单, in plan order."""
    return tuple(Tally(form, form, counts) for (form,), counts in _counts(frame(ledger, plan), "form"))


def by_group(ledger: Ledger, plan: Plan) -> tuple[Tally, ...]:
    """Count per 分组 of each 表单 (for key tasks the leader), in plan order."""
    return tuple(Tally(form, group, counts) for (form, group), counts in _counts(frame(ledger, plan), "form", "group"))


def by_department(ledger: Ledger, plan: Plan) -> tuple[Tally, ...]:
    """Count per lead department over all forms, in the order of 单位; one that leads no indicator is absent."""
    found = {name: Tally("", name, counts) for (name,), counts in _counts(frame(ledger, plan), "department")}
    return tuple(found[item.name] for item in plan.departments if item.name in found)


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


def _counts(table: DataFrame, *headings: str) -> Iterator[tuple[tuple[str, ...], Mapping[Status, int]]]:
    """Yield each combination of headings in order of first appearance, with its indicators counted by status."""
    for names, rows in table.groupby(list(headings), sort=False):
        found = rows["status"].value_counts()
        yield tuple(map(str, names)), {status: int(found.get(status.value, 0)) for status in Status}
