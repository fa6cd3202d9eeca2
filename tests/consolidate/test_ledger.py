"""The ledger: plan order, several reporters, nothing reported is not zero."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reporter.consolidate.history import earlier_amounts
from reporter.consolidate.history import earlier_amounts_of
from reporter.consolidate.ledger import consolidate
from reporter.plan.criteria import Status
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END
from tests.plans import department
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task
from tests.plans import text

WATER, ROADS, HOUSING = "市水利局", "市交通局", "市建设局"


def test_rows_stand_in_plan_order_whoever_reports_first() -> None:
    plan = plan_of(indicator("K02-1", reporters=(WATER,)), indicator("K01-1", reporters=(ROADS,)))
    roads = submission(ROADS, figures=[figure("K01-1", "60", department=ROADS)])
    water = submission(WATER, figures=[figure("K02-1", "40", department=WATER)])
    ledger = consolidate(plan, HALF_YEAR, [roads, water])
    assert [(row.indicator.id, row.actual, row.rate, row.pace, row.status) for row in ledger.rows] == [
        ("K02-1", Decimal(40), Decimal(40), Decimal(-10), Status.BEHIND),
        ("K01-1", Decimal(60), Decimal(60), Decimal(10), Status.AHEAD),
    ]
    assert ledger.row_by_indicator["K01-1"].figures[0].source.place.file == "市交通局.xlsx"


def test_nothing_reported_is_none_and_not_zero() -> None:
    row = consolidate(plan_of(indicator()), HALF_YEAR, []).rows[0]
    assert (row.actual, row.rate, row.pace, row.status) == (None, None, None, Status.UNREPORTED)
    assert row.figures == ()
    assert row.missing == ("市发改委",)


def test_an_empty_cell_keeps_its_place_and_counts_as_missing() -> None:
    row = consolidate(plan_of(indicator()), HALF_YEAR, [submission(figures=[figure(value=None)])]).rows[0]
    assert row.status is Status.UNREPORTED
    assert row.missing == ("市发改委",)
    assert len(row.figures) == 1


def test_several_reporters_add_up_and_every_cell_is_a_source() -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS, HOUSING)))
    reports = [
        submission(name, figures=[figure(value=value, department=name, explanation=why)])
        for name, value, why in ((HOUSING, "0.3", ""), (WATER, "0.1", "雨季停工"), (ROADS, "0.2", "征地延后"))
    ]
    row = consolidate(plan, HALF_YEAR, reports).rows[0]
    assert row.actual == Decimal("0.6")
    assert [item.department for item in row.figures] == [WATER, ROADS, HOUSING]
    assert row.explanation == "雨季停工；征地延后"
    assert row.missing == ()


def test_while_one_reporter_is_missing_there_is_no_total() -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS, HOUSING)))
    reports = [submission(name, figures=[figure(department=name)]) for name in (WATER, HOUSING)]
    row = consolidate(plan, HALF_YEAR, reports).rows[0]
    assert (row.actual, row.rate, row.status) == (None, None, Status.UNREPORTED)
    assert row.missing == (ROADS,)


def test_an_unreadable_figure_of_one_makes_the_total_not_computable() -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS)))
    broken = figure(value=None, department=ROADS, is_unreadable=True)
    row = consolidate(
        plan, HALF_YEAR, [submission(WATER, figures=[figure(department=WATER)]), submission(ROADS, figures=[broken])]
    ).rows[0]
    assert (row.actual, row.status, row.missing) == (None, Status.NOT_COMPUTABLE, (ROADS,))


def test_a_figure_of_somebody_who_is_no_reporter_does_not_count() -> None:
    plan = plan_of(indicator(reporters=(WATER,)), departments=[department(ROADS)])
    row = consolidate(plan, HALF_YEAR, [submission(ROADS, figures=[figure(department=ROADS)])]).rows[0]
    assert (row.actual, row.figures) == (None, ())


def test_the_text_of_a_task_is_the_leads() -> None:
    plan = plan_of(indicator(), tasks=[task(departments=(WATER, ROADS))])
    reports = [
        submission(WATER, texts=[text(progress="牵头单位写的。", department=WATER)]),
        submission(ROADS, texts=[text(progress="配合单位写的。", department=ROADS), text("K99", department=ROADS)]),
    ]
    texts = consolidate(plan, HALF_YEAR, reports).texts
    assert {key: item.progress for key, item in texts.items()} == {"K01": "牵头单位写的。"}


def test_a_qualitative_indicator_is_judged_by_the_text_and_prints_no_figure() -> None:
    plan = plan_of(indicator(basis="定性", relation="=", value=None))
    silent = consolidate(plan, HALF_YEAR, [submission(figures=[figure(value="3")])]).rows[0]
    written = consolidate(plan, HALF_YEAR, [submission(texts=[text()])]).rows[0]
    assert (silent.status, silent.actual, silent.missing) == (Status.UNREPORTED, None, ())
    assert written.status is Status.MET


def test_earlier_amounts_are_the_newest_known_of_each_indicator() -> None:
    plan = plan_of(indicator("K01-1"), indicator("K01-2"), indicator("K01-3"))
    half = submission(figures=[figure("K01-1", "5"), figure("K01-2", "7")])
    year = submission(figures=[figure("K01-1", "9")])
    ledgers = [consolidate(plan, HALF_YEAR, [half]), consolidate(plan, YEAR_END, [year])]
    assert earlier_amounts(ledgers) == {"K01-1": Decimal(9), "K01-2": Decimal(7)}


def test_a_department_compares_its_part_where_several_report_and_the_amount_of_the_rest() -> None:
    plan = plan_of(indicator("K01-1", reporters=(WATER, ROADS)), indicator("K01-2", reporters=(HOUSING,)))
    reports = [
        submission(WATER, figures=[figure("K01-1", "5", department=WATER)]),
        submission(ROADS, figures=[figure("K01-1", "7", department=ROADS)]),
        submission(HOUSING, figures=[figure("K01-2", "9", department=HOUSING)]),
    ]
    ledgers = [consolidate(plan, HALF_YEAR, reports)]
    assert earlier_amounts_of(WATER, ledgers) == {"K01-1": Decimal(5)}
    assert earlier_amounts_of(HOUSING, ledgers) == {"K01-2": Decimal(9)}


@given(st.permutations([(WATER, "1.1"), (ROADS, "2.2"), (HOUSING, "3.3")]))
def test_the_order_of_arrival_changes_nothing(order: list[tuple[str, str]]) -> None:
    plan = plan_of(indicator(reporters=(WATER, ROADS, HOUSING)))
    reports = [submission(name, figures=[figure(value=value, department=name)]) for name, value in order]
    assert consolidate(plan, HALF_YEAR, reports) == consolidate(plan, HALF_YEAR, sorted(reports, key=str))
