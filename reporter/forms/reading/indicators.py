"""Reading the sheet 指标进展: a figure an indicator, with its source, and everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.findings import Severity
from reporter.forms import shape
from reporter.forms.reading.answers import bind
from reporter.forms.reading.answers import stranger_findings
from reporter.forms.reading.answers import text_findings
from reporter.forms.reading.cells import CellReading
from reporter.forms.reading.cells import is_empty
from reporter.forms.reading.cells import read_amount
from reporter.forms.reading.cells import read_text
from reporter.forms.reading.dates import read_date
from reporter.forms.reading.locating import locate
from reporter.forms.reading.tampering import formula_changes
from reporter.forms.reading.tampering import formulas_told
from reporter.forms.reading.tampering import locked_changes
from reporter.forms.records import Figure
from reporter.forms.records import Source
from reporter.intake.records import CellKind
from reporter.places import Place
from reporter.plan.records import Basis
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.findings import Finding
    from reporter.forms.content import FormRow
    from reporter.forms.reading.desk import Desk
    from reporter.forms.reading.locating import Located
    from reporter.intake.records import RawCell
    from reporter.intake.tables import SheetRow
    from reporter.plan.records import Indicator

_AMOUNT = "本期完成"
_EXPLANATION = "情况说明"
_FIGURES = frozenset({Kind.QUANTITY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class IndicatorsRead:
    """The figures of a workbook, where they were found, and what is wrong."""

    located: Located
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def read_indicators(desk: Desk) -> IndicatorsRead:
    """Read every figure that the department was asked for.

    Where the sheet or a header is missing, each figure is there as unreadable, so that no older file's takes its place.
    """
    located = locate(desk, shape.INDICATORS)
    expected = desk.expected(shape.INDICATORS)
    if not located.is_readable:
        place = located.place or Place(desk.file, (shape.Sheet.INDICATORS,))
        source = Source(place, "", "", desk.workbook.sha256)
        figures = (Figure(key, desk.department.name, None, source, is_unreadable=True) for key in expected)
        return IndicatorsRead(located, tuple(figures), located.findings)
    binding = bind(located, expected)
    figures_read: list[Figure] = []
    findings = [*located.findings, *stranger_findings(desk, located, binding)]
    for key, row in expected.items():
        figure, faults = _read_rows(desk, located, row, binding.by_key.get(key, ()))
        figures_read += [figure] if figure else []
        findings += faults
    return IndicatorsRead(located, tuple(figures_read), formulas_told(desk, located, findings))


def _read_rows(
    desk: Desk, located: Located, row: FormRow, rows: tuple[SheetRow, ...]
) -> tuple[Figure | None, tuple[Finding, ...]]:
    if not rows:
        rule = "forms.row-missing" if row.due else "forms.row-missing-not-due"
        return None, (desk.say(rule, located.place or Place(desk.file), row, found=row.key),)
    if len(rows) > 1:
        return _repeated(desk, row, rows)
    return _read_row(desk, located, row, rows[0])


def _repeated(desk: Desk, row: FormRow, rows: tuple[SheetRow, ...]) -> tuple[Figure, tuple[Finding, ...]]:
    first, *others = rows
    faults = tuple(
        desk.say("forms.indicator-repeated", item.place("指标编号"), row, found=row.key, expected=str(first.number))
        for item in others
    )
    source = desk.source(first.place(_AMOUNT), first.cells.get(_AMOUNT))
    return Figure(row.key, desk.department.name, None, source, is_unreadable=True), faults


def _read_row(desk: Desk, located: Located, row: FormRow, found: SheetRow) -> tuple[Figure | None, tuple[Finding, ...]]:
    if row.indicator is None or located.table is None:
        return None, ()
    columns = located.table.columns
    explanation = read_text(found.cells.get(_EXPLANATION))
    reading = _reading(desk, row.indicator, found.cells.get(_AMOUNT))
    figure = Figure(
        indicator=row.key,
        department=desk.department.name,
        amount=reading.amount,
        source=desk.source(found.place(_AMOUNT), found.cells.get(_AMOUNT)),
        is_unreadable=reading.is_unreadable,
        explanation=explanation,
        data_as_of=_date_text(desk, found.cells.get("数据截至")),
        data_as_of_place=found.place("数据截至"),
        data_source=read_text(found.cells.get("数据来源")),
    )
    findings = (
        *_amount_findings(desk, row, found, reading, explanation),
        *text_findings(desk, row, found, shape.INDICATORS),
        *(_explained(item, explanation) for item in locked_changes(desk, row, found, columns)),
        *formula_changes(desk, row, found, columns),
    )
    return figure, findings


def _reading(desk: Desk, indicator: Indicator, cell: RawCell | None) -> CellReading:
    """Read the amount; of 定性 nothing is read, whatever stands there."""
    if indicator.basis is Basis.QUALITATIVE:
        return CellReading(None)
    uses_1904_dates = desk.workbook.uses_1904_dates
    return read_amount(cell, indicator, department=desk.department.name, uses_1904_dates=uses_1904_dates)


def _amount_findings(
    desk: Desk, row: FormRow, found: SheetRow, reading: CellReading, explanation: str
) -> Iterator[Finding]:
    """Yield what the cell's judge said, and once only that a due figure is missing."""
    cell = found.cells.get(_AMOUNT)
    if row.check is None:
        if cell is not None and not is_empty(cell):
            yield desk.say("forms.figure-for-qualitative", cell.place, row, found=desk.seen(cell))
        return
    is_missing = reading.amount is None and not reading.is_unreadable and bool(row.due)
    if is_missing:
        shown = cell.text.strip() if cell else ""
        missing = desk.say("forms.figure-missing", found.place(_AMOUNT), row, found=shown or "（空）")
        yield _explained(missing, explanation)
        yield from _told_beside(desk, row, found)
    # A dash for a due figure is that missing figure; saying so twice would be two lines for one cause.
    yield from (item for item in reading.findings if not is_missing or item.severity is Severity.ERROR)
    if cell is not None and reading.amount is not None and not row.due:
        yield desk.say("forms.figure-not-due", found.place(_AMOUNT), row, found=desk.seen(cell).strip())


def _told_beside(desk: Desk, row: FormRow, found: SheetRow) -> Iterator[Finding]:
    """Ask for a figure that stands in 情况说明 only, where it is in no table."""
    unit = measure(row.indicator.target.unit).base if row.indicator else ""
    tokens = scan(read_text(found.cells.get(_EXPLANATION)))
    figure = next((token for token in tokens if token.kind in _FIGURES and measure(token.unit).base == unit), None)
    if figure is not None:
        yield desk.say("forms.figure-in-explanation", found.place(_EXPLANATION), row, found=figure.raw)


def _explained(item: Finding, explanation: str) -> Finding:
    """Lift what is open by the row's 情况说明."""
    return item.lifted(explanation) if explanation and item.severity is Severity.OPEN else item


def _date_text(desk: Desk, cell: RawCell | None) -> str:
    """Return 数据截至 as text: a date cell becomes its day."""
    if cell is None or cell.kind is not CellKind.DATE:
        return read_text(cell)
    day = read_date(cell, uses_1904_dates=desk.workbook.uses_1904_dates)
    return day.isoformat() if day else cell.text
