"""Several files of one department, from the drop folder to the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_said_of_merged_figures_names_indicator_and_task(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", SCHOOLS)
    home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): 8}}, name="补报.xlsx", filled_on="2023-07-09")
    home.report()
    said = {item["rule"]: (item["indicator"], item["task"]) for item in home.findings()}
    assert said["forms.figure-replaced"] == ("K01-1", "K01")
