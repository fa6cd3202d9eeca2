"""Final editions: one that a run is about to replace is kept whole beside the outputs, for it may be published."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.release.folders import sync_folder
from reporter.release.keeping import KEPT
from reporter.release.manifest import MANIFEST
from reporter.release.manifest import SUMS
from reporter.release.manifest import parse_manifest
from reporter.release.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeptFinal:
    """A final edition put aside: where it lies now, as of which day, and whether it was made from the same inputs."""

    folder: Path
    as_of: date
    has_same_inputs: bool


def keep_final(folder: Path, files: Mapping[str, bytes]) -> KeptFinal | None:
    """Copy the final edition in `folder` to 留存-<folder>/定稿-<day> beside it where `files` are another edition.

    The copy is whole, with its manifest and sums; it appears by one rename, and once however often it is replaced.
    """
    edition = read_manifest(folder)
    coming = parse_manifest(files.get(MANIFEST, b""))
    if edition is None or edition.final_as_of is None or coming == edition:
        return None
    aside = folder.with_name(f"{KEPT}{folder.name}")
    kept = _copied(folder, aside, f"定稿-{edition.final_as_of}")
    return KeptFinal(kept, edition.final_as_of, coming is not None and coming.inputs == edition.inputs)


def _copied(folder: Path, aside: Path, name: str) -> Path:
    """Copy an edition into `aside` by its name, or by a numbered one where another edition has that."""
    target, number = aside / name, 1
    while target.exists() and not _is_same_edition(target, folder):
        number += 1
        target = aside / f"{name}（{number}）"
    if not target.exists():
        aside.mkdir(exist_ok=True)
        new = aside / f".~{target.name}.new"
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(folder, new, symlinks=True)
        new.rename(target)
        sync_folder(aside)
    return target


def _is_same_edition(one: Path, other: Path) -> bool:
    sums = [folder / SUMS for folder in (one, other)]
    return all(path.is_file() for path in sums) and sums[0].read_bytes() == sums[1].read_bytes()
