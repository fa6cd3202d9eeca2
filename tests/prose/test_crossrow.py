"""One fact in two rows: told where it agrees, an error only where nothing but two values tells the rows apart."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.prose.crossrow import Fact
from reporter.prose.crossrow import read_repeats
from reporter.prose.reading import read_row
from reporter.prose.records import RowReading
from reporter.prose.records import Side
from reporter.prose.records import Verdict
from tests.prose.typed import read
from tests.prose.typed import stated

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.prose.crossrow import Repeat

BEDS = stated("养老护理床位", "580", "张")


def beds(done: str, rate: str) -> RowReading:
    words = f"新增养老护理床位{done}张"
    return read(f"{words},完成全年目标的{rate}%。", BEDS, answers={words: 0})


def told(*rows: RowReading) -> list[tuple[Fact, Verdict]]:
    return [(one.one.fact, one.verdict) for one in repeats(*rows)]


def repeats(*rows: RowReading) -> tuple[Repeat, ...]:
    return read_repeats((f"R{number}", row) for number, row in enumerate(rows))


def test_what_two_rows_print_alike_is_told_as_consistent() -> None:
    found = told(beds("670", "115.5"), beds("670", "115.5"))
    assert found == [
        (Fact.TARGET, Verdict.CONSISTENT),
        (Fact.RESULT, Verdict.CONSISTENT),
        (Fact.RATE, Verdict.CONSISTENT),
    ]


def test_one_division_printed_with_two_values_is_an_error() -> None:
    (rate,) = [one for one in repeats(beds("670", "115.6"), beds("670", "115.5")) if one.one.fact is Fact.RATE]
    assert (rate.verdict, rate.reason) == (Verdict.INCONSISTENT, "two-values")
    assert (rate.one.row, rate.other.row, rate.other.side) == ("R0", "R1", Side.PROGRESS)


def test_one_share_printed_with_two_values_is_an_error_though_both_follow() -> None:
    words = "公共预算支出2.5亿元，其中民生支出2.34亿元，占公共预算支出的{}%。"
    found = [one for one in repeats(read(words.format("93.9")), read(words.format("93.4"))) if one.one.unit == "%"]
    assert [(one.verdict, one.reason) for one in found] == [(Verdict.INCONSISTENT, "two-values")]


def test_one_row_may_contradict_itself_and_is_not_told_where_it_agrees() -> None:
    words = "养老护理床位新增{0}张,完成全年目标的{1}%。截至目前养老护理床位新增{0}张,完成全年目标的{2}%。"
    done = {"养老护理床位新增2.34万张": 0, "截至目前养老护理床位新增2.34万张": 0}
    due = stated("养老护理床位新增", "25000", "张")
    one, other = (read(words.format("2.34万", "93.4", last), due, answers=done) for last in ("93.8", "93.4"))
    assert [(item.verdict, item.one.row, item.other.row) for item in repeats(one)] == [
        (Verdict.INCONSISTENT, "R0", "R0")
    ]
    assert repeats(other) == ()


def test_more_or_fewer_digits_are_no_second_value() -> None:
    assert (Fact.RATE, Verdict.CONSISTENT) in told(beds("670", "115.5"), beds("670", "116"))


def test_two_results_under_one_wording_are_a_doubt() -> None:
    found = repeats(beds("670", "115.5"), beds("640", "110.3"))
    doubts = [(one.one.fact, one.verdict) for one in found if one.verdict is not Verdict.CONSISTENT]
    assert doubts == [(Fact.RESULT, Verdict.AMBIGUOUS)]


def test_results_of_different_periods_are_two_facts() -> None:
    quarter = read("一季度新增养老护理床位310张。", BEDS, answers={"一季度新增养老护理床位310张": 0})
    assert Fact.RESULT not in {one.one.fact for one in repeats(quarter, beds("670", "115.5"))}


def test_another_unit_is_another_fact() -> None:
    rooms = read("新增养老护理床位670间。", stated("养老护理床位", "580", "间"))
    assert repeats(beds("670", "115.5"), rooms) == ()


def test_a_narrower_wording_is_told_only_where_it_agrees() -> None:
    nurseries = stated("婴幼儿托位", "1000")
    places = stated("3岁以下婴幼儿托位", "1000")
    other = stated("3岁以下婴幼儿托位", "900")
    assert told(read("", nurseries), read("", places)) == [(Fact.TARGET, Verdict.CONSISTENT)]
    assert told(read("", nurseries), read("", other)) == []


def test_a_row_is_not_held_against_itself() -> None:
    assert repeats(read("", BEDS, BEDS)) == ()


def test_a_target_without_a_figure_is_no_fact() -> None:
    assert repeats(read("", stated("城乡居民收入倍差", None, "")), read("", stated("城乡居民收入倍差", None, ""))) == ()


def test_the_published_rows_disagree_in_one_rate_only(published: Path) -> None:
    file = published / "half-year-2023" / "rows.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    found = read_repeats((row["id"], read_row(row["target"], row["progress"])) for row in rows)
    loud = [(one.one.row, one.other.row, one.one.fact) for one in found if one.verdict is Verdict.INCONSISTENT]
    assert loud == [("K48", "L07", Fact.RATE)]
    assert len(found) > 10


def test_targets_of_one_long_wording_with_two_values_are_a_doubt_and_short_words_are_not() -> None:
    one, other = stated("认知障碍照护专区床位", "580", "张"), stated("认知障碍照护专区床位", "600", "张")
    assert told(read("", one), read("", other)) == [(Fact.TARGET, Verdict.AMBIGUOUS)]
    assert told(read("", stated("老年学校", "5")), read("", stated("老年学校", "7"))) == []


def test_a_result_that_answers_nothing_never_disagrees() -> None:
    one, other = (
        RowReading((), read(text, BEDS, answers={text: 0}).actuals, (), ()) for text in ("床位670张", "床位640张")
    )
    loose = [
        RowReading((), tuple(replace(actual, target=None) for actual in row.actuals), (), ()) for row in (one, other)
    ]
    assert repeats(*loose) == ()
