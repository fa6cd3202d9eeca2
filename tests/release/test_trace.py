"""Tracing: from an indicator or a task back to the cells, and whether their files are still the same."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.errors import ConfigurationError
from reporter.home import Home
from reporter.inert import guarded
from reporter.inert import unguarded
from reporter.release.manifest import Release
from reporter.release.manifest import sealed
from reporter.release.publish import publish
from reporter.release.trace import Standing
from reporter.release.trace import TracedFigure
from reporter.release.trace import trace
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.periods import Period

FINANCE, EDUCATION = (hashlib.sha256(content).hexdigest() for content in (b"finance", b"education"))
FILES, SHEETS = "市财政局.xlsx;市教育局.xlsx", "指标进展;指标进展"
HEADER = "indicator,task,reporter,period,value,unit,target,rate,pace,status,file,sheet,cell,stored,format,sha256"
ROWS = f"""
K01-1,K01,市财政局,2023H1,54.8,%,60,,,未达标,市财政局.xlsx,指标进展,H5,0.548,0.0%,{FINANCE}
K01-2,K01,市财政局;市教育局,2023H1,30,个,50,60.0000,10.0000,超序时,{FILES},{SHEETS},H6;H5,10;20,General;General,{FINANCE};{EDUCATION}
K02-1,K02,市财政局;市教育局,2023H1,,个,50,,,未填报,;市教育局.xlsx,;指标进展,;H7,;1;2,;0.0;[Red]0.0,;{EDUCATION}
K02-2,K02,市教育局,2023H1,,个,50,,,未填报,,,,,,
K02-3,K02,市教育局,2023H1,,个,50,,,未填报,市教育局.xlsx,指标进展,H9,'=1+1,General,{EDUCATION}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home whose 2023H1 was just released."""
    folder = tmp_path / "inputs" / "2023H1"
    folder.mkdir(parents=True)
    (folder / "市财政局.xlsx").write_bytes(b"finance")
    (folder / "市教育局.xlsx").write_bytes(b"education")
    inputs = {
        "inputs/2023H1/市财政局.xlsx": FINANCE,
        "inputs/2023H1/市教育局.xlsx": EDUCATION,
        "inputs/plan-2023.xlsx": "0",
    }
    facts = Release(HALF_YEAR, date(2023, 7, 5), is_final=False, plan_sha256="", inputs=inputs, counts={})
    figures = (HEADER + ROWS).encode("utf-8-sig")
    publish(tmp_path / "outputs" / "2023H1", sealed(facts, {"figures.csv": figures, "texts.jsonl": b""}))
    return tmp_path


def only(home: Path, key: str) -> TracedFigure:
    """Trace what is one figure."""
    (figure,) = trace(Home(home), HALF_YEAR, key).figures
    return figure


def test_a_figure_goes_back_to_its_cell(home: Path) -> None:
    figure = only(home, "K01-1")
    assert (figure.value, figure.unit, figure.target, figure.status) == ("54.8", "%", "60", "未达标")
    (source,) = figure.sources
    assert str(source.place) == "市财政局.xlsx!指标进展!H5"
    assert (source.department, source.stored, source.format, source.sha256) == ("市财政局", "0.548", "0.0%", FINANCE)
    assert source.standing is Standing.SAME


def test_a_sum_goes_back_to_all_its_cells(home: Path) -> None:
    sources = only(home, "K01-2").sources
    assert [(item.department, str(item.place), item.stored) for item in sources] == [
        ("市财政局", "市财政局.xlsx!指标进展!H6", "10"),
        ("市教育局", "市教育局.xlsx!指标进展!H5", "20"),
    ]


def test_a_task_goes_back_to_all_its_figures_in_plan_order(home: Path) -> None:
    assert [figure.indicator for figure in trace(Home(home), HALF_YEAR, "K01").figures] == ["K01-1", "K01-2"]


def test_what_was_not_reported_has_no_source(home: Path) -> None:
    assert only(home, "K02-2").sources == ()
    assert (only(home, "K02-2").value, only(home, "K02-2").rate) == ("", "")


def test_a_total_that_is_not_there_names_who_is_missing(home: Path) -> None:
    assert only(home, "K02-1").missing == ("市财政局",)
    assert only(home, "K02-2").missing == ("市教育局",)
    assert only(home, "K01-2").missing == ()


def test_a_text_that_cannot_be_told_apart_is_shown_whole(home: Path) -> None:
    (source,) = only(home, "K02-1").sources
    assert (source.department, source.place.address) == ("市教育局", "H7")
    assert (source.stored, source.format) == (";1;2", ";0.0;[Red]0.0")


def test_a_text_kept_from_being_a_formula_is_shown_as_it_was_typed(home: Path) -> None:
    assert only(home, "K02-3").sources[0].stored == "=1+1"


@pytest.mark.parametrize("typed", ["'7", "''7", "'约7", "'=1+1", "'-5", "@约7"])
def test_an_apostrophe_that_was_typed_stays(tmp_path: Path, typed: str) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): typed}})
    home.report()
    assert only(tmp_path, "K01-1").sources[0].stored == typed


@given(st.text(st.sampled_from("'=-+@;1.%＝ \t甲") | st.characters(), max_size=6))
def test_what_is_guarded_comes_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@甲", "\t"))


def test_a_source_that_changed_or_went_is_told(home: Path) -> None:
    (home / "inputs/2023H1/市财政局.xlsx").write_bytes(b"other")
    assert only(home, "K01-1").sources[0].standing is Standing.CHANGED
    (home / "inputs/2023H1/市财政局.xlsx").unlink()
    assert only(home, "K01-1").sources[0].standing is Standing.GONE
    (home / "outputs/2023H1/manifest.json").unlink()
    assert {item.standing for item in only(home, "K01-2").sources} == {Standing.GONE}


def rule(home: Path, period: Period, key: str) -> str:
    """Return the rule by which tracing is refused."""
    with pytest.raises(ConfigurationError) as caught:
        trace(Home(home), period, key)
    (fault,) = caught.value.faults
    return fault.rule


def test_an_unknown_id_and_a_period_without_figures_are_told(home: Path) -> None:
    assert rule(home, HALF_YEAR, "K09") == "release.unknown-key"
    assert rule(home, YEAR_END, "K01") == "release.no-figures"
    (home / "outputs/2023H1/figures.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert rule(home, HALF_YEAR, "K01") == "release.no-figures"
