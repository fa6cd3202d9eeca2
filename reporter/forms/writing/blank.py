"""The blank: the standard workbook issued to a department, reproducible to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.forms.content import form_book
from reporter.forms.writing.writer import write_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reporter.periods import Period
    from reporter.plan.records import Department
    from reporter.plan.records import Plan


def write_blank(plan: Plan, period: Period, department: Department, earlier: Mapping[str, Decimal]) -> bytes:
    """Write a department's blank workbook; `earlier` are amounts of the year's earlier period by indicator."""
    return write_form(form_book(plan, period, department, earlier))
