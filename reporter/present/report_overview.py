"""概览 and 报送情况: how the period stands at a glance, and who reported what and when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.consolidate.records import Status
from reporter.findings import Severity
from reporter.places import Place
from reporter.plan.duties import departments_asked
from reporter.plan.duties import departments_owing
from reporter.plan.duties import is_figure_due
from reporter.present import amounts
from reporter.present.facts import TONES
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone
from reporter.present.report_parts import SEVERITY_TONES
from reporter.present.report_parts import CheckedPeriod
from reporter.present.report_parts import is_late
from reporter.present.report_parts import plain_cell
from reporter.present.report_parts import worklist

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.check.records import Evidence
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.forms.records import Submission
    from reporter.plan.records import Department
    from reporter.present.links import Library


_STATUS_ORDER = tuple(Status)
_NAMED = frozenset({Tone.WATCH, Tone.BAD})


def overview(checked: CheckedPeriod) -> Table:
    """Return 概览: who reported, what is wrong, how the indicators stand, and what all that rests on."""
    evidence = checked.evidence
    columns = (Column("项目", 70, Role.LABEL), Column("数量", 30, Role.NUMBER), Column("说明", 125))
    groups = (
        Group("报送", tuple(_reporting_summary(evidence))),
        Group("问题", tuple(_problem_summary(checked.findings))),
        Group("指标状态", tuple(_status_summary(evidence.ledger.rows))),
        Group("各组进展", tuple(_group_summary(checked))),
        Group("依据", tuple(_basis_of(evidence))),
    )
    return Table("概览", columns, tuple(group for group in groups if group.rows))


def _reporting_summary(evidence: Evidence) -> Iterator[Row]:
    owing = departments_owing(evidence.plan, evidence.period)
    came = {item.department for item in evidence.submissions}
    silent = [item.name for item in owing if item.name not in came]
    late = [item.department for item in evidence.submissions if is_late(item, evidence)]
    yield _counted("应报单位", len(owing), "")
    yield _counted("已报单位", len(owing) - len(silent), "")
    yield _counted("未报单位", len(silent), "、".join(silent), Tone.BAD if silent else Tone.PLAIN)
    yield _counted("逾期报送", len(late), "、".join(late), Tone.WATCH if late else Tone.PLAIN)


def _problem_summary(findings: Iterable[Finding]) -> Iterator[Row]:
    counts = Counter(item.severity for item in findings)
    for severity in Severity:
        tone = SEVERITY_TONES[severity] if counts[severity] else Tone.PLAIN
        yield _counted(severity.word, counts[severity], severity.meaning, tone)


def _status_summary(rows: Sequence[LedgerRow]) -> Iterator[Row]:
    """Count every status; where the news is not good, name the indicators."""
    by_status: dict[Status, list[str]] = {}
    for row in rows:
        by_status.setdefault(row.status, []).append(row.indicator.id)
    for status, ids in sorted(by_status.items(), key=lambda item: _STATUS_ORDER.index(item[0])):
        tone = TONES[status]
        yield _counted(status.value, len(ids), "、".join(ids) if tone in _NAMED else "", tone)


def _group_summary(checked: CheckedPeriod) -> Iterator[Row]:
    plan = checked.evidence.plan
    counts: dict[str, Counter[str]] = {}
    for row in checked.evidence.ledger.rows:
        task = plan.task_by_id[row.indicator.task]
        counts.setdefault(task.group or task.form.value, Counter())[row.status.value] += 1
    for group, statuses in counts.items():
        yield _counted(group, statuses.total(), "，".join(f"{word} {count}" for word, count in statuses.items()))


def _basis_of(evidence: Evidence) -> Iterator[Row]:
    due = evidence.plan.settings.due
    yield Row((Cell("填报截止"), Cell(""), amounts.text_cell(due.isoformat() if due else "")))
    yield Row((Cell("核查日期"), Cell(""), Cell(evidence.as_of.isoformat())))
    yield Row((Cell("任务台账"), Cell(""), amounts.text_cell(f"{evidence.plan.file}\n{evidence.plan.sha256}")))


def _counted(item: str, count: int, remark: str, tone: Tone = Tone.PLAIN) -> Row:
    return Row((amounts.text_cell(item), amounts.count_cell(count, tone), Cell(remark)))


def reporting(checked: CheckedPeriod, library: Library) -> Table:
    """Return 报送情况: every department that was asked or answered, with its files, its day and whom to call."""
    columns = (
        Column("单位", 34),
        Column("类别", 24, Role.LABEL),
        Column("报送", 18, Role.STATUS),
        Column("文件", 44),
        Column("填报日期", 22, Role.LABEL),
        Column("填报人", 18, Role.LABEL),
        Column("审核人", 18, Role.LABEL),
        Column("填报电话", 24, Role.LABEL),
        Column("应报指标", 18, Role.NUMBER),
        Column("已报指标", 18, Role.NUMBER),
        Column("联系人", 18, Role.LABEL),
        Column("电话", 24, Role.LABEL),
    )
    evidence = checked.evidence
    plan = evidence.plan
    came = {item.department: item for item in evidence.submissions}
    asked = {unit.name for unit in departments_asked(plan, evidence.period)}
    counts = _count_reports(evidence)
    rows = tuple(
        Row((*_reported(unit, came.get(unit.name), evidence, library), *_counts_and_contact(unit, counts)))
        for unit in plan.departments
        if unit.name in asked or unit.name in came
    )
    return worklist("报送情况", columns, rows)


def _reported(unit: Department, came: Submission | None, evidence: Evidence, library: Library) -> tuple[Cell, ...]:
    word, tone = _reporting_status(came, evidence)
    signature = came.signature if came else None
    day = signature.filled_on.isoformat() if signature and signature.filled_on else ""
    people = (signature.filled_by, signature.checked_by, signature.phone) if signature else ("", "", "")
    return (
        plain_cell(unit.name),
        plain_cell(unit.category),
        Cell(word, tone=tone),
        library.places_cell([Place(file) for file in came.files] if came else []),
        plain_cell(day),
        *(plain_cell(item) for item in people),
    )


def _counts_and_contact(unit: Department, counts: tuple[Counter[str], Counter[str]]) -> tuple[Cell, ...]:
    due, typed = (amounts.count_cell(counter[unit.name]) for counter in counts)
    return due, typed, plain_cell(unit.contact), plain_cell(unit.phone)


def _count_reports(evidence: Evidence) -> tuple[Counter[str], Counter[str]]:
    """Count by department the indicators that it must report, and those of them that it reported readably."""
    due: Counter[str] = Counter()
    typed: Counter[str] = Counter()
    for row in evidence.ledger.rows:
        if is_figure_due(evidence.plan, row.indicator, evidence.period):
            due.update(row.indicator.reporters)
            typed.update(figure.department for figure in row.figures if figure.amount is not None)
    return due, typed


def _reporting_status(came: Submission | None, evidence: Evidence) -> tuple[str, Tone]:
    due = evidence.plan.settings.due
    if came is None:
        is_overdue = due is not None and evidence.as_of > due
        return ("逾期未报", Tone.BAD) if is_overdue else ("未报", Tone.WATCH)
    return ("逾期报送", Tone.WATCH) if is_late(came, evidence) else ("已报", Tone.GOOD)
