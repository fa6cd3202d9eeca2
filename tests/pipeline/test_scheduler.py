"""Reading on a cluster: the outputs are those of one machine, and what goes wrong there costs one file or ends 2."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from distributed import LocalCluster

from reporter.errors import ConfigurationError
from reporter.intake.folder import Arrival
from reporter.intake.processes import cluster
from reporter.intake.processes.cluster import read_on_cluster
from reporter.intake.workbooks import read_workbook
from reporter.pipeline.reception import Reading
from tests.homes import TestHome
from tests.intake.cases import sound
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.intake.processes.isolation import Read


CURSED = """
import os, pathlib
from reporter.intake.processes import cluster, isolation
DEADLY = \"\"\"
import os, signal, reporter.intake.processes.worker as w
def read(data, name):
    if name == '毒.xlsx': os.kill(os.getpid(), signal.SIGKILL)
    return None, ()
w.TASKS['bytes'] = read
w.main()
\"\"\"
def dask_setup(worker, whole=cluster._read):
    def read(data, name):
        marker = pathlib.Path(data.decode()) if name == '断一次.xlsx' else None
        if name == '断.xlsx' or marker and not marker.exists():
            if marker: marker.touch()
            os._exit(1)
        if name == '错.xlsx': raise RuntimeError(name)
        return whole(data, name)
    isolation._PROGRAM, cluster._read = DEADLY, read
"""
"""Run by each worker when it starts: what some files do to their reader, to their task and to the worker itself."""


@contextmanager
def local_cluster(workers: int, **options: object) -> Iterator[LocalCluster]:
    places = {"host": "127.0.0.1", "scheduler_port": 0, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, **places, **options) as started:
        yield started


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    with local_cluster(2) as started:
        yield started


@pytest.fixture(scope="module")
def cursed() -> Iterator[LocalCluster]:
    with local_cluster(2, preload=[CURSED]) as started:
        yield started


def arrived(folder: Path, *names: str) -> list[Arrival]:
    for name in names:
        (folder / name).write_bytes(sound())
    return [Arrival(folder / name, name) for name in names]


def rules(results: Iterator[Read]) -> list[list[tuple[str, str]]]:
    return [[(item.rule, item.found) for item in found] for _, found in results]


def refused(results: Iterator[Read]) -> list[str]:
    with pytest.raises(ConfigurationError) as refusal:
        list(results)
    return [fault.rule for fault in refusal.value.faults]


def test_the_outputs_are_those_of_one_machine(tmp_path: Path, running: LocalCluster) -> None:
    home = TestHome.with_plan(tmp_path / "home", PLAN)
    home.issue()
    for number in range(7):
        home.submit("市教育局", {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): number}}, name=f"{number}.xlsx")
    drop = home.root / "inputs" / "2023H1"
    (drop / "损坏.xlsx").write_bytes(sound()[:-300])
    (drop / "空.xlsx").write_bytes(b"")
    (drop / "链接.xlsx").symlink_to(drop / "0.xlsx")
    answers, outputs = [], []
    for options in ((), ("--scheduler", running.scheduler_address)):
        answers.append(home.report(*options))
        made = home.root / "outputs"
        outputs.append({path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.is_file()})
        shutil.rmtree(made)
    assert answers == [1, 1]
    assert {"figures.csv", "findings.jsonl", "manifest.json"} < {path.name for path in outputs[0]}
    for folder in outputs:
        folder.pop(next(path for path in folder if path.name == "store.sqlite"))
    assert outputs[0] == outputs[1]


def test_a_cluster_that_reads_more_than_is_sent_at_once_keeps_the_order(tmp_path: Path, running: LocalCluster) -> None:
    files = arrived(tmp_path, *(f"{number}.xlsx" for number in range(11)))
    files[0].path.write_bytes(b"x" * (11 << 20))  # dask would warn of it
    files.insert(5, Arrival(tmp_path, "文件夹"))
    expected = [read_workbook(arrival.path, arrival.name) for arrival in files]
    assert list(read_on_cluster(files, running.scheduler_address)) == expected


def test_no_more_files_are_opened_than_the_cluster_can_soon_read(tmp_path: Path, running: LocalCluster) -> None:
    files = arrived(tmp_path, *(f"{number}.xlsx" for number in range(9)))
    results = read_on_cluster(files, running.scheduler_address)
    next(results)
    for arrival in files:
        arrival.path.write_bytes(b"")
    sent = 2 * len(running.workers)
    rest = [bool(found) for _, found in results]
    assert rest == [False] * (sent - 1) + [True] * (len(files) - sent)


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems have signals")
def test_a_file_that_kills_its_reader_costs_one_finding(tmp_path: Path, cursed: LocalCluster) -> None:
    files = arrived(tmp_path, "前.xlsx", "毒.xlsx", "后.xlsx")
    found = rules(read_on_cluster(files, cursed.scheduler_address))
    assert found == [[], [("intake.worker-stopped", "SIGKILL")], []]


def test_a_task_that_fails_costs_one_finding(tmp_path: Path, cursed: LocalCluster) -> None:
    files = arrived(tmp_path, "前.xlsx", "错.xlsx", "后.xlsx")
    found = rules(read_on_cluster(files, cursed.scheduler_address))
    assert found == [[], [("intake.worker-stopped", "RuntimeError")], []]


def test_a_file_that_loses_every_worker_costs_one_finding(
    tmp_path: Path, cursed: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = arrived(tmp_path, "前.xlsx", "断.xlsx", "后.xlsx")
    monkeypatch.setattr(cursed.scheduler, "allowed_failures", 0)
    monkeypatch.setattr(cluster, "_AHEAD", 0.5)  # one file at a time
    found = rules(read_on_cluster(files, cursed.scheduler_address))
    assert found == [[], [("intake.worker-stopped", "KilledWorker")], []]


def test_a_worker_lost_on_the_way_costs_nothing(tmp_path: Path, cursed: LocalCluster) -> None:
    files = arrived(tmp_path, "前.xlsx", "断一次.xlsx", "后.xlsx")
    marker = tmp_path / "lost"
    files[1].path.write_text(str(marker), encoding="utf-8")
    assert rules(read_on_cluster(files, cursed.scheduler_address)) == [[], [], []]
    assert marker.exists()


@pytest.mark.parametrize("change", ["cluster._program = lambda: ''", "sys.modules[cluster.__name__] = None"])
def test_workers_of_another_program_are_refused(change: str) -> None:
    preload = f"import sys\nfrom reporter.intake.processes import cluster\ndef dask_setup(worker):\n    {change}"
    with local_cluster(1, preload=[preload]) as other:
        assert refused(read_on_cluster([], other.scheduler_address)) == ["home.scheduler-other-program"]


def test_a_cluster_that_stops_in_the_middle_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = arrived(tmp_path, *(f"{number}.xlsx" for number in range(9)))
    monkeypatch.setattr(cluster, "_PATIENCE", 2.0)
    with local_cluster(1) as soon_gone:
        results = read_on_cluster(files, soon_gone.scheduler_address)
        next(results)
    assert refused(results) == ["home.scheduler-unreachable"]


def test_a_cluster_whose_workers_are_gone_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = arrived(tmp_path, *(f"{number}.xlsx" for number in range(9)))
    monkeypatch.setattr(cluster, "_PATIENCE", 2.0)
    with local_cluster(1) as emptied:
        results = read_on_cluster(files, emptied.scheduler_address)
        next(results)
        emptied.scale(0)
        assert refused(results) == ["home.scheduler-unreachable"]
        assert refused(read_on_cluster(files, emptied.scheduler_address)) == ["home.scheduler-no-workers"]


@pytest.mark.parametrize(
    "address",
    ["", "甲", "tcp://", "tcp://x:y", "http://x:1", "tcp://[::1", "127.0.0.1", "tcp://x:99999", "tcp://:8786"],
)
def test_what_is_no_address(address: str) -> None:
    assert refused(read_on_cluster([], address)) == ["home.scheduler-address"]


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_what_is_no_scheduler(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls: list[socket.socket] = []

        def serve() -> None:
            caller, _ = server.accept()
            caller.sendall(answer)
            calls.append(caller)

        threading.Thread(target=serve, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        assert refused(read_on_cluster([], address)) == ["home.scheduler-unreachable"]
        for caller in calls:
            caller.close()


def test_certificates_that_are_not_configured() -> None:
    assert refused(read_on_cluster([], "tls://127.0.0.1:8786")) == ["home.scheduler-unreachable"]


def test_an_unreachable_scheduler_ends_2_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
    home = TestHome.with_plan(tmp_path, PLAN)
    assert home.report("--scheduler", address) == 2
    said = capsys.readouterr().err
    assert address in said
    assert "去掉 --scheduler" in said
    assert not (home.root / "outputs").exists()


def test_a_missing_package_ends_2_and_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "reporter.intake.processes.cluster")
    home = TestHome.with_plan(tmp_path, PLAN)
    assert home.report("--scheduler", "127.0.0.1:8786") == 2
    assert "[cluster]" in capsys.readouterr().err
    with pytest.raises(ConfigurationError) as refusal:
        Reading(scheduler="127.0.0.1:8786").read(())
    assert [fault.rule for fault in refusal.value.faults] == ["home.scheduler-package"]
