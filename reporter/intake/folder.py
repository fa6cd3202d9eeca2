"""The drop folder: which files arrived, under which names, and what lies there that is not read."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.findings import Finding

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".tmp")
_JUNCTION = 0xA0000003
"""Windows marks a folder that is a link to another by this tag (IO_REPARSE_TAG_MOUNT_POINT)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file to read. `name` is what findings call it: without folder, unless two files in subfolders share it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    inside: str
    """The path inside the folder, with `/`."""
    rule: str = ""
    """Why it is not read, or empty."""

    @property
    def name(self) -> str:
        return self.inside.rpartition("/")[2]


def is_of_the_system(name: str) -> bool:
    """Tell whether a file manager leaves files of this name in every folder it shows."""
    return name.casefold() in _SYSTEM_FILES


def is_passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is skipped silently: hidden, an owner file, the system's own."""
    return name.startswith((".", "~$")) or is_of_the_system(name)


def arrivals(folder: Path) -> tuple[tuple[Arrival, ...], tuple[Finding, ...]]:
    """List the regular files of a folder and its subfolders, in order of their names.

    `~$` and dot names are skipped silently. Links and all else are a finding; nothing of theirs is opened. Whoever asks
    later whether something new has arrived asks here too, so that nobody misses what no run reads.
    """
    entries = sorted(_walk(folder, ""), key=lambda entry: entry.inside)
    skipped = [(entry.rule, visible(entry.inside)) for entry in entries if entry.rule]
    files = [entry for entry in entries if not entry.rule]
    shared = Counter(entry.name for entry in files)
    arrived: list[Arrival] = []
    odd: list[tuple[str, str]] = []
    seen: set[str] = set()
    for entry in files:
        name = entry.inside if shared[entry.name] > 1 else entry.name
        arrival = Arrival(entry.path, visible(name))
        arrived.append(arrival)
        if arrival.name != name:
            odd.append(("odd-name", arrival.name))
        key = unicodedata.normalize("NFC", entry.inside)
        if key in seen:
            odd.append(("twin-name", arrival.name))
        seen.add(key)
    found = (finding(f"intake.{rule}", Place(name), found=name) for rule, name in [*skipped, *odd])
    return tuple(arrived), tuple(found)


def _walk(folder: Path, inside: str) -> Iterator[_Entry]:
    try:
        with os.scandir(folder) as items:
            names = sorted(item.name for item in items)
    except OSError:
        yield _Entry(folder, inside.rstrip("/") or folder.name, "unreadable-folder")
        return
    for name in names:
        if is_passed_over(name):
            continue
        path = folder / name
        rule = _obstacle(path)
        if rule is None:
            yield from _walk(path, f"{inside}{name}/")
        else:
            yield _Entry(path, f"{inside}{name}", rule)


def _obstacle(path: Path) -> str | None:
    """Return the rule by which an entry is not read, the empty text for a file, None for a folder to walk into."""
    try:
        state = path.lstat()
    except OSError:
        return "cannot-open"
    if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION:
        return "link"
    if stat.S_ISDIR(state.st_mode):
        return None
    if not stat.S_ISREG(state.st_mode):
        return "not-a-file"
    return "unfinished-copy" if path.name.casefold().endswith(_UNFINISHED) else ""
