"""One run of the main job over all crafted workbooks, shared by every test and every test process."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from tests.crafted.catalogue import CASES
from tests.crafted.running import Run
from tests.crafted.running import run
from tests.homes import TestHome

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 600.0


@pytest.fixture(scope="session")
def crafted(tmp_path_factory: pytest.TempPathFactory) -> Run:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return run(tmp_path_factory.mktemp("crafted"), CASES)
    return _shared(tmp_path_factory.getbasetemp().parent / "crafted")


def _shared(root: Path) -> Run:
    """Run the main job in the process that comes first; the others wait for it."""
    done = root.parent / "crafted.exit-code"
    try:
        root.mkdir()
    except FileExistsError:
        return Run(TestHome(root), {case.name: case for case in CASES}, _awaited(done))
    exit_code = "none"
    try:
        made = run(root, CASES)
        exit_code = str(made.exit_code)
    finally:
        part = done.with_suffix(".part")
        part.write_text(exit_code, encoding="utf-8")
        part.replace(done)
    return made


def _awaited(done: Path) -> int:
    deadline = time.monotonic() + _LONGEST
    while not done.exists():
        assert time.monotonic() < deadline, "the run over the crafted workbooks does not end"
        time.sleep(0.2)
    return int(done.read_text(encoding="utf-8"))
