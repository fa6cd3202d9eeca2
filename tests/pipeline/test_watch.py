"""Watching: nothing is read half, nothing twice, nothing forgotten, and trouble never ends it."""

from __future__ import annotations

import errno
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.findings import finding
from reporter.home import Home
from reporter.home import read_period
from reporter.pipeline.reception import Reading
from reporter.pipeline.report import Outcome
from reporter.pipeline.report import Request
from reporter.pipeline.watch import Elsewhere
from reporter.pipeline.watch import Trouble
from reporter.pipeline.watch import newest
from reporter.pipeline.watch import snapshot
from reporter.pipeline.watch import watch
from reporter.places import Place
from tests.homes import TestHome

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from tests.homes import Entries

PLAN = {
    "年度": "项目 | 内容\n年度 | 2023",
    "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | | | |\n市水利局 | | | |",
    "任务": """任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位
        K01 | 重点工作 | 市长主抓重点工作 | 1 | | 新建学校12所。 | 市教育局
        K02 | 重点工作 | 市长主抓重点工作 | 2 | | 治理河道120公里。 | 市水利局""",
    "指标": """指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位
        K01-1 | K01 | 新建学校 | ≥ | 12 | | 所 | 累计 | | |
        K02-1 | K02 | 治理河道 | ≥ | 120 | | 公里 | 累计 | | |""",
}
SCHOOLS: dict[str, Entries] = {
    "指标进展": {("K01-1", "本期完成"): 7},
    "推进情况": {("K01", "推进情况"): "已新建学校7所。"},
}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    return home


class EndOfScriptError(Exception):
    """The script of a test has no more steps."""


def outcomes(home: TestHome, *steps: Callable[[], object] | None) -> Iterator[Outcome | Trouble | Elsewhere]:
    """Watch while a script runs: one step a pause, then one more pause."""
    script = iter(steps)

    def pause() -> None:
        for step in script:
            if step is not None:
                step()
            return
        raise EndOfScriptError

    request = Request(Home(home.root), read_period(home.period), date(2023, 7, 20), reading=Reading(1))
    runs = watch(lambda: request, pause, lambda *_: None)
    while True:
        try:
            yield next(runs)
        except EndOfScriptError:
            return


def test_the_folder_is_answered_once_it_has_come_to_rest(home: TestHome) -> None:
    found = list(outcomes(home, None, lambda: home.submit("市教育局", SCHOOLS), None, None, None))
    assert [len(item.reception.receipts) for item in found if isinstance(item, Outcome)] == [0, 1]


def test_a_file_that_is_still_written_is_not_read(home: TestHome) -> None:
    path = home.submit("市教育局", SCHOOLS)
    whole = path.read_bytes()
    path.write_bytes(b"")
    pieces = [whole[: len(whole) * part // 4] for part in range(1, 5)]
    script = [lambda piece=piece: path.write_bytes(piece) for piece in pieces]
    (found,) = outcomes(home, *script, None, None)
    assert isinstance(found, Outcome)
    assert [receipt.submission is not None for receipt in found.reception.receipts] == [True]


def test_a_file_that_is_replaced_is_read_again(home: TestHome) -> None:
    home.submit("市教育局", SCHOOLS)
    second: dict[str, Entries] = {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): 8}}
    runs = outcomes(home, None, lambda: home.submit("市教育局", second), None, None)
    values = [item.evidence.ledger.rows[0].actual for item in runs if isinstance(item, Outcome)]
    assert [str(value) for value in values] == ["7", "8"]


def test_a_faulty_plan_is_told_and_watching_goes_on(home: TestHome) -> None:
    plan = home.root / "inputs" / "plan-2023.xlsx"
    good = plan.read_bytes()
    first, second, third = outcomes(
        home, None, lambda: plan.write_bytes(b"no workbook"), None, lambda: plan.write_bytes(good), None, None
    )
    assert isinstance(first, Outcome)
    assert isinstance(second, Trouble)
    assert "plan-2023.xlsx" in second.reason
    assert isinstance(third, Outcome)


def test_a_folder_that_vanishes_is_told_and_no_empty_tables_replace_the_good_ones(home: TestHome) -> None:
    path = home.submit("市教育局", SCHOOLS)

    def vanish() -> None:
        path.unlink()
        path.parent.rmdir()

    first, second = outcomes(home, None, vanish, None, None)
    assert isinstance(first, Outcome)
    assert isinstance(second, Trouble)
    assert "2023H1" in second.reason
    assert home.figures()["K01-1"]["value"] == "7"


def test_outputs_that_cannot_be_written_are_told(home: TestHome) -> None:
    (home.root / "outputs").write_text("in the way", encoding="utf-8")
    (found,) = outcomes(home, None, None)
    assert isinstance(found, Trouble)


def test_a_run_that_failed_is_tried_again_when_nothing_changed(home: TestHome) -> None:
    home.submit("市教育局", SCHOOLS)
    outputs = home.root / "outputs"
    outputs.write_text("in the way", encoding="utf-8")
    first, second = outcomes(home, *[None] * 4, outputs.unlink, *[None] * 8)
    assert isinstance(first, Trouble)
    assert isinstance(second, Outcome)
    assert home.figures()["K01-1"]["value"] == "7"


def test_a_full_disk_is_told_once_and_survived(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home.submit("市教育局", SCHOOLS)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x.new")

    def make_room() -> None:
        monkeypatch.undo()

    monkeypatch.setattr("reporter.release.publish.write_tree", full)
    first, second = outcomes(home, *[None] * 5, make_room, *[None] * 8)
    assert isinstance(first, Trouble)
    assert isinstance(second, Outcome)


def test_a_file_held_open_is_read_when_it_is_let_go(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home.submit("市教育局", SCHOOLS)
    held = (finding("intake.cannot-open", Place(path.name), found="Permission denied"),)
    monkeypatch.setattr("reporter.pipeline.reception.read_isolated", lambda files, _: [(None, held) for _ in files])
    first, second = outcomes(home, *[None] * 5, monkeypatch.undo, *[None] * 8)
    assert isinstance(first, Outcome)
    assert isinstance(second, Outcome)
    assert [item.reception.receipts[0].submission is None for item in (first, second)] == [True, False]


def test_a_drive_that_is_away_for_a_while_is_told_once_and_survived(
    home: TestHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.submit("市教育局", SCHOOLS)

    def away(path: Path) -> object:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    first, second, third = outcomes(
        home, None, lambda: monkeypatch.setattr("pathlib.Path.lstat", away), *[None] * 4, monkeypatch.undo, *[None] * 4
    )
    assert isinstance(first, Outcome)
    assert isinstance(second, Trouble)
    assert isinstance(third, Outcome)


def test_a_history_that_cannot_be_kept_is_told_and_tried_again(home: TestHome) -> None:
    home.submit("市教育局", SCHOOLS)
    store = home.root / "outputs" / "store.sqlite"
    store.parent.mkdir()
    store.write_bytes(b"no database at all" * 100)
    first, second = outcomes(home, *[None] * 4, store.unlink, *[None] * 8)
    assert isinstance(first, Outcome)
    assert isinstance(second, Outcome)
    assert [[item.rule for item in one.troubles] for one in (first, second)] == [["store.refused"], []]


def test_a_snapshot_leaves_out_what_is_never_read(home: TestHome) -> None:
    folder = home.root / "inputs" / "2023H1"
    for name in ("~$市教育局.xlsx", ".~lock"):
        (folder / name).write_bytes(b"x")
    assert [name for name, _ in snapshot(folder)] == []


@pytest.mark.parametrize("in_place", [False, True])
def test_a_file_of_the_same_size_and_time_with_other_content_is_noticed(home: TestHome, in_place: bool) -> None:  # noqa: FBT001 - parametrised
    path = home.submit("市教育局", SCHOOLS)
    times = path.stat()
    before = snapshot(path.parent)
    changed = bytes(reversed(path.read_bytes()))
    target = path if in_place else path.with_name(".new")
    target.write_bytes(changed)
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    if not in_place:
        target.replace(path)
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert snapshot(path.parent) != before


def to_year_end(home: TestHome) -> Path:
    """Drop a file into the folder of a later period, which it makes."""
    folder = home.root / "inputs" / "2023FY"
    folder.mkdir(exist_ok=True)
    path = folder / "市教育局.xlsx"
    path.write_bytes((home.root / "inputs" / home.period / path.name).read_bytes())
    return path


def test_files_for_another_period_are_named(home: TestHome) -> None:
    home.submit("市教育局", SCHOOLS)
    first, elsewhere, second = outcomes(home, None, lambda: to_year_end(home), None, None)
    assert isinstance(first, Outcome)
    assert elsewhere == Elsewhere(read_period("2023FY"), ("市教育局.xlsx",))
    assert isinstance(second, Outcome)


def test_an_empty_folder_and_what_leaves_another_period_are_not_told(home: TestHome) -> None:
    home.submit("市教育局", SCHOOLS)
    path = to_year_end(home)
    found = list(outcomes(home, None, path.unlink, None, (path.parent / "空").mkdir, None, None))
    assert [type(item) for item in found] == [Outcome, Outcome, Outcome]


def test_the_newest_period_is_followed_and_the_last_known_kept_while_a_drive_is_away(
    home: TestHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    period = newest(Home(home.root), read_period("2023H1"))
    assert str(period()) == "2023H1"
    folder = home.root / "inputs" / "2023FY"
    folder.mkdir()
    assert str(period()) == "2023FY"

    def away(path: Path) -> object:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    monkeypatch.setattr("pathlib.Path.iterdir", away)
    assert str(period()) == "2023FY"
    monkeypatch.undo()
    (home.root / "inputs").rename(home.root / "away")
    assert str(period()) == "2023FY"
    (home.root / "away").rename(home.root / "inputs")
    folder.rmdir()
    assert str(period()) == "2023H1"
