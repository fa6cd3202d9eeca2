"""The command line: arguments, progress, messages and exit codes. The only room that prints."""

from __future__ import annotations

from reporter.cli.commands import main

__all__ = ["main"]
