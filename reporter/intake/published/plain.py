"""Plain documents as paragraphs and grids: Markdown with pipe tables, and text a line a paragraph."""

from __future__ import annotations

import re

from reporter.intake.published.blocks import Block
from reporter.intake.published.blocks import Grid
from reporter.intake.published.blocks import Paragraph

_DELIMITER = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*")


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
        if "|" in line and at + 1 < len(lines) and _DELIMITER.fullmatch(lines[at + 1]):
            last = _table_end(lines, at + 2)
            blocks.append(Grid(tuple(_cells(row) for row in (line, *lines[at + 2 : last]))))
            at = last
            continue
        if line.strip():
            heading = _HEADING.fullmatch(line.strip())
            blocks.append(Paragraph(heading[1] if heading else line.strip(), at + 1))
        at += 1
    return tuple(blocks)


def _table_end(lines: list[str], at: int) -> int:
    while at < len(lines) and lines[at].strip() and "|" in lines[at]:
        at += 1
    return at


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return tuple(_BREAK.sub("\n", cell).replace("\\|", "|").strip() for cell in _BAR.split(line))
