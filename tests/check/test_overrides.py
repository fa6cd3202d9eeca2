"""核定: what an override lifts, and what is said about one that lifts nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.check.overrides import apply_overrides
from reporter.findings import Finding
from reporter.findings import Severity
from reporter.findings import finding
from reporter.places import Place
from reporter.plan.secretariat import Override

CELL = Place("市水利局.xlsx", ("指标进展", "H5"))
ROW = Place("核定-2023FY.xlsx", ("核定", "A2"))
NAMES = {"name": "新增项目数", "earlier": "2023年上半年"}


def fell(found: str = "54.8个", indicator: str = "K01-1", place: Place = CELL) -> Finding:
    """Return an open finding about an indicator."""
    return finding("check.fell", place, indicator=indicator, task="K01", department="市水利局", found=found, **NAMES)


def override(key: str = "K01-1", old: str = "54.8", rule: str = "check.fell") -> Override:
    """Return an override of it."""
    return Override(rule, key, old, "统计口径调整", "秘书长", "2024-01-05", ROW)


def test_an_override_lifts_the_open_finding_it_names_and_its_reason_is_printed() -> None:
    (lifted,) = apply_overrides([fell()], [override()])
    assert (lifted.rule, lifted.severity, lifted.place) == ("check.fell", Severity.NOTE, CELL)
    assert "秘书长核定：统计口径调整" in lifted.message


def test_of_many_findings_only_those_of_the_rule_and_the_id_are_lifted() -> None:
    others = [fell(indicator=f"K01-{number}") for number in range(2, 9)]
    found = apply_overrides([*others[:4], fell(), *others[4:]], [override()])
    assert [item.indicator for item in found if item.severity is Severity.NOTE] == ["K01-1"]
    assert len(found) == len(others) + 1


@pytest.mark.parametrize("key", ["K01-1", "K01", "市水利局"])
def test_the_key_is_the_indicator_the_task_or_the_department(key: str) -> None:
    assert apply_overrides([fell()], [override(key)])[0].severity is Severity.NOTE


def test_what_is_wrong_with_a_whole_file_is_named_by_the_file() -> None:
    place = Place("plan-2023.lock.json")
    altered = finding("plan.lock-altered", place, found="现内容ab12", file=place.file)
    (lifted,) = apply_overrides([altered], [override("plan-2023.lock.json", "现内容ab12", "plan.lock-altered")])
    assert lifted.severity is Severity.NOTE
    assert apply_overrides([fell()], [override(CELL.file)])[0].severity is Severity.OPEN


@pytest.mark.parametrize("old", ["54.8", "54.80", "54.8个", " 54.8 个", "５４.８"])
def test_the_value_may_be_written_with_or_without_its_unit(old: str) -> None:
    assert apply_overrides([fell()], [override(old=old)])[0].severity is Severity.NOTE


@pytest.mark.parametrize("old", ["54.9", "", "54.8家", "548"])
def test_an_override_is_void_once_the_value_changed(old: str) -> None:
    kept, said = apply_overrides([fell()], [override(old=old)])
    assert kept == fell()
    assert (said.rule, said.place, said.indicator, said.found) == ("check.override-stale", ROW, "K01-1", "54.8个")


def test_an_open_finding_without_a_figure_is_lifted_without_one() -> None:
    facts = {"period": "2023年上半年", "owed": "应填指标1项", "contact": "赵某", "phone": "1"}
    missing = finding("check.not-reported", CELL, department="市水利局", how="未报送", **facts)
    assert apply_overrides([missing], [override("市水利局", "", "check.not-reported")])[0].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("key", "rule"), [("K01-2", "check.fell"), ("K01-1", "check.reporter-missing"), ("", "check.fell")]
)
def test_an_override_of_nothing_is_said(key: str, rule: str) -> None:
    kept, said = apply_overrides([fell()], [override(key, rule=rule)])
    assert kept == fell()
    assert (said.rule, said.place) == ("check.override-unused", ROW)


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING, Severity.NOTE])
def test_only_open_findings_are_lifted(severity: Severity) -> None:
    given_finding = Finding("check.fell", severity, CELL, "", "", indicator="K01-1", found="54.8个")
    kept, said = apply_overrides([given_finding], [override()])
    assert kept == given_finding
    assert said.rule == "check.override-refused"


def test_of_several_cells_only_the_one_with_the_value_is_lifted() -> None:
    other = fell("60个", place=Place("市交通局.xlsx", ("指标进展", "H5")))
    assert [item.severity for item in apply_overrides([fell(), other], [override()])] == [Severity.NOTE, Severity.OPEN]


def test_of_two_overrides_the_stale_one_is_said() -> None:
    lifted, said = apply_overrides([fell()], [override(), override(old="50")])
    assert lifted.severity is Severity.NOTE
    assert said.rule == "check.override-stale"


@given(st.lists(st.sampled_from([fell(), fell("60个"), fell(indicator="K02-1")]), unique=True))
def test_without_overrides_nothing_changes(findings: list[Finding]) -> None:
    assert apply_overrides(findings, []) == tuple(findings)
