"""Watching: the main job again whenever the inputs have changed and come to rest."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.intake.folder import is_passed_over
from reporter.periods import Period
from reporter.pipeline.report import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from reporter.home import Home
    from reporter.pipeline.reception import Progress
    from reporter.pipeline.report import Outcome
    from reporter.pipeline.report import Request

_LONGEST_WAIT = 32
"""Pauses between two attempts at most, when a run keeps failing."""
_HELD = "intake.cannot-open"
"""A file held open by somebody is tried again, though it does not change when it is closed."""

Snapshot = tuple[tuple[str, tuple[int, ...]], ...]
"""Every file below a folder by path, with what changes when it is written, and when another takes its place."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a run from happening; watching goes on."""

    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Files that came or changed in the drop folder of a period that is not watched."""

    period: Period
    files: tuple[str, ...]


def newest(home: Home, first: Period) -> Callable[[], Period]:
    """Return who tells the newest period at any time; where none can be seen it is the last that could."""
    last = first

    def look() -> Period:
        nonlocal last
        try:
            last = next(reversed(home.periods()), last)
        except OSError:  # a network drive that is away for a while
            return last
        return last

    return look


def watch(
    ask: Callable[[], Request], pause: Callable[[], None], progress: Progress
) -> Iterator[Outcome | Trouble | Elsewhere]:
    """Yield the outcome of a run for each time the inputs changed and then stayed the same for one pause.

    What kept a run from happening, or a file from being opened, may pass without a change of the inputs: a full disk,
    a program that holds a file. Such a run is tried again at ever longer intervals, and told when it comes out
    otherwise.
    `ask` makes the request of each run, so that its day is the day of the run, and its period that of the day. What
    came for another period is told before. Runs for ever; the caller ends it.
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
            yield from _elsewhere(request, made, now)
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
        # Copies may keep size and time of change: what they cannot keep is when and where they were made.
        marks = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
        found.append((str(path), () if is_folder else marks))
    return tuple(found)


def _elsewhere(request: Request, made: Snapshot | Trouble | None, now: Snapshot | Trouble) -> Iterator[Elsewhere]:
    """Yield what came since the last run for each period that the request does not mean."""
    if not isinstance(made, tuple) or not isinstance(now, tuple):
        return
    came: dict[Period, list[str]] = {}
    for name, marks in sorted(set(now) - set(made)):
        path = Path(name).relative_to(request.home.inputs)
        period = Period.parse(path.parts[0])
        if marks and period is not None and period != request.period:
            came.setdefault(period, []).append(path.relative_to(path.parts[0]).as_posix())
    yield from (Elsewhere(period, tuple(files)) for period, files in sorted(came.items()))


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
