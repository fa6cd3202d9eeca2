"""Links between the parts of a package: which part is the workbook, a sheet, a drawing, and what leads outside."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.intake.ooxml.markup import PACKAGE_RELATIONSHIPS
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.package import Package

_NAMES = short_names(PACKAGE_RELATIONSHIPS, ("Relationship",))


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another, or to something outside the package."""

    id: str
    kind: str
    """The last word of its type: worksheet, styles, hyperlink."""
    target: str
    """A part's name, or whatever stands there where it leads outside."""
    is_external: bool


class _RelationshipReader(PartReader):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.links: list[Relationship] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        is_external = attributes.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", self.folder, target.replace("\\", "/"))).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.links.append(Relationship(attributes.get("Id", ""), kind, target, is_external))


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """Return the links of a part, or of the package itself for the empty name."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links not in package:
        return ()
    return tuple(read_part(package, links, _NAMES, lambda: _RelationshipReader(folder)).links)


def workbook_part(package: Package) -> str:
    """Name the part that lists the sheets."""
    links = relationships(package, "")
    return next((link.target for link in links if link.kind == "officeDocument"), "xl/workbook.xml")
