"""What a workbook package carries besides cells: macros, links to elsewhere, embedded objects, drawings, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.ooxml.links import relationships
from reporter.intake.ooxml.links import workbook_part
from reporter.intake.ooxml.markup import DRAWING
from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.texts import whole_number
from reporter.intake.unseen import visible
from reporter.places import cell_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.intake.ooxml.package import Package
    from reporter.places import Place

_NAMES = short_names(DRAWING, ("from", "row", "col")) | short_names(SPREADSHEET, ("author", "comment"))
_MARKS = {
    "macros": ("vbaproject.bin",),
    "external-links": ("/externallinks/externallink",),
    "embedded-objects": ("/embeddings/", "/activex/", "/ctrlprops/"),
    "data-connections": ("/connections.xml", "customui/", "/querytables/"),
}
_SHOWN = 10

OWN_AUTHOR = "核查程序"
"""Who signs the comments of returned forms: they come back with the corrected form, and are no news."""
OWN_ADVICE = "改法："
"""What begins a line of each of them: LibreOffice does not keep who signed."""


def package_remarks(package: Package, place: Place) -> tuple[Finding, ...]:
    """List what the reader left alone in the workbook as a whole, so that nobody thinks it was looked at."""
    found = [("illegal-characters", package.cleaned)] if package.cleaned else []
    found += [(rule, hits) for rule, marks in _MARKS.items() if (hits := _parts(package, marks))]
    outside = _outside(package)
    if outside:
        found.append(("external-links", outside))
    if any(b"ddeLink" in package.read(name) for name in _parts(package, _MARKS["external-links"])):
        found.append(("dde", ["DDE"]))
    return tuple(finding(f"intake.{rule}", place, found=listed(names)) for rule, names in found)


def sheet_remarks(package: Package, part: str, place: Place) -> Iterator[Finding]:
    """Tell where drawings and comments stand on a sheet: a figure in them is not read."""
    for link in relationships(package, part):
        if link.kind in {"drawing", "comments"} and not link.is_external and link.target in package:
            anchors = read_part(package, link.target, _NAMES, _AnchorReader).anchors
            if anchors:
                yield finding(f"intake.{_RULES[link.kind]}", place, found=listed(anchors))


_RULES = {"drawing": "drawings", "comments": "comments"}


class _AnchorReader(PartReader):
    """Listens for the cells where drawings begin, or comments belong."""

    def __init__(self) -> None:
        self.anchors: list[str] = []
        self.pieces: list[str] = []
        self.position: dict[str, int] = {}
        self.is_inside = False
        self.authors = 0
        self.own_authors: set[str | None] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "from":
            self.is_inside = True
            self.position = {}
        elif name == "comment" and attributes.get("authorId") not in self.own_authors:
            self.anchors.append(attributes.get("ref", ""))
        self.pieces.clear()

    def text(self, text: str) -> None:
        self.pieces.append(text)

    def end(self, name: str) -> None:
        if name == "from":
            self.is_inside = False
            self.anchors.append(cell_name(self.position.get("row", 0) + 1, self.position.get("col", 0) + 1))
        elif name == "author":
            if "".join(self.pieces) == OWN_AUTHOR:
                self.own_authors.add(str(self.authors))
            self.authors += 1
        elif self.is_inside and name in {"row", "col"}:
            self.position[name] = whole_number("".join(self.pieces).strip(), 0)


def _parts(package: Package, marks: Iterable[str]) -> list[str]:
    names = (name for name in package.names() if not name.endswith(".rels"))
    return [name for name in names if any(mark in f"/{name}" for mark in marks)]


def _outside(package: Package) -> list[str]:
    parts = (workbook_part(package), "")
    return [link.target for part in parts for link in relationships(package, part) if link.is_external]


def is_own_comment(text: str) -> bool:
    """Tell whether a comment is one of ours by what it says."""
    return OWN_ADVICE in text


def listed(names: list[str]) -> str:
    """Return the first names as one text, with nothing in it that nobody sees."""
    more = "……" if len(names) > _SHOWN else ""
    return visible("、".join(names[:_SHOWN])[:200]) + more
