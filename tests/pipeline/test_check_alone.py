"""`check` of one form: what its department can mend, against the plan there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.homes import Entries
from tests.homes import TestHome

if TYPE_CHECKING:
    from pathlib import Path

PLAN = {
    "年度": "项目 | 内容\n年度 | 2023\n填报截止 | 2023-07-10",
    "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | | | |\n市商务局 | | | |",
    "任务": "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位 | 公开\n"
    "K01 | 重点工作 | 组 | 1 | | 新建学校。 | 市教育局、市商务局 |",
    "指标": "指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位\n"
    "K01-1 | K01 | 新建学校 | ≥ | 10 | | 所 | 累计 | | | 市教育局、市商务局",
}
SCHOOLS: dict[str, Entries] = {
    "指标进展": {("K01-1", "本期完成"): 6},
    "推进情况": {("K01", "推进情况"): "各项工作按计划推进。"},
}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    """A home with blanks."""
    made = TestHome.with_plan(tmp_path, PLAN)
    made.issue()
    return made


def test_what_other_departments_owe_is_no_reason_to_refuse_a_form(home: TestHome) -> None:
    assert home.run("check", str(home.submit("市教育局", SCHOOLS)), "--as-of", "2023-07-06") == 0


def test_a_form_of_a_year_without_plan_is_of_another_year(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    path = home.submit("市教育局", SCHOOLS)
    book = openpyxl.load_workbook(path)
    (cell,) = (row[1] for row in book["填报标识"].iter_rows() if row[0].value == "期次")
    cell.value = "2022H1"
    book.save(path)
    capsys.readouterr()
    assert home.run("check", str(path), "--as-of", "2023-07-06") == 1
    assert "2022年上半年" in "".join(capsys.readouterr())


def test_a_form_that_shows_another_period_is_of_that_period_without_its_hidden_sheet(tmp_path: Path) -> None:
    later = TestHome.with_plan(tmp_path, PLAN, "2023FY")
    later.issue()
    path = later.submit("市教育局", SCHOOLS)
    book = openpyxl.load_workbook(path)
    del book["填报标识"]
    (tmp_path / "inputs" / "2023H1").mkdir()
    book.save(tmp_path / "inputs" / "2023H1" / path.name)
    home = TestHome(tmp_path)
    assert home.report() == 1
    assert "identity.other-period" in home.rules_at(path.name)


@pytest.mark.parametrize(("period", "is_printed"), [("2023", False), ("2023H1", True), ("2023FY", False)])
def test_the_deadline_is_printed_on_the_blanks_of_its_period(tmp_path: Path, period: str, is_printed: bool) -> None:  # noqa: FBT001 - parametrised
    home = TestHome.with_plan(tmp_path, PLAN, period)
    home.issue()
    book = openpyxl.load_workbook(tmp_path / "templates" / "blanks" / period / "市教育局.xlsx")
    words = {cell.value for row in book["填报说明"].iter_rows() for cell in row}
    assert ("填报截止" in words) is is_printed


def test_a_folder_or_a_link_is_no_form_and_is_called_so(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    filled = home.submit("市教育局", SCHOOLS)
    link = filled.with_name("链接.xlsx")
    link.symlink_to(filled)
    capsys.readouterr()
    for path, words in ((filled.parent, "不是普通文件"), (link, "是指向别处的链接")):
        assert home.run("check", str(path), "--as-of", "2023-07-06") == 1
        told = "".join(capsys.readouterr())
        assert words in told
        assert "可以报送" not in told
    assert home.run("check", str(filled.with_name("没有.xlsx")), "--as-of", "2023-07-06") == 2
    assert "找不到文件" in "".join(capsys.readouterr())
