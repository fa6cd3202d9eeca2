"""What writing costs: Word against plain string templating, Excel against bare xlsxwriter, and whether both are linear.

    python -m benchmarks.emit [ROWS] [ROUNDS]

All methods run in one process in rotated order, measured in processor time; a ratio is the median of the rounds. The
aim at 5,000 rows: Word at most 2 times, Excel at most 1.3 times of the bare method.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import xlsxwriter

from reporter.emit.docx import write_docx
from reporter.emit.html import write_html
from reporter.emit.package import unpacked
from reporter.emit.xlsx import write_xlsx
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table

Writer = Callable[[Publication], bytes]
_GROUP_SIZE = 10
_COLUMNS = (Column("序号", 14, Role.NUMBER), Column("目标任务", 90), Column("推进情况", 121))
_CELL = '<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>'
_PARAGRAPH = (
    '<w:p><w:pPr><w:pStyle w:val="PublishedText"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    '<w:t xml:space="preserve">{}</w:t></w:r></w:p>'
)


def publication_of(rows: int) -> Publication:
    """Make a table of `rows` rows in groups of ten, texts of the length that departments write."""
    groups = []
    for start in range(0, rows, _GROUP_SIZE):
        numbers = range(start + 1, min(start + _GROUP_SIZE, rows) + 1)
        cells = ((Cell(str(number)), Cell(_promise(number)), Cell(_progress(number))) for number in numbers)
        groups.append(Group(f"第{start // _GROUP_SIZE + 1}组", tuple(Row(item) for item in cells)))
    return Publication("汇总表", (), (Table("", _COLUMNS, tuple(groups)),))


def _promise(number: int) -> str:
    return f"第{number}项：新建改建农村公路{number}公里，新增停车泊位{number * 3}个，改造老旧小区{number}个。" * 2


def _progress(number: int) -> str:
    parts = (f"{part}.截至6月底，完成投资{number}.{part}亿元，占年度计划的54.{part}%；" * 2 for part in (1, 2, 3))
    return "\n".join(parts)


def plain_docx(publication: Publication) -> bytes:
    """Write the same document.xml by string templating, zipped with the same parts around it."""
    parts = _EMPTY_DOCX
    rows = []
    for group in publication.tables[0].groups:
        rows.append(f"<w:tr>{_CELL.format(_PARAGRAPH.format(escape(group.heading)))}</w:tr>")
        for row in group.rows:
            cells = [
                _CELL.format("".join([_PARAGRAPH.format(escape(line)) for line in cell.text.split("\n")]))
                for cell in row.cells
                if cell
            ]
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    body = "".join(rows)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if name == "word/document.xml":
                package.writestr(name, f"<w:document><w:body><w:tbl>{body}</w:tbl></w:body></w:document>")
            else:
                package.writestr(name, content)
    return target.getvalue()


def bare_xlsx(publication: Publication) -> bytes:
    """Write the same cells by xlsxwriter alone: same fonts and borders, fixed row heights."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet()
    shared = {"font_name": "仿宋_GB2312", "font_size": 12, "valign": "vcenter", "text_wrap": True, "border": 1}
    looks = [workbook.add_format({**shared, "align": side}) for side in ("center", "left", "left")]
    number = 1
    for group in publication.tables[0].groups:
        sheet.set_row(number, 24)
        sheet.merge_range(number, 0, number, 2, "", looks[0])
        sheet.write_string(number, 0, group.heading, looks[0])
        number += 1
        for row in group.rows:
            sheet.set_row(number, 120)
            for column, cell in enumerate(row.cells):
                if cell:
                    sheet.write_string(number, column, cell.text, looks[column])
            number += 1
    workbook.close()
    return target.getvalue()


def ours_docx(publication: Publication) -> bytes:
    """Write Word as the product does."""
    return write_docx(publication, None)


def seconds(write: Writer, publication: Publication) -> float:
    """Time one writing."""
    start = time.process_time()
    write(publication)
    return time.process_time() - start


def ratio(one: tuple[Writer, Publication], other: tuple[Writer, Publication], rounds: int) -> tuple[float, float]:
    """Return the median of the first's seconds, and of its ratio to the other's, order rotated."""
    times, ratios = [], []
    for turn in range(rounds):
        order = (one, other) if turn % 2 else (other, one)
        measured = {id(pair): seconds(*pair) for pair in order}
        times.append(measured[id(one)])
        ratios.append(measured[id(one)] / measured[id(other)])
    return statistics.median(times), statistics.median(ratios)


def main(rows: int = 5000, rounds: int = 7) -> None:
    """Print seconds, the ratio to the bare method, and the growth when the rows double (2 is linear)."""
    whole, half = publication_of(rows), publication_of(rows // 2)
    pairs: tuple[tuple[str, Writer, Writer], ...] = (
        ("Word", ours_docx, plain_docx),
        ("Excel", write_xlsx, bare_xlsx),
    )
    print(f"{rows} rows, {rounds} rounds: median seconds, x bare, x half the rows")
    for name, write, bare in pairs:
        taken, against_bare = ratio((write, whole), (bare, whole), rounds)
        _, growth = ratio((write, whole), (write, half), rounds)
        print(f"{name:6}{taken:8.2f} s{against_bare:8.2f} x{growth:8.2f} x")
    taken, growth = ratio((write_html, whole), (write_html, half), rounds)
    print(f"{'page':6}{taken:8.2f} s{'':10}{growth:8.2f} x")


_EMPTY_DOCX = unpacked(write_docx(Publication("", (), ()), None))

if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
