"""指标核对 and 数据溯源: every figure with its judgement, and the cell it was typed in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.periods import Stage
from reporter.plan.criteria import rate_scale
from reporter.plan.records import Basis
from reporter.present import amounts
from reporter.present.facts import Material
from reporter.present.facts import indicator_cells
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import printable
from reporter.present.report_parts import ROUNDING_NOTES
from reporter.present.report_parts import CheckedPeriod
from reporter.present.report_parts import hash_cell
from reporter.present.report_parts import plain_cell
from reporter.present.report_parts import worklist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.consolidate.records import LedgerRow
    from reporter.forms.records import Figure
    from reporter.periods import Period
    from reporter.places import Place
    from reporter.present.links import Library


_UNCHANGED = "与原文一致"
_EDITED_ONLY = "（部门未报，文字出自编辑稿）"
_ACTUAL_BY_TARGET = (7, 6)  # 实际 and 目标 in 指标核对
_EVIDENCE_COLUMNS = 8  # from 文件 to 文件哈希


def indicators(checked: CheckedPeriod, library: Library) -> Table:
    """Return 指标核对: every indicator with target, actual, rate, pace and status, and the cells they came from."""
    columns = (
        Column("指标编号", 20, Role.LABEL),
        Column("指标名称", 36),
        Column("任务", 14, Role.LABEL),
        Column("分组", 28),
        Column("口径", 12, Role.LABEL),
        Column("关系", 12, Role.LABEL),
        Column("目标", 18, Role.FIGURE),
        Column("实际", 18, Role.FIGURE),
        Column("单位", 14, Role.LABEL),
        Column("完成率", 16, Role.FIGURE),
        Column("序时", 14, Role.FIGURE),
        Column("差距", 14, Role.FIGURE),
        Column("状态", 18, Role.STATUS),
        Column("填报单位", 28),
        Column("情况说明", 44),
        Column("来源", 40),
        Column("来源哈希", 26),
    )
    evidence = checked.evidence
    material = Material(evidence.plan, evidence.ledger, checked.texts)
    rows = tuple(_indicator(row, material, library) for row in evidence.ledger.rows)
    return worklist("指标核对", columns, rows, ROUNDING_NOTES, lead=2)


def _indicator(row: LedgerRow, material: Material, library: Library) -> Row:
    cells = indicator_cells(row, material)
    period = material.ledger.period
    task = material.plan.task_by_id[row.indicator.task]
    places = [figure.source.place for figure in row.figures]
    hashes = dict.fromkeys(figure.source.sha256 for figure in row.figures)
    words = (
        "口径",
        "关系",
        "目标",
        "实际",
        "单位",
        "完成率",
        "序时",
        "差距",
        "状态",
        "填报单位",
        "情况说明",
    )
    return Row(
        (
            cells["指标编号"],
            cells["指标名称"],
            plain_cell(task.id),
            plain_cell(task.group or task.form.value),
            *(_live(cells[word], row, period) if word == "完成率" else cells[word] for word in words),
            library.places_cell(places),
            hash_cell(hashes),
        )
    )


def _live(cell: Cell, row: LedgerRow, period: Period) -> Cell:
    """Let 完成率 be computed in the sheet where it is 实际 divided by 目标 and nothing else."""
    scale = rate_scale(row.indicator, period)
    is_plain = scale is not None and row.indicator.basis is not Basis.PROGRESS and not scale.base
    is_single = scale is not None and scale.span == row.indicator.target.value and row.indicator.target.upper is None
    return replace(cell, quotient=_ACTUAL_BY_TARGET) if is_plain and is_single and row.rate is not None else cell


def sources(checked: CheckedPeriod, library: Library) -> Table:
    """Return 数据溯源: every figure and every text with file, sheet, cell, stored text, format and hash."""
    columns = (
        Column("编号", 20, Role.LABEL),
        Column("内容", 32),
        Column("填报单位", 28),
        Column("印出", 40, Role.FIGURE),
        Column("计量单位", 14, Role.LABEL),
        Column("文件", 36),
        Column("工作表", 18, Role.LABEL),
        Column("单元格", 14, Role.LABEL),
        Column("单元格原文", 80),
        Column("数字格式", 18, Role.LABEL),
        Column("数据截至", 20, Role.LABEL),
        Column("数据来源", 32),
        Column("文件哈希", 26),
    )
    evidence = checked.evidence
    promised = _promise_sources(evidence, library) if evidence.period.stage is Stage.SPRING else ()
    rows = (*promised, *_figure_sources(evidence, library), *_text_sources(checked, library))
    return worklist("数据溯源", columns, rows, ROUNDING_NOTES, lead=2)


def _promise_sources(evidence: Evidence, library: Library) -> Iterator[Row]:
    """Give the cell of every promise of spring; its goal stands beside it in the same row of the workbook."""
    for submission in evidence.submissions:
        for item in submission.commitments:
            source = item.source
            head = (plain_cell(item.number), plain_cell("承诺事项（年度目标在同一行）"), plain_cell(item.department))
            printed = "\n".join(text for text in (item.promise, item.goal) if text)
            words = (plain_cell(word) for word in (item.promise, source.format, "", ""))
            shown, digest = Cell(printed, role=Role.TEXT), hash_cell([source.sha256])
            yield Row((*head, shown, plain_cell(""), *_address(source.place, library), *words, digest))


def _figure_sources(evidence: Evidence, library: Library) -> Iterator[Row]:
    for row in evidence.ledger.rows:
        for figure in row.figures:
            if figure.amount is not None or figure.is_unreadable:
                yield _figure_source(row, figure, library)


def _figure_source(row: LedgerRow, figure: Figure, library: Library) -> Row:
    source = figure.source
    # The tables print the total; whoever searches for it finds the parts it was made of.
    several = len(row.indicator.reporters)
    total = f"（{several} 家合计 {amounts.amount_cell(row.actual).text}）" if several > 1 else ""
    return Row(
        (
            plain_cell(figure.indicator),
            plain_cell(f"{row.indicator.name}{total}"),
            plain_cell(figure.department),
            amounts.amount_cell(figure.amount),
            plain_cell(row.indicator.target.unit),
            *_address(source.place, library),
            *(plain_cell(word) for word in (source.stored, source.format, figure.data_as_of, figure.data_source)),
            hash_cell([source.sha256]),
        )
    )


def _text_sources(checked: CheckedPeriod, library: Library) -> Iterator[Row]:
    """Give the source of every printed text; where it was edited, both texts stand side by side."""
    written = checked.evidence.ledger.texts
    for task in checked.evidence.plan.tasks:
        text, printed = written.get(task.id), checked.texts.get(task.id, "")
        edited = checked.edited.get(task.id)
        if text is None and printed:
            alone = (*_address(edited, library), *(plain_cell(""),) * (_EVIDENCE_COLUMNS - 3)) if edited else ()
            yield _text_source(task.id, printed, _EDITED_ONLY, alone)
        elif text is not None and (printed or text.progress):
            is_same = printable(printed) == printable(text.progress)
            typed, day = (plain_cell(text.progress), plain_cell(text.source.format)), plain_cell("")
            origin = library.place_cell(edited) if edited else plain_cell("")
            evidence = (*_address(text.source.place, library), *typed, day, origin, hash_cell([text.source.sha256]))
            yield _text_source(task.id, _UNCHANGED if is_same else printed, text.department, evidence)


def _text_source(task: str, printed: str, department: str, evidence: tuple[Cell, ...] = ()) -> Row:
    shown = Cell(amounts.text_cell(printed).text, role=Role.TEXT)
    head = (plain_cell(task), plain_cell("推进情况"), plain_cell(department), shown, plain_cell(""))
    return Row((*head, *(evidence or (plain_cell(""),) * _EVIDENCE_COLUMNS)))


def _address(place: Place, library: Library) -> tuple[Cell, Cell, Cell]:
    """Print file, sheet and cell in a column each; the cell is the link."""
    return plain_cell(place.file), plain_cell(place.sheet), replace(library.place_cell(place), text=place.address)
