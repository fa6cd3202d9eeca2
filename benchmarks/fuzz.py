"""Damage files at random and read them: nothing may crash the parent, hang, or pass the memory limit.

    python -m benchmarks.fuzz [--count N] [--seed N] [--workers N] [--kind KIND]

Every damaged file is made from a seed, so that a finding can be made again. Workbooks are read as they are in a run, in
processes that go on from file to file and are replaced when they die, which is counted by what they died of. Documents
are read in this process, which ends with an error of ours.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
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
from reporter.intake.published.documents import document_of
from tests.intake.cases import READ
from tests.intake.cases import busy
from tests.intake.cases import busy_ods
from tests.intake.cases import old_workbook
from tests.intake.cases import sound
from tests.intake.test_documents import MARKDOWN
from tests.intake.test_documents import PAGE
from tests.intake.test_documents import by_python_docx
from tests.intake.test_documents import paragraph
from tests.intake.test_documents import word
from tests.intake.test_documents import word_cell
from tests.intake.test_documents import word_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

DOCUMENTS = frozenset({"docx", "html", "md"})
"""The kinds that are read as documents, in this process."""

_PACKAGES = frozenset({"xlsx", "ods", "docx"})
_BATCH = 500
_VALUE = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
_WORDS = (
    b"",
    *b"0 -1 1 7 1e999 nan 99999999999 1048577 true x \xe7\x94\xb2 _xD83D_ _x0000_ &#24180; &amp;".split(),
    *b"A0 A1 C3 XFD1048576 XFE1 A1:XFD1048576 #REF! 2023-07-10 rId1 rId2 External".split(),
    *b"s str b e d inlineStr n shared array dataTable hidden yyyy ;;; continue restart float date percentage".split(),
    *b"../../etc/passwd /xl/workbook.xml PT99999999999H of:=1/0 office:value table:number-columns-repeated".split(),
)


def seeds() -> dict[str, list[bytes]]:
    """Return the files to damage, by kind."""
    made = {case.name: case.make() for case in READ}
    table = word_table(word_cell("一", '<w:gridSpan w:val="2"/>') + word_cell("二", "<w:vMerge/>"), word_cell("三"))
    return {
        "xlsx": [
            busy(),
            sound(),
            *(made[name] for name in ("strict", "utf-16 part", "drawing and comment", "any prefix")),
        ],
        "xls": [old_workbook(), made["old workbook without compound file"]],
        "ods": [made["ods"], busy_ods()],
        "docx": [word(paragraph("标题") + table), by_python_docx()],
        "html": [PAGE.encode(), PAGE.replace("<td>", "<td rowspan=2 colspan=3>").encode("gb18030")],
        "md": [MARKDOWN.encode()],
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
        change = damaged
        if kind in _PACKAGES and number % 3:
            change = damaged_inside
        elif kind == "html" and number % 3:
            change = reworded
        yield f"{kind}-{number}.{kind}", change(original, number)


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
            outcomes.update(_read_documents(batch) if kind in DOCUMENTS else _read_workbooks(batch, workers))
    return outcomes


def _read_workbooks(batch: Sequence[Arrival], workers: int) -> Iterator[str]:
    for arrival, (workbook, found) in zip(batch, read_isolated(batch, workers), strict=True):
        heaviest = min(found, key=lambda item: item.severity.rank).rule if found else "sound"
        if heaviest.startswith("intake.worker"):
            print(f"  {arrival.name}: {heaviest} {found[0].found}")
        yield "read" if workbook else heaviest


def _read_documents(batch: Sequence[Arrival]) -> Iterator[str]:
    for arrival in batch:
        try:
            document, found = document_of(arrival.path)
        except Exception as error:
            error.add_note(arrival.name)
            raise
        yield found[0].rule if document is None else "read"


def peak() -> int:
    """Return the bytes of memory that the largest reader took so far, 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return 0
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return largest if sys.platform == "darwin" else largest << 10


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
        seconds = time.perf_counter() - start
        print(f"{kind}: {outcomes.total():,} files in {seconds:.0f} s, readers' peak {peak() >> 20} MiB")
        for outcome, number in outcomes.most_common():
            print(f"  {number:8,}  {outcome}")


if __name__ == "__main__":
    main()
