"""The lock: from then on a difference needs a revision with a reason."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.errors import ConfigurationError
from reporter.findings import Severity
from reporter.places import Place
from reporter.plan.lock import compare_with_lock
from reporter.plan.lock import lock
from reporter.plan.records import Revision
from tests.plan_tables import FILE
from tests.plan_tables import TABLES
from tests.plan_tables import changed
from tests.plan_tables import plan_of_tables
from tests.plan_tables import with_row
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

LOCKED = lock(plan_of_tables(TABLES))
REVISION_HEADER = "指标编号 | 项目 | 原值 | 新值 | 理由 | 核定人 | 日期\n"
REVISED_TARGET = "K02-1 | 目标值 | 1,200 | 1000 | 市政府专题会 | |"
NEW_INDICATOR = "L01-2 | L01 | 培训教师 | ≥ | 50 | | 人 | 累计 | | |"


def differences(tables: dict[str, str], *revisions: str) -> list[tuple[str, str, Severity]]:
    """Return rule, place and severity of what differs from the lock of the unchanged plan."""
    sheet = {"修订": REVISION_HEADER + "\n".join(revisions)} if revisions else {}
    findings = compare_with_lock(plan_of_tables(tables | sheet), LOCKED)
    return [(item.rule, "!".join(item.place.parts), item.severity) for item in findings]


def without_row(sheet: str, start: str) -> dict[str, str]:
    """Return the plan's tables without the row that begins with `start`."""
    lines = [line for line in TABLES[sheet].split("\n") if not line.strip().startswith(start)]
    return TABLES | {sheet: "\n".join(lines)}


def test_the_same_plan_differs_nowhere() -> None:
    assert differences(TABLES) == []


def test_the_lock_is_stable_readable_and_says_what_was_promised() -> None:
    assert lock(plan_of_tables(TABLES)) == LOCKED
    document = json.loads(LOCKED.decode())
    assert document["plan"]["file"] == FILE
    assert document["indicators"]["K02-2"]["目标上限"] == "25.5"
    assert document["indicators"]["L01-1"]["单位"] == "万个"
    assert len(document["hash"]) == 64
    assert "万个" in LOCKED.decode()


def test_rows_in_another_order_or_another_wording_do_not_differ() -> None:
    lines = TABLES["指标"].strip().split("\n")
    turned = TABLES | {"指标": "\n".join([lines[0], *reversed(lines[1:])])}
    assert differences(turned) == []
    assert differences(changed("指标", "C2", "一般性支出压减幅度")) == []
    assert differences(changed("指标", "E4", '"1200.0"')) == []


def test_who_reports_is_not_locked_for_the_promise_stays_the_same() -> None:
    assert differences(changed("指标", "K4", "市建设局、市教育局")) == []
    assert differences(changed("指标", "K4", "市教育局")) == []


@pytest.mark.parametrize(
    ("cell", "typed"),
    [("D4", ">"), ("E4", "1000"), ("G4", "所"), ("H4", "时点"), ("I4", "5"), ("J4", "20"), ("F5", "26"), ("B4", "L01")],
)
def test_a_change_without_revision_is_open_at_its_indicator(cell: str, typed: str) -> None:
    assert differences(changed("指标", cell, typed)) == [("plan.target-changed", f"指标!A{cell[1]}", Severity.OPEN)]


@pytest.mark.parametrize(("locked", "now"), [("1.1", "1.10"), ("01", "1"), ("1e1", "10")])
def test_ids_are_compared_as_they_are_written_never_as_numbers(locked: str, now: str) -> None:
    tasks = [task(locked), task(now)]
    before, after = (plan_of(indicator("A-1", task=name), tasks=tasks) for name in (locked, now))
    (found,) = compare_with_lock(after, lock(before))
    assert (found.rule, found.expected, found.found) == ("plan.target-changed", locked, now)
    revision = Revision("A-1", "任务编号", locked, now, "调整归属", "", "", Place(FILE))
    assert compare_with_lock(replace(after, revisions=(revision,)), lock(before)) == ()


def test_a_change_names_both_values() -> None:
    (found,) = compare_with_lock(plan_of_tables(changed("指标", "E4", "1000")), LOCKED)
    assert (found.indicator, found.task, found.expected, found.found) == ("K02-1", "K02", "1200", "1000")


def test_a_revision_accounts_for_the_change() -> None:
    assert differences(changed("指标", "E4", "1000"), REVISED_TARGET) == []


def test_a_percentage_may_be_revised_as_it_is_shown() -> None:
    assert differences(changed("指标", "E2", "12.5"), "K01-1 | 目标值 | 15% | 12.5% | 会议纪要 | |") == []


def test_revisions_of_one_item_follow_each_other() -> None:
    later = "K02-1 | 目标值 | 1000 | 900 | 再次调整 | |"
    assert differences(changed("指标", "E4", "900"), REVISED_TARGET, later) == []


def test_a_revision_that_the_plan_does_not_follow_is_a_difference() -> None:
    assert differences(TABLES, REVISED_TARGET) == [("plan.target-changed", "指标!A4", Severity.OPEN)]


@pytest.mark.parametrize(
    "revision",
    [
        "K02-1 | 目标值 | 1100 | 1000 | 原值不对 | |",
        "K02-1 | 目标 | 1200 | 1000 | 项目不对 | |",
        "K09-1 | 目标值 | 1200 | 1000 | 编号不对 | |",
        "K02-1 | 删除 | | | 仍在台账中 | |",
    ],
)
def test_a_revision_that_fits_nothing_is_a_warning(revision: str) -> None:
    assert differences(TABLES, revision) == [("plan.revision-unused", "修订!A2", Severity.WARNING)]


def test_a_new_indicator_needs_a_revision() -> None:
    tables = with_row("指标", NEW_INDICATOR)
    assert differences(tables) == [("plan.added-since-lock", "指标!A7", Severity.OPEN)]
    assert differences(tables, "L01-2 | 新增 | | | 增补任务 | |") == []


def test_a_dropped_indicator_needs_a_revision() -> None:
    tables = without_row("指标", "L01-1")
    assert differences(tables) == [("plan.removed-since-lock", "指标", Severity.OPEN)]
    assert differences(tables, "L01-1 | 删除 | | | 任务取消 | |") == []


def test_a_new_task_needs_a_revision() -> None:
    tables = with_row("任务", "L02 | 民生实事 | 十方面民生实事 | 2 | 教育 | 培训教师。 | 市教育局 |")
    assert differences(tables) == [("plan.added-since-lock", "任务!A5", Severity.OPEN)]
    assert differences(tables, "L02 | 新增 | | | 增补任务 | |") == []


def test_a_dropped_task_needs_a_revision() -> None:
    tables = without_row("任务", "L01") | {"指标": without_row("指标", "L01-1")["指标"]}
    dropped = "L01-1 | 删除 | | | 任务取消 | |"
    assert differences(tables, dropped) == [("plan.removed-since-lock", "任务", Severity.OPEN)]
    assert differences(tables, dropped, "L01 | 删除 | | | 任务取消 | |") == []


def test_a_lock_that_somebody_edited_is_told() -> None:
    edited = LOCKED.replace(b'"1200"', b'"1000"')
    findings = compare_with_lock(plan_of_tables(changed("指标", "E4", "1000")), edited)
    assert [(item.rule, str(item.place)) for item in findings] == [("plan.lock-altered", "plan-2023.lock.json")]
    again = compare_with_lock(plan_of_tables(changed("指标", "E4", "900")), LOCKED.replace(b'"1200"', b'"900"'))
    assert again[0].found != findings[0].found


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"year":2023,"tasks":[],"indicators":[]}'])
def test_a_file_that_is_no_lock_is_refused(content: bytes) -> None:
    with pytest.raises(ConfigurationError) as caught:
        compare_with_lock(plan_of_tables(TABLES), content)
    assert [fault.rule for fault in caught.value.faults] == ["plan.lock-unreadable"]


def test_a_lock_of_another_year_is_refused() -> None:
    other = lock(plan_of_tables(TABLES | {"年度": "项目|内容\n年度|2023"}))
    with pytest.raises(ConfigurationError) as caught:
        compare_with_lock(plan_of_tables(TABLES), other.replace(b'"year": 2023', b'"year": 2022'))
    assert [fault.rule for fault in caught.value.faults] == ["plan.lock-of-another-year"]


@given(st.decimals(min_value="0.01", max_value=10**9, places=2))
def test_any_other_target_is_told(amount: object) -> None:
    found = differences(changed("指标", "E4", str(amount)))
    assert len(found) == (0 if amount == 1200 else 1)
