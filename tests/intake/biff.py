"""Old workbooks for tests, byte by byte: a BIFF8 stream, and the compound file around it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def xls(
    sheets: Mapping[str, Mapping[tuple[int, int], object]], *, formats: Sequence[str] = (), extra: bytes = b""
) -> bytes:
    """Return an .xls file. Cells are by (row, column) from 1; `(value, n)` gives a cell the n-th of `formats`.

    `extra` are records put into every sheet, such as merges or hidden rows.
    """
    return compound({"Workbook": stream(sheets, formats=formats, extra=extra)})


def stream(
    sheets: Mapping[str, Mapping[tuple[int, int], object]],
    *,
    formats: Sequence[str] = (),
    extra: bytes = b"",
    names: bytes = b"",
) -> bytes:
    """Return the BIFF8 stream of a workbook; `names` are records of the workbook as a whole."""
    bodies = [_sheet(cells, extra) for cells in sheets.values()]
    styles = b"".join(
        record(0x041E, struct.pack("<H", 164 + at) + _text(code, "<H")) for at, code in enumerate(formats)
    ) + b"".join(_style(number) for number in (0, *range(164, 164 + len(formats))))
    start = (
        record(0x0809, struct.pack("<4H2I", 0x0600, 0x0005, 0, 0, 0, 0))
        + record(0x0042, struct.pack("<H", 1200))
        + styles
        + names
    )
    listed = sum(len(record(0x0085, b"\0" * 6 + _text(name, "<B"))) for name in sheets)
    position = len(start) + listed + 4
    directory = b""
    for name, body in zip(sheets, bodies, strict=True):
        directory += record(0x0085, struct.pack("<IBB", position, 0, 0) + _text(name, "<B"))
        position += len(body)
    return start + directory + record(0x000A, b"") + b"".join(bodies)


def record(number: int, data: bytes) -> bytes:
    """Return one BIFF record."""
    return struct.pack("<HH", number, len(data)) + data


def run_at_opening() -> bytes:
    """Return the record of the name that runs a macro sheet as the file is opened."""
    return record(0x0018, struct.pack("<HBBHHH4BB", 0x20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0) + b"\x01")


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    """Return the record of one merged range, counted from 1, ends included."""
    return record(0x00E5, struct.pack("<5H", 1, top - 1, bottom - 1, left - 1, right - 1))


def hidden_row(row: int) -> bytes:
    """Return the record that hides a row."""
    return record(0x0208, struct.pack("<6HI", row - 1, 0, 5, 255, 0, 0, 0x20))


def _style(number: int) -> bytes:
    return record(0x00E0, struct.pack("<3H", 0, number, 0) + b"\0" * 14)


def _sheet(cells: Mapping[tuple[int, int], object], extra: bytes) -> bytes:
    body = record(0x0809, struct.pack("<4H2I", 0x0600, 0x0010, 0, 0, 0, 0)) + extra
    for (row, column), given in sorted(cells.items()):
        value, style = given if isinstance(given, tuple) else (given, 0)
        place = struct.pack("<3H", row - 1, column - 1, style)
        if isinstance(value, bool):
            body += record(0x0205, place + struct.pack("<2B", value, 0))
        elif isinstance(value, str) and value in ERRORS:
            body += record(0x0205, place + struct.pack("<2B", ERRORS[value], 1))
        elif isinstance(value, str):
            body += record(0x0204, place + _text(value, "<H"))
        else:
            body += record(0x0203, place + struct.pack("<d", value))
    return body + record(0x000A, b"")


def _text(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of the streams, each padded so that it lies in whole sectors."""
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    sectors: list[bytes] = []
    table: list[int] = []
    for at, (name, content) in enumerate(streams.items(), start=1):
        data = content.ljust(4096, b"\0")
        chain = range(len(sectors), len(sectors) + -(-len(data) // _SECTOR))
        sectors += [data[offset : offset + _SECTOR].ljust(_SECTOR, b"\0") for offset in range(0, len(data), _SECTOR)]
        table += [*chain[1:], _END]
        sibling = at + 1 if at < len(streams) else _FREE
        entries.append(_entry(name, 2, chain[0], len(data), sibling=sibling))
    directory = len(sectors)
    listing = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    sectors += [listing[offset : offset + _SECTOR] for offset in range(0, len(listing), _SECTOR)]
    table += [*range(directory + 1, len(sectors)), _END]
    count = next(n for n in range(1, 110) if n * 128 >= len(table) + n)
    first = len(sectors)
    table += [_TABLE] * count
    table += [_FREE] * (count * 128 - len(table))
    packed = struct.pack(f"<{len(table)}I", *table)
    numbers = [*range(first, first + count), *[_FREE] * (109 - count)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, count, directory, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", *numbers)
    return header + b"".join(sectors) + packed


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, sibling: int = _FREE) -> bytes:  # noqa: PLR0913 - a directory entry has as many parts
    spelled = name.encode("utf-16-le")
    head = spelled.ljust(64, b"\0") + struct.pack("<HBB", len(spelled) + 2, kind, 1)
    return head + struct.pack("<3I", _FREE, sibling, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
