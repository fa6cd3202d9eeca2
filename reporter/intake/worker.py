"""A reading process: it is told a file, reads it, answers, and waits for the next until nobody asks any more."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING
from typing import cast

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.messages import receive
from reporter.intake.messages import send
from reporter.intake.optional import read_optional
from reporter.intake.workbooks import read_workbook
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from reporter.intake.workbooks import Read

_TASKS: dict[str, Callable[..., Read]] = {"workbook": read_workbook, "optional": read_optional}
_NAME_AT = {"workbook": 1, "optional": 2}


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
            task, arguments = cast("tuple[str, tuple[object, ...]]", receive(questions))
        except EOFError:
            return
        try:
            answer = _TASKS[task](*arguments)
        except MemoryError:
            allowed = limits.megabytes(limits.MEMORY_BYTES)
            answer = None, (finding("intake.worker-memory", Place(str(arguments[_NAME_AT[task]])), expected=allowed),)
        send(answers, answer)


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
