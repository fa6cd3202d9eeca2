"""Proof: where each printed figure was typed, and that outputs and inputs are still what the manifest says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.release.trace import trace as traced
from reporter.release.verification import verify as verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.home import Home
    from reporter.periods import Period
    from reporter.places import Place
    from reporter.release.texts import PrintedText
    from reporter.release.trace import Standing
    from reporter.release.trace import TracedFigure
    from reporter.release.trace import TracedText
    from reporter.release.trace import Trail


def trace(home: Home, period: Period, key: str) -> Iterator[str]:
    """Yield where each printed figure of an indicator or a task came from, a source a line, then where its text did.

    Raises:
        ConfigurationError: the period has no outputs, or neither an indicator nor a task of that id.
    """
    trail = traced(home, period, key)
    for figure in trail.figures:
        yield _figure_line(figure)
        yield from _source_lines(figure)
    if not trail.figures:
        yield f"{key}\t没有量化指标，推进情况如下"
    for text in trail.texts:
        yield from _text_lines(text, trail)


def verify(home: Home, period: Period) -> tuple[str, ...]:
    """Return each file that is not as the manifest says, a line a file.

    Raises:
        ConfigurationError: the period has no manifest.
    """
    return tuple(f"{item.kind}\t{item.path}" for item in verified(home, period))


def _figure_line(figure: TracedFigure) -> str:
    if figure.is_in_words:
        return f"{figure.indicator}\t定性指标，没有数字，以推进情况为准（{figure.status}）"
    amount = f"{figure.value}{figure.unit}" if figure.value else "—"
    rate = f"，完成率 {figure.rate}%" if figure.rate else ""
    several = f"，{len(figure.sources)} 家合计" if figure.value and len(figure.sources) > 1 else ""
    return f"{figure.indicator}\t{amount}（目标 {figure.target}{figure.unit}{rate}，{figure.status}{several}）"


def _source_lines(figure: TracedFigure) -> Iterator[str]:
    for source in figure.sources:
        stored = f"单元格内容“{source.stored}”，格式 {source.format}"
        words = f"{source.department}\t{stored}"
        yield _cell_line(source.place, words, source.folder, source.standing, source.sha256)
    if figure.missing and not figure.is_in_words:
        yield f"  （{'、'.join(figure.missing)}没有填报）"


def _text_lines(traced_text: TracedText, trail: Trail) -> Iterator[str]:
    """Tell of one task what was printed, whose words they are and where they stand, and what its braces mean."""
    text = traced_text.text
    row = f"{text.form} 序号 {text.number}" if text.number else text.form
    printed = f"印出“{_on_one_line(text.printed)}”" if text.printed else "—"
    yield f"{text.task}（{row}）推进情况\t{printed}"
    if text.edit:
        editor = text.edit.by or "（未填编辑人）"
        said, standing = f"编辑人 {editor}\t印出的是编辑后的文字", traced_text.edit_standing
        yield _cell_line(text.edit.place, said, "", standing, text.edit.sha256)
    if text.source:
        day = f"填报日期 {text.source.filled_on}" if text.source.filled_on else "没有填报日期"
        words = "" if text.typed == text.printed else f"\t单元格内容“{_on_one_line(text.typed)}”"
        said, standing = f"{text.source.by}\t{day}{words}", traced_text.standing
        yield _cell_line(text.source.place, said, traced_text.folder, standing, text.source.sha256)
    elif text.edit:
        yield f"  （{text.department}没有填报，文字出自编辑稿）"
    else:
        yield f"  （{text.department}没有填报）"
    yield from _braces_lines(text, trail)


def _braces_lines(text: PrintedText, trail: Trail) -> Iterator[str]:
    """Tell what the braces of a text printed, and the cells of each indicator that they name."""
    for indicator in dict.fromkeys(item.indicator for item in text.figures):
        named = (item for item in text.figures if item.indicator == indicator)
        printed = dict.fromkeys(f"{{{item.name}}} 印作“{item.printed}”" for item in named)
        yield f"  文中 {'、'.join(printed)}，出自："
        yield from (f"  {line}" for line in _source_lines(trail.filled_in[indicator]))


def _cell_line(place: Place, words: str, folder: str, standing: Standing, sha256: str) -> str:
    """Name a cell, what is said of it, where its file lies if not in the drop folder itself, and what became of it."""
    where = f"文件在 {folder}\t" if folder else ""
    return f"  {place}\t{words}\t{where}{standing}\tsha256 {sha256}"


def _on_one_line(text: str) -> str:
    """Keep a text of several paragraphs on one line, so that a line of the answer is a cell."""
    return " ".join(text.split("\n"))
