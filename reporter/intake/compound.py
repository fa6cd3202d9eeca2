"""Compound files (OLE), as old Excel, WPS and encryption write them: their streams, and whether they are whole."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.intake.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SECTOR = 512
_HEADER_BYTES = 512
_LAST_SECTOR = 0xFFFFFFFA
_END = 0xFFFFFFFE
_ENTRY_BYTES = 128
_STREAM = 2


@dataclass(frozen=True, slots=True)
class _Layout:
    data: bytes
    sector_bytes: int
    table: tuple[int, ...]

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector_bytes
        return self.data[start : start + self.sector_bytes]

    def chain(self, start: int) -> Iterator[int]:
        """Walk a chain of sectors; one that loops or leaves the file means that the file is not whole."""
        seen = 0
        while start < _LAST_SECTOR:
            seen += 1
            is_inside = start < len(self.table) and (start + 1) * self.sector_bytes < len(self.data)
            if not is_inside or seen > len(self.table):
                refuse("truncated")
            yield start
            start = self.table[start]
        if start != _END:
            refuse("truncated")


def streams(data: bytes) -> Mapping[str, int]:
    """Map the name of each stream to its size, walking the chain of every large one to its end."""
    if len(data) < _HEADER_BYTES:
        refuse("truncated")
    (shift,) = struct.unpack_from("<H", data, 30)
    (directory,) = struct.unpack_from("<I", data, 48)
    (cutoff,) = struct.unpack_from("<I", data, 56)
    if shift not in {9, 12}:
        refuse("truncated")
    layout = _Layout(data, 1 << shift, _allocation_table(data, 1 << shift))
    entries = b"".join(layout.sector(number) for number in layout.chain(directory))
    found: dict[str, int] = {}
    for offset in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        name_bytes, kind = struct.unpack_from("<HB", entries, offset + 64)
        start, size = struct.unpack_from("<II", entries, offset + 116)
        if kind != _STREAM:
            continue
        found[entries[offset : offset + min(max(name_bytes - 2, 0), 62)].decode("utf-16-le", "replace")] = size
        if size >= cutoff and sum(1 for _ in layout.chain(start)) * layout.sector_bytes < size:
            refuse("truncated")
    return found


def _allocation_table(data: bytes, sector_bytes: int) -> tuple[int, ...]:
    per_sector = sector_bytes // 4
    numbers = list(struct.unpack_from("<109I", data, 76))
    (next_list,) = struct.unpack_from("<I", data, 68)
    visited = 0
    while next_list < _LAST_SECTOR:
        start = (next_list + 1) * sector_bytes
        visited += 1
        if start + sector_bytes > len(data) or visited > len(data) // sector_bytes:
            refuse("truncated")
        *more, next_list = struct.unpack_from(f"<{per_sector}I", data, start)
        numbers += more
    table: list[int] = []
    for number in numbers:
        if number >= _LAST_SECTOR:
            continue
        start = (number + 1) * sector_bytes
        if start + sector_bytes > len(data):
            refuse("truncated")
        table += struct.unpack_from(f"<{per_sector}I", data, start)
    return tuple(table)
