"""Laws of the reading, for sentences that hypothesis makes up."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reporter.prose.actuals import read_actuals
from reporter.prose.reading import read_row
from reporter.prose.targets import read_targets
from reporter.prose.tokens import scan
from reporter.quantities import plain

COUNTED = (
    ("口袋公园", "个"),
    ("农村公路", "公里"),
    ("高标准农田", "亩"),
    ("高层次人才", "名"),
    ("保障性住房", "套"),
    ("养老床位", "张"),
    ("公交线路", "条"),
    ("病险水库", "座"),
    ("新能源汽车", "辆"),
    ("发明专利", "件"),
)
BOUNDS = {"ge": ("不少于", ""), "gt": ("超", ""), "le": ("不超过", ""), "eq": ("", ""), "approx": ("", "左右")}
UNRELATED = (
    "召开工作推进会,压实各方责任",
    "印发《三年行动计划(2026-2028年)》",
    "深化“7+4”改革,打造10分钟服务圈",
    "截至9月底,第3届博览会筹备就绪",
)

amounts = st.decimals(min_value="1", max_value="9999", places=1)
wholes = st.integers(min_value=1, max_value=99999)
things = st.sampled_from(COUNTED)
some_things = st.lists(things, min_size=2, max_size=6, unique=True)
sentences = st.text(
    alphabet="0123456789.,，。;、%‰-~万亿千百十个家元以上不少于分别各均第前“”《》()新增完成占的年月日\n", max_size=80
)


@given(things, amounts, st.sampled_from(sorted(BOUNDS)))
def test_a_target_that_was_written_reads_back(thing: tuple[str, str], amount: Decimal, relation: str) -> None:
    (name, unit), (before, after) = thing, BOUNDS[relation]
    (target,) = read_targets(f"全年新增{name}{before}{plain(amount)}{unit}{after}。")
    assert (target.indicator, target.value, target.unit) == (f"新增{name}", amount, unit)
    assert target.relation.value == relation


@given(things, wholes)
def test_a_scaled_amount_is_the_amount(thing: tuple[str, str], whole: int) -> None:
    name, unit = thing
    scaled = plain(Decimal(whole) / 10000)
    (small,) = read_targets(f"新增{name}{whole}{unit}。")
    (large,) = read_targets(f"新增{name}{scaled}万{unit}。")
    assert small.value == large.value == whole


@given(some_things, st.data())
def test_a_permuted_list_binds_the_same(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    values = data.draw(st.lists(wholes, min_size=len(chosen), max_size=len(chosen), unique=True))
    order = data.draw(st.permutations(range(len(chosen))))
    targets = read_targets(";".join(f"新增{name}50{unit}" for name, unit in chosen))
    figures = read_actuals(",".join(f"新增{chosen[i][0]}{values[i]}{chosen[i][1]}" for i in order), targets)
    assert {figure.target: figure.value for figure in figures} == dict(enumerate(values))


@given(some_things, st.data())
def test_a_permuted_list_of_growths_binds_the_same(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    rates = data.draw(st.lists(wholes, min_size=len(chosen), max_size=len(chosen), unique=True))
    order = data.draw(st.permutations(range(len(chosen))))
    targets = read_targets(",".join(f"{name}产值增长5%" for name, _ in chosen))
    heads = "、".join(f"{chosen[i][0]}产值" for i in order)
    figures = read_actuals(f"{heads}分别增长{'、'.join(f'{rates[i]}%' for i in order)}。", targets)
    assert {figure.target: figure.value for figure in figures} == dict(enumerate(rates))


@given(some_things, st.sampled_from(UNRELATED), st.booleans())
def test_an_unrelated_clause_changes_nothing(chosen: list[tuple[str, str]], clause: str, is_first: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    target = ";".join(f"新增{name}50{unit}" for name, unit in chosen)
    progress = ";".join(f"已新增{name}20{unit}" for name, unit in chosen)
    longer = (
        (f"{clause};{target}", f"{clause}。{progress}") if is_first else (f"{target};{clause}", f"{progress}。{clause}")
    )
    alone, together = read_row(target, progress), read_row(*longer)
    assert [(one.indicator, one.value, one.unit) for one in alone.targets] == [
        (one.indicator, one.value, one.unit) for one in together.targets
    ]
    assert [(one.target, one.value) for one in alone.actuals] == [(one.target, one.value) for one in together.actuals]


@given(st.one_of(sentences, st.text(max_size=80)))
def test_every_digit_is_accounted_for_once(text: str) -> None:
    tokens = scan(text)
    covered = {place for token in tokens for place in range(token.start, token.end)}
    assert all(place in covered for place, character in enumerate(text) if character.isdecimal())
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    assert all(token.raw == text[token.start : token.end] for token in tokens)


@settings(deadline=None)
@given(st.one_of(sentences, st.text(max_size=80)), st.one_of(sentences, st.text(max_size=80)))
def test_any_text_is_read_and_every_span_is_text(target: str, progress: str) -> None:
    row = read_row(target, progress)
    assert all(one.span == target[one.start : one.end] for one in row.targets)
    assert all(one.span == progress[one.start : one.end] for one in row.actuals)
    assert all(one.target is None or one.target < len(row.targets) for one in row.actuals)


@given(st.one_of(sentences, st.text(max_size=80)))
def test_reading_twice_reads_the_same(text: str) -> None:
    assert read_row(text, text) == read_row(text, text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "111,",
        "9.9.",
        "“1",
        "《",
        "第1",
        "1-",
        "一亿",
        "12万",
        "1.",
        "\n1.",
        "3亿元以上项目",
        "约",
        "新增3个",
        "、",
        "各",
        "分别1%",
        "(1个",
        "5月3个",
        "至1",
        "和2家",
        "增长3%,",
        "完成5%",
    ],
)
def test_twice_the_text_takes_no_more_than_about_twice_the_time(unit: str) -> None:
    small, large = unit * 300, unit * 600
    # A busy machine may spoil some of the tries; what is quadratic fails them all.
    assert any(_seconds(large) < 5 * _seconds(small) + 0.05 for _ in range(4))


def _seconds(text: str) -> float:
    best = float("inf")
    for attempt in range(3):
        copy = text + "。" * (attempt + 1)
        begin = time.perf_counter()
        read_actuals(copy, read_targets(copy))
        best = min(best, time.perf_counter() - begin)
    return best
