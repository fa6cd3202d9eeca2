"""The looks of a workbook: one format for each kind of cell, made when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.consolidate.texts import DASH
from reporter.present.records import Role
from reporter.present.records import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from reporter.present.records import Cell

PRINTED_SIZE = 12
WORKLIST_SIZE = 10
TITLE_SIZE = 22
HEADING_SIZE = 18
MARK_SIZE = 16
_SONG, _FANG_SONG, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_ALIGNMENT = {
    Role.NUMBER: "center",
    Role.LABEL: "center",
    Role.STATUS: "center",
    Role.FIGURE: "right",
    Role.TEXT: "left",
}
_FILLS: Mapping[Tone, Mapping[str, object]] = {
    Tone.PLAIN: {},
    Tone.GOOD: {"bg_color": "#E2F0D9", "font_color": "#1E5B1E"},
    Tone.WATCH: {"bg_color": "#FFF2CC", "font_color": "#7F5200"},
    Tone.BAD: {"bg_color": "#F8D7DA", "font_color": "#8B0000"},
    Tone.QUIET: {"bg_color": "#EDEDED", "font_color": "#555555"},
}
_WORKLIST_FONT = "宋体"


class Formats:
    """The formats of one workbook; `is_worklist` makes them for the screen instead of for paper."""

    def __init__(self, workbook: Workbook, *, is_worklist: bool) -> None:
        """Begin without any."""
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}
        self._font = _WORKLIST_FONT if is_worklist else _FANG_SONG
        self._is_worklist = is_worklist
        self.size = WORKLIST_SIZE if is_worklist else PRINTED_SIZE

    def title(self) -> Format:
        """Return the look of the title."""
        return self._plain("title", font_name=_SONG, font_size=TITLE_SIZE, align="center")

    def mark(self) -> Format:
        """Return the look of the lines under the title."""
        return self._plain("mark", font_name=_KAI, font_size=MARK_SIZE, align="center")

    def heading(self) -> Format:
        """Return the look of a table's heading."""
        return self._plain("heading", font_name=_SONG, font_size=HEADING_SIZE, align="center")

    def note(self) -> Format:
        """Return the look of a note under a table."""
        return self._plain("note", font_name=_FANG_SONG, font_size=self.size, align="left")

    def group(self) -> Format:
        """Return the look of a group's heading row."""
        return self._plain("group", font_name=_KAI, font_size=self.size, align="center", border=1)

    def header(self) -> Format:
        """Return the look of the header row."""
        shade = {"bg_color": "#DDEBF7"} if self._is_worklist else {}
        return self._plain("header", font_name=_HEI, font_size=self.size, align="center", border=1, **shade)

    def text(self, cell: Cell, role: Role) -> Format:
        """Return the look of a cell that is a text and nothing else."""
        known = None if cell.short else self._made.get((role, cell.tone, cell.text == DASH))
        return known or self.cell(cell, role)

    def cell(
        self, cell: Cell, role: Role, *, is_number: bool = False, is_link: bool = False, is_long: bool = False
    ) -> Format:
        """Return the look of a cell; a dash stands in the middle. One that is longer than a page begins at its top."""
        is_centred = cell.text == DASH
        digits = (cell.decimals, cell.is_percent) if is_number else ()
        key = (role, cell.tone, is_centred, *digits, *(("link",) if is_link else ()), *(("long",) if is_long else ()))
        key = (*key, "short") if cell.short else key
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = self._workbook.add_format(
                {
                    "font_name": self._font,
                    "font_size": self.size,
                    "align": "center" if is_centred else _ALIGNMENT[role],
                    "valign": "top" if is_long else "vcenter",
                    # What is shortened on paper goes on behind the edge of its column.
                    "text_wrap": not cell.short,
                    "border": 1,
                    **_FILLS[cell.tone],
                    **({"num_format": number_format(cell)} if is_number else {}),
                    **({"font_color": "#0563C1", "underline": 1} if is_link else {}),
                }
            )
        return known

    def _plain(self, name: str, **looks: object) -> Format:
        known = self._made.get((name,))
        if known is None:
            looks = {"valign": "vcenter", "text_wrap": True, **looks}
            known = self._made[(name,)] = self._workbook.add_format(looks)
        return known


def number_format(cell: Cell) -> str:
    """Return the number format that shows an amount as it is printed: 0.00, or 0.0% for a percentage."""
    digits = "0." + "0" * cell.decimals if cell.decimals else "0"
    return f"{digits}%" if cell.is_percent else digits
