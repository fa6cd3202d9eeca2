"""A zip package as parts: opened only when its bytes are exactly one sound archive, inflated within limits."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from dataclasses import field
from io import BytesIO
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_ZIP64 = 0xFFFFFFFF
_CHUNK = 1 << 18
_KEPT = 1 << 25
_ENCRYPTED = 0x1
_NOT_COPIED = bytes(64)
"""An archive ends with a few zeros of its own; so many were allocated and never written."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an archive, known by name without regard to case; the first ones are kept inflated."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    kept: Mapping[str, bytes]
    cleaned: list[str] = field(default_factory=list)
    """The parts that held characters no XML may hold."""

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of that name."""
        return part.casefold() in self.parts

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts, in small letters."""
        return tuple(self.parts)

    def chunks(self, part: str) -> Iterable[bytes]:
        """Return the inflated part in pieces; a part that is not there is refused."""
        key = part.casefold()
        if key in self.kept:
            kept = self.kept[key]
            return (kept[start : start + _CHUNK] for start in range(0, len(kept), _CHUNK))
        if key not in self.parts:
            refuse("missing-part", found=part)
        return self._inflate(key)

    def read(self, part: str) -> bytes:
        """Return the inflated part as a whole."""
        return b"".join(self.chunks(part))

    def _inflate(self, key: str) -> Iterator[bytes]:
        with self.archive.open(self.parts[key]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def open_package(data: bytes) -> Package:
    """Open the archive and inflate every part once, so that sums and sizes are checked before anybody parses."""
    _check_frame(data)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError):
        refuse("truncated")
    infos = archive.infolist()
    if len(infos) > limits.PARTS:
        refuse("too-many-parts", found=str(len(infos)), expected=str(limits.PARTS))
    _check_entries(data, infos, archive.start_dir)
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        key = info.filename.replace("\\", "/").lstrip("/").casefold()
        if key in parts:
            refuse("duplicate-entry", found=info.filename)
        parts[key] = info
    return Package(archive, parts, _inflate_all(archive, parts))


def _check_frame(data: bytes) -> None:
    """Refuse bytes before or behind the archive: other programs might see another archive in them."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(data):
        refuse("zero-tail" if data.endswith(_NOT_COPIED) else "truncated")
    *_, entries, size, offset, comment = _END.unpack_from(data, end)
    if end + _END.size + comment != len(data):
        refuse("zero-tail" if not data[end + _END.size + comment :].strip(b"\0") else "glued-archive")
    is_zip64 = _ZIP64 in {size, offset}
    if size > limits.DIRECTORY_BYTES and not is_zip64:
        refuse("too-many-parts", found=f"{entries:,}", expected=str(limits.PARTS))
    if not is_zip64 and offset + size != end:
        refuse("glued-archive")


def _check_entries(data: bytes, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse entries that share bytes, begin elsewhere than the first byte, or are locked."""
    reached = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.flag_bits & _ENCRYPTED:
            refuse("encrypted-entry", found=info.filename)
        if info.compress_type not in _METHODS:
            refuse("broken-part", found=info.filename)
        if info.header_offset < reached or (reached == 0 and info.header_offset):
            refuse("overlapping-entry", found=info.filename)
        if info.header_offset + _LOCAL.size > directory:
            refuse("truncated")
        *_, name, extra = _LOCAL.unpack_from(data, info.header_offset)
        reached = info.header_offset + _LOCAL.size + name + extra + info.compress_size
    if reached > directory:
        refuse("overlapping-entry", found=infos[-1].filename)


def _inflate_all(archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    total = 0
    for key, info in parts.items():
        chunks: list[bytes] = []
        size = 0
        for chunk in _checked_chunks(archive, info):
            size += len(chunk)
            if size > limits.PART_BYTES or total + size > limits.TOTAL_BYTES:
                refuse("inflated-too-big", found=info.filename, expected=limits.megabytes(limits.TOTAL_BYTES))
            if total + size <= _KEPT:
                chunks.append(chunk)
        total += size
        if total <= _KEPT:
            kept[key] = b"".join(chunks)
    return kept


def _checked_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, UnicodeDecodeError):
        refuse("broken-part", found=info.filename)
