"""Whose form is this, of which period: by the hidden sheet, failing that by ids and header words, with a finding."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.forms import shape
from reporter.forms.content import form_book
from reporter.forms.content import printed_text
from reporter.forms.reading.printed_period import printed_periods
from reporter.forms.reading.stored import is_excel_number
from reporter.forms.shape import Key
from reporter.intake.records import CellKind
from reporter.intake.tables import read_table
from reporter.periods import Period
from reporter.periods import Stage
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook
    from reporter.plan.records import Department
    from reporter.plan.records import Plan

_COPY = re.compile(r"\s*[(（][0-9]+[)）]$|\s*-\s*副本.*$")
_LONG = 30
_ENOUGH_WORDS = 3
"""Header words that make a sheet one of ours when its name does not."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the hidden sheet says: its keys, and by indicator or task what was issued. Empty where there is none."""

    values: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether a form of ours was stamped with it."""
        return self.values.get(Key.MARK) == shape.FORM_MARK

    @property
    def earlier(self) -> Mapping[str, Decimal]:
        """上期完成 by indicator, as it was issued."""
        amounts = {key: _amount(row["上期完成"]) for key, row in self.issued.items()}
        return {key: amount for key, amount in amounts.items() if amount is not None}


@dataclass(frozen=True, slots=True)
class Identity:
    """The department that reports, and what was issued to it."""

    department: Department
    stamp: Stamp


def identify(workbook: RawWorkbook, plan: Plan, period: Period) -> tuple[Identity | None, tuple[Finding, ...]]:
    """Recognise a workbook; None where it is no form of ours for this period, with the reason as an error."""
    stamp = read_stamp(workbook)
    if not stamp.is_ours and not any(is_table_of(workbook.file, sheet, period) for sheet in workbook.sheets):
        return None, (finding("identity.foreign-file", Place(workbook.file), found=_sheet_names(workbook)),)
    refusal = _other_period(workbook, stamp, period)
    if refusal is not None:
        return None, (refusal,)
    department, findings = _department(workbook, plan, period, stamp)
    if department is None:
        return None, findings
    remarks = (
        *findings,
        *_stamp_remarks(workbook, plan, period, department, stamp),
        *_name_remarks(workbook, plan, department),
    )
    return Identity(department, stamp), remarks


def read_stamp(workbook: RawWorkbook) -> Stamp:
    """Read the hidden sheet, known by its name or by its first key."""
    for sheet in workbook.sheets:
        keys = (row for row, column in sheet.cells if column == 1)
        values = {sheet.text_at(row, 1).strip(): sheet.text_at(row, 2).strip() for row in keys}
        if values.get(Key.MARK) == shape.FORM_MARK:
            return Stamp({key: values[key] for key in Key if key in values}, _issued(workbook.file, sheet))
    return Stamp()


def is_table_of(file: str, sheet: RawSheet, period: Period) -> bool:
    """Tell whether a sheet carries the header of one of the period's tables."""
    return any(carries(file, sheet, form) for form in shape.shapes(period))


def carries(file: str, sheet: RawSheet, form: shape.Shape) -> bool:
    """Tell whether a sheet carries the header of a table: its key and enough other words."""
    is_identity = sheet.name == shape.Sheet.IDENTITY or sheet.text_at(1, 1).strip() == Key.MARK
    if is_identity or sheet.name.startswith(shape.ORIGINAL):
        return False
    # A header is text of a few characters; a foreign sheet may hold a million other cells.
    words = {at: cell for at, cell in sheet.cells.items() if cell.kind is CellKind.TEXT and len(cell.text) < _LONG}
    table = read_table(file, replace(sheet, cells=words), form.required)
    return table is not None and form.key in table.columns and len(table.columns) >= _ENOUGH_WORDS


def _issued(file: str, sheet: RawSheet) -> Mapping[str, Mapping[str, str]]:
    table = read_table(file, sheet, shape.ISSUED.words)
    if table is None or table.missing:
        return {}
    return {row.text(shape.ISSUED.key): {word: row.text(word) for word in shape.ISSUED.words} for row in table.rows}


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if is_excel_number(amount) else None


def _other_period(workbook: RawWorkbook, stamp: Stamp, period: Period) -> Finding | None:
    stamped = stamp.values.get(Key.PERIOD)
    other = Period.parse(stamped or "")
    if not stamp.is_ours or other == period:
        # Without the hidden sheet, or against it, what the clerk saw tells which figures were typed.
        other = next((shown for shown in printed_periods(workbook) if shown != period), None)
        if other is None:
            return None
    rule = "identity.other-year" if other is not None and other.year != period.year else "identity.other-period"
    found = other.title if other else stamped or "（空）"
    return finding(rule, Place(workbook.file), found=found, expected=period.title)


def _department(
    workbook: RawWorkbook, plan: Plan, period: Period, stamp: Stamp
) -> tuple[Department | None, tuple[Finding, ...]]:
    place = Place(workbook.file)
    name = stamp.values.get(Key.DEPARTMENT, "")
    known = plan.department_by_name.get(name)
    if known is not None:
        return known, ()
    by_ids = _department_by_ids(workbook, plan, period)
    if by_ids is not None:
        return by_ids, (finding("identity.by-ids", place, department=by_ids.name, found=name or "无标识"),)
    by_name = plan.department_by_name.get(_stem(workbook))
    if by_name is not None:
        return by_name, (finding("identity.by-file-name", place, department=by_name.name, found=_stem(workbook)),)
    return None, (finding("identity.unknown-department", place, found=name or "无标识"),)


def _department_by_ids(workbook: RawWorkbook, plan: Plan, period: Period) -> Department | None:
    """Return the one department that most of the ids belong to; a tie is no answer."""
    if period.stage is Stage.SPRING:
        return None
    ids = dict.fromkeys(_ids(workbook, period))
    scores = Counter(name for key in ids for name in (*plan.reporters_of(key), *plan.leads_of(key)))
    best = max(scores.values(), default=0)
    leaders = [name for name, score in scores.items() if score == best]
    return plan.department_by_name[leaders[0]] if len(leaders) == 1 else None


def _ids(workbook: RawWorkbook, period: Period) -> Iterator[str]:
    for form in shape.shapes(period):
        for sheet in workbook.sheets:
            table = read_table(workbook.file, sheet, form.required) if carries(workbook.file, sheet, form) else None
            yield from (row.text(form.key) for row in table.rows) if table else ()


def _stamp_remarks(
    workbook: RawWorkbook, plan: Plan, period: Period, department: Department, stamp: Stamp
) -> Iterator[Finding]:
    place = Place(workbook.file)
    if not stamp.is_ours:
        yield finding("identity.no-stamp", place)
        return
    version, plan_hash = stamp.values.get(Key.VERSION, ""), stamp.values.get(Key.PLAN, "")
    if version != shape.FORM_VERSION:
        yield finding("identity.other-version", place, found=version or "（空）", expected=shape.FORM_VERSION)
    if plan_hash != plan.sha256 and not _is_as_issued(plan, period, department, stamp):
        yield finding("identity.plan-changed", place)


def _is_as_issued(plan: Plan, period: Period, department: Department, stamp: Stamp) -> bool:
    """Tell whether a blank of today would say of every indicator and task what this one said."""
    today = form_book(plan, period, department, stamp.earlier).issued
    return stamp.issued == {
        str(row[shape.ISSUED.key]): {word: printed_text(value).strip() for word, value in row.items()} for row in today
    }


def _name_remarks(workbook: RawWorkbook, plan: Plan, department: Department) -> Iterator[Finding]:
    """Say that the file is named after another department."""
    named = plan.department_by_file_stem.get(_stem(workbook))
    if named is not None and named.name != department.name:
        yield finding("identity.file-name", Place(workbook.file), department=department.name, found=named.name)


def _stem(workbook: RawWorkbook) -> str:
    return _COPY.sub("", PurePosixPath(workbook.file).stem)


def _sheet_names(workbook: RawWorkbook) -> str:
    return "、".join(sheet.name for sheet in workbook.sheets[:5]) or "（无工作表）"
