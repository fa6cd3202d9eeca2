"""概览 and 报送情况: how the period stands at a glance, and who reported what and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.places import Place
from reporter.plan.criteria import Status
from reporter.plan.duties import deadline
from reporter.plan.duties import departments_asked
from reporter.plan.duties import is_figure_due
from reporter.plan.duties import is_late
from reporter.plan.records import Form
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
from reporter.present.report_parts import plain_cell
from reporter.present.report_parts import worklist
from reporter.present.reporting_history import file_use

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from reporter.check.records import Evidence
    from reporter.consolidate.records import LedgerRow
    from reporter.findings import Finding
    from reporter.forms.records import Submission
    from reporter.plan.records import Department
    from reporter.present.links import Library


_STATUS_ORDER = tuple(Status)
_UNREAD = "报送文件无法读取"
_NAMED = frozenset({Tone.WATCH, Tone.BAD})
_FILE_CELLS = 4
"""文件, 采用, 填报日期, 收到."""
_REPORTING_NOTES = (
    "注：“收到”是汇总时第一次读到这份文件的日期；“报送次数”是本期收到过的内容不同的文件数，含已被覆盖的。",
)


def overview(checked: CheckedPeriod) -> Table:
    """Return 概览: who reported, what is wrong, how the indicators stand, and what all that rests on."""
    evidence = checked.evidence
    columns = (Column("项目", 70, Role.LABEL), Column("数量", 30, Role.NUMBER), Column("说明", 125))
    groups = (
        Group("报送", tuple(_reporting_summary(checked))),
        Group("问题", tuple(_problem_summary(checked.findings))),
        Group("指标状态", tuple(_status_summary(evidence.ledger.rows))),
        Group("各组进展", tuple(_progress_summary(checked, is_livelihood=False))),
        Group("民生实事各项目进展", tuple(_progress_summary(checked, is_livelihood=True))),
        Group("依据", tuple(_basis_of(evidence))),
    )
    return Table("概览", columns, tuple(group for group in groups if group.rows))


def _reporting_summary(checked: CheckedPeriod) -> Iterator[Row]:
    evidence = checked.evidence
    owing, absent = evidence.owing, [item.name for item in evidence.silent]
    unread = [name for name in absent if name in checked.evidence.unread]
    silent = [name for name in absent if name not in checked.evidence.unread]
    late = [item.department for item in evidence.submissions if _is_late(item.signature.filled_on, evidence)]
    yield _counted("应报单位", len(owing), "")
    yield _counted("已报单位", len(owing) - len(absent), "")
    yield _counted("未报单位", len(silent), "、".join(silent), Tone.BAD if silent else Tone.PLAIN)
    if unread:
        yield _counted(_UNREAD, len(unread), "、".join(unread), Tone.BAD)
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


def _progress_summary(checked: CheckedPeriod, *, is_livelihood: bool) -> Iterator[Row]:
    """Count the statuses of every group of tasks, or of every livelihood project."""
    plan = checked.evidence.plan
    counts: dict[str, Counter[Status]] = {}
    for row in checked.evidence.ledger.rows:
        task = plan.task_by_id[row.indicator.task]
        if (task.form is Form.LIVELIHOOD) is is_livelihood:
            name = f"{task.number} {task.area}" if is_livelihood else task.group or task.form.value
            counts.setdefault(name, Counter())[row.status] += 1
    for name, statuses in counts.items():
        yield Row((amounts.text_cell(name), amounts.count_cell(statuses.total()), _status_cell(statuses)))


def _status_cell(statuses: Counter[Status]) -> Cell:
    """Print how many indicators have which status, the best first, with the shares to draw."""
    ordered = [(status, statuses[status]) for status in Status if statuses[status]]
    tones: Counter[Tone] = Counter()
    for status, count in ordered:
        tones[TONES[status]] += count
    text = "，".join(f"{status.value} {count}" for status, count in ordered)
    return Cell(text, shares=tuple((tone, tones[tone]) for tone in Tone if tones[tone]))


def _basis_of(evidence: Evidence) -> Iterator[Row]:
    due = deadline(evidence.plan, evidence.period)
    yield Row((Cell("填报截止"), Cell(""), amounts.text_cell(due.isoformat() if due else "")))
    yield Row((Cell("核查日期"), Cell(""), Cell(evidence.as_of.isoformat())))
    yield Row((Cell("任务台账"), Cell(""), amounts.text_cell(f"{evidence.plan.file}\n{evidence.plan.sha256}")))


def _counted(item: str, count: int, remark: str, tone: Tone = Tone.PLAIN) -> Row:
    return Row((amounts.text_cell(item), amounts.count_cell(count, tone), Cell(remark)))


def reporting(checked: CheckedPeriod, library: Library) -> Table:
    """Return 报送情况: who was asked or answered, when, how often, which file counts, and whom to call.

    A department has a row, and one more for each further file.
    """
    columns = (
        Column("单位", 34),
        Column("类别", 24, Role.LABEL),
        Column("报送", 18, Role.STATUS),
        Column("文件", 44),
        Column("采用", 22, Role.LABEL),
        Column("填报日期", 25, Role.LABEL),
        Column("收到", 25, Role.LABEL),
        Column("报送次数", 16, Role.NUMBER),
        Column("填报人", 18, Role.LABEL),
        Column("审核人", 18, Role.LABEL),
        Column("填报电话", 24, Role.LABEL),
        Column("应报指标", 18, Role.NUMBER),
        Column("已报指标", 18, Role.NUMBER),
        Column("指标状态", 50),
        Column("联系人", 18, Role.LABEL),
        Column("电话", 24, Role.LABEL),
    )
    evidence = checked.evidence
    plan = evidence.plan
    came = {item.department: item for item in evidence.submissions}
    asked = {unit.name for unit in departments_asked(plan, evidence.period)}
    counts = _count_reports(evidence)
    rows: list[Row] = []
    for unit in plan.departments:
        if unit.name in asked or unit.name in came:
            report = came.get(unit.name)
            rows.append(Row((*_reported(unit, report, checked, library), *_counts_and_contact(unit, counts))))
            rows += (Row(cells) for cells in _further_files(unit, report, checked, library, len(columns)))
    return worklist("报送情况", columns, tuple(rows), _REPORTING_NOTES)


def _reported(unit: Department, came: Submission | None, checked: CheckedPeriod, library: Library) -> tuple[Cell, ...]:
    word, tone = _reporting_status(unit, came, checked)
    signature = came.signature if came else None
    people = (signature.filled_by, signature.checked_by, signature.phone) if signature else ("", "", "")
    times = checked.history.times.get(unit.name, len(came.files)) if came else None
    return (
        plain_cell(unit.name),
        plain_cell(unit.category),
        Cell(word, tone=tone),
        *(_file_cells(came, came.files[0], checked, library) if came else [Cell("")] * _FILE_CELLS),
        amounts.count_cell(times) if times is not None else Cell(""),
        *(plain_cell(item) for item in people),
    )


def _further_files(
    unit: Department, came: Submission | None, checked: CheckedPeriod, library: Library, width: int
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row of cells for each file beside the one that counts first."""
    if came is None:
        return
    for file in came.files[1:]:
        cells = (
            plain_cell(unit.name),
            plain_cell(unit.category),
            Cell("另一份文件", tone=Tone.QUIET),
            *_file_cells(came, file, checked, library),
        )
        yield (*cells, *[Cell("")] * (width - len(cells)))


def _file_cells(came: Submission, file: str, checked: CheckedPeriod, library: Library) -> tuple[Cell, ...]:
    """Print a file, what of it counts, the day it names and the day it was first read."""
    known = checked.history.files.get(file)
    day = came.signature.filled_on if file == came.files[0] else None
    return (
        library.place_cell(Place(file)),
        plain_cell(file_use(came, file, checked.findings)),
        plain_cell(known.filled_on if known else day.isoformat() if day else ""),
        plain_cell(known.received if known else ""),
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    """By department: the indicators it must report, those it reported readably, and the statuses of all it reports."""

    due: Counter[str]
    typed: Counter[str]
    statuses: Mapping[str, Counter[Status]]


def _counts_and_contact(unit: Department, counts: _Counts) -> tuple[Cell, ...]:
    return (
        amounts.count_cell(counts.due[unit.name]),
        amounts.count_cell(counts.typed[unit.name]),
        _status_cell(counts.statuses.get(unit.name, Counter())),
        plain_cell(unit.contact),
        plain_cell(unit.phone),
    )


def _count_reports(evidence: Evidence) -> _Counts:
    due: Counter[str] = Counter()
    typed: Counter[str] = Counter()
    statuses: dict[str, Counter[Status]] = {}
    for row in evidence.ledger.rows:
        for name in row.indicator.reporters:
            statuses.setdefault(name, Counter())[row.status] += 1
        if is_figure_due(evidence.plan, row.indicator, evidence.period):
            due.update(row.indicator.reporters)
            typed.update(figure.department for figure in row.figures if figure.amount is not None)
    return _Counts(due, typed, statuses)


def _reporting_status(unit: Department, came: Submission | None, checked: CheckedPeriod) -> tuple[str, Tone]:
    evidence = checked.evidence
    if came is None and unit.name in checked.evidence.unread:
        return _UNREAD, Tone.BAD
    if came is None:
        return ("逾期未报", Tone.BAD) if _is_late(evidence.as_of, evidence) else ("未报", Tone.WATCH)
    return ("逾期报送", Tone.WATCH) if _is_late(came.signature.filled_on, evidence) else ("已报", Tone.GOOD)


def _is_late(day: date | None, evidence: Evidence) -> bool:
    return is_late(evidence.plan, evidence.period, day, as_of=evidence.as_of)
