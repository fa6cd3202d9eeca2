"""All crafted workbooks of the half-year, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crafted import cells
from tests.crafted import containers
from tests.crafted import resubmissions
from tests.crafted import shapes
from tests.crafted import tampering
from tests.crafted import texts
from tests.crafted import writers

if TYPE_CHECKING:
    from tests.crafted.records import Case

CASES: tuple[Case, ...] = tuple(
    case for module in (containers, writers, shapes, tampering, cells, texts, resubmissions) for case in module.CASES
)
