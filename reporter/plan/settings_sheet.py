"""Sheet 年度: the year and what holds for the whole plan."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.tables import header_word
from reporter.places import Place
from reporter.plan.records import Settings
from reporter.plan.sheets import SheetShape
from reporter.plan.sheets import read_rows
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook
    from reporter.plan.cells import RowReader

SHAPE = SheetShape("年度", ("项目", "内容"))
_YEAR = re.compile(r"([12][0-9]{3})年?")
_YEAR_IN_FILE = re.compile(r"plan-([12][0-9]{3})\..+")
_DEFAULTS = Settings(0)
_WHOLE = Decimal(100)


def read_settings(workbook: RawWorkbook, faults: list[Finding]) -> Settings:
    """Read the sheet; a row that is absent keeps its default, a row nobody knows is kept in `others`."""
    before = len(faults)
    rows: dict[str, RowReader] = {}
    for row in read_rows(workbook, SHAPE, faults):
        item = header_word(row.required("项目"))
        if item in rows:
            row.fault("plan.setting-repeated", "项目")
        rows.setdefault(item, row)
    if "年度" not in rows and len(faults) == before:
        faults.append(finding("plan.year-missing", Place(workbook.file, (SHAPE.name,))))
    return Settings(
        year=_year(rows.pop("年度", None), workbook.file),
        publisher=_text(rows.pop("发布机构", None)),
        half_year_schedule=_setting(rows.pop("默认半年序时", None), check_schedule, _DEFAULTS.half_year_schedule),
        tolerance=_setting(rows.pop("序时容差", None), check_percent, _DEFAULTS.tolerance),
        due=_due(rows.pop("填报截止", None)),
        others={item: row.note("内容") for item, row in rows.items()},
    )


def check_percent(row: RowReader, word: str) -> Decimal | None:
    """Read a percentage of the year from 0 to 100; what lies outside is a fault."""
    value = row.number(word, is_percent=True)
    if value is not None and not 0 <= value <= _WHOLE:
        row.fault("plan.percent-out-of-range", word)
    return value


def check_schedule(row: RowReader, word: str) -> Decimal | None:
    """Read 半年序时; a fraction where a percentage is meant would ask next to nothing of anybody."""
    value = check_percent(row, word)
    check_fraction(row, word, value)
    return value


def check_fraction(row: RowReader, word: str, value: Decimal | None) -> None:
    """Find a percentage of at most 1 that the cell does not show with its sign: 0.4 is meant for 40."""
    if value is not None and 0 < value <= 1 and not row.shows_percent(word):
        row.fault("plan.percent-or-fraction", word, expected=plain(value * _WHOLE))


def _year(row: RowReader | None, file: str) -> int:
    text = row.required("内容") if row else ""
    if row is None or not text:
        return 0
    match = _YEAR.fullmatch(text)
    if match is None:
        row.fault("plan.year-invalid", "内容")
        return 0
    named = _YEAR_IN_FILE.fullmatch(file)
    if named and named[1] != match[1]:
        row.fault("plan.year-differs-from-file", "内容", expected=named[1])
    return int(match[1])


def _text(row: RowReader | None) -> str:
    return row.note("内容") if row else ""


def _setting(row: RowReader | None, read: Callable[[RowReader, str], Decimal | None], default: Decimal) -> Decimal:
    value = read(row, "内容") if row else None
    return default if value is None else value


def _due(row: RowReader | None) -> date | None:
    return row.day("内容") if row else None
