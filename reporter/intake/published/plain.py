"""Plain documents as paragraphs and grids: Markdown with pipe tables, and text a line a paragraph."""

from __future__ import annotations

import re

from reporter.intake.published.blocks import Block
from reporter.intake.published.blocks import Grid
from reporter.intake.published.blocks import Paragraph

_DASHES = re.compile(":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+")


def read_text(text: str) -> tuple[Block, ...]:
    """Return each line that says something as a paragraph."""
    return tuple(Paragraph(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def read_markdown(text: str) -> tuple[Block, ...]:
    """Return paragraphs, headings without their marks, and pipe tables."""
    lines = text.splitlines()
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if "|" in line and at + 1 < len(lines) and _is_delimiter(lines[at + 1]):
            last = _table_end(lines, at + 2)
            blocks.append(Grid(tuple(_cells(row) for row in (line, *lines[at + 2 : last]))))
            at = last
            continue
        if line.strip():
            blocks.append(Paragraph(_without_marks(line.strip()), at + 1))
        at += 1
    return tuple(blocks)


# Both are looked at in pieces: a pattern for the whole line takes for ever where a line is blank and long.
def _is_delimiter(line: str) -> bool:
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in line and all(_DASHES.fullmatch(cell.strip()) for cell in cells)


def _without_marks(line: str) -> str:
    heading = _HEADING.match(line)
    return line[heading.end() :].rstrip("#").rstrip() if heading else line


def _table_end(lines: list[str], at: int) -> int:
    while at < len(lines) and lines[at].strip() and "|" in lines[at]:
        at += 1
    return at


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return tuple(_BREAK.sub("\n", cell).replace("\\|", "|").strip() for cell in _BAR.split(line))
