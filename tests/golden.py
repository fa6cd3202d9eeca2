"""Golden texts: what was once looked at and found good, kept to show what a change does to it.

python -m tests.golden     writes them anew; look at the difference before it is committed
"""

from __future__ import annotations

import difflib
from pathlib import Path

from lxml import etree

from reporter.emit.base_styles import write_base
from reporter.emit.docx import write_docx
from reporter.emit.html import write_html
from reporter.emit.xlsx import write_xlsx
from reporter.present.amounts import amount_cell
from reporter.present.amounts import rate_cell
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Link
from reporter.present.records import Publication
from reporter.present.records import Role
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.records import Tone
from reporter.quantities import from_stored
from tests.emitted import part

FOLDER = Path(__file__).with_name("golden_texts")


def small_publication() -> Publication:
    """Return a publication that has one of everything."""
    printed = Table(
        "民生实事",
        (Column("序号", 15, Role.NUMBER), Column("领域", 30, Role.LABEL), Column("进度情况", 90)),
        (
            Group(
                "市长主抓",
                (
                    Row((amount_cell(from_stored("1")), Cell("安居", span=2), Cell("1.开工“90”个。\n2.完工38个。"))),
                    Row((amount_cell(from_stored("2")), None, Cell("—"))),
                ),
            ),
        ),
        notes=("注：按四舍五入。",),
        name="民生",
    )
    source = Cell("a.xlsx!指标进展!H5", link=Link("../../inputs/2023H1/a.xlsx", "指标进展", "H5"))
    judged = (rate_cell(from_stored("93.64")), Cell("慢序时", tone=Tone.WATCH), source)
    columns = (Column("完成率", 20, Role.FIGURE), Column("状态", 20, Role.STATUS), Column("来源", 50))
    listed = Table("指标核对", columns, (Group("", (Row(judged),)),), is_worklist=True)
    facts = (("索引号", ""), ("发布机构", "某市政府办公室"))
    return Publication("小表", ("（送审稿）",), (printed, listed), title_lines=("小", "表"), facts=facts)


def texts() -> dict[str, str]:
    """Return what is emitted now, part by part, an element a line."""
    publication = small_publication()
    document, workbook = write_docx(publication, None), write_xlsx(publication)
    return {
        "document.xml": _lines(document, "word/document.xml"),
        "styles.xml": _lines(write_base(), "word/styles.xml"),
        "sheet1.xml": _lines(workbook, "xl/worksheets/sheet1.xml"),
        "sheet2.xml": _lines(workbook, "xl/worksheets/sheet2.xml"),
        "page.html": write_html(publication).decode(),
    }


def difference(name: str, text: str) -> str:
    """Return the difference from the golden text, empty where there is none."""
    golden = (FOLDER / name).read_text(encoding="utf-8")
    return "\n".join(difflib.unified_diff(golden.splitlines(), text.splitlines(), "golden", "now", lineterm=""))


def _lines(data: bytes, name: str) -> str:
    element = part(data, name)
    etree.indent(element, " ")
    return etree.tostring(element, encoding="unicode") + "\n"


def main() -> None:
    """Write all golden texts anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
