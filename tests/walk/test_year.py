"""A year's walk: promises become a plan, answered in July, edited, published, and held against in December."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from example.build import workbooks
from reporter.cli import main
from tests.homes import Entries
from tests.homes import TestHome
from tests.homes import typed_into

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DEPARTMENTS = (
    "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | | 社会发展类 | 办公室 |\n市水利局 | | 经济建设类 | 办公室 |"
)
PLAN = {"年度": "项目 | 内容\n年度 | 2023\n发布机构 | 云川市人民政府办公室", "单位": DEPARTMENTS}
PROMISES = {
    "市教育局": (
        ("扩充学位供给", "新增公办学位2000个"),
        ("办好课后服务", "课后服务覆盖全部义务教育学校"),
        ("控辍保学", "义务教育辍学率控制在1%以内"),
    ),
    "市水利局": (("治理河道120公里", "治理河道120公里"),),
}
JULY = "已新建改扩建中小学校7所，新增学位{K01-1}。"
POLISHED = "新建改扩建中小学校7所，新增学位{K01-1}，开学前全部到位。"
OUTCOMES = {"K01": "全年新建改扩建中小学校12所。"}
REACHED = {"个": 2100, "%": 0.6}
"""What December reports by unit; of every other unit, the target."""
SPRING_DAY, JULY_DAY, WINTER_DAY = "2023-03-10", "2023-07-20", "2024-01-10"


def texts_of(path: Path) -> list[list[str]]:
    """Return the cells of every table of a Word document, row by row."""
    return [[cell.text for cell in row.cells] for table in docx.Document(str(path)).tables for row in table.rows]


def rules_of(home: TestHome) -> set[str]:
    return {item["rule"] for item in home.findings()}


def document(home: TestHome, word: str) -> Path:
    """Return the Word document at the top of the outputs whose title holds a word."""
    (path,) = [path for path in home.outputs(".docx") if word in path.name]
    return path


def add_rows(path: Path, rows: dict[str, Iterable[tuple[object, ...]]]) -> None:
    """Type rows below what stands in the sheets of a plan, as a person completes a draft."""
    workbook = openpyxl.load_workbook(path)
    for name, lines in rows.items():
        sheet = workbook[name]
        last = max(cell.row for cell in sheet["A"] if cell.value is not None)
        for number, line in enumerate(lines, start=last + 1):
            for column, value in enumerate(line, start=1):
                sheet.cell(number, column).value = value  # type: ignore[assignment]
    workbook.save(path)


class Year:
    """The steps of the year on one home; each begins where the one before left off."""

    def __init__(self, root: Path) -> None:
        """Make a home whose plan holds the departments and nothing else."""
        self.spring = TestHome.with_plan(root, PLAN, period="2023")
        self.july = replace(self.spring, period="2023H1")
        self.winter = replace(self.spring, period="2023FY")
        self.plan = root / "inputs" / "plan-2023.xlsx"
        self.edits = root / "inputs" / "编辑-2023H1.xlsx"

    def promise(self) -> None:
        """Issue the spring workbooks, fill them, print the commitments."""
        self.spring.issue()
        for name, promises in PROMISES.items():
            entries: Entries = {}
            for number, (title, goal) in enumerate(promises, start=1):
                entries |= {(str(number), "承诺事项"): title, (str(number), "年度目标"): goal}
            self.spring.submit(name, {"承诺事项": entries}, filled_on="2023-03-06")
        assert self.spring.report(as_of=SPRING_DAY) == 0

    def draft(self) -> None:
        """Draft the plan from the commitments, and add a key task by hand."""
        drafted = self.plan.parents[1] / "outputs" / self.plan.name
        assert self.spring.run("draft", "--from-commitments", "2023") == 0
        drafted.replace(self.plan)
        task = ("K01", "重点工作", "市长主抓重点工作", "1", "", "新建改扩建中小学校12所，新增学位2000个。", "市教育局")
        indicators = [
            ("K01-1", "K01", "新增学位", "≥", 2000, None, "个", "累计"),
            ("K01-2", "K01", "新建改扩建中小学校", "≥", 12, None, "所", "累计"),
        ]
        add_rows(self.plan, {"任务": [task], "指标": indicators})

    def answer_in_july(self) -> None:
        """Issue the blanks of half-year, fill one, print the table."""
        self.july.issue()
        figures: Entries = {("K01-1", "本期完成"): 1100, ("K01-2", "本期完成"): 7}
        self.july.submit("市教育局", {"指标进展": figures, "推进情况": {("K01", "推进情况"): JULY}})
        assert self.july.report(as_of=JULY_DAY) == 0

    def edit(self, words: str) -> None:
        """Take the drafted workbook of texts, type into it, print again."""
        draft = self.july.output("编辑-2023H1.xlsx")
        typed: Entries = {("K01", "编辑后"): words, ("K01", "编辑人"): "秘书科"}
        self.edits.write_bytes(typed_into(draft, {"编辑": typed}))
        assert self.july.report(as_of=JULY_DAY) == 0

    def answer_in_winter(self) -> None:
        """Issue the blanks of year-end, answer all that is owed, print both tables."""
        self.winter.issue()
        plan_tasks, indicators = (rows_of_plan(self.plan, sheet) for sheet in ("任务", "指标"))
        lead = {str(row[0]): str(row[6]).split("、")[0] for row in plan_tasks}
        for name in PROMISES:
            amounts: Entries = {
                (str(row[0]), "本期完成"): REACHED.get(str(row[6])) or row[4]  # type: ignore[misc]
                for row in indicators
                if lead[str(row[1])] == name and row[4] is not None
            }
            texts: Entries = {(key, "推进情况"): OUTCOMES.get(key, "已经完成。") for key in lead if lead[key] == name}
            self.winter.submit(name, {"指标进展": amounts, "推进情况": texts}, filled_on="2024-01-05")
        assert self.winter.report(as_of=WINTER_DAY) == 0


def rows_of_plan(path: Path, sheet: str) -> list[list[object]]:
    """Return the rows of a sheet of the plan below its header."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    filled: list[list[object]] = [list(row) for row in rows if row[0] is not None]
    header = next(index for index, row in enumerate(filled) if str(row[0]).endswith("编号"))
    return filled[header + 1 :]


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path / "home")


def test_a_year_from_promises_to_answers(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    year.promise()
    promised = texts_of(document(year.spring, "承诺事项"))
    assert year.spring.run("audit", "--against", "2023", str(document(year.spring, "承诺事项"))) == 0
    assert ["市水利局", "治理河道120公里", "治理河道120公里"] in promised
    assert year.spring.run("verify", "2023") == 0

    year.draft()
    assert {row[5] for row in rows_of_plan(year.plan, "任务")} >= {title for title, _ in PROMISES["市教育局"]}

    year.answer_in_july()
    printed = texts_of(document(year.july, "半年度"))
    assert printed[-1][-1] == "已新建改扩建中小学校7所，新增学位1100个。"

    year.edit(POLISHED)
    printed = texts_of(document(year.july, "半年度"))
    assert printed[-1][-1] == "新建改扩建中小学校7所，新增学位1100个，开学前全部到位。"
    assert not {rule for rule in rules_of(year.july) if rule.startswith("check.edit")}

    edited = document(year.july, "半年度")
    capsys.readouterr()
    assert year.july.run("audit", "--against", "2023H1", str(edited)) == 0
    assert "与汇总比对（2023年上半年）：逐行一致。" in capsys.readouterr().out
    word = docx.Document(str(edited))
    paragraph = word.tables[0].rows[-1].cells[-1].paragraphs[0]
    paragraph.runs[0].text = paragraph.text.replace("7所", "8所")
    back = year.plan.parent.parent / "领导改.docx"
    word.save(str(back))
    assert year.july.run("audit", "--against", "2023H1", str(back)) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert lines[0] == "与汇总比对（2023年上半年）：1 处不同"
    assert ("领导改.docx!" in lines[1], "“7所” / 文件“8所”" in lines[1]) == (True, True)

    year.answer_in_winter()
    beside = texts_of(document(year.winter, "年度完成情况"))[-1]
    assert beside[-2:] == [printed[-1][-1], "全年新建改扩建中小学校12所。"]
    answered = texts_of(document(year.winter, "承诺事项完成情况"))
    assert ["市水利局", "治理河道120公里", "已经完成。"] in answered
    assert not {rule for rule in rules_of(year.winter) if rule.startswith("check.promise")}


def test_a_figure_changed_in_editing_is_found_and_still_prints(year: Year) -> None:
    year.promise()
    year.draft()
    year.answer_in_july()
    year.edit(JULY.replace("7所", "9所"))
    assert texts_of(document(year.july, "半年度"))[-1][-1].startswith("已新建改扩建中小学校9所")
    (found,) = [item for item in year.july.findings() if item["rule"] == "check.edit-changed"]
    assert (found["place"].split("!")[:2], found["task"]) == (["编辑-2023H1.xlsx", "编辑"], "K01")
    report = openpyxl.load_workbook(io.BytesIO(year.july.output("核查报告.xlsx")))["数据溯源"]
    shown = {str(cell.value) for row in report.iter_rows() for cell in row}
    assert {JULY, JULY.replace("7所", "9所").replace("{K01-1}", "1100个")} <= shown


def test_a_year_end_title_that_drifted_is_shown_with_the_promise(year: Year) -> None:
    year.promise()
    year.draft()
    year.answer_in_july()
    key = next(str(row[0]) for row in rows_of_plan(year.plan, "任务") if row[5] == "治理河道120公里")
    year.plan.write_bytes(typed_into(year.plan.read_bytes(), {"任务": {(key, "目标任务"): "治理河道100公里"}}))
    year.answer_in_winter()
    (found,) = [item for item in year.winter.findings() if item["rule"] == "check.promise-figure-changed"]
    assert (found["task"], found["found"], found["expected"]) == (key, "治理河道100公里", "治理河道120公里")
    assert "市水利局.xlsx!承诺事项!" in found["message"]


def test_year_end_vouches_for_the_workbooks_of_the_earlier_periods_too(
    year: Year, capsys: pytest.CaptureFixture[str]
) -> None:
    year.promise()
    year.draft()
    year.answer_in_july()
    year.answer_in_winter()
    folders = {path.split("/")[1] for path in json.loads(year.winter.output("manifest.json"))["inputs"]}
    assert {"2023", "2023H1", "2023FY", "plan-2023.xlsx"} <= folders
    assert year.winter.run("verify", "2023FY") == 0
    year.edits.write_bytes(typed_into(year.july.output("编辑-2023H1.xlsx"), {"编辑": {("K01", "编辑后"): POLISHED}}))
    capsys.readouterr()
    assert year.winter.run("verify", "2023FY") == 1
    assert "清单之外\tinputs/编辑-2023H1.xlsx" in capsys.readouterr().out
    assert year.winter.report(as_of=WINTER_DAY) == 0
    assert "inputs/编辑-2023H1.xlsx" in json.loads(year.winter.output("manifest.json"))["inputs"]
    assert year.winter.run("verify", "2023FY") == 0
    first = next(iter(sorted((year.winter.root / "inputs" / "2023H1").iterdir())))
    first.write_bytes(first.read_bytes() + b" ")
    capsys.readouterr()
    assert year.winter.run("verify", "2023FY") == 1
    assert f"inputs/2023H1/{first.name}" in capsys.readouterr().out


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example city with all its workbooks of the year, every period reported."""
    root = tmp_path_factory.mktemp("year")
    for name, content in workbooks(with_year_end=True).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for period, day in (("2023", "2023-03-31"), ("2023H1", JULY_DAY), ("2023FY", "2024-01-20")):
        assert main(["--home", str(root), "report", period, "--as-of", day, "--quiet"]) == 0
    return root


@pytest.mark.parametrize(
    ("period", "titles"),
    [
        ("2023", ["2023年市级部门年度承诺事项"]),
        ("2023H1", ["2023年市政府工作报告重点工作半年度完成情况汇总表"]),
        ("2023FY", ["2023年市政府工作报告重点工作年度完成情况汇总表", "2023年市级部门承诺事项完成情况"]),
    ],
)
def test_the_city_publishes_the_tables_of_each_season(city: Path, period: str, titles: list[str]) -> None:
    assert sorted(path.stem for path in (city / "outputs" / period).glob("*.docx")) == sorted(titles)
    assert main(["--home", str(city), "verify", period]) == 0


def test_the_citys_promises_are_drafted_as_they_stand_in_its_plan(city: Path, tmp_path: Path) -> None:
    drafted = tmp_path / "plan.xlsx"
    assert main(["--home", str(city), "draft", "--from-commitments", "2023", "-o", str(drafted)]) == 0
    planned = rows_of_plan(city / "inputs" / "plan-2023.xlsx", "任务")
    assert rows_of_plan(drafted, "任务") == planned
    bare = tmp_path / "inputs" / "plan-2023.xlsx"
    bare.parent.mkdir()
    bare.write_bytes(workbooks()["inputs/plan-2023.xlsx"])
    (bare.parent / "2023").symlink_to(city / "inputs" / "2023", target_is_directory=True)
    assert main(["--home", str(tmp_path), "draft", "--from-commitments", "2023"]) == 0
    again = rows_of_plan(tmp_path / "outputs" / "plan-2023.xlsx", "任务")
    assert [row[1:] for row in again] == [row[1:] for row in planned]


def test_the_citys_year_end_has_july_beside_and_no_title_drifts(city: Path) -> None:
    home = TestHome(city, "2023FY")
    beside = [row for row in texts_of(document(home, "年度完成情况")) if row[0].isdigit()]
    told = [row for row in beside if row[-2] != "—" and row[-1] != "—"]
    assert len(told) > len(beside) * 0.8
    assert not {item["rule"] for item in home.findings() if item["rule"].startswith("check.promise")}


def test_a_title_of_the_city_that_drifts_is_found(city: Path) -> None:
    plan = city / "inputs" / "plan-2023.xlsx"
    kept = plan.read_bytes()
    key, title = next((str(row[0]), str(row[5])) for row in rows_of_plan(plan, "任务") if row[1] == "承诺事项")
    plan.write_bytes(typed_into(kept, {"任务": {(key, "目标任务"): f"{title}等工作"}}))
    home = TestHome(city, "2023FY")
    home.report(as_of="2024-01-20")
    plan.write_bytes(kept)
    (found,) = [item for item in home.findings() if item["rule"].startswith("check.promise")]
    assert (found["rule"], found["task"], found["expected"]) == ("check.promise-reworded", key, title)
