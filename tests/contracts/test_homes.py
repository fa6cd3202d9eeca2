"""Three tiny golden homes: the files that go in as text tables, the data files that come out, to the letter.

A change of what comes out is a change of the contract: run with UPDATE_GOLDEN=1, read the difference, and say why in
the commit.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator

from tests.homes import Entries
from tests.homes import TestHome
from tests.homes import Typed

HERE = Path(__file__).resolve().parent
HOMES = sorted(path.name for path in (HERE / "homes").iterdir())


def sections(path: Path) -> dict[str, str]:
    """Read a file of `## name` sections."""
    parts = re.split(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def typed(text: str) -> Typed:
    """Read a value as it is typed: a number, or a text, quoted where it looks like a number."""
    if text.startswith('"'):
        return text.strip('"')
    return float(text) if re.fullmatch(r"[0-9.]+", text) else text


def build(name: str, folder: Path) -> TestHome:
    """Make a home from its text files and run the main job on it."""
    source = HERE / "homes" / name
    home = TestHome.with_plan(folder, sections(source / "plan.txt"))
    home.issue()
    for heading, table in sections(source / "filled.txt").items():
        department, filled_on = heading.split()
        entries: dict[str, Entries] = {}
        for line in table.strip().splitlines():
            sheet, key, word, value = (part.strip() for part in line.split("|", 3))
            entries.setdefault(sheet, {})[key, word] = typed(value)
        home.submit(department, entries, filled_on=filled_on)
    home.report()
    return home


@pytest.fixture(scope="module", params=HOMES)
def golden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TestHome]:
    name = str(request.param)
    return HERE / "homes" / name / "expected", build(name, tmp_path_factory.mktemp(name))


def hold(path: Path, actual: str) -> None:
    """Compare with the golden file, or write it where asked to."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="")
    assert actual.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_figures(golden: tuple[Path, TestHome]) -> None:
    expected, home = golden
    text = home.output("figures.csv").decode("utf-8-sig")
    # The hash of a filled workbook depends on the library that fills it in the test, not on us.
    hold(expected / "figures.csv", re.sub(r"[0-9a-f]{64}", "SHA256", text))


def test_findings(golden: tuple[Path, TestHome]) -> None:
    expected, home = golden
    hold(expected / "findings.jsonl", home.output("findings.jsonl").decode("utf-8"))


def test_document(golden: tuple[Path, TestHome]) -> None:
    expected, home = golden
    (path,) = home.outputs(".docx")
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    for table in document.tables:
        lines += [" | ".join(cell.text.replace("\n", "\\n") for cell in row.cells) for row in table.rows]
    hold(expected / "document.txt", "\n".join(lines) + "\n")


def test_every_finding_is_of_the_schema(golden: tuple[Path, TestHome]) -> None:
    schema = json.loads((HERE / "schemas" / "finding.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    assert [list(validator.iter_errors(item)) for item in golden[1].findings()] == [[]] * len(golden[1].findings())


def test_the_manifest_is_of_the_schema_and_verifies(golden: tuple[Path, TestHome]) -> None:
    home = golden[1]
    schema = json.loads((HERE / "schemas" / "manifest.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(home.output("manifest.json")))
    assert home.run("verify", "2023H1") == 0


def test_the_same_inputs_and_day_give_the_same_bytes(golden: tuple[Path, TestHome]) -> None:
    home = golden[1]
    folder = home.root / "outputs" / "2023H1"

    def everything() -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = everything()
    home.report()
    assert everything() == before
