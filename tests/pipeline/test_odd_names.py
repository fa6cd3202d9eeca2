"""Names of files that are no text: GBK bytes out of a Windows archive go through a whole run, and so does its proof."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Entries

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems take no names that are no text")
GBK = os.fsdecode("市教育局.xlsx".encode("gbk"))
WRONG: dict[str, Entries] = {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): "约7"}}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    return home


def test_a_name_in_gbk_is_read_reported_and_proved(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    path = home.submit("市教育局", SCHOOLS, name=GBK)
    assert home.report() == 0
    assert home.figures()["K01-1"]["value"] == "7"
    assert "intake.odd-name" in {item["rule"] for item in home.findings()}
    assert f"inputs/2023H1/{GBK}" in json.loads(home.output("manifest.json"))["inputs"]
    assert home.run("verify", home.period) == 0
    capsys.readouterr()
    assert home.run("trace", home.period, "K01-1") == 0
    assert "原样" in capsys.readouterr().out
    path.unlink()
    assert home.run("verify", home.period) == 1


def test_what_goes_back_of_it_can_be_checked_by_everybody(home: TestHome) -> None:
    home.submit("市教育局", WRONG, name=GBK)
    home.submit("市水利局", {}, name=GBK.replace(".", "1.")).write_bytes(b"no workbook")
    assert home.report() == 1
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    folder = home.root / "outputs" / home.period
    assert len(list((folder / "退回").iterdir())) == 2
    if shutil.which("sha256sum") is None:
        pytest.skip(reason="sha256sum is not installed here")
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - a fixed command


def test_what_a_person_put_among_the_outputs_under_such_a_name_is_kept(home: TestHome) -> None:
    home.report()
    (home.root / "outputs" / home.period / GBK).write_bytes(b"minutes")
    assert home.run("verify", home.period) == 1
    home.report()
    assert (home.root / "outputs" / "留存-2023H1" / GBK).read_bytes() == b"minutes"


def test_files_of_one_name_in_two_folders_are_traced_to_their_own(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home.submit("市教育局", SCHOOLS, name="教育/填报.xlsx")
    home.submit("市水利局", {"指标进展": {("K02-1", "本期完成"): 60}}, name="水利/填报.xlsx")
    home.report()
    capsys.readouterr()
    assert home.run("trace", home.period, "K02-1") == 0
    traced = capsys.readouterr().out
    assert "水利/填报.xlsx!指标进展" in traced
    assert "原样" in traced
