"""What is wrong with a command line, in the operator's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

# typer words these itself, in English; its classes and the names it carries say the same.
_USAGE = (
    (re.compile(r"No such command '(.*)'"), "没有“{}”这个命令"),
    (re.compile(r"Missing command"), "没有写命令"),
    (re.compile(r"unexpected extra arguments? ?\(?s?\)? ?\((.*)\)"), "多写了“{}”"),
)


def misuse(error: typer.TyperException) -> str:
    """Say in Chinese what a command line lacks or has too much of."""
    kind, name = type(error).__name__, _name(error)
    if kind == "MissingParameter":
        return f"缺少“{name}”"
    if kind == "NoSuchOption":
        return f"没有“{name}”这个选项"
    if kind == "BadOptionUsage":
        return f"选项“{name}”后面缺少内容，或写法不对"
    if kind == "BadParameter":
        return f"“{name}”的写法不对"
    message = error.format_message()
    found = ((pattern.search(message), words) for pattern, words in _USAGE)
    return next((words.format(*match.groups()) for match, words in found if match), message)


def _name(error: typer.TyperException) -> str:
    """Name the option or argument that an error speaks of, as it is typed."""
    parameter = getattr(error, "param", None)
    options = getattr(parameter, "opts", None) or [""]
    return str(getattr(error, "option_name", None) or max(options, key=len))
