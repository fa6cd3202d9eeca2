"""Names that others chose: what nobody would see in them is spelled out before it stands in a report."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of control, direction and invisible characters, half pairs and odd line ends."""


def visible(name: str) -> str:
    """Spell out the characters of a name that nobody sees, so that it can stand in any report."""
    return "".join(
        f"\\u{ord(character):04x}" if unicodedata.category(character) in _UNSEEN else character for character in name
    )
