"""The house: rooms, the one staircase, and the room of each foreign library."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
REPORTER = ROOT / "reporter"

# Lowest first. A room imports from rooms on lower storeys only; rooms on one storey never meet.
STOREYS: tuple[frozenset[str], ...] = (
    frozenset({"places"}),
    frozenset({"findings", "periods", "quantities", "inert", "text_lines"}),
    frozenset({"errors"}),
    frozenset({"home"}),
    frozenset({"intake", "prose"}),
    frozenset({"plan"}),
    frozenset({"forms"}),
    frozenset({"consolidate"}),
    frozenset({"check"}),
    frozenset({"present"}),
    frozenset({"emit", "store", "release"}),
    frozenset({"pipeline"}),
    frozenset({"cli"}),
)
STOREY_OF = {room: number for number, rooms in enumerate(STOREYS) for room in rooms}

# The wings of a room are folders in it. They use what lies in the room itself; only these meet one another.
NEIGHBOURS = frozenset({("intake.published", "intake.ooxml"), ("forms.writing", "forms.reading")})

# Where a foreign library may be imported; a room, or one module of it.
HOMES: dict[str, frozenset[str]] = {
    "openpyxl": frozenset({"intake.witness"}),
    "python_calamine": frozenset({"intake"}),
    "dask": frozenset({"intake.processes.cluster"}),
    "distributed": frozenset({"intake.processes.cluster"}),
    "xlrd": frozenset({"intake"}),
    "pandas": frozenset({"consolidate.frame"}),
    "docx": frozenset({"emit", "intake"}),
    "lxml": frozenset({"emit", "intake"}),
    "xlsxwriter": frozenset({"emit", "forms"}),
    "jinja2": frozenset({"emit", "present.layout", "present.templates"}),
    "sqlalchemy": frozenset({"store"}),
    "typer": frozenset({"cli"}),
    "rich": frozenset({"cli"}),
}


def module_name(path: Path) -> str:
    """Name a module inside reporter: intake.tables, findings, cli."""
    parts = path.relative_to(REPORTER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = [path for path in sorted(REPORTER.rglob("*.py")) if module_name(path)]


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, late and type-only imports too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_one_way(path: Path) -> None:
    name = module_name(path)
    room = name.split(".")[0]
    for target in imports(path):
        if not target.startswith("reporter."):
            continue
        other = target.split(".")[1]
        assert other == room or STOREY_OF[other] < STOREY_OF[room], f"{name} climbs to {target}"


def wing_of(name: str) -> str | None:
    """Name the wing that a module or a folder lies in, None where it lies in the room itself."""
    parts = name.split(".")[:2]
    return ".".join(parts) if REPORTER.joinpath(*parts, "__init__.py").is_file() and len(parts) > 1 else None


@pytest.mark.parametrize("path", [path for path in MODULES if wing_of(module_name(path))], ids=module_name)
def test_wings_of_a_room_meet_only_where_it_is_said(path: Path) -> None:
    name = module_name(path)
    for target in imports(path):
        other = wing_of(target.removeprefix("reporter.")) if target.startswith("reporter.") else None
        if other is None or other.split(".")[0] != name.split(".")[0]:
            continue
        assert other == wing_of(name) or (wing_of(name), other) in NEIGHBOURS, f"{name} enters {target}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_foreign_libraries_stay_in_their_rooms(path: Path) -> None:
    name = module_name(path)
    for target in imports(path):
        homes = HOMES.get(target.split(".")[0])
        allowed = homes is None or name in homes or name.split(".")[0] in homes
        assert allowed, f"{name} imports {target}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if module_name(path).split(".")[0] != "cli"], ids=module_name
)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    assert not names & {"print", "input"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_stage_catches_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = {item.id for item in ast.walk(node.type) if isinstance(item, ast.Name)} if node.type else {"bare"}
            assert not caught & {"bare", "Exception", "BaseException"}, f"{module_name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_stay_small_and_say_what_they_are_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_functions_fit_a_screen_and_do_not_nest_deep(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            told = 2 if ast.get_docstring(node) else 1
            first = node.body[min(told, len(node.body)) - 1]
            assert (node.end_lineno or 0) - first.lineno < MOST_LINES, f"{module_name(path)}: {node.name} is too long"
            assert nesting(node) <= DEEPEST, f"{module_name(path)}: {node.name} nests too deep"


MOST_LINES, DEEPEST = 40, 3
STEPS = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.Match)


def nesting(node: ast.AST) -> int:
    """Count how deep statements lie in one another; `elif` stands beside its `if`, a function inside has its own."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        step = isinstance(child, STEPS) and not is_elif
        deepest = max(deepest, nesting(child) + step)
    return deepest


CHANGING = {"Allowance", "SheetContext"}
"""What counts down while a workbook is read: these records change, and only these."""


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_records_are_frozen_and_slotted(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    for node in (node for node in nodes if isinstance(node, ast.ClassDef)):
        for mark in (ast.unparse(mark) for mark in node.decorator_list if "dataclass" in ast.unparse(mark)):
            assert "frozen=True" in mark or node.name in CHANGING, f"{module_name(path)}: {node.name}"
            # A property that is computed once needs a dictionary to keep it in.
            assert "slots=True" in mark or "cached_property" in ast.unparse(node), f"{module_name(path)}: {node.name}"


def test_every_room_stands_on_a_storey() -> None:
    assert {module_name(path).split(".")[0] for path in MODULES} == set(STOREY_OF)
