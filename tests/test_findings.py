"""The catalogue: every rule is worded, raised by id, and provoked by a test."""

from __future__ import annotations

import re
import string
from functools import cache
from pathlib import Path

import pytest

from reporter.errors import ConfigurationError
from reporter.findings import Severity
from reporter.findings import catalogue
from reporter.findings import finding
from reporter.places import Place

ROOT = Path(__file__).resolve().parent.parent
RULES = sorted(catalogue())


@cache
def sources(folder: str) -> str:
    """Return all Python source below a folder as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py")))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_asserted_by_a_test(rule: str) -> None:
    assert f'"{rule}"' in sources("tests")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_worded_for_the_person_who_reads_it(rule: str) -> None:
    entry = catalogue()[rule]
    assert re.fullmatch(r"[a-z]+\.[a-z0-9-]+", rule)
    assert entry.title
    assert entry.message.endswith(("。", "？", "}"))
    assert entry.hint.endswith(("。", "？"))
    names = {name for text in (entry.message, entry.hint) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert all(name.isidentifier() for name in names)


def test_an_unknown_rule_is_our_own_bug() -> None:
    with pytest.raises(KeyError):
        finding("home.no-such-rule", Place("x"))


def test_severities_are_ordered_from_the_heaviest() -> None:
    assert sorted(Severity, key=lambda item: item.rank) == [
        Severity.ERROR,
        Severity.OPEN,
        Severity.WARNING,
        Severity.NOTE,
    ]


def test_a_lifted_finding_is_a_note_that_carries_the_reason() -> None:
    found = finding("home.not-a-period", Place("PERIOD"), found="2023年")
    lifted = found.lifted("已核实")
    assert lifted.severity is Severity.NOTE
    assert "已核实" in lifted.message
    assert lifted.place == found.place


def test_text_of_others_is_never_a_template() -> None:
    assert "{place}{0}" in finding("home.not-a-period", Place("PERIOD"), found="{place}{0}").message


def test_a_configuration_error_tells_every_fault() -> None:
    faults = [finding("home.not-a-period", Place("PERIOD"), found=text) for text in ("甲", "乙")]
    error = ConfigurationError(faults)
    assert error.faults == tuple(faults)
    assert "甲" in str(error)
    assert "乙" in str(error)
