"""Tracing: from an indicator or a task back to the cells where its figures and its text were typed."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
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
from reporter.release.texts import TEXTS
from reporter.release.texts import read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.home import Home
    from reporter.periods import Period
    from reporter.release.texts import PrintedText

FIGURES = "figures.csv"
_JOINT = ";"
_MOST_SUGGESTED = 3
_LEAST_LIKENESS = 0.5
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
    """A cell that a figure came from: by whom, where, what was stored there, and whether the file is still that one.

    `folder` is the path of the subfolder under the home that the file lies in, empty where it lies in the drop folder.
    """

    department: str
    place: Place
    stored: str
    format: str
    sha256: str
    standing: Standing
    folder: str


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A printed figure as figures.csv has it, and every cell it came from; none where nothing was reported.

    `missing` are the reporters of whom no cell is named.
    """

    indicator: str
    task: str
    value: str
    unit: str
    target: str
    rate: str
    pace: str
    status: str
    sources: tuple[TracedSource, ...]
    missing: tuple[str, ...]

    @property
    def is_in_words(self) -> bool:
        """Tell whether the indicator is told in words alone: it has neither target nor unit."""
        return not (self.target or self.unit or self.value)


@dataclass(frozen=True, slots=True)
class TracedText:
    """A printed 推进情况, and whether its file, and that of the edited words, are as they were read."""

    text: PrintedText
    standing: Standing
    folder: str
    edit_standing: Standing


@dataclass(frozen=True, slots=True)
class Trail:
    """All that leads back from a key: figures in plan order, the texts they may be printed in, and what braces mean.

    `filled_in` are the figures that the texts print by braces, those of other tasks too.
    """

    figures: tuple[TracedFigure, ...]
    texts: tuple[TracedText, ...]
    filled_in: Mapping[str, TracedFigure]


def trace(home: Home, period: Period, key: str) -> Trail:
    """Lead back an indicator, or a task with every indicator of it: its figures, and the texts that tell of them.

    Raises:
        ConfigurationError: the period has no figures, or neither an indicator nor a task of that id.
    """
    folder = home.output_folder(period)
    rows, texts = _rows(folder, period), _texts(folder, period)
    chosen = [row for row in rows if key in {row["indicator"], row["task"]}]
    tasks = {key, *(row["task"] for row in chosen)}
    told = [text for text in texts if text.task in tasks or any(item.indicator == key for item in text.figures)]
    if not chosen and not told:
        known = [*(text.task for text in texts), *(row["indicator"] for row in rows)]
        suggestion = _of_number(key, texts) or _suggestion(key, known)
        place = Place(output_path(period, FIGURES))
        raise ConfigurationError(
            [finding("release.unknown-key", place, found=key, period=period, suggestion=suggestion)]
        )
    files = _dropped(home, period, read_manifest(folder) or Manifest({}, {}))
    named = {item.indicator for text in told for item in text.figures}
    return Trail(
        tuple(_figure(row, files) for row in chosen),
        tuple(_traced_text(text, files, home.edits(period)) for text in told),
        {row["indicator"]: _figure(row, files) for row in rows if row["indicator"] in named},
    )


def _of_number(key: str, texts: Iterable[PrintedText]) -> str:
    """Name the tasks whose printed row has `key` for its 序号: all that a reader of the paper knows."""
    named = [f"{text.form} {text.task}" for text in texts if text.number == key]
    return f"（序号 {key} 是：{'、'.join(named)}）" if named else ""


def _suggestion(key: str, known: Sequence[str]) -> str:
    """Name the ids that are like `key`, those first that differ only in width or case; empty where none is."""
    by_form: dict[str, str] = {}
    for name in known:
        by_form.setdefault(_form(name), name)
    near = difflib.get_close_matches(_form(key), list(by_form), n=_MOST_SUGGESTED, cutoff=_LEAST_LIKENESS)
    return f"（相近的编号：{'、'.join(by_form[form] for form in near)}）" if near else ""


def _form(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _rows(folder: Path, period: Period) -> list[dict[str, str]]:
    try:
        text = (folder / FIGURES).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    table = csv.DictReader(io.StringIO(text, newline=""), restval="")
    if not set(_COLUMNS) <= set(table.fieldnames or ()):
        raise _unusable(period, FIGURES)
    return [{word: unguarded(row[word]) for word in _COLUMNS} for row in table]


def _texts(folder: Path, period: Period) -> tuple[PrintedText, ...]:
    try:
        texts = read_texts((folder / TEXTS).read_bytes())
    except FileNotFoundError:
        texts = None
    if texts is None:
        raise _unusable(period, TEXTS)
    return texts


def _unusable(period: Period, name: str) -> ConfigurationError:
    place = Place(output_path(period, name))
    return ConfigurationError([finding("release.no-figures", place, found=name, period=period)])


def _traced_text(text: PrintedText, files: _Dropped, edits: Path) -> TracedText:
    source, edit = text.source, text.edit
    return TracedText(
        text,
        files.standing(source.place.file, source.sha256) if source else Standing.GONE,
        files.folder(source.place.file) if source else "",
        _standing(edits, edit.sha256) if edit else Standing.GONE,
    )


def _figure(row: Mapping[str, str], files: _Dropped) -> TracedFigure:
    sources = _sources(row, files)
    named = {source.department for source in sources}
    return TracedFigure(
        indicator=row["indicator"],
        task=row["task"],
        value=row["value"],
        unit=row["unit"],
        target=row["target"],
        rate=row["rate"],
        pace=row["pace"],
        status=row["status"],
        sources=sources,
        missing=tuple(name for name in row["reporter"].split(_JOINT) if name not in named),
    )


def _sources(row: Mapping[str, str], files: _Dropped) -> tuple[TracedSource, ...]:
    departments = row["reporter"].split(_JOINT)
    columns = {
        word: _parts(row[word], len(departments)) for word in ("file", "sheet", "cell", "stored", "format", "sha256")
    }
    sources = []
    for number, department in enumerate(departments):
        part = {word: parts[number] for word, parts in columns.items()}
        if part["file"]:
            place = Place(part["file"], (part["sheet"], part["cell"]))
            standing, folder = files.standing(part["file"], part["sha256"]), files.folder(part["file"])
            source = TracedSource(department, place, part["stored"], part["format"], part["sha256"], standing, folder)
            sources.append(source)
    return tuple(sources)


def _parts(field: str, count: int) -> list[str]:
    """Split a field by its sources; one whose text holds the separator itself cannot be split and is shown whole."""
    parts = field.split(_JOINT)
    return parts if len(parts) == count else [field] * count


def _dropped(home: Home, period: Period, manifest: Manifest) -> _Dropped:
    """Map the names that figures.csv uses, with their folders where two files share one, to the files dropped."""
    prefix = f"{home.name(home.drop_folder(period))}/"
    inside = [path.removeprefix(prefix) for path in manifest.inputs if path.startswith(prefix)]
    alone = {path.rpartition("/")[2]: path for path in inside}
    names = {**alone, **{path: path for path in inside}}
    return _Dropped(home, period, {visible(name): home.drop_folder(period) / path for name, path in names.items()})


@dataclass(frozen=True, slots=True)
class _Dropped:
    """The files of the drop folder as the manifest lists them, by the names that figures.csv uses."""

    home: Home
    period: Period
    paths: Mapping[str, Path]

    def standing(self, name: str, sha256: str) -> Standing:
        """Tell whether a file is still the one that was read."""
        return _standing(self.paths.get(name), sha256)

    def folder(self, name: str) -> str:
        """Name the subfolder that a file lies in, for its name alone does not lead there."""
        path = self.paths.get(name)
        if path is None or path.parent == self.home.drop_folder(self.period):
            return ""
        return visible(self.home.name(path.parent))


def _standing(path: Path | None, sha256: str) -> Standing:
    if path is None or not path.is_file():
        return Standing.GONE
    return Standing.SAME if file_digest(path) == sha256 else Standing.CHANGED
