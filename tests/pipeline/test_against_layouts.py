"""A document held against its period owes what its own layout prints: no more, no less."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import docx
import pytest

from reporter.home import Home
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    **PLAN,
    "任务": f"""{PLAN["任务"]}
        K03 | 重点工作 | 副市长主抓重点工作 | 3 | | 修建公园3座。 | 市水利局
        L01 | 民生实事 | | 1 | 教育 | 新建食堂10个。 | 市教育局""".replace("责任单位\n", "责任单位 | 公开\n").replace(
        "公园3座。 | 市水利局", "公园3座。 | 市水利局 | 否"
    ),
}
LAYOUT = """
title = "{{年}}年重点工作\\n进展清单"
periods = ["H1"]
%s
[[section]]
name = "清单"
form = "重点工作"
%s
[[section.column]]
title = "序号"
width = 20
role = "序号"
text = "{{序号}}"

[[section.column]]
title = "目标任务"
width = 90
text = "{{目标任务}}"

[[section.column]]
title = "推进情况"
width = 90
text = "{{推进情况}}"
"""


def home_with(root: Path, layout: str) -> TestHome:
    """Make a home that has our layouts and one of its own."""
    home = TestHome.with_plan(root, TABLES)
    layouts = root / "templates" / "layouts"
    shutil.copytree(Home().layouts, layouts)
    (layouts / "清单").mkdir()
    (layouts / "清单" / "layout.toml").write_text(layout, encoding="utf-8")
    shutil.copy(layouts / "半年度完成情况" / "base.docx", layouts / "清单")
    home.issue()
    home.submit("市教育局", SCHOOLS)
    home.report()
    return home


def differing(home: TestHome, path: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Return rule and task of each difference of a document from its period."""
    capsys.readouterr()
    home.run("audit", str(path), "--against", home.period, "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(line["rule"], line["task"]) for line in lines if line["rule"].startswith("against.")]


@pytest.mark.parametrize("where", ["", "where = '分组 == \"市长主抓重点工作\"'", "where = '任务编号 == \"K01\"'"])
@pytest.mark.parametrize("internal", ["", "internal = true"])
def test_a_document_of_any_layout_agrees_with_its_own_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str, internal: str
) -> None:
    home = home_with(tmp_path, LAYOUT % (internal, where))
    made = [path for path in home.outputs("") if path.stem.startswith("2023年")]
    assert {path.suffix for path in made} == {".docx", ".xlsx", ".html"}
    assert {path.name: differing(home, path, capsys) for path in made} == {path.name: [] for path in made}


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_an_internal_edition_under_another_name_is_still_known_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    home = home_with(tmp_path, LAYOUT % ("", ""))
    (made,) = (path for path in home.outputs(suffix) if path.stem == "2023年重点工作进展清单（内部版）")
    shutil.copy(made, tmp_path / f"领导看过的{suffix}")
    assert differing(home, tmp_path / f"领导看过的{suffix}", capsys) == []


def test_a_row_that_a_document_lost_is_told_by_what_its_layout_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = home_with(tmp_path, LAYOUT % ("", ""))
    path = next(path for path in home.outputs(".docx") if path.stem == "2023年重点工作进展清单")
    document = docx.Document(str(path))
    row = next(row for row in document.tables[0].rows if "治理河道" in row.cells[1].text)
    row._tr.getparent().remove(row._tr)
    document.save(str(tmp_path / "2023年重点工作进展清单（领导改）.docx"))
    found = differing(home, tmp_path / "2023年重点工作进展清单（领导改）.docx", capsys)
    assert found == [("against.row-missing", "K02")]
