"""Several files of one department: the later day counts, cell by cell, and nothing changes hands in silence."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.findings import finding
from reporter.forms import merging
from reporter.forms.file_order import order_of
from reporter.forms.records import Commitment
from reporter.forms.records import Figure
from reporter.forms.records import Signature
from reporter.forms.records import Source
from reporter.forms.records import Submission
from reporter.forms.records import TaskText
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from random import Random

    from reporter.findings import Finding

FIRST, SECOND = date(2023, 7, 3), date(2023, 7, 8)
TODAY = date(2023, 7, 20)
TO_COME, LONG_AGO = date(2032, 7, 5), date(2013, 7, 8)


def merge(files: Sequence[Submission]) -> tuple[Submission, tuple[Finding, ...]]:
    """Merge files as of a day in July."""
    return merging.merge(files, order_of(files, TODAY))


def settle(findings: Iterable[Finding], files: Sequence[Submission]) -> tuple[Finding, ...]:
    """Settle what was found in files that are merged."""
    return merging.settle(findings, merge(files)[0], order_of(files, TODAY))


def source(file: str, cell: str, stored: str = "") -> Source:
    """Say where something stands in a file."""
    return Source(Place(file, ("指标进展", cell)), stored, "General", hashlib.sha256(file.encode()).hexdigest())


def figure(file: str, value: str | None, *, unreadable: str = "", explanation: str = "") -> Figure:
    """Make the figure of K01-1 in a file."""
    amount = None if value is None else Decimal(value)
    stored = unreadable or value or ""
    return Figure(
        "K01-1", "市发改委", amount, source(file, "H4", stored), is_unreadable=bool(unreadable), explanation=explanation
    )


def text(file: str, progress: str, problems: str = "") -> TaskText:
    """Make the text of K01 in a file."""
    return TaskText("K01", "市发改委", progress, problems, "", source(file, "D4", progress))


def report(
    file: str, day: date | None, *figures: Figure, texts: tuple[TaskText, ...] = (), phone: str = ""
) -> Submission:
    """Make the report of one file."""
    return Submission("市发改委", "2023H1", (file,), Signature("张某", "", day, phone), figures, texts)


def rules(findings: tuple[object, ...]) -> list[str]:
    """Return the rules of findings beyond the one that says there are several files."""
    return [item.rule for item in findings if item.rule != "forms.several-files"]  # type: ignore[attr-defined]


def test_one_file_is_what_it_is() -> None:
    only = report("a.xlsx", FIRST, figure("a.xlsx", "5"))
    assert merge([only]) == (only, ())


@pytest.mark.parametrize("reverse", [False, True])
def test_the_later_day_counts_whatever_the_order_of_arrival(reverse: bool) -> None:  # noqa: FBT001 - parametrised
    files = [report("b.xlsx", FIRST, figure("b.xlsx", "5")), report("a.xlsx", SECOND, figure("a.xlsx", "7"))]
    merged, findings = merge(files[::-1] if reverse else files)
    assert (merged.figures[0].amount, merged.files, merged.signature.filled_on) == (
        Decimal(7),
        ("a.xlsx", "b.xlsx"),
        SECOND,
    )
    assert rules(findings) == ["forms.figure-replaced"]
    assert (findings[1].found, findings[1].expected) == ("7", "5")


def test_the_same_amount_twice_needs_no_word() -> None:
    files = [report("a.xlsx", FIRST, figure("a.xlsx", "5")), report("b.xlsx", SECOND, figure("b.xlsx", "5.0"))]
    assert rules(merge(files)[1]) == []


def test_a_cell_filled_only_in_the_older_file_is_taken_from_it_and_said() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", "5"), texts=(text("a.xlsx", "进展", "问题"),), phone="1234")
    newer = report("b.xlsx", SECOND, figure("b.xlsx", None), texts=(text("b.xlsx", "新进展"),))
    merged, findings = merge([older, newer])
    assert (merged.figures[0].amount, merged.figures[0].source.place.file) == (Decimal(5), "a.xlsx")
    assert (merged.texts[0].progress, merged.texts[0].problems) == ("新进展", "问题")
    assert merged.texts[0].source.place.file == "b.xlsx"
    assert merged.signature.phone == "1234"
    assert rules(findings) == ["forms.figure-from-older", "forms.text-replaced", "forms.text-from-older"]
    assert str(findings[1].place) == "a.xlsx!指标进展!H4"


def test_a_row_that_stands_only_in_the_older_file_is_kept() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", "5"), texts=(text("a.xlsx", "进展"),))
    merged, _ = merge([older, report("b.xlsx", SECOND)])
    assert (merged.figures[0].amount, merged.texts[0].progress) == (Decimal(5), "进展")


def test_an_explanation_is_a_cell_of_its_own() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", "5", explanation="集中在下半年"))
    merged, findings = merge([older, report("b.xlsx", SECOND, figure("b.xlsx", "7"))])
    assert (merged.figures[0].amount, merged.figures[0].explanation) == (Decimal(7), "集中在下半年")
    assert rules(findings) == ["forms.figure-replaced", "forms.text-from-older"]


def test_an_unreadable_newer_text_does_not_bring_the_older_one_back() -> None:
    older = report("a.xlsx", FIRST, texts=(text("a.xlsx", "进展", "问题"),))
    broken = replace(text("b.xlsx", ""), unreadable=frozenset({"progress"}))
    merged, findings = merge([older, report("b.xlsx", SECOND, texts=(broken,))])
    assert (merged.texts[0].progress, merged.texts[0].problems) == ("", "问题")
    assert merged.texts[0].source.place.file == "b.xlsx"
    assert rules(findings) == ["forms.older-text-not-restored", "forms.text-from-older"]


def test_what_stands_in_the_later_cell_is_told_as_it_was_typed() -> None:
    dash = replace(figure("b.xlsx", None), source=source("b.xlsx", "H4", "—"))
    _, findings = merge([report("a.xlsx", FIRST, figure("a.xlsx", "5")), report("b.xlsx", SECOND, dash)])
    assert [item.expected for item in findings if item.rule == "forms.figure-from-older"] == ["—"]


def test_an_unreadable_newer_figure_does_not_bring_the_older_one_back() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", "5"))
    merged, findings = merge([older, report("b.xlsx", SECOND, figure("b.xlsx", None, unreadable="约7"))])
    assert (merged.figures[0].amount, merged.figures[0].is_unreadable) == (None, True)
    assert rules(findings) == ["forms.older-not-restored"]
    assert (findings[1].found, findings[1].expected) == ("约7", "5")


def test_an_unreadable_older_figure_matters_only_where_the_newer_cell_is_empty() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", None, unreadable="约5"))
    assert merge([older, report("b.xlsx", SECOND, figure("b.xlsx", "7"))])[0].figures[0].amount == Decimal(7)
    assert merge([older, report("b.xlsx", SECOND, figure("b.xlsx", None))])[0].figures[0].is_unreadable


@pytest.mark.parametrize(
    ("one", "other", "counting"),
    [
        (FIRST, FIRST, "b.xlsx"),
        (None, None, "b.xlsx"),
        (None, FIRST, "b.xlsx"),
        (FIRST, None, "a.xlsx"),
        (FIRST, TO_COME, "a.xlsx"),
        (FIRST, LONG_AGO, "a.xlsx"),
        (TO_COME, None, "b.xlsx"),
    ],
)
def test_where_the_days_do_not_say_which_is_later_what_differs_is_contested(
    one: date | None, other: date | None, counting: str
) -> None:
    files = [
        report("a.xlsx", one, figure("a.xlsx", "5"), texts=(text("a.xlsx", "甲"),)),
        report("b.xlsx", other, figure("b.xlsx", "7"), texts=(text("b.xlsx", "乙"),)),
    ]
    merged, findings = merge(files)
    assert merge(files[::-1]) == (merged, findings)
    assert merged.files[0] == counting
    values = {"a.xlsx": ("5", "甲"), "b.xlsx": ("7", "乙")}
    mine, others = values.pop(counting), next(iter(values.values()))
    assert (str(merged.figures[0].amount), merged.texts[0].progress) == mine
    assert [(item.rule, item.severity.value, item.found, item.expected) for item in findings[2:]] == [
        ("forms.figure-contested", "open", mine[0], others[0]),
        ("forms.text-contested", "open", mine[1], others[1]),
    ]
    assert rules(findings)[0] == "forms.order-by-name"


def test_remarks_that_differ_in_files_without_an_order_are_told() -> None:
    one, other = figure("a.xlsx", "5", explanation="甲"), figure("b.xlsx", "5", explanation="乙")
    _, findings = merge([report("a.xlsx", None, one), report("b.xlsx", None, other)])
    assert rules(findings) == ["forms.order-by-name", "forms.remark-contested"]


@pytest.mark.parametrize("day", [FIRST, None])
def test_without_an_order_no_file_is_called_later(day: date | None) -> None:
    broken = replace(text("b.xlsx", ""), unreadable=frozenset({"progress"}))
    files = [
        report("a.xlsx", day, figure("a.xlsx", "5"), texts=(text("a.xlsx", "进展", "问题"),)),
        report("b.xlsx", day, figure("b.xlsx", None, unreadable="约7"), texts=(broken,)),
    ]
    merged, findings = merge(files)
    assert merged.figures[0].is_unreadable
    assert rules(findings) == [
        *("forms.order-by-name", "forms.other-not-used", "forms.other-text-not-used", "forms.text-from-other"),
    ]
    assert not any("较晚的文件" in item.message or "较早" in item.message for item in findings)


def test_without_an_order_what_only_one_file_tells_is_taken_from_it() -> None:
    files = [report("a.xlsx", None, figure("a.xlsx", "5")), report("b.xlsx", None, figure("b.xlsx", None))]
    merged, findings = merge(files)
    assert merged.figures[0].amount == Decimal(5)
    assert rules(findings) == ["forms.order-by-name", "forms.figure-from-other"]


def test_a_rival_that_nobody_can_read_is_no_agreement() -> None:
    files = [
        report("a.xlsx", None, figure("a.xlsx", None, unreadable="约7")),
        report("b.xlsx", FIRST, figure("b.xlsx", "5")),
    ]
    (contested,) = (item for item in merge(files)[1] if item.rule == "forms.figure-contested")
    assert (contested.found, contested.expected) == ("5", "约7")


def test_older_files_may_tie_where_the_newest_is_strictly_later() -> None:
    files = [
        report(f"{value}.xlsx", day, figure(f"{value}.xlsx", value))
        for value, day in (("5", FIRST), ("6", FIRST), ("7", SECOND))
    ]
    assert rules(merge(files)[1]) == ["forms.figure-replaced"]


def test_only_the_files_that_may_be_newer_are_named() -> None:
    days = (("5", FIRST), ("6", None), ("7", SECOND))
    files = [report(f"{value}.xlsx", day, figure(f"{value}.xlsx", "1")) for value, day in days]
    (told,) = (item for item in merge(files)[1] if item.rule == "forms.order-by-name")
    assert (told.place.file, told.found) == ("7.xlsx", "6.xlsx")


def copy_of(original: Submission, file: str) -> Submission:
    """Return the same file under another name."""
    figures = (replace(item, source=replace(item.source, place=Place(file))) for item in original.figures)
    return replace(original, files=(file,), figures=tuple(figures))


def test_a_copy_is_no_other_file() -> None:
    original = report("b.xlsx", None, figure("b.xlsx", "5"))
    files = [copy_of(original, "a.xlsx"), original]
    merged, findings = merge(files)
    assert (merged.files, merged.figures) == (("b.xlsx", "a.xlsx"), original.figures)
    assert [(item.rule, item.place.file, item.expected) for item in findings] == [
        ("forms.file-copied", "a.xlsx", "b.xlsx")
    ]
    missing = [finding("forms.date-missing", Place(name)) for name in ("a.xlsx", "b.xlsx")]
    assert [item.severity.value for item in settle(missing, files)] == ["note", "warning"]


def test_a_copy_beside_another_file_is_passed_over() -> None:
    original = report("b.xlsx", FIRST, figure("b.xlsx", "5"))
    merged, findings = merge([report("c.xlsx", SECOND, figure("c.xlsx", "7")), copy_of(original, "a.xlsx"), original])
    assert merged.files == ("c.xlsx", "b.xlsx", "a.xlsx")
    assert rules(findings) == ["forms.file-copied", "forms.figure-replaced"]


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [("进展", "新进展", ["forms.text-replaced"]), ("进 展\n", "进展", []), ("进展", "", ["forms.text-from-older"])],
)
def test_a_text_that_the_later_file_changes_is_told_with_both(older: str, newer: str, told: list[str]) -> None:
    files = [
        report("a.xlsx", FIRST, texts=(text("a.xlsx", older),)),
        report("b.xlsx", SECOND, texts=(text("b.xlsx", newer),)),
    ]
    _, findings = merge(files)
    assert rules(findings) == told
    assert all((item.found, item.expected) == (newer, older) for item in findings if item.rule == "forms.text-replaced")


def test_files_of_one_day_that_agree_are_not_contested() -> None:
    files = [report(f"{name}.xlsx", FIRST, figure(f"{name}.xlsx", "5")) for name in "ab"]
    assert rules(merge(files)[1]) == ["forms.order-by-name"]


def test_a_third_file_of_the_same_day_that_differs_is_heard() -> None:
    files = [report(f"{name}.xlsx", FIRST, figure(f"{name}.xlsx", value)) for name, value in ("a6", "b5", "c5")]
    (contested,) = (item for item in merge(files)[1] if item.rule == "forms.figure-contested")
    assert (contested.found, contested.expected, contested.place.file) == ("5", "6", "c.xlsx")


states = st.sampled_from([("5", ""), ("7", ""), (None, ""), (None, "约5")])
days = st.sampled_from([None, FIRST, SECOND])


@given(st.lists(st.tuples(days, states), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters_and_the_latest_word_counts(
    given_files: list[tuple[date | None, tuple[str | None, str]]], order: Random
) -> None:
    files = [
        report(f"{number}.xlsx", day, figure(f"{number}.xlsx", value, unreadable=unreadable))
        for number, (day, (value, unreadable)) in enumerate(given_files)
    ]
    shuffled = list(files)
    order.shuffle(shuffled)
    merged, findings = merge(files)
    assert merge(shuffled) == (merged, findings)
    latest = order_of(files, TODAY).newest_first(files)
    spoken = [item.figures[0] for item in latest if item.figures[0].amount is not None or item.figures[0].is_unreadable]
    assert merged.figures[0] == (spoken or [latest[0].figures[0]])[0]


def test_a_text_that_says_nothing_counts_only_where_no_file_says_more() -> None:
    nothing = replace(text("b.xlsx", "暂无"), is_placeholder=True)
    newer = report("b.xlsx", SECOND, texts=(nothing,))
    merged, findings = merge([report("a.xlsx", FIRST, texts=(text("a.xlsx", "进展"),)), newer])
    assert [(item.progress, item.told, item.source.place.file) for item in merged.texts] == [("进展", "进展", "a.xlsx")]
    assert rules(findings) == ["forms.text-from-older"]
    merged, findings = merge([report("a.xlsx", FIRST, texts=(text("a.xlsx", ""),)), newer])
    assert [(item.progress, item.told, item.source.place.file) for item in merged.texts] == [("暂无", "", "b.xlsx")]
    assert rules(findings) == []


def promised(file: str, day: date, *items: tuple[str, str, str]) -> Submission:
    """Make the spring report of one file: number, promise and goal of each row."""
    made = (Commitment("市发改委", *item, source(file, "B4", item[1])) for item in items)
    return replace(report(file, day), commitments=tuple(made))


def test_commitments_are_merged_by_number() -> None:
    older = promised("a.xlsx", FIRST, ("1", "事项一", "目标一"), ("2", "事项二", "目标二"))
    merged, findings = merge([older, promised("b.xlsx", SECOND, ("1", "事项一改", ""))])
    assert [(item.number, item.promise, item.goal) for item in merged.commitments] == [
        ("1", "事项一改", "目标一"),
        ("2", "事项二", "目标二"),
    ]
    assert rules(findings) == ["forms.text-replaced", "forms.text-from-older"]


def test_two_commitments_of_one_number_both_outlast_an_older_file() -> None:
    older = promised("a.xlsx", FIRST, ("1", "旧事项", "旧目标"))
    newer = promised("b.xlsx", SECOND, ("1", "事项一", "目标一"), ("1", "事项二", ""), ("2", "事项三", "目标三"))
    merged, findings = merge([older, newer])
    assert merged.commitments == newer.commitments
    assert rules(findings) == ["forms.text-replaced", "forms.text-replaced"]


spring_rows = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("甲乙丙丁"), st.just("目标")), max_size=5)


@given(spring_rows, spring_rows)
def test_every_promise_of_the_latest_file_counts(
    old_rows: list[tuple[str, str, str]], new_rows: list[tuple[str, str, str]]
) -> None:
    newer = promised("b.xlsx", SECOND, *new_rows)
    merged, _ = merge([promised("a.xlsx", FIRST, *old_rows), newer])
    assert merged.commitments[: len(new_rows)] == newer.commitments


def test_what_merging_settles_becomes_a_note() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", None, unreadable="约5"), texts=(text("a.xlsx", "进展"),))
    newer = report("b.xlsx", SECOND, figure("b.xlsx", "7"), texts=(text("b.xlsx", ""),))
    approximate = finding("cells.approximate", Place("a.xlsx"), indicator="K01-1", task="K01", name="", unit="个")
    missing = finding("forms.text-missing", Place("b.xlsx"), task="K01")
    header = finding("forms.header-missing", Place("a.xlsx"), found="情况说明")
    changed = finding("forms.target-changed", Place("b.xlsx"), indicator="K01-1", task="K01", name="")
    elsewhere = finding("forms.header-missing", Place("c.xlsx"), found="情况说明")
    settled = settle([approximate, missing, header, changed, elsewhere], [older, newer])
    assert [item.severity.value for item in settled] == ["note", "note", "note", "open", "error"]
    assert not any("说明" in item.message for item in settled[:2])
    assert settle([approximate], [older]) == (approximate,)


@pytest.mark.parametrize("day", [None, FIRST, TO_COME])
def test_what_keeps_the_order_unknown_is_never_settled(day: date | None) -> None:
    files = [report("a.xlsx", day, figure("a.xlsx", "5")), report("b.xlsx", FIRST, figure("b.xlsx", "7"))]
    rows = [
        finding("forms.date-missing", Place("a.xlsx")),
        finding("forms.header-missing", Place("a.xlsx"), found="单位"),
    ]
    assert settle(rows, files) == tuple(rows)


def test_an_older_file_that_still_keeps_a_figure_out_stays_an_error() -> None:
    older = report("a.xlsx", FIRST, figure("a.xlsx", None, unreadable="约5"))
    newer = report("b.xlsx", SECOND, figure("b.xlsx", None))
    header = finding("forms.header-missing", Place("a.xlsx"), found="本期完成")
    assert settle([header], [older, newer]) == (header,)
