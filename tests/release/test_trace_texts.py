"""Tracing a printed 推进情况: to the cell it was typed in, to the edited words, and through braces to the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.errors import ConfigurationError
from reporter.home import Home
from reporter.release.texts import FilledIn
from reporter.release.texts import PrintedText
from reporter.release.texts import read_texts
from reporter.release.texts import texts_jsonl
from reporter.release.trace import Standing
from reporter.release.trace import TracedText
from reporter.release.trace import trace
from tests.homes import TestHome
from tests.homes import write_tables
from tests.pipeline.test_watch import PLAN
from tests.plans import HALF_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.homes import Entries

TASKS = {
    **PLAN,
    "任务": f"""{PLAN["任务"]}
        K03 | 重点工作 | 市长主抓重点工作 | 3 | | 办好老年学校。 | 市教育局""",
}
SCHOOLS: Mapping[str, Entries] = {
    "指标进展": {("K01-1", "本期完成"): 7},
    "推进情况": {
        ("K01", "推进情况"): "已新建学校{K01-1}，完成{K01-1.完成率}；{K02-1}河道旁设站，{待定}。",
        ("K03", "推进情况"): "老年学校招生300人。",
    },
}
RIVERS: Mapping[str, Entries] = {"指标进展": {("K02-1", "本期完成"): 61.5}}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, TASKS)
    home.issue()
    home.submit("市教育局", SCHOOLS, name="报送/市教育局.xlsx")
    home.submit("市水利局", RIVERS)
    home.report()
    return home


def edit(home: TestHome, line: str) -> None:
    """Write the secretariat's edited text of one task, and report again."""
    path = home.root / "inputs" / "编辑-2023H1.xlsx"
    write_tables(path, {"编辑": f"任务编号 | 部门原文 | 编辑后 | 编辑人\n{line}"})
    home.report()


def only(home: TestHome, key: str) -> TracedText:
    """Trace what is told in one text."""
    (text,) = trace(Home(home.root), HALF_YEAR, key).texts
    return text


def answer(home: TestHome, key: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines that the command prints of a key."""
    capsys.readouterr()
    assert home.run("trace", "2023H1", key) == 0
    return capsys.readouterr().out.splitlines()


def test_a_task_without_indicators_leads_to_the_cell_of_its_text(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    said, printed, source = answer(home, "K03", capsys)
    assert said.startswith("K03\t没有量化指标")
    assert "老年学校招生300人。" in printed
    place, department, day, _, standing, sha256 = source.split("\t")
    assert (place, department, day) == ("  市教育局.xlsx!推进情况!D5", "市教育局", "填报日期 2023-07-05")
    assert (standing, len(sha256)) == ("原样", len("sha256 ") + 64)


def test_braces_lead_on_to_the_cells_of_their_figures_in_other_files_too(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    text = only(home, "K01").text
    assert text.printed == "已新建学校7所，完成58.3%；61.5公里河道旁设站，{待定}。"
    assert text.figures == (
        FilledIn("K01-1", "K01-1", "7所"),
        FilledIn("K01-1.完成率", "K01-1", "58.3%"),
        FilledIn("K02-1", "K02-1", "61.5公里"),
    )
    lines = answer(home, "K01", capsys)
    start = lines.index("  文中 {K01-1} 印作“7所”、{K01-1.完成率} 印作“58.3%”，出自：")
    assert lines[start + 1].startswith("    市教育局.xlsx!指标进展!H4\t")
    assert lines[start + 2] == "  文中 {K02-1} 印作“61.5公里”，出自："
    assert lines[start + 3].startswith("    市水利局.xlsx!指标进展!H4\t")


def test_an_indicator_leads_to_every_text_that_may_print_it(home: TestHome) -> None:
    assert [item.text.task for item in trace(Home(home.root), HALF_YEAR, "K02-1").texts] == ["K01", "K02"]


def test_edited_words_that_print_are_shown_beside_those_they_were_made_from(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(home, "K03 | 老年学校招生300人。 | 老年学校招收学员300人。 | 秘书一处")
    text = only(home, "K03").text
    assert (text.printed, text.typed) == ("老年学校招收学员300人。", "老年学校招生300人。")
    _, _, edited, typed = answer(home, "K03", capsys)
    assert edited.split("\t")[:2] == ["  编辑-2023H1.xlsx!编辑!C2", "编辑人 秘书一处"]
    assert "\t原样\t" in edited
    assert typed.startswith("  市教育局.xlsx!推进情况!D5\t")
    assert "老年学校招生300人。" in typed


def test_an_edit_that_no_longer_stands_is_not_named(home: TestHome) -> None:
    edit(home, "K03 | 别的原文。 | 老年学校招收学员300人。 | 秘书一处")
    assert only(home, "K03").text.edit is None
    assert only(home, "K03").text.printed == "老年学校招生300人。"


def test_a_text_that_the_secretariat_alone_wrote_says_so(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    edit(home, "K02 | | 河道治理已全面开工。 |")
    lines = answer(home, "K02", capsys)
    assert any(line.startswith("  编辑-2023H1.xlsx!编辑!C2\t编辑人 （未填编辑人）") for line in lines)
    assert lines[-1] == "  （市水利局没有填报，文字出自编辑稿）"


def test_a_task_of_which_nothing_was_written_is_known_all_the_same(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(home, "K02", capsys)[-2:] == ["K02（重点工作 序号 2）推进情况\t—", "  （市水利局没有填报）"]


def test_a_text_that_could_not_be_read_leads_to_its_cell(home: TestHome) -> None:
    home.submit("市水利局", {**RIVERS, "推进情况": {("K02", "推进情况"): "=1/0"}})
    home.report()
    traced = only(home, "K02").text
    assert traced.printed == ""
    assert traced.source is not None
    assert str(traced.source.place) == "市水利局.xlsx!推进情况!D4"


def test_a_changed_and_a_vanished_file_are_told(home: TestHome) -> None:
    edit(home, "K03 | 老年学校招生300人。 | 老年学校招收学员300人。 | 秘书一处")
    (home.root / "inputs/2023H1/报送/市教育局.xlsx").write_bytes(b"other")
    (home.root / "inputs/编辑-2023H1.xlsx").unlink()
    traced = only(home, "K03")
    assert (traced.standing, traced.edit_standing) == (Standing.CHANGED, Standing.GONE)


def test_of_several_files_the_one_whose_words_print_is_named_with_its_day(home: TestHome) -> None:
    home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): 8}}, name="第二次.xlsx", filled_on="2023-07-09")
    home.report()
    source = only(home, "K03").text.source
    assert source is not None
    assert (str(source.place), source.filled_on) == ("市教育局.xlsx!推进情况!D5", "2023-07-05")


def test_a_plan_without_indicators_can_be_traced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = TestHome.with_plan(tmp_path, {**TASKS, "指标": PLAN["指标"].splitlines()[0]})
    home.issue()
    home.submit("市教育局", {"推进情况": {("K03", "推进情况"): "老年学校招生300人。"}})
    home.report()
    assert answer(home, "K03", capsys)[-1].startswith("  市教育局.xlsx!推进情况!D5\t")


@pytest.mark.parametrize(
    ("key", "suggested"),
    [("k01-1", "K01-1"), ("Ｋ03", "K03"), ("K1", "K01"), ("K09", "K03")],
)
def test_an_unknown_id_is_refused_with_those_that_are_like_it(home: TestHome, key: str, suggested: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        trace(Home(home.root), HALF_YEAR, key)
    (fault,) = caught.value.faults
    assert fault.rule == "release.unknown-key"
    assert suggested in fault.hint
    assert home.run("trace", "2023H1", key) == 2


def test_the_number_of_a_printed_row_leads_to_the_ids_of_its_tasks(home: TestHome) -> None:
    with pytest.raises(ConfigurationError) as caught:
        trace(Home(home.root), HALF_YEAR, "3")
    assert "重点工作 K03" in caught.value.faults[0].hint


def test_a_figure_of_several_says_so_and_who_is_missing(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    shared = {**TASKS, "指标": PLAN["指标"].replace("| 所 | 累计 | | |", "| 所 | 累计 | | | 市教育局、市水利局")}
    write_tables(home.root / "inputs" / "plan-2023.xlsx", shared)
    home.issue()
    home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): 7}}, name="报送/市教育局.xlsx")
    home.report()
    assert "  （市水利局没有填报）" in answer(home, "K01-1", capsys)
    home.submit("市水利局", {"指标进展": {("K01-1", "本期完成"): 2}})
    home.report()
    said, first, second, *_ = answer(home, "K01-1", capsys)
    assert "2 家合计" in said
    assert first.startswith("  市教育局.xlsx!指标进展!H4\t")
    assert second.startswith("  市水利局.xlsx!指标进展!H4\t")


def test_a_file_in_a_subfolder_is_told_with_its_folder(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    told, other = "\t文件在 inputs/2023H1/报送\t", "\t文件在"
    lines = [line for line in answer(home, "K01", capsys) if line.lstrip().startswith("市")]
    assert [told in line for line in lines] == [line.lstrip().startswith("市教育局") for line in lines]
    assert [other in line for line in lines] == [told in line for line in lines]


def test_nothing_is_suggested_where_no_id_is_like_it(home: TestHome) -> None:
    with pytest.raises(ConfigurationError) as caught:
        trace(Home(home.root), HALF_YEAR, "没有的编号")
    assert "相近" not in caught.value.faults[0].hint


@pytest.mark.parametrize("content", [None, b"[]\n", b"{}\n", b"\xff", b"text\n"])
def test_texts_that_are_not_ours_are_told(home: TestHome, content: bytes | None) -> None:
    path = home.root / "outputs/2023H1/texts.jsonl"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        trace(Home(home.root), HALF_YEAR, "K01")
    assert [(fault.rule, str(fault.place)) for fault in caught.value.faults] == [
        ("release.no-figures", "outputs/2023H1/texts.jsonl")
    ]


def test_texts_of_any_words_come_back_as_they_were() -> None:
    text = PrintedText(
        "K01", "重点工作", "1", "甲", "一\u2028二\n“三”\u0085", "{K}", None, None, (FilledIn("K", "K", "1"),)
    )
    assert read_texts(texts_jsonl([text, text])) == (text, text)
