"""Annexes: what is behind and why, who is silent and how to ask, and who is how far; beside the main document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.consolidate.ledger import consolidate
from reporter.plan.records import Settings
from reporter.present.layout import load_layouts
from reporter.present.publication import publications
from reporter.present.standing import standings
from tests.plans import HALF_YEAR
from tests.plans import SPRING
from tests.plans import department
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task
from tests.publishing import LAYOUTS

if TYPE_CHECKING:
    from reporter.forms.records import Submission
    from reporter.periods import Period
    from reporter.plan.records import Plan
    from reporter.present.records import Publication

SETTINGS = Settings(2023, publisher="某市人民政府办公室", due=date(2023, 7, 10))


def annexes(plan: Plan, *came: Submission, period: Period = HALF_YEAR) -> dict[str, Publication]:
    """Return the annexes by layout."""
    made = publications(
        load_layouts(LAYOUTS),
        plan,
        consolidate(plan, period, came),
        {},
        draft=False,
        submissions=came,
        as_of=date(2023, 7, 15),
    )
    return {item.layout: item for item in made if item.folder}


def rows_of(document: Publication, table: int = 0) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row.cells] for row in document.tables[table].rows]


def test_what_is_behind_stands_with_its_reason_the_farthest_first() -> None:
    plan = plan_of(
        indicator("K01-1", name="开工项目"),
        indicator("K02-1", name="竣工项目"),
        indicator("K03-1", name="签约项目"),
        indicator("K04-1", name="空气优良率", basis="占比", unit="%", value="90"),
    )
    came = submission(
        figures=[
            figure("K01-1", "40"),
            figure("K02-1", "20", explanation="汛期停工"),
            figure("K03-1", "60"),
            figure("K04-1", "88.5", explanation="春季沙尘较多"),
        ]
    )
    document = annexes(plan, came)["慢序时事项清单"]
    assert document.folder == "附表"
    assert [(row[0], row[3], row[6], row[7], row[8]) for row in rows_of(document)] == [
        ("1", "竣工项目", "20%", "-30", "汛期停工"),
        ("2", "开工项目", "40%", "-10", "—"),
    ]
    assert [(row[3], row[5], row[6]) for row in rows_of(document, 1)] == [("空气优良率", "88.5%", "春季沙尘较多")]


@pytest.mark.parametrize(
    ("relation", "upper", "printed"), [("≥", None, "≥100个"), ("=", None, "100个"), ("区间", "120", "100~120个")]
)
def test_a_targets_sign_prints_only_where_it_says_more_than_the_figure(
    relation: str, upper: str | None, printed: str
) -> None:
    plan = plan_of(indicator("K01-1", relation=relation, upper=upper, basis="时点" if upper else "累计"))
    document = annexes(plan, submission(figures=[figure("K01-1", "10")]))["慢序时事项清单"]
    assert rows_of(document)[0][4] == printed


def test_a_silent_unit_stands_with_whom_to_call_and_what_to_say() -> None:
    plan = plan_of(
        indicator("K01-1"),
        departments=[department("市科协", contact="科普部", phone="5550142"), department("各区县", category="泛指")],
        tasks=[task("K01", departments=("市科协",))],
        settings=SETTINGS,
    )
    plan = replace(plan, indicators=(replace(plan.indicators[0], reporters=("市科协",)),))
    ((number, unit, _, contact, phone, figures, texts, words),) = rows_of(annexes(plan)["未报送单位清单"])
    assert (number, unit, contact, phone, figures, texts) == ("1", "市科协", "科普部", "5550142", "1", "1")
    for said in ("市科协", "2023年7月10日", "2023年7月15日", "指标1项", "推进情况1项", "某市人民政府办公室"):
        assert said in words


def test_who_owes_nothing_is_not_asked() -> None:
    plan = plan_of(indicator("K01-1"), departments=[department("市文联")])
    assert "未报送单位清单" not in annexes(plan, submission(figures=[figure("K01-1", "60")]))


def test_in_spring_every_unit_is_asked_and_nothing_is_ranked() -> None:
    plan = plan_of(departments=[department("市文联"), department("各区县", category="泛指")], settings=SETTINGS)
    made = annexes(plan, period=SPRING)
    assert list(made) == ["未报送单位清单"]
    ((_, unit, *_, figures, texts, words),) = rows_of(made["未报送单位清单"])
    assert (unit, figures, texts) == ("市文联", "—", "—")
    assert "待填年度承诺事项" in words
    assert "2023年7月10日" not in words


def ranked() -> tuple[Plan, Submission, Submission]:
    plan = plan_of(
        indicator("K01-1", reporters=("甲局",)),
        indicator("K02-1", reporters=("甲局",)),
        indicator("K03-1", reporters=("甲局",)),
        indicator("K04-1", reporters=("乙局", "丙局")),
        indicator("K05-1", reporters=("乙局",), basis="年度"),
        indicator("K06-1", reporters=("丁局",)),
        indicator("K07-1", reporters=("乙局",)),
        indicator("K08-1", reporters=("戊局",)),
    )
    first = submission(
        "甲局",
        figures=[figure(f"K0{n}-1", amount, department="甲局") for n, amount in ((1, "50"), (2, "70"), (3, "9"))],
    )
    second = submission("乙局", figures=[figure(f"K0{n}-1", "60", department="乙局") for n in (4, 7)])
    return plan, first, second


def test_departments_are_ranked_by_the_share_on_course_and_silence_is_no_way_up() -> None:
    plan, first, second = ranked()
    fifth = submission("戊局", figures=[figure("K08-1", "100", department="戊局")])
    table = rows_of(annexes(plan, first, second, fifth)["完成率排名"])
    assert table == [
        ["1", "乙局", "1", "1", "0", "100%"],
        ["1", "戊局", "1", "1", "0", "100%"],
        ["3", "甲局", "3", "2", "0", "66.7%"],
        ["4", "丙局", "1", "0", "1", "0%"],
        ["4", "丁局", "1", "0", "1", "0%"],
    ]


def test_who_is_ranked_and_who_is_asked_are_counted_alike() -> None:
    plan = plan_of(
        indicator("K01-1", reporters=("甲局",)),
        indicator("K02-1", reporters=("甲局",), basis="定性", value=None, unit=""),
        indicator("K03-1", reporters=("乙局",), basis="定性", value=None, unit=""),
        settings=SETTINGS,
    )
    made = annexes(plan)
    asked = {row[1]: row[5] for row in rows_of(made["未报送单位清单"])}
    missing = {row[1]: row[4] for row in rows_of(made["完成率排名"])}
    assert asked == {"甲局": "1", "乙局": "0"}
    assert missing == {"甲局": "1"}


def test_who_reported_its_part_is_not_judged_by_anothers_silence() -> None:
    plan, first, second = ranked()
    counted = standings(consolidate(plan, HALF_YEAR, [first, second]))
    assert (counted["乙局"].judged, counted["丙局"].unreported) == (1, 1)


@pytest.mark.parametrize(("amount", "made"), [("60", ["完成率排名"]), ("10", ["完成率排名", "慢序时事项清单"])])
def test_an_annex_without_rows_makes_no_document(amount: str, made: list[str]) -> None:
    plan = plan_of(indicator("K01-1"))
    assert list(annexes(plan, submission(figures=[figure("K01-1", amount)]))) == made
