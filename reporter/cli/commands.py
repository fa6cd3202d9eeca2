"""The commands and their options. Each imports its staircase when it is called, so that --help is instant."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated

import typer

from reporter.cli import console
from reporter.cli.misuse import misuse
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.home import Home
from reporter.home import read_period
from reporter.home import read_year
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, FOUND, MISUSE = 0, 1, 2
_INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

app = typer.Typer(
    name="run_report.py",
    help="把部门填报的工作簿汇总成政府公布的完成情况表，逐个核对数字，并标明每个数字的出处。不写命令时汇总最新一期。",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=False,
)
plan_app = typer.Typer(help="任务台账。", rich_markup_mode=None)
store_app = typer.Typer(help="历次报送的历史库。", rich_markup_mode=None)
app.add_typer(plan_app, name="plan")
app.add_typer(store_app, name="store")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before the command."""

    home: Home


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="含 templates、inputs、outputs 的文件夹，默认为本程序所在文件夹")
    ] = None,
) -> None:
    """Read what stands before the command."""
    context.obj = Context(Home(home.resolve()) if home else Home())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 something was found, 2 misuse."""
    console.use_utf8()
    try:
        result = app(with_default_command(sys.argv[1:] if arguments is None else arguments), standalone_mode=False)
    except ConfigurationError as error:
        console.say_faults(error)
        return MISUSE
    except typer.TyperException as error:
        console.say(f"命令写法有误：{misuse(error)}。\n用 python run_report.py --help 查看用法。")
        return MISUSE
    except (typer.Abort, KeyboardInterrupt):
        result = _INTERRUPTED
    if result == _INTERRUPTED:
        console.say("已中止。成果是上一次或这一次的完整版本，没有半份；再运行一次即可补全。")
        return FOUND
    return result if isinstance(result, int) else OK


def with_default_command(arguments: Sequence[str]) -> list[str]:
    """Insert `report` where no command is named: the bare program does the main job."""
    words = list(arguments)
    place = 0
    while place < len(words) and words[place].startswith("--home"):
        place += 1 if "=" in words[place] else 2
    bare = place >= len(words) or (words[place].startswith("-") and words[place] != "--help")
    return [*words[:place], "report", *words[place:]] if bare else words


def _home(context: typer.Context) -> Home:
    state = context.obj
    return state.home if isinstance(state, Context) else Home()


def day_named(text: str | None) -> date:
    """Return the day that an option names, today where it names none.

    Raises:
        ConfigurationError: the text is no date.
    """
    if text is None:
        return date.today()  # noqa: DTZ011 - the operator's own calendar day is meant
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationError([finding("home.not-a-date", Place("--as-of"), found=text)]) from error


@app.command()
def report(  # noqa: PLR0913 - one parameter an option of the contract
    context: typer.Context,
    period: Annotated[str | None, typer.Argument(help="期次：2023、2023H1 或 2023FY；默认为最新一期")] = None,
    *,
    final: Annotated[bool, typer.Option("--final", help="定稿：没有待处理的问题才去掉“送审稿”")] = False,
    as_of: Annotated[str | None, typer.Option(help="以哪一天为准（YYYY-MM-DD），默认今天")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="另存 PDF（需要 LibreOffice）")] = False,
    workers: Annotated[int, typer.Option(min=1, help="同时读取文件的进程数")] = 2,
    scheduler: Annotated[str | None, typer.Option(help="由这个地址的 dask 调度器分派集群读取文件")] = None,
    store: Annotated[str | None, typer.Option(help="历史库的地址，默认 outputs/store.sqlite")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="不显示进度")] = False,
) -> int:
    """汇总一期：读取投放文件夹，核对，输出 Word、Excel、网页、核查报告和数据文件。"""
    from reporter.emit.pdf import find_converter
    from reporter.findings import Severity
    from reporter.pipeline.reception import Reading
    from reporter.pipeline.report import Request
    from reporter.pipeline.report import report as run

    converter = find_converter() if pdf else None
    if pdf and converter is None:
        console.say("没有找到 LibreOffice，这一次不生成 PDF；安装后重新运行即可。")
    home = _home(context)
    request = Request(
        home,
        home.period_named(period),
        day_named(as_of),
        final=final,
        reading=Reading(workers, scheduler),
        store=store,
        converter=converter,
    )
    outcome = run(request, console.Progress(quiet=quiet))
    console.say_outcome(outcome, final=final)
    if any(item.severity is Severity.ERROR for item in outcome.troubles):
        return MISUSE
    has_errors = any(item.severity is Severity.ERROR for item in outcome.findings)
    return FOUND if has_errors or (final and outcome.refusals) else OK


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="新建的文件夹")],
    year: Annotated[int | None, typer.Option(help="台账的年份，默认今年")] = None,
) -> int:
    """新建一个工作文件夹：空白任务台账（附填写说明）、版式和子文件夹。"""
    from reporter.pipeline.init import create_home

    chosen = day_named(None).year if year is None else read_year(year, "--year")
    for path in create_home(folder, chosen):
        console.say(f"已建立 {path}")
    command = f"python run_report.py --home {folder} issue {chosen}H1"
    console.say(f"下一步：填写 inputs 中的任务台账，再运行 {command} 向各部门发放空白表。")
    return OK


@app.command()
def issue(context: typer.Context, period: Annotated[str, typer.Argument(help="期次：2023、2023H1 或 2023FY")]) -> int:
    """向每个牵头或填报的单位生成一份标准工作簿。"""
    from reporter.pipeline.issue import issue as run

    issued = run(_home(context), read_period(period), console.Progress(quiet=False))
    paths = issued.workbooks
    console.say(f"已生成 {len(paths)} 份空白表：{paths[0].parent if paths else '（台账中没有需要填报的单位）'}")
    console.say_kept(issued.kept)
    return OK


@app.command()
def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="填好的工作簿")],
    as_of: Annotated[str | None, typer.Option(help="以哪一天为准（YYYY-MM-DD），默认今天")] = None,
) -> int:
    """报送之前自查：逐份说明哪些单元格要改、怎样改。"""
    from reporter.pipeline.check import check_workbooks

    is_clean = True
    for result in check_workbooks(_home(context), files, day_named(as_of), console.Progress(quiet=True)):
        console.say_check(result)
        is_clean = is_clean and result.is_clean
    return OK if is_clean else FOUND


@app.command()
def figures() -> int:
    """逐行读取 JSON（id、target、progress），逐行输出读到的目标、完成数和可复算的说法。"""
    from reporter.pipeline.figures import answers

    for answer in answers(console.given_lines()):
        console.give(answer)
    return OK


@app.command()
def audit(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="已公布的文件：docx、xlsx、html、md、txt")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="每条复算结果输出一行 JSON")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="另存为 .xlsx 清单或加批注的 .docx")] = None,
    against: Annotated[str | None, typer.Option(help="与这一期的汇总文字比对，说明哪些行、哪些数字不同")] = None,
) -> int:
    """复算公布文件里的每一个数字。"""
    from reporter.cli.audit_page import audit_lines
    from reporter.pipeline.audit import audit as run
    from reporter.pipeline.audit import json_lines
    from reporter.pipeline.audit import period_texts
    from reporter.pipeline.audit import write_answer
    from reporter.pipeline.destination import check_audit_target

    home = _home(context)
    if output is not None:
        check_audit_target(home, files, output)
    held = period_texts(home, home.period_named(against), console.Progress(quiet=True)) if against else None
    audits = [run(path, held) for path in files]
    for item in audits:
        console.give_all(json_lines(item) if as_json else audit_lines(item))
    if output is not None:
        kept = write_answer(files, audits, output)
        console.say(f"已写出 {output}")
        console.say_kept(kept)
    return FOUND if any(item.has_inconsistency for item in audits) else OK


@app.command()
def draft(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="已公布的任务表：docx、xlsx、html、md、txt")] = None,
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="写到哪里，默认 outputs/plan-年份.xlsx")] = None,
    year: Annotated[int | None, typer.Option(help="台账的年份，默认取自文件标题")] = None,
    from_commitments: Annotated[int | None, typer.Option(help="改从这一年各部门的承诺事项起草")] = None,
) -> int:
    """从已公布的表格或部门承诺起草任务台账，供人确认。"""
    from reporter.pipeline.destination import check_draft_target
    from reporter.pipeline.draft import draft_from_commitments
    from reporter.pipeline.draft import draft_from_document
    from reporter.release.publish import publish_file

    if output is not None:
        check_draft_target(output)
    if year is not None:
        read_year(year, "--year")
    if from_commitments is not None:
        promised = read_year(from_commitments, "--from-commitments")
        drafted = draft_from_commitments(_home(context), promised, console.Progress(quiet=False))
    elif file is not None:
        drafted = draft_from_document(file, year)
    else:
        raise ConfigurationError([finding("home.nothing-to-draft", Place("FILE"))])
    target = output or _home(context).outputs / f"plan-{drafted.year}.xlsx"
    check_draft_target(target)
    publish_file(target, drafted.workbook)
    console.say_draft(drafted, target)
    return OK


@app.command()
def trace(
    context: typer.Context,
    period: Annotated[str, typer.Argument(help="期次")],
    key: Annotated[str, typer.Argument(help="指标编号或任务编号")],
) -> int:
    """追溯一个数字：出自哪个文件、哪张表、哪个单元格。"""
    from reporter.pipeline.proving import trace as run

    console.give_all(run(_home(context), read_period(period), key))
    return OK


@app.command()
def history(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="指标编号")],
    store: Annotated[str | None, typer.Option(help="历史库的地址")] = None,
) -> int:
    """列出一个指标历次报送的数字。"""
    from reporter.pipeline.remembering import history as run

    console.give_all(run(store or _home(context).store, key))
    return OK


@app.command()
def verify(context: typer.Context, period: Annotated[str, typer.Argument(help="期次")]) -> int:
    """核对成果、清单与报送文件是否一致，有一处不同即返回 1。"""
    from reporter.pipeline.proving import verify as run

    differences = run(_home(context), read_period(period))
    for line in differences:
        console.give(line)
    console.say(f"有 {len(differences)} 处不一致。" if differences else "全部一致。")
    return FOUND if differences else OK


@app.command()
def watch(
    context: typer.Context,
    period: Annotated[str | None, typer.Argument(help="期次，默认为最新一期，有了更新的一期即改为汇总那一期")] = None,
    interval: Annotated[float, typer.Option(min=0.1, help="每隔多少秒看一次")] = 2.0,
    *,
    full: Annotated[bool, typer.Option("--full", help="每次更新都显示完整的汇总结果，默认只在开始时显示")] = False,
) -> int:
    """守在投放文件夹旁：文件一到就核对、退回或收下，随即更新各表。按 Ctrl-C 结束。"""
    from reporter.cli.watch_log import WatchLog
    from reporter.pipeline.report import Request
    from reporter.pipeline.watch import newest
    from reporter.pipeline.watch import watch as run

    home = _home(context)
    chosen = home.period_named(period)
    current = newest(home, chosen) if period is None else lambda: chosen
    console.say(f"正在守候 {home.drop_folder(chosen)}，按 Ctrl-C 结束。")
    runs = run(
        lambda: Request(home, current(), day_named(None)), lambda: time.sleep(interval), console.Progress(quiet=False)
    )
    log = WatchLog(always_full=full)
    try:
        for outcome in runs:
            log.tell(outcome)
    except KeyboardInterrupt:
        console.say("已结束守候。成果是最近一次的完整版本。")
    return OK


@app.command()
def rules(*, markdown: Annotated[bool, typer.Option("--markdown", help="输出成文档页")] = False) -> int:
    """列出全部核查规则。"""
    from reporter.cli.rules_page import rules_page
    from reporter.findings import catalogue

    if markdown:
        console.give(rules_page().rstrip("\n"))
        return OK
    for rule in catalogue().values():
        console.give(f"{rule.id}\t{rule.severity}\t{rule.title}\t{rule.hint}")
    return OK


@plan_app.command("lock")
def plan_lock(context: typer.Context, year: Annotated[int, typer.Argument(help="年份")]) -> int:
    """锁定任务台账：此后目标有变动，须在“修订”表中写明理由。"""
    from reporter.pipeline.planning import lock_plan

    console.say(f"已锁定：{lock_plan(_home(context), read_year(year, 'YEAR'))}")
    return OK


@store_app.command("export")
def store_export(context: typer.Context, store: Annotated[str | None, typer.Option(help="历史库的地址")] = None) -> int:
    """把历史库导出为逐行 JSON。"""
    from reporter.store.exchange import export

    console.give_all(export(store or _home(context).store))
    return OK


@store_app.command("import")
def store_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="导出的文件")],
    store: Annotated[str | None, typer.Option(help="历史库的地址")] = None,
) -> int:
    """把导出的逐行 JSON 读回历史库。"""
    from reporter.store.exchange import import_lines

    added = import_lines(store or _home(context).store, console.lines_of(file))
    console.say(f"已读入 {added} 条新记录。")
    return OK
