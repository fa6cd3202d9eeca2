"""Reading in processes of their own: whatever a file does to its reader, the others are read."""

from __future__ import annotations

import pickle
import sys
import time
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from reporter.intake import limits
from reporter.intake.folder import Arrival
from reporter.intake.processes import isolation
from reporter.intake.processes import worker
from reporter.intake.processes.isolation import Question
from reporter.intake.processes.isolation import compare_isolated
from reporter.intake.processes.isolation import isolated
from reporter.intake.processes.isolation import read_isolated
from reporter.intake.processes.messages import receive
from reporter.intake.processes.messages import send
from reporter.intake.tasks import TASKS
from reporter.intake.workbooks import read_workbook
from tests.intake.cases import REFUSED
from tests.intake.cases import one_sheet
from tests.intake.cases import sound
from tests.intake.packages import grid

if TYPE_CHECKING:
    from pathlib import Path


def arrived(folder: Path, **files: bytes) -> list[Arrival]:
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    return [Arrival(folder / f"{name}.xlsx", f"{name}.xlsx") for name in files]


def rules(results: object) -> list[list[str]]:
    return [[item.rule for item in found] for _, found in results]  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_results_come_in_the_order_given_and_as_in_one_process(tmp_path: Path, workers: int) -> None:
    files = arrived(tmp_path, **{f"文件{number}": sound() for number in range(5)}, 空=b"")
    results = tuple(read_isolated(files, workers))
    assert results == tuple(read_workbook(arrival.path, arrival.name) for arrival in files)


def test_nothing_arrived_is_nothing_read() -> None:
    assert tuple(read_isolated([], 2)) == ()


def test_a_file_that_takes_too_long_costs_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "import reporter.intake.processes.worker as w, time\n"
    slow += "def read(path, name):\n    time.sleep(60 if name == '慢.xlsx' else 0)\n    return None, ()\n"
    slow += "w.TASKS['workbook'] = read\nw.main()"
    monkeypatch.setattr("reporter.intake.processes.isolation._PROGRAM", slow)
    files = arrived(tmp_path, 慢=b"", 快=b"")
    late, quick = read_isolated(files, 1, seconds=3)
    assert [(item.rule, item.expected) for item in late[1]] == [("intake.worker-timeout", "3")]
    assert quick == (None, ())


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems limit the time of the processor")
def test_a_reader_that_nobody_can_kill_ends_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "import reporter.intake.processes.worker as w\nw._LAST_SECONDS = 1\n"
    endless += "def read(path, name):\n    while name == '慢.xlsx': pass\n    return None, ()\n"
    endless += "w.TASKS['workbook'] = read\nw.main()"
    monkeypatch.setattr("reporter.intake.processes.isolation._PROGRAM", endless)
    endless_one, quick = read_isolated(arrived(tmp_path, 慢=b"", 快=b""), 1)
    assert [(item.rule, item.found) for item in endless_one[1]] == [("intake.worker-stopped", "SIGXCPU")]
    assert quick == (None, ())


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems have signals")
def test_a_reader_that_dies_costs_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly = "import reporter.intake.processes.worker as w, os, signal\n"
    deadly += "def read(path, name):\n    if name == '毒.xlsx': os.kill(os.getpid(), signal.SIGKILL)\n"
    deadly += "    if name == '错.xlsx': raise RuntimeError('甲')\n    return None, ()\n"
    deadly += "w.TASKS['workbook'] = read\nw.main()"
    monkeypatch.setattr("reporter.intake.processes.isolation._PROGRAM", deadly)
    files = arrived(tmp_path, 前=b"", 毒=b"", 错=b"", 后=b"")
    before, killed, failed, after = read_isolated(files, 1)
    assert before == after == (None, ())
    assert [(item.rule, item.found) for item in killed[1]] == [("intake.worker-stopped", "SIGKILL")]
    assert [(item.rule, item.found) for item in failed[1]] == [("intake.worker-stopped", "1 RuntimeError: 甲")]


def test_whoever_stops_asking_does_not_wait(tmp_path: Path) -> None:
    files = arrived(tmp_path, 小=sound(), 大=one_sheet(grid(40_000, 20)))
    results = read_isolated(files, 2)
    assert next(results)[0] is not None
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 1


def test_a_reader_that_closes_its_ears_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporter.intake.processes.isolation._LAST_BREATH", 0.1)
    monkeypatch.setattr("reporter.intake.processes.isolation._PROGRAM", "import os, time; os.close(1); time.sleep(60)")
    (result,) = read_isolated(arrived(tmp_path, 甲=b""), 1)
    assert rules([result]) == [["intake.worker-stopped"]]


def test_a_reader_that_died_between_two_files_is_replaced(tmp_path: Path) -> None:
    (arrival,) = arrived(tmp_path, 甲=sound())
    question = Question("workbook", (arrival.path, arrival.name), arrival.name)
    reader = isolation._Worker(limits.SECONDS)
    first = reader.ask(question)
    assert reader.process is not None
    reader.process.kill()
    reader.process.wait()
    second = reader.ask(question)
    reader.stop()
    assert first == second
    assert first[0] is not None


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can")
def test_a_file_that_takes_too_much_memory_costs_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import reporter.intake.limits as m; m.MEMORY_BYTES = 96 << 20\n"
    program += "from reporter.intake.processes.worker import main; main()"
    monkeypatch.setattr("reporter.intake.processes.isolation._PROGRAM", program)
    files = arrived(tmp_path, 大=one_sheet(grid(60_000, 12)), 小=one_sheet(grid(12_000, 12)))
    big, small, again, last = read_isolated([*files, *files], 1)
    assert rules([big, again]) == [["intake.worker-memory"]] * 2
    assert small[0] is not None
    assert last[0] is not None


def test_a_reader_that_may_die_needs_no_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import subprocess; subprocess.Popen = None\nfrom reporter.intake.processes.worker import main; main()"
    monkeypatch.setattr("reporter.intake.processes.isolation._PROGRAM", program)
    (damaged,) = (case.make() for case in REFUSED if case.name == "binary workbook, damaged")
    ((workbook, found),) = read_isolated(arrived(tmp_path, 甲=damaged), 1)
    assert workbook is None
    assert "intake.broken-part" in {item.rule for item in found}


def test_the_witness_is_called_in_a_process_of_its_own(tmp_path: Path) -> None:
    files = arrived(tmp_path, 甲=sound(), 乙=b"")
    workbook, _ = read_workbook(files[0].path, files[0].name)
    assert workbook is not None
    assert list(compare_isolated([(workbook, files[0].path)], 1)) == [()]
    for other in (tmp_path / "没有.xlsx", files[1].path):
        (found,) = compare_isolated([(workbook, other)], 1)
        assert [item.rule for item in found] == ["intake.witness-failed"]


def test_a_question_answered_alone() -> None:
    workbook, found = isolated(Question("optional", (b"", "ods", "甲.ods", ""), "甲.ods"))
    assert workbook is None
    assert [item.rule for item in found] == ["intake.broken-part"]


def test_the_worker_answers_until_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (arrival,) = arrived(tmp_path, 甲=sound())
    workbook, _ = read_workbook(arrival.path, arrival.name)

    def exhausted(*_: object) -> object:
        raise MemoryError

    monkeypatch.setitem(TASKS, "exhausted", exhausted)
    monkeypatch.setattr(worker, "limit_time", lambda: None)
    questions, answers = BytesIO(), BytesIO()
    for question in (
        Question("workbook", (arrival.path, arrival.name), arrival.name),
        Question("witness", (workbook, arrival.path), arrival.name),
        Question("witness", (workbook, tmp_path), arrival.name),
        Question("witness", (replace(workbook, sha256="") if workbook else None, arrival.path), arrival.name),
        Question("exhausted", (), arrival.name),
    ):
        send(questions, question)
    questions.seek(0)
    worker.serve(questions, answers)
    answers.seek(0)
    assert receive(answers) == (workbook, ())
    assert receive(answers) == (None, ())
    assert rules([receive(answers)]) == [["intake.not-a-file"]]
    assert rules([receive(answers)]) == [["intake.witness-failed"]]
    assert rules([receive(answers)]) == [["intake.worker-memory"]]
    with pytest.raises(EOFError):
        receive(answers)


def test_memory_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource", reason="memory is limited on POSIX systems only")
    asked: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: asked.append(limit))
    assert worker.limit_memory()
    assert asked == [(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))]

    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert not worker.limit_memory()
    monkeypatch.setitem(sys.modules, "resource", None)
    assert not worker.limit_memory()


def test_evidence_travels_small(tmp_path: Path) -> None:
    (arrival,) = arrived(tmp_path, 甲=one_sheet(grid(100, 10)))
    workbook, _ = read_workbook(arrival.path, arrival.name)
    assert len(pickle.dumps(workbook)) < 100 * 10 * 40
