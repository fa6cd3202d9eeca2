"""What goes back: our form with everything that was typed and all that is wrong, ready to be dropped in again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.crafted.catalogue import CASES
from tests.crafted.city import ASKED
from tests.crafted.package import SHARED
from tests.crafted.package import Package
from tests.crafted.package import text_of
from tests.crafted.running import PLAN
from tests.crafted.running import Run
from tests.homes import TestHome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.crafted.records import Case

TO_MEND = {"error", "open"}
_NOT_OURS = "退回说明-"


@pytest.fixture(scope="session")
def answers(crafted: Run) -> Mapping[str, Path]:
    """Return the returned workbooks by name without suffix."""
    folder = crafted.home.root / "outputs" / crafted.home.period / "退回"
    return {path.stem: path for path in folder.iterdir()}


def faults(crafted: Run, case: Case) -> list[Mapping[str, str]]:
    """Return what the department must mend in the first file of the case."""
    name = crafted.file_names(case)[0]
    return [
        item
        for item in crafted.findings_of(case)
        if item["severity"] in TO_MEND and item["place"].partition("!")[0] == name
    ]


def answer_to(crafted: Run, case: Case, answers: Mapping[str, Path]) -> Path | None:
    """Return the workbook that answers the first file of the case: our form, or a note on what is none of ours."""
    stem = crafted.file_names(case)[0].rpartition("/")[2].rpartition(".")[0] or crafted.file_names(case)[0]
    department = crafted.departments[case.name].name
    return answers.get(department) or answers.get(f"{_NOT_OURS}{stem}")


SEEN_NOW = {"hidden under a merge", "hidden under a merge of rows", "one merge over everything"}
"""What nobody could see in the original stands in a cell of its own in our form, marked, and counts when it stays."""
ALONE = tuple(case for case in CASES if not case.beside)


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.name)
def test_what_must_be_mended_goes_back_and_nothing_else(crafted: Run, answers: Mapping[str, Path], case: Case) -> None:
    found, path = faults(crafted, case), answer_to(crafted, case, answers)
    assert (path is not None) == bool(found)
    if path is not None:
        told = _texts(path)
        for item in found:
            assert any(item["message"] in text for text in told), item["message"]


def _texts(path: Path) -> list[str]:
    return [text_of(item) for item in Package(path.read_bytes()).tree(SHARED)]


@pytest.fixture(scope="module")
def again(crafted: Run, answers: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Drop every returned form into a fresh folder as it is, and run the main job over them."""
    home = TestHome(tmp_path_factory.mktemp("again"))
    folder = home.root / "inputs" / home.period
    folder.mkdir(parents=True)
    shutil.copy(crafted.home.root / "inputs" / PLAN, home.root / "inputs")
    for case in ALONE:
        name = crafted.departments[case.name].name
        if name in answers:
            shutil.copy(answers[name], folder)
    return Run(home, crafted.cases, home.report())


def test_a_returned_form_dropped_back_as_it_is_changes_no_figure(
    crafted: Run, again: Run, answers: Mapping[str, Path]
) -> None:
    sent_back = [case for case in ALONE if crafted.departments[case.name].name in answers]
    assert len(sent_back) > 100
    for case in sent_back:
        if case.name not in SEEN_NOW:
            assert _values(again, case) == _values(crafted, case), case.name


def _values(run: Run, case: Case) -> dict[int, str]:
    return {number: value for number, (value, _) in run.printed(case).items()}


def test_whoever_mends_the_returned_form_is_through(crafted: Run, answers: Mapping[str, Path]) -> None:
    case = next(item for item in CASES if item.name == "roughly")
    book = openpyxl.load_workbook(answers[crafted.departments[case.name].name])
    assert book["指标进展"]["H4"].value == "约7"
    assert ASKED[1].name in str(book["指标进展"]["C4"].value)
