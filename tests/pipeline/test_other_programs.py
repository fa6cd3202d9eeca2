"""Forms filled in Excel and saved by another program, in another format, are read to the same figures."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed, and it is the other program")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_saved_by_libreoffice(kind: str, tmp_path: Path) -> None:
    home = TestHome.with_plan(tmp_path / "home", PLAN)
    home.issue()
    filled = home.submit("市教育局", SCHOOLS)
    profile = (tmp_path / "profile").as_uri()
    command = (str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir")
    subprocess.run((*command, str(tmp_path), str(filled)), check=True, capture_output=True, timeout=120)  # noqa: S603 - our own file
    filled.unlink()
    shutil.copy(tmp_path / f"市教育局.{kind}", filled.parent)
    assert home.report() == 0
    row = home.figures()["K01-1"]
    assert (row["value"], row["file"], row["cell"]) == ("7", f"市教育局.{kind}", "H4")
    severities = {item["severity"] for item in home.findings() if item["place"].startswith(f"市教育局.{kind}")}
    assert severities <= {"warning", "note"}
