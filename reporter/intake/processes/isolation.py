"""Reading in processes of their own: a file that kills or hangs its reader costs one finding and nobody else anything.

A worker is a Python process that reads file after file (worker.py beside this file). It is killed when a file takes
too long, and replaced. On POSIX systems its memory is limited; elsewhere only its time.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import LifoQueue
from threading import Timer
from typing import TYPE_CHECKING
from typing import Any
from typing import cast

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.processes.messages import receive
from reporter.intake.processes.messages import send
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Generator
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from reporter.findings import Finding
    from reporter.intake.folder import Arrival
    from reporter.intake.records import RawWorkbook

Answer = tuple[Any, "tuple[Finding, ...]"]
"""What was read, or None, and findings."""
Read = tuple["RawWorkbook | None", "tuple[Finding, ...]"]

_LAST_BREATH = 2.0
_OWN = threading.local()
_PROGRAM = "from reporter.intake.processes.worker import main; main()"


def read_isolated(arrivals: Sequence[Arrival], workers: int, *, seconds: float = limits.SECONDS) -> Generator[Read]:
    """Read workbooks in `workers` processes and yield the results in the order given, each as soon as it is there."""
    questions = [Question("workbook", (arrival.path, arrival.name), arrival.name) for arrival in arrivals]
    return _asked(questions, workers, seconds)


def compare_isolated(
    received: Sequence[tuple[RawWorkbook, Path]], workers: int, *, seconds: float = 4 * limits.SECONDS
) -> Iterator[tuple[Finding, ...]]:
    """Let the witness read workbooks again and yield what it finds otherwise; a witness that dies is a note.

    openpyxl fills the memory at a merge over the whole sheet and takes its time: it must not happen in this process.
    """
    questions = [Question("witness", (workbook, path), workbook.file) for workbook, path in received]
    for question, (_, found) in zip(questions, _asked(questions, workers, seconds), strict=True):
        yield tuple(_of_the_witness(question.name, item) for item in found)


def isolated(question: Question) -> Answer:
    """Let one question be answered by a process that lives for it only."""
    (answer,) = _asked([question], 1, limits.SECONDS)
    return answer


def resident(question: Question) -> Read:
    """Let a process answer that stays for the next question of this thread, and ends with this program."""
    if not hasattr(_OWN, "worker"):
        _OWN.worker = _Worker(limits.SECONDS)
    return cast("Read", _OWN.worker.ask(question))


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker is asked: a task of the worker, its arguments, and the file's name for findings."""

    task: str
    arguments: tuple[object, ...]
    name: str


def _asked(questions: Sequence[Question], workers: int, seconds: float) -> Generator[Answer]:
    count = max(1, min(workers, len(questions)))
    pool = [_Worker(seconds) for _ in range(count)]
    idle: LifoQueue[_Worker] = LifoQueue()
    for worker in pool:
        idle.put(worker)

    def ask(question: Question) -> Answer:
        worker = idle.get()
        try:
            return worker.ask(question)
        finally:
            idle.put(worker)

    executor = ThreadPoolExecutor(count)
    try:
        yield from executor.map(ask, questions)
    finally:
        # Whoever stops asking in the middle, by Ctrl-C say, does not wait for a file that takes long.
        for worker in pool:
            worker.interrupt()
        executor.shutdown(cancel_futures=True)
        for worker in pool:
            worker.stop()


def _of_the_witness(file: str, item: Finding) -> Finding:
    is_own = item.rule.startswith("intake.witness")
    return item if is_own else finding("intake.witness-failed", Place(file), found=item.found or item.expected)


class _Worker:
    """A process that is started when it is first needed, and again after it died."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.errors: IO[bytes] | None = None
        self.busy: subprocess.Popen[bytes] | None = None

    def ask(self, question: Question) -> Answer:
        process = self.busy = self._running()
        is_late: list[bool] = []

        def end() -> None:
            is_late.append(True)
            process.kill()

        timer = Timer(self.seconds, end)
        timer.start()
        try:
            send(cast("IO[bytes]", process.stdin), question)
            answer, found = cast("Answer", receive(cast("IO[bytes]", process.stdout)))
        except (EOFError, OSError, pickle.UnpicklingError):
            last_words = self._obituary(_ended(process))
            self.stop()
        else:
            if is_late or any(item.rule == "intake.worker-memory" for item in found):
                # It is killed at the last moment; or what it had taken lies about in pieces, without room for another.
                self.stop()
            return answer, found
        finally:
            timer.cancel()
            self.busy = None
        if is_late:
            return None, (finding("intake.worker-timeout", Place(question.name), expected=f"{self.seconds:g}"),)
        return None, (finding("intake.worker-stopped", Place(question.name), found=last_words),)

    def interrupt(self) -> None:
        """Kill the process if it is at work."""
        busy = self.busy
        if busy is not None:
            busy.kill()

    def stop(self) -> None:
        """End the process, which ends itself when nobody can ask it any more."""
        if self.process is not None:
            for stream in (self.process.stdin, self.process.stdout, self.errors):
                _close(stream)
            self.process.wait()
        self.process = self.errors = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.process.poll() is not None:
            self.stop()
        if self.process is None:
            self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `stop`
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own program
                [sys.executable, "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.errors,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self.process

    def _obituary(self, code: int) -> str:
        """Say what is known of a dead process: its signal, and the last line it wrote."""
        lines: list[str] = []
        if self.errors is not None:
            self.errors.seek(0)
            lines = self.errors.read().decode("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        how = signal.Signals(-code).name if code < 0 else str(code)
        return f"{how} {last}".strip()[:200]


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Return the exit code of a process that answers no more: of its own death if it may be, else of our kill."""
    try:
        return process.wait(_LAST_BREATH)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except BrokenPipeError:
        """The process is gone and so is what it was still to be told."""
