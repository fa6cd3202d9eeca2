"""The judge: every rule asked once, findings in the order of files and cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reporter.check import written
from reporter.check.judge import judge
from reporter.places import Place
from reporter.prose.reading import read_row
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import text

if TYPE_CHECKING:
    import pytest

    from reporter.prose.records import RowReading

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


def test_every_text_is_read_once_however_many_rules_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reader(target: str, progress: str) -> RowReading:
        read.append(progress)
        return read_row(target, progress)

    monkeypatch.setattr(written, "read_row", reader)
    plan = plan_of(indicator("K01-1"), indicator("K02-1"), indicator("K03-1"))
    judge(evidence_of(plan, submission(texts=[text("K01", "新增{K01-1}。"), text("K03", "已开工3个。")])))
    assert sorted(read) == ["", "已开工3个。", "新增—。"]
