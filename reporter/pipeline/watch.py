"""Watching: the main job again whenever the inputs have changed and come to rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.pipeline.report import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.pipeline.reception import Progress
    from reporter.pipeline.report import Outcome
    from reporter.pipeline.report import Request

Snapshot = tuple[tuple[str, int, int], ...]
"""Every file below a folder by path, size and time of change; enough to see that somebody is still writing."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a run from happening; watching goes on."""

    reason: str


def watch(ask: Callable[[], Request], pause: Callable[[], None], progress: Progress) -> Iterator[Outcome | Trouble]:
    """Yield the outcome of a run for each time the inputs changed and then stayed the same for one pause.

    `ask` makes the request of each run, so that its day is the day of the run. Runs for ever; the caller ends it.
    Nothing is remembered on disk: outputs are whole or absent, and whoever starts again makes them once more.
    """
    made: Snapshot | None = None
    before: Snapshot | None = None
    while True:
        request = ask()
        now = snapshot(request.home.inputs)
        if now == before and now != made:
            made = now
            yield _run(request, progress)
        before = now
        pause()


def snapshot(folder: Path) -> Snapshot:
    """Return what lies below a folder; a folder that has vanished, or a file that just did, is simply not there."""
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.name.startswith(("~$", ".")):
            continue
        try:
            facts = path.lstat()
        except FileNotFoundError:
            continue
        found.append((str(path), facts.st_size, facts.st_mtime_ns))
    return tuple(found)


def _run(request: Request, progress: Progress) -> Outcome | Trouble:
    try:
        return report(request, progress)
    except ConfigurationError as error:
        return Trouble(str(error))
    except OSError as error:
        return Trouble(f"{error.filename or ''} {error.strerror or error}".strip())
