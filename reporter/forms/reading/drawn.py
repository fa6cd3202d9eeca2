"""Texts that are drawn otherwise than plainly: what is struck through in them, and digits above or below the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.intake.records import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.intake.records import RawCell


def drawn_fault(cell: RawCell) -> tuple[str, str]:
    """Name the rule that refuses such a text where a number belongs, and the words; empty where it is plain."""
    for how, rule in ((Drawn.STRUCK, "cells.struck-through"), (Drawn.SHIFTED, "cells.shifted")):
        if words := "、".join(filter(str.strip, cell.drawn(how))):
            return rule, words
    return "", ""


def drawn_remarks(cell: RawCell) -> Iterator[tuple[str, str]]:
    """Name the rules that warn of such a text, each with its words.

    The 2 of m² is no news; a digit right beside another one reads as part of that number.
    """
    if struck := "、".join(filter(str.strip, cell.drawn(Drawn.STRUCK))):
        yield "forms.text-struck", struck
    if cell.seams():
        yield "forms.text-shifted", "、".join(cell.drawn(Drawn.SHIFTED))


def told_text(cell: RawCell) -> str:
    """Return the text with what is struck through in brackets: nobody takes it for a number when it comes back."""
    return cell.redrawn("〔划去：", "〕") if cell.marks else cell.text
