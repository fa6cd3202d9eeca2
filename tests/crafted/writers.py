"""What other programs write: the same form in the manners of WPS, LibreOffice, old Excel and converters.

None of these is the clerk's fault: all of it is read, with a note where a manner makes a file doubtful.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from tests.crafted.city import SCHOOLS
from tests.crafted.edits import every
from tests.crafted.edits import in_sheet
from tests.crafted.edits import number
from tests.crafted.edits import put
from tests.crafted.edits import raw
from tests.crafted.edits import replaced
from tests.crafted.package import BOOK
from tests.crafted.package import BOOK_LINKS
from tests.crafted.package import MAIN
from tests.crafted.package import SHARED
from tests.crafted.package import STYLES
from tests.crafted.package import TYPES
from tests.crafted.package import child
from tests.crafted.package import packed
from tests.crafted.package import tag
from tests.crafted.package import text_of
from tests.crafted.package import unset
from tests.crafted.records import INDICATORS
from tests.crafted.records import TEXTS
from tests.crafted.records import UNREADABLE
from tests.crafted.records import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crafted.records import Form

STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
_PROGRESS = "各项工作按计划推进。"


def _in_every_part(form: Form, old: str, new: str) -> None:
    for part, content in form.content().items():
        form.write(part, content.decode().replace(old, new))


def _strict(form: Form) -> None:
    for old, new in STRICT.items():
        _in_every_part(form, old, new)


def _prefixed(form: Form, prefix: str = "x") -> None:
    """Write every sheet under a prefix, as some converters do."""
    for sheet in form.sheet_names():
        part = form.part_of(sheet)
        content = form.text(part).replace(f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"')
        form.write(part, re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", content))


def _in_utf16(form: Form, mark: str = "utf-16") -> None:
    part = form.part_of(INDICATORS)
    form.write(part, re.sub(r"encoding=.UTF-8.", 'encoding="UTF-16"', form.text(part)).encode(mark))


def _with_mark(form: Form) -> None:
    part = form.part_of(INDICATORS)
    form.write(part, b"\xef\xbb\xbf" + form.text(part).encode())


def _without_declaration(form: Form) -> None:
    part = form.part_of(INDICATORS)
    form.write(part, form.text(part).partition("?>")[2].strip())


def _filled_rows(form: Form) -> None:
    """Write a cell for every place of a row, so that positions can be counted."""
    for row in range(1, 12):
        for column in "ABCDEFGHIJKLM":
            form.cell(INDICATORS, f"{column}{row}")


def _without_places(form: Form) -> None:
    """Write cells and rows without r=: they count by position."""
    _filled_rows(form)
    for item in form.sheet(INDICATORS).iter(tag("row"), tag("c")):
        unset(item, "r")


def _without_row_numbers(form: Form) -> None:
    for row in form.sheet(INDICATORS).iter(tag("row")):
        unset(row, "r")


def _backwards(form: Form) -> None:
    """Write rows and cells from last to first."""
    data = child(form.sheet(INDICATORS), "sheetData")
    data[:] = list(reversed(data))
    for row in data:
        row[:] = list(reversed(row))


def _as_inline(form: Form) -> None:
    """Store every text in its cell and no shared texts at all."""
    texts = [text_of(item) for item in form.tree(SHARED)]
    for sheet in form.sheet_names():
        for cell in form.sheet(sheet).iter(tag("c")):
            if cell.get("t") == "s":
                shown = texts[int(text_of(cell))]
                cell[:] = [etree.fromstring(f'<is xmlns="{MAIN}"><t/></is>')]
                cell[0][0].text = shown
                cell.set("t", "inlineStr")
    form.remove(SHARED)
    for part, key in ((BOOK_LINKS, "Type"), (TYPES, "PartName")):
        for item in [item for item in form.tree(part) if "sharedStrings" in str(item.get(key))]:
            form.tree(part).remove(item)


def _shared(xml: str, cell: str = "D4", sheet: str = TEXTS) -> Callable[[Form], object]:
    """Store a text among the shared ones, in the manner given."""

    def change(form: Form) -> None:
        texts = form.tree(SHARED)
        texts.append(etree.fromstring(f'<si xmlns="{MAIN}">{xml}</si>'))
        form.raw(sheet, cell, f"<v>{len(texts) - 1}</v>", t="s")

    return change


def _styled_blanks(form: Form) -> None:
    """Leave thousands of cells that have a style and hold nothing, as deleting leaves them."""
    data = child(form.sheet(INDICATORS), "sheetData")
    for row in range(20, 1500):
        cells = "".join(f'<c r="{column}{row}" s="5"/>' for column in "ABCDEFGHIJKLM")
        data.append(etree.fromstring(f'<row xmlns="{MAIN}" r="{row}">{cells}</row>'))


def _styled_corner(form: Form) -> None:
    data = child(form.sheet(INDICATORS), "sheetData")
    data.append(etree.fromstring(f'<row xmlns="{MAIN}" r="1048576"><c r="XFD1048576" s="5"/></row>'))


def _shared_formula(form: Form) -> None:
    """Write the rates as one shared formula, as Excel does after filling down."""
    form.raw(INDICATORS, "I4", '<f t="shared" ref="I4:I5" si="0">H4/E4</f><v>0.58</v>')
    form.raw(INDICATORS, "I5", '<f t="shared" si="0"/><v>0.54</v>')


def _broken_styles(form: Form) -> None:
    content = form.text(STYLES)
    form.write(
        STYLES,
        re.sub(r"<fill>.*?</fill>", "<fill/>", content, flags=re.DOTALL).replace(
            '<family val="2"/>', '<family val="34"/>'
        ),
    )


def _absent(part: str) -> Callable[[Form], object]:
    def change(form: Form) -> None:
        if part == SHARED:
            inline = dict(form.parts)
            _as_inline(form)
            form.write(BOOK_LINKS, inline[BOOK_LINKS])
            form.write(TYPES, inline[TYPES])
        else:
            form.remove(part)

    return change


def _other_case(form: Form) -> None:
    part = form.part_of(INDICATORS)
    content = form.content()[part]
    form.remove(part)
    form.write(part.replace("worksheets/sheet", "Worksheets/Sheet"), content)


def _with_folders(form: Form) -> None:
    form.parts = {"xl/": b"", "xl/worksheets/": b"", **form.parts}


def _backslashes(form: Form) -> None:
    form.parts = {name.replace("/", "\\"): content for name, content in form.content().items()}


def _elsewhere(form: Form) -> None:
    """Name the sheet by its absolute path in the package, as some converters do."""
    replaced(BOOK_LINKS, 'Target="worksheets/', 'Target="/xl/worksheets/')(form)


def _streamed(data: bytes) -> bytes:
    """Pack with sizes behind the parts, as programs do that cannot go back."""
    import io  # noqa: PLC0415 - only here

    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.pieces = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: object) -> int:
            data = bytes(piece)  # type: ignore[call-overload] # a buffer
            self.pieces += data
            return len(data)

    target = OneWay()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return bytes(target.pieces)


def _stored(data: bytes) -> bytes:
    return packed(_parts(data), zipfile.ZIP_STORED)


def _parts(data: bytes) -> dict[str, bytes]:
    import io  # noqa: PLC0415 - only here

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


CASES = (
    Case("strict edition of the standard", _strict),
    Case("elements under a prefix", _prefixed),
    Case("sheet in utf-16", _in_utf16),
    Case("sheet in utf-16, big-endian", lambda form: _in_utf16(form, "utf-16-be")),
    Case("sheet with a byte order mark", _with_mark),
    Case("sheet without declaration", _without_declaration),
    Case("texts in the cells", _as_inline),
    Case("cells without place", _without_places),
    Case(
        "rows without number",
        every(_filled_rows, _without_row_numbers),
    ),
    Case("no dimension", lambda form: form.sheet(INDICATORS).remove(child(form.sheet(INDICATORS), "dimension"))),
    Case("dimension of one cell", in_sheet("A1:M11", "A1")),
    Case("dimension of whole columns", in_sheet("A1:M11", "A1:C1048576")),
    Case("rows and cells backwards", _backwards),
    Case("thousands of styled blanks", _styled_blanks),
    Case("style in the far corner", _styled_corner),
    Case("shared formulas", _shared_formula),
    Case("broken fonts and fills", _broken_styles),
    Case("bad entity among the styles", replaced(STYLES, "Calibri", "Cal&#1;ibri"), ("intake.illegal-characters",)),
    Case("styles named and absent", _absent(STYLES), ("intake.absent-part",)),
    Case("shared texts named and absent", _absent(SHARED), ("intake.absent-part",)),
    Case("part name in other case", _other_case),
    Case("folders listed in the archive", _with_folders),
    Case("backslashes in part names", _backslashes),
    Case("absolute targets", _elsewhere),
    Case("sizes behind the parts", pack=_streamed),
    Case("parts without compression", pack=_stored),
    Case("explicit type of numbers", raw("H4", "<v>7</v>", t="n")),
    Case("blank value elements", raw("L4", "<v></v>")),
    Case("value with preserved blanks", raw("H4", '<v xml:space="preserve"> 7 </v>')),
    Case("number as a text of its own", raw("H4", "<v>7</v>", t="str"), ("cells.text-number H4",)),
    Case("number among shared texts", _shared("<t>7</t>", "H4", INDICATORS), ("cells.text-number H4",)),
    Case(
        "number in runs of rich text",
        _shared("<r><t>0</t></r><r><rPr><b/></rPr><t>7</t></r>", "H4", INDICATORS),
        ("cells.text-number H4",),
    ),
    Case(
        "text in runs of rich text",
        _shared(f"<r><t>{_PROGRESS[:4]}</t></r><r><rPr><b/></rPr><t>{_PROGRESS[4:]}</t></r>"),
    ),
    Case("text with phonetic runs", _shared(f'<t>{_PROGRESS}</t><rPh sb="0" eb="1"><t>gexiang</t></rPh>')),
    Case("escaped line end of excel", _shared(f"<t>{_PROGRESS}_x000D_\n其余照常。</t>")),
    Case("line ends of windows", _shared(f"<t>{_PROGRESS}&#13;\n其余照常。</t>")),
    Case(
        "inline text in runs",
        raw("D4", f"<is><r><t>{_PROGRESS[:4]}</t></r><r><t>{_PROGRESS[4:]}</t></r></is>", TEXTS, t="inlineStr"),
    ),
    Case("lower-case cell names", in_sheet('r="H4"', 'r="h4"')),
    Case(
        "shared text that does not exist",
        raw("H4", "<v>9999</v>", t="s"),
        ("intake.broken-cell H4",),
        {SCHOOLS: UNREADABLE},
    ),
    Case("number that is none", raw("H4", "<v>sieben</v>"), ("intake.broken-cell H4",), {SCHOOLS: UNREADABLE}),
    Case("number in hexadecimal", raw("H4", "<v>0x07</v>"), ("intake.broken-cell H4",), {SCHOOLS: UNREADABLE}),
    Case("unknown type of cell", raw("H4", "<v>7</v>", t="z"), ("intake.broken-cell H4",), {SCHOOLS: UNREADABLE}),
    Case("style that does not exist", raw("H4", "<v>7</v>", s="9999")),
    Case(
        "cell stored twice",
        in_sheet('</c><c r="I4"', '</c><c r="H4"><v>8</v></c><c r="I4"'),
        ("intake.duplicate-cell H4",),
        {SCHOOLS: UNREADABLE},
    ),
    Case("macros", lambda form: form.write("xl/vbaProject.bin", b"x"), ("intake.macros",), file="{name}.xlsm"),
    Case("macros in a plain suffix", lambda form: form.write("xl/vbaProject.bin", b"x"), ("intake.macros",)),
    Case(
        "embedded object", lambda form: form.write("xl/embeddings/oleObject1.bin", b"x"), ("intake.embedded-objects",)
    ),
    Case("control", lambda form: form.write("xl/activeX/activeX1.xml", b"<x/>"), ("intake.embedded-objects",)),
    Case("data connection", lambda form: form.write("xl/connections.xml", b"<x/>"), ("intake.data-connections",)),
    Case(
        "interface of its own", lambda form: form.write("customUI/customUI.xml", b"<x/>"), ("intake.data-connections",)
    ),
    Case(
        "printer settings",
        lambda form: form.write("xl/printerSettings/printerSettings1.bin", "\\\\打印服务器\\三楼".encode()),
    ),
    Case("properties of its own", lambda form: form.write("docProps/custom.xml", "<x>张某 C:/Users/张某</x>".encode())),
    Case(
        "number in the edition of 1904",
        every(replaced(BOOK, "<workbookPr ", '<workbookPr date1904="1" '), put("H4", number("7"))),
    ),
    Case("content types of a template", replaced(TYPES, "sheet.main", "template.main"), file="{name}.xltx"),
)
