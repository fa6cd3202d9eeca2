"""The secretariat's own files: proved by what was read of them, and what they carry besides cells is said."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from reporter.check.judge import judge
from tests.homes import TestHome
from tests.homes import write_tables
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.check.records import Evidence
    from reporter.findings import Finding

OVERRIDES = {"核定": "规则 | 编号 | 原值 | 理由 | 核定人 | 日期"}
EDITS = {"编辑": "任务编号 | 部门原文 | 编辑后 | 编辑人"}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", SCHOOLS)
    write_tables(tmp_path / "inputs" / "核定-2023H1.xlsx", OVERRIDES)
    write_tables(tmp_path / "inputs" / "编辑-2023H1.xlsx", EDITS)
    assert home.run("plan", "lock", "2023") == 0
    return home


def own_files(home: TestHome) -> list[Path]:
    return sorted(path for path in (home.root / "inputs").iterdir() if path.is_file())


def test_the_manifest_tells_what_was_read_though_all_of_it_changed_during_the_run(
    home: TestHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {f"inputs/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in own_files(home)}

    def somebody_saves_meanwhile(evidence: Evidence) -> tuple[Finding, ...]:
        for path in own_files(home):
            path.write_bytes(path.read_bytes() + b" ")
        return judge(evidence)

    monkeypatch.setattr("reporter.pipeline.report.judge", somebody_saves_meanwhile)
    home.report()
    manifest = json.loads(home.output("manifest.json"))
    assert len(read) == 4
    assert {path: value for path, value in manifest["inputs"].items() if path in read} == read
    assert manifest["versions"]["plan"] == read["inputs/plan-2023.xlsx"]
    assert home.run("verify", home.period) == 1


@pytest.mark.parametrize("name", ["plan-2023.xlsx", "核定-2023H1.xlsx", "编辑-2023H1.xlsx"])
def test_what_they_carry_besides_cells_is_said(home: TestHome, name: str) -> None:
    with zipfile.ZipFile(home.root / "inputs" / name, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert home.report() == 0
    assert "intake.external-links" in home.rules_at(name)


def test_the_comments_that_explain_our_own_headers_are_not_told(tmp_path: Path) -> None:
    page = tmp_path / "表.md"
    page.write_text("# 2023年\n\n|序号|目标任务|\n|---|---|\n|1|建校12所。责任单位:市教育局|\n", encoding="utf-8")
    home = TestHome(tmp_path / "home")
    (home.root / "inputs" / "2023H1").mkdir(parents=True)
    assert home.run("draft", str(page), "-o", str(home.root / "inputs" / "plan-2023.xlsx")) == 0
    assert home.report() == 0
    assert home.rules_at("plan-2023.xlsx!指标") == set()


def test_a_cell_that_the_plan_stores_twice_stops_the_run(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    path = home.root / "inputs" / "plan-2023.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = next(name for name in parts if name.endswith("sheet4.xml"))
    head, cell, rest = parts[sheet].partition(b'<c r="E2"')
    whole, _, tail = rest.partition(b"</c>")
    twice = cell + whole.replace(b">12<", b">99<") + b"</c>"
    parts[sheet] = head + cell + whole + b"</c>" + twice + tail
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert home.report() == 2
    assert "plan-2023.xlsx!指标!E2" in capsys.readouterr().err
