"""What a resubmission changes: new, changed and withdrawn, each as it was and as it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reporter.forms.records import Commitment
from reporter.forms.statements import Kind
from reporter.forms.statements import changes
from reporter.forms.statements import excerpts
from reporter.forms.statements import statements
from reporter.places import Place
from tests.plans import figure
from tests.plans import source
from tests.plans import submission
from tests.plans import text


def told(before: object, now: object) -> list[tuple[Kind, str, str, str, str]]:
    """Return the changes from one report to another: kind, key, word and both texts."""
    found = changes(statements(before), statements(now))  # type: ignore[arg-type]
    return [
        (
            item.kind,
            *next((one.key, one.word) for one in (item.now, item.before) if one),
            item.before.text if item.before else "",
            item.now.text if item.now else "",
        )
        for item in found
    ]


def test_what_is_new_changed_and_withdrawn_is_told_with_both_values() -> None:
    before = submission(figures=[figure("K01-1", "7"), figure("K02-1", "5"), figure("K03-1", None)], texts=[text()])
    now = submission(
        figures=[figure("K01-1", "9"), figure("K02-1", None), figure("K03-1", "3")],
        texts=[replace(text(), progress="全部开工。")],
    )
    assert told(before, now) == [
        (Kind.CHANGED, "K01-1", "本期完成", "7", "9"),
        (Kind.NEW, "K03-1", "本期完成", "", "3"),
        (Kind.CHANGED, "K01", "推进情况", text().progress, "全部开工。"),
        (Kind.WITHDRAWN, "K02-1", "本期完成", "5", ""),
    ]


def test_a_cell_names_the_place_of_each() -> None:
    before, now = submission(figures=[figure("K01-1", "7")]), submission(figures=[figure("K01-1", "9")])
    moved = replace(now.figures[0], source=replace(now.figures[0].source, place=Place("新.xlsx", ("指标进展", "H9"))))
    (change,) = changes(statements(before), statements(replace(now, figures=(moved,))))
    assert [item.place for item in (change.before, change.now) if item] == [
        before.figures[0].source.place,
        moved.source.place,
    ]


def test_a_figure_that_nobody_can_read_is_told_as_it_was_typed() -> None:
    broken = figure("K01-1", None, is_unreadable=True)
    broken = replace(broken, source=replace(broken.source, stored="约9"))
    before = submission(figures=[figure("K01-1", "7", explanation="甲")])
    assert told(before, submission(figures=[broken])) == [
        (Kind.CHANGED, "K01-1", "本期完成", "7", "约9"),
        (Kind.WITHDRAWN, "K01-1", "情况说明", "甲", ""),
    ]


def test_how_a_number_or_a_text_is_typed_is_no_change() -> None:
    before = submission(figures=[figure("K01-1", "5.0")], texts=[replace(text(), progress="全部 开工。")])
    now = submission(figures=[figure("K01-1", "5")], texts=[replace(text(), progress="全部\n开工。")])
    assert told(before, now) == []


def test_promises_of_one_number_are_told_apart() -> None:
    promises = [Commitment("市财政局", "1", words, "", source("市财政局", "承诺事项", "B4")) for words in "甲乙丙"]
    before = replace(submission(), commitments=(promises[0], promises[1]))
    now = replace(submission(), commitments=(promises[0], promises[2]))
    assert told(before, now) == [(Kind.CHANGED, "1（第2条）", "承诺事项", "乙", "丙")]


@given(st.text(alphabet="甲乙丙", max_size=200), st.text(alphabet="甲乙丙", max_size=200))
def test_texts_that_differ_are_shown_so_that_they_differ(one: str, other: str) -> None:
    shown = excerpts(one, other)
    assert (shown[0] == shown[1]) == (one == other)
    assert max(map(len, shown)) <= 62


def test_long_texts_begin_shortly_before_they_part() -> None:
    shared = "全市已完成投资" * 20
    assert excerpts(f"{shared}甲", f"{shared}乙") == (f"…{shared[-12:]}甲", f"…{shared[-12:]}乙")
