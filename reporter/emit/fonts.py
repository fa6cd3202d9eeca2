"""Fonts that a base document names and this machine lacks: told to the operator, never replaced."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from lxml import etree

from reporter.emit.base_styles import WORD
from reporter.emit.base_styles import StyleName
from reporter.emit.package import unpacked
from reporter.emit.theme_fonts import SLOTS
from reporter.emit.theme_fonts import without_theme_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

_W = f"{{{WORD}}}"
_LISTER = "fc-list"
_SECONDS = 30


def missing_fonts(bases: Iterable[Path], lister: str = _LISTER) -> tuple[str, ...]:
    """Return the fonts of the named styles that are not installed; nothing where the machine cannot list its fonts."""
    program = shutil.which(lister)
    installed = _installed(program) if program else frozenset[str]()
    if not installed:
        return ()
    named = dict.fromkeys(font for base in bases if base.is_file() for font in _fonts(base.read_bytes()))
    return tuple(font for font in named if font.casefold() not in installed)


def _fonts(base: bytes) -> Iterator[str]:
    styles = etree.fromstring(
        without_theme_fonts(unpacked(base))["word/styles.xml"], etree.XMLParser(resolve_entities=False)
    )
    for style in styles.iterfind(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None and name.get(f"{_W}val") in set(StyleName):
            for fonts in style.iterfind(f".//{_W}rFonts"):
                yield from (font for slot in SLOTS if (font := fonts.get(f"{_W}{slot}")))


def _installed(program: str) -> frozenset[str]:
    """Return the names of all families, in every language the fonts name themselves."""
    try:
        listed = subprocess.run(  # noqa: S603 - the program was found on the path, the arguments are our own
            (program, ":", "family"), check=False, capture_output=True, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    names = listed.stdout.decode("utf-8", "replace").replace("\n", ",").split(",")
    return frozenset(name.strip().replace("\\-", "-").casefold() for name in names if name.strip())
