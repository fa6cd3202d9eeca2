"""The drop folder: what arrived, in order, and what is not read."""

from __future__ import annotations

import os
import socket
import sys
import unicodedata
from typing import TYPE_CHECKING
from typing import Self

import pytest

from reporter.intake.folder import arrivals
from reporter.intake.workbooks import read_workbook
from tests.intake.packages import sheet_xlsx

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems have these files and names")


def names(folder: Path) -> list[str]:
    return [arrival.name for arrival in arrivals(folder)[0]]


def rules(folder: Path) -> list[tuple[str, str]]:
    return [(item.rule, str(item.place)) for item in arrivals(folder)[1]]


def put(folder: Path, *files: str) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_files_arrive_in_order_of_their_names_whatever_their_suffix(tmp_path: Path) -> None:
    put(tmp_path, "b.XLSX", "a.et", "市/c.xlsx", "说明.docx")
    assert names(tmp_path) == ["a.et", "b.XLSX", "c.xlsx", "说明.docx"]
    assert rules(tmp_path) == []


def test_an_arrival_names_the_path_to_read(tmp_path: Path) -> None:
    (tmp_path / "市").mkdir()
    (tmp_path / "市" / "c.xlsx").write_bytes(sheet_xlsx({"表1": "甲"}))
    (arrival,), _ = arrivals(tmp_path)
    assert read_workbook(arrival.path, arrival.name)[0] is not None


def test_a_name_that_two_files_share_is_told_with_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "市/甲.xlsx", "甲.xlsx", "乙.xlsx")
    assert names(tmp_path) == ["乙.xlsx", "市/甲.xlsx", "甲.xlsx"]
    assert rules(tmp_path) == []


def test_owner_files_dot_names_and_system_files_are_skipped_silently(tmp_path: Path) -> None:
    put(tmp_path, "~$甲.xlsx", ".~乙.xlsx", ".hidden/甲.xlsx", "Thumbs.db", "desktop.ini", "~$下级/甲.xlsx")
    assert arrivals(tmp_path) == ((), ())


@pytest.mark.parametrize("name", ["甲.xlsx.crdownload", "~WRL0001.tmp", "甲.xlsx.part"])
def test_unfinished_copies_are_noted(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert arrivals(tmp_path)[0] == ()
    assert rules(tmp_path) == [("intake.unfinished-copy", name)]


@posix
def test_links_are_neither_followed_nor_read(tmp_path: Path) -> None:
    outside = tmp_path / "别处"
    put(outside, "甲.xlsx")
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "甲.xlsx").symlink_to(outside / "甲.xlsx")
    (folder / "下级").symlink_to(outside, target_is_directory=True)
    (folder / "断.xlsx").symlink_to(outside / "没有")
    (folder / "自己").symlink_to(folder, target_is_directory=True)
    assert names(folder) == []
    assert rules(folder) == [("intake.link", name) for name in ("下级", "断.xlsx", "甲.xlsx", "自己")]


@posix
def test_pipes_and_sockets_do_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.xlsx")
        assert names(tmp_path) == []
        assert rules(tmp_path) == [("intake.not-a-file", "s.xlsx"), ("intake.not-a-file", "管道.xlsx")]


@posix
def test_a_file_that_turns_into_something_else_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "管道.xlsx")
    (tmp_path / "夹.xlsx").mkdir()
    for name, rule in (
        ("夹.xlsx", "not-a-file"),
        ("管道.xlsx", "not-a-file"),
        ("链接.xlsx", "link"),
        ("没有.xlsx", "cannot-open"),
    ):
        workbook, found = read_workbook(tmp_path / name, name)
        assert workbook is None
        assert [item.rule for item in found] == [f"intake.{rule}"]


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("甲\u202exslx.exe", "甲\\u202exslx.exe"),
        ("甲\n乙.xlsx", "甲\\u000a乙.xlsx"),
        ("甲\u200b.xlsx", "甲\\u200b.xlsx"),
        ("甲\udcff.xlsx", "甲\\udcff.xlsx"),
        ("\x1b[31m甲.xlsx", "\\u001b[31m甲.xlsx"),
    ],
)
def test_names_with_unseen_characters_are_spelled_out(tmp_path: Path, name: str, shown: str) -> None:
    put(tmp_path, name)
    assert names(tmp_path) == [shown]
    assert rules(tmp_path) == [("intake.odd-name", shown)]


@posix
def test_names_that_look_the_same_are_both_read_and_told(tmp_path: Path) -> None:
    one, other = unicodedata.normalize("NFC", "é.xlsx"), unicodedata.normalize("NFD", "é.xlsx")
    put(tmp_path, one, other)
    assert sorted(names(tmp_path)) == sorted([one, other])
    assert [rule for rule, _ in rules(tmp_path)] == ["intake.twin-name"]


def test_names_that_a_shell_would_obey_are_mere_names(tmp_path: Path) -> None:
    put(tmp_path, "-rf", "$(reboot).xlsx")
    assert names(tmp_path) == ["$(reboot).xlsx", "-rf"]


def test_a_folder_that_vanished_is_told(tmp_path: Path) -> None:
    assert rules(tmp_path / "没有") == [("intake.unreadable-folder", "没有")]


@posix
def test_an_entry_that_vanishes_while_looking_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "甲.xlsx")

    class Vanishing:
        name = "乙.xlsx"

    class Listing(list[object]):
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Close nothing."""

    monkeypatch.setattr("os.scandir", lambda _folder: Listing([Vanishing()]))
    assert rules(tmp_path) == [("intake.cannot-open", "乙.xlsx")]
