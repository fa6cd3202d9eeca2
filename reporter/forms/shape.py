"""The shape of our own workbooks, once: sheets, columns with their header words, named cells, limits, file names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.periods import Stage
from reporter.places import file_stem

if TYPE_CHECKING:
    from reporter.periods import Period

FORM_VERSION = "2"
"""Raised whenever a sheet, a header word or a key of the hidden sheet changes its meaning."""

FORM_MARK = "政府工作目标填报表"
"""Tells our form from any other workbook; stands in the hidden sheet."""

TEXT_LIMIT = 500
"""Characters a text may have, as the field asks of its departments."""

COMMITMENT_ROWS = 12
"""Rows laid out for a year's commitments: most departments promise five, none more than six."""


class Sheet(StrEnum):
    """The sheets of our workbooks by name."""

    GUIDE = "填报说明"
    INDICATORS = "指标进展"
    TEXTS = "推进情况"
    COMMITMENTS = "承诺事项"
    IDENTITY = "填报标识"
    PROBLEMS = "退回说明"


class Typing(StrEnum):
    """Who fills a column, and with what."""

    LOCKED = "locked"
    FORMULA = "formula"
    AMOUNT = "amount"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header word, its width in characters, who fills it; `may_be_absent` on older or marked forms."""

    word: str
    width: int
    typing: Typing = Typing.LOCKED
    may_be_absent: bool = False
    limit: int = TEXT_LIMIT
    """Characters that a text typed here may have."""

    @property
    def is_typed(self) -> bool:
        """Whether the department types here."""
        return self.typing in {Typing.AMOUNT, Typing.TEXT}


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet with a table: its columns in order, and the word of the column its rows are known by."""

    sheet: Sheet
    key: str
    columns: tuple[Column, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Header words in order."""
        return tuple(column.word for column in self.columns)

    @property
    def typed(self) -> tuple[str, ...]:
        """Header words of the columns that the department fills."""
        return tuple(column.word for column in self.columns if column.is_typed)

    @property
    def required(self) -> tuple[str, ...]:
        """Header words that every form has."""
        return tuple(column.word for column in self.columns if not column.may_be_absent)

    def limit(self, word: str) -> int:
        """Return the characters that a text typed under a header word may have."""
        return self.columns[self.index(word)].limit

    def index(self, word: str) -> int:
        """Return the position of a column, counted from 0."""
        return self.words.index(word)


ORIGINAL = "原件·"
"""Begins the name of a sheet that a returned copy keeps as it was received, because nothing in it could be placed."""

FAULTS = "错误说明"
"""The column that a returned copy carries behind the others."""

_FAULTS_COLUMN = Column(FAULTS, 40, may_be_absent=True)

INDICATORS = Shape(
    Sheet.INDICATORS,
    "指标编号",
    (
        Column("指标编号", 11),
        Column("目标任务", 34),
        Column("指标名称", 18),
        Column("关系", 6),
        Column("年度目标", 11),
        Column("单位", 10),
        Column("上期完成", 11),
        Column("本期完成", 14, Typing.AMOUNT),
        Column("完成率", 10, Typing.FORMULA),
        Column("数据截至", 14, Typing.TEXT, limit=50),
        Column("数据来源", 14, Typing.TEXT, limit=50),
        Column("情况说明", 26, Typing.TEXT, limit=200),
        Column("自检", 15, Typing.FORMULA),
        _FAULTS_COLUMN,
    ),
)

LENGTHS = "字数"
"""The column that counts the characters of a row's texts against the limit."""

TEXTS = Shape(
    Sheet.TEXTS,
    "任务编号",
    (
        Column("任务编号", 11),
        Column("序号", 6),
        Column("目标任务", 36),
        Column("推进情况", 58, Typing.TEXT),
        Column("存在问题", 44, Typing.TEXT),
        Column("下步打算", 44, Typing.TEXT),
        Column(LENGTHS, 15, Typing.FORMULA, may_be_absent=True),
        _FAULTS_COLUMN,
    ),
)

COMMITMENTS = Shape(
    Sheet.COMMITMENTS,
    "序号",
    (
        Column("序号", 7),
        Column("承诺事项", 48, Typing.TEXT),
        Column("年度目标", 72, Typing.TEXT),
        Column(LENGTHS, 15, Typing.FORMULA, may_be_absent=True),
        _FAULTS_COLUMN,
    ),
)

FILLED_BY = "填报人"
CHECKED_BY = "审核人"
FILLED_ON = "填报日期"
PHONE = "联系电话"
NAMED_CELLS = (FILLED_BY, CHECKED_BY, FILLED_ON, PHONE)
"""Defined names of the cells for the signature, and the labels beside them."""


class Key(StrEnum):
    """The keys of the hidden sheet; below them stands what was issued, a row an indicator or task."""

    MARK = "表样"
    VERSION = "表样版本"
    DEPARTMENT = "填报单位"
    PERIOD = "期次"
    YEAR = "计划年度"
    PLAN = "计划校验码"


ISSUED = Shape(
    Sheet.IDENTITY,
    "编号",
    tuple(
        Column(word, 12) for word in ("编号", "序号", "目标任务", "指标名称", "关系", "年度目标", "单位", "上期完成")
    ),
)
"""The hidden table of what the blank said when it was issued, so that a changed cell is told from a changed plan.

A row is an indicator or a task: no id is both.
"""


def answer_of(form: Shape) -> str:
    """Name the column without which a table answers nothing: the first one that is typed."""
    return form.typed[0]


def shapes(period: Period) -> tuple[Shape, ...]:
    """Return the tables that a department fills for a period."""
    return (COMMITMENTS,) if period.stage is Stage.SPRING else (INDICATORS, TEXTS)


def workbook_name(department: str) -> str:
    """Name a department's workbook; what Windows forbids in names becomes `_`."""
    return f"{file_stem(department)}.xlsx"
