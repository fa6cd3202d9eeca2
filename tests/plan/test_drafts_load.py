"""A drafted plan is a plan: whatever words it was drafted from, the program reads it back without a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from example.build import workbooks
from reporter.cli import main
from reporter.errors import ConfigurationError
from reporter.home import Home
from reporter.periods import Period
from reporter.periods import Stage
from reporter.pipeline.draft import draft_from_document
from reporter.pipeline.planning import load_plan
from reporter.plan.records import Form
from tests.homes import Entries
from tests.homes import TestHome

if TYPE_CHECKING:
    from reporter.plan.records import Plan

REPOSITORY = Path(__file__).parents[2]
PUBLISHED = REPOSITORY.parent / "shared" / "published" / "half-year-2023"

SUBJECTS = ("新增就业", "不良贷款率", "PM2.5平均浓度", "城镇登记失业率", "地区生产总值", "建成学校", "各类事故起数", "")
TIES = (
    "",
    "达到",
    "控制在",
    "不超过",
    "增长",
    "下降",
    "压减",
    "占比",
    "提高到",
    "进入全省前",
    "力争超过",
    "减少",
    "比重降至",
)
NUMBERS = (
    "0",
    "0.4",
    "1",
    "0.85",
    "3",
    "12.5",
    "2000",
    "1-2",
    "5至3",
    "50—60",
    "三分之一",
    "两",
    "近8",
    "1.2万",
    "0.3亿",
)
UNITS = ("%", "‰", "个百分点", "个", "元", "亿元", "名", "微克/立方米", "件", "", "倍", "位")
ENDS = ("", "以上", "以内", "左右", "以下", "余")
NAMES = st.sampled_from(
    (
        "市教育局",
        "市 教育局",
        "各区县政府",
        "市财政局（市税务局）",
        "教育局、市财政局",
        "市级有关单位",
        "市水利局，市教育局",
    )
)
CLAUSES = st.tuples(*(st.sampled_from(words) for words in (SUBJECTS, TIES, NUMBERS, UNITS, ENDS))).map("".join)
PROMISES = st.lists(CLAUSES, min_size=1, max_size=4).map("，".join)


def loaded(workbook: bytes, folder: Path) -> Plan:
    """Put a drafted workbook where the plan of its year lies and read it, as the next command does."""
    home = Home(folder)
    path = home.plan(2023)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook)
    return load_plan(home, Period(2023, Stage.HALF_YEAR))


def drafted(home: TestHome, folder: Path) -> Plan:
    """Draft from the commitments of a home, and load what came of it."""
    target = folder / "drafted.xlsx"
    assert home.run("draft", "--from-commitments", "2023", "-o", str(target)) == 0
    return loaded(target.read_bytes(), folder)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(PROMISES, st.lists(NAMES, min_size=1, max_size=3)), min_size=1, max_size=6))
def test_whatever_a_task_list_says_its_draft_loads(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("draft")
    lines = [f"{number}. {text}。责任单位：{'、'.join(names)}" for number, (text, names) in enumerate(rows, 1)]
    source = folder / "任务.txt"
    source.write_text("\n".join(["2023年重点工作", *lines]), encoding="utf-8")
    assert loaded(draft_from_document(source, 2023).workbook, folder).tasks


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> TestHome:
    """Return the example city as it stands in the repository, with its spring and July printed."""
    home = TestHome(tmp_path_factory.mktemp("city"), "2023")
    for name, content in workbooks().items():
        path = home.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert home.report() == 0
    assert replace(home, period="2023H1").report() == 0
    return home


def test_the_citys_commitments_are_drafted_behind_the_tasks_of_its_plan(city: TestHome, tmp_path: Path) -> None:
    before, after = load_plan(Home(city.root), Period(2023, Stage.HALF_YEAR)), drafted(city, tmp_path)
    assert [item.id for item in after.tasks[: len(before.tasks)]] == [item.id for item in before.tasks]
    assert [item.target for item in after.indicators[: len(before.indicators)]] == [
        item.target for item in before.indicators
    ]
    assert {item.form for item in after.tasks[len(before.tasks) :]} == {Form.COMMITMENT}
    assert [item.name for item in after.departments] == [item.name for item in before.departments]


def test_the_citys_july_is_printed_from_the_drafted_plan_as_from_its_own(city: TestHome, tmp_path: Path) -> None:
    drafted(city, tmp_path)
    joined = TestHome(tmp_path)
    (tmp_path / "inputs" / "2023H1").symlink_to(city.root / "inputs" / "2023H1", target_is_directory=True)
    assert joined.report() == 0
    assert joined.run("issue", "2023FY") == 0
    july = replace(city, period="2023H1").figures()
    assert {key: row for key, row in joined.figures().items() if key in july} == july


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
@pytest.mark.parametrize("period", ["2023", "2023H1"])
def test_what_the_city_published_is_drafted_as_a_plan_that_loads(
    city: TestHome, period: str, suffix: str, tmp_path: Path
) -> None:
    documents = [path for path in replace(city, period=period).outputs(suffix) if path.name.startswith("2023年")]
    assert documents
    for path in documents:
        assert loaded(draft_from_document(path, None).workbook, tmp_path).tasks


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published documents lie beside the repository, not in it")
@pytest.mark.parametrize("name", ["published.docx", "published.xlsx", "published.html"])
def test_what_a_real_city_published_is_drafted_as_a_plan_that_loads(name: str, tmp_path: Path) -> None:
    assert loaded(draft_from_document(PUBLISHED / name, 2023).workbook, tmp_path).tasks


DEPARTMENTS = "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | 教育局 | 社会发展类 | |\n市水利局 | | 经济建设类 | |"
SPRING = {"年度": "项目 | 内容\n年度 | 2023", "单位": DEPARTMENTS}
TASKS = (
    "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位 | 公开\n"
    "C001 | 重点工作 | 市长主抓 | 1 | | 失业率控制在0.5%以内。 | 教育局 | 否\n"
    "C7 | 承诺事项 | 社会发展类 | 1 | | 扩充学位供给 | 市教育局 |"
)
INDICATORS = (
    "指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位\n"
    "C002-1 | C001 | 失业率 | ≤ | 0.5 | | % | 占比 | | | 市水利局"
)
REVISIONS = "指标编号 | 项目 | 原值 | 新值 | 理由 | 核定人 | 日期\nC002-1 | 目标值 | 0.6 | 0.5 | 专题会 | 督查室 |"


def promised(root: Path, promises: Entries, tables: dict[str, str]) -> TestHome:
    """Return a home with a plan in which 市教育局 filled the spring workbook, and 市水利局 did not."""
    home = TestHome.with_plan(root, tables, period="2023")
    home.issue()
    home.submit("市教育局", {"承诺事项": promises}, filled_on="2023-03-06")
    return home


def test_a_small_percentage_of_a_promise_is_drafted_with_its_sign(tmp_path: Path) -> None:
    promises: Entries = {("1", "承诺事项"): "防范金融风险", ("1", "年度目标"): "银行业不良贷款率控制在1%以内"}
    plan = drafted(promised(tmp_path / "home", promises, SPRING), tmp_path)
    assert [(item.target.relation.value, item.target.digits, item.target.unit) for item in plan.indicators] == [
        ("≤", "1", "%")
    ]


def test_a_draft_keeps_the_plan_there_is_and_adds_what_it_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    promises: Entries = {
        ("1", "承诺事项"): "扩充学位 供给",
        ("1", "年度目标"): "新增学位2000个",
        ("2", "承诺事项"): "办好课后服务",
        ("2", "年度目标"): "服务学生3万人以上",
    }
    tables = {**SPRING, "任务": TASKS, "指标": INDICATORS, "修订": REVISIONS}
    home = promised(tmp_path / "home", promises, tables)
    before = (home.root / "inputs" / "plan-2023.xlsx").read_bytes()
    plan = drafted(home, tmp_path)
    assert [(item.id, item.text, item.is_public) for item in plan.tasks] == [
        ("C001", "失业率控制在0.5%以内。", False),
        ("C7", "扩充学位供给", True),
        ("C003", "办好课后服务", True),
    ]
    assert [(item.id, item.reporters) for item in plan.indicators] == [
        ("C002-1", ("市水利局",)),
        ("C003-1", ("市教育局",)),
    ]
    assert [(item.indicator, item.new) for item in plan.revisions] == [("C002-1", "0.5")]
    assert (home.root / "inputs" / "plan-2023.xlsx").read_bytes() == before
    assert "市水利局" in capsys.readouterr().err


def test_a_promise_without_a_title_goes_by_its_goal(tmp_path: Path) -> None:
    promises: Entries = {("1", "年度目标"): "新增学位2000个"}
    plan = drafted(promised(tmp_path / "home", promises, SPRING), tmp_path)
    assert [(item.form, item.text) for item in plan.tasks] == [(Form.COMMITMENT, "新增学位2000个")]


def test_what_a_person_must_complete_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "任务.txt", tmp_path / "plan.xlsx"
    source.write_text("2023年重点工作\n1. 新建学校3所。\n2. 新建公园2个。责任单位：各区县政府\n", encoding="utf-8")
    assert main(["draft", str(source), "-o", str(target)]) == 0
    said = capsys.readouterr().err
    assert "1 项任务没有读到责任单位" in said
    assert "各区县政府" in said
    with pytest.raises(ConfigurationError) as caught:
        loaded(target.read_bytes(), tmp_path)
    assert [(fault.rule, fault.place.address) for fault in caught.value.faults] == [("plan.cell-empty", "G2")]


@pytest.mark.parametrize(
    ("words", "relation", "digits"), [("服务学生30至50名", "区间", "30~50"), ("净增人口不少于-4人", "≤", "4")]
)
def test_a_target_is_drafted_as_the_plan_asks_for_it(words: str, relation: str, digits: str, tmp_path: Path) -> None:
    source = tmp_path / "任务.txt"
    source.write_text(f"2023年重点工作\n1. {words}。责任单位：市教育局\n", encoding="utf-8")
    (indicator,) = loaded(draft_from_document(source, 2023).workbook, tmp_path).indicators
    assert (indicator.target.relation.value, indicator.target.digits) == (relation, digits)
