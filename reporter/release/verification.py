"""Verifying: outputs against manifest against inputs, each difference with its path."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place
from reporter.release.keeping import IN_USE
from reporter.release.manifest import MANIFEST
from reporter.release.manifest import SEALS
from reporter.release.manifest import SUMS
from reporter.release.manifest import file_digest
from reporter.release.manifest import output_path
from reporter.release.manifest import read_manifest
from reporter.release.manifest import sums_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.release.manifest import Manifest

_SKIPPED_INPUTS = ("~$", ".")
_YEAR_DIGITS = 4


class Kind(StrEnum):
    """How a file differs from the manifest, in the operator's words."""

    CHANGED = "内容已变"
    MISSING = "文件缺失"
    UNLISTED = "清单之外"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the manifest says; `path` lies under the home and is written with `/`."""

    path: str
    kind: Kind


def verify(home: Path, period: str) -> tuple[Difference, ...]:
    """Hold outputs/PERIOD and what it was made from against its manifest; nothing is returned where all agrees.

    Raises:
        ConfigurationError: there is no manifest, so that nothing can be held against it.
    """
    folder = home / "outputs" / period
    manifest = read_manifest(folder)
    if manifest is None:
        raise ConfigurationError([finding("release.no-manifest", Place(output_path(period, MANIFEST)), period=period)])
    listed = {**manifest.inputs, **manifest.outputs}
    differences = [
        *_listed(home, listed),
        *_seals(folder, manifest, period),
        *(Difference(path, Kind.UNLISTED) for path in _present(home, period, manifest) if path not in listed),
    ]
    return tuple(sorted(differences, key=lambda item: item.path))


def _listed(home: Path, listed: Mapping[str, str]) -> Iterator[Difference]:
    for name, expected in listed.items():
        path = home / name
        if path.is_symlink() or not path.is_file():
            yield Difference(name, Kind.MISSING)
        elif file_digest(path) != expected:
            yield Difference(name, Kind.CHANGED)


def _seals(folder: Path, manifest: Manifest, period: str) -> Iterator[Difference]:
    """Hold SHA256SUMS against the manifest: where they differ, one of the two was changed."""
    sums = folder / SUMS
    if not sums.is_file():
        yield Difference(output_path(period, SUMS), Kind.MISSING)
    elif sums.read_bytes() != sums_of(folder, manifest, period):
        yield Difference(output_path(period, SUMS), Kind.CHANGED)


def _present(home: Path, period: str, manifest: Manifest) -> Iterator[str]:
    """Yield every file that a run of now would make or read: what is not listed came later."""
    for path in _files(home / "outputs" / period, IN_USE):
        if path.relative_to(home / "outputs" / period).as_posix() not in SEALS:
            yield path.relative_to(home).as_posix()
    for folder in sorted(_drop_folders(period, manifest.inputs)):
        for path in _files(home / "inputs" / folder, _SKIPPED_INPUTS):
            if not path.is_symlink():
                yield path.relative_to(home).as_posix()
    for name in _own_files(period):
        if (home / "inputs" / name).is_file():
            yield f"inputs/{name}"


def _drop_folders(period: str, inputs: Iterable[str]) -> set[str]:
    parts = (path.split("/") for path in inputs)
    return {period} | {part[1] for part in parts if part[0] == "inputs" and len(part) > len(("inputs", "file"))}


def _own_files(period: str) -> tuple[str, ...]:
    """Name the operator's own workbooks beside the drop folders."""
    year = period[:_YEAR_DIGITS]
    return f"plan-{year}.xlsx", f"plan-{year}.lock.json", f"核定-{period}.xlsx", f"编辑-{period}.xlsx"


def _files(folder: Path, skipped: tuple[str, ...]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if not path.is_dir() and not any(part.startswith(skipped) for part in inside):
            yield path
