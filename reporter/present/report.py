"""核查报告: what a period came to, what is wrong with it, and where every printed figure was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.findings import catalogue
from reporter.present.facts import DRAFT_MARK
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.report_figures import indicators
from reporter.present.report_figures import sources
from reporter.present.report_overview import overview
from reporter.present.report_overview import reporting
from reporter.present.report_parts import SEVERITY_TONES
from reporter.present.report_parts import TITLE
from reporter.present.report_parts import CheckedPeriod
from reporter.present.report_parts import plain_cell
from reporter.present.report_parts import worklist
from reporter.present.reporting_history import resubmissions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.present.links import Library


def check_report(checked: CheckedPeriod) -> Publication:
    """Return the report as tables: 概览, 问题清单, 指标核对, 报送情况, 重报变化 where there are any, 数据溯源."""
    library = checked.library
    return Publication(
        title=TITLE,
        marks=(DRAFT_MARK,) if checked.draft else (),
        tables=(
            overview(checked),
            problems(checked.findings, library),
            indicators(checked, library),
            reporting(checked, library),
            *resubmissions(checked.history, checked.evidence.plan, library),
            sources(checked, library),
        ),
        title_lines=(f"{checked.evidence.period.title}工作目标{TITLE}",),
    )


def for_the_page(report: Publication) -> Publication:
    """Return the report as a page shows it: a table too long for a browser becomes a note that names the workbook."""
    return replace(report, tables=tuple(_for_the_page(table) for table in report.tables))


def _for_the_page(table: Table) -> Table:
    count = sum(len(group.rows) for group in table.groups)
    if count <= PAGE_ROWS:
        return table
    note = f"本表共 {count:,} 行，超出网页能流畅显示的范围（{PAGE_ROWS:,} 行），请看 {TITLE}.xlsx 的“{table.heading}”。"
    return replace(table, groups=(), notes=(note, *table.notes))


PAGE_ROWS = 20_000
"""More rows than this no browser searches and filters at once; a city has some hundreds."""


def problems(findings: Sequence[Finding], library: Library) -> Table:
    """Return 问题清单: every finding, the heaviest first."""
    columns = (
        Column("级别", 16, Role.STATUS),
        Column("规则", 28),
        Column("单位", 26),
        Column("任务", 14, Role.LABEL),
        Column("指标", 18, Role.LABEL),
        Column("位置", 40),
        Column("发现", 40),
        Column("应为", 26),
        Column("差异", 18),
        Column("问题", 64),
        Column("怎么办", 56),
        Column("规则编号", 26),
    )
    ordered = sorted(findings, key=lambda item: item.severity.rank)
    rows = tuple(_problem(item, library) for item in ordered)
    return worklist("问题清单", columns, rows, lead=2)


def _problem(item: Finding, library: Library) -> Row:
    rule = catalogue().get(item.rule)
    words = (item.found, *_with_units(item), item.message, item.hint, item.rule)
    return Row(
        (
            Cell(item.severity.word, tone=SEVERITY_TONES[item.severity]),
            plain_cell(rule.title if rule else item.rule),
            plain_cell(item.department),
            plain_cell(item.task),
            plain_cell(item.indicator),
            library.place_cell(item.place),
            *(plain_cell(word) for word in words),
        )
    )


def _with_units(item: Finding) -> tuple[str, str]:
    """Print what was expected and the difference with the units that the fields for programs leave out."""
    is_rate = item.rule.startswith("claims.") and "/" in item.expression and "%" in item.found
    percent, points = ("%" if is_rate else ""), ("个百分点" if is_rate or item.rule == _PACE else "")
    return _with_unit(item.expected, percent), _with_unit(item.difference, points)


def _with_unit(digits: str, unit: str) -> str:
    return f"{digits}{unit}" if digits[-1:].isdecimal() else digits


_PACE = "check.behind"
