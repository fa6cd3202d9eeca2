"""Makes the workbooks of the example city from its data files: `python -m example.build [HOME]`."""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from example.city import FOLDER
from example.city import load
from example.filling import filled
from example.reports import half_year
from example.reports import spring
from reporter.forms.plan_form import write_plan_form


def workbooks() -> dict[str, bytes]:
    """Return every workbook of the example by its path under the home, the same bytes every time."""
    city = load()
    content = write_plan_form(city.plan.settings, city.plan.departments, city.plan.tasks, city.plan.indicators)
    plan = replace(city.plan, sha256=sha256(content).hexdigest())
    files = {f"inputs/{plan.file}": content}
    for collected in (spring(city), half_year(city)):
        for report in collected.reports:
            files[f"inputs/{collected.period}/{report.file}"] = filled(plan, collected.period, report)
    return files


def main(arguments: list[str]) -> int:
    """Write the workbooks into a home, the repository unless another is named."""
    home = Path(arguments[0]) if arguments else FOLDER.parent
    for name, content in workbooks().items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
