"""The names of OpenDocument: elements and attributes under the short prefixes that everybody knows them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "table", "text", "style")},
    "number": f"{_OASIS}datastyle:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
CONTENT, STYLES = "content.xml", "styles.xml"


def open_names(names: Iterable[str]) -> dict[str, str]:
    """Map each name as expat spells it to `prefix:name`."""
    parts = ((name, *name.split(":")) for name in names)
    return {f"{_SPACES[prefix]} {local}": name for name, prefix, local in parts}


def is_drawing(name: str) -> bool:
    """Tell whether an element that nobody asked for is a drawing."""
    return name.startswith(_SPACES["draw"])
