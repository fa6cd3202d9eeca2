"""Rows of a published table: which column states the target, which the progress, told by the header's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.intake.tables import header_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.intake.records import RawDocument
    from reporter.intake.records import RawTable
    from reporter.intake.records import RawTableRow
    from reporter.places import Place


class Part(StrEnum):
    """What a column of a published table holds."""

    NUMBER = "number"
    AREA = "area"
    DEPARTMENT = "department"
    SUPPORT = "support"
    TITLE = "title"
    TARGET = "target"
    PROGRESS = "progress"


# Header words of published tables. The same word never has two meanings; 承诺事项 is a title that 年度目标 spells out.
_WORDS: Mapping[Part, tuple[str, ...]] = {
    Part.NUMBER: ("序号", "编号", "任务编号"),
    Part.AREA: ("领域", "类别", "分类", "实事类别"),
    Part.DEPARTMENT: ("部门", "单位", "责任单位", "牵头单位", "承诺单位", "责任部门"),
    Part.SUPPORT: ("配合单位", "协办单位", "协同单位", "配合部门", "参与单位"),
    Part.TITLE: ("承诺事项", "项目名称", "事项名称", "实事项目", "项目", "工作事项"),
    Part.TARGET: (
        *(
            "目标任务",
            "工作任务",
            "重点任务",
            "年度目标",
            "主要任务",
            "任务内容",
            "工作目标",
            "目标",
            "目标内容",
            "任务",
            "实施内容",
        ),
        *("主要内容", "建设内容", "事项内容", "内容", "年度任务", "工作内容"),
    ),
    Part.PROGRESS: (
        *(
            "推进情况",
            "进度情况",
            "进展情况",
            "完成情况",
            "落实情况",
            "工作进展",
            "实施情况",
            "目标完成情况",
            "工作推进情况",
            "进展",
        ),
        *("半年度完成情况", "年度完成情况", "办理情况", "完成进度", "工作完成情况"),
    ),
}
_PART_OF = {word: part for part, words in _WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One task of a published table, with the places of its two texts; what a table does not have is empty."""

    number: str
    group: str
    area: str
    department: str
    title: str
    target: str
    progress: str
    target_place: Place
    progress_place: Place


def published_rows(document: RawDocument) -> tuple[PublishedRow, ...]:
    """Return every row of every table. A table without a known header gives each of its texts as progress."""
    rows: list[PublishedRow] = []
    columns: Mapping[Part, int] = {}
    width = 0
    for table in document.tables:
        header = next((index for index, row in enumerate(table.rows) if _columns(row)), None)
        if header is not None:
            columns, width = _columns(table.rows[header]), len(table.rows[header].texts)
        same_shape = bool(table.rows) and len(table.rows[0].texts) == width
        body = table.rows[header + 1 :] if header is not None else table.rows
        known = columns if header is not None or same_shape else {}
        rows.extend(_table_rows(table, body, known))
    return tuple(rows)


def _columns(row: RawTableRow) -> Mapping[Part, int]:
    """Return the column of each part where `row` is a header: it names a target or a progress column."""
    found: dict[Part, int] = {}
    for index, text in enumerate(row.texts):
        part = _PART_OF.get(header_word(text))
        if part is not None:
            found.setdefault(part, index)
    if Part.TARGET not in found and Part.TITLE in found:
        found[Part.TARGET] = found[Part.TITLE]
    if Part.TARGET not in found and Part.PROGRESS in found:
        _name_by_place(found)
    return found if Part.TARGET in found or Part.PROGRESS in found else {}


def _name_by_place(found: dict[Part, int]) -> None:
    """Take what stands left of the progress for the target and, before that, for the area, whatever the heads say.

    One head over both is common: 序号 | 十方面民生实事 (over 领域 and 目标任务) | 进度情况.
    """
    for part, column in ((Part.TARGET, found[Part.PROGRESS] - 1), (Part.AREA, found[Part.PROGRESS] - 2)):
        if column < 0 or column in found.values():
            return
        found.setdefault(part, column)


def _table_rows(table: RawTable, body: tuple[RawTableRow, ...], columns: Mapping[Part, int]) -> Iterator[PublishedRow]:
    group = table.heading
    above: dict[Part, str] = {}
    loose: list[PublishedRow] = []
    for row in body:
        filled = [text for text in row.texts if text.strip()]
        if columns and len(filled) == 1 and len(row.texts) > 1 and not _text(row, columns, Part.PROGRESS):
            group = filled[0].strip()
            above = {}
        elif columns:
            carried = {part: _text(row, columns, part) or above.get(part, "") for part in _CARRIED}
            above = carried
            yield _row(row, columns, group, carried)
        else:
            loose.extend(_loose_texts(row, group))
    yield from _answered(loose)


_CARRIED = (Part.NUMBER, Part.AREA, Part.DEPARTMENT, Part.SUPPORT)
"""What a vertically merged cell says once for the rows it reaches down to."""


def _row(row: RawTableRow, columns: Mapping[Part, int], group: str, carried: Mapping[Part, str]) -> PublishedRow:
    return PublishedRow(
        number=carried[Part.NUMBER],
        group=group,
        area=carried[Part.AREA],
        department="、".join(filter(None, (carried[Part.DEPARTMENT], carried[Part.SUPPORT]))),
        title=_text(row, columns, Part.TITLE),
        target=_raw(row, columns, Part.TARGET),
        progress=_raw(row, columns, Part.PROGRESS),
        target_place=_place(row, columns, Part.TARGET),
        progress_place=_place(row, columns, Part.PROGRESS),
    )


def _loose_texts(row: RawTableRow, group: str) -> Iterator[PublishedRow]:
    for text, place in zip(row.texts, row.places, strict=True):
        if text.strip():
            yield PublishedRow("", group, "", "", "", "", text, place, place)


def _answered(loose: Sequence[PublishedRow]) -> Iterator[PublishedRow]:
    """Join a text that begins with 完成情况: or its like to the text before it, which is what it answers."""
    asked: PublishedRow | None = None
    for row in loose:
        if asked is not None and _ANSWERS.match(row.progress):
            yield replace(row, target=asked.progress, target_place=asked.progress_place)
            asked = None
            continue
        if asked is not None:
            yield asked
        asked = row
    if asked is not None:
        yield asked


_ANSWERS = re.compile(rf"(?:{'|'.join(_WORDS[Part.PROGRESS])})[:：]")


def _raw(row: RawTableRow, columns: Mapping[Part, int], part: Part) -> str:
    index = columns.get(part, len(row.texts))
    return row.texts[index] if index < len(row.texts) else ""


def _text(row: RawTableRow, columns: Mapping[Part, int], part: Part) -> str:
    return _raw(row, columns, part).strip()


def _place(row: RawTableRow, columns: Mapping[Part, int], part: Part) -> Place:
    index = columns.get(part, 0)
    return row.places[index if index < len(row.places) else 0]
