"""Takes the pictures of README and docs from the example's own outputs: `python -m example.pictures [FOLDER]`.

Needs LibreOffice, pdftoppm and Chromium; fonts are those of this machine.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from example.build import workbooks
from example.city import FOLDER
from reporter.cli import main as run

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERIOD, _DAY = "2023H1", "2023-07-15"
_UNIT = "市教育局"
_WINDOW = "1200,800"
_DOTS_PER_INCH = "64"


def take(home: Path, folder: Path) -> None:
    """Fill a home with the example, run it, and take a picture of each kind of thing that people meet."""
    for name, content in workbooks().items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if run(["--home", str(home), "issue", _PERIOD]) or run(
        ["--home", str(home), "report", _PERIOD, "--as-of", _DAY, "--quiet"]
    ):
        raise SystemExit(1)
    outputs = home / "outputs" / _PERIOD
    (document,) = outputs.glob("*半年度*.docx")
    folder.mkdir(parents=True, exist_ok=True)
    _page(document, 1, folder / "word.png")
    _page(home / "templates" / "blanks" / _PERIOD / f"{_UNIT}.xlsx", 2, folder / "blank.png")
    _page(min((outputs / "退回").glob("*.xlsx")), 1, folder / "returned.png")
    _screen(outputs / "核查报告.html", folder / "report.png")


def _page(file: Path, number: int, picture: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        profile = (Path(name) / "profile").as_uri()
        _call(
            "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", name, file
        )
        (pages,) = Path(name).glob("*.pdf")
        only = ("-f", str(number), "-l", str(number), "-singlefile")
        _call("pdftoppm", "-png", "-r", _DOTS_PER_INCH, *only, pages, picture.with_suffix(""))


def _screen(page: Path, picture: Path) -> None:
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    _call("chromium", *quiet, f"--window-size={_WINDOW}", f"--screenshot={picture}", page.as_uri())


def _call(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True)  # noqa: S603 - our own words


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures anew."""
    parser = argparse.ArgumentParser(prog="python -m example.pictures", description="重新拍摄文档中的图片。")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER.parent / "docs" / "pictures")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        take(Path(name), options.folder.resolve())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
