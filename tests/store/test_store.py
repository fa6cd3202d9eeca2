"""The store: runs remembered once and exactly, an indicator over all periods, and JSON lines that carry all of it."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import threading
import uuid
from contextlib import closing
from dataclasses import asdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from reporter.cli.console import lines_of
from reporter.consolidate.ledger import consolidate
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place
from reporter.store.database import opened
from reporter.store.exchange import export
from reporter.store.exchange import import_lines
from reporter.store.records import Run
from reporter.store.records import StoredFigure
from reporter.store.records import StoredFinding
from reporter.store.records import StoredSource
from reporter.store.records import StoredSubmission
from reporter.store.records import run_of
from reporter.store.remembering import add_run
from reporter.store.remembering import history
from reporter.store.remembering import record
from tests.plans import HALF_YEAR
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.periods import Period

FILE = StoredSubmission("a" * 64, "2023H1", "市发改委", "市发改委.xlsx", "2023-07-05", "2023-07-06")
NOTHING = StoredFigure("K01-1", "K01", None, "个", None, None, "未填报", ())
EMPTY = Run("2023", "2023-03-01", is_final=False, inputs_digest="", program="", figures=(), findings=())
POSTGRES = "127.0.0.1:5432/test"


def a_run(
    value: str | None = "54.80", *, day: int = 5, digest: str = "in", period: Period = HALF_YEAR, is_final: bool = False
) -> Run:
    """Make a run over one plan of two indicators, one of them reported."""
    plan = plan_of(indicator("K01-1", unit="%"), indicator("K02-1"))
    ledger = consolidate(plan, period, [submission(figures=[figure("K01-1", value)])])
    place = Place("plan-2023.xlsx", ("指标", "A2"))
    open_finding = finding("plan.lock-altered", place, indicator="K01-1", found="甲", file="plan-2023.lock.json")
    return run_of(
        ledger,
        [open_finding],
        as_of=date(2023, 7, day),
        is_final=is_final,
        inputs={"inputs/plan-2023.xlsx": digest},
        program="0.1.0",
    )


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Return where a store may be made."""
    return str(tmp_path / "outputs" / "store.sqlite")


def rule_of(caught: pytest.ExceptionInfo[ConfigurationError]) -> list[str]:
    """Return the rules of all faults."""
    return [fault.rule for fault in caught.value.faults]


def test_a_run_is_described_by_what_it_found() -> None:
    run = a_run()
    first, second = run.figures
    assert (first.indicator, first.task, first.value, first.unit) == ("K01-1", "K01", Decimal("54.80"), "%")
    assert [(item.file, item.sheet, item.stored) for item in first.sources] == [("市发改委.xlsx", "指标进展", "54.80")]
    assert (second.value, second.sources, second.status) == (None, (), "未填报")
    assert [(item.rule, item.place) for item in run.findings] == [("plan.lock-altered", "plan-2023.xlsx!指标!A2")]


def test_a_cell_that_could_not_be_read_is_a_source_all_the_same() -> None:
    plan = plan_of(indicator("K01-1"))
    ledger = consolidate(plan, HALF_YEAR, [submission(figures=[figure("K01-1", None, is_unreadable=True)])])
    run = run_of(ledger, [], as_of=date(2023, 7, 5), is_final=False, inputs={}, program="")
    assert len(run.figures[0].sources) == 1


def test_the_same_run_is_remembered_once(store: str) -> None:
    assert record(store, a_run())
    assert not record(store, a_run())
    assert len(history(store, "K01-1")) == 1


@pytest.mark.parametrize(
    "other", [a_run(day=6), a_run(digest="other"), a_run(is_final=True), replace(a_run(), program="2")]
)
def test_another_day_input_edition_or_program_is_another_run(store: str, other: Run) -> None:
    record(store, a_run())
    assert record(store, other)
    (row,) = history(store, "K01-1")
    assert row.runs == 2


def test_an_amount_comes_back_digit_for_digit_and_is_text_in_the_file(store: str) -> None:
    record(store, a_run("12345678901234567890.10"))
    (row,) = history(store, "K01-1")
    assert str(row.figure.value) == "12345678901234567890.10"
    with sqlite3.connect(store) as connection:
        assert connection.execute("select typeof(value) from figures where value is not null").fetchall() == [("text",)]
    connection.close()


def test_an_indicator_over_all_periods_in_calendar_order(store: str) -> None:
    year_end = replace(a_run("99", day=9), period="2023FY")
    for run in (year_end, a_run("40", day=1), a_run("50", day=3), a_run("40", day=2), a_run("50", day=4, digest="x")):
        record(store, run)
    rows = [(row.period, row.first, row.last, row.runs, str(row.figure.value)) for row in history(store, "K01-1")]
    assert rows == [
        ("2023H1", "2023-07-01", "2023-07-02", 2, "40"),
        ("2023H1", "2023-07-03", "2023-07-04", 2, "50"),
        ("2023FY", "2023-07-09", "2023-07-09", 1, "99"),
    ]


def rows_in(store: str, table: str) -> int:
    """Count what a file holds."""
    with closing(sqlite3.connect(store)) as connection:
        (count,) = connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - our own tables
    return int(count)


def test_a_run_stores_no_figure_that_stands_as_it_did(store: str) -> None:
    for day in range(1, 6):
        record(store, a_run("40", day=day))
    assert (rows_in(store, "figures"), rows_in(store, "sources")) == (2, 1)
    record(store, a_run("41", day=6))
    record(store, replace(a_run("41", day=7), period="2023FY"))
    record(store, a_run("41", day=8))
    assert (rows_in(store, "figures"), rows_in(store, "sources")) == (5, 3)
    assert [len(json.loads(line)["figures"]) for line in export(store)] == [2] * 8


def test_an_indicator_that_left_the_plan_stands_until_it_left(store: str) -> None:
    record(store, a_run("40", day=1))
    record(store, replace(a_run("40", day=2), figures=a_run("40").figures[1:]))
    record(store, a_run("40", day=3))
    assert [len(json.loads(line)["figures"]) for line in export(store)] == [2, 1, 2]
    (row,) = history(store, "K01-1")
    assert (row.first, row.last, row.runs) == ("2023-07-01", "2023-07-03", 2)


def test_a_store_of_the_first_version_is_brought_up_where_it_lies(store: str) -> None:
    for run in (a_run("40", day=1), a_run("40", day=2), replace(a_run("40", day=3), period="2023FY")):
        record(store, run)
    before, told = list(export(store)), history(store, "K01-1")
    with closing(sqlite3.connect(store)) as connection, connection:
        # As version 1 had it: no `until`, and all figures again for every run.
        connection.execute("alter table figures drop column until")
        (first,), (second,) = connection.execute("select id from runs order by number limit 2").fetchall()
        for table in ("figures", "sources"):
            connection.execute(f"create table copied as select * from {table} where run = ?", (first,))  # noqa: S608
            connection.execute("update copied set run = ?", (second,))
            connection.execute(f"insert into {table} select * from copied")  # noqa: S608
            connection.execute("drop table copied")
        connection.execute("update store_version set version = 1")
    assert list(export(store)) == before
    assert history(store, "K01-1") == told
    assert record(store, a_run("41", day=4))
    assert rows_in(store, "figures") == 7


def test_nothing_reported_is_remembered_as_nothing(store: str) -> None:
    record(store, a_run())
    (row,) = history(store, "K02-1")
    assert (row.figure.value, row.figure.rate, row.figure.sources) == (None, None, ())


def test_a_task_stands_for_all_its_indicators(store: str) -> None:
    record(store, a_run())
    assert [row.figure.indicator for row in history(store, "K02")] == ["K02-1"]


def test_an_unknown_id_is_told_and_makes_no_store(store: str, tmp_path: Path) -> None:
    for expected in (["store.unknown-key"], ["store.unknown-key"]):
        with pytest.raises(ConfigurationError) as caught:
            history(store, "K09")
        assert rule_of(caught) == expected
    assert list(tmp_path.iterdir()) == []
    record(store, a_run())
    with pytest.raises(ConfigurationError):
        history(store, "K09")


def test_a_file_keeps_the_day_it_first_arrived(store: str) -> None:
    record(store, a_run(day=5), [FILE])
    record(store, a_run(day=6), [replace(FILE, received="2023-07-09")])
    record(store, a_run(day=7), [replace(FILE, received="2023-07-01"), replace(FILE, sha256="b" * 64)])
    received = {entry["sha256"][0]: entry["received"] for entry in map(json.loads, export(store)) if "sha256" in entry}
    assert received == {"a": "2023-07-01", "b": "2023-07-06"}


def test_a_run_that_fails_half_way_leaves_nothing(store: str) -> None:
    broken = replace(a_run(), figures=(replace(a_run().figures[0], status=None),))  # type: ignore[arg-type] # on purpose
    with pytest.raises(ConfigurationError) as caught:
        record(store, broken, [FILE])
    assert rule_of(caught) == ["store.refused"]
    assert list(export(store)) == []


def test_characters_that_no_database_takes_are_written_as_escapes(store: str) -> None:
    run = a_run()
    odd = replace(run.findings[0], found="\ud800甲\0")
    record(store, replace(run, findings=(odd,)))
    (line,) = export(store)
    assert json.loads(line)["findings"][0]["found"] == "\\ud800甲\\x00"


def test_what_is_exported_is_read_back_elsewhere(store: str, tmp_path: Path) -> None:
    for run in (a_run("40", day=1), a_run(None, day=2), a_run("50.0", day=3)):
        record(store, run, [FILE])
    lines = list(export(store))
    other = str(tmp_path / "other.sqlite")
    assert import_lines(other, [*lines, "", "\n"]) == 4
    assert list(export(other)) == lines
    assert history(other, "K01-1") == history(store, "K01-1")
    assert import_lines(other, lines) == 0


def test_a_store_that_is_not_there_exports_nothing_and_is_not_made(store: str, tmp_path: Path) -> None:
    assert list(export(store)) == []
    assert list(tmp_path.iterdir()) == []


LINE_ENDS = "\n\r\v\f\x1c\x85\u2028\u2029"
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from(LINE_ENDS)
texts = st.text(characters, max_size=8)
amounts = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=3
)
sources = st.builds(StoredSource, texts, texts, texts, texts, texts, texts, texts)
figures = st.builds(
    StoredFigure, texts, texts, amounts, texts, amounts, amounts, texts, st.lists(sources, max_size=3).map(tuple)
)
# Few enough that a figure stands as it did, goes, and comes again from run to run.
SEEN = replace(NOTHING, value=Decimal(5), sources=(StoredSource("甲", "甲.xlsx", "表", "H4", "5", "General", "f"),))
few_figures = st.sampled_from([NOTHING, SEEN, replace(SEEN, value=Decimal("5.0")), replace(SEEN, sources=())])
findings = st.builds(StoredFinding, *[texts] * 12)
runs = st.builds(
    Run,
    st.sampled_from(["2023H1", "2023FY"]),
    st.dates().map(date.isoformat),
    st.booleans(),
    texts,
    texts,
    st.lists(few_figures | figures, max_size=3).map(tuple),
    st.lists(findings, max_size=2).map(tuple),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(runs, max_size=5))
def test_any_run_survives_the_store_and_the_lines(
    tmp_path_factory: pytest.TempPathFactory, all_runs: list[Run]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    one, other = str(folder / "one.sqlite"), str(folder / "other.sqlite")
    for run in all_runs:
        record(one, run)
    lines = list(export(one))
    first: dict[str, Run] = {}
    for run in all_runs:
        first.setdefault(run.id, run)
    expected = [json.loads(json.dumps(asdict(run), default="{:f}".format)) for run in first.values()]
    assert [{**entry, "store": 1, "kind": "run"} for entry in expected] == [json.loads(line) for line in lines]
    kept = folder / "kept.jsonl"
    kept.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    import_lines(other, lines_of(kept))
    assert list(export(other)) == lines


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        "{}",
        '{"store": 2, "kind": "run"}',
        '{"store": 1, "kind": "other"}',
        '{"store": 1, "kind": "submission", "sha256": 5}',
        '{"store": 1, "kind": "run", "period": "2023H3"}',
        json.dumps({"store": 1, "kind": "run", **asdict(EMPTY), "figures": {}}),
        json.dumps({"store": 1, "kind": "run", **asdict(EMPTY), "figures": [{**asdict(NOTHING), "value": "half"}]}),
    ],
)
def test_a_line_that_is_none_of_ours_is_named_and_nothing_is_read(store: str, line: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    record(other, a_run())
    with pytest.raises(ConfigurationError) as caught:
        import_lines(store, [*export(other), line, line])
    assert [str(fault.place) for fault in caught.value.faults] == ["FILE!2", "FILE!3"]
    assert rule_of(caught) == ["store.not-a-line"] * 2
    assert list(export(store)) == []


def test_only_amounts_are_written_as_digits(store: str) -> None:
    record(store, a_run())
    (line,) = export(store)
    assert json.loads(line)["figures"][0]["value"] == "54.80"
    assert json.loads(line)["figures"][1]["value"] is None


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes("不是数据库，".encode() * 100)
    with pytest.raises(ConfigurationError) as caught:
        record(str(path), a_run())
    assert rule_of(caught) == ["store.refused"]
    assert caught.value.faults[0].place.file == "store.sqlite"


def test_a_store_of_another_version_is_told(store: str) -> None:
    record(store, a_run())
    with sqlite3.connect(store) as connection:
        connection.execute("update store_version set version = 99")
    connection.close()
    with pytest.raises(ConfigurationError) as caught:
        record(store, a_run())
    assert rule_of(caught) == ["store.other-version"]


@pytest.mark.parametrize(
    ("address", "rule"), [("://", "store.not-an-address"), ("nowhere://x", "store.driver-missing")]
)
def test_an_address_that_leads_nowhere_is_told(address: str, rule: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        record(address, a_run())
    assert rule_of(caught) == [rule]


def test_a_path_is_a_path_whatever_signs_are_in_it(tmp_path: Path) -> None:
    address = str(tmp_path / "历史 50%?a=b#c" / "库.sqlite")
    record(address, a_run())
    assert history(address, "K01-1")


DRIVER = next((name for name in ("psycopg", "psycopg2") if importlib.util.find_spec(name)), None)


@pytest.fixture
def server() -> Iterator[str]:
    """Return the address of a server's store, in a schema of its own that nobody else uses."""
    if DRIVER is None:
        pytest.skip(reason="no driver for PostgreSQL is installed")
    base = f"postgresql+{DRIVER}://postgres@{POSTGRES}"
    schema = f"reporter_test_{uuid.uuid4().hex}"
    engine = create_engine(base)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"create schema {schema}"))
    except OperationalError:
        pytest.skip(reason="no PostgreSQL server answers here")
    yield f"{base}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    engine.dispose()


def test_a_server_remembers_as_a_file_does(server: str, store: str) -> None:
    for address in (server, store):
        assert record(address, a_run("12345678901234567890.10"), [FILE])
        assert not record(address, a_run("12345678901234567890.10"), [FILE])
        record(address, a_run("50", day=6))
    assert list(export(server)) == list(export(store))
    assert history(server, "K01") == history(store, "K01")


def test_a_server_stores_no_figure_that_stands_as_it_did(server: str) -> None:
    for day in range(1, 4):
        record(server, a_run("40", day=day))
    engine = create_engine(server)
    with engine.begin() as connection:
        assert connection.scalar(text("select count(*) from figures")) == 2
    engine.dispose()


@pytest.fixture(params=["file", "server"])
def shared(request: pytest.FixtureRequest) -> str:
    """Return where several people remember: a file, or a server."""
    return str(request.getfixturevalue("store" if request.param == "file" else "server"))


def test_two_who_remember_at_once_lose_nothing_of_each_other(shared: str) -> None:
    done: list[bool] = []
    others = [
        threading.Thread(target=lambda run=run: done.append(record(shared, run, [FILE])))
        for run in (a_run("40", day=2), a_run("41", day=3))
    ]
    record(shared, a_run("40", day=1))
    with opened(shared, to_write=True) as connection:
        assert add_run(connection, a_run("40", day=2))
        for other in others:
            other.start()
        others[0].join(0.5)
        assert done == []
    for other in others:
        other.join()
    assert sorted(done) == [False, True]
    lines = [json.loads(line) for line in export(shared)]
    assert [(entry["kind"], entry.get("as_of")) for entry in lines] == [
        ("submission", None),
        *(("run", f"2023-07-0{day}") for day in (1, 2, 3)),
    ]
    assert [row.runs for row in history(shared, "K01-1")] == [2, 1]
