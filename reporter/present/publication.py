"""Layouts filled with a period's facts: the documents to publish, and an internal edition where rows are kept out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.errors import ConfigurationError
from reporter.present.amounts import count_cell
from reporter.present.facts import DRAFT_MARK
from reporter.present.facts import ROW_NUMBER
from reporter.present.facts import Material
from reporter.present.facts import document_texts
from reporter.present.facts import facts_of
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import printable
from reporter.present.settings_block import can_name_files
from reporter.present.settings_block import no_file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from reporter.consolidate.records import Ledger
    from reporter.forms.records import Submission
    from reporter.plan.records import Plan
    from reporter.present.facts import Facts
    from reporter.present.facts import Subject
    from reporter.present.layout import ColumnLayout
    from reporter.present.layout import Layout
    from reporter.present.layout import SectionLayout
    from reporter.present.templates import CellText

INTERNAL_SUFFIX = "（内部版）"
INTERNAL_MARK = "（内部使用）"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t', "_"))
# 政府信息公开 asks for these; what the plan does not say is left for the site to fill in, never invented.
_HEAD_FIELDS = ("索引号", "成文日期", "公开方式", "公开时限", "文件编号", "发布机构", "发布日期")


def publications(  # noqa: PLR0913 - what is printed is made of as many things
    layouts: Sequence[Layout],
    plan: Plan,
    ledger: Ledger,
    texts: Mapping[str, str],
    *,
    draft: bool,
    submissions: tuple[Submission, ...] = (),
    earlier: tuple[Ledger, ...] = (),
    earlier_texts: Mapping[str, str] | None = None,
    as_of: date | None = None,
    unread: frozenset[str] = frozenset(),
) -> tuple[Publication, ...]:
    """Fill the layouts of the ledger's period, those at the top of the outputs first.

    `texts` are the progress texts as they are to print, by task id. A layout that finds no row makes no document. Rows
    that are not public stand only in an internal edition, which is made where there are such rows. `earlier` are the
    ledgers of earlier periods of the year and `earlier_texts` what the last of them printed, for layouts that print
    them beside; `as_of` is the day of printing; of `unread` departments a workbook came that nobody can read.

    Raises:
        ConfigurationError: a cell text of a layout fails on these facts, or leaves files without a name.
    """
    material = Material(plan, ledger, texts, submissions, earlier, as_of, unread, earlier_texts or {})
    known = cache(lambda subject: tuple(facts_of(subject, material)))
    return tuple(
        publication
        for layout in sorted(layouts, key=lambda item: item.folder)
        if ledger.period.stage in layout.stages
        for publication in _editions(layout, material, known, draft=draft)
    )


def _editions(
    layout: Layout, material: Material, known: Callable[[Subject], Sequence[Facts]], *, draft: bool
) -> Iterator[Publication]:
    rows = [[facts for facts in known(section.subject) if belongs(facts, section)] for section in layout.sections]
    shown = rows if layout.is_internal else [[facts for facts in items if facts.is_public] for items in rows]
    public = _publication(layout, material, shown, draft=draft)
    if public.tables:
        yield public
    if shown != rows:
        whole = _publication(layout, material, rows, draft=draft)
        yield replace(
            whole,
            title=f"{whole.title}{INTERNAL_SUFFIX}",
            title_lines=(*whole.lines, INTERNAL_SUFFIX),
            marks=(INTERNAL_MARK, *whole.marks),
            facts=(),
        )


def _publication(layout: Layout, material: Material, rows: Sequence[Sequence[Facts]], *, draft: bool) -> Publication:
    """Fill the sections of a layout, each with its rows."""
    general = document_texts(material)
    lines = title_lines(layout, general)
    tables = (_table(section, items, general) for section, items in zip(layout.sections, rows, strict=True))
    return Publication(
        title="".join(lines).translate(_NOT_IN_FILE_NAMES),
        title_lines=lines,
        marks=_marks(layout, draft=draft),
        tables=tuple(table for table in tables if table.groups),
        notes=_filled(layout.notes, general),
        facts=() if layout.is_internal else _head_fields(material.plan),
        orientation=layout.orientation,
        layout=layout.name,
        folder=layout.folder,
        profile=layout.profile,
    )


def title_lines(layout: Layout, general: Mapping[str, str]) -> tuple[str, ...]:
    """Fill in the title of a layout, line by line.

    Raises:
        ConfigurationError: it fails on these texts, or would leave files without a name.
    """
    lines = tuple(printable(layout.title.resolve(general)).strip().split("\n"))
    if not can_name_files("".join(lines)):
        raise ConfigurationError([no_file_name(layout.title)])
    return lines


def _marks(layout: Layout, *, draft: bool) -> tuple[str, ...]:
    return (*((INTERNAL_MARK,) if layout.is_internal else ()), *((DRAFT_MARK,) if draft else ()))


def _head_fields(plan: Plan) -> tuple[tuple[str, str], ...]:
    known = {**(plan.settings.others or {}), "发布机构": plan.settings.publisher}
    return tuple((name, known.get(name, "")) for name in _HEAD_FIELDS)


def _table(section: SectionLayout, rows: Sequence[Facts], general: Mapping[str, str]) -> Table:
    return Table(
        name=section.name.resolve(general),
        heading=section.heading.resolve(general),
        columns=tuple(Column(item.title.resolve(general), item.width, item.role) for item in section.columns),
        groups=tuple(_groups(rows, section)),
        notes=_filled(section.notes, general),
    )


def _filled(notes: Iterable[CellText], general: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(note.resolve(general) for note in notes)


def _groups(wanted: Sequence[Facts], section: SectionLayout) -> Iterator[Group]:
    """Gather the rows of a heading where it first appears, order those of a group, and number all of them through."""
    gathered: dict[str, list[Facts]] = {}
    for facts in wanted:
        gathered.setdefault(_group_heading(facts, section), []).append(facts)
    number = 0
    for heading, items in gathered.items():
        numbered = [_numbered(facts, count) for count, facts in enumerate(_ordered(items, section), number + 1)]
        number += len(numbered)
        yield Group(heading, _rows(numbered, section.columns))


def _ordered(items: Iterable[Facts], section: SectionLayout) -> Iterable[Facts]:
    order = section.order
    return items if order is None else sorted(items, key=lambda facts: _rank(order.resolve(facts.texts).strip()))


def _rank(text: str) -> tuple[bool, Decimal, str]:
    """Order numbers by amount, and words behind them."""
    is_number = _NUMBER.fullmatch(text) is not None
    return not is_number, Decimal(text.removesuffix("%")) if is_number else Decimal(0), text


def _numbered(facts: Facts, count: int) -> Facts:
    cell = count_cell(count)
    return replace(facts, texts={**facts.texts, ROW_NUMBER: cell.text}, cells={**facts.cells, ROW_NUMBER: cell})


def belongs(facts: Facts, section: SectionLayout) -> bool:
    """Tell whether a section has a row for these facts."""
    if section.form is not None and facts.form != section.form.value:
        return False
    return section.where is None or bool(section.where.resolve(facts.texts))


def _group_heading(facts: Facts, section: SectionLayout) -> str:
    return section.group.resolve(facts.texts).strip() if section.group else ""


def _rows(items: Sequence[Facts], columns: Sequence[ColumnLayout]) -> tuple[Row, ...]:
    grid: list[list[Cell | None]] = [[_cell(facts, column) for column in columns] for facts in items]
    _merge(grid, [index for index, column in enumerate(columns) if column.is_merged])
    return tuple(Row(tuple(cells)) for cells in grid)


def _cell(facts: Facts, layout: ColumnLayout) -> Cell:
    ready = facts.cells.get(layout.text.name)
    if ready is not None:
        return ready
    text = layout.text.resolve(facts.texts).strip()
    return Cell(text or (DASH if layout.role is Role.TEXT else ""))


def _merge(grid: list[list[Cell | None]], merged: Sequence[int]) -> None:
    """Join the cells of one project downwards: those that say the same, or nothing, as the row above.

    A merged column is joined only where all merged columns before it are; the first one must say something.
    """
    texts = [[cell.text if cell else "" for cell in row] for row in grid]
    joined = set(range(1, len(grid))) if merged else set()
    for order, column in enumerate(merged):
        joined = {row for row in joined if _continues(texts, row, column, may_be_empty=order > 0)}
        first = 0
        for row in range(1, len(grid)):
            top = grid[first][column]
            if row in joined and top is not None:
                grid[row][column] = None
                grid[first][column] = replace(top, span=row - first + 1)
            else:
                first = row


def _continues(texts: list[list[str]], row: int, column: int, *, may_be_empty: bool) -> bool:
    """Tell whether a cell says what the one above it says; an empty one takes its words where it may."""
    if not texts[row][column] and may_be_empty:
        texts[row][column] = texts[row - 1][column]
    return bool(texts[row][column]) and texts[row][column] == texts[row - 1][column]
