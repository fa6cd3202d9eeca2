"""Braces in 推进情况 that print something else than a figure."""

from __future__ import annotations

import pytest

from reporter.check.judge import judge
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import text

PLAN = plan_of(indicator("K01-1"), indicator("K01-2", basis="占比", unit="%", value="40"))
FIGURES = [figure("K01-1", "50"), figure("K01-2", "50")]


def test_braces_that_name_no_indicator_are_found_and_printed_as_typed() -> None:
    report = submission(figures=FIGURES, texts=[text(progress="已建{K01-1}，占{K01-2}，另{K99-9}。")])
    (found,) = judge(evidence_of(PLAN, report))
    assert (found.rule, str(found.place), found.found) == (
        "check.placeholder-unknown",
        "市发改委.xlsx!推进情况!D[K01]",
        "{K99-9}",
    )


def test_braces_whose_figure_is_not_there_are_found() -> None:
    report = submission(figures=FIGURES, texts=[text(progress="已建{K01-1.完成率}，占{K01-2.完成率}。")])
    (found,) = judge(evidence_of(PLAN, report))
    assert (found.rule, found.found, found.task) == ("check.placeholder-empty", "{K01-2.完成率}", "K01")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("已建{K01-1。", ["{K01-1"]),
        ("已建K01-1}，继续推进。", ["K01-1}"]),
        ("已建{K01-1｝，继续推进。", ["{K01-1｝"]),
        ("完成K01-1.完成率}。", ["K01-1.完成率}"]),
        ("已建{{K01-1}}。", ["{{K01-1}}"]),
        ("已建{K01-1，占{K01-2}，另K01-1｝", ["{K01-1", "K01-1｝"]),
        ("已建｛K01-1｝，占{ K01-2 }。", []),
    ],
)
def test_braces_that_are_not_paired_are_found(words: str, found: list[str]) -> None:
    report = submission(figures=FIGURES, texts=[text(progress=words)])
    said = judge(evidence_of(PLAN, report))
    assert sorted((item.rule, item.found, item.task) for item in said) == sorted(
        ("check.brace-stray", braces, "K01") for braces in found
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("已建{K01-1}个。", "{K01-1}个"),
        ("已建{K01-1} 个项目。", "{K01-1} 个"),
        ("占比{K01-2}％。", "{K01-2}％"),
        ("完成{K01-1.完成率}%。", "{K01-1.完成率}%"),
        ("完成{K01-1.完成率}个百分点。", "{K01-1.完成率}个百分点"),
        ("已建{K01-1}，3个在建。", None),
        ("已建{K01-1}3个在建。", None),
        ("已建{K01-1}项目。", None),
        ("新增{K01-1}个体工商户。", None),
    ],
)
def test_a_unit_typed_once_more_behind_the_braces_is_found(words: str, found: str | None) -> None:
    report = submission(figures=FIGURES, texts=[text(progress=words)])
    said = judge(evidence_of(PLAN, report))
    assert [(item.rule, item.found) for item in said] == ([("check.unit-doubled", found)] if found else [])
