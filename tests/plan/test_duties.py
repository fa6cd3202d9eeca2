"""Who owes what in a period, and who receives a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.plan.duties import departments_asked
from reporter.plan.duties import departments_owing
from reporter.plan.duties import is_figure_due
from reporter.plan.duties import is_text_due
from reporter.plan.records import Form
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import YEAR_END
from tests.plans import department
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

if TYPE_CHECKING:
    from reporter.periods import Period
    from reporter.plan.records import Department

PERIODS = (SPRING, HALF_YEAR, YEAR_END)
PLAN = plan_of(
    indicator("K01-1", reporters=("市水利局", "市交通局")),
    indicator("K01-2", reporters=("市统计局",), basis="年度"),
    indicator("C02-1", reporters=("市档案馆",)),
    tasks=[
        task("K01", departments=("市建设局", "市教育局")),
        task("K02", departments=("各区县政府", "市水利局")),
        task("C01", form=Form.COMMITMENT, departments=("市科技局",)),
        task("C02", form=Form.COMMITMENT, departments=("市档案馆",)),
    ],
    departments=[department("各区县政府", category="泛指"), department("市信访局")],
)
UNITS = [item.name for item in PLAN.departments if not item.is_collective]


def names(departments: tuple[Department, ...]) -> set[str]:
    """Return the names, and hold their order to the plan's."""
    found = [item.name for item in departments]
    assert found == [name for name in UNITS if name in found]
    return set(found)


@pytest.mark.parametrize(
    ("form", "basis", "due"),
    [
        (Form.KEY_TASK, "累计", (HALF_YEAR, YEAR_END)),
        (Form.LIVELIHOOD, "占比", (HALF_YEAR, YEAR_END)),
        (Form.KEY_TASK, "年度", (YEAR_END,)),
        (Form.KEY_TASK, "定性", ()),
        (Form.COMMITMENT, "累计", (YEAR_END,)),
        (Form.COMMITMENT, "年度", (YEAR_END,)),
    ],
)
def test_when_a_figure_is_due(form: Form, basis: str, due: tuple[Period, ...]) -> None:
    plan = plan_of(indicator("K01-1", basis=basis), tasks=[task("K01", form=form)])
    assert tuple(period for period in PERIODS if is_figure_due(plan, plan.indicators[0], period)) == due


@pytest.mark.parametrize(
    ("form", "due"),
    [(Form.KEY_TASK, (HALF_YEAR, YEAR_END)), (Form.LIVELIHOOD, (HALF_YEAR, YEAR_END)), (Form.COMMITMENT, (YEAR_END,))],
)
def test_when_a_text_is_due(form: Form, due: tuple[Period, ...]) -> None:
    assert tuple(period for period in PERIODS if is_text_due(task(form=form), period)) == due


def test_in_spring_every_unit_is_asked_and_owes() -> None:
    assert names(departments_asked(PLAN, SPRING)) == names(departments_owing(PLAN, SPRING)) == set(UNITS)


def test_at_half_year_whoever_leads_or_reports_is_asked_and_whoever_has_a_row_that_is_due_owes() -> None:
    owing = {"市水利局", "市交通局", "市建设局"}
    assert names(departments_owing(PLAN, HALF_YEAR)) == owing
    assert names(departments_asked(PLAN, HALF_YEAR)) == owing | {"市统计局", "市档案馆", "市科技局"}


def test_at_year_end_whoever_leads_or_reports_is_asked_and_owes() -> None:
    everyone = set(UNITS) - {"市教育局", "市信访局"}
    assert names(departments_asked(PLAN, YEAR_END)) == names(departments_owing(PLAN, YEAR_END)) == everyone
