"""Sheet 单位: who answers for tasks, by name and alias; and the names in a cell of 责任单位 or 填报单位."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.tables import header_word
from reporter.places import Place
from reporter.plan.records import Department
from reporter.plan.sheets import SheetShape
from reporter.plan.sheets import likeness
from reporter.plan.sheets import read_rows

if TYPE_CHECKING:
    from reporter.findings import Finding
    from reporter.intake.records import RawWorkbook
    from reporter.plan.cells import RowReader

SHAPE = SheetShape("单位", ("单位", "别名", "类别", "联系人", "电话"))
_SEPARATOR = "、"
_OPENING = "（(<〈《＜［[【〔{｛"
_CLOSING = "）)>〉》＞］]】〕}｝"


@dataclass(frozen=True, slots=True)
class Directory:
    """The departments read so far and every name they answer to; a faulty row still makes its names known."""

    departments: list[Department] = field(default_factory=list)
    by_name: dict[str, Department] = field(default_factory=dict)

    def find(self, name: str) -> Department | None:
        """Return the department of that name or alias; a remark in brackets behind the name is no part of it."""
        key = header_word(name)
        return self.by_name.get(key) or self.by_name.get(_without_remark(key))


def read_departments(workbook: RawWorkbook, faults: list[Finding]) -> Directory:
    """Read the sheet. A name or alias that stands twice is a fault, wherever it stands."""
    directory = Directory()
    before = len(faults)
    for row in read_rows(workbook, SHAPE, faults):
        _add(directory, row)
    if not directory.departments and len(faults) == before:
        faults.append(finding("plan.no-rows", Place(workbook.file, (SHAPE.name,)), sheet=SHAPE.name))
    return directory


def split_names(text: str) -> tuple[str, ...]:
    """Split names at 、 outside brackets: 市财政局、各区县政府<甲区、乙区> are two."""
    names = [""]
    depth = 0
    for sign in text:
        depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
        if sign == _SEPARATOR and depth == 0:
            names.append("")
        else:
            names[-1] += sign
    return tuple(name.strip() for name in names if name.strip())


def read_names(row: RowReader, word: str, directory: Directory) -> tuple[Department | None, ...]:
    """Read the departments named in a cell in its order; an unknown name is a fault and None."""
    names = split_names(row.text(word))
    found = tuple(directory.find(name) for name in names)
    for name, department in zip(names, found, strict=True):
        if department is None:
            suggestion = likeness(name, directory.by_name)
            row.fault("plan.unknown-department", word, found=name, department=name, suggestion=suggestion)
    return found


def _add(directory: Directory, row: RowReader) -> None:
    department = Department(
        name=row.required("单位"),
        aliases=split_names(row.text("别名")),
        category=row.text("类别"),
        contact=row.text("联系人"),
        phone=row.text("电话"),
        place=row.place("单位"),
    )
    for word, name in (("单位", department.name), *(("别名", alias) for alias in department.aliases)):
        holder = directory.by_name.setdefault(header_word(name), department)
        if holder is not department and name:
            row.fault("plan.department-repeated", word, found=name, expected=holder.name, first=str(holder.place))
    directory.departments.append(department)


def _without_remark(name: str) -> str:
    """Take a remark in brackets off the end of a name."""
    depth = 0
    for index in range(len(name) - 1, 0, -1):
        depth += (name[index] in _CLOSING) - (name[index] in _OPENING)
        if depth <= 0:
            return name[:index]
    return name
