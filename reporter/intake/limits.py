"""How big a file may be before it is turned away; what honest workbooks need, with room to spare."""

from __future__ import annotations

FILE_BYTES = 50 << 20
PARTS = 2_000
DIRECTORY_BYTES = 1 << 20
"""The list of parts, before anybody goes through it."""
PART_BYTES = 200 << 20
TOTAL_BYTES = 300 << 20
"""All parts inflated, counted while inflating."""
SHEETS = 200
CELLS = 2_000_000
"""Cells that hold something, over all sheets."""
DOCUMENT_CELLS = 500_000
"""Cells of all tables of a document."""
BOX_CELLS = 5_000_000
"""The rectangle around the cells that hold something, per sheet."""
MERGES = 10_000
TEXT_LENGTH = 32_767
"""Excel's own limit for one cell."""
TEXT_TOTAL = 100_000_000
"""Characters over all cells, repeated texts counted each time."""
SPELLED_OUT = 1_000_000
"""Characters of shared formulas that are moved to their cells, per sheet."""
DEPTH = 64
"""Elements inside elements."""
SHEET_NAME = 255
"""Characters; Excel itself allows 31."""
STYLES = 100_000
"""Cell styles; Excel itself allows 65,490."""
FORMAT_CODE = 1_000
"""Characters; Excel itself allows 255."""
ROWS = 1_048_576
COLUMNS = 16_384
SECONDS = 30
"""Time for one file."""
MEMORY_BYTES = 1 << 30
"""Memory of the process that reads."""


def megabytes(size: int) -> str:
    """Write a size for people."""
    return f"{size >> 20} MB"
