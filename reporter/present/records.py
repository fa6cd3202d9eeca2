"""A publication as neutral tables, in the words of official tables: heading, groups, columns, rows, cells, notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Role(StrEnum):
    """What a cell is for; emitters map it to a style, never its text."""

    NUMBER = "number"
    TEXT = "text"
    FIGURE = "figure"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads inside the outputs or inputs: `target` is relative to the file that holds the link."""

    target: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed text. `amount` is the number behind it for emitters that write numbers, with `decimals` digits.

    `span` counts the rows the cell reaches down; a row under it holds no cell in that column (None).
    """

    text: str
    role: Role = Role.TEXT
    amount: Decimal | None = None
    decimals: int = 0
    span: int = 1
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width in millimetres on paper, and what its cells are for."""

    title: str
    width: int
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells by column; None where a cell from above reaches down."""

    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; an empty heading prints none."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading and its notes; every group has the same columns."""

    heading: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A document to publish. `marks` are short lines under the title: 送审稿, the period, the publisher."""

    title: str
    marks: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
