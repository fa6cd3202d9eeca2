"""The look of our workbooks: fonts, colours and borders as named styles, made once a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from reporter.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_BASE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_TEXT = {"align": "left", "indent": 1}
_BOXED = {**_BASE, "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {**_BASE, "font_name": "黑体", "font_size": 16, "bold": True},
    "hint": {**_BASE, "font_color": "#595959", "italic": False},
    "section": {**_BASE, "font_name": "黑体", "font_size": 12, "font_color": "#1F4E79"},
    "step": {**_BASE, "text_wrap": True, "valign": "top"},
    "label": {**_BOXED, **_TEXT, "bg_color": "#EDEDED"},
    "sign": {**_BASE, "font_size": 12},
    "head": {**_BOXED, "font_name": "黑体", "align": "center", "bg_color": "#D9E2F3"},
    "head-typed": {**_BOXED, "font_name": "黑体", "align": "center", "bg_color": "#FFE699"},
    "head-fault": {**_BOXED, "font_name": "黑体", "align": "center", "bg_color": "#F8CBAD"},
    "locked": {**_BOXED, **_TEXT, "bg_color": "#F5F5F5"},
    "locked-center": {**_BOXED, "bg_color": "#F5F5F5", "align": "center"},
    "locked-number": {**_BOXED, "bg_color": "#F5F5F5", "align": "right"},
    "rate": {**_BOXED, "bg_color": "#F5F5F5", "align": "right", "num_format": "0.0%"},
    "typed-text": {**_BOXED, **_TEXT, "bg_color": "#FFFDF0", "locked": False},
    "typed-date": {**_BOXED, **_TEXT, "bg_color": "#FFFDF0", "locked": False, "num_format": "yyyy-mm-dd"},
    "typed-number": {**_BOXED, "bg_color": "#FFFDF0", "align": "right", "locked": False},
    "fault": {**_BOXED, **_TEXT, "font_color": "#9C0006"},
    "link": {**_BOXED, **_TEXT, "font_color": "#0563C1", "underline": 1},
    "due": {"bg_color": "#F8CBAD", "border": 1, "border_color": "#C55A11"},
    "good": {"font_color": "#2E7D32"},
    "bad": {"font_color": "#C00000", "bold": True},
    "hidden": _BASE,
    "kept": {**_BASE, "text_wrap": True, "valign": "top"},
}
_MARKS: Mapping[Severity, Mapping[str, object]] = {
    Severity.ERROR: {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 2, "border_color": "#C00000"},
    Severity.OPEN: {"bg_color": "#FFD966", "border": 2, "border_color": "#BF8F00"},
    Severity.WARNING: {"bg_color": "#FFF2CC", "border": 1, "border_color": "#BF8F00"},
    Severity.NOTE: {},
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Hands out the formats of one workbook, each made at its first use."""

    book: Workbook
    _made: dict[tuple[str, str, Severity | None], Format] = field(default_factory=dict)

    def style(self, name: str, *, number_format: str = "", mark: Severity | None = None) -> Format:
        """Return the named style, with a number format of its own and marked as a finding of that severity."""
        key = (name, number_format, mark)
        if key not in self._made:
            properties = {**_STYLES[name], **(_MARKS[mark] if mark else {})}
            if number_format:
                properties["num_format"] = number_format
            self._made[key] = self.book.add_format(properties)
        return self._made[key]
