"""Task lists: the tasks of a document that states them in a table, or line by line without any."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.intake.published.rows import published_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.intake.published.rows import PublishedRow
    from reporter.intake.records import RawDocument

_GROUP = re.compile(r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|#{1,6} ?)[^。；;]{1,40}")
_NUMBER = re.compile(r"(?:[(（]?(?P<number>[0-9]{1,3})(?:[.．、]|[)）])|[-*+•·])\s*(?![0-9])")
_UNITS = re.compile(r"[(（]?(?:责任单位|牵头单位|责任部门|牵头市领导|联系市领导)[:：]")


def listed_tasks(document: RawDocument) -> tuple[PublishedRow, ...]:
    """Return the tasks of a document, a row each with its target.

    Of lines outside tables, the title is none, 一、 and （一） without a full stop head a group, a number or a bullet
    is taken off, and a line that begins with 责任单位: belongs to the task before it.
    """
    return tuple(_tasks(document))


def _tasks(document: RawDocument) -> Iterator[PublishedRow]:
    group = ""
    task: PublishedRow | None = None
    for row in published_rows(document):
        text = row.progress.strip()
        if row.target:
            found: PublishedRow | None = row
        elif text == document.title.strip():
            continue
        elif _GROUP.fullmatch(text):
            group, found = text, None
        elif task is not None and _UNITS.match(text):
            task = replace(task, target=f"{task.target}\n{text}")
            continue
        else:
            found = _stated(row, text, group)
        if task is not None:
            yield task
        task = found
    if task is not None:
        yield task


def _stated(row: PublishedRow, text: str, group: str) -> PublishedRow:
    """Take a line as a task: its number apart, the words its target."""
    match = _NUMBER.match(text)
    number = (match["number"] or "") if match else ""
    return replace(
        row,
        number=number,
        group=row.group or group,
        target=text[match.end() :] if match else text,
        progress="",
        target_place=row.progress_place,
    )
