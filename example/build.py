"""Makes the workbooks of the example city from its data files: `python -m example.build [HOME] [--year-end]`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from example.city import FOLDER
from example.city import load
from example.filling import earlier_amounts
from example.filling import filled
from example.promises import with_promises
from example.reports import half_year
from example.reports import spring
from example.reports import year_end
from reporter.forms.writing.plan_form import write_plan_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.plan.records import Plan


def workbooks(*, with_year_end: bool = False) -> dict[str, bytes]:
    """Return the workbooks of the example by their paths under the home, the same bytes every time.

    Year-end is left out unless asked for: in the repository half-year is the newest period, the one the main job takes.
    With it the plan holds the commitments too, as it does once they are drafted into it.
    """
    city, grown = load(), with_promises(load())
    july = half_year(city)
    issued = _plan_workbook(city.plan)
    plan = replace(city.plan, sha256=sha256(issued).hexdigest())
    files = {f"inputs/{plan.file}": issued}
    for collected in (spring(city), july):
        for report in collected.reports:
            files[f"inputs/{collected.period}/{report.file}"] = filled(plan, collected.period, report)
    if not with_year_end:
        return files
    files[f"inputs/{plan.file}"] = _plan_workbook(grown.plan)
    december = year_end(grown)
    plan = replace(grown.plan, sha256=sha256(files[f"inputs/{plan.file}"]).hexdigest())
    for report in december.reports:
        earlier = earlier_amounts(plan, july.reports, report.unit)
        files[f"inputs/{december.period}/{report.file}"] = filled(plan, december.period, report, earlier)
    return files


def _plan_workbook(plan: Plan) -> bytes:
    return write_plan_form(plan.settings, plan.departments, plan.tasks, plan.indicators)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the workbooks into a home, the repository unless another is named."""
    parser = argparse.ArgumentParser(prog="python -m example.build", description="生成示例城市的台账和各单位填报表。")
    parser.add_argument("home", nargs="?", type=Path, default=FOLDER.parent, help="写到哪里，默认为本仓库")
    parser.add_argument("--year-end", action="store_true", help="连同年终（2023FY）的填报表一起生成")
    options = parser.parse_args(arguments)
    for name, content in workbooks(with_year_end=options.year_end).items():
        path: Path = options.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
