"""The main job, run once over all crafted workbooks, and what it said and printed of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tests.crafted.city import ASKED
from tests.crafted.city import Department
from tests.crafted.city import plan_tables
from tests.crafted.records import INDICATORS
from tests.crafted.records import Form
from tests.homes import TestHome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from tests.crafted.records import Case

PLAN = "plan-2023.xlsx"


@dataclass(frozen=True)
class Run:
    """A home with a department a case, after the main job."""

    home: TestHome
    cases: Mapping[str, Case]
    exit_code: int

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """The department of each case."""
        return departments(tuple(self.cases.values()))

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, str]]:
        """The rows of figures.csv by indicator."""
        return self.home.figures()

    @cached_property
    def findings(self) -> Sequence[Mapping[str, str]]:
        """The lines of findings.jsonl."""
        return self.home.findings()

    def told(self, case: Case) -> list[str]:
        """Return all that was found in the files of a case and about its department, as cases write it."""
        return sorted(f"{item['rule']} {place}".rstrip() for item, place in self._findings_of(case))

    def printed(self, case: Case) -> dict[int, tuple[str, str]]:
        """Return value and status of each of the department's indicators in figures.csv."""
        rows = {number: self.row(case, number) for number in ASKED}
        return {number: (row["value"], row["status"]) for number, row in rows.items()}

    def row(self, case: Case, number: int) -> Mapping[str, str]:
        """Return a row of figures.csv."""
        return self.figures[self.departments[case.name].indicator(number)]

    def file_names(self, case: Case) -> tuple[str, ...]:
        """Return what findings call the files of a case."""
        department = self.departments[case.name].name
        paths = [item.name.format(name=department) for item in case.files]
        names = [path.rpartition("/")[2] for path in paths]
        return tuple(path if names.count(name) > 1 else name for path, name in zip(paths, names, strict=True))

    def path(self, case: Case) -> Path:
        """Return the file with the fault."""
        name = case.file.format(name=self.departments[case.name].name)
        return self.home.root / "inputs" / self.home.period / name

    def findings_of(self, case: Case) -> list[Mapping[str, str]]:
        """Return all that was found in the files of a case and about its department."""
        return [item for item, _ in self._findings_of(case)]

    @cached_property
    def _by_file(self) -> Mapping[str, list[Mapping[str, str]]]:
        found: dict[str, list[Mapping[str, str]]] = {}
        for item in self.findings:
            found.setdefault(item["place"].partition("!")[0], []).append(item)
        return found

    def _findings_of(self, case: Case) -> list[tuple[Mapping[str, str], str]]:
        department, names = self.departments[case.name], self.file_names(case)
        found = [(item, self._spelled(item["place"], names)) for name in names for item in self._by_file.get(name, [])]
        own = [item for item in self._by_file.get(PLAN, []) if _is_about(item, department)]
        return [*found, *((item, "台账") for item in own)]

    def _spelled(self, place: str, names: Sequence[str]) -> str:
        file, _, inside = place.partition("!")
        sheet, _, cell = inside.partition("!")
        short = cell if sheet == INDICATORS and cell else inside
        return short if file == names[0] else f"{file}!{short}".rstrip("!")

    def expected(self, case: Case) -> list[str]:
        """Return what cases say must be told; `{old}` is the first of the further files."""
        names = self.file_names(case)
        return sorted(item.replace("{old}", names[-1]) for item in case.told)


def _is_about(item: Mapping[str, str], department: Department) -> bool:
    return any(department.owns(item[key]) for key in ("indicator", "task")) or department.name in item["message"]


def departments(cases: Sequence[Case]) -> dict[str, Department]:
    """Give every case a department."""
    return {case.name: Department(number) for number, case in enumerate(cases, start=1)}


def expected(case: Case) -> dict[int, tuple[str, str]]:
    """Return value and status that figures.csv must hold for each indicator of the case."""
    rows = {}
    for number, asked in ASKED.items():
        stated = case.figures.get(number, asked.typed)
        rows[number] = stated if isinstance(stated, tuple) else (stated, asked.status)
    return rows


def run(root: Path, cases: Sequence[Case]) -> Run:
    """Issue a blank a case, spoil it, drop it, and run the main job over all of them."""
    owners = departments(cases)
    home = TestHome.with_plan(root, plan_tables(tuple(owners.values())))
    home.issue()
    for case in cases:
        write_files(home, case, owners[case.name])
    return Run(home, {case.name: case for case in cases}, home.report())


def write_files(home: TestHome, case: Case, department: Department) -> None:
    """Write the files of a case into the drop folder."""
    blank = (home.root / "templates" / "blanks" / home.period / f"{department.name}.xlsx").read_bytes()
    for item in case.files:
        form = Form(blank, department)
        item.change(form)
        path = home.root / "inputs" / home.period / item.name.format(name=department.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(item.pack(form.data()))
