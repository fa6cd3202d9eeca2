"""Untouched, a run verifies, whatever lies in the drop folder that no run reads; a workbook nobody has read is told."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from reporter.home import Home
from reporter.pipeline.watch import snapshot
from reporter.release.verification import Difference
from reporter.release.verification import Kind
from reporter.release.verification import verify
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS
from tests.plans import HALF_YEAR

if TYPE_CHECKING:
    from pathlib import Path

SILENT = (
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
    "~$市教育局.xlsx",
    "补报/thumbs.db",
    ".回收站/旧表.xlsx",
    "~$夹/甲.xlsx",
)
UNFINISHED = ("~WRL0001.tmp", "市水利局.xlsx.crdownload", "补报/市水利局.xlsx.part")


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", SCHOOLS)
    return home


def drop(home: TestHome, *names: str) -> None:
    """Put files that are no workbooks into the drop folder."""
    for name in names:
        path = home.root / "inputs" / home.period / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")


def differences(home: TestHome) -> tuple[Difference, ...]:
    """Verify the period of a home."""
    return verify(Home(home.root), HALF_YEAR)


@pytest.mark.parametrize("name", [*SILENT, *UNFINISHED])
def test_what_no_run_reads_is_no_difference(home: TestHome, name: str) -> None:
    drop(home, name)
    assert home.report() == 0
    assert differences(home) == ()
    assert home.run("verify", home.period) == 0


@pytest.mark.parametrize("name", SILENT)
def test_what_comes_later_and_is_never_read_is_no_difference(home: TestHome, name: str) -> None:
    home.report()
    drop(home, name)
    assert differences(home) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems have these files")
def test_pipes_and_links_are_neither_read_nor_a_difference(home: TestHome) -> None:
    folder = home.root / "inputs" / home.period
    os.mkfifo(folder / "管道.xlsx")
    (folder / "链接.xlsx").symlink_to(folder / "市教育局.xlsx")
    (folder / "夹").symlink_to(home.root / "templates", target_is_directory=True)
    home.report()
    assert {item["rule"] for item in home.findings()} >= {"intake.link", "intake.not-a-file"}
    assert differences(home) == ()


def test_a_workbook_that_nobody_has_read_is_a_difference(home: TestHome) -> None:
    drop(home, *SILENT)
    home.report()
    home.submit("市水利局", {}, name="补报/市水利局.xlsx")
    assert differences(home) == (Difference("inputs/2023H1/补报/市水利局.xlsx", Kind.UNLISTED),)
    assert home.run("verify", home.period) == 1


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store"])
def test_what_a_file_manager_leaves_among_the_outputs_is_nobodys_work(home: TestHome, name: str) -> None:
    home.report()
    (home.root / "outputs" / home.period / name).write_bytes(b"x")
    assert differences(home) == ()
    home.report()
    assert not (home.root / "outputs" / f"留存-{home.period}").exists()


def test_watching_wakes_for_nothing_that_is_never_read(home: TestHome) -> None:
    inputs = home.root / "inputs"
    (inputs / home.period / "补报").mkdir()
    before = snapshot(inputs)
    drop(home, *SILENT)
    assert snapshot(inputs) == before
