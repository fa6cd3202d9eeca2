"""All crafted workbooks of the half-year."""

from __future__ import annotations

from tests.crafted import cells
from tests.crafted import containers
from tests.crafted import shapes
from tests.crafted import writers

CASES = (*cells.CASES, *containers.CASES, *shapes.CASES, *writers.CASES)
