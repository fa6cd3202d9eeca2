"""What people made among the outputs: put aside before a run replaces them, never lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from reporter.intake.folder import is_of_the_system
from reporter.release.folders import write_whole
from reporter.release.manifest import digest
from reporter.release.manifest import file_digest
from reporter.release.manifest import sum_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

KEPT = "留存-"
_IN_USE = ("~$", ".~")
"""Names with which Excel, WPS and LibreOffice mark a workbook as open."""


def is_not_work(name: str) -> bool:
    """Tell whether a file of this name is nobody's work: the mark of an open workbook, or left by a file manager."""
    return name.startswith(_IN_USE) or is_of_the_system(name)


def keep_what_people_made(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Copy what in `folder` is not as we wrote it to 留存-<folder> beside it, and return the copies.

    What we write is noted beside the folder; whatever is not in the note is somebody's, unless `files`, about to be
    written, hold the same again. The note is made before they are written and keeps what lies there now, so that a run
    killed at any moment leaves nothing of ours unnoted.
    """
    note = folder.with_name(f".~{folder.name}.sums")
    noted = _noted(note)
    coming = {sum_line(name, digest(content)) for name, content in files.items()}
    found = {sum_line(path.relative_to(folder).as_posix(), file_digest(path)): path for path in files_in(folder)}
    aside = folder.with_name(f"{KEPT}{folder.name}")
    somebodys = [path for line, path in found.items() if line not in noted | coming]
    kept = tuple(_copied(path, aside / path.relative_to(folder)) for path in somebodys)
    lines = sorted(coming | (noted & found.keys()))
    write_whole(note, "\n".join(lines).encode("utf-8", "surrogateescape"))
    return kept


def keep_one(path: Path, content: bytes) -> tuple[Path, ...]:
    """Copy a file to 留存-<name> beside it where `content`, about to be written, is another, and return the copy."""
    if not path.is_file() or file_digest(path) == digest(content):
        return ()
    return (_copied(path, path.with_name(f"{KEPT}{path.name}")),)


def _noted(note: Path) -> set[str]:
    try:
        return set(note.read_bytes().decode("utf-8", "surrogateescape").split("\n"))
    except FileNotFoundError:
        return set()


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder in order of their paths; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not is_not_work(path.name):
            yield path


def _copied(path: Path, target: Path) -> Path:
    """Copy to `target`, or to a numbered name beside it where another content lies there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content_digest = file_digest(path)
    free, number = target, 1
    while free.exists() and file_digest(free) != content_digest:
        number += 1
        free = target.with_name(f"{target.stem}（{number}）{target.suffix}")
    if not free.exists():
        shutil.copy2(path, free)
    return free
