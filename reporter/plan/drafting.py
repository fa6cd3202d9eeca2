"""Drafting a plan from a published table: tasks, responsible units and indicators as read, for a person to confirm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

from reporter.intake.tables import header_word
from reporter.plan.departments_sheet import split_names
from reporter.plan.records import Basis
from reporter.plan.records import Department
from reporter.plan.records import Form
from reporter.plan.records import Indicator
from reporter.plan.records import Relation
from reporter.plan.records import Target
from reporter.plan.records import Task
from reporter.prose.records import TargetRelation
from reporter.prose.targets import read_targets
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.intake.published.rows import PublishedRow
    from reporter.prose.records import StatedTarget

_RESPONSIBLE = re.compile(r"[(（]?\s*(?:责任|牵头)单位\s*[:：]\s*(?P<units>[^;；。\n]*)")
_TAIL = re.compile(r"[(（]?\s*责任单位\s*[:：][^\n]*\Z")
_BRACKETED = re.compile(r"[<〈(（\[【][^>〉)）\]】]*[>〉)）\]】]?")
_COLLECTIVE = re.compile(r"各|有关|相关|等单位")

_RELATIONS: Mapping[TargetRelation, Relation] = {
    TargetRelation.AT_LEAST: Relation.AT_LEAST,
    TargetRelation.MORE_THAN: Relation.MORE_THAN,
    TargetRelation.AT_MOST: Relation.AT_MOST,
    TargetRelation.LESS_THAN: Relation.LESS_THAN,
    TargetRelation.EQUAL: Relation.EQUAL,
    TargetRelation.ABOUT: Relation.ABOUT,
    TargetRelation.RANGE: Relation.WITHIN,
    TargetRelation.RANK: Relation.AT_MOST,
    TargetRelation.INCREASE: Relation.AT_LEAST,
    TargetRelation.DECREASE: Relation.AT_MOST,
}


class Confidence(StrEnum):
    """把握: how sure the reading of an indicator is."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"


@dataclass(frozen=True, slots=True)
class DraftedIndicator:
    """An indicator with the words it was read from and how sure the reading is."""

    indicator: Indicator
    words: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class DraftedPlan:
    """A plan as read, not yet confirmed by anybody."""

    departments: tuple[Department, ...]
    tasks: tuple[Task, ...]
    indicators: tuple[DraftedIndicator, ...]


def draft_from_rows(rows: Sequence[PublishedRow], taken: Container[str] = ()) -> DraftedPlan:
    """Draft a plan from the rows of a published table, in their order; no task gets an id that is `taken`."""
    numbers = count(1)
    tasks = tuple(_task(numbers, row, taken) for row in rows)
    indicators = tuple(item for task, row in zip(tasks, rows, strict=True) for item in _indicators(task, row))
    return DraftedPlan(_departments(tasks), tasks, indicators)


def _task(numbers: Iterator[int], row: PublishedRow, taken: Container[str]) -> Task:
    form = _form(row)
    number, key = next((number, key) for number in numbers if (key := f"{_PREFIXES[form]}{number:03d}") not in taken)
    names = names_of(row)
    written = _responsible_text(row.target) or row.department
    return Task(
        id=key,
        form=form,
        group=row.group,
        number=row.number or str(number),
        area=row.area,
        text=_printed_text(form, row),
        responsible=written if form is Form.KEY_TASK and _names_in(written) == names else "、".join(names),
        departments=names,
        is_public=True,
        place=row.target_place,
    )


def _printed_text(form: Form, row: PublishedRow) -> str:
    """Return what the document prints as 目标任务: it adds the units of a key task, and a promise is its title."""
    if form is Form.COMMITMENT:
        return row.title
    return without_units(row.target) if form is Form.KEY_TASK else row.target.strip()


def without_units(text: str) -> str:
    """Return a target as the plan holds it, without the tail that names the responsible units."""
    return _TAIL.sub("", text).strip()


def responsible_words(text: str) -> str:
    """Return what the tail of a target says behind 责任单位:, empty where it has none."""
    found = _TAIL.search(text)
    return re.split("[:：]", found[0], maxsplit=1)[1].strip() if found else ""


_PREFIXES: Mapping[Form, str] = {Form.KEY_TASK: "Z", Form.LIVELIHOOD: "M", Form.COMMITMENT: "C"}


def _form(row: PublishedRow) -> Form:
    if row.area or "民生实事" in row.group:
        return Form.LIVELIHOOD
    return Form.COMMITMENT if row.department and row.title else Form.KEY_TASK


def _responsible_text(text: str) -> str:
    """Return the units as the text writes them, brackets kept, without the bracket that only closes the clause."""
    found = _RESPONSIBLE.search(text)
    return _unclosed(found["units"].strip()) if found else ""


def _unclosed(text: str) -> str:
    """Drop a closing bracket that nothing in the text opened."""
    opened = sum(text.count(mark) for mark in "(（")
    closed = sum(text.count(mark) for mark in ")）")
    return text[:-1].rstrip() if closed > opened and text[-1:] in {")", "）"} else text


def names_of(row: PublishedRow) -> tuple[str, ...]:
    """Return every unit that answers for a row, named in its text or in a column of its own."""
    return responsible_names(row.target) or _split_names(row.department)


def responsible_names(text: str) -> tuple[str, ...]:
    """Return every unit that a text names behind 责任单位, each once, the first leads; brackets are left out."""
    names: dict[str, None] = {}
    for match in _RESPONSIBLE.finditer(text):
        names |= dict.fromkeys(_split_names(_unclosed(match["units"])))
    return tuple(names)


def _names_in(written: str) -> tuple[str, ...]:
    """Return the units that the plan will find in a cell of 责任单位, which it splits at 、 alone."""
    return tuple(header_word(_BRACKETED.sub("", name)) for name in split_names(written))


def _split_names(text: str) -> tuple[str, ...]:
    """Return the units of a list, each once; brackets and blanks are left out, as when a plan is read."""
    names = (header_word(name) for name in re.split("[、,，;；\n]", _BRACKETED.sub("", text)))
    return tuple(dict.fromkeys(name for name in names if name))


def _departments(tasks: Sequence[Task]) -> tuple[Department, ...]:
    """Return every unit named. A collective name that leads a task is a unit like others: somebody must fill it in."""
    first: dict[str, Department] = {}
    leads = {name for task in tasks for name in task.departments[:1]}
    for task in tasks:
        for name in task.departments:
            category = "泛指" if is_collective_name(name) and name not in leads else ""
            first.setdefault(name, Department(name, (), category, "", "", task.place))
    return tuple(first.values())


def is_collective_name(name: str) -> bool:
    """Tell whether a name sounds like one for many: 各区县政府, 市级有关单位."""
    return bool(_COLLECTIVE.search(name))


def _indicators(task: Task, row: PublishedRow) -> Iterable[DraftedIndicator]:
    stated = row.target if task.form is Form.COMMITMENT else task.text
    for number, target in enumerate(read_targets(stated), 1):
        basis, confidence = _basis(target)
        indicator = Indicator(
            id=f"{task.id}-{number}",
            task=task.id,
            name=target.indicator or target.span,
            target=_promised(target, basis),
            basis=basis,
            baseline=None,
            schedule=None,
            reporters=task.departments[:1],
            place=row.target_place,
        )
        yield DraftedIndicator(indicator, target.span, confidence)


def _promised(target: StatedTarget, basis: Basis) -> Target:
    """Write a target as the plan takes it: bounds in order, and of a fall in what adds up, how much it falls."""
    relation = _RELATIONS.get(target.relation, Relation.AT_LEAST)
    if target.value is None or basis is Basis.QUALITATIVE:
        return Target(relation, None, None, "")
    unit, scale = _printed_unit(target)
    bounds = {amount / scale for amount in (target.value, target.value_max) if amount is not None}
    if _falls(target, basis):
        bounds = {abs(amount) for amount in bounds}
        relation = _REVERSED.get(relation, relation)
    if len(bounds) > 1:
        return Target(Relation.WITHIN, min(bounds), max(bounds), unit)
    return Target(Relation.EQUAL if relation is Relation.WITHIN else relation, min(bounds), None, unit)


def _falls(target: StatedTarget, basis: Basis) -> bool:
    return basis in {Basis.CUMULATIVE, Basis.LEVEL} and target.value is not None and target.value < 0


_REVERSED: Mapping[Relation, Relation] = {
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.MORE_THAN: Relation.LESS_THAN,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.LESS_THAN: Relation.MORE_THAN,
}


def _printed_unit(target: StatedTarget) -> tuple[str, Decimal]:
    """Return the unit as the text prints it (亿元 of 120亿元), and its scale; a fraction becomes a percentage."""
    if target.unit == _FRACTION:
        return "%", Decimal("0.01")
    if target.unit:
        for scale in ("亿", "万"):
            if f"{scale}{target.unit}" in target.span:
                return f"{scale}{target.unit}", measure(f"{scale}{target.unit}").scale
    return target.unit, Decimal(1)


_FRACTION = "1"
_IN_PERCENT = frozenset({Basis.GROWTH, Basis.SHARE, Basis.PROGRESS})


def _basis(target: StatedTarget) -> tuple[Basis, Confidence]:
    """Choose the basis: as read where the sentence tells it, else 累计 for a person to confirm; no figure is 定性."""
    if target.value is None or target.relation not in _RELATIONS:
        return Basis.QUALITATIVE, Confidence.LOW
    if target.basis in _IN_PERCENT and target.unit != "%":
        return (Basis.SHARE if target.unit == _FRACTION else Basis.CUMULATIVE), Confidence.LOW
    if target.basis in set(Basis):
        basis = Basis(target.basis)
        is_sure = bool(target.indicator) and not _falls(target, basis)
        return basis, Confidence.HIGH if is_sure else Confidence.LOW
    return Basis.CUMULATIVE, Confidence.LOW if _falls(target, Basis.CUMULATIVE) else Confidence.MIDDLE
