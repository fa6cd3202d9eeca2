"""The judge: every rule asked once, findings in the order of files and cells."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reporter.check.judge import judge
from reporter.places import Place
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

ROWS = ("A9", "A10", "B9", "A100")


def test_findings_come_cell_by_cell() -> None:
    figures = [figure(f"K01-{number}", "1") for number in range(len(ROWS))]
    placed = [
        replace(item, source=replace(item.source, place=Place("市发改委.xlsx", ("指标进展", cell))))
        for item, cell in zip(figures, ROWS, strict=True)
    ]
    plan = plan_of(*(indicator(item.indicator) for item in figures))
    found = judge(evidence_of(plan, submission(figures=placed)))
    assert [item.place.address for item in found] == ["A9", "B9", "A10", "A100"]


@given(st.permutations([f"K01-{number}" for number in range(4)]))
def test_the_order_of_arrival_does_not_change_the_findings(order: list[str]) -> None:
    plan = plan_of(*(indicator(f"K01-{number}") for number in range(4)))
    found = judge(evidence_of(plan, submission(figures=[figure(name, "1") for name in order])))
    assert found == judge(evidence_of(plan, submission(figures=[figure(name, "1") for name in sorted(order)])))
