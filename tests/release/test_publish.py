"""Publishing: outputs appear whole or not at all, and nothing that a person put there is lost."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reporter.errors import ConfigurationError
from reporter.release import folders
from reporter.release import locking
from reporter.release.locking import alone
from reporter.release.publish import publish
from reporter.release.publish import publish_file

FILES = {"表.docx": b"one", "退回/市财政局.xlsx": b"two"}
PROJECT = Path(__file__).resolve().parent.parent.parent
KILLED_RUNS = 20


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path inside."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(folder: Path) -> set[str]:
    """Name what lies beside a folder, the lock and the note of what we wrote aside."""
    ours = {folder.name, f".~{folder.name}.lock", f".~{folder.name}.sums"}
    return {path.name for path in folder.parent.iterdir()} - ours


def rule_of(caught: pytest.ExceptionInfo[ConfigurationError]) -> str:
    """Return the rule of the only fault."""
    (fault,) = caught.value.faults
    return fault.rule


@pytest.fixture(params=["exchange", "two renames"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where to publish, on systems that swap in one step and on those that cannot."""
    if request.param == "two renames":
        monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    return tmp_path / "outputs" / "2023H1"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let nobody wait; return how long they would have."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def test_files_appear_in_a_folder_that_was_not_there(folder: Path) -> None:
    assert publish(folder, FILES) == ()
    assert contents(folder) == FILES
    assert beside(folder) == set()


def test_new_content_replaces_all_of_the_old(folder: Path) -> None:
    publish(folder, FILES)
    publish(folder, {"别的.xlsx": b"three"})
    assert contents(folder) == {"别的.xlsx": b"three"}
    assert beside(folder) == set()


def test_a_name_that_leads_outside_is_our_bug(folder: Path) -> None:
    publish(folder, FILES)
    for name in ("../x", "/x", ""):
        with pytest.raises(ValueError, match=r".*"):
            publish(folder, {name: b""})
    assert contents(folder) == FILES
    assert beside(folder) == set()


def test_leftovers_of_a_killed_run_are_cleared_away(folder: Path) -> None:
    publish(folder, FILES)
    for word in ("new", "old"):
        (folder.parent / f".~2023H1.{word}" / "退回").mkdir(parents=True)
    publish(folder, FILES)
    assert contents(folder) == FILES
    assert beside(folder) == set()


def test_a_run_killed_between_two_renames_is_brought_back_by_the_next(folder: Path) -> None:
    publish(folder, FILES)
    folder.rename(folder.parent / ".~2023H1.old")
    with pytest.raises(ValueError, match=r".*"):
        publish(folder, {"/": b""})
    assert contents(folder) == FILES


def test_a_full_disk_leaves_the_old_content(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(folder, FILES)

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ConfigurationError) as caught:
        publish(folder, {"表.docx": b"new"})
    assert rule_of(caught) == "release.cannot-write"
    assert caught.value.faults[0].place.file == "2023H1"
    monkeypatch.undo()
    assert contents(folder) == FILES
    assert beside(folder) == set()


def test_a_file_held_open_is_tried_again_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, impatient: list[float]
) -> None:
    folder = tmp_path / "2023H1"
    publish(folder, FILES)
    monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self == folder:
            raise PermissionError(errno.EACCES, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(ConfigurationError) as caught:
        publish(folder, {"表.docx": b"new"})
    assert rule_of(caught) == "release.in-use"
    assert len(impatient) == 5
    assert contents(folder) == FILES
    assert beside(folder) == set()


def test_the_old_content_comes_back_where_the_new_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, impatient: list[float]
) -> None:
    folder = tmp_path / "2023H1"
    publish(folder, FILES)
    monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise PermissionError(errno.EACCES, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(ConfigurationError):
        publish(folder, {"表.docx": b"new"})
    assert impatient
    assert contents(folder) == FILES


def test_a_file_held_open_for_a_moment_does_no_harm(impatient: list[float]) -> None:
    tries: list[int] = []

    def action() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError

    folders.patiently(action)
    assert (len(tries), impatient) == (3, [0.1, 0.2])


def test_two_runs_do_not_write_at_once(tmp_path: Path, impatient: list[float]) -> None:
    with alone(tmp_path / ".~2023H1.lock"), pytest.raises(ConfigurationError) as caught:
        publish(tmp_path / "2023H1", FILES)
    assert rule_of(caught) == "release.busy"
    assert len(impatient) == locking._PATIENCE
    publish(tmp_path / "2023H1", FILES)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks by other means")
def test_a_drive_that_knows_no_locks_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    publish(tmp_path / "2023H1", FILES)
    assert contents(tmp_path / "2023H1") == FILES


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "2023H1"
    link.symlink_to(tmp_path / "disk", target_is_directory=True)
    publish(link, FILES)
    publish(link, FILES)
    assert link.is_symlink()
    assert contents(tmp_path / "disk") == FILES


def test_one_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "inputs" / "plan-2023.lock.json"
    publish_file(path, b"one")
    publish_file(path, b"two")
    assert contents(path.parent) == {"plan-2023.lock.json": b"two"}


def test_one_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    publish_file(path, b"one")

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ConfigurationError) as caught:
        publish_file(path, b"two")
    assert rule_of(caught) == "release.cannot-write"
    assert contents(tmp_path) == {"plan.xlsx": b"one"}


WRITER = """
import sys
from pathlib import Path
from reporter.release.publish import publish
folder, generation = Path(sys.argv[1]), 0
while True:
    generation += 1
    content = str(generation).encode() * 2000
    publish(folder, {f"{number // 5}/{number}.bin": content for number in range(20)})
    print(generation, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX systems")
def test_killed_at_any_moment_the_folder_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "2023H1"
    moments = random.Random(2023)  # noqa: S311 - seeded moments, not secrets
    for _ in range(KILLED_RUNS):
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", WRITER, str(folder)], cwd=PROJECT, stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moments.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
        found = contents(folder)
        assert len(found) == 20
        assert len(set(found.values())) == 1
    publish(folder, FILES)
    assert contents(folder) == FILES
    assert beside(folder) == set()
