"""What docs/extending.md teaches works as it is written there."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import docx

from reporter import findings
from reporter.check.rows import row_finding
from reporter.home import Home
from reporter.quantities import Divisibility
from reporter.quantities import lexicon
from tests.homes import Entries
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the page's code blocks of a language in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = tomllib.loads(blocks("toml")[0])["round-figure"]
    rule = findings.Rule("check.round-figure", findings.Severity(entry["severity"]), *(entry[key] for key in WORDS))
    known = {**findings.catalogue(), rule.id: rule}
    monkeypatch.setattr(findings, "catalogue", lambda: known)
    names: dict[str, Any] = {"row_finding": row_finding}
    exec(blocks("python")[0], names)  # noqa: S102 - the page's own code is what is tested
    plan = plan_of(indicator("K01-1", value="12"), indicator("K01-2", value="13"))
    reported = submission("市发改委", figures=[figure("K01-1", "6"), figure("K01-2", "6")])
    found = list(names["round_figure"](evidence_of(plan, reported)))
    assert [(item.rule, item.indicator, item.found, item.expected) for item in found] == [
        ("check.round-figure", "K01-1", "6", "12")
    ]


WORDS = ("title", "message", "hint")


def test_the_layout(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    folder = tmp_path / "templates" / "layouts" / "慢序时事项清单"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(blocks("toml")[1], encoding="utf-8")
    shutil.copy(next(Home().layouts.glob("*/base.docx")), folder)
    home.issue()
    late: Entries = {("K01-1", "本期完成"): 3, ("K01-1", "情况说明"): "受雨季影响，下半年集中开工。"}
    home.submit("市教育局", {"指标进展": late, "推进情况": {("K01", "推进情况"): "已新建学校3所。"}})
    assert home.report() == 0
    (path,) = home.outputs(".docx")
    (table,) = docx.Document(str(path)).tables
    assert [cell.text for cell in table.rows[1].cells] == [
        "市教育局",
        "新建学校（目标 12所，完成 25%）",
        "受雨季影响，下半年集中开工。",
    ]


def test_the_unit_word_goes_where_units_stand() -> None:
    entry = tomllib.loads(blocks("toml")[2])
    (kind,) = entry
    assert Divisibility(kind) is Divisibility.COUNT
    assert set(lexicon().words.values()) == set(Divisibility)
