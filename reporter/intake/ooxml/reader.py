"""The sparse reader of xlsx packages: the facts of every cell that holds something, and nothing else."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.intake.allowance import check_names
from reporter.intake.ooxml.links import relationships
from reporter.intake.ooxml.links import workbook_part
from reporter.intake.ooxml.markup import RELATIONSHIPS
from reporter.intake.ooxml.markup import SPREADSHEET
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.markup import short_names
from reporter.intake.ooxml.remarks import package_remarks
from reporter.intake.ooxml.remarks import sheet_remarks
from reporter.intake.ooxml.shared_texts import SharedTexts
from reporter.intake.ooxml.shared_texts import read_shared_texts
from reporter.intake.ooxml.sheets import SheetContext
from reporter.intake.ooxml.sheets import read_sheet
from reporter.intake.ooxml.styles import read_formats
from reporter.intake.records import RawSheet
from reporter.intake.records import RawWorkbook
from reporter.intake.records import SheetState
from reporter.intake.refusal import refuse
from reporter.intake.texts import whole_number
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.intake.ooxml.links import Relationship
    from reporter.intake.ooxml.package import Package

_BOOK_NAMES = short_names(SPREADSHEET, ("sheet", "definedName", "workbookPr")) | short_names(RELATIONSHIPS, ("id",))
_STATES = {"hidden": SheetState.HIDDEN, "veryHidden": SheetState.VERY_HIDDEN}
_OWNED_ID = "id"


class _BookReader(PartReader):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, SheetState]] = []
        self.names: list[tuple[str, str, str]] = []
        self.uses_1904_dates = False
        self.pieces: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            state = _STATES.get(attributes.get("state", ""), SheetState.VISIBLE)
            self.sheets.append((visible(attributes.get("name", "")), attributes.get(_OWNED_ID, ""), state))
        elif name == "definedName":
            self.pieces.clear()
            self.names.append((attributes.get("name", ""), attributes.get("localSheetId", ""), ""))
        elif name == "workbookPr":
            self.uses_1904_dates = attributes.get("date1904") in {"1", "true"}

    def text(self, text: str) -> None:
        self.pieces.append(text)

    def end(self, name: str) -> None:
        if name == "definedName":
            self.names[-1] = (*self.names[-1][:2], "".join(self.pieces))

    def defined_names(self) -> dict[str, str]:
        """Map each name to its reference text; a name that belongs to one sheet is `sheet!name`."""
        names: dict[str, str] = {}
        for name, owner, reference in self.names:
            index = whole_number(owner, len(self.sheets))
            names[f"{self.sheets[index][0]}!{name}" if index < len(self.sheets) else name] = reference
        return names


def read_package(package: Package, name: str, sha256: str) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    """Read every sheet of a workbook package."""
    with _no_cycle_search():
        return _read_package(package, name, sha256)


@contextmanager
def _no_cycle_search() -> Iterator[None]:
    """Pause the search for reference cycles: a sheet makes millions of small objects and not one cycle.

    The next search would walk over all of them. To freeze and thaw them counts them among the old objects instead,
    which are seldom walked over.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _read_package(package: Package, name: str, sha256: str) -> tuple[RawWorkbook, tuple[Finding, ...]]:
    part = workbook_part(package)
    book = read_part(package, part, _BOOK_NAMES, _BookReader)
    check_names([title for title, _, _ in book.sheets])
    links = {link.id: link for link in relationships(package, part)}
    found: list[Finding] = []
    context = SheetContext(name, *_shared(package, name, links, found))
    sheets: list[RawSheet] = []
    for title, link_id, state in book.sheets:
        link = links.get(link_id)
        if link is None or link.kind not in {
            "worksheet",
            "chartsheet",
            "dialogsheet",
            "xlMacrosheet",
            "xlIntlMacrosheet",
        }:
            refuse("missing-part", title, found=title)
        if link.kind != "worksheet":
            sheets.append(RawSheet(title, state, {}))
            continue
        sheet, faults = read_sheet(package, link.target, title, state, context)
        sheets.append(sheet)
        found += [*faults, *sheet_remarks(package, link.target, Place(name, (title,)))]
    found += package_remarks(package, Place(name), [name for name, _, _ in book.names])
    return RawWorkbook(name, sha256, tuple(sheets), book.defined_names(), book.uses_1904_dates), tuple(found)


def _shared(
    package: Package, name: str, links: Mapping[str, Relationship], found: list[Finding]
) -> tuple[SharedTexts, dict[str | None, str]]:
    """Read shared texts and formats; a part that is named but absent is noted, for cells may not need it."""
    parts = {link.kind: link.target for link in links.values()}
    for kind in ("sharedStrings", "styles"):
        if kind in parts and parts[kind] not in package:
            found.append(finding("intake.absent-part", Place(name), found=parts[kind]))
            del parts[kind]
    texts = read_shared_texts(package, parts["sharedStrings"]) if "sharedStrings" in parts else SharedTexts()
    formats = read_formats(package, parts["styles"]) if "styles" in parts else {}
    return texts, formats
