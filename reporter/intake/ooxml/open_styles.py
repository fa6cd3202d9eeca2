"""The styles of an .ods file: number formats spelled as Excel's codes, and how runs of text are drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.intake import limits
from reporter.intake.formats import GENERAL
from reporter.intake.ooxml.markup import PartReader
from reporter.intake.ooxml.markup import read_part
from reporter.intake.ooxml.open_names import CONTENT
from reporter.intake.ooxml.open_names import STYLES
from reporter.intake.ooxml.open_names import open_names
from reporter.intake.records import Drawn
from reporter.intake.refusal import refuse
from reporter.intake.texts import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.package import Package

_FORMATS = {
    f"number:{kind}-style": kind for kind in ("number", "percentage", "currency", "text", "date", "time", "boolean")
}
_PARTS = (
    "number:number",
    "number:scientific-number",
    "number:fraction",
    "number:text",
    "number:embedded-text",
    "number:fill-character",
    "number:currency-symbol",
    "number:text-content",
)
_NAMES = open_names(
    (
        *_FORMATS,
        *_PARTS,
        "number:decimal-places",
        "number:min-decimal-places",
        "number:min-integer-digits",
        "number:grouping",
        "number:display-factor",
        "number:position",
        "style:style",
        "style:name",
        "style:family",
        "style:parent-style-name",
        "style:data-style-name",
        "style:map",
        "style:condition",
        "style:apply-style-name",
        "style:text-properties",
        "style:text-line-through-style",
        "style:text-line-through-type",
        "style:text-position",
        "style:table-properties",
        "table:display",
        "fo:color",
    )
)
_DATES = {"date": "yyyy-mm-dd", "time": "h:mm"}
_BOOKKEEPING = frozenset(" -()")
_BLACK = frozenset({"", "#000000"})
_CONDITION = re.compile(r"value\(\)\s*(>=|<=|>|<|!=|=)\s*(-?[0-9.]+)")
_NO_LINE = frozenset({"", "none"})
_MOST_DIGITS = 30
_LONGEST_LINE = 64
"""A style that stands on more others than this stands on itself."""
_PERCENT = "percentage"


@dataclass(frozen=True, slots=True)
class _Format:
    """A data style as it is heard: its own section, and the styles that show other numbers."""

    kind: str
    pieces: list[str] = field(default_factory=list)
    maps: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OpenStyles:
    """What cells, sheets and runs look up by the name of their style."""

    formats: Mapping[str, str]
    """Format codes by cell style."""
    drawn: Mapping[str, Drawn]
    """How runs are drawn, by text style; plain ones are left out."""
    hidden: frozenset[str]
    """The styles of sheets that nobody sees."""


class _StyleReader(PartReader):
    def __init__(self) -> None:
        self.formats: dict[str, _Format] = {}
        self.cells: dict[str, tuple[str, str]] = {}
        self.drawn: dict[str, Drawn] = {}
        self.hidden: set[str] = set()
        self.format: _Format | None = None
        self.style = self.family = ""
        self.attributes: Mapping[str, str] = {}
        self.texts: list[str] = []
        self.embedded: list[tuple[int, str]] = []
        self.position = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.texts.clear()
        if name in _FORMATS:
            self.format = self.formats[attributes.get("style:name", "")] = _Format(_FORMATS[name])
        elif name == "style:style":
            self.style, self.family = attributes.get("style:name", ""), attributes.get("style:family", "")
            if self.family == "table-cell":
                parents = attributes.get("style:data-style-name", ""), attributes.get("style:parent-style-name", "")
                self.cells[self.style] = parents
        elif self.format is not None:
            self._start_part(self.format, name, attributes)
        elif name == "style:text-properties" and self.family == "text":
            self._set_drawn(attributes)
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self.style)
        if len(self.cells) + len(self.formats) > limits.STYLES:
            refuse("too-many-styles", expected=f"{limits.STYLES:,}")

    def _start_part(self, made: _Format, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style:map":
            made.maps.append((attributes.get("style:condition", ""), attributes.get("style:apply-style-name", "")))
        elif name == "style:text-properties" and attributes.get("fo:color", "") not in _BLACK:
            made.pieces.insert(0, "[Red]")
        elif name == "number:embedded-text":
            self.position = whole_number(attributes.get("number:position", ""), 0)
        elif name in {"number:number", "number:scientific-number"}:
            self.attributes = attributes
            self.embedded.clear()

    def _set_drawn(self, attributes: Mapping[str, str]) -> None:
        lines = attributes.get("style:text-line-through-style", ""), attributes.get("style:text-line-through-type", "")
        if not _NO_LINE.issuperset(lines):
            self.drawn[self.style] = Drawn.STRUCK
        elif attributes.get("style:text-position", "0%").split(" ")[0] not in {"0%", ""}:
            self.drawn[self.style] = Drawn.SHIFTED

    def text(self, text: str) -> None:
        self.texts.append(text)

    def end(self, name: str) -> None:
        text = "".join(self.texts)
        if name in _FORMATS:
            self.format = None
        elif name == "style:style":
            self.style = self.family = ""
        elif name == "number:embedded-text":
            self.embedded.append((self.position, text))
        elif self.format is not None and name in _PARTS:
            self.format.pieces.append(self._spelled(self.format.kind, name, text))
            if len(self.format.pieces) > limits.FORMAT_CODE:
                refuse("broken-xml", found=STYLES, reason="number style")
        self.texts.clear()

    def _spelled(self, kind: str, name: str, text: str) -> str:
        if name == "number:number":
            return _digits(self.attributes, self.embedded)
        if name == "number:text":
            return _literal(text, is_percent=kind == _PERCENT)
        if name == "number:fill-character":
            return f"*{text[:1]}" if text else ""
        if name == "number:currency-symbol":
            return _literal(text or "¥", is_percent=False)
        if name == "number:scientific-number":
            decimals = min(whole_number(self.attributes.get("number:decimal-places", ""), 0), _MOST_DIGITS)
            return f"0.{'0' * decimals}E+00" if decimals else "0E+00"
        return "# ?/?" if name == "number:fraction" else "@"


def _digits(attributes: Mapping[str, str], embedded: list[tuple[int, str]]) -> str:
    """Spell the places of a number; texts embedded among them stand so many digits from the right."""
    decimals = attributes.get("number:decimal-places")
    least = min(whole_number(attributes.get("number:min-integer-digits", ""), 1), _MOST_DIGITS)
    if decimals is None and not embedded and least == 1 and attributes.get("number:grouping") != "true":
        return GENERAL
    places = list("0" * least)
    if attributes.get("number:grouping") == "true":
        places = [*"#,", *"#" * (len("###") - least), *places]
    for position, text in sorted(embedded, reverse=True):
        places = [*"#" * (position - len(places)), *places]
        places.insert(len(places) - min(position, len(places)), _literal(text, is_percent=False))
    shown = min(whole_number(decimals or "", 0), _MOST_DIGITS)
    kept = min(whole_number(attributes.get("number:min-decimal-places", ""), shown), shown)
    factor = whole_number(attributes.get("number:display-factor", ""), 1)
    tail = f".{'0' * kept}{'#' * (shown - kept)}" if shown else ""
    return "".join(places) + tail + "," * ((len(str(factor)) - 1) // 3) if places or tail else "#"


def _literal(text: str, *, is_percent: bool) -> str:
    """Spell a fixed text; signs of bookkeeping stand as they are, and so does the percent sign that multiplies."""
    if _BOOKKEEPING.issuperset(text):
        return text
    pieces = text.split("%") if is_percent else [text]
    return "%".join('"{}"'.format(piece.replace('"', '"\\""')) if piece else "" for piece in pieces)


def read_styles(package: Package) -> OpenStyles:
    """Read the styles of both parts; those of the content come last and count."""
    made = _StyleReader()
    for part in (STYLES, CONTENT):
        if part in package:
            reader = read_part(package, part, _NAMES, _StyleReader)
            made.formats |= reader.formats
            made.cells |= reader.cells
            made.drawn |= reader.drawn
            made.hidden |= reader.hidden
    codes = {name: _code(made.formats, item) for name, item in made.formats.items()}
    formats = {name: codes.get(_data_style(made.cells, name), GENERAL) for name in made.cells}
    return OpenStyles(formats, made.drawn, frozenset(made.hidden))


def _data_style(cells: Mapping[str, tuple[str, str]], name: str) -> str:
    """Return the data style of a cell style, its own or that of the style it stands on."""
    for _ in range(_LONGEST_LINE):
        data_style, parent = cells.get(name, ("", ""))
        if data_style or not parent:
            return data_style
        name = parent
    return ""


def _section(item: _Format) -> str:
    if item.kind in _DATES:
        return _DATES[item.kind]
    if item.kind == "boolean":
        return GENERAL
    text = "".join(item.pieces)
    return f"{text}%" if item.kind == _PERCENT and "%" not in text else text


def _code(formats: Mapping[str, _Format], item: _Format) -> str:
    """Join the sections of a format: those of the mapped styles before its own."""
    if not item.maps:
        return _section(item) or ";;;"
    others = [_section(formats[name]) if name in formats else GENERAL for _, name in item.maps[:3]]
    conditions = [re.sub(r"\s", "", condition) for condition, _ in item.maps]
    own = _section(item)
    if item.kind == "text":
        missing = 3 - len(others) if "@" not in own else 0
        return ";".join((*others, *others[-1:] * missing, own))
    if conditions in (["value()>=0"], ["value()>0", "value()<0"]):
        return ";".join((*others, own))
    signs = [match.groups() if (match := _CONDITION.fullmatch(text)) else (">", "0") for text in conditions]
    return ";".join((*(f"[{sign}{value}]{text}" for (sign, value), text in zip(signs, others, strict=False)), own))
