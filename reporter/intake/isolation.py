"""Reading in processes of their own: a file that kills or hangs its reader costs one finding and nobody else anything.

A worker is a Python process that reads file after file (reporter/intake/worker.py). It is killed when a file takes too
long, and replaced. On POSIX systems its memory is limited; elsewhere only its time.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from threading import Timer
from typing import TYPE_CHECKING
from typing import cast

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.messages import receive
from reporter.intake.messages import send
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import IO

    from reporter.findings import Finding
    from reporter.intake.folder import Arrival
    from reporter.intake.records import RawWorkbook

Read = tuple["RawWorkbook | None", "tuple[Finding, ...]"]

_PROGRAM = "from reporter.intake.worker import main; main()"


def read_isolated(arrivals: Sequence[Arrival], workers: int, *, seconds: float = limits.SECONDS) -> Iterator[Read]:
    """Read workbooks in `workers` processes and yield the results in the order given, each as soon as it is there."""
    count = max(1, min(workers, len(arrivals)))
    idle: LifoQueue[_Worker] = LifoQueue()
    pool = [_Worker(seconds) for _ in range(count)]
    for worker in pool:
        idle.put(worker)

    def read(arrival: Arrival) -> Read:
        worker = idle.get()
        try:
            return worker.ask("workbook", arrival.path, arrival.name, name=arrival.name)
        finally:
            idle.put(worker)

    executor = ThreadPoolExecutor(count)
    try:
        yield from executor.map(read, arrivals)
    finally:
        executor.shutdown(cancel_futures=True)
        for worker in pool:
            worker.stop()


def isolated(task: str, data: bytes, kind: str, name: str, sha256: str) -> Read:
    """Let one task be done in a process that lives for it only."""
    worker = _Worker(limits.SECONDS)
    try:
        return worker.ask(task, data, kind, name, sha256, name=name)
    finally:
        worker.stop()


class _Worker:
    """A process that is started when it is first needed, and again after it died."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.errors: IO[bytes] | None = None

    def ask(self, task: str, *arguments: object, name: str) -> Read:
        process = self._running()
        is_late: list[bool] = []

        def end() -> None:
            is_late.append(True)
            process.kill()

        timer = Timer(self.seconds, end)
        timer.start()
        try:
            send(cast("IO[bytes]", process.stdin), (task, arguments))
            return cast("Read", receive(cast("IO[bytes]", process.stdout)))
        except (EOFError, OSError, pickle.UnpicklingError):
            process.kill()
            found = self._obituary(process.wait())
            self.stop()
        finally:
            timer.cancel()
        if is_late:
            return None, (finding("intake.worker-timeout", Place(name), expected=f"{self.seconds:g}"),)
        return None, (finding("intake.worker-stopped", Place(name), found=found),)

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


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except BrokenPipeError:
        """The process is gone and so is what it was still to be told."""
