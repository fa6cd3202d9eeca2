"""Killed at any moment, a run leaves the outputs of the run before or its own, whole; the next run completes them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reporter.home import Home
from reporter.release.verification import verify
from tests.homes import AS_OF
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS
from tests.plans import HALF_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = int(os.environ.get("REPORTER_KILLS", "20"))
"""How often a run is killed; more than the twenty of every day are asked for by the environment."""
INTERRUPTIONS = 8


def start(home: TestHome) -> subprocess.Popen[bytes]:
    """Start the main job as its own process, alone in its group as under a terminal."""
    command: Sequence[str] = ("--home", str(home.root), "report", "2023H1", "--as-of", AS_OF, "--quiet")
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "run_report.py"), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(run: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for the end and return exit code and messages."""
    _, messages = run.communicate()
    return run.returncode, messages.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a group of processes as POSIX knows them")
def test_ctrl_c_at_any_moment_says_a_plain_sentence_and_leaves_whole_outputs(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    began = time.perf_counter()
    assert ended(start(home))[0] == 0
    whole_run = time.perf_counter() - began
    moments = random.Random(20230705)  # noqa: S311 - a seed, so that a failure can be repeated
    for number in range(INTERRUPTIONS):
        home.submit("市教育局", {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): number}})
        run = start(home)
        time.sleep(moments.uniform(0.45, 0.95) * whole_run)
        os.killpg(run.pid, signal.SIGINT)
        code, messages = ended(run)
        assert "Traceback" not in messages
        # Python itself ends by the signal where it comes before our first line or after our last.
        assert code in {0, -signal.SIGINT} or (code == 1 and "已中止" in messages)
        assert len(home.output("figures.csv").decode("utf-8-sig").splitlines()) == 3
    assert home.report() == 0
    assert home.run("verify", "2023H1") == 0


def test_a_killed_run_leaves_whole_outputs(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    began = time.perf_counter()
    assert ended(start(home))[0] == 0
    whole_run = time.perf_counter() - began
    moments = random.Random(20230720)  # noqa: S311 - a seed, so that a failure can be repeated
    for number in range(MOMENTS):
        # Another figure each time, so that old and new outputs differ and a mixture does not verify.
        home.submit("市教育局", {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): number}})
        run = start(home)
        time.sleep(moments.uniform(0.4, 1.1) * whole_run)
        run.kill()
        run.communicate()
        # The outputs of the run before are whole, too: then it is the input alone that differs.
        differing = [item.path for item in verify(Home(tmp_path), HALF_YEAR)]
        assert differing in ([], ["inputs/2023H1/市教育局.xlsx"])
        listed = home.output("figures.csv").decode("utf-8-sig").splitlines()
        assert len(listed) == 3
    assert home.report() == 0
    assert home.figures()["K01-1"]["value"] == str(MOMENTS - 1)
    assert home.run("verify", "2023H1") == 0
    assert [path.name for path in (tmp_path / "outputs").iterdir() if path.name.endswith((".new", ".old"))] == []
