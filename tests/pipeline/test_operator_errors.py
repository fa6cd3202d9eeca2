"""What the operator did wrong: each fault by rule and place, before anything is written."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.cli import commands
from reporter.cli import console
from reporter.errors import ConfigurationError
from reporter.home import Home
from reporter.home import read_period
from reporter.periods import Period
from reporter.periods import Stage
from reporter.pipeline.check import check_workbooks
from reporter.pipeline.destination import check_audit_target
from reporter.pipeline.destination import check_draft_target
from reporter.pipeline.draft import draft_from_commitments
from reporter.pipeline.draft import draft_from_document
from reporter.pipeline.figures import answers
from reporter.pipeline.init import create_home
from reporter.pipeline.planning import load_plan
from reporter.pipeline.planning import lock_plan
from reporter.pipeline.report import Request
from reporter.pipeline.report import report
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HALF_YEAR = Period(2023, Stage.HALF_YEAR)


def silent(_step: str, _done: int, _of: int) -> None:
    """Show no progress."""


def faults(action: Callable[[], object]) -> list[tuple[str, str]]:
    """Return rule and place of every fault an action is refused for."""
    with pytest.raises(ConfigurationError) as refused:
        action()
    return [(fault.rule, str(fault.place)) for fault in refused.value.faults]


def test_periods(tmp_path: Path) -> None:
    assert faults(lambda: Home(tmp_path).period_named(None)) == [("home.no-period", "inputs")]
    assert faults(lambda: read_period("2023下半年")) == [("home.not-a-period", "PERIOD")]
    never = [("home.period-never-reported", "inputs/2023FY")]
    assert faults(lambda: Home(tmp_path).period_named("2023FY")) == never


def test_folders_that_no_period_is_read_from(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for name in ("2023上半年", "2023-fy", "资料", ".git"):
        (home.inputs / name).mkdir(parents=True)
    half, full, other = (("home.folder-unread", f"inputs/{name}") for name in ("2023上半年", "2023-fy", "资料"))
    assert faults(lambda: home.period_named(None)) == [("home.no-period", "inputs"), full, half, other]
    never = ("home.period-never-reported", "inputs/2023H1")
    assert faults(lambda: home.period_named("2023H1")) == [never, half, other]
    assert [fault.expected for fault in home.unread()] == [
        "文件夹 2023FY",
        "文件夹 2023H1",
        "以期次命名的文件夹（例如 2023H1）",
    ]


def test_workbooks_that_lie_beside_the_folders(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.inputs.mkdir()
    ours = (home.plan(2023), home.lock(2023), home.overrides(HALF_YEAR), home.edits(HALF_YEAR))
    for name in (*(path.name for path in ours), "~$plan-2023.xlsx", "说明.txt"):
        (home.inputs / name).write_bytes(b"")
    assert home.unread() == ()
    strays = ("plan-2023 - 副本.xlsx", "市教育局.XLS", "核定-2023h1.xlsx")
    for name in strays:
        (home.inputs / name).write_bytes(b"")
    named = [("home.file-unread", f"inputs/{name}") for name in strays]
    assert faults(lambda: home.period_named("2023H1"))[1:] == named


def test_a_folder_that_is_the_one_of_a_period_under_another_spelling_is_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.drop_folder(HALF_YEAR).mkdir(parents=True)
    (home.inputs / "2023h1").symlink_to(home.drop_folder(HALF_YEAR))
    assert home.unread() == ()


@pytest.mark.parametrize("year", [99, 0, -1, 12345, 999])
def test_years_that_are_none(tmp_path: Path, year: int) -> None:
    wrong = [("home.not-a-year", "--year")]
    assert faults(lambda: commands.init(tmp_path / "家", year=year)) == wrong
    assert not (tmp_path / "家").exists()
    for arguments in (
        ["draft", str(tmp_path / "任务.txt"), "--year", str(year)],
        ["draft", "--from-commitments", str(year)],
        ["plan", "lock", "--", str(year)],
        ["issue", "--", str(year)],
    ):
        assert commands.main(["--home", str(tmp_path), *arguments]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_missing_plan(tmp_path: Path) -> None:
    assert faults(lambda: load_plan(Home(tmp_path), HALF_YEAR)) == [("home.no-plan", "plan-2023.xlsx")]


def test_every_broken_base_document_is_told_before_anything_is_read(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    shutil.copytree(Home().layouts, tmp_path / "templates" / "layouts")
    for name in ("半年度完成情况", "慢序时事项清单"):
        (tmp_path / "templates" / "layouts" / name / "base.docx").write_bytes(b"no package")
    request = Request(Home(tmp_path), HALF_YEAR, date(2023, 7, 20))
    assert faults(lambda: report(request, silent)) == [
        ("layout.base-unreadable", "layouts/半年度完成情况/base.docx"),
        ("layout.base-unreadable", "layouts/慢序时事项清单/base.docx"),
    ]
    assert home.outputs(".docx") == ()


def test_a_plan_locked_twice(tmp_path: Path) -> None:
    home = Home(TestHome.with_plan(tmp_path, PLAN).root)
    lock_plan(home, 2023)
    assert faults(lambda: lock_plan(home, 2023)) == [("home.already-locked", "plan-2023.lock.json")]


def test_a_home_where_something_stands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert faults(lambda: create_home(tmp_path, 2024)) == [("home.not-empty", tmp_path.name)]
    assert faults(lambda: create_home(tmp_path / "a.txt", 2024)) == [("home.not-empty", "a.txt")]
    assert faults(lambda: create_home(tmp_path / "a.txt" / "home", 2024)) == [("release.cannot-write", "home")]


def test_a_day_that_is_none() -> None:
    assert faults(lambda: commands.day_named("7月")) == [("home.not-a-date", "--as-of")]
    assert commands.day_named("2023-07-20") == date(2023, 7, 20)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    lost = [tmp_path / "没有.xlsx", tmp_path / "也没有.xlsx"]
    expected = [("home.no-file", "没有.xlsx"), ("home.no-file", "也没有.xlsx")]
    assert faults(lambda: list(check_workbooks(Home(tmp_path), lost, date(2023, 7, 20), silent))) == expected
    assert faults(lambda: console.lines_of(lost[0])) == expected[:1]


def test_lines_that_are_no_rows() -> None:
    assert faults(lambda: list(answers(['{"id": 1}', "\n", "[]"]))) == [("home.not-a-row", "stdin!3")]
    for line in ("[" * 100_000, f'{{"id": {"9" * 5000}}}'):
        assert faults(lambda line=line: list(answers([line]))) == [("home.not-a-row", "stdin!1")]  # type: ignore[misc]


def test_lines_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "历史.jsonl"
    path.write_bytes('{}\n"中文"\n'.encode("gbk"))
    assert faults(lambda: console.lines_of(path)) == [("home.not-utf8", "历史.jsonl!2")]


def test_nothing_to_draft_from(tmp_path: Path) -> None:
    path = tmp_path / "任务.txt"
    path.write_text("新建学校120所。", encoding="utf-8")
    assert faults(lambda: draft_from_document(path, None)) == [("home.no-year", "任务.txt")]
    home = Home(TestHome.with_plan(tmp_path / "home", PLAN, "2023").root)
    assert faults(lambda: draft_from_commitments(home, 2023, silent)) == [("home.no-commitments", "inputs/2023")]
    assert faults(lambda: commands.draft(None, output=tmp_path / "plan.xlsx")) == [("home.nothing-to-draft", "FILE")]  # type: ignore[arg-type]


def test_answers_of_an_audit_that_cannot_be_written(tmp_path: Path) -> None:
    home, page, word = Home(tmp_path), tmp_path / "表.md", tmp_path / "表.docx"
    for path in (page, word):
        path.write_bytes(b"")
    wrong_kind = faults(lambda: check_audit_target(home, [page], tmp_path / "核对.txt"))
    assert wrong_kind == [("home.audit-output", "核对.txt")]
    no_word = faults(lambda: check_audit_target(home, [page], tmp_path / "核对.docx"))
    assert no_word == [("home.comments-need-word", "核对.docx")]
    itself = faults(lambda: check_audit_target(home, [word], tmp_path / "下" / ".." / "表.docx"))
    assert itself == [("home.would-overwrite", "表.docx")]


def test_plans_that_cannot_be_drafted_there(tmp_path: Path) -> None:
    assert faults(lambda: check_draft_target(tmp_path / "plan.docx")) == [("home.draft-output", "plan.docx")]
    (tmp_path / "plan.xlsx").write_bytes(b"confirmed")
    assert faults(lambda: check_draft_target(tmp_path / "plan.xlsx")) == [("home.would-overwrite", "plan.xlsx")]
