"""Locked cells against what was printed in them: a changed target or unit, a retyped text, an overwritten formula."""

from __future__ import annotations

from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from reporter.forms.content import NO_VALUE
from reporter.forms.content import SEE_TEXT
from reporter.forms.content import printed_text
from reporter.forms.reading.answers import key_of
from reporter.forms.reading.stored import stored_number
from reporter.forms.reading.typed import clean
from reporter.forms.shape import LENGTHS
from reporter.forms.shape import TEXTS
from reporter.intake.formats import section_for
from reporter.intake.records import CellKind
from reporter.intake.tables import header_word
from reporter.places import cell_position
from reporter.quantities import from_stored
from reporter.quantities import in_percent
from reporter.quantities import plain
from reporter.quantities import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.forms.content import FormRow
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.intake.records import RawCell
    from reporter.intake.tables import SheetRow

_GUARDED = {"年度目标": "forms.target-changed", "单位": "forms.unit-changed"}
_REVISED = {"年度目标": "forms.target-revised", "单位": "forms.unit-revised"}
_SERIAL, _TASK = "序号", "目标任务"
_EARLIER = "上期完成"
_LOST = frozenset({"forms.formula-removed", "forms.formula-overwritten"})
_SEVERAL = 3
"""From so many rows on, a table without any formula was pasted, and nobody took its cells one by one."""
_EMPTY = "（空）"


def locked_changes(desk: Desk, row: FormRow, found: SheetRow, columns: Mapping[str, int]) -> Iterator[Finding]:
    """Compare every locked cell of a row with what the plan prints there today, and with what was issued."""
    for word, value in row.printed.items():
        if word not in columns:
            continue
        if word == _EARLIER and row.key not in desk.stamp.issued:
            # What was reported earlier is known only from the stamp; without one nothing can be compared.
            continue
        expected = printed_text(value)
        if not _is_same(word, found.cells.get(word), expected):
            yield from _change(desk, row, found, word, expected)


def formula_changes(desk: Desk, row: FormRow, found: SheetRow, columns: Mapping[str, int]) -> Iterator[Finding]:
    """Say where a computed cell no longer computes: a value typed over it, or nothing left."""
    if not desk.workbook.shows_formulas:
        return
    for word, fixed in _computed(row).items():
        cell = found.cells.get(word)
        if word not in columns or _computes(cell, fixed):
            continue
        rule = "forms.formula-removed" if cell is None else "forms.formula-overwritten"
        yield desk.say(rule, found.place(word), row, found=desk.seen(cell) if cell else _EMPTY, word=word)


def formulas_told(desk: Desk, located: Located, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Say once of a table that all its formulas are gone, as they are where only values were pasted."""
    lost = [item for item in findings if item.rule in _LOST]
    rows = {position[0] for item in lost if (position := cell_position(item.place.address))}
    expected = desk.expected(located.form)
    asked = (expected.get(key_of(row, located.form.key)) for row in located.rows)
    computing = sum(1 for row in asked if row is not None and None in _computed(row).values())
    if located.place is None or len(rows) < max(computing, _SEVERAL):
        return tuple(findings)
    said = desk.say("forms.formulas-lost", located.place, found=str(len(lost)))
    return (*(item for item in findings if item.rule not in _LOST), said)


def _computes(cell: RawCell | None, fixed: str | None) -> bool:
    """Tell whether a computed cell is untouched; where nothing is computed, an emptied cell takes nothing away."""
    if cell is None:
        return fixed is not None
    return bool(cell.formula) if fixed is None else cell.text.strip() == fixed


def _computed(row: FormRow) -> Mapping[str, str | None]:
    """Return the computed columns of a row: None for a formula, else the text that stands there in its place."""
    if row.indicator is None:
        return {LENGTHS: None}
    if row.check is None:
        return {"完成率": "", "自检": SEE_TEXT}
    return {"完成率": None if row.check.rate_formula("H1") else NO_VALUE, "自检": None}


def _change(desk: Desk, row: FormRow, found: SheetRow, word: str, expected: str) -> Iterator[Finding]:
    """Tell a cell that the department changed from one that says what was issued, of which the plan knows better."""
    cell = found.cells.get(word)
    issued = desk.stamp.issued.get(row.key, {}).get(word)
    is_as_issued = issued is not None and _is_same(word, cell, issued)
    if is_as_issued and (word == _SERIAL or (word == _TASK and _is_said_of_text(desk, row))):
        return
    rules, other = (_REVISED, "forms.locked-revised") if is_as_issued else (_GUARDED, "forms.locked-changed")
    facts = {"found": _shown(cell) or _EMPTY, "expected": expected or _EMPTY, "word": word}
    yield desk.say(rules.get(word, other), found.place(word), row, **facts)


def _is_said_of_text(desk: Desk, row: FormRow) -> bool:
    """Tell whether a task's other words are said once, where its text is written, not again at each indicator."""
    return row.indicator is not None and row.indicator.task in desk.expected(TEXTS)


def _is_same(word: str, cell: RawCell | None, expected: str) -> bool:
    shown = _shown(cell)
    if header_word(clean(shown)) == header_word(clean(expected)):
        return True
    if word == "单位":
        return same_unit(shown, expected)
    try:
        return from_stored(shown.replace(",", "")) == Decimal(expected)
    except InvalidOperation:
        return False


def _shown(cell: RawCell | None) -> str:
    """Return what a locked cell says; a percent format multiplies what is stored."""
    if cell is None:
        return ""
    amount = stored_number(cell) if cell.kind is CellKind.NUMBER else None
    if amount is None:
        return cell.text.strip()
    return plain(in_percent(amount) if section_for(cell.format, amount).is_percent else amount)
