"""Placeholders in 推进情况 print what was reported, so that the sentence cannot disagree with the table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.consolidate.ledger import consolidate
from reporter.consolidate.texts import placeholders
from reporter.consolidate.texts import resolve
from tests.plans import HALF_YEAR
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission

LEDGER = consolidate(
    plan_of(
        indicator("K01-1", value="150", unit="万套"),
        indicator("K01.2", value="60", unit="%", basis="占比"),
        indicator("K01-3"),
    ),
    HALF_YEAR,
    [submission(figures=[figure("K01-1", "82.20"), figure("K01.2", "61.5")])],
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("已建{K01-1}，", "已建82.2万套，"),
        ("完成{K01-1.完成率}。", "完成54.8%。"),
        ("{K01-1}{K01.2}", "82.2万套61.5%"),
        ("｛K01-1｝", "82.2万套"),
        ("{ K01-1 }", "82.2万套"),
        ("占比{K01.2}，率{K01.2.完成率}", "占比61.5%，率—"),
        ("{K01-3}，{K01-3.完成率}", "—，—"),
        ("没有大括号", "没有大括号"),
    ],
)
def test_an_indicators_braces_print_its_figure(typed: str, printed: str) -> None:
    assert resolve(typed, LEDGER) == (printed, ())


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("{K99-1}", ("K99-1",)),
        ("{}", ("",)),
        ("{K01-1.actual}", ("K01-1.actual",)),
        ("{K99-1.完成率}和{0}", ("K99-1.完成率", "0")),
        ("{K01-1!r}{__class__}", ("K01-1!r", "__class__")),
        ("{% if x %}{{ 7*7 }}", ("% if x %", "7*7")),
        ("单个{不算", ()),
    ],
)
def test_other_braces_are_printed_as_typed_and_never_evaluated(typed: str, unknown: tuple[str, ...]) -> None:
    assert resolve(typed, LEDGER) == (typed, unknown)


def test_a_placeholder_knows_where_it_stands() -> None:
    found = [(item.start, item.end, item.name) for item in placeholders("已建{K01-1}，{x}", LEDGER)]
    assert found == [(2, 9, "K01-1"), (10, 13, "x")]


@given(st.text(alphabet=st.characters(exclude_characters="{}｛｝")))
def test_a_text_without_braces_is_untouched(text: str) -> None:
    assert resolve(text, LEDGER) == (text, ())
