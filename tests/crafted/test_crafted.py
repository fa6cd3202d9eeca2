"""Every crafted workbook through the whole main job: its fault is named at its place, no wrong figure is printed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.crafted.catalogue import CASES
from tests.crafted.city import ASKED
from tests.crafted.city import FIRST_ROW
from tests.crafted.running import PLAN
from tests.crafted.running import expected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.crafted.records import Case
    from tests.crafted.running import Run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_fault_is_named_and_no_wrong_figure_is_printed(crafted: Run, case: Case) -> None:
    assert crafted.told(case) == crafted.expected(case)
    assert crafted.printed(case) == expected(case)
    for number, cell in case.cells.items():
        assert crafted.row(case, number)["cell"] == cell


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 300
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_run_ends_1_and_its_outputs_are_whole(crafted: Run) -> None:
    assert crafted.exit_code == 1
    assert crafted.home.run("verify", crafted.home.period) == 0


def test_every_finding_says_what_was_found_where_and_what_to_do(crafted: Run) -> None:
    files = {name for case in CASES for name in crafted.file_names(case)}
    for item in crafted.findings:
        assert item["message"]
        assert item["hint"]
        assert item["place"].partition("!")[0] in {*files, PLAN}, item


def test_no_figure_is_printed_from_a_cell_with_an_error(crafted: Run) -> None:
    unreadable = {item["place"] for item in crafted.findings if item["severity"] == "error"}
    for row in crafted.figures.values():
        assert not row["value"] or _place(row) not in unreadable, row


def test_every_printed_figure_leads_to_the_file_and_row_it_came_from(crafted: Run) -> None:
    digests = {
        path.relative_to(crafted.home.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (crafted.home.root / "inputs" / crafted.home.period).rglob("*")
        if path.is_file()
    }
    for case in CASES:
        for number in ASKED:
            row = crafted.row(case, number)
            if row["value"]:
                # A name that a spreadsheet would take for a formula carries an apostrophe.
                assert row["file"].removeprefix("'") in crafted.file_names(case)
                assert row["sha256"] in digests.values()
                assert row["stored"]


def test_a_figure_of_a_flawless_form_stands_in_its_cell(crafted: Run) -> None:
    case = next(item for item in CASES if item.name == "nothing at all")
    for number, asked in ASKED.items():
        row = crafted.row(case, number)
        assert row["cell"] == (f"H{FIRST_ROW + number - 1}" if asked.is_figure else "")


def _place(row: Mapping[str, str]) -> str:
    return f"{row['file']}!{row['sheet']}!{row['cell']}"
