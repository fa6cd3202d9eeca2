"""The way to a process apart, for a single file that might kill, hang or fill the process that reads it."""

from __future__ import annotations

from reporter.intake.processes.isolation import Answer
from reporter.intake.processes.isolation import Question
from reporter.intake.processes.isolation import isolated


def read_apart(task: str, arguments: tuple[object, ...], name: str) -> Answer:
    """Let a process that lives for this only do a task of `tasks` for the file called `name` in findings."""
    return isolated(Question(task, arguments, name))
