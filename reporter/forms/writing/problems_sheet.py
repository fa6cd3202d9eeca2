"""退回说明: the first sheet of what is returned, the most important problems in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.forms import shape
from reporter.forms.writing.laying import row_height

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from reporter.forms.content import Problem
    from reporter.forms.writing.laying import Canvas

_COLUMNS = (("序号", 6), ("程度", 9), ("位置", 26), ("问题", 66), ("怎样改", 56))
_HEADER_ROW = 3
_WEIGHTS: Mapping[Severity, str] = {
    Severity.ERROR: "必须更正",
    Severity.OPEN: "待补充",
    Severity.WARNING: "请核对",
    Severity.NOTE: "提示",
}


def write_problems(canvas: Canvas, heading: str, problems: Sequence[Problem], remark: str) -> None:
    """Lay out one line a problem, the heaviest first; a click on the place leads to the marked cell."""
    sheet = canvas.sheet
    counts = "，".join(
        f"{weight} {sum(problem.finding.severity is severity for problem in problems)} 处"
        for severity, weight in _WEIGHTS.items()
        if any(problem.finding.severity is severity for problem in problems)
    )
    canvas.text((0, 0), heading, "title")
    canvas.text((1, 0), f"共 {len(problems)} 条：{counts}。" if problems else "没有发现问题。", "hint")
    canvas.text((2, 0), remark, "hint")
    sheet.set_row(0, 32)
    for index, (word, width) in enumerate(_COLUMNS):
        canvas.text((_HEADER_ROW, index), word, "head")
        sheet.set_column(index, index, width)
    for number, problem in enumerate(problems, start=1):
        _write_problem(canvas, _HEADER_ROW + number, problem)
    _set_up(sheet, _HEADER_ROW + max(1, len(problems)))


def _write_problem(canvas: Canvas, row: int, problem: Problem) -> None:
    finding = problem.finding
    canvas.text((row, 0), str(row - _HEADER_ROW), "locked-center")
    canvas.text((row, 1), _WEIGHTS[finding.severity], "locked-center", mark=finding.severity)
    if problem.link:
        canvas.sheet.write_url(row, 2, f"internal:{problem.link}", canvas.palette.style("link"), problem.where)
    else:
        canvas.text((row, 2), problem.where, "locked")
    canvas.text((row, 3), finding.message, "locked")
    canvas.text((row, 4), finding.hint, "locked")
    texts = (problem.where, finding.message, finding.hint)
    canvas.sheet.set_row(
        row, max(row_height(text, width) for text, (_, width) in zip(texts, _COLUMNS[2:], strict=True))
    )


def _set_up(sheet: Worksheet, last_row: int) -> None:
    sheet.autofilter(_HEADER_ROW, 0, last_row, len(_COLUMNS) - 1)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_footer(f"&C{shape.Sheet.PROBLEMS}　第 &P 页，共 &N 页")
