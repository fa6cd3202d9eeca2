"""Tracing: from an indicator or a task back to the cells where its figures were typed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.inert import unguarded
from reporter.intake.unseen import visible
from reporter.places import Place
from reporter.release.manifest import Manifest
from reporter.release.manifest import file_digest
from reporter.release.manifest import output_path
from reporter.release.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.home import Home
    from reporter.periods import Period

FIGURES = "figures.csv"
_JOINT = ";"
_COLUMNS = (
    *("indicator", "task", "reporter", "value", "unit", "target", "rate", "pace", "status"),
    *("file", "sheet", "cell", "stored", "format", "sha256"),
)


class Standing(StrEnum):
    """What became of a source since its figure was read, in the operator's words."""

    SAME = "原样"
    CHANGED = "已变"
    GONE = "已不在"


@dataclass(frozen=True, slots=True)
class TracedSource:
    """A cell that a figure came from: by whom, where, what was stored there, and whether the file is still that one."""

    department: str
    place: Place
    stored: str
    format: str
    sha256: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A printed figure as figures.csv has it, and every cell it came from; none where nothing was reported."""

    indicator: str
    task: str
    value: str
    unit: str
    target: str
    rate: str
    pace: str
    status: str
    sources: tuple[TracedSource, ...]


def trace(home: Home, period: Period, key: str) -> tuple[TracedFigure, ...]:
    """Return the figures of an indicator, or of every indicator of a task, in plan order.

    Raises:
        ConfigurationError: the period has no figures, or none of that id.
    """
    folder = home.output_folder(period)
    rows = [row for row in _rows(folder, period) if key in {row["indicator"], row["task"]}]
    if not rows:
        place = Place(output_path(period, FIGURES))
        raise ConfigurationError([finding("release.unknown-key", place, found=key, period=period)])
    files = _input_files(home, period, read_manifest(folder) or Manifest({}, {}))
    return tuple(_figure(row, files) for row in rows)


def _rows(folder: Path, period: Period) -> list[dict[str, str]]:
    try:
        text = (folder / FIGURES).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    rows = list(csv.DictReader(io.StringIO(text, newline=""), restval=""))
    if not set(_COLUMNS) <= set(rows[0] if rows else ()):
        raise ConfigurationError([finding("release.no-figures", Place(output_path(period, FIGURES)), period=period)])
    return [{word: unguarded(row[word]) for word in _COLUMNS} for row in rows]


def _figure(row: Mapping[str, str], files: Mapping[str, Path]) -> TracedFigure:
    return TracedFigure(
        indicator=row["indicator"],
        task=row["task"],
        value=row["value"],
        unit=row["unit"],
        target=row["target"],
        rate=row["rate"],
        pace=row["pace"],
        status=row["status"],
        sources=_sources(row, files),
    )


def _sources(row: Mapping[str, str], files: Mapping[str, Path]) -> tuple[TracedSource, ...]:
    departments = row["reporter"].split(_JOINT)
    columns = {
        word: _parts(row[word], len(departments)) for word in ("file", "sheet", "cell", "stored", "format", "sha256")
    }
    sources = []
    for number, department in enumerate(departments):
        part = {word: parts[number] for word, parts in columns.items()}
        if part["file"]:
            place = Place(part["file"], (part["sheet"], part["cell"]))
            standing = _standing(files.get(part["file"]), part["sha256"])
            source = TracedSource(department, place, part["stored"], part["format"], part["sha256"], standing)
            sources.append(source)
    return tuple(sources)


def _parts(field: str, count: int) -> list[str]:
    """Split a field by its sources; one whose text holds the separator itself cannot be split and is shown whole."""
    parts = field.split(_JOINT)
    return parts if len(parts) == count else [field] * count


def _input_files(home: Home, period: Period, manifest: Manifest) -> dict[str, Path]:
    """Map the names that figures.csv uses, with their folders where two files share one, to the files dropped."""
    prefix = f"{home.name(home.drop_folder(period))}/"
    inside = [path.removeprefix(prefix) for path in manifest.inputs if path.startswith(prefix)]
    alone = {path.rpartition("/")[2]: path for path in inside}
    names = {**alone, **{path: path for path in inside}}
    return {visible(name): home.drop_folder(period) / path for name, path in names.items()}


def _standing(path: Path | None, sha256: str) -> Standing:
    if path is None or not path.is_file():
        return Standing.GONE
    return Standing.SAME if file_digest(path) == sha256 else Standing.CHANGED
