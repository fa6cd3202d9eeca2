"""Watching: the main job again whenever the inputs have changed and come to rest."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.intake.folder import is_passed_over
from reporter.pipeline.report import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.pipeline.reception import Progress
    from reporter.pipeline.report import Outcome
    from reporter.pipeline.report import Request

_LONGEST_WAIT = 32
"""Pauses between two attempts at most, when a run keeps failing."""
_HELD = "intake.cannot-open"
"""A file held open by somebody is tried again, though it does not change when it is closed."""

Snapshot = tuple[tuple[str, int, int], ...]
"""Every file below a folder by path, size and time of change; enough to see that somebody is still writing."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a run from happening; watching goes on."""

    reason: str


def watch(ask: Callable[[], Request], pause: Callable[[], None], progress: Progress) -> Iterator[Outcome | Trouble]:
    """Yield the outcome of a run for each time the inputs changed and then stayed the same for one pause.

    What kept a run from happening, or a file from being opened, may pass without a change of the inputs: a full disk,
    a program that holds a file. Such a run is tried again at ever longer intervals, and told when it comes out
    otherwise.
    `ask` makes the request of each run, so that its day is the day of the run. Runs for ever; the caller ends it.
    Nothing is remembered on disk: outputs are whole or absent, and whoever starts again makes them once more.
    """
    made: Snapshot | Trouble | None = None
    before: Snapshot | Trouble | None = None
    told: object = None
    waited = wait = 0
    while True:
        request = ask()
        now = _look(request.home.inputs)
        is_changed, is_due = now != made, bool(wait) and waited >= wait
        if now == before and (is_changed or is_due):
            made = now
            outcome = now if isinstance(now, Trouble) else _run(request, progress)
            waited, wait = 0, _next_wait(outcome, 0 if is_changed else wait)
            if is_changed or _obstacles(outcome) != told:
                yield outcome
            told = _obstacles(outcome)
        before = now
        waited += 1
        pause()


def _look(folder: Path) -> Snapshot | Trouble:
    """Return what lies below a folder, or why nobody can tell: a network drive may be away for a while."""
    try:
        return snapshot(folder)
    except OSError as error:
        return _trouble(error)


def snapshot(folder: Path) -> Snapshot:
    """Return what lies below a folder; a folder that has vanished, or a file that just did, is simply not there."""
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if any(is_passed_over(name) for name in path.relative_to(folder).parts):
            continue
        try:
            facts = path.lstat()
        except FileNotFoundError:
            continue
        # A folder changes with every mark of an open workbook in it: only that it is there counts.
        is_folder = stat.S_ISDIR(facts.st_mode)
        found.append((str(path), 0, 0) if is_folder else (str(path), facts.st_size, facts.st_mtime_ns))
    return tuple(found)


def _obstacles(outcome: Outcome | Trouble) -> object:
    """Return what stood in the way of a run, nothing where nothing did."""
    if isinstance(outcome, Trouble):
        return outcome.reason
    held = (item for item in outcome.findings if item.rule == _HELD)
    return tuple((item.rule, item.place) for item in (*held, *outcome.troubles))


def _next_wait(outcome: Outcome | Trouble, wait: int) -> int:
    """Return after how many pauses to try again, 0 where there is no need."""
    return min(2 * wait or 1, _LONGEST_WAIT) if _obstacles(outcome) else 0


def _run(request: Request, progress: Progress) -> Outcome | Trouble:
    folder = request.home.drop_folder(request.period)
    if not folder.is_dir():
        return Trouble(f"投放文件夹 {folder} 不见了，成果保持上一次的版本。")
    try:
        return report(request, progress)
    except ConfigurationError as error:
        return Trouble(str(error))
    except OSError as error:
        return _trouble(error)


def _trouble(error: OSError) -> Trouble:
    return Trouble(f"{error.filename or ''} {error.strerror or error}".strip())
