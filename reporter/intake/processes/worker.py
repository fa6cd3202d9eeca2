"""A reading process: it is told a file, reads it, answers, and waits for the next until nobody asks any more."""

from __future__ import annotations

import gc
import os
import sys
import time
from typing import TYPE_CHECKING
from typing import cast

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.processes.messages import receive
from reporter.intake.processes.messages import send
from reporter.intake.tasks import TASKS
from reporter.places import Place

if TYPE_CHECKING:
    from typing import IO

    from reporter.intake.processes.isolation import Question

_LAST_SECONDS = 10 * limits.SECONDS


def main() -> None:
    """Serve over standard input and output, within limits."""
    limit_memory()
    gc.freeze()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with answers:
        serve(sys.stdin.buffer, answers)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer questions until there are no more."""
    while True:
        try:
            question = cast("Question", receive(questions))
        except EOFError:
            return
        limit_time()
        if not _answered(question, answers):
            allowed = limits.megabytes(limits.MEMORY_BYTES)
            send(answers, (None, (finding("intake.worker-memory", Place(question.name), expected=allowed),)))


def _answered(question: Question, answers: IO[bytes]) -> bool:
    """Answer a question, or return False where the memory does not suffice.

    The error holds on to all that was read; there is no memory to say so before this function has ended.
    """
    try:
        send(answers, TASKS[question.task](*question.arguments))
    except MemoryError:
        return False
    return True


def limit_time() -> None:
    """Limit the time of the processor that one question may take, where the system can.

    Whoever asks kills this process earlier. But who asks may be killed too, and a reader that hangs must not go on
    for ever.
    """
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(time.process_time()) + _LAST_SECONDS
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def limit_memory() -> bool:
    """Limit the memory of this process, where the system can: not on Windows."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return False
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    except (ValueError, OSError):
        return False
    return True
