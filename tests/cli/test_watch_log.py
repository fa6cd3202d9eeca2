"""What `watch` says: a file that arrives is named with its answer, on a line with the time; the summary comes once."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from reporter.findings import finding
from reporter.places import Place
from tests.homes import TestHome
from tests.homes import write_tables
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from tests.homes import Entries

WATER: Mapping[str, Entries] = {
    "指标进展": {("K02-1", "本期完成"): 61.5},
    "推进情况": {("K02", "推进情况"): "已治理河道61.5公里。"},
}
WRONG: Mapping[str, Entries] = {**WATER, "指标进展": {("K02-1", "本期完成"): "约60"}}
SUMMARY = "成果位置"
STAMP = re.compile(r"\d\d-\d\d \d\d:\d\d:\d\d  ")


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    return home


@pytest.fixture
def watched(
    home: TestHome, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """Watch while a script runs, two pauses a step, and return what was said after the first step, a line each."""

    def watched(*steps: Callable[[], object], options: tuple[str, ...] = (), named: bool = True) -> list[str]:
        script = iter([None, *(item for step in steps for item in (step, None)), None])
        said: list[str] = []

        def sleep(_: float) -> None:
            said.append(capsys.readouterr().err)
            step = next(script, KeyboardInterrupt)
            if step is KeyboardInterrupt:
                raise KeyboardInterrupt
            if step is not None:
                step()

        monkeypatch.setattr("reporter.cli.commands.time", SimpleNamespace(sleep=sleep))
        capsys.readouterr()
        assert home.run("watch", *(["2023H1"] if named else []), *options) == 0
        first = next(number for number, text in enumerate(said) if SUMMARY in text or "没有更新" in text)
        return "".join(said[first + 1 :]).splitlines()

    return watched


def without_time(line: str) -> str:
    """Take off the time that every line of the log begins with."""
    assert STAMP.match(line)
    return STAMP.sub("", line)


def test_a_clean_file_is_named_and_received_on_one_line(home: TestHome, watched: Callable[..., list[str]]) -> None:
    arrival, state = watched(lambda: home.submit("市教育局", SCHOOLS))
    assert without_time(arrival).startswith("收到 市教育局.xlsx（市教育局）：已收下")
    assert "退回" not in arrival
    assert "应报 2 家，已报 1 家" in without_time(state)


def start_year_end(home: TestHome) -> None:
    """Make the folder of the year-end with a file in it."""
    first = home.root / "inputs" / home.period / "市教育局.xlsx"
    later = TestHome(home.root, "2023FY")
    later.issue()
    later.submit("市教育局", SCHOOLS, filled_on="2023-12-20")
    assert first.is_file()


def test_without_a_period_the_newest_is_followed(home: TestHome, watched: Callable[..., list[str]]) -> None:
    home.submit("市教育局", SCHOOLS)
    said = watched(lambda: start_year_end(home), named=False)
    assert "2023FY" in next(line for line in said if "改为汇总" in line)
    assert any("2023年全年 汇总完成" in line for line in said)
    assert (home.root / "outputs" / "2023FY" / "figures.csv").is_file()


def test_a_named_period_stays_and_files_for_another_are_told(home: TestHome, watched: Callable[..., list[str]]) -> None:
    home.submit("市教育局", SCHOOLS)
    said = watched(lambda: start_year_end(home))
    (line,) = (without_time(line) for line in said if "2023FY 有" in line)
    assert "市教育局.xlsx" in line
    assert "report 2023FY" in line
    assert not (home.root / "outputs" / "2023FY").exists()


def test_a_faulty_file_is_named_with_what_is_to_be_mended_and_where_the_form_lies(
    home: TestHome, watched: Callable[..., list[str]]
) -> None:
    home.submit("市教育局", SCHOOLS)
    arrival, _ = watched(lambda: home.submit("市水利局", WRONG))
    assert "市水利局.xlsx（市水利局）：1 处要改（1 处未能读取）" in arrival
    assert arrival.endswith("outputs/2023H1/退回/市水利局.xlsx")
    assert home.output("退回/市水利局.xlsx")


def test_what_is_no_form_of_ours_is_named_with_the_reason(home: TestHome, watched: Callable[..., list[str]]) -> None:
    arrival, _ = watched(lambda: (home.root / "inputs/2023H1/合影.jpg").write_bytes(b"\xff\xd8\xff"))
    assert "合影.jpg：不能收下" in arrival
    assert arrival.endswith("outputs/2023H1/退回/退回说明-合影.xlsx")


def test_each_file_of_several_is_told_and_the_others_are_not(home: TestHome, watched: Callable[..., list[str]]) -> None:
    home.submit("市教育局", SCHOOLS)
    lines = watched(
        lambda: (home.submit("市水利局", WATER), home.submit("市水利局", WRONG, name="更正.xlsx")),
        lambda: home.submit("市水利局", WATER, name="更正.xlsx", filled_on="2023-07-06"),
    )
    names = [without_time(line).partition("（")[0] for line in lines]
    assert [name for name in names if name.startswith("收到")] == [
        "收到 市水利局.xlsx",
        "收到 更正.xlsx",
        "收到 更正.xlsx",
    ]


def test_a_file_that_went_is_named(home: TestHome, watched: Callable[..., list[str]]) -> None:
    path = home.submit("市教育局", SCHOOLS)
    gone, state = watched(path.unlink)
    assert without_time(gone).startswith("移走 市教育局.xlsx")
    assert "已报 0 家" in state


def test_a_change_of_the_plan_is_told_as_that(home: TestHome, watched: Callable[..., list[str]]) -> None:
    home.submit("市教育局", SCHOOLS)
    plan = home.root / "inputs" / "plan-2023.xlsx"
    raised = {**PLAN, "指标": PLAN["指标"].replace("| 120 |", "| 150 |")}
    (state,) = watched(lambda: write_tables(plan, raised))
    assert "收到的文件没有变化" in state


def test_a_run_that_could_not_be_is_told_with_its_time(home: TestHome, watched: Callable[..., list[str]]) -> None:
    plan = home.root / "inputs" / "plan-2023.xlsx"
    good = plan.read_bytes()
    reason, again, state = watched(lambda: plan.write_bytes(b"no workbook"), lambda: plan.write_bytes(good))
    assert "plan-2023.xlsx" in without_time(reason)
    assert without_time(again)
    assert without_time(state)


def test_what_could_not_be_done_besides_is_still_told(home: TestHome, watched: Callable[..., list[str]]) -> None:
    def spoil() -> None:
        (home.root / "outputs" / "store.sqlite").write_bytes(b"no database at all" * 100)
        home.submit("市教育局", SCHOOLS)

    lines = watched(spoil)
    assert any("store.sqlite" in line for line in lines[2:])


def test_the_full_summary_comes_each_time_where_it_is_asked_for(
    home: TestHome, watched: Callable[..., list[str]]
) -> None:
    lines = watched(lambda: home.submit("市教育局", SCHOOLS), options=("--full",))
    assert "收到 市教育局.xlsx" in lines[0]
    assert any(SUMMARY in line for line in lines)


def test_a_file_that_was_held_open_is_named_again_when_it_is_read(
    home: TestHome, watched: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home.submit("市教育局", SCHOOLS)
    held = (finding("intake.cannot-open", Place(path.name), found="Permission denied"),)
    with monkeypatch.context() as patched:
        patched.setattr("reporter.pipeline.reception.read_isolated", lambda files, _: [(None, held) for _ in files])
        arrival, _ = watched(patched.undo, lambda: None, lambda: None)
    assert without_time(arrival).startswith("收到 市教育局.xlsx（市教育局）：已收下")
