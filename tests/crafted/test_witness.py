"""Our reader and openpyxl see the same in every crafted file that both can read; where not, the reason is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.intake.processes.isolation import compare_isolated
from reporter.intake.workbooks import read_workbook
from tests.crafted.catalogue import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.crafted.records import Case
    from tests.crafted.running import Run

FAILS = {
    "backslashes in part names": "it knows parts by their exact names only",
    "bad entity among the styles": "it gives the whole file up",
    "broken fonts and fills": "it reads fonts and fills, and stumbles over them",
    "number in hexadecimal": "it gives the whole file up",
    "number that is none": "it gives the whole file up",
    "one merge over everything": "it makes a cell for every place of a merge, until the memory is full",
    "shared text that does not exist": "it gives the whole file up",
    "shared texts named and absent": "it looks the part up without asking whether it is there",
    "style that does not exist": "it gives the whole file up",
    "styles named and absent": "it looks the part up without asking whether it is there",
}
"""By case: why openpyxl cannot read the file."""
DIFFERS = {
    "date beyond the calendar": "it shows an error for a serial that is no day",
    "day beyond the calendar": "it shows an error for a serial that is no day",
    "day in one number": "it takes 20230705 in a cell for dates for a serial that is no day",
    "part name in other case": "it sees no sheet where the part is spelled otherwise",
    "strict edition of the standard": "it sees no sheets in the strict edition",
}
"""By case: why it sees something else."""


@pytest.fixture(scope="module")
def second_look(crafted: Run) -> Mapping[str, set[str]]:
    """Let openpyxl read every file that we read, in processes of their own; the rules it raises, by case."""
    read = []
    for case in CASES:
        path = crafted.path(case)
        workbook, _ = read_workbook(path, path.name)
        if workbook is not None and workbook.shows_formulas:
            read.append((case.name, workbook, path))
    answers = compare_isolated([(workbook, path) for _, workbook, path in read], workers=2)
    return {name: {item.rule for item in found} for (name, _, _), found in zip(read, answers, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_two_readers_agree(second_look: Mapping[str, set[str]], case: Case) -> None:
    rules = second_look.get(case.name, set())
    assert ("intake.witness-failed" in rules) == (case.name in FAILS)
    assert ("intake.witness-differs" in rules) == (case.name in DIFFERS)
