"""figures.csv and findings.jsonl: the columns, the joints and the exact texts of the contract."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reporter.consolidate.ledger import consolidate
from reporter.consolidate.records import Ledger
from reporter.emit.data import FIGURE_COLUMNS
from reporter.emit.data import figures_csv
from reporter.emit.data import findings_jsonl
from reporter.findings import Finding
from reporter.findings import Severity
from reporter.places import Place
from tests.plans import HALF_YEAR
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.publishing import half_year

if TYPE_CHECKING:
    from reporter.forms.records import Figure
    from reporter.plan.records import Indicator


def rows_of(ledger: Ledger) -> list[dict[str, str]]:
    text = figures_csv(ledger).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row_of(one: Indicator, *figures: Figure) -> dict[str, str]:
    """Consolidate one indicator with these figures; return its row."""
    submissions = [submission(item.department, figures=[item]) for item in figures]
    return rows_of(consolidate(plan_of(one), HALF_YEAR, submissions))[0]


def test_the_file_begins_with_a_bom_and_the_columns_of_the_contract() -> None:
    _, ledger, _ = half_year()
    data = figures_csv(ledger)
    assert data.startswith(b"\xef\xbb\xbfindicator,task,reporter,period,value,unit,target,rate,pace,status,")
    assert data.splitlines()[0].endswith(b"file,sheet,cell,stored,format,sha256")


def test_every_indicator_has_a_row_in_plan_order() -> None:
    plan, ledger, _ = half_year()
    assert [row["indicator"] for row in rows_of(ledger)] == [item.id for item in plan.indicators]


def test_a_reported_figure_comes_with_its_rate_and_its_cell() -> None:
    assert row_of(indicator("K01-1", value="3", unit="万亩"), figure("K01-1", "2.10")) == {
        "indicator": "K01-1",
        "task": "K01",
        "reporter": "市发改委",
        "period": "2023H1",
        "value": "2.1",
        "unit": "万亩",
        "target": "3",
        "rate": "70.0000",
        "pace": "20.0000",
        "status": "超序时",
        "file": "市发改委.xlsx",
        "sheet": "指标进展",
        "cell": "H[K01-1]",
        "stored": "2.10",
        "format": "General",
        "sha256": "f" * 64,
    }


def test_an_unreported_indicator_is_empty_and_not_zero() -> None:
    row = row_of(indicator())
    assert row["status"] == "未填报"
    assert not any(
        row[name] for name in ("value", "rate", "pace", "file", "sheet", "cell", "stored", "format", "sha256")
    )


def test_an_empty_cell_is_unreported() -> None:
    assert row_of(indicator(), figure(value=None))["file"] == ""


def test_an_unreadable_figure_has_no_value_but_its_cell() -> None:
    row = row_of(indicator(), figure(value=None, is_unreadable=True))
    assert (row["value"], row["cell"]) == ("", "H[K01-1]")


def test_a_figure_typed_for_a_task_without_figures_is_not_given() -> None:
    row = row_of(indicator(basis="定性", value=None), figure(value="5"))
    assert (row["value"], row["target"], row["file"]) == ("", "", "")


def test_several_reporters_are_joined_in_the_order_of_the_plan() -> None:
    one = indicator(reporters=("甲局", "乙局"))
    row = row_of(one, figure(value="3", department="乙局"), figure(value="4", department="甲局"))
    assert (row["reporter"], row["value"]) == ("甲局;乙局", "7")
    assert (row["file"], row["stored"]) == ("甲局.xlsx;乙局.xlsx", "4;3")


def test_a_missing_reporter_leaves_his_part_empty() -> None:
    row = row_of(indicator(reporters=("甲局", "乙局")), figure(value="3", department="乙局"))
    assert (row["reporter"], row["value"], row["file"], row["stored"]) == ("甲局;乙局", "", ";乙局.xlsx", ";3")


def test_a_figure_under_another_name_is_not_lost() -> None:
    _, ledger, _ = half_year()
    row = ledger.row_by_indicator["L13-1"]
    renamed = replace(row, figures=(figure("L13-1", "9", department="市应急管理局"),), missing=("市消防局",))
    printed = rows_of(Ledger(HALF_YEAR, (renamed,), {}))[0]
    assert (printed["reporter"], printed["file"]) == ("市应急管理局;市消防局", "市应急管理局.xlsx;")


def test_a_range_prints_both_ends() -> None:
    assert row_of(indicator(basis="时点", relation="区间", value="10", upper="50"))["target"] == "10~50"


def test_rates_are_rounded_half_up_to_four_decimals() -> None:
    _, ledger, _ = half_year()
    row = replace(ledger.rows[0], rate=Decimal("52.12345"), pace=Decimal("-0.00001"))
    printed = rows_of(Ledger(HALF_YEAR, (row,), {}))[0]
    assert (printed["rate"], printed["pace"]) == ("52.1235", "0.0000")


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\tx", "'\tx"),
        ("-5.2", "-5.2"),
        ("+5%", "+5%"),
        ("-", "-"),
        ("——", "——"),
        ("1,178\n“约”", "1,178\n“约”"),
    ],
)
def test_a_text_never_becomes_a_formula(stored: str, written: str) -> None:
    one = figure(value=None, is_unreadable=True)
    assert row_of(indicator(), replace(one, source=replace(one.source, stored=stored)))["stored"] == written


def test_the_format_of_text_stays_as_it_is() -> None:
    one = figure()
    assert row_of(indicator(), replace(one, source=replace(one.source, format="@")))["format"] == "@"


def test_columns_are_those_of_the_contract() -> None:
    assert len(FIGURE_COLUMNS) == 16


def test_a_finding_is_a_line_with_the_fields_of_the_contract() -> None:
    one = Finding(
        rule="cells.not-a-number",
        severity=Severity.ERROR,
        place=Place.cell("市教育局.xlsx", "指标进展", 5, 8),
        message="“约300”不是数字。",
        hint="请填数字。",
        task="K01",
        indicator="K01-1",
        department="市教育局",
        found="约300",
    )
    lines = findings_jsonl([one, one]).decode().splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0]) == {
        "rule": "cells.not-a-number",
        "severity": "error",
        "place": "市教育局.xlsx!指标进展!H5",
        "task": "K01",
        "indicator": "K01-1",
        "found": "约300",
        "expected": "",
        "difference": "",
        "expression": "",
        "message": "“约300”不是数字。",
        "hint": "请填数字。",
    }
    assert "约300" in lines[0]


def test_a_broken_character_does_not_break_the_line() -> None:
    one = Finding("a.b", Severity.NOTE, Place("文件\udc80.xlsx"), "一\n二", "三")
    assert json.loads(findings_jsonl([one]))["place"] == "文件\udc80.xlsx"
