"""Small plans and reports built in code: say what matters to the test, the rest is a valid default.

    plan = plan_of(indicator("K01-1", value="100"), indicator("K02-1", basis="时点", reporters=("市水利局",)))
    ledger = consolidate(plan, HALF_YEAR, [submission("市发改委", figures=[figure("K01-1", "54.8")])])

Tasks and departments that are not given are made from the indicators: `K01-1` belongs to task `K01`, its first
reporter leads the task, and every reporter stands in 单位.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.check.records import Evidence
from reporter.consolidate.ledger import consolidate
from reporter.forms.records import Figure
from reporter.forms.records import Signature
from reporter.forms.records import Source
from reporter.forms.records import Submission
from reporter.forms.records import TaskText
from reporter.periods import Period
from reporter.periods import Stage
from reporter.places import Place
from reporter.plan.records import Basis
from reporter.plan.records import Department
from reporter.plan.records import Form
from reporter.plan.records import Indicator
from reporter.plan.records import Plan
from reporter.plan.records import Relation
from reporter.plan.records import Settings
from reporter.plan.records import Target
from reporter.plan.records import Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.consolidate.records import Ledger

PLAN_FILE = "plan-2023.xlsx"
SPRING = Period(2023, Stage.SPRING)
HALF_YEAR = Period(2023, Stage.HALF_YEAR)
YEAR_END = Period(2023, Stage.YEAR_END)
LEAD = "市发改委"


def amount(text: str | None) -> Decimal | None:
    """Read an amount as tests write it."""
    return None if text is None else Decimal(text)


def indicator(  # noqa: PLR0913 - an indicator has as many parts, each with a default
    id: str = "K01-1",  # noqa: A002 - named as the record names it
    *,
    task: str = "",
    name: str = "新增项目数",
    relation: str = "≥",
    value: str | None = "100",
    upper: str | None = None,
    unit: str = "个",
    basis: str = "累计",
    baseline: str | None = None,
    schedule: str | None = None,
    reporters: tuple[str, ...] = (LEAD,),
) -> Indicator:
    """Make an indicator; its task is the id up to the last hyphen unless one is named."""
    return Indicator(
        id=id,
        task=task or id.rpartition("-")[0],
        name=name,
        target=Target(Relation(relation), amount(value), amount(upper), unit),
        basis=Basis(basis),
        baseline=amount(baseline),
        schedule=amount(schedule),
        reporters=reporters,
        place=Place(PLAN_FILE, ("指标", f"A[{id}]")),
    )


def task(  # noqa: PLR0913 - a task has as many parts, each with a default
    id: str = "K01",  # noqa: A002 - named as the record names it
    *,
    form: Form = Form.KEY_TASK,
    group: str = "市长主抓重点工作",
    number: str = "1",
    area: str = "",
    text: str = "加快推进重点项目建设。",
    departments: tuple[str, ...] = (LEAD,),
    is_public: bool = True,
) -> Task:
    """Make a task; the first department leads."""
    place = Place(PLAN_FILE, ("任务", f"A[{id}]"))
    return Task(id, form, group, number, area, text, "、".join(departments), departments, is_public, place)


def department(
    name: str = LEAD,
    *,
    aliases: tuple[str, ...] = (),
    category: str = "经济建设类",
    contact: str = "联系人",
    phone: str = "1234",
) -> Department:
    """Make a department."""
    return Department(name, aliases, category, contact, phone, Place(PLAN_FILE, ("单位", f"A[{name}]")))


def plan_of(
    *indicators: Indicator,
    tasks: Iterable[Task] = (),
    departments: Iterable[Department] = (),
    settings: Settings | None = None,
) -> Plan:
    """Make a valid plan: what the indicators need and nobody gave is added."""
    all_tasks = {item.id: item for item in tasks}
    for item in indicators:
        all_tasks.setdefault(item.task, task(item.task, departments=item.reporters))
    known = {item.name: item for item in departments}
    named = [name for item in all_tasks.values() for name in item.departments]
    named += [name for item in indicators for name in item.reporters]
    for name in named:
        known.setdefault(name, department(name))
    return Plan(
        file=PLAN_FILE,
        sha256="0" * 64,
        settings=settings or Settings(2023),
        departments=tuple(known.values()),
        tasks=tuple(all_tasks.values()),
        indicators=indicators,
    )


def source(department: str, sheet: str, cell: str, stored: str = "") -> Source:
    """Say where something was typed: a cell of the department's workbook."""
    return Source(Place(f"{department}.xlsx", (sheet, cell)), stored, "General", "f" * 64)


def figure(  # noqa: PLR0913 - a figure has as many parts, each with a default
    indicator: str = "K01-1",
    value: str | None = "50",
    *,
    department: str = LEAD,
    is_unreadable: bool = False,
    explanation: str = "",
    data_as_of: str = "",
    data_source: str = "",
) -> Figure:
    """Make a reported figure; it stands in a cell named after its indicator."""
    return Figure(
        indicator=indicator,
        department=department,
        amount=amount(value),
        source=source(department, "指标进展", f"H[{indicator}]", value or ""),
        is_unreadable=is_unreadable,
        explanation=explanation,
        data_as_of=data_as_of,
        data_source=data_source,
    )


def text(task: str = "K01", progress: str = "按计划推进。", *, department: str = LEAD) -> TaskText:
    """Make a task's text; it stands in a cell named after its task."""
    return TaskText(task, department, progress, "", "", source(department, "推进情况", f"D[{task}]", progress))


def submission(
    department: str = LEAD,
    *,
    figures: Iterable[Figure] = (),
    texts: Iterable[TaskText] = (),
    period: Period = HALF_YEAR,
    filled_on: date | None = None,
) -> Submission:
    """Make a department's report."""
    return Submission(
        department=department,
        period=str(period),
        files=(f"{department}.xlsx",),
        signature=Signature("张某", "李某", filled_on, "1234"),
        figures=tuple(figures),
        texts=tuple(texts),
    )


def evidence_of(
    plan: Plan,
    *submissions: Submission,
    period: Period = HALF_YEAR,
    earlier: Iterable[Ledger] = (),
    as_of: date = date(2023, 7, 20),
) -> Evidence:
    """Make what the checks judge; the ledger is consolidated from the submissions."""
    return Evidence(plan, period, submissions, consolidate(plan, period, submissions), tuple(earlier), as_of)
