"""Every file of the cases meets its rules, and openpyxl sees the same cells where it can read the file at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.findings import Severity
from reporter.intake.witness import compare
from reporter.intake.workbooks import read_workbook_bytes
from tests.intake.cases import READ
from tests.intake.cases import REFUSED

if TYPE_CHECKING:
    from tests.intake.cases import Case


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_is_refused_by_its_rule(case: Case) -> None:
    workbook, found = read_workbook_bytes(case.make(), case.file)
    assert workbook is None
    assert [item.rule for item in found if item.rule != "intake.wrong-suffix"] == list(case.rules)
    assert all(item.severity is Severity.ERROR for item in found if item.rule in case.rules)
    assert all(item.place.file == case.file for item in found)


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_is_read_with_its_remarks(case: Case) -> None:
    workbook, found = read_workbook_bytes(case.make(), case.file)
    assert [item.rule for item in found] == list(case.rules)
    assert workbook is not None
    assert [sheet.name for sheet in workbook.sheets] == ["表1"]
    assert workbook.sheets[0].cells


# openpyxl cannot read these at all, or not this part of them.
_WITNESS_FAILS = {
    "absent shared texts": "it looks the part up without asking whether it is there",
    "backslashes in part names": "it knows parts by their exact names only",
    "characters that no xml may hold": "it gives the whole file up",
    "links of a sheet to nothing": "it wants the drawing",
    "shared text that does not exist": "it gives the whole file up",
    "strict": "it sees no sheets in the strict edition",
}


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_the_witness_agrees(case: Case) -> None:
    data = case.make()
    workbook, _ = read_workbook_bytes(data, case.file)
    assert workbook is not None
    expected = _WITNESS_FAILS.get(case.name)
    rules = {item.rule for item in compare(workbook, data)}
    assert rules <= ({"intake.witness-failed", "intake.witness-differs"} if expected else set())
    assert bool(rules) == bool(expected)
