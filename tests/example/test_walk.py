"""The example city through the main job: a draft is printed, the final edition refused, every kind of finding shown."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from example.build import workbooks
from example.city import load
from example.city import read_toml
from example.reports import half_year
from reporter.cli import main
from reporter.plan.criteria import Status

if TYPE_CHECKING:
    from pathlib import Path

CITY = load()
SLIPS = read_toml("slips.toml")["slip"]
AS_OF = "2023-07-15"
ALARMS = {"claims.inconsistent", "claims.truncated"}
TOLD = [slip for slip in SLIPS if "rules" in slip]


def report(home: Path, period: str, *options: str) -> int:
    return main(["--home", str(home), "report", period, "--as-of", AS_OF, "--quiet", *options])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the half-year of the example has been drafted."""
    root = tmp_path_factory.mktemp("city")
    for name, content in workbooks().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert report(root, "2023H1") == 0
    return root


@pytest.fixture(scope="module")
def findings(home: Path) -> list[dict[str, Any]]:
    lines = (home / "outputs" / "2023H1" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def figures(home: Path) -> list[dict[str, str]]:
    text = (home / "outputs" / "2023H1" / "figures.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def told(findings: list[dict[str, Any]], rule: str) -> set[str]:
    return {item["indicator"] or item["task"] for item in findings if item["rule"] == rule}


def test_the_final_edition_is_refused_for_what_is_open(home: Path, tmp_path: Path) -> None:
    (tmp_path / "inputs").symlink_to(home / "inputs", target_is_directory=True)
    assert report(tmp_path, "2023H1", "--final") == 1


def test_nothing_in_the_example_is_unreadable(findings: list[dict[str, Any]]) -> None:
    assert [item for item in findings if item["severity"] == "error"] == []
    assert any(item["severity"] == "open" for item in findings)


def test_every_status_occurs(figures: list[dict[str, str]]) -> None:
    assert {row["status"] for row in figures} == {status.value for status in Status}


def test_every_indicator_has_its_row_in_plan_order(figures: list[dict[str, str]]) -> None:
    assert [row["indicator"] for row in figures] == [item.id for item in CITY.plan.indicators]


def test_silent_departments_are_named(findings: list[dict[str, Any]]) -> None:
    assert sum(item["rule"] == "check.not-reported" for item in findings) == len(half_year(CITY).absent)
    assert told(findings, "check.reporter-missing") == {"L02-4"}


def test_amounts_typed_in_their_own_ways_are_read(figures: list[dict[str, str]]) -> None:
    read = {row["indicator"]: row["value"] for row in figures}
    ways = {"K13-1": "3.4", "K05-1": "6.2", "K25-3": "4326", "K37-1": "1162", "K40-2": "1868", "K42-1": "4"}
    assert {indicator: read[indicator] for indicator in ways} == ways
    assert (read["L06-1"], read["L07-5"], read["K44-4"], read["K42-4"]) == ("27300", "100", "", "")


def test_the_later_of_two_files_counts_and_the_older_fills_its_gap(
    findings: list[dict[str, Any]], figures: list[dict[str, str]]
) -> None:
    read = {row["indicator"]: (row["value"], row["file"]) for row in figures}
    assert read["L01-4"] == ("386", "市教育局（第二次报送）.xlsx")
    assert told(findings, "forms.text-from-older") == {"L01"}


def test_what_is_behind_is_asked_for_unless_it_is_explained(findings: list[dict[str, Any]]) -> None:
    behind = [item for item in findings if item["rule"] == "check.behind"]
    assert {item["severity"] for item in behind} == {"warning", "note"}
    assert [item["severity"] for item in findings if item["rule"] == "check.unusual"] == ["note"]


def test_braces_that_name_nothing_are_told(findings: list[dict[str, Any]]) -> None:
    expected = {slip["task"] for slip in SLIPS if slip["verdict"] == "placeholder-unknown"}
    assert told(findings, "check.placeholder-unknown") == expected


@pytest.mark.parametrize("slip", TOLD, ids=lambda slip: f"{slip['task']}-{slip['class']}")
def test_a_slip_is_told_by_its_rules(findings: list[dict[str, Any]], slip: dict[str, Any]) -> None:
    rules = {item["rule"] for item in findings if slip["task"] in {item["task"], item["indicator"].split("-")[0]}}
    assert set(slip["rules"]) <= rules


def test_no_sentence_is_called_inconsistent_but_the_slips(findings: list[dict[str, Any]]) -> None:
    alarms = {item["task"] for item in findings if item["rule"] in ALARMS}
    assert alarms == {slip["task"] for slip in TOLD if ALARMS & set(slip["rules"])}
