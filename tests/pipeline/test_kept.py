"""What people put among the outputs and the blanks outlives every run, whatever became of our own papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.homes import TestHome
from tests.homes import write_tables
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Entries

MORE: dict[str, Entries] = {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): 8}}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", SCHOOLS)
    return home


def kept(folder: Path) -> dict[str, bytes]:
    """Return what was put aside of a folder, by path."""
    aside = folder.with_name(f"留存-{folder.name}")
    return {path.relative_to(aside).as_posix(): path.read_bytes() for path in aside.rglob("*") if path.is_file()}


def test_without_a_manifest_nothing_is_taken_for_ours(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    home.report()
    folder = home.root / "outputs" / home.period
    (document,) = home.outputs(".docx")
    document.write_bytes(b"three days of editing")
    (folder / "会议纪要.docx").write_bytes(b"minutes")
    for name in ("manifest.json", "SHA256SUMS"):
        (folder / name).unlink()
    home.submit("市教育局", MORE)
    capsys.readouterr()
    home.report()
    assert kept(folder) == {document.name: b"three days of editing", "会议纪要.docx": b"minutes"}
    assert "留存-2023H1" in capsys.readouterr().err
    assert home.run("verify", home.period) == 0


def test_what_stood_there_before_the_first_run_is_kept(home: TestHome) -> None:
    folder = home.root / "outputs" / home.period
    (folder / "附表").mkdir(parents=True)
    (folder / "附表" / "会议纪要.docx").write_bytes(b"minutes")
    home.report()
    assert kept(folder) == {"附表/会议纪要.docx": b"minutes"}


def test_a_later_run_keeps_nothing_of_the_one_before(home: TestHome) -> None:
    home.report()
    home.submit("市教育局", MORE)
    home.report()
    assert kept(home.root / "outputs" / home.period) == {}


def test_what_was_put_beside_the_blanks_is_kept_and_old_blanks_are_not(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home.root / "templates" / "blanks" / home.period
    write_tables(home.root / "inputs" / "plan-2023.xlsx", {**PLAN, "任务": PLAN["任务"].replace("12所", "15所")})
    (folder / "发放说明.docx").write_bytes(b"how to")
    home.issue()
    assert kept(folder) == {"发放说明.docx": b"how to"}
    assert "留存-2023H1" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["市教育局.xlsx", "市水利局.xlsx"]
