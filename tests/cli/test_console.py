"""How the program speaks where a person watches, and where nobody does."""

from __future__ import annotations

import io
import sys

import pytest

from reporter.cli.console import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_progress_is_silent_where_nobody_watches(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(quiet=stream.isatty())
    progress("读取报送文件", 1, 1)
    assert stream.getvalue() == ""


def test_progress_draws_a_bar_a_step_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = Progress(quiet=False)
    for step in ("读取报送文件", "编排公布文件"):
        for done in (1, 2):
            progress(step, done, 2)
    drawn = terminal.getvalue()
    assert "读取报送文件" in drawn
    assert "编排公布文件" in drawn
    assert "2/2" in drawn
