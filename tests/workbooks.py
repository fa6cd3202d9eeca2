r"""Workbooks as text tables: what a test would type into Excel, turned into the raw evidence that intake hands out.

    raw_workbook("plan-2023.xlsx", {"单位": '''
        单位     | 别名 | 类别 | 联系人 | 电话
        市财政局 | 财政 |      | 某处   | "0572001"
    '''})

A line is a row, the first line row 1; a blank line between two others is an empty row. Cells are separated by `|` and
stripped; an empty one does not exist. A cell is stored as Excel would store it when typed:

    1178, -0.5    number              "1178"           text, whatever stands between the quotes
    1,178         number, #,##0       50%              number 0.5 in the format 0%
    2023-07-10    date (its serial)   TRUE, FALSE      boolean
    #DIV/0!       Excel error         =A1+1            formula without a stored result
    =A1+1 => 12   formula, its result stored           anything else: text; \n is a line break, \| a bar
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.intake.records import CellKind
from reporter.intake.records import CellRange
from reporter.intake.records import RawCell
from reporter.intake.records import RawSheet
from reporter.intake.records import RawWorkbook
from reporter.intake.records import SheetState
from reporter.places import Place
from reporter.places import cell_position

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_PERCENT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%")
_DATE = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)")
_BOOLEAN = re.compile(r"TRUE|FALSE")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Stored:
    kind: CellKind
    text: str
    format: str = "General"
    formula: str = ""


def raw_workbook(
    file: str,
    tables: Mapping[str, str],
    *,
    merges: Mapping[str, Sequence[str]] | None = None,
    hidden_sheets: Sequence[str] = (),
    defined_names: Mapping[str, str] | None = None,
) -> RawWorkbook:
    """Build a workbook from a text table a sheet.

    `merges` names merged ranges by sheet (`{"任务": ["C2:C4"]}`); `defined_names` maps a name to its reference text.
    """
    merged = merges or {}
    sheets = (
        raw_sheet(file, name, table, merges=merged.get(name, ()), is_hidden=name in hidden_sheets)
        for name, table in tables.items()
    )
    digest = hashlib.sha256(repr((file, sorted(tables.items()), merged)).encode()).hexdigest()
    return RawWorkbook(file, digest, tuple(sheets), defined_names or {})


def raw_sheet(file: str, name: str, table: str, *, merges: Sequence[str] = (), is_hidden: bool = False) -> RawSheet:
    """Build one sheet from a text table."""
    ranges = tuple(_cell_range(text) for text in merges)
    cells = {
        (row, column): _raw_cell(Place.cell(file, name, row, column), (row, column), text, ranges)
        for row, line in enumerate(_lines(table), start=1)
        for column, text in enumerate(_BAR.split(line), start=1)
        if text.strip()
    }
    return RawSheet(name, SheetState.HIDDEN if is_hidden else SheetState.VISIBLE, cells, ranges)


def _lines(table: str) -> list[str]:
    lines = table.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _cell_range(text: str) -> CellRange:
    first, last = (cell_position(name) for name in text.split(":"))
    if first is None or last is None:
        raise ValueError(text)
    return CellRange(*first, *last)


def _raw_cell(place: Place, position: tuple[int, int], text: str, ranges: Sequence[CellRange]) -> RawCell:
    stored = _stored(text.strip())
    covered = any(item.holds(*position) and position != (item.top, item.left) for item in ranges)
    return RawCell(
        place, *position, stored.kind, stored.text, stored.format, stored.formula, is_hidden=False, is_covered=covered
    )


def _stored(text: str) -> _Stored:
    if text.startswith("=") and text != "=":
        formula, _, result = text[1:].partition("=>")
        stored = _constant(result.strip()) if result.strip() else _Stored(CellKind.NO_RESULT, "")
        return replace(stored, formula=formula.strip())
    return _constant(text)


def _constant(text: str) -> _Stored:
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return _Stored(CellKind.TEXT, _unescaped(text[1:-1]))
    for pattern, store in _TYPED:
        if pattern.fullmatch(text):
            return store(text)
    return _Stored(CellKind.TEXT, _unescaped(text))


def _percent(text: str) -> _Stored:
    return _Stored(CellKind.NUMBER, str(Decimal(text[:-1]) / 100), "0.00%" if "." in text else "0%")


def _date(text: str) -> _Stored:
    return _Stored(CellKind.DATE, str((date.fromisoformat(text) - date(1899, 12, 30)).days), "yyyy-mm-dd")


_TYPED: tuple[tuple[re.Pattern[str], Callable[[str], _Stored]], ...] = (
    (_NUMBER, lambda text: _Stored(CellKind.NUMBER, text)),
    (_GROUPED, lambda text: _Stored(CellKind.NUMBER, text.replace(",", ""), "#,##0")),
    (_PERCENT, _percent),
    (_DATE, _date),
    (_BOOLEAN, lambda text: _Stored(CellKind.BOOLEAN, text)),
    (_ERROR, lambda text: _Stored(CellKind.ERROR, text)),
)


def _unescaped(text: str) -> str:
    return text.replace("\\|", "|").replace("\\n", "\n")
