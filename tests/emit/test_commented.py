"""A Word document with remarks: each stands at the words it is about, and nothing else changes."""

from __future__ import annotations

import io

import docx
import pytest

from reporter.emit.commented import Remark
from reporter.emit.commented import write_commented


def document() -> bytes:
    """Make a document: a title, a paragraph, a table with an emptied cell."""
    made = docx.Document()
    made.add_paragraph("完成情况")
    made.add_paragraph("  新建学校12所。")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "新建学校12所。"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def commented(remark: Remark) -> tuple[list[str], list[str], list[str]]:
    """Return the remarks of the copy, its marked words, and the texts of its paragraphs and cells."""
    copy = docx.Document(io.BytesIO(write_commented(document(), [remark])))
    cells = [cell for table in copy.tables for row in table.rows for cell in row.cells]
    paragraphs = [*copy.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    marked = [run.text for item in paragraphs for run in item.runs if run.font.highlight_color is not None]
    return [item.text for item in copy.comments], marked, [item.text for item in paragraphs]


@pytest.mark.parametrize(
    ("cell", "span", "marked"),
    [
        ((1, 1, 1), (4, 7), ["12所"]),
        ((2, 2, 1), (4, 7), ["12所"]),
        ((2, 1, 1), (0, 2), ["完成"]),
        ((1, 1, 2), (0, 0), []),
    ],
)
def test_a_remark_stands_at_its_words(cell: tuple[int, int, int], span: tuple[int, int], marked: list[str]) -> None:
    remarks, found, texts = commented(Remark(*cell, *span, "核对", is_grave=True))
    assert (remarks, found) == (["核对"], marked)
    assert texts == ["完成情况", "  新建学校12所。", "新建学校12所。", ""]
