"""A department's blank filled in: the same workbook that is issued, with what the department typed in its cells."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

from example.entries import entered
from example.entries import entered_day
from example.entries import entered_text
from reporter.forms import shape
from reporter.forms.content import form_book
from reporter.forms.reading.cells import read_amount
from reporter.forms.writing.writer import write_form
from reporter.quantities import total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from example.reports import Commitment
    from example.reports import Report
    from reporter.forms.content import FormBook
    from reporter.forms.content import FormRow
    from reporter.intake.records import RawCell
    from reporter.periods import Period
    from reporter.plan.records import Plan

_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


def filled(plan: Plan, period: Period, report: Report, earlier: Mapping[str, Decimal] | None = None) -> bytes:
    """Write the workbook that a department hands in; `earlier` are the amounts its blank shows as 上期完成."""
    department = plan.department_by_name[report.unit]
    book = form_book(plan, period, department, earlier or {})
    tables = tuple(replace(table, rows=tuple(_typed_row(row, report) for row in table.rows)) for table in book.tables)
    content = write_form(_signed(replace(book, tables=tables), report))
    return _resaved(content) if report.is_resaved else content


def amounts(plan: Plan, reports: Iterable[Report]) -> dict[str, Decimal]:
    """Return what the year's earlier reports come to by indicator; of two files of a unit the first named counts."""
    typed = _typed_by_unit(plan, reports)
    totals = {item.id: total(typed.get((item.id, unit)) for unit in item.reporters) for item in plan.indicators}
    return {indicator: amount for indicator, amount in totals.items() if amount is not None}


def earlier_amounts(plan: Plan, reports: Iterable[Report], unit: str) -> dict[str, Decimal]:
    """Return what a unit's own earlier report says by indicator, its part where several units report one."""
    typed = _typed_by_unit(plan, reports)
    return {item: amount for (item, reporter), amount in typed.items() if reporter == unit and amount is not None}


def _typed_by_unit(plan: Plan, reports: Iterable[Report]) -> dict[tuple[str, str], Decimal | None]:
    typed: dict[tuple[str, str], Decimal | None] = {}
    for report in reports:
        for indicator, text in report.figures.items():
            amount = read_amount(entered(text), plan.indicator_by_id[indicator]).amount
            typed.setdefault((indicator, report.unit), amount)
    return typed


def _resaved(content: bytes) -> bytes:
    """Let every sheet claim that only A1 is in use, as some office programs do."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(buffer, "w", ZIP_DEFLATED) as saved:
        for part in given.infolist():
            saved.writestr(part, _DIMENSION.sub(b'<dimension ref="A1"/>', given.read(part)))
    return buffer.getvalue()


def _signed(book: FormBook, report: Report) -> FormBook:
    signature = {
        shape.FILLED_BY: entered_text(report.filled_by),
        shape.CHECKED_BY: entered_text(report.checked_by),
        shape.FILLED_ON: entered_day(report.filled_on),
        shape.PHONE: entered_text(report.phone),
    }
    return replace(book, guide=replace(book.guide, typed=signature))


def _typed_row(row: FormRow, report: Report) -> FormRow:
    if row.indicator is not None:
        return replace(row, typed=_figure(row.key, report))
    if row.key in report.texts:
        words = shape.TEXTS.typed
        return replace(row, typed=_texts(dict(zip(words, report.texts[row.key], strict=True))))
    commitment = report.commitments.get(row.key)
    return row if commitment is None else replace(row, typed=_commitment(commitment))


def _figure(indicator: str, report: Report) -> Mapping[str, RawCell]:
    """Type a row of 指标进展. Where nothing is reported, neither a day nor a source is named."""
    amount = report.figures.get(indicator, "")
    typed = {"本期完成": entered(amount)} if amount else {}
    beside = {"情况说明": report.explanations.get(indicator, "")}
    if amount:
        beside |= {"数据截至": report.data_as_of, "数据来源": report.data_source}
    return typed | _texts(beside)


def _commitment(commitment: Commitment) -> Mapping[str, RawCell]:
    return _texts({"承诺事项": commitment.promise, "年度目标": commitment.goal})


def _texts(texts: Mapping[str, str]) -> dict[str, RawCell]:
    return {word: entered_text(text) for word, text in texts.items() if text}
