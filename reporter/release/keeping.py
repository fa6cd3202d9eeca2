"""What people made among the outputs: put aside before a run replaces them, never lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from reporter.release.manifest import SEALS
from reporter.release.manifest import digest
from reporter.release.manifest import file_digest
from reporter.release.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

KEPT = "留存-"
IN_USE = ("~$", ".~")
"""Names with which Excel, WPS and LibreOffice mark a workbook as open."""


def keep_what_people_made(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Copy what in `folder` is not as our manifest says to 留存-<folder> beside it, and return the copies.

    A folder without a manifest is ours as a whole. What `files` is about to write again unchanged is not kept.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return ()
    listed = {path.split("/", 2)[-1]: value for path, value in manifest.outputs.items()}
    kept = []
    for path in files_in(folder):
        name = path.relative_to(folder).as_posix()
        found = file_digest(path)
        is_again = name in files and digest(files[name]) == found
        if name not in SEALS and listed.get(name) != found and not is_again:
            kept.append(_copied(path, folder.parent / f"{KEPT}{folder.name}" / name, found))
    return tuple(kept)


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder in order of their paths; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith(IN_USE):
            yield path


def _copied(path: Path, target: Path, content_digest: str) -> Path:
    """Copy to `target`, or to a numbered name beside it where another content lies there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    free, number = target, 1
    while free.exists() and file_digest(free) != content_digest:
        number += 1
        free = target.with_name(f"{target.stem}（{number}）{target.suffix}")
    if not free.exists():
        shutil.copy2(path, free)
    return free
