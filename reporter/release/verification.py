"""Verifying: outputs against manifest against inputs, each difference with its path."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.folder import arrivals
from reporter.periods import Stage
from reporter.places import Place
from reporter.release.keeping import is_not_work
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

    from reporter.home import Home
    from reporter.periods import Period
    from reporter.release.manifest import Manifest


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


def verify(home: Home, period: Period) -> tuple[Difference, ...]:
    """Hold outputs/PERIOD and what it was made from against its manifest; nothing is returned where all agrees.

    Raises:
        ConfigurationError: there is no manifest, so that nothing can be held against it.
    """
    folder = home.output_folder(period)
    manifest = read_manifest(folder)
    if manifest is None:
        raise ConfigurationError([finding("release.no-manifest", Place(output_path(period, MANIFEST)), period=period)])
    listed = {**manifest.inputs, **manifest.outputs}
    differences = [
        *_listed(home.root, listed),
        *_seals(folder, manifest, period),
        *(Difference(path, Kind.UNLISTED) for path in _present(home, period, manifest) if path not in listed),
    ]
    return tuple(sorted(differences, key=lambda item: item.path))


def _listed(root: Path, listed: Mapping[str, str]) -> Iterator[Difference]:
    for name, expected in listed.items():
        path = root / name
        if path.is_symlink() or not path.is_file():
            yield Difference(name, Kind.MISSING)
        elif file_digest(path) != expected:
            yield Difference(name, Kind.CHANGED)


def _seals(folder: Path, manifest: Manifest, period: Period) -> Iterator[Difference]:
    """Hold SHA256SUMS against the manifest: where they differ, one of the two was changed."""
    sums = folder / SUMS
    if not sums.is_file():
        yield Difference(output_path(period, SUMS), Kind.MISSING)
    elif sums.read_bytes() != sums_of(folder, manifest, period):
        yield Difference(output_path(period, SUMS), Kind.CHANGED)


def _present(home: Home, period: Period, manifest: Manifest) -> Iterator[str]:
    """Yield every file that a run of now would make or read: what is not listed came later."""
    seals = {home.output_folder(period) / name for name in SEALS}
    found = (path for path in _made(home.output_folder(period)) if path not in seals)
    periods = (period, *_periods_beside(home, period, manifest.inputs))
    dropped = (arrival.path for one in periods for arrival in arrivals(home.drop_folder(one))[0])
    own = (*home.own_files(period), *(home.edits(one) for one in periods if one.stage is not Stage.SPRING))
    return (home.name(path) for path in (*found, *dropped, *dict.fromkeys(path for path in own if path.is_file())))


def _periods_beside(home: Home, period: Period, inputs: Iterable[str]) -> Iterator[Period]:
    """Yield the earlier periods of which something went in: their workbooks, and the texts edited for them."""
    for one in home.periods():
        folder = f"{home.name(home.drop_folder(one))}/"
        if one != period and any(path.startswith(folder) for path in inputs):
            yield one


def _made(folder: Path) -> Iterator[Path]:
    """Yield what lies among the outputs, links too; open documents and what file managers leave is nobody's work."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if not path.is_dir() and not any(is_not_work(part) for part in inside):
            yield path
