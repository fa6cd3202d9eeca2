"""Two things of one name: no file overwrites another, on systems that tell capitals apart and on those that do not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.errors import ConfigurationError
from reporter.home import Home
from reporter.pipeline.issue import issue
from reporter.pipeline.report import Request
from reporter.pipeline.report import report
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS
from tests.plans import HALF_YEAR

if TYPE_CHECKING:
    from pathlib import Path

LAYOUT = """
title = "TITLE"
periods = ["H1"]
profile = "附件表格"
[[section]]
name = "表"
rows = "任务"
[[section.column]]
title = "目标任务"
width = 100
text = "{{目标任务}}"
"""


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", SCHOOLS)
    return home


def toml(number: int) -> str:
    """Name the place of a layout's title."""
    return f"layouts/{number}/layout.toml!title"


@pytest.mark.parametrize(
    ("titles", "faulty"),
    [
        (["核查报告"], [(toml(1), "核查报告.xlsx")]),
        (["编辑-2023H1"], [(toml(1), "编辑-2023H1.xlsx")]),
        (["2023年表", "{{年}}年表", "2023年表A", "2023年表a"], [(toml(2), "1"), (toml(4), "3")]),
    ],
)
def test_titles_that_come_to_one_name_stop_the_run(
    home: TestHome, titles: list[str], faulty: list[tuple[str, str]]
) -> None:
    for number, title in enumerate(titles, start=1):
        folder = home.root / "templates" / "layouts" / str(number)
        folder.mkdir(parents=True)
        (folder / "layout.toml").write_text(LAYOUT.replace("TITLE", title), encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        report(Request(Home(home.root), HALF_YEAR, date(2023, 7, 20)), lambda *_: None)
    assert [(fault.rule, str(fault.place)) for fault in refused.value.faults] == [
        ("layout.title-repeated", place) for place, _ in faulty
    ]
    assert all(other in fault.message for fault, (_, other) in zip(refused.value.faults, faulty, strict=True))
    assert not (home.root / "outputs" / home.period).exists()


def test_departments_whose_blanks_come_to_one_name_stop_the_issue(tmp_path: Path) -> None:
    tables = {
        name: text.replace("市教育局", "市教育局?").replace("市水利局", "市教育局_") for name, text in PLAN.items()
    }
    home = Home(TestHome.with_plan(tmp_path, tables).root)
    with pytest.raises(ConfigurationError) as refused:
        issue(home, HALF_YEAR, lambda *_: None)
    assert [(fault.rule, str(fault.place)) for fault in refused.value.faults] == [
        ("plan.workbook-name-repeated", "plan-2023.xlsx!单位!A3")
    ]
    assert not home.blanks(HALF_YEAR).exists()


def test_answers_to_files_of_nearly_one_name_are_two(home: TestHome) -> None:
    for name in ("a.xlsx", "A.xlsx"):
        (home.root / "inputs" / home.period / name).write_bytes(b"no workbook")
    assert home.report() == 1
    names = {path.name.casefold() for path in (home.root / "outputs" / home.period / "退回").iterdir()}
    assert names == {"退回说明-a.xlsx", "退回说明-a（2）.xlsx"}
