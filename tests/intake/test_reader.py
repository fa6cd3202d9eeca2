"""The reader: every fact of a cell, as it was stored."""

from __future__ import annotations

from reporter.intake.workbooks import read_workbook_bytes
from tests.intake.packages import sheet_xlsx
from tests.workbooks import raw_workbook

TABLE = """
    名称     | 数量  | 占比  | 日期       | 核对
    学校     | 12    | 54.8% | 2023-07-10 | TRUE
    "1178个" | 1,178 | 50%   | =A1+1      | =B2*2 => 24
             | -0.5  |       | #DIV/0!    | 第一行\\n第二行
"""


def test_a_typed_table_comes_back_as_the_same_evidence() -> None:
    workbook, found = read_workbook_bytes(sheet_xlsx({"表1": TABLE, "空表": "x"}, merges={"表1": ["A3:A4"]}), "甲.xlsx")
    expected = raw_workbook("甲.xlsx", {"表1": TABLE, "空表": "x"}, merges={"表1": ["A3:A4"]})
    assert found == ()
    assert workbook is not None
    assert workbook.sheets == expected.sheets
