"""What the main job costs as the country grows: departments doubled from run to run, the whole report each time.

    python -m benchmarks.country [DEPARTMENTS] [DOUBLINGS]

A department leads five tasks of three indicators each and hands in its form filled. A run is what a secretariat
types, in a process of its own; told are its processor seconds, how many times those of half as many departments (2 is
linear), the most memory that one of its processes took, and what lies in the outputs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from example.filling import filled
from example.reports import Report
from reporter.home import Home
from reporter.periods import Period
from reporter.periods import Stage
from reporter.pipeline.planning import load_plan
from tests.homes import write_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
PERIOD = Period(2023, Stage.HALF_YEAR)
TASKS, INDICATORS = 5, 3
INDICATOR_WORDS = (
    *("指标编号", "任务编号", "指标名称", "关系", "目标值", "目标上限"),
    *("单位", "口径", "基期值", "半年序时", "填报单位"),
)
_TEXT = "项目开工{{{task}-1}}，完成年度目标的{{{task}-1.完成率}}。"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_KIBIBYTES = 1024


def main() -> None:
    """Measure each size and print a line for it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("departments", type=int, nargs="?", default=250)
    options.add_argument("doublings", type=int, nargs="?", default=3)
    chosen = options.parse_args()
    before = None
    for doubling in range(chosen.doublings + 1):
        count = chosen.departments << doubling
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            furnish(home, count)
            seconds, peak = report(home)
            size = sum(path.stat().st_size for path in (home / "outputs").rglob("*") if path.is_file())
        growth = f", {seconds / before:.2f} x of half as many" if before else ""
        figures = count * TASKS * INDICATORS
        told = f"{count:,} departments, {figures:,} figures: {seconds:.1f} s{growth}"
        print(f"{told}, peak {peak >> 20} MiB, outputs {size >> 20} MiB", flush=True)
        before = seconds


def furnish(home: Path, count: int) -> None:
    """Write the plan of so many departments, and the form that each of them hands in."""
    (home / "inputs" / str(PERIOD)).mkdir(parents=True)
    write_tables(home / "inputs" / "plan-2023.xlsx", plan_tables(count))
    plan = load_plan(Home(home), PERIOD)
    for number, department in enumerate(plan.departments):
        ids = [f"{task}-{index}" for task in tasks_of(number) for index in range(1, INDICATORS + 1)]
        typed = Report(
            unit=department.name,
            file=f"{department.name}.xlsx",
            filled_by="综合科",
            checked_by="办公室",
            filled_on=date(2023, 7, 5),
            phone="0000001",
            figures={key: str(40 + number % 30 + index) for index, key in enumerate(ids)},
            texts={task: (_TEXT.format(task=task), "", "") for task in tasks_of(number)},
        )
        path = home / "inputs" / str(PERIOD) / f"{department.name}.xlsx"
        path.write_bytes(filled(plan, PERIOD, typed))


def plan_tables(count: int) -> dict[str, str]:
    """Return the sheets of a plan as text tables."""
    units = [f"单位{number:05}" for number in range(count)]
    tasks = [
        (task, f"第{number // 20 + 1}组", units[number], 100 + number % 7)
        for number in range(count)
        for task in tasks_of(number)
    ]
    indicators = [
        (f"{task}-{index}", task, target) for task, _, _, target in tasks for index in range(1, INDICATORS + 1)
    ]
    return {
        "年度": "项目 | 内容\n年度 | 2023",
        "单位": _table("单位 | 别名 | 类别 | 联系人 | 电话", (f"{unit} | | 经济建设类 | |" for unit in units)),
        "任务": _table(
            "任务编号 | 表单 | 分组 | 序号 | 领域 | 目标任务 | 责任单位",
            (
                f"{task} | 重点工作 | {group} | {serial} | | {thing(task, 1)}{target}个。 | {unit}"
                for serial, (task, group, unit, target) in enumerate(tasks, 1)
            ),
        ),
        "指标": _table(
            " | ".join(INDICATOR_WORDS),
            (
                f"{key} | {task} | {thing(task, int(key[-1]))} | ≥ | {target} | | 个 | 累计 | | |"
                for key, task, target in indicators
            ),
        ),
    }


def thing(task: str, index: int) -> str:
    """Name what an indicator counts, each a thing of its own, as departments report on things of their own."""
    stems = "".join(_STEMS[int(digit)] for digit in f"{task.removeprefix('K')}{index}")
    return f"新开工{stems}类项目"


def _table(header: str, rows: Iterable[str]) -> str:
    return "\n".join((header, *rows))


def tasks_of(number: int) -> list[str]:
    """Name the tasks of a department."""
    return [f"K{number:05}{task}" for task in range(TASKS)]


def report(home: Path) -> tuple[float, int]:
    """Run the main job; return the processor seconds of all its processes, and the most bytes that one of them took."""
    job = ("--home", str(home), "report", str(PERIOD), "--as-of", "2023-07-20", "--quiet")
    with (home / "summary.txt").open("wb") as summary:
        process = subprocess.Popen([sys.executable, "run_report.py", *job], cwd=ROOT, stderr=summary)  # noqa: S603 - our own program
        _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        raise RuntimeError((home / "summary.txt").read_text(encoding="utf-8"))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIBIBYTES


if __name__ == "__main__":
    main()
