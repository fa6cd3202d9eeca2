"""What people put among the outputs and the blanks outlives every run, whatever became of our own papers."""

from __future__ import annotations

import json
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


WATER: dict[str, Entries] = {
    "指标进展": {("K02-1", "本期完成"): 61.5},
    "推进情况": {("K02", "推进情况"): "已治理河道61.5公里。"},
}


@pytest.fixture
def final(home: TestHome) -> dict[str, bytes]:
    """Return the files of a final edition."""
    home.submit("市水利局", WATER)
    assert home.report("--final") == 0
    return everything(home.root / "outputs" / home.period)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_draft_after_the_final_edition_keeps_it_whole_and_says_so(
    home: TestHome, final: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert home.report(as_of="2023-07-25") == 0
    said = capsys.readouterr().err
    assert everything(home.root / "outputs" / "留存-2023H1" / "定稿-2023-07-20") == final
    assert not json.loads(home.output("manifest.json"))["final"]
    assert "留存-2023H1/定稿-2023-07-20" in said
    assert "--as-of 2023-07-20 --final" in said
    assert home.run("verify", home.period) == 0


def test_a_final_edition_is_kept_once_and_comes_back_as_it_was(
    home: TestHome, final: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home.root / "outputs" / home.period
    for _ in range(2):
        home.report()
        capsys.readouterr()
        home.report()
        assert "定稿-" not in capsys.readouterr().err
        home.report("--final")
        assert everything(folder) == final
    assert [path.name for path in (folder.parent / "留存-2023H1").iterdir()] == ["定稿-2023-07-20"]


def test_the_same_final_edition_again_replaces_nothing(
    home: TestHome, final: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    home.report("--final")
    assert everything(home.root / "outputs" / home.period) == final
    assert kept(home.root / "outputs" / home.period) == {}
    assert "原有定稿" not in capsys.readouterr().err


def test_each_of_several_final_editions_is_kept(
    home: TestHome, final: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    for amount in (9, 10):
        built: Entries = {("K01", "推进情况"): f"已新建学校{amount}所。"}
        home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): amount}, "推进情况": built})
        capsys.readouterr()
        assert home.report("--final") == 0
        said = capsys.readouterr().err
        assert "新的定稿" in said
        assert "--as-of" not in said
    aside = home.root / "outputs" / "留存-2023H1"
    assert sorted(path.name for path in aside.iterdir()) == ["定稿-2023-07-20", "定稿-2023-07-20（2）"]
    assert everything(aside / "定稿-2023-07-20") == final


def test_a_refused_final_edition_replaces_the_one_before_and_keeps_it(home: TestHome, final: dict[str, bytes]) -> None:
    (home.root / "inputs" / home.period / "市水利局.xlsx").unlink()
    assert home.report("--final") == 1
    assert everything(home.root / "outputs" / "留存-2023H1" / "定稿-2023-07-20") == final


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
