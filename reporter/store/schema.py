"""The tables of the store. Amounts are text, digit for digit; nothing in here is a float."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Boolean
from sqlalchemy import Column
from sqlalchemy import ForeignKey
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import MetaData
from sqlalchemy import Table
from sqlalchemy import Text
from sqlalchemy import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

VERSION = 2


class Amount(TypeDecorator[Decimal]):
    """A Decimal as text: what comes out has the digits that went in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - a fixed signature
        """Write the digits, without exponent."""
        return None if value is None else digits(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - a fixed signature
        """Read the digits."""
        return None if value is None else Decimal(value)


class Words(TypeDecorator[str]):
    """A text of any origin: characters that no database takes are written as escapes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - a fixed signature
        """Escape lone surrogates and NUL."""
        return None if value is None else escaped(value)


def digits(amount: Decimal) -> str:
    """Write an amount as it is stored."""
    return f"{amount:f}"


def escaped(text: str) -> str:
    """Write a text as it is stored."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


METADATA = MetaData()

VERSIONS = Table("store_version", METADATA, Column("version", Integer, primary_key=True))

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("period", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("is_final", Boolean, nullable=False),
    Column("inputs_digest", Text, nullable=False),
    Column("program", Text, nullable=False),
)
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("department", Words, primary_key=True),
    Column("file", Words, primary_key=True),
    Column("filled_on", Text, nullable=False),
    Column("received", Text, nullable=False),
)
# What a department's files said together, once for each content. The number grows with every report that replaces
# another one of its department, the same again too: the highest is the latest. Files and statements are JSON, which is
# read whole or not at all.
REPORTS = Table(
    "reports",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("period", Text, nullable=False),
    Column("department", Words, nullable=False),
    Column("received", Text, nullable=False),
    Column("files", Text, nullable=False),
    Column("statements", Text, nullable=False),
    Index("reports_by_period", "period"),
)
# A figure as it stood from its run on, in every later run of the period, until the run of that number found another
# in its place of the plan; no number where it stands today.
FIGURES = Table(
    "figures",
    METADATA,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("indicator", Words, nullable=False),
    Column("task", Words, nullable=False),
    Column("value", Amount),
    Column("unit", Words, nullable=False),
    Column("rate", Amount),
    Column("pace", Amount),
    Column("status", Words, nullable=False),
    Column("until", Integer),
    Index("figures_by_indicator", "indicator"),
    Index("figures_by_task", "task"),
)
SOURCES = Table(
    "sources",
    METADATA,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("figure", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("department", Words, nullable=False),
    Column("file", Words, nullable=False),
    Column("sheet", Words, nullable=False),
    Column("cell", Words, nullable=False),
    Column("stored", Words, nullable=False),
    Column("format", Words, nullable=False),
    Column("sha256", Words, nullable=False),
)
FINDINGS = Table(
    "findings",
    METADATA,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    *(
        Column(name, Words, nullable=False)
        for name in (
            *("rule", "severity", "place", "task", "indicator", "department"),
            *("found", "expected", "difference", "expression", "message", "hint"),
        )
    ),
)
