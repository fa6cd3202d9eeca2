"""The law of intake: whatever is typed anywhere in a form is read or said, and no figure changes in silence."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reporter.forms.reading.submission import read_submission
from reporter.forms.writing.returned import write_refusal
from reporter.forms.writing.returned import write_returned
from reporter.intake.records import CellKind
from reporter.intake.records import RawCell
from reporter.intake.records import RawWorkbook
from reporter.intake.tables import header_word
from reporter.places import Place
from tests.forms.filling import AS_OF
from tests.forms.filling import blank
from tests.forms.filling import filled
from tests.forms.filling import raw
from tests.plans import HALF_YEAR
from tests.plans import indicator
from tests.plans import plan_of

PLAN = plan_of(
    indicator("K01-1", value="120"),
    indicator("K01-2", basis="占比", value="54.5", unit="%"),
    indicator("K01-3", basis="年度", unit="吨"),
    indicator("K01-4", basis="定性", value=None, unit=""),
)
FORM = raw(filled(blank(PLAN), {"K01-1": 70, "K01-2": 54.8}, texts={"K01": "按计划推进。"}))
SHEETS = ("填报说明", "指标进展", "推进情况")

texts = st.one_of(
    st.sampled_from(
        ["K01-1", "K01-2", "K01", "70", "约70", "—", "71个", "本期完成", "指标编号", "％", "#REF!", "=A1", "填报人"]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8),
)
kinds = st.sampled_from(
    [CellKind.TEXT, CellKind.TEXT, CellKind.NUMBER, CellKind.BOOLEAN, CellKind.DATE, CellKind.ERROR]
)
positions = st.tuples(st.integers(1, 26), st.integers(1, 16))


def changed(
    sheet: str, position: tuple[int, int], kind: CellKind, text: str, *, form: RawWorkbook = FORM
) -> RawWorkbook:
    """Return the form with one cell as somebody else typed it."""
    cell = RawCell(Place.cell(FORM.file, sheet, *position), *position, kind, text)
    sheets = (
        replace(item, cells={**item.cells, position: cell}) if item.name == sheet else item for item in form.sheets
    )
    return replace(form, sheets=tuple(sheets))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SHEETS), positions, kinds, texts)
def test_one_changed_cell_is_read_or_said(sheet: str, position: tuple[int, int], kind: CellKind, text: str) -> None:
    assume(text.strip())
    if kind is CellKind.NUMBER:
        text = "123.5"
    before = FORM.sheet(sheet)
    assert before is not None
    assume(header_word(before.text_at(*position)) != header_word(text))
    clean = read_submission(FORM, PLAN, HALF_YEAR, as_of=AS_OF)
    assert clean[1] == ()
    submission, findings = read_submission(changed(sheet, position, kind, text), PLAN, HALF_YEAR, as_of=AS_OF)
    assert submission is not None
    assert findings or submission != clean[0], (sheet, position, kind, text)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SHEETS), positions, kinds, texts)
def test_no_amount_changes_but_in_its_own_cell_or_with_a_finding(
    sheet: str, position: tuple[int, int], kind: CellKind, text: str
) -> None:
    submission, findings = read_submission(changed(sheet, position, kind, text), PLAN, HALF_YEAR, as_of=AS_OF)
    assert submission is not None
    for figure in submission.figures:
        expected = {"K01-1": "70", "K01-2": "54.8"}.get(figure.indicator)
        own_cell = figure.source.place == Place.cell(FORM.file, sheet, *position)
        is_same = figure.amount is None if expected is None else str(figure.amount) == expected
        assert is_same or own_cell or findings


cells = st.tuples(st.sampled_from((*SHEETS, "填报标识")), positions, st.sampled_from(CellKind), texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=1, max_size=12))
def test_whatever_was_done_to_a_form_it_goes_back_and_can_be_read_again(
    changes: list[tuple[str, tuple[int, int], CellKind, str]],
) -> None:
    workbook = FORM
    for sheet, position, kind, text in changes:
        workbook = changed(sheet, position, kind, text, form=workbook)
    submission, findings = read_submission(workbook, PLAN, HALF_YEAR, as_of=AS_OF)
    if submission is None:
        assert write_refusal(workbook.file, findings)
        return
    copy = raw(write_returned(workbook, PLAN, HALF_YEAR, PLAN.departments[0], findings))
    again, _ = read_submission(copy, PLAN, HALF_YEAR, as_of=AS_OF)
    assert again is not None
    amounts = {figure.indicator: figure.amount for figure in submission.figures if not figure.is_unreadable}
    for figure in again.figures:
        if figure.indicator in amounts:
            assert (figure.amount, figure.is_unreadable) == (amounts[figure.indicator], False)
