"""A reading process: it is told a file, reads it, answers, and waits for the next until nobody asks any more."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from functools import partial
from typing import TYPE_CHECKING
from typing import cast

from reporter.findings import finding
from reporter.intake import limits
from reporter.intake.optional import read_optional
from reporter.intake.processes.messages import receive
from reporter.intake.processes.messages import send
from reporter.intake.refusal import RefusalError
from reporter.intake.workbooks import read_bytes
from reporter.intake.workbooks import read_workbook
from reporter.intake.workbooks import read_workbook_bytes
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import IO

    from reporter.intake.processes.isolation import Question
    from reporter.intake.records import RawWorkbook
    from reporter.intake.workbooks import Read


def _witness(workbook: RawWorkbook, path: Path) -> Read:
    # openpyxl alone takes longer to load than a city's workbooks to read.
    from reporter.intake.witness import compare  # noqa: PLC0415

    try:
        data = read_bytes(path)
    except RefusalError as refusal:
        return None, (refusal.finding(workbook.file),)
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        return None, (finding("intake.witness-failed", Place(workbook.file), found="文件在读取之后有改动"),)
    return None, compare(workbook, data)


# This process may die of a file. There is no need of another one for the readers that might.
_TASKS: dict[str, Callable[..., Read]] = {
    "workbook": partial(read_workbook, other=read_optional),
    "bytes": partial(read_workbook_bytes, other=read_optional),
    "optional": read_optional,
    "witness": _witness,
}


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
        if not _answered(question, answers):
            allowed = limits.megabytes(limits.MEMORY_BYTES)
            send(answers, (None, (finding("intake.worker-memory", Place(question.name), expected=allowed),)))


def _answered(question: Question, answers: IO[bytes]) -> bool:
    """Answer a question, or return False where the memory does not suffice.

    The error holds on to all that was read; there is no memory to say so before this function has ended.
    """
    try:
        send(answers, _TASKS[question.task](*question.arguments))
    except MemoryError:
        return False
    return True


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
