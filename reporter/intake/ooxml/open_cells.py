"""What a cell of an .ods file holds: its value by the type it names, its formula, and whether that shows an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.intake.formats import GENERAL
from reporter.intake.formats import sections
from reporter.intake.ooxml.values import number_text
from reporter.intake.records import CellKind
from reporter.intake.texts import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.intake.ooxml.rich_text import RichText
    from reporter.intake.records import Mark

VALUE_NAMES = (
    "office:value-type",
    "office:value",
    "office:string-value",
    "office:boolean-value",
    "office:date-value",
    "office:time-value",
    "calcext:value-type",
    "table:formula",
)
_NUMBERS = frozenset({"float", "currency", "percentage"})
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|(?:Err|错误)[:：][0-9]+")
_CONSTANTS = ("=TRUE()", "=FALSE()")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?")
_TIME = re.compile(r"PT([0-9]{1,6})H([0-9]{1,2})M([0-9.]{1,12})S")
_FORMULA = re.compile(r"(?:[A-Za-z]+:)?=?(.*)", re.DOTALL)
_REFERENCE = re.compile(r"\[([^\[\]]*)\]")

Stored = tuple[CellKind, str]


def stored(attributes: Mapping[str, str], text: RichText) -> tuple[Stored | None, tuple[Mark, ...]]:
    """Return what a cell holds, None where nobody can read it, and the marks of its text.

    A cell that holds nothing is an empty text.
    """
    shown, marks = text
    kind, has_formula = attributes.get("office:value-type", ""), "table:formula" in attributes
    if attributes.get("calcext:value-type") == "error" or (has_formula and _ERROR.fullmatch(shown)):
        return (CellKind.ERROR, shown or "#错误"), ()
    if attributes.get("table:formula", "").endswith(_CONSTANTS):
        # LibreOffice makes a typed TRUE a formula of the number 1.
        return (CellKind.BOOLEAN, "TRUE" if "TRUE" in attributes["table:formula"] else "FALSE"), ()
    if kind in {"string", ""}:
        if not kind and has_formula and not shown:
            return (CellKind.NO_RESULT, ""), ()
        typed = attributes.get("office:string-value")
        # What a format shows beside a text is no part of it.
        return (
            ((CellKind.TEXT, shown), marks)
            if typed in {None, shown}
            else ((CellKind.TEXT, plain_text(typed or "")), ())
        )
    return _value(kind, attributes), ()


def _value(kind: str, attributes: Mapping[str, str]) -> Stored | None:
    if kind in _NUMBERS:
        number = number_text(attributes.get("office:value", ""))
        return (CellKind.NUMBER, number) if number else None
    if kind == "boolean":
        value = attributes.get("office:boolean-value", "").upper()
        return (CellKind.BOOLEAN, value) if value in {"TRUE", "FALSE"} else None
    if kind == "date":
        value = attributes.get("office:date-value", "")
        return (CellKind.DATE, value) if _DATE.fullmatch(value) else None
    match = _TIME.fullmatch(attributes.get("office:time-value", "")) if kind == "time" else None
    return (CellKind.DATE, ":".join(part.zfill(2) for part in match.groups())) if match else None


def shown_format(code: str, attributes: Mapping[str, str]) -> str:
    """Return the format code of a cell; one that says it is a percentage is one, whatever its style was."""
    is_percentage = attributes.get("office:value-type") == "percentage"
    return "General%" if is_percentage and (code == GENERAL or not sections(code)[0].is_percent) else code


def written_formula(text: str) -> str:
    """Return a formula as Excel writes it: [.A1] is A1, [$表.A1] is 表!A1; what leads to other files stays."""
    match = _FORMULA.fullmatch(text)
    return _REFERENCE.sub(_reference, match[1] if match else text)


def _reference(match: re.Match[str]) -> str:
    if "#" in match[1]:
        return match[0]
    parts = (part.rpartition(".") for part in match[1].split(":"))
    return ":".join(f"{sheet.removeprefix('$')}!{cell}" if sheet else cell for sheet, _, cell in parts)
