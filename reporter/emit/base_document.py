"""A base document as the secretariat left it: its styles by name, its page, and the package around a new body."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

from reporter.emit.base_styles import RELATIONSHIPS
from reporter.emit.base_styles import WORD
from reporter.emit.base_styles import StyleName
from reporter.emit.package import packed
from reporter.emit.package import unpacked
from reporter.emit.theme_fonts import theme_fonts_in
from reporter.emit.theme_fonts import without_theme_fonts
from reporter.errors import ConfigurationError
from reporter.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.places import Place

_W = f"{{{WORD}}}"
_R = f"{{{RELATIONSHIPS}}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"{{{_PACKAGE}/content-types}}"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_SETTINGS = "word/settings.xml"
_DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
_PERSONAL = re.compile(r"docProps/.*|word/(comments\w*|people)\.xml|word/_rels/(settings|comments\w*)\.xml\.rels")
_MARKER = "reporter-body"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_USUAL_SIZE = 24


@dataclass(frozen=True, slots=True)
class BaseDocument:
    """What a body must know of its base: style ids by name, text block and text size in twentieths of a point."""

    style_ids: Mapping[StyleName, str]
    text_width: int
    text_height: int
    text_size: int
    title_size: int
    _parts: Mapping[str, bytes]
    _before: str
    _after: str

    def with_body(self, body: str, title: str) -> bytes:
        """Return the document with `body` in place of its own; of the properties only the title is set."""
        core = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
        )
        document = f"{self._before}{body}{self._after}".encode()
        return packed({**self._parts, _DOCUMENT: document, "docProps/core.xml": core.encode()})


def check_bases(bases: Mapping[Path, Place]) -> None:
    """Read every base document that a run will print with, before anything else is read.

    Raises:
        ConfigurationError: what is wrong with any of them, all of it at once.
    """
    faults: list[Finding] = []
    for path, place in bases.items():
        try:
            read_base(path.read_bytes(), place)
        except ConfigurationError as error:
            faults += error.faults
    if faults:
        raise ConfigurationError(faults)


def read_base(data: bytes, place: Place) -> BaseDocument:
    """Read a base document.

    Raises:
        ConfigurationError: it is no Word document, a named style is missing, or it links to somewhere outside.
    """
    try:
        parts = without_theme_fonts(unpacked(data))
        document, styles = (_parsed(parts[name]) for name in (_DOCUMENT, _STYLES))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as failure:
        raise ConfigurationError([finding("layout.base-unreadable", place)]) from failure
    by_name = _styles_by_name(styles)
    parts = _without_traces(parts)
    faults = [finding("layout.base-style", place, found=name) for name in StyleName if name not in by_name]
    faults += _fonts_left_open(styles, by_name, place)
    faults += [finding("layout.base-outside", place, found=target) for target in _outside(parts)]
    body = document.find(f"{_W}body")
    section = None if body is None else body.find(f"{_W}sectPr")
    if section is None or section.find(f"{_W}pgSz") is None or section.find(f"{_W}pgMar") is None:
        faults.append(finding("layout.base-unreadable", place))
    if faults or body is None or section is None:
        raise ConfigurationError(faults)
    width, height = _text_block(section)
    before, after = _around(document, body, section)
    return BaseDocument(
        style_ids={name: by_name[name].get(f"{_W}styleId", "") for name in StyleName},
        text_width=width,
        text_height=height,
        text_size=_size(by_name[StyleName.TEXT]),
        title_size=_size(by_name[StyleName.TITLE]),
        _parts=parts,
        _before=before,
        _after=after,
    )


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, _PARSER)


def _styles_by_name(styles: etree._Element) -> Mapping[str, etree._Element]:
    named = ((style.find(f"{_W}name"), style) for style in styles.iterfind(f"{_W}style"))
    return {name.get(f"{_W}val", ""): style for name, style in named if name is not None}


def _fonts_left_open(styles: etree._Element, by_name: Mapping[str, etree._Element], place: Place) -> Iterator[Finding]:
    """Find named styles that take a font from a theme that has none: each machine would take another."""
    # What a named style takes from another named one is told of that one.
    others = {style.get(f"{_W}styleId"): style for name, style in by_name.items() if name not in set(StyleName)}
    defaults = styles.find(f"{_W}docDefaults")
    for name in StyleName:
        chain = [] if defaults is None or name is StyleName.TABLE else [defaults]
        style = by_name.get(name)
        while style is not None and style not in chain:
            chain.append(style)
            parent = style.find(f"{_W}basedOn")
            style = None if parent is None else others.get(parent.get(f"{_W}val"))
        taken = [word for item in chain for word in theme_fonts_in(item)]
        if taken:
            yield finding("layout.base-font", place, found=name, reason=taken[0])


def _size(style: etree._Element) -> int:
    """Return the text size in twentieths of a point; styles count in halves."""
    size = style.find(f"{_W}rPr/{_W}sz")
    return 10 * int(size.get(f"{_W}val", _USUAL_SIZE) if size is not None else _USUAL_SIZE)


def _text_block(section: etree._Element) -> tuple[int, int]:
    def measure(element: str, side: str) -> int:
        found = section.find(f"{_W}{element}")
        return 0 if found is None else abs(int(found.get(f"{_W}{side}", "0")))

    width = measure("pgSz", "w") - measure("pgMar", "left") - measure("pgMar", "right") - measure("pgMar", "gutter")
    return width, measure("pgSz", "h") - measure("pgMar", "top") - measure("pgMar", "bottom")


def _around(document: etree._Element, body: etree._Element, section: etree._Element) -> tuple[str, str]:
    """Return the document part before and after its body's content; the last section's page stays."""
    for child in list(body):
        if child is not section:
            body.remove(child)
    body.insert(0, etree.Comment(_MARKER))
    text = etree.tostring(document, encoding="UTF-8", xml_declaration=True, standalone=True).decode()
    before, _, after = text.partition(f"<!--{_MARKER}-->")
    return before, after


def _without_traces(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Drop who made the base and on what: properties, thumbnail, comments with their authors, the template."""
    kept = {name: part for name, part in parts.items() if not _PERSONAL.fullmatch(name)}
    if _SETTINGS in kept:
        settings = _parsed(kept[_SETTINGS])
        for template in settings.findall(f"{_W}attachedTemplate"):
            settings.remove(template)
        kept[_SETTINGS] = _written(settings)
    if _DOCUMENT_RELATIONS in kept:
        relations = _parsed(kept[_DOCUMENT_RELATIONS])
        for entry in [item for item in relations if _PERSONAL.fullmatch(f"word/{item.get('Target')}")]:
            relations.remove(entry)
        kept[_DOCUMENT_RELATIONS] = _written(relations)
    kept["[Content_Types].xml"] = _content_types(kept)
    kept["_rels/.rels"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="{_DOCUMENT}"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    ).encode()
    return kept


def _content_types(parts: Mapping[str, bytes]) -> bytes:
    types = _parsed(parts["[Content_Types].xml"])
    for entry in types.findall(f"{_TYPES}Override"):
        if entry.get("PartName", "").lstrip("/") not in parts:
            types.remove(entry)
    etree.SubElement(types, f"{_TYPES}Override", PartName="/docProps/core.xml", ContentType=_CORE_TYPE)
    return _written(types)


def _outside(parts: Mapping[str, bytes]) -> list[str]:
    relations = (_parsed(part) for name, part in parts.items() if name.endswith(".rels"))
    return [entry.get("Target", "") for group in relations for entry in group if entry.get("TargetMode") == "External"]


def _written(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)
