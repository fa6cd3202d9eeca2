"""Every crafted workbook through the whole main job: its fault is named at its place, no wrong figure is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crafted.catalogue import CASES
from tests.crafted.running import expected
from tests.crafted.running import run

if TYPE_CHECKING:
    from tests.crafted.records import Case
    from tests.crafted.running import Run


@pytest.fixture(scope="session")
def crafted(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("crafted"), CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_fault_is_named_and_no_wrong_figure_is_printed(crafted: Run, case: Case) -> None:
    assert crafted.told(case) == crafted.expected(case)
    assert crafted.printed(case) == expected(case)
