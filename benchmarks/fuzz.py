"""Damage files at random and read them: nothing may crash the parent, hang, or pass the memory limit.

    python -m benchmarks.fuzz [--count N] [--seed N] [--workers N] [--kind KIND]

Every damaged file is made from a seed, so that a finding can be made again. A reader that dies is counted by what it
died of; the program itself must come to its end.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
import zipfile
from collections import Counter
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.intake.folder import Arrival
from reporter.intake.processes.isolation import read_isolated
from tests.intake.cases import READ
from tests.intake.cases import busy
from tests.intake.cases import old_workbook
from tests.intake.cases import sound

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 500
_VALUE = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
_WORDS = (
    *(b"", b"0", b"-1", b"1", b"7", b"1e999", b"nan", b"99999999999", b"1048577", b"true", b"x", b"\xe7\x94\xb2"),
    *(
        b"A0",
        b"A1",
        b"C3",
        b"XFD1048576",
        b"XFE1",
        b"A1:XFD1048576",
        b"s",
        b"str",
        b"b",
        b"e",
        b"d",
        b"inlineStr",
        b"n",
    ),
    *(b"_xD83D_", b"_x0000_", b"#REF!", b"2023-07-10", b"shared", b"array", b"dataTable", b"hidden", b"yyyy", b";;;"),
    *(b"../../etc/passwd", b"/xl/workbook.xml", b"rId1", b"rId2", b"External", b"&#24180;", b"&amp;"),
)


def seeds() -> dict[str, list[bytes]]:
    """Return the files to damage, by kind."""
    made = {case.name: case.make() for case in READ}
    return {
        "xlsx": [
            busy(),
            sound(),
            *(made[name] for name in ("strict", "utf-16 part", "drawing and comment", "any prefix")),
        ],
        "xls": [old_workbook(), made["old workbook without compound file"]],
        "ods": [made["ods"]],
    }


def damaged(data: bytes, number: int) -> bytes:
    """Return the data with a few bytes changed, cut, doubled, moved or zeroed; the same for the same number."""
    draw = random.Random(number)  # noqa: S311 - to be repeated, not to be secret
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        if not data:
            break
        at, length = draw.randrange(len(data)), draw.choice((1, 1, 2, 4, 64, 512))
        piece = data[at : at + length]
        change = draw.randrange(6)
        if change == 0:
            piece = bytes(draw.randrange(256) for _ in piece)
        elif change == 1:
            piece = bytes(len(piece))
        elif change == 2:  # noqa: PLR2004 - the third kind of damage
            piece = b""
        elif change == 3:  # noqa: PLR2004
            piece += piece
        elif change == 4:  # noqa: PLR2004
            piece = b"\xff" * len(piece)
        else:
            piece = bytes([piece[0] ^ (1 << draw.randrange(8))]) + piece[1:]
        data = data[:at] + piece + data[at + length :]
    return data


def reworded(data: bytes, number: int) -> bytes:
    """Return a part whose XML stays sound, but in which a few values and texts say something else."""
    draw = random.Random(number)  # noqa: S311 - as above
    for _ in range(draw.choice((1, 2, 8))):
        values = list(_VALUE.finditer(data))
        if values:
            start, end = draw.choice(values).span()
            data = data[:start] + draw.choice(_WORDS) + data[end:]
    return data


def damaged_inside(data: bytes, number: int) -> bytes:
    """Return an archive with one part damaged before it was packed, so that the damage gets past the checksums."""
    draw = random.Random(number)  # noqa: S311 - as above
    change = draw.choice((damaged, reworded))
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        unlucky = draw.choice(archive.namelist())
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(zipfile.ZipInfo(name), change(content, number) if name == unlucky else content)
    return buffer.getvalue()


def mutants(kind: str, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield damaged files of a kind with their names."""
    originals = seeds()[kind]
    for number in range(seed, seed + count):
        original = originals[number % len(originals)]
        is_inside = kind != "xls" and number % 3
        data = damaged_inside(original, number) if is_inside else damaged(original, number)
        yield f"{kind}-{number}.{kind}", data


def run(kind: str, count: int, seed: int, workers: int) -> Counter[str]:
    """Read `count` damaged files of a kind and count what became of them."""
    outcomes: Counter[str] = Counter()
    files = mutants(kind, count, seed)
    for _ in range(0, count, _BATCH):
        with tempfile.TemporaryDirectory() as folder:
            batch = []
            for name, data in islice(files, _BATCH):
                path = Path(folder) / name
                path.write_bytes(data)
                batch.append(Arrival(path, name))
            for arrival, (workbook, found) in zip(batch, read_isolated(batch, workers), strict=True):
                heaviest = min(found, key=lambda item: item.severity.rank).rule if found else "sound"
                outcomes["read" if workbook else heaviest] += 1
                if heaviest.startswith("intake.worker"):
                    print(f"  {arrival.name}: {heaviest} {found[0].found}")
    return outcomes


def _peak() -> str:
    """Tell the memory that the largest reader took, where the system tells it."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return "unknown"
    return f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB"


def main() -> None:
    """Damage, read, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kind", choices=tuple(seeds()), action="append")
    options = parser.parse_args()
    for kind in options.kind or seeds():
        start = time.perf_counter()
        outcomes = run(kind, options.count, options.seed, options.workers)
        print(f"{kind}: {outcomes.total():,} files in {time.perf_counter() - start:.0f} s, readers' peak {_peak()}")
        for outcome, number in outcomes.most_common():
            print(f"  {number:8,}  {outcome}")


if __name__ == "__main__":
    main()
