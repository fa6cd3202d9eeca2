"""Publishing: a folder of outputs appears whole or not at all, and nothing that a person put there is lost."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place
from reporter.release.editions import keep_final
from reporter.release.folders import recover
from reporter.release.folders import swap_in
from reporter.release.folders import write_tree
from reporter.release.folders import write_whole
from reporter.release.keeping import keep_one
from reporter.release.keeping import keep_what_people_made
from reporter.release.locking import alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.release.editions import KeptFinal


@dataclass(frozen=True, slots=True)
class PutAside:
    """What was put aside before a folder got its new content: what people made, and a final edition as a whole."""

    files: tuple[Path, ...]
    final: KeptFinal | None


def publish(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Publish as `publish_edition` does; return the files that were put aside."""
    return publish_edition(folder, files).files


def publish_edition(folder: Path, files: Mapping[str, bytes]) -> PutAside:
    """Let `files` (by path inside, with `/`) become all that is in `folder`; return what was put aside before.

    Killed at any moment, the folder holds all of the old content or all of the new; the next run clears what is
    left over. A file that is not ours, or was changed by hand since we wrote it, is first copied to
    `留存-<folder>` beside the folder; so is the whole of a final edition that another one replaces.

    Raises:
        ConfigurationError: the folder cannot be written, or a file in it is held open.
    """
    target = Path(os.path.realpath(folder))
    new, aside = (target.parent / f".~{target.name}.{word}" for word in ("new", "old"))
    with told(folder.name):
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target.parent / f".~{target.name}.lock"):
            recover(new, target, aside)
            try:
                write_tree(new, files)
                final = keep_final(target, files)
                kept = keep_what_people_made(target, files)
                swap_in(new, target, aside)
            finally:
                recover(new, target, aside)
    return PutAside(kept, final)


def publish_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all.

    Raises:
        ConfigurationError: it cannot be written, or is held open.
    """
    with told(path.name):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def replace_file(path: Path, content: bytes) -> tuple[Path, ...]:
    """Write one file whole or not at all; another content that stood there is first copied to `留存-<name>` beside it.

    Raises:
        ConfigurationError: it cannot be written, or is held open.
    """
    with told(path.name):
        kept = keep_one(path, content)
    publish_file(path, content)
    return kept


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell the operator what the system refused: a file held open, a full disk, no right to write."""
    try:
        yield
    except PermissionError as error:
        raise ConfigurationError([_refusal("release.in-use", name, error)]) from error
    except OSError as error:
        raise ConfigurationError([_refusal("release.cannot-write", name, error)]) from error


def _refusal(rule: str, name: str, error: OSError) -> Finding:
    return finding(rule, Place(name), found=error.strerror or str(error))
