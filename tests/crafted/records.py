"""What a crafted workbook is: a flawless form, one fault, and all that the main job must say and print of it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from tests.crafted.city import ASKED
from tests.crafted.city import FIRST_ROW
from tests.crafted.city import RULES
from tests.crafted.city import SIGNED
from tests.crafted.city import TASKS
from tests.crafted.package import Package
from tests.crafted.package import Typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from tests.crafted.city import Department

INDICATORS, TEXTS, GUIDE, IDENTITY = "指标进展", "推进情况", "填报说明", "填报标识"


class Form(Package):
    """A department's own form, filled without a flaw, in the hands of whoever spoils it."""

    def __init__(self, blank: bytes, department: Department) -> None:
        """Fill an issued blank."""
        super().__init__(blank)
        self.department = department
        for number, asked in ASKED.items():
            if asked.typed:
                self.put(INDICATORS, f"H{FIRST_ROW + number - 1}", Typed(asked.typed))
        for row, (_, progress) in enumerate(TASKS.values(), start=FIRST_ROW):
            self.put(TEXTS, f"D{row}", text(progress))
        for name, value in SIGNED.items():
            self.put(*self.named_cell(name), text(value))


def text(value: str) -> Typed:
    """Type a text."""
    return Typed(value, "inlineStr")


Stated = str | tuple[str, str]
EMPTY = ("", "未填报")
"""What is printed where nothing was typed."""
UNREADABLE = ("", "无法测算")
"""What is printed where something was typed that nobody may read."""


def untouched(_: Form) -> None:
    """Leave the form as it is."""


def as_packed(data: bytes) -> bytes:
    """Leave the file as it is."""
    return data


@dataclass(frozen=True, slots=True)
class File:
    """A file that arrives: a flawless form, changed inside, then as bytes."""

    name: str = "{name}.xlsx"
    """Its path in the drop folder; `{name}` is the department's."""
    change: Callable[[Form], object] = untouched
    pack: Callable[[bytes], bytes] = as_packed


@dataclass(frozen=True, slots=True)
class Case:
    """One fault, named after it.

    `told` are all findings about the file and its department, each `rule place`: a place is a cell of 指标进展 (H4),
    sheet and cell (推进情况!D4), empty for the file as a whole, and 台账 for the department's rows in the plan. A cell
    of another file of the department begins with that file's name.

    `figures` are the indicators printed otherwise than a flawless form's: the value where the status stays, or value
    and status.
    """

    name: str
    change: Callable[[Form], object] = untouched
    told: tuple[str, ...] = ()
    figures: Mapping[int, Stated] = field(default_factory=dict)
    pack: Callable[[bytes], bytes] = as_packed
    file: str = "{name}.xlsx"
    beside: tuple[File, ...] = ()
    """Further files of the department."""
    cells: Mapping[int, str] = field(default_factory=dict)
    """Cells in which figures stand now, where they moved."""

    @property
    def files(self) -> tuple[File, ...]:
        """The files of the case, the one with the fault first."""
        return (File(self.file, self.change, self.pack), *self.beside)


NOTHING: Mapping[int, Stated] = {number: EMPTY for number, asked in ASKED.items() if asked.is_figure} | {RULES: EMPTY}
"""The figures of a department whose file was not read."""
NO_FIGURE: Mapping[int, Stated] = {number: UNREADABLE for number, asked in ASKED.items() if asked.is_figure}
"""The figures of a department whose sheet of figures was not read."""
UNREPORTED = "check.not-reported 台账"


def refused(
    name: str,
    rule: str,
    *,
    pack: Callable[[bytes], bytes] = as_packed,
    change: Callable[[Form], object] = untouched,
    file: str = "{name}.xlsx",
) -> Case:
    """Describe a file that is turned away as a whole."""
    return Case(name, change, (rule, UNREPORTED), NOTHING, pack, file)
