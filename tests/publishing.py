"""A fictional half-year: twelve key tasks of four leaders, thirteen rows of ten livelihood projects, what came in.

    plan, ledger, texts = half_year()

Everything a page must cope with is in it: numbered paragraphs, long and missing texts, quotes, markup, a formula, a
project over two rows, a row that is not public, several reporters, figures behind, unreadable and missing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.check.records import Evidence
from reporter.consolidate.ledger import consolidate
from reporter.plan.records import Form
from reporter.plan.records import Settings
from reporter.present.layout import load_layouts
from reporter.present.publication import publications
from reporter.present.report import check_report
from reporter.present.report_parts import CheckedPeriod
from tests.plans import HALF_YEAR
from tests.plans import department
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task
from tests.plans import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.consolidate.records import Ledger
    from reporter.findings import Finding
    from reporter.forms.records import Submission
    from reporter.places import Place
    from reporter.plan.records import Plan
    from reporter.plan.records import Task
    from reporter.present.records import Publication

LAYOUTS = Path(__file__).resolve().parent.parent / "templates" / "layouts"

DATA = Path(__file__).with_name("half_year.txt")


def _lines(kind: str) -> list[list[str]]:
    lines = DATA.read_text(encoding="utf-8").replace("LONG", _long_text()).splitlines()
    return [[part.strip().replace("\\n", "\n") for part in line.split("|")] for line in lines if line.startswith(kind)]


def _tasks() -> tuple[tuple[Task, str], ...]:
    rows: list[tuple[Task, str]] = []
    for count, (key, group, units, target, progress) in enumerate(_lines("K"), start=1):
        names = tuple(units.split("、"))
        item = task(key, group=group, number=str(count), text=target, departments=names, is_public=key != "K12")
        rows.append((item, progress))
    for key, number, area, units, target, progress in _lines("L"):
        names = tuple(units.split("、"))
        item = task(key, form=Form.LIVELIHOOD, group="", number=number, area=area, text=target, departments=names)
        rows.append((item, progress))
    return tuple(rows)


def _long_text() -> str:
    """Make a progress text about as long as departments are allowed."""
    parts = (
        f"{number}.第{number}片区完成土地平整和田间道路配套，埋设输水管道{number}7.{number}公里，验收面积{number}.2万亩；"
        "群众投工投劳踊跃，工程质量经第三方抽检全部合格。"
        for number in range(1, 9)
    )
    return r"\n".join(parts)


def half_year() -> tuple[Plan, Ledger, Mapping[str, str]]:
    """Return the plan, the consolidated ledger and the printed texts."""
    tasks = _tasks()
    plan = plan_of(
        indicator("K03-1", name="联办事项", value="20", unit="项", reporters=("市行政审批局",)),
        indicator("K04-1", name="争取资金", value="120", unit="亿元", reporters=("市发展改革委",)),
        indicator("K06-1", name="规上工业增加值增速", basis="增速", value="7", unit="%", reporters=("市经信局",)),
        indicator("K07-1", name="研发投入强度", basis="年度", value="2.9", unit="%", reporters=("市科技局",)),
        indicator("K08-1", name="引进外资项目", value="30", reporters=("市商务局",)),
        indicator("K09-1", name="高标准农田", value="18", unit="万亩", reporters=("市农业农村局", "市水利局")),
        indicator(
            "K11-1", name="火灾受害率", basis="时点", relation="≤", value="0.3", unit="‰", reporters=("市林业局",)
        ),
        indicator("L05-1", name="社区食堂", value="50", unit="家", reporters=("市民政局",)),
        indicator("L13-1", name="避难场所", value="18", unit="处", reporters=("市应急局",)),
        tasks=[item for item, _ in tasks],
        departments=[department("各县区政府<含开发区>", category="泛指")],
        settings=Settings(2023, publisher="某市人民政府办公室", due=date(2023, 7, 10)),
    )
    ledger = consolidate(plan, HALF_YEAR, submissions(plan))
    return plan, ledger, {item.id: progress for item, progress in tasks}


def submissions(plan: Plan) -> tuple[Submission, ...]:
    """Return what the departments sent; 市应急局 and 市信访局 sent nothing."""
    typed = (
        figure("K03-1", "13", department="市行政审批局"),
        figure("K04-1", "71.35", department="市发展改革委"),
        figure("K06-1", "7.4", department="市经信局"),
        figure("K07-1", None, department="市科技局"),
        figure("K08-1", "12", department="市商务局", explanation="受外需影响，下半年集中签约"),
        figure("K09-1", "6.2", department="市农业农村局"),
        figure("K09-1", "5.1", department="市水利局"),
        figure("K11-1", "0", department="市林业局"),
        figure("L05-1", None, department="市民政局", is_unreadable=True),
    )
    return tuple(
        submission(
            item.name,
            figures=[one for one in typed if one.department == item.name],
            texts=[
                text(one.id, progress, department=item.name)
                for one, progress in _tasks()
                if one.lead == item.name and progress
            ],
            filled_on=date(2023, 7, 12 if item.name == "市商务局" else 8),
        )
        for item in plan.departments
        if not item.is_collective and item.name not in {"市应急局", "市信访局"}
    )


def half_year_table(*, draft: bool = True) -> Publication:
    """Return the published edition of the half-year table in our own layout."""
    plan, ledger, texts = half_year()
    return publications(load_layouts(LAYOUTS), plan, ledger, texts, draft=draft)[0]


def half_year_report(
    findings: tuple[Finding, ...] = (),
    *,
    edited: Mapping[str, str] | None = None,
    paths: Mapping[str, str] | None = None,
    edited_at: Mapping[str, Place] | None = None,
    draft: bool = True,
) -> Publication:
    """Return the check report of the half-year, judged on 13 July."""
    plan, ledger, texts = half_year()
    evidence = Evidence(plan, HALF_YEAR, submissions(plan), ledger, (), date(2023, 7, 13))
    printed = {**texts, **(edited or {})}
    return check_report(CheckedPeriod(evidence, findings, printed, paths or {}, edited_at or {}, draft=draft))
