"""Help while typing: dropdowns, validation that explains itself, a prompt at each cell to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.forms import shape
from reporter.periods import Stage
from reporter.plan.records import Basis
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from reporter.forms.content import FormRow
    from reporter.periods import Period

_LIMIT = 999_999_999_999_999
_SOURCES = ("本单位统计", "统计部门", "上级部门通报", "业务系统", "第三方调查")
_LONGEST_TITLE = 32
_LONGEST_MESSAGE = 255
"""Excel takes no more; the writer would drop the whole validation with a warning."""
_CUTOFFS: Mapping[Stage, tuple[str, ...]] = {
    Stage.HALF_YEAR: ("6月30日", "5月31日"),
    Stage.YEAR_END: ("12月31日", "11月30日"),
    Stage.SPRING: (),
}
_BASES: Mapping[Basis, str] = {
    Basis.CUMULATIVE: "填年初至本期末的累计数。",
    Basis.LEVEL: "填本期末的时点数。",
    Basis.GROWTH: "填增速，下降填负数。",
    Basis.SHARE: "填占比。",
    Basis.RANK: "填名次，第 4 位填 4。",
    Basis.PROGRESS: "填完成进度。",
    Basis.ANNUAL: "年度统计的指标，年底必填，其余期次可不填。",
}


def help_typing(sheet: Worksheet, form: shape.Shape, row: FormRow, number: int, period: Period) -> None:
    """Add prompts and validation to the typed cells of the row `number`, counted from 0."""
    for column in form.columns:
        options = _options(column, row, period)
        if options:
            position = number, form.index(column.word)
            sheet.data_validation(*position, *position, options)


def _options(column: shape.Column, row: FormRow, period: Period) -> Mapping[str, object]:
    if column.typing is shape.Typing.AMOUNT:
        return _amount_options(row)
    if column.word == "数据截至":
        return _choices(f"{period.year}年{day}" for day in _CUTOFFS[period.stage])
    if column.word == "数据来源":
        return _choices(_SOURCES)
    return _text_options(column) if column.typing is shape.Typing.TEXT else {}


def _amount_options(row: FormRow) -> Mapping[str, object]:
    indicator = row.indicator
    if indicator is None or row.check is None:
        return {}
    unit = indicator.target.unit
    percent = "照印的样子填，54.8% 填 54.8。" if measure(unit).base == "%" else ""
    message = (
        f"{_BASES.get(indicator.basis, '')}只填数字，单位：{unit or '无'}。{percent}暂无数据请留空并填“情况说明”。"
    )
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -_LIMIT,
        "maximum": _LIMIT,
        "input_title": f"本期完成（{unit}）"[:_LONGEST_TITLE],
        "input_message": message[:_LONGEST_MESSAGE],
        "error_title": "请只填数字",
        "error_message": f"这里只填数字，不填单位和文字。单位：{unit or '无'}。"[:_LONGEST_MESSAGE],
    }


def _choices(choices: object) -> Mapping[str, object]:
    """Offer a list without forbidding anything else."""
    return {
        "validate": "list",
        "source": list(choices),  # type: ignore[call-overload] # an iterable of texts
        "show_error": False,
        "input_title": "可从下拉列表选择",
        "input_message": "也可直接填写。",
    }


def _text_options(column: shape.Column) -> Mapping[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": column.limit,
        "input_title": column.word,
        "input_message": f"不超过 {column.limit} 字。单元格内换行请按 Alt+Enter。",
        "error_type": "warning",
        "error_title": "文字过长",
        "error_message": f"“{column.word}”超过 {column.limit} 字，请精简。",
    }
