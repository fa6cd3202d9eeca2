"""What a workbook package carries besides cells: macros, links to elsewhere, embedded objects, drawings, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.ooxml.links import relationships
from reporter.intake.ooxml.markup import DRAWING
from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.texts import whole_number
from reporter.intake.unseen import visible
from reporter.places import cell_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.intake.ooxml.package import Package
    from reporter.places import Place

_LINKS = re.compile(r"(?:^|(?<=/))_rels/([^/]*)\.rels$")
_AT_OPENING = ("_xlnm.auto_", "auto_open", "auto_close", "auto_activate", "auto_deactivate")
_MARKS = {
    "macros": ("vbaproject.bin", "/macrosheets/"),
    "external-links": ("/externallinks/externallink",),
    "embedded-objects": ("/embeddings/", "/activex/", "/ctrlprops/"),
    "data-connections": ("/connections.xml", "customui/", "/querytables/"),
}
_SHOWN = 10

OWN_AUTHOR = "核查程序"
"""Who signs the comments of returned forms: they come back with the corrected form, and are no news."""
OWN_ADVICE = "改法："
"""What begins a line of each of them: LibreOffice does not keep who signed."""


def package_remarks(package: Package, place: Place, names: Iterable[str]) -> tuple[Finding, ...]:
    """List what the reader left alone in the workbook as a whole, so that nobody thinks it was looked at.

    `names` are the defined names, of which some run a macro sheet as the file is opened.
    """
    hits = {rule: _parts(package, marks) for rule, marks in _MARKS.items()}
    hits["macros"] += [name for name in names if name.rpartition("!")[2].casefold().startswith(_AT_OPENING)]
    hits["external-links"] += _outside(package)
    found = [("illegal-characters", package.cleaned)] if package.cleaned else []
    found += [(rule, parts) for rule, parts in hits.items() if parts]
    if any(b"ddeLink" in package.read(name) for name in _parts(package, _MARKS["external-links"])):
        found.append(("dde", ["DDE"]))
    return tuple(finding(f"intake.{rule}", place, found=listed(names)) for rule, names in found)


def sheet_remarks(package: Package, part: str, place: Place) -> Iterator[Finding]:
    """Tell where drawings and comments stand on a sheet: a figure in them is not read."""
    for link in relationships(package, part):
        if link.kind in _READERS and not link.is_external and link.target in package:
            rule, names, reader = _READERS[link.kind]
            anchors = read_part(package, link.target, names, reader).anchors
            if anchors:
                yield finding(f"intake.{rule}", place, found=listed(anchors))


class _AnchorReader(PartReader):
    """Collects the cells where something stands."""

    def __init__(self) -> None:
        self.anchors: list[str] = []
        self.pieces: list[str] = []

    def text(self, text: str) -> None:
        self.pieces.append(text)


class _DrawingReader(_AnchorReader):
    """Listens for the cells where drawings begin."""

    def __init__(self) -> None:
        super().__init__()
        self.position: dict[str, int] = {}
        self.is_inside = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "from":
            self.is_inside = True
            self.position = {}
        self.pieces.clear()

    def end(self, name: str) -> None:
        if name == "from":
            self.is_inside = False
            self.anchors.append(cell_name(self.position.get("row", 0) + 1, self.position.get("col", 0) + 1))
        elif self.is_inside and name in {"row", "col"}:
            self.position[name] = whole_number("".join(self.pieces).strip(), 0)


class _CommentReader(_AnchorReader):
    """Listens for the cells that comments belong to, but for our own."""

    def __init__(self) -> None:
        super().__init__()
        self.comment: Mapping[str, str] = {}
        self.authors = 0
        self.own_authors: set[str | None] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "comment":
            self.comment = attributes
        if name in {"comment", "author"}:
            self.pieces.clear()

    def end(self, name: str) -> None:
        text = "".join(self.pieces)
        if name == "author":
            if text == OWN_AUTHOR:
                self.own_authors.add(str(self.authors))
            self.authors += 1
        elif name == "comment" and self.comment.get("authorId") not in self.own_authors and not is_own_comment(text):
            self.anchors.append(self.comment.get("ref", ""))


_READERS: dict[str, tuple[str, Mapping[str, str], Callable[[], _AnchorReader]]] = {
    "drawing": ("drawings", short_names(DRAWING, ("from", "row", "col")), _DrawingReader),
    "comments": ("comments", short_names(SPREADSHEET, ("author", "comment")), _CommentReader),
}


def _parts(package: Package, marks: Iterable[str]) -> list[str]:
    names = (name for name in package.names() if not name.endswith(".rels"))
    return [name for name in names if any(mark in f"/{name}" for mark in marks)]


def _outside(package: Package) -> list[str]:
    """Return what any part leads to outside the file; a link that a person clicks is no part of it."""
    sources = (_source(name) for name in package.names() if _LINKS.search(name))
    links = (link for part in sources for link in relationships(package, part))
    return [link.target for link in links if link.is_external and link.kind != "hyperlink"]


def _source(name: str) -> str:
    """Name the part whose links another part holds: xl/_rels/workbook.xml.rels is that of xl/workbook.xml."""
    return _LINKS.sub(r"\1", name)


def is_own_comment(text: str) -> bool:
    """Tell whether a comment is one of ours by what it says."""
    return OWN_ADVICE in text


def listed(names: list[str]) -> str:
    """Return the first names as one text, with nothing in it that nobody sees."""
    more = "……" if len(names) > _SHOWN else ""
    return visible("、".join(names[:_SHOWN])[:200]) + more
