"""The command line as its users meet it: exit codes, messages on stderr, data on stdout."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from jsonschema import Draft202012Validator

from reporter.cli import main
from reporter.cli.commands import with_default_command
from reporter.cli.rules_page import rules_page
from reporter.intake import folder
from tests.homes import AS_OF
from tests.homes import TestHome
from tests.homes import write_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.homes import Entries

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "tests" / "contracts" / "schemas"
PLAN: Mapping[str, str] = {
    "年度": "项目 | 内容\n年度 | 2023\n发布机构 | 云川市人民政府办公室",
    "单位": "单位 | 别名 | 类别 | 联系人 | 电话\n市教育局 | | | 办公室 |\n市水利局 | | 经济建设类 | 办公室 |",
    "任务": """任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位
        K01 | 重点工作 | 市长主抓重点工作 | 1 | | 新建改扩建中小学校12所。 | 市教育局
        K02 | 重点工作 | 市长主抓重点工作 | 2 | | 治理河道120公里。 | 市水利局""",
    "指标": """指标编号 | 任务编号 | 指标名称 | 关系 | 目标值 | 目标上限 | 单位 | 口径 | 基期值 | 半年序时 | 填报单位
        K01-1 | K01 | 新建改扩建中小学校 | ≥ | 12 | | 所 | 累计 | | |
        K02-1 | K02 | 治理河道 | ≥ | 120 | | 公里 | 累计 | | |""",
}
CLEAN: dict[str, Entries] = {
    "指标进展": {("K01-1", "本期完成"): 7},
    "推进情况": {("K01", "推进情况"): "已新建改扩建中小学校7所。"},
}
WATER: dict[str, Entries] = {
    "指标进展": {("K02-1", "本期完成"): 61.5},
    "推进情况": {("K02", "推进情况"): "已治理河道61.5公里。"},
}


@pytest.fixture
def home(tmp_path: Path) -> TestHome:
    home = TestHome.with_plan(tmp_path / "home", PLAN)
    home.issue()
    return home


def test_help_is_instant_because_nothing_heavy_is_imported() -> None:
    program = "import sys; from reporter.cli import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    loaded = done.stderr
    assert "Commands" in done.stdout
    for heavy in ("pandas", "docx", "openpyxl", "xlsxwriter", "jinja2", "sqlalchemy", "rich", "distributed"):
        assert f"'{heavy}'" not in loaded


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ([], ["report"]),
        (["--final"], ["report", "--final"]),
        (["--home", "x"], ["--home", "x", "report"]),
        (["--home=x", "--final"], ["--home=x", "report", "--final"]),
        (["--home", "x", "issue", "2023H1"], ["--home", "x", "issue", "2023H1"]),
        (["--help"], ["--help"]),
    ],
)
def test_without_a_command_the_main_job_runs(typed: list[str], run: list[str]) -> None:
    assert with_default_command(typed) == run


@pytest.mark.parametrize("arguments", [["no-such-command"], ["report", "--no-such-option"], ["trace", "2023H1"]])
def test_misuse_ends_2_and_says_how_to_get_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "--help" in capsys.readouterr().err


def test_a_clean_home_ends_0_as_a_draft_and_0_as_final(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    home.submit("市教育局", CLEAN)
    home.submit("市水利局", WATER)
    assert home.report() == 0
    assert "--final" in capsys.readouterr().err
    assert home.report("--final") == 0
    (document,) = home.outputs(".docx")
    assert "送审稿" not in "".join(paragraph.text for paragraph in docx.Document(str(document)).paragraphs)


def test_a_history_that_cannot_be_kept_is_told_after_the_summary(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home.submit("市教育局", CLEAN)
    (home.root / "a file").write_bytes(b"")
    for store in ("nowhere://x", str(home.root / "a file" / "store.sqlite")):
        assert home.report("--store", store) == 2
        said = capsys.readouterr().err
        assert "无法继续" not in said
        assert said.index("汇总完成") < said.index("没有做成")
        assert home.run("verify", "2023H1") == 0


def test_a_missing_department_is_open_and_refuses_the_final_edition(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home.submit("市教育局", CLEAN)
    assert home.report() == 0
    assert "市水利局" in capsys.readouterr().err
    assert home.report("--final") == 1
    (document,) = home.outputs(".docx")
    assert "送审稿" in "".join(paragraph.text for paragraph in docx.Document(str(document)).paragraphs)


def test_an_unreadable_cell_ends_1_and_returns_the_form(home: TestHome) -> None:
    home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): "约7"}})
    assert home.report() == 1
    assert home.figures()["K01-1"]["value"] == ""
    returned = openpyxl.load_workbook(io.BytesIO(home.output("退回/市教育局.xlsx")))
    assert "退回说明" in returned.sheetnames


def test_a_faulty_plan_ends_2_and_names_every_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {**PLAN, "指标": PLAN["指标"].replace("| 12 |", "| 十二所 |").replace("| K02 |", "| K99 |")}
    home = TestHome.with_plan(tmp_path, wrong)
    assert home.report() == 2
    message = capsys.readouterr().err
    assert "plan-2023.xlsx!指标!E2" in message
    assert "plan-2023.xlsx!指标!B3" in message


def test_a_period_never_reported_ends_2(home: TestHome) -> None:
    assert home.run("report", "2023FY") == 2
    assert home.run("report", "2023下半年") == 2
    assert home.run("verify", "2022H1") == 2


def test_folders_that_are_not_read_are_named_with_their_right_names(
    home: TestHome, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.root / "inputs" / "2023-FY").mkdir()
    home.submit("市教育局", CLEAN)
    assert home.report() == 0
    said = capsys.readouterr().err
    assert "inputs/2023-FY" in said
    assert "文件夹 2023FY" in said
    assert home.run("report", "2023FY") == 2
    assert "inputs/2023-FY" in capsys.readouterr().err


def test_a_home_without_periods_or_plan_ends_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path), "report"]) == 2
    assert "期次" in capsys.readouterr().err
    (tmp_path / "inputs" / "2023H1").mkdir(parents=True)
    assert main(["--home", str(tmp_path), "report"]) == 2
    assert "plan-2023.xlsx" in capsys.readouterr().err


def test_a_date_that_is_none_ends_2(home: TestHome) -> None:
    assert home.report(as_of="7月20日") == 2


def test_check_says_what_to_mend_before_handing_in(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    good = home.submit("市教育局", CLEAN)
    bad = home.submit("市水利局", {"指标进展": {("K02-1", "本期完成"): "61.5米"}}, name="河道.xlsx")
    assert home.run("check", str(good), "--as-of", AS_OF) == 0
    assert home.run("check", str(good), str(bad), "--as-of", AS_OF) == 1
    assert "河道.xlsx!指标进展!H4" in capsys.readouterr().err
    assert home.run("check", str(bad.parent / "没有.xlsx")) == 2


def test_check_reads_the_plan_and_the_earlier_periods_once(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home.submit("市教育局", CLEAN)
    december = TestHome(home.root, "2023FY")
    december.issue()
    paths = [str(december.submit("市教育局", CLEAN)), str(december.submit("市水利局", WATER))]
    read: list[str] = []
    arrivals = folder.arrivals

    def counted(path: Path) -> object:
        read.append(path.name)
        return arrivals(path)

    monkeypatch.setattr("reporter.pipeline.reception.arrivals", counted)
    assert home.run("check", *paths, *paths, "--as-of", "2024-01-10") in {0, 1}
    assert read == ["2023H1"]


def test_figures_answers_every_line_by_the_schema(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"id": 7, "target": "新建学校120所，新增学位1.2万个。", "progress": "已建成学校90所，完成全年目标的75%。"},
        {"id": "x", "progress": "新增就业2.3万人。"},
        {"id": None},
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(row) for row in rows)))
    assert main(["figures"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    validator = Draft202012Validator(json.loads((SCHEMAS / "figures-answer.json").read_text(encoding="utf-8")))
    for answer in answers:
        validator.validate(answer)
    assert [answer["id"] for answer in answers] == [7, "x", None]
    assert [target["value"] for target in answers[0]["targets"]] == ["120", "12000"]
    assert answers[0]["claims"][0]["verdict"] == "consistent"


@pytest.mark.parametrize("line", ["not json", "[1]", '{"id": 1, "target": 5}'])
def test_figures_refuses_what_is_no_row(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))
    assert main(["figures"]) == 2


def test_figures_reads_a_byte_order_mark_and_writes_half_characters_as_escapes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = '\ufeff{"id": 1, "progress": "已建成学校\\ud8003所"}\n\n{"id": 2}\n{"id": 3, "progress": "'.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed + '中文"}'.encode("gbk"))))
    assert main(["figures"]) == 2
    printed = capsys.readouterr()
    answers = [json.loads(line) for line in printed.out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2]
    assert "stdin!4" in printed.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["issue"], "缺少“period”"),
        (["nosuch"], "没有“nosuch”这个命令"),
        (["report", "--nope"], "没有“--nope”这个选项"),
        (["draft", "x", "--year", "abc"], "“--year”的写法不对"),
        (["report", "--as-of"], "选项“--as-of”"),
        (["issue", "2023H1", "2023FY"], "多写了“2023FY”"),
        (["plan"], "没有写命令"),
    ],
)
def test_misuse_is_told_in_the_operator_s_language(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


PAGE = """# 2023年重点工作完成情况

| 序号 | 目标任务 | 推进情况 |
|---|---|---|
| 1 | 新建学校120所。责任单位:市教育局 | 已建成学校120所，完成全年目标的116%。 |
| 2 | 治理河道300公里以上。责任单位:市水利局、各区县政府 | 已治理河道150公里，完成全年目标的50%。 |
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "完成情况.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_audit_prints_each_claim_and_ends_1_for_an_inconsistent_one(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(page)]) == 1
    printed = capsys.readouterr().out
    assert "不符" in printed
    assert "相符" in printed


def test_audit_lists_what_it_cannot_recompute_and_says_what_is_likely_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通报.txt"
    path.write_text(
        "建设公园20个。\n推进情况：已建成公园12个,完成全年目标的130%,市民满意度占比7.7%。\n", encoding="utf-8"
    )
    main(["audit", str(path)])
    printed = capsys.readouterr().out
    assert "无从复算" in printed
    assert "不符" in printed
    assert not re.search("[a-z]", printed.replace(path.name, ""))


def test_audit_json_gives_a_line_a_claim_by_the_schema(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", str(page), "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    validator = Draft202012Validator(json.loads((SCHEMAS / "audit-line.json").read_text(encoding="utf-8")))
    for line in lines:
        validator.validate(line)
    rates = {line["place"]: line["verdict"] for line in lines if line["kind"] == "completion_rate"}
    assert rates == {"完成情况.md!1!2!3": "inconsistent", "完成情况.md!1!3!3": "consistent"}


def test_audit_json_tells_what_differs_from_the_period_too(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    home.submit("市教育局", CLEAN)
    home.report()
    page = home.root / "退回稿.md"
    page.write_text(
        "# 汇总表\n\n|序号|目标任务|推进情况|\n|---|---|---|\n|9|新建公园2个。|已建1个。|\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["--home", str(home.root), "audit", "--against", "2023H1", "--json", str(page)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    validator = Draft202012Validator(json.loads((SCHEMAS / "audit-line.json").read_text(encoding="utf-8")))
    for line in lines:
        validator.validate(line)
    added = {line["rule"]: line["place"] for line in lines if "kind" not in line}
    assert added["against.row-added"] == "退回稿.md!1!2!2"


def test_audit_writes_a_workbook_with_the_doubtful_first(page: Path, tmp_path: Path) -> None:
    main(["audit", str(page), "-o", str(tmp_path / "核对.xlsx")])
    sheet = openpyxl.load_workbook(tmp_path / "核对.xlsx").worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert texts.index("不符") < texts.index("相符")


def test_audit_comments_a_copy_of_the_word_file(home: TestHome, tmp_path: Path) -> None:
    wrong: dict[str, Entries] = {"推进情况": {("K01", "推进情况"): "已新建改扩建中小学校7所，完成全年目标的85%。"}}
    home.submit("市教育局", {"指标进展": CLEAN["指标进展"], **wrong})
    home.report()
    (document,) = home.outputs(".docx")
    assert main(["audit", str(document), "-o", str(tmp_path / "核对.docx")]) == 1
    commented = docx.Document(str(tmp_path / "核对.docx"))
    assert len(list(commented.comments)) == 1
    highlighted = [
        run.text
        for table in commented.tables
        for row in table.rows
        for paragraph in row.cells[-1].paragraphs
        for run in paragraph.runs
        if run.font.highlight_color
    ]
    assert "85%" in "".join(highlighted)


def test_audit_says_which_outputs_it_can_write(page: Path, tmp_path: Path) -> None:
    assert main(["audit", str(page), "-o", str(tmp_path / "核对.docx")]) == 2
    assert main(["audit", str(page), "-o", str(tmp_path / "核对.txt")]) == 2
    assert main(["audit", str(tmp_path / "没有.docx")]) == 2


def test_draft_reads_a_plan_that_can_be_issued(page: Path, tmp_path: Path) -> None:
    home = TestHome(tmp_path / "new")
    (home.root / "inputs").mkdir(parents=True)
    assert home.run("draft", str(page), "-o", str(home.root / "inputs" / "plan-2023.xlsx")) == 0
    home.issue()
    issued = sorted(path.stem for path in (home.root / "templates" / "blanks" / "2023H1").iterdir())
    assert issued == ["市教育局", "市水利局"]


def test_draft_never_replaces_a_plan(home: TestHome, page: Path) -> None:
    plan = home.root / "inputs" / "plan-2023.xlsx"
    confirmed = plan.read_bytes()
    assert home.run("draft", str(page), "-o", str(plan)) == 2
    assert plan.read_bytes() == confirmed
    drafted = home.root / "outputs" / "plan-2023.xlsx"
    assert home.run("draft", str(page)) == 0
    drafted.write_bytes(b"corrected by hand")
    assert home.run("draft", str(page)) == 2
    assert drafted.read_bytes() == b"corrected by hand"


def test_audit_never_replaces_its_document_or_an_input(home: TestHome, page: Path, tmp_path: Path) -> None:
    home.submit("市教育局", CLEAN)
    home.report()
    (document,) = home.outputs(".docx")
    for source, target in ((document, document), (page, home.root / "inputs" / "plan-2023.xlsx")):
        before = target.read_bytes()
        assert home.run("audit", str(source), "-o", str(target)) == 2
        assert target.read_bytes() == before
    assert list(tmp_path.rglob("留存-*")) == []


def test_audit_replaces_its_earlier_answer_and_keeps_what_was_typed_into_it(page: Path, tmp_path: Path) -> None:
    answer = tmp_path / "核对.xlsx"
    for _ in range(2):
        assert main(["audit", str(page), "-o", str(answer)]) == 1
    assert list(tmp_path.glob("留存-*")) == []
    first = answer.read_bytes()
    answer.write_bytes(b"with remarks")
    assert main(["audit", str(page), "-o", str(answer)]) == 1
    assert answer.read_bytes() == first
    assert (tmp_path / "留存-核对.xlsx").read_bytes() == b"with remarks"


def test_draft_asks_for_what_it_cannot_know(tmp_path: Path) -> None:
    path = tmp_path / "任务.txt"
    path.write_text("新建学校120所。", encoding="utf-8")
    assert main(["draft", str(path), "-o", str(tmp_path / "plan.xlsx")]) == 2
    assert main(["draft", str(path), "--year", "2024", "-o", str(tmp_path / "plan.xlsx")]) == 0
    assert main(["draft", "-o", str(tmp_path / "plan.xlsx")]) == 2


def test_init_makes_a_home_once(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "家"), "--year", "2024"]) == 0
    assert (tmp_path / "家" / "inputs" / "plan-2024.xlsx").is_file()
    assert list((tmp_path / "家" / "templates" / "layouts").glob("*/layout.toml"))
    assert main(["init", str(tmp_path / "家")]) == 2


def test_trace_leads_from_a_figure_to_its_cell(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    home.submit("市教育局", CLEAN)
    home.report()
    capsys.readouterr()
    assert home.run("trace", "2023H1", "K01-1") == 0
    assert "市教育局.xlsx!指标进展!H4" in capsys.readouterr().out
    assert home.run("trace", "2023H1", "K02") == 0
    assert "没有填报" in capsys.readouterr().out
    assert home.run("trace", "2023H1", "没有的编号") == 2


def test_verify_finds_any_file_that_was_touched(home: TestHome, capsys: pytest.CaptureFixture[str]) -> None:
    path = home.submit("市教育局", CLEAN)
    home.report()
    assert home.run("verify", "2023H1") == 0
    path.write_bytes(path.read_bytes() + b" ")
    assert home.run("verify", "2023H1") == 1
    assert "inputs/2023H1/市教育局.xlsx" in capsys.readouterr().out


def test_a_locked_plan_changes_only_by_revision(home: TestHome) -> None:
    plan = home.root / "inputs" / "plan-2023.xlsx"
    raised = {**PLAN, "指标": PLAN["指标"].replace("| 12 |", "| 15 |")}
    revision = """指标编号 | 项目 | 原值 | 新值 | 理由 | 核定人 | 日期
        K01-1 | 目标值 | 12 | 15 | 市政府专题会议 | 督查室 | 2023-07-12"""
    home.submit("市教育局", CLEAN)
    home.submit("市水利局", WATER)
    assert home.run("plan", "lock", "2023") == 0
    assert home.run("plan", "lock", "2023") == 2
    assert home.report("--final") == 0
    write_tables(plan, raised)
    assert home.report("--final") == 1
    assert home.rules_at("plan-2023.xlsx!指标!A2") == {"plan.target-changed"}
    write_tables(plan, {**raised, "修订": revision})
    assert home.report("--final") == 0


def test_rules_lists_every_rule_and_the_page_in_docs_is_that_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert "cells.excel-error" in capsys.readouterr().out
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page()


def test_an_audit_shows_figures_as_printed_and_why_a_rounded_sum_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "表.md"
    progress = "引进大学生2.41万人，其中硕士3120人、博士37人、本科2.1万人"
    page.write_text(
        f"# 2023年\n\n| 序号 | 目标任务 | 推进情况 |\n|---|---|---|\n| 1 | 引才。 | {progress}。 |\n", "utf-8"
    )
    assert main(["audit", str(page)]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines() if "印出" in line]
    assert told == ["3120+37+2.1万 = 24157，印出 2.41万；印出的数字是四舍五入的，相差在舍入之内"]
