"""Sheet 指标: what is to be reported, against which target, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.plan.departments_sheet import read_names
from reporter.plan.departments_sheet import split_names
from reporter.plan.records import Basis
from reporter.plan.records import Indicator
from reporter.plan.records import Relation
from reporter.plan.records import Target
from reporter.plan.settings_sheet import check_fraction
from reporter.plan.settings_sheet import check_schedule
from reporter.plan.sheets import SheetShape
from reporter.plan.sheets import choice
from reporter.plan.sheets import likeness
from reporter.plan.sheets import read_rows
from reporter.prose.tokens import scan
from reporter.quantities import Divisibility
from reporter.quantities import measure

if TYPE_CHECKING:
    from decimal import Decimal

    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook
    from reporter.places import Place
    from reporter.plan.cells import RowReader
    from reporter.plan.departments_sheet import Directory
    from reporter.plan.tasks_sheet import TaskSheet
    from reporter.prose.tokens import Token

SHAPE = SheetShape(
    "指标",
    (
        *("指标编号", "任务编号", "指标名称", "关系", "目标值", "目标上限"),
        *("单位", "口径", "基期值", "半年序时", "填报单位"),
    ),
)
_BASES = {basis.value: basis for basis in Basis}
_RELATIONS = {relation.value: relation for relation in Relation} | {
    ">=": Relation.AT_LEAST,
    "≧": Relation.AT_LEAST,
    "⩾": Relation.AT_LEAST,
    "<=": Relation.AT_MOST,
    "≦": Relation.AT_MOST,
    "⩽": Relation.AT_MOST,
}
_ADDING = {Basis.CUMULATIVE, Basis.LEVEL}
_PERCENT_UNITS = {"%", "个百分点"}
_PERCENT_BASES = {Basis.GROWTH, Basis.SHARE, Basis.PROGRESS}


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """The indicators read, and the place of every id, so that no fault is told twice."""

    indicators: list[Indicator] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)


def read_indicators(
    workbook: RawWorkbook,
    directory: Directory,
    tasks: TaskSheet,
    faults: list[Finding],
    *,
    may_be_absent: bool = False,
) -> IndicatorSheet:
    """Read the sheet in its order."""
    sheet = IndicatorSheet()
    for row in read_rows(workbook, SHAPE, faults, may_be_absent=may_be_absent):
        _add(sheet, row, directory, tasks)
    return sheet


def _add(sheet: IndicatorSheet, row: RowReader, directory: Directory, tasks: TaskSheet) -> None:
    identifier = _identifier(sheet, row, tasks)
    task = _task(row, tasks)
    name = row.required("指标名称")
    basis = choice(row, "口径", _BASES, rule="plan.unknown-basis")
    target = _target(row, basis)
    if target is not None:
        _check_size(row, target, basis, tasks.texts.get(task, ""))
    baseline = row.number("基期值", is_percent=_is_percent(row.text("单位")))
    schedule = check_schedule(row, "半年序时")
    reporters = _reporters(row, directory, tasks, task)
    if len(reporters) > 1 and basis and not _adds_up(basis, row.text("单位")):
        row.fault("plan.reporters-do-not-add", "填报单位", indicator=identifier, expected=basis.value)
    if row.is_faulty or basis is None or target is None:
        return
    place = row.place("指标编号")
    indicator = Indicator(identifier, task, name, target, basis, baseline, schedule, reporters, place)
    sheet.indicators.append(indicator)


def _identifier(sheet: IndicatorSheet, row: RowReader, tasks: TaskSheet) -> str:
    identifier = row.identifier("指标编号")
    if identifier in sheet.places:
        row.fault("plan.indicator-repeated", "指标编号", indicator=identifier, first=str(sheet.places[identifier]))
    elif identifier in tasks.places:
        row.fault("plan.id-of-a-task", "指标编号", indicator=identifier, first=str(tasks.places[identifier]))
    if identifier:
        sheet.places.setdefault(identifier, row.place("指标编号"))
    return identifier


def _task(row: RowReader, tasks: TaskSheet) -> str:
    task = row.required("任务编号")
    if task and task not in tasks.places:
        row.fault("plan.unknown-task", "任务编号", task=task, suggestion=likeness(task, tasks.places))
    return task


def _target(row: RowReader, basis: Basis | None) -> Target | None:
    unit = row.text("单位")
    if basis is Basis.QUALITATIVE:
        return _qualitative_target(row, unit)
    relation = choice(row, "关系", _RELATIONS, rule="plan.unknown-relation")
    value = row.number("目标值", is_percent=_is_percent(unit))
    upper = row.number("目标上限", is_percent=_is_percent(unit))
    if value is None and not row.is_unreadable("目标值"):
        row.fault("plan.target-missing", "目标值")
    if relation is not None:
        _check_upper(row, relation, value, upper)
    if (
        basis in _PERCENT_BASES
        and not row.is_unreadable("单位")
        and measure(unit).divisibility is not Divisibility.RATIO
    ):
        row.fault("plan.unit-not-percent", "单位", expected="%", basis=basis.value)
    return Target(relation, value, upper, unit) if relation else None


def _check_size(row: RowReader, target: Target, basis: Basis | None, task_text: str) -> None:
    """Find fractions meant for percentages, unless the task promises that very percentage, and amounts below zero."""
    if basis in _ADDING and target.value is not None and target.value < 0:
        row.fault("plan.target-negative", "目标值", basis=basis.value)
    if _is_percent(target.unit):
        promised = {amount for token in scan(task_text) if token.unit in _PERCENT_UNITS for amount in _amounts(token)}
        for word, value in (("目标值", target.value), ("目标上限", target.upper)):
            if value not in promised:
                check_fraction(row, word, value)


def _amounts(token: Token) -> tuple[Decimal | None, Decimal | None]:
    return token.amount, token.upper


def _qualitative_target(row: RowReader, unit: str) -> Target | None:
    """定性 has no figure; its relation may be left empty and says nothing."""
    for word in ("目标值", "目标上限"):
        if not row.is_empty(word):
            row.fault("plan.target-of-qualitative", word)
    if row.is_empty("关系"):
        return Target(Relation.EQUAL, None, None, unit)
    relation = choice(row, "关系", _RELATIONS, rule="plan.unknown-relation")
    return Target(relation, None, None, unit) if relation else None


def _check_upper(row: RowReader, relation: Relation, value: Decimal | None, upper: Decimal | None) -> None:
    if relation is not Relation.WITHIN:
        if upper is not None:
            row.fault("plan.upper-without-range", "目标上限", expected=relation.value)
    elif upper is None:
        if not row.is_unreadable("目标上限"):
            row.fault("plan.upper-missing", "目标上限")
    elif value is not None and upper <= value:
        row.fault("plan.upper-not-above", "目标上限", expected=row.text("目标值"))


def _reporters(row: RowReader, directory: Directory, tasks: TaskSheet, task: str) -> tuple[str, ...]:
    """Read 填报单位; empty means the lead of the task."""
    if not split_names(row.text("填报单位")):
        lead = tasks.leads.get(task)
        return (lead.name,) if lead else ()
    departments = [department for department in read_names(row, "填报单位", directory) if department]
    names = [department.name for department in departments]
    for department in departments:
        if department.is_collective:
            row.fault("plan.collective-reporter", "填报单位", found=department.name, department=department.name)
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        row.fault("plan.reporter-repeated", "填报单位", found=name, department=name)
    return tuple(dict.fromkeys(names))


def _adds_up(basis: Basis, unit: str) -> bool:
    """Tell whether several departments' amounts make one: shares and points of several never add up."""
    return basis in _ADDING and measure(unit).divisibility is not Divisibility.RATIO


def _is_percent(unit: str) -> bool:
    return measure(unit).base == "%"
