"""The secretariat's own workbooks beside the plan: overrides (核定-PERIOD.xlsx) and edited texts (编辑-PERIOD.xlsx)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import catalogue
from reporter.intake.tables import without_blanks
from reporter.plan.sheets import SheetShape
from reporter.plan.sheets import likeness
from reporter.plan.sheets import read_only_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook
    from reporter.places import Place
    from reporter.plan.cells import RowReader
    from reporter.plan.records import Plan

OVERRIDES = SheetShape("核定", ("规则", "编号", "原值", "理由", "核定人", "日期"))
EDITS = SheetShape("编辑", ("任务编号", "部门原文", "编辑后", "编辑人"))


@dataclass(frozen=True, slots=True)
class Override:
    """核定: a finding that the secretariat lets stand. It is void when what was found is no longer `old`.

    `key` is the indicator, the task or the department that the finding is about.
    """

    rule: str
    key: str
    old: str
    reason: str
    approved_by: str
    date: str
    place: Place


@dataclass(frozen=True, slots=True)
class EditedText:
    """编辑: what is printed of a task instead of the department's words, and the words it was made from.

    `place` is the cell of the task's id, `edited_place` that of the edited words.
    """

    task: str
    original: str
    edited: str
    edited_by: str
    place: Place
    edited_place: Place

    def is_of(self, text: str) -> bool:
        """Tell whether the words it was made from are still the department's; blanks and line breaks do not count."""
        return without_blanks(self.original) == without_blanks(text)


def read_overrides(workbook: RawWorkbook) -> tuple[Override, ...]:
    """Read 核定-PERIOD.xlsx in the order of its rows. A rule is named by its id or by its title.

    Raises:
        ConfigurationError: every fault of the workbook.
    """
    faults: list[Finding] = []
    named = _rules_by_name()
    overrides: dict[tuple[str, str, str], Override] = {}
    for row in read_only_table(workbook, OVERRIDES, faults):
        override = _override(row, named)
        mark = (override.rule, override.key, override.old)
        if mark in overrides and not row.is_faulty:
            row.fault("plan.override-repeated", "编号", first=str(overrides[mark].place))
        overrides.setdefault(mark, override)
    if faults:
        raise ConfigurationError(faults)
    return tuple(overrides.values())


def read_edits(workbook: RawWorkbook, plan: Plan) -> tuple[EditedText, ...]:
    """Read 编辑-PERIOD.xlsx in the order of its rows; a row with nothing under 编辑后 leaves its text as it is.

    Raises:
        ConfigurationError: every fault of the workbook.
    """
    faults: list[Finding] = []
    places: dict[str, Place] = {}
    edits: list[EditedText] = []
    for row in read_only_table(workbook, EDITS, faults):
        edit = _edit(row, plan, places)
        if edit.edited:
            edits.append(edit)
    if faults:
        raise ConfigurationError(faults)
    return tuple(edits)


def _rules_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of rules by id and by title; two rules may share a title."""
    names: dict[str, tuple[str, ...]] = {}
    for rule in catalogue().values():
        names[rule.title] = (*names.get(rule.title, ()), rule.id)
    return names | {rule: (rule,) for rule in catalogue()}


def _override(row: RowReader, named: Mapping[str, tuple[str, ...]]) -> Override:
    day = row.day("日期")
    return Override(
        rule=_rule(row, named),
        key=row.required("编号"),
        old=row.value("原值"),
        reason=row.required("理由"),
        approved_by=row.required("核定人"),
        date=day.isoformat() if day else "",
        place=row.place("规则"),
    )


def _rule(row: RowReader, named: Mapping[str, tuple[str, ...]]) -> str:
    name = row.required("规则")
    rules = named.get(name, ())
    if name and not rules:
        row.fault("plan.unknown-rule", "规则", suggestion=likeness(name, named))
    if len(rules) > 1:
        row.fault("plan.rule-ambiguous", "规则", expected="、".join(rules))
    return rules[0] if rules else ""


def _edit(row: RowReader, plan: Plan, places: dict[str, Place]) -> EditedText:
    task = row.required("任务编号")
    place = row.place("任务编号")
    if task and task not in plan.task_by_id:
        row.fault("plan.unknown-task", "任务编号", task=task, suggestion=likeness(task, plan.task_by_id))
    if task in places:
        row.fault("plan.edit-repeated", "任务编号", task=task, first=str(places[task]))
    if task:
        places.setdefault(task, place)
    original, edited, edited_by = (row.text(word) for word in ("部门原文", "编辑后", "编辑人"))
    return EditedText(task, original, edited, edited_by, place, row.place("编辑后"))
