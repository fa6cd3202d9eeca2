"""What a workbook package carries besides cells: macros, links to elsewhere, embedded objects, drawings, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.reader import relationships
from reporter.intake.reader import workbook_part
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.findings import Finding
    from reporter.intake.package import Package
    from reporter.intake.records import RawWorkbook


def package_remarks(package: Package, workbook: RawWorkbook) -> tuple[Finding, ...]:
    """List what the reader left alone, so that nobody thinks it was looked at."""
    place = Place(workbook.file)
    found = [finding("intake.illegal-characters", place, found=part) for part in package.cleaned]
    found += [finding(f"intake.{rule}", place, found=names) for rule, names in _extras(package)]
    return tuple(found)


def _extras(package: Package) -> Iterator[tuple[str, str]]:
    names = package.names()
    kinds = {
        "macros": ("vbaproject.bin",),
        "external-links": ("/externallinks/externallink",),
        "embedded-objects": ("/embeddings/", "/activex/", "/ctrlprops/"),
        "data-connections": ("/connections.xml", "customui/", "/querytables/"),
    }
    for rule, marks in kinds.items():
        hits = [name for name in names if any(mark in f"/{name}" for mark in marks) and not name.endswith(".rels")]
        if hits:
            yield rule, "、".join(hits)[:120]
    if any(b"ddeLink" in package.read(name) for name in names if "/externallinks/externallink" in name):
        yield "dde", "ddeLink"
    outside = [
        link.target
        for part in (workbook_part(package), "")
        for link in relationships(package, part)
        if link.is_external
    ]
    if outside:
        yield "external-links", "、".join(outside)[:120]
