"""Killed at any moment, a run leaves the outputs of the run before or its own, whole; the next run completes them."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.homes import AS_OF
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 20


def start(home: TestHome) -> subprocess.Popen[bytes]:
    """Start the main job as its own process."""
    command: Sequence[str] = ("--home", str(home.root), "report", "2023H1", "--as-of", AS_OF, "--quiet")
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "run_report.py"), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_a_killed_run_leaves_whole_outputs(tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    began = time.perf_counter()
    assert start(home).wait() == 0
    whole_run = time.perf_counter() - began
    moments = random.Random(20230720)  # noqa: S311 - a seed, so that a failure can be repeated
    for number in range(MOMENTS):
        # Another figure each time, so that old and new outputs differ and a mixture would not verify.
        home.submit("市教育局", {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): number}})
        run = start(home)
        time.sleep(moments.uniform(0.4, 1.1) * whole_run)
        run.kill()
        run.wait()
        verified = home.run("verify", "2023H1")
        assert verified in {0, 1}
        listed = home.output("figures.csv").decode("utf-8-sig").splitlines()
        assert len(listed) == 3
    assert home.report() == 0
    assert home.figures()["K01-1"]["value"] == str(MOMENTS - 1)
    assert home.run("verify", "2023H1") == 0
    assert [path.name for path in (tmp_path / "outputs").iterdir() if path.name.endswith((".new", ".old"))] == []
