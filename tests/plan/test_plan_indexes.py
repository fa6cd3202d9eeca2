"""The plan's indexes: what a department reports and leads, who answers an id, whose a file name is."""

from __future__ import annotations

from tests.plans import department
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

WATER, ROADS = "市水利局", "市交通局"
PLAN = plan_of(
    indicator("K02-1", reporters=(ROADS, WATER)),
    indicator("K01-1", reporters=(WATER,)),
    tasks=[task("K02", departments=(ROADS, WATER)), task("K01", departments=(WATER,))],
)


def test_a_department_finds_what_it_reports_and_leads_in_plan_order() -> None:
    assert [item.id for item in PLAN.indicators_by_reporter[WATER]] == ["K02-1", "K01-1"]
    assert [item.id for item in PLAN.tasks_by_lead[WATER]] == ["K01"]
    assert "市教育局" not in PLAN.indicators_by_reporter


def test_an_id_finds_who_answers_it() -> None:
    assert PLAN.reporters_of("K02-1") == (ROADS, WATER)
    assert PLAN.leads_of("K02") == (ROADS,)
    assert (PLAN.reporters_of("K02"), PLAN.leads_of("K02-1")) == ((), ())


def test_a_file_name_finds_its_department_by_name_and_alias_whatever_windows_forbids() -> None:
    departments = [department("市水利局?", aliases=("水利:局", "水利局. ")), department("市水利局_"), department(ROADS)]
    known = plan_of(departments=departments).department_by_file_stem
    found = {stem: item.name for stem, item in known.items()}
    assert found["市水利局?"] == found["市水利局_"] == found["水利_局"] == found["水利局"] == "市水利局?"
    assert found[ROADS] == ROADS
