"""A workbook that nobody can read: whose it is, what it keeps out, and what is said of a department without another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.homes import TestHome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Entries

PLAN = {
    "年度": "项目 | 内容\n年度 | 2023",
    "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | 教育局 | | |\n"
    "市教育局考试院 | | | |\n市商务局 | 商务局 | | |",
    "任务": "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位 | 公开\n"
    "K01 | 重点工作 | 组 | 1 | | 新建学校。 | 市教育局 |\nK02 | 重点工作 | 组 | 2 | | 扩大消费。 | 市商务局 |",
    "指标": "指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位\n"
    "K01-1 | K01 | 新建学校 | ≥ | 10 | | 所 | 累计 | | |\nK02-1 | K02 | 社零总额 | ≥ | 100 | | 亿元 | 累计 | | |",
}
SCHOOLS: dict[str, Entries] = {"指标进展": {("K01-1", "本期完成"): 6}, "推进情况": {("K01", "推进情况"): "开工六所。"}}
WITHHELD = "identity.older-withheld"


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    """A home in which one department reported as it should."""
    made = TestHome.with_plan(tmp_path, PLAN)
    made.issue()
    made.submit("市教育局", SCHOOLS)
    return made


def drop(home: TestHome, name: str, content: bytes = b"PK\x03\x04broken") -> None:
    """Drop a file."""
    (home.root / "inputs" / home.period / name).write_bytes(content)


@pytest.mark.parametrize("name", ["市教育局（新）.xlsx", "教育局2.xlsx", "补报-市教育局.XLSX"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\0" * 4096])
def test_an_unreadable_workbook_withholds_the_other_files_of_its_department(
    home: TestHome, name: str, content: bytes
) -> None:
    drop(home, name, content)
    assert home.report() == 1
    row = home.figures()["K01-1"]
    assert (row["value"], row["file"], row["stored"]) == ("", "市教育局.xlsx", "6")
    (said,) = (item for item in home.findings() if item["rule"] == WITHHELD)
    assert (said["severity"], said["place"], said["expected"]) == ("error", name, "市教育局.xlsx")
    assert "开工六所" not in home.outputs(".html")[0].read_text(encoding="utf-8")
    notes = {path.name for path in (home.root / "outputs" / home.period / "退回").iterdir()}
    assert "退回说明-市教育局.xlsx" in notes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("说明.xlsx", b""),
        ("市教育局考试院.xlsx", b""),
        ("市教育局、市商务局.xlsx", b""),
        ("市教育局.pdf", b"%PDF-1.4"),
        ("市教育局.docx", b"PK\x03\x04broken"),
        ("市教育局（网页）.xlsx", b"<html><body><table></table></body></html>"),
    ],
)
def test_what_is_no_workbook_of_one_department_withholds_nothing(home: TestHome, name: str, content: bytes) -> None:
    drop(home, name, content)
    home.report()
    assert home.figures()["K01-1"]["value"] == "6"
    assert WITHHELD not in {item["rule"] for item in home.findings()}


def test_a_department_whose_only_file_is_unreadable_is_not_called_silent(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    drop(home, "市商务局.xlsx")
    capsys.readouterr()
    assert home.run("report", home.period, "--as-of", "2023-07-20") == 1
    summary = capsys.readouterr().err
    assert "市商务局（报送文件无法读取）" in summary
    assert "尚未报送" not in summary
    book = openpyxl.load_workbook(home.root / "outputs" / home.period / "核查报告.xlsx")
    reported = {tuple(row)[:3] for row in book["报送情况"].iter_rows(values_only=True)}
    assert "报送文件无法读取" in {row[2] for row in reported if row[0] == "市商务局"}
    overview = {row[0]: row for row in book["概览"].iter_rows(values_only=True)}
    assert "市商务局" in overview["报送文件无法读取"]
    assert "市商务局" not in overview["未报单位"]
    (said,) = (item for item in home.findings() if item["rule"] == "check.not-reported")
    assert "无法读取" in said["message"]
    (annex,) = (home.root / "outputs" / home.period / "附表").glob("*未报送单位清单.html")
    reminder = annex.read_text(encoding="utf-8")
    assert "收到的贵单位文件无法读取" in reminder
    assert "尚未收到" not in reminder
