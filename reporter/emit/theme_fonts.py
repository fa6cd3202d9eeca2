"""Fonts that a base document takes from its theme (+中文正文), written by name, so that nobody substitutes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from reporter.emit.base_styles import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

_W = f"{{{WORD}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME = re.compile(r"word/theme/theme[0-9]*\.xml")
_STYLED = re.compile(r"word/(styles|document|header[^/]*|footer[^/]*)\.xml")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
SLOTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
"""The slots of a run's fonts, each with the attribute that gives it a font of the theme."""
# Where a theme leaves its Chinese font open, it names one for every script.
_CHINESE = "Hans"


def without_theme_fonts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts with every font of the theme written by its name; one that the theme lacks stays as it is."""
    known = dict(_fonts_of_theme(parts))
    return {name: _written_out(part, known) if _STYLED.fullmatch(name) else part for name, part in parts.items()}


def theme_fonts_in(element: etree._Element) -> Iterator[str]:
    """Yield what an element still takes from the theme."""
    for fonts in element.iter(f"{_W}rFonts"):
        yield from (named for attribute in SLOTS.values() if (named := fonts.get(f"{_W}{attribute}")))


def _fonts_of_theme(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the fonts of the theme by the words that styles call them by: minorEastAsia, majorHAnsi."""
    for part in (part for name, part in parts.items() if _THEME.fullmatch(name)):
        theme = etree.fromstring(part, _PARSER)
        for kind in ("major", "minor"):
            for fonts in theme.iter(f"{_A}{kind}Font"):
                latin, chinese = _typeface(fonts, "latin"), _typeface(fonts, "ea") or _chinese(fonts)
                yield from ((f"{kind}{script}", latin) for script in ("HAnsi", "Ascii"))
                yield f"{kind}EastAsia", chinese or latin
                yield f"{kind}Bidi", _typeface(fonts, "cs") or latin


def _typeface(fonts: etree._Element, name: str) -> str:
    found = fonts.find(f"{_A}{name}")
    return "" if found is None else found.get("typeface", "")


def _chinese(fonts: etree._Element) -> str:
    named = {font.get("script"): font.get("typeface", "") for font in fonts.iterfind(f"{_A}font")}
    return named.get(_CHINESE, "")


def _written_out(part: bytes, known: Mapping[str, str]) -> bytes:
    root = etree.fromstring(part, _PARSER)
    changed = False
    for fonts in root.iter(f"{_W}rFonts"):
        for slot, attribute in SLOTS.items():
            name = known.get(fonts.get(f"{_W}{attribute}", ""))
            if name:
                # The theme outranks a name beside it.
                fonts.set(f"{_W}{slot}", name)
                del fonts.attrib[f"{_W}{attribute}"]
                changed = True
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True) if changed else part
