"""重报变化: what a department's files say otherwise than those it had reported before."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.forms.statements import Kind
from reporter.forms.statements import excerpts
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.forms.records import Submission
    from reporter.forms.statements import Change
    from reporter.plan.records import Plan
    from reporter.present.links import Library

_TONES = {Kind.NEW: Tone.GOOD, Kind.CHANGED: Tone.PLAIN, Kind.WITHDRAWN: Tone.WATCH}
_NOTE = "注：与该单位本期上一次内容不同的报送相比（几份文件合并后）；原文件可能已被覆盖，原单元格只列地址。"
_LONGEST_NAME = 24
_TAKEN_FROM_OTHERS = (
    *("forms.figure-from-older", "forms.figure-from-other"),
    *("forms.text-from-older", "forms.text-from-other"),
)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """The day that a file names, and the day of the first run that read it; empty where nobody knows."""

    filled_on: str
    received: str


@dataclass(frozen=True, slots=True)
class ReportingHistory:
    """What is known beside the files themselves: each file's days by its name, and by department the rest.

    `times` counts the different files that came; `changes` are held against the report before.
    """

    files: Mapping[str, ReceivedFile] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)


def file_use(report: Submission, file: str, findings: Iterable[Finding]) -> str:
    """Say what of a file counts: the first one's cells, of any other only what the first left empty."""
    told = {(item.rule, item.place.file) for item in findings}
    if file == report.files[0]:
        return "暂以此为准" if ("forms.order-by-name", file) in told else "以此为准"
    if ("forms.file-copied", file) in told:
        return "副本"
    sources = {item.source.place.file for item in report.figures if item.amount is not None or item.is_unreadable}
    sources |= {item.source.place.file for item in report.texts if item.progress}
    sources |= {item.source.place.file for item in report.commitments}
    is_used = file in sources or any((rule, file) in told for rule in _TAKEN_FROM_OTHERS)
    return "补其未填" if is_used else "不采用"


def resubmissions(history: ReportingHistory, plan: Plan, library: Library) -> tuple[Table, ...]:
    """Return 重报变化, every change with both values and both cells; no table where nothing was reported again."""
    if not history.changes:
        return ()
    columns = (
        Column("单位", 34),
        Column("变化", 16, Role.STATUS),
        Column("编号", 20, Role.LABEL),
        Column("名称", 40),
        Column("内容", 24, Role.LABEL),
        Column("原来", 56),
        Column("现在", 56),
        Column("原单元格", 44),
        Column("现单元格", 44),
    )
    rows = (Row(_cells(name, item, plan, library)) for name, items in history.changes.items() for item in items)
    return (Table("重报变化", columns, (Group("", tuple(rows)),), (_NOTE,), is_worklist=True),)


def _cells(department: str, change: Change, plan: Plan, library: Library) -> tuple[Cell, ...]:
    before, now = change.before, change.now
    told = now or before
    texts = excerpts(before.text if before else "", now.text if now else "")
    return (
        Cell(department),
        Cell(change.kind.value, tone=_TONES[change.kind]),
        Cell(told.key if told else ""),
        Cell(_name(told.key, plan) if told else ""),
        Cell(told.word if told else ""),
        *(Cell(text) for text in texts),
        Cell(str(before.place) if before else ""),
        library.place_cell(now.place) if now else Cell(""),
    )


def _name(key: str, plan: Plan) -> str:
    """Return what an indicator is called, or how a task begins."""
    if key in plan.indicator_by_id:
        return plan.indicator_by_id[key].name
    text = plan.task_by_id[key].text if key in plan.task_by_id else ""
    return f"{text[:_LONGEST_NAME]}…" if len(text) > _LONGEST_NAME else text
