"""Zip packages (docx, xlsx) with the same bytes for the same content, whatever the clock and the machine."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGINNING_OF_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts in the order given, every date the same."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _BEGINNING_OF_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the byte tells the operating system
            package.writestr(entry, content)
    return target.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package in its own order; folders are no parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def normalised(data: bytes) -> bytes:
    """Pack a package again so that nothing but its content decides its bytes."""
    return packed(unpacked(data))
