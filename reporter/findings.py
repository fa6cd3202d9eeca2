"""Findings: what was found where, by which rule, and what to do about it.

The catalogue of rules is data: one file a room in reporter/rules/. A finding is raised by rule id only; its wording
comes from the catalogue, so that a message is written once, documented once and asserted by id.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.places import Place


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    ERROR = "error"
    """Could not be read: the figure is not in the tables. Nothing lifts it."""
    OPEN = "open"
    """Stops `--final` until explained, overridden or mended."""
    WARNING = "warning"
    """Printed as typed; somebody should look."""
    NOTE = "note"
    """For the record."""

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)

    @property
    def stops_final(self) -> bool:
        """Whether a finding of this weight keeps the final edition from being printed, and goes back to be mended."""
        return self in {Severity.ERROR, Severity.OPEN}

    @property
    def word(self) -> str:
        """The severity as users read it."""
        return _SEVERITIES[self][0]

    @property
    def meaning(self) -> str:
        """What follows from it, as users read it."""
        return _SEVERITIES[self][1]


_SEVERITIES = {
    Severity.ERROR: ("错误", "未能读取，数字不进表，须由填报单位更正"),
    Severity.OPEN: ("待处理", "定稿前须更正、说明或核定"),
    Severity.WARNING: ("提醒", "按所填印出，请留意"),
    Severity.NOTE: ("备注", "供备查"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the catalogue: what a finding of this rule says and asks for."""

    id: str
    severity: Severity
    title: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place. `found`, `expected`, `difference` and `expression` are texts as a person reads them."""

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str
    task: str = ""
    indicator: str = ""
    department: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    expression: str = ""

    def lifted(self, reason: str) -> Finding:
        """Return the finding as a note that carries the reason, for an `open` one that somebody explained."""
        message = f"{self.message}（已说明：{reason}）"
        return replace(self, severity=Severity.NOTE, message=message, hint="所述属实的，无需处理。")

    def settled(self, file: str) -> Finding:
        """Return the finding as a note, for one about a cell that another file of the same department replaces."""
        message = f"{self.message}（几份文件合并后，这一处以 {file} 为准）"
        return replace(self, severity=Severity.NOTE, message=message, hint="这一处不再计入，无需处理。")


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return every rule by id, in the order of the files in reporter/rules/."""
    rules: dict[str, Rule] = {}
    folder = files("reporter") / "rules"
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        room = path.name.removesuffix(".toml")
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            severity = Severity(entry["severity"])
            rules[f"{room}.{name}"] = Rule(f"{room}.{name}", severity, entry["title"], entry["message"], entry["hint"])
    return rules


def finding(  # noqa: PLR0913 - a finding has as many named parts
    rule: str,
    place: Place,
    *,
    task: str = "",
    indicator: str = "",
    department: str = "",
    found: str = "",
    expected: str = "",
    difference: str = "",
    expression: str = "",
    **facts: object,
) -> Finding:
    """Raise a finding of the catalogue's `rule` at `place`.

    Message and hint are templates of the catalogue; every named part and every one of `facts` may stand in them as
    `{name}`. A rule or a fact that does not exist is our own bug and raises KeyError.
    """
    entry = catalogue()[rule]
    words = {
        "task": task,
        "indicator": indicator,
        "department": department,
        "found": found,
        "expected": expected,
        "difference": difference,
        "expression": expression,
        "place": place,
        **facts,
    }
    return Finding(
        rule=rule,
        severity=entry.severity,
        place=place,
        message=entry.message.format_map(words),
        hint=entry.hint.format_map(words),
        task=task,
        indicator=indicator,
        department=department,
        found=found,
        expected=expected,
        difference=difference,
        expression=expression,
    )
