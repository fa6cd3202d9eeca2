"""Folders that appear whole: written beside their place, made durable, and swapped in by one rename."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
_HERE = -100
_EXCHANGE = 2


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` by path with `/` into a new folder, each on disk before this returns."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / inner_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, content)
    for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        sync_folder(inner)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on disk."""
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place, then renamed."""
    new = path.with_name(f".~{path.name}.new")
    try:
        write_durably(new, content)
        patiently(lambda: new.replace(path))
    finally:
        new.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, on systems where a folder can be asked."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def inner_path(name: str) -> Path:
    """Return a relative path that stays inside; a name that does not is our own bug."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(name)
    return Path(*path.parts)


def swap_in(new: Path, folder: Path, aside: Path) -> None:
    """Let `new` take the place of `folder`, whose old content moves to `new` or `aside`.

    One step where the system has one. Elsewhere there are two renames; killed in between, the old content lies in
    `aside`, from where `recover` brings it back.
    """
    if not folder.exists():
        patiently(lambda: new.rename(folder))
    elif not _exchange(new, folder):
        patiently(lambda: folder.rename(aside))
        try:
            patiently(lambda: new.rename(folder))
        except OSError:
            aside.rename(folder)
            raise
    sync_folder(folder.parent)


def recover(new: Path, folder: Path, aside: Path) -> None:
    """Clear away what a killed run left, and bring the old content back where it stopped between two renames."""
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    for leftover in (new, aside):
        shutil.rmtree(leftover, ignore_errors=True)


def patiently(action: Callable[[], object]) -> None:
    """Try again for a few seconds where a file is held open, as Windows does for a workbook that Excel shows."""
    for pause in _PAUSES:
        try:
            action()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    action()


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step, where the system and its file system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
