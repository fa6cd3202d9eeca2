"""Installed without the repository, the program has its layouts with it and works in the folder one stands in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "reporter", "templates")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what a wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source, target = PROJECT / name, folder / "source" / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    command = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(folder), "./source")
    built = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)  # noqa: S603 - our own
    if "No matching distribution found for setuptools" in built.stderr:
        pytest.skip(reason="pip cannot fetch the build backend here")
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program in a folder."""
    program = "import sys; from reporter.cli import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = (sys.executable, "-P", "-c", program, *arguments)
    return subprocess.run(  # noqa: S603 - our own program
        command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8"
    )


def test_a_new_home_has_every_layout(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "init", "家", "--year", "2023")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    ours = {path.relative_to(PROJECT) for path in (PROJECT / "templates" / "layouts").rglob("*")}
    assert {
        path.relative_to(tmp_path / "家") for path in (tmp_path / "家" / "templates" / "layouts").rglob("*")
    } == ours


def test_the_folder_one_stands_in_is_the_home(installed: Path, tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    done = run(installed, tmp_path, "report", "--as-of", "2023-07-20", "--quiet")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert home.outputs(".docx")
    assert home.run("verify", home.period) == 0
