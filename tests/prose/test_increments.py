"""Growth told with what was added: which amount the increment is of; where a gap is an error, a doubt or nothing."""

from __future__ import annotations

import pytest

from tests.prose.typed import claims
from tests.prose.typed import verdicts

FINE = [("growth", "consistent", "")]
WRONG = [("growth", "inconsistent", "does-not-follow")]
DOUBT = [("growth", "ambiguous", "other-base")]


def growth_in(progress: str) -> list[tuple[str, str, str]]:
    return [one for one in verdicts(*claims(progress)) if one[0] == "growth"]


@pytest.mark.parametrize(
    "progress",
    [
        "门票收入540万元,比上年增收40万元,增长8%。",
        "门票收入540万元,增加40万元,增长8%。",
        "养护支出540万元, 同比增支40万元,增长8%。",
        "养护支出460万元,比上年同期减支40万元,下降8%。",
        "养护支出460万元,减少40万元,降幅达8%。",
        "门票收入540万元,增加40万元,增加8 %。",
        "养护支出540万元,比上年同期增长8%,增支40万元。",
    ],
)
def test_a_growth_follows_from_its_level_and_its_increment(progress: str) -> None:
    assert growth_in(progress) == FINE
    assert growth_in(progress.replace("8", "3")) == WRONG


@pytest.mark.parametrize(
    "rate",
    [
        "完成年初预算数900万元的60%",
        "完成年初预算的60%",
        "为年初预算60%",
        "占年度任务数的60%",
        "完成年初预算的60%,占全年目标的45%",
    ],
)
def test_the_level_stands_before_the_rates_that_are_told_of_it(rate: str) -> None:
    assert growth_in(f"门票收入540万元,{rate},比上年增收40万元,增长8%。") == FINE
    assert growth_in(f"门票收入540万元,{rate},比上年增收40万元,增长3%。") == WRONG
    assert growth_in(f"门票收入540万元,{rate},同比增长8%,增收40万元。") == FINE


@pytest.mark.parametrize(
    "between", ["(含联票60万元)", ",其中联票60万元", ",去年同期500万元", ",年初预算900万元", ",比预算数900万元少收"]
)
def test_an_amount_between_level_and_increment_is_passed_over_where_the_growth_then_follows(between: str) -> None:
    assert growth_in(f"门票收入540万元{between},增加40万元,增长8%。") in (FINE, [])


@pytest.mark.parametrize("between", ["去年同期500万元", "上年全年500万元", "年初预算900万元", "年度任务500万元"])
def test_neither_the_level_of_another_year_nor_what_is_due_is_the_level_that_grew(between: str) -> None:
    assert growth_in(f"门票收入540万元,{between},增加40万元,增长3%。") == []


def test_a_list_is_told_first_and_its_changes_behind_it_by_name() -> None:
    listed = "接报火情36起,受伤14人,获救45人,与上年同期相比,"
    changes = "火情起数减少4起,下降10%;受伤人数增加4人,增长40%;获救人数减少5人,下降10%。"
    assert growth_in(listed + changes) == FINE * 3
    assert growth_in(listed + changes.replace("40%", "30%")) == [*FINE, *WRONG, *FINE]


def test_digits_cut_off_a_fall_are_told_as_truncated() -> None:
    found = growth_in("接报火情22起,受伤4人,与上年同期相比,火情起数减少5起,下降18.51%。")
    assert found == [("growth", "inconsistent", "truncated")]


def test_what_two_amounts_are_called_is_a_doubt() -> None:
    assert growth_in("一季度火情36起,二季度火情54起。火情起数减少6起,下降10%。") == FINE
    assert growth_in("一季度火情36起,二季度火情54起。火情起数减少6起,下降30%。") == DOUBT


def test_an_increment_of_something_that_is_not_counted_here_is_of_no_amount_at_all() -> None:
    assert growth_in("门票收入540万元,摊位费同比增加2万元,增长12%。") == []


def test_increment_and_growth_since_two_days_are_held_together_only_where_they_agree() -> None:
    assert growth_in("贷款余额540万元,比年初增加40万元,同比增长8%。") == FINE
    assert growth_in("贷款余额540万元,比年初增加40万元,同比增长12%。") == []
    assert growth_in("贷款余额540万元,比年初增加40万元,增长12%。") == DOUBT


def test_an_increment_is_written_as_what_was_there_before() -> None:
    (fall,) = claims("养护支出460万元,减支40万元,下降8%。")
    (rise,) = claims("门票收入540万元,增收40万元,增长8%。")
    assert (fall.expression, rise.expression) == ("-400000/(4600000+400000)", "400000/(5400000-400000)")
