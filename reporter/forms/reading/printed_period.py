"""The period that a form shows to whoever fills it: in 填报说明 beside 期次, and in the titles of its sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.forms.shape import Sheet
from reporter.periods import Period
from reporter.periods import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.intake.records import RawSheet
    from reporter.intake.records import RawWorkbook

_TITLED = (Sheet.GUIDE, Sheet.INDICATORS, Sheet.TEXTS, Sheet.COMMITMENTS)
_TITLE_ROWS = 5
_STAGES = {"年度承诺": Stage.SPRING, "年上半年": Stage.HALF_YEAR, "年全年": Stage.YEAR_END}
_PERIOD = rf"([12][0-9]{{3}})({'|'.join(_STAGES)})"
_SHOWN = re.compile(_PERIOD)
_TITLE = re.compile(rf".*?{_PERIOD}(?:政府工作目标填报表|指标进展|推进情况|事项及目标)")


def printed_periods(workbook: RawWorkbook) -> Iterator[Period]:
    """Yield each period that the form shows; what was typed over so that it is none is no evidence."""
    for name in _TITLED:
        sheet = workbook.sheet(name)
        for match in _matches(sheet) if sheet else ():
            if match:
                yield Period(int(match[1]), _STAGES[match[2]])


def _matches(sheet: RawSheet) -> Iterator[re.Match[str] | None]:
    for (row, column), cell in sheet.cells.items():
        if row <= _TITLE_ROWS:
            yield _TITLE.fullmatch(cell.text.strip())
        if sheet.name == Sheet.GUIDE and sheet.text_at(row, column - 1).strip() == "期次":
            yield _SHOWN.fullmatch(cell.text.strip())
