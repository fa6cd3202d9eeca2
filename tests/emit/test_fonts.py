"""Fonts: what the base document names and the machine lacks is told once; where none can be listed, nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.emit.base_styles import write_base
from reporter.emit.fonts import missing_fonts
from tests.emit.test_docx import themed_base

if TYPE_CHECKING:
    from pathlib import Path

NAMED = ("方正小标宋简体", "楷体_GB2312", "黑体", "仿宋_GB2312", "宋体")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.docx"
    path.write_bytes(write_base())
    return path


def lister(folder: Path, *families: str, text: str = "") -> str:
    """Make a program that lists these families as fc-list does."""
    program = folder / "list-fonts"
    lines = "\n".join(families)
    program.write_text(text or f"#!/bin/sh\ncat <<'END'\n{lines}\nEND\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_fonts_that_are_not_installed_are_named_once(base: Path, tmp_path: Path) -> None:
    program = lister(tmp_path, "SimSun,宋体", "SimHei,黑体", "KaiTi_GB2312,楷体_gb2312")
    assert missing_fonts([base, base], program) == ("方正小标宋简体", "仿宋_GB2312")


def test_nothing_is_missing_where_all_are_installed(base: Path, tmp_path: Path) -> None:
    assert missing_fonts([base], lister(tmp_path, *NAMED)) == ()


def test_nothing_is_said_where_fonts_cannot_be_listed(base: Path, tmp_path: Path) -> None:
    assert missing_fonts([base], "no-such-program") == ()
    assert missing_fonts([base], lister(tmp_path, text="#!/no/such/shell\n")) == ()
    assert missing_fonts([base], lister(tmp_path, text="#!/bin/sh\n")) == ()


def test_a_layout_without_base_names_no_font(tmp_path: Path) -> None:
    assert missing_fonts([tmp_path / "none.docx"], lister(tmp_path, "宋体")) == ()


def test_a_font_that_a_style_takes_from_the_theme_is_named_too(tmp_path: Path) -> None:
    base = tmp_path / "base.docx"
    base.write_bytes(themed_base())
    assert {"楷体", "等线 Light", "等线"} <= set(missing_fonts([base], lister(tmp_path, *NAMED)))
