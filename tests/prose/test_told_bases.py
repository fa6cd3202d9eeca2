"""Completion rates whose base the progress text tells itself: when a gap is an error, and what a rate of a task is."""

from __future__ import annotations

import pytest

from tests.prose.typed import claims
from tests.prose.typed import verdicts

FINE = ("completion_rate", "consistent", "")
WRONG = ("completion_rate", "inconsistent", "other-denominator")
DOUBTS = {("completion_rate", "ambiguous", "other-base"), ("completion_rate", "ambiguous", "second-reading")}


def rates_in(progress: str) -> list[tuple[str, str, str]]:
    return [one for one in verdicts(*claims(progress)) if one[0] in {"completion_rate", "share"}]


@pytest.mark.parametrize(
    "base",
    [
        "河道清淤年度计划投资80万元,完成投资20万元,完成年度计划",
        "河道清淤年度投资计划80万元,已完成20万元,占年度计划投资的",
        "河道清淤年初预算80万元,支出20万元,为年初预算",
        "河道清淤年度任务80公里,完成20公里,完成年度任务的",
    ],
)
def test_a_base_told_by_its_name_right_before_its_result_makes_a_gap_an_error(base: str) -> None:
    assert rates_in(f"{base}25%。") == [FINE]
    assert rates_in(f"{base}35%。") == [WRONG]


@pytest.mark.parametrize(
    "base",
    [
        "河道清淤年度计划投资80万元,1-3月计划30万元,完成投资20万元,完成年度计划",
        "河道清淤省级下达任务80公里,完成20公里,完成年度任务的",
        "河道清淤年度计划投资80万元,塘坝加固完成投资20万元,完成年度计划",
        "省级年度计划投资80万元,市级完成投资20万元,完成年度计划",
        "河道清淤年度计划投资80万元,其中市级30万元,完成投资20万元,完成年度计划",
    ],
)
def test_a_base_of_another_name_or_further_away_makes_a_gap_no_error(base: str) -> None:
    assert rates_in(f"{base}25%。") in ([FINE], [])
    assert set(rates_in(f"{base}35%。")) <= DOUBTS


def test_what_a_rounded_base_explains_is_no_error() -> None:
    assert rates_in("年度计划投资5.2亿元,完成投资3亿元,完成年度计划58.2%。") != [WRONG]


def test_a_base_printed_in_front_of_its_name_holds_for_the_rates_behind_it() -> None:
    text = "修缮农房已开工60户,占今年80户任务数的75%,已竣工12户,占今年任务数的15%。"
    assert rates_in(text) == [FINE, FINE]
    assert rates_in(text.replace("75%", "57%")) == [WRONG, FINE]


def test_a_rate_of_a_task_is_one_of_completion_and_told_once() -> None:
    text = "修缮农房任务数为80户,已开工84户,开工率为105%,已竣工60户,竣工率为75%。"
    assert rates_in(text) == [FINE, FINE]
