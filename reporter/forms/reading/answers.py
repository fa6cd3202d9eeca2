"""Rows bound to what they answer: one row an indicator or task, and what to say of the rest."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.forms.reading.cells import is_empty
from reporter.forms.reading.cells import is_prose
from reporter.forms.reading.cells import read_text
from reporter.forms.reading.drawn import drawn_remarks
from reporter.forms.reading.typed import clean
from reporter.forms.shape import Typing
from reporter.plan.records import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.content import FormRow
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.forms.shape import Shape
    from reporter.intake.records import RawCell
    from reporter.intake.tables import SheetRow


@dataclass(frozen=True, slots=True)
class Binding:
    """The rows of a table by the key they answer, and those that answer nothing that was asked."""

    by_key: Mapping[str, tuple[SheetRow, ...]]
    strangers: tuple[SheetRow, ...]


def bind(located: Located, expected: Mapping[str, FormRow]) -> Binding:
    """Sort the rows of a table by the key they carry, never by their position."""
    by_key: dict[str, list[SheetRow]] = {}
    strangers: list[SheetRow] = []
    for row in located.rows:
        key = key_of(row, located.form.key)
        if key in expected:
            by_key.setdefault(key, []).append(row)
        else:
            strangers.append(row)
    return Binding({key: tuple(rows) for key, rows in by_key.items()}, tuple(strangers))


def key_of(row: SheetRow, word: str) -> str:
    """Return the id that a row carries, as an eye reads it: full-width letters and invisible characters folded."""
    return clean(row.text(word))


def is_answered(row: SheetRow, words: Sequence[str]) -> bool:
    """Tell whether anything was typed in the columns for typing."""
    return any(not is_empty(row.cells.get(word)) for word in words)


def stranger_findings(desk: Desk, located: Located, binding: Binding) -> Iterator[Finding]:
    """Say of each row that answers nothing asked why it is not read."""
    form = located.form
    kind = "indicator" if form.key == "指标编号" else "task"
    asked = desk.expected(form)
    missing = [key for key in asked if key not in binding.by_key]
    for row in binding.strangers:
        key, place = key_of(row, form.key), row.place(form.key)
        answering = desk.plan.reporters_of(key) if kind == "indicator" else desk.plan.leads_of(key)
        is_own = desk.department.name in answering
        if not is_answered(row, form.typed):
            # A remark under the table is a cell outside it; only a row with an id was meant as a row.
            if is_id(key) and not is_own:
                yield desk.say("forms.idle-row", place, found=key)
        elif not key:
            yield desk.say("forms.row-without-key", place, found=_typed_texts(desk, row, form.typed), expected=form.key)
        elif key in desk.stamp.issued and not is_own:
            now = f"改由 {'、'.join(answering)} 填" if answering else "已从台账中删去"
            yield desk.say("forms.row-withdrawn", place, found=key, expected=now)
        elif answering:
            ids = {"indicator": key, "task": ""} if kind == "indicator" else {"indicator": "", "task": key}
            rule = "forms.row-not-asked" if is_own else f"forms.{kind}-of-others"
            yield desk.say(rule, place, None, found=key, expected="、".join(answering), **ids)
        else:
            yield desk.say(f"forms.unknown-{kind}", place, found=key, expected=_advice(key, missing, tuple(asked)))


def _advice(key: str, missing: Sequence[str], asked: Sequence[str]) -> str:
    """Suggest what an unknown id was meant to be: first among those whose rows the table lacks."""
    lost = difflib.get_close_matches(key, missing, n=1)
    if lost:
        return f"表中缺少相近的 {lost[0]}"
    near = difflib.get_close_matches(key, asked, n=1)
    return f"最接近的是 {near[0]}" if near else "本单位没有相近的编号"


def text_findings(desk: Desk, row: FormRow, found: SheetRow, form: Shape) -> Iterator[Finding]:
    """Say which texts of a row cannot be read, nobody can see, or are longer than asked."""
    for column in form.columns:
        word, cell = column.word, found.cells.get(column.word)
        if column.typing is not Typing.TEXT or cell is None or is_empty(cell):
            continue
        for remark, words in drawn_remarks(cell):
            yield desk.say(remark, cell.place, row, found=words, word=word)
        rule = text_fault(cell)
        if rule:
            yield desk.say(rule, cell.place, row, found=desk.seen(cell), word=word)
        elif (length := len(read_text(cell))) > column.limit:
            yield desk.say(
                "forms.text-too-long", cell.place, row, found=str(length), expected=str(column.limit), word=word
            )


def text_fault(cell: RawCell) -> str:
    """Name the rule that keeps a text from being read, or the empty text."""
    if cell.is_covered:
        return "forms.text-under-merge"
    return "" if is_prose(cell) else "forms.text-unreadable"


def _typed_texts(desk: Desk, row: SheetRow, words: Sequence[str]) -> str:
    cells = (row.cells.get(word) for word in words)
    return "；".join(text for cell in cells if cell and (text := desk.seen(cell).strip()))[:40]
