"""Files as they really arrive, each made by code and named after what is wrong with it.

The cases follow the two lists of what goes wrong with the container and with the sheet. `REFUSED` are turned away by
one rule; `READ` are read, with the rules of their remarks.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from tests.intake import biff
from tests.intake.packages import HEAD
from tests.intake.packages import LINKS
from tests.intake.packages import MAIN
from tests.intake.packages import PACKAGE_LINKS
from tests.intake.packages import STRICT
from tests.intake.packages import STRICT_LINKS
from tests.intake.packages import package
from tests.intake.packages import sheet_xlsx
from tests.intake.packages import styles
from tests.intake.packages import workbook
from tests.intake.packages import workbook_parts
from tests.intake.packages import worksheet

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Case:
    """A file, what it is called, and the rules it meets."""

    name: str
    make: Callable[[], bytes]
    rules: tuple[str, ...] = ()
    file: str = "甲.xlsx"


TABLE = """
    指标     | 数量  | 占比
    学校     | 12    | 54.8%
    医院     | 1,178 | 50%
"""
SHARED_CELL = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sound() -> bytes:
    """Return a workbook with nothing wrong."""
    return sheet_xlsx({"表1": TABLE})


def busy() -> bytes:
    """Return a workbook with something of everything that the reader looks at."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.548</v></c><c r="C1" s="2"><v>45117</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2" t="b"><v>1</v></c>'
        '<c r="C2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>A1&amp;A2</f><v>甲乙</v></c><c r="B3">'
        '<f t="shared" ref="B3:B4" si="0">B1*2</f><v>1.096</v></c><c r="C3" t="inlineStr">'
        '<is><r><t>丙</t></r><r><t xml:space="preserve"> 丁</t></r></is></c></row>'
        '<row r="4"><c r="A4" t="d"><v>2023-07-10</v></c><c r="B4"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    sheet = worksheet(
        rows,
        before='<dimension ref="A1:C4"/><cols><col min="3" max="3" width="9" hidden="1"/></cols>',
        after='<mergeCells count="1"><mergeCell ref="A6:C6"/></mergeCells>',
    )
    parts = workbook_parts(
        {"表1": sheet, "表2": worksheet(CELL)},
        formats=["0.0%", "yyyy-mm-dd"],
        shared=["<t>甲</t>", "<r><t>乙</t></r><rPh sb='0' eb='1'><t>イ</t></rPh>"],
        names={"填报人": "表1!$A$1"},
    )
    return package(parts)


def one_sheet(rows: str, **around: str) -> bytes:
    """Return a workbook of one sheet given as raw rows."""
    return workbook({"表1": worksheet(rows, **around)})


def with_part(name: str, content: str | bytes) -> bytes:
    """Return a sound workbook with a part added or replaced."""
    return package(workbook_parts({"表1": worksheet(CELL)}) | {name: content})


def without_part(name: str) -> bytes:
    """Return a workbook that names a part it does not hold."""
    parts = workbook_parts({"表1": worksheet(CELL)}, shared=["甲"])
    del parts[name]
    return package(parts)


def with_links(*links: tuple[str, str, str]) -> bytes:
    """Return a workbook whose sheet links to other parts: kind, target, mode."""
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{LINKS}/{kind}" Target="{target}"{mode}/>'
        for at, (kind, target, mode) in enumerate(links)
    )
    return with_part(
        "xl/worksheets/_rels/sheet1.xml.rels",
        f'{HEAD}<Relationships xmlns="{PACKAGE_LINKS}">{relations}</Relationships>',
    )


def _flipped(data: bytes) -> bytes:
    """Damage a byte inside the compressed sheet, so that its sum is wrong."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def _hole(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        at = info.header_offset + 30 + len(info.filename)
    return data[:at] + bytes(info.compress_size) + data[at + info.compress_size :]


def _duplicate_entry() -> bytes:
    buffer = BytesIO(sound())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo("XL/worksheets/Sheet1.xml"), worksheet(CELL))
    return buffer.getvalue()


def _directory_entry(data: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite a field of an entry in the archive's directory."""
    at = data.rfind(name) - 46 + offset
    return data[:at] + value + data[at + len(value) :]


def _overlapping() -> bytes:
    data = sound()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        offset = archive.getinfo("xl/styles.xml").header_offset
    return _directory_entry(data, b"xl/worksheets/sheet1.xml", 42, struct.pack("<I", offset))


def _utf16(content: str, name: str = "UTF-16") -> bytes:
    return content.replace("UTF-8", name).encode("utf-16")


def _doctype(content: str) -> str:
    bomb = '<!DOCTYPE x [<!ENTITY a "0000000000"><!ENTITY b "&a;&a;&a;&a;">]>'
    return content.replace(HEAD, HEAD + bomb)


_ODS_CELL = '<table:table-cell office:value-type="float" office:value="12"/>'
_ODS_ROW = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>学校</text:p></table:table-cell>'
    f"{_ODS_CELL}</table:table-row>"
)


def _ods_repeated(rows: str, columns: str, cell: str = _ODS_CELL) -> bytes:
    """Return an .ods file whose cell stands below rows and behind columns that are stated once."""
    row = f'<table:table-cell table:number-columns-repeated="{columns}"/>{cell}'
    return _spreadsheet(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell/></table:table-row>'
        f"<table:table-row>{row}</table:table-row>"
    )


def busy_ods() -> bytes:
    """Return an .ods file with values of every kind, formulas, repeated and merged cells."""
    values = (
        ("string", "", "<text:p>甲<text:span>乙</text:span></text:p><text:p>二<text:s/>行</text:p>"),
        ("float", 'office:value="-0.5"', ""),
        ("percentage", 'office:value="0.548"', "<text:p>54.8%</text:p>"),
        ("currency", 'office:currency="CNY" office:value="12.5"', ""),
        ("date", 'office:date-value="2023-07-10"', ""),
        ("time", 'office:time-value="PT08H30M00S"', ""),
        ("boolean", 'office:boolean-value="true"', ""),
        ("float", 'table:formula="of:=[.B1]*2" office:value="-1"', ""),
        ("string", 'table:number-columns-repeated="3" calcext:value-type="error"', "<text:p>#N/A</text:p>"),
        ("string", 'table:number-columns-spanned="2" table:number-rows-spanned="2"', "<text:p>合</text:p>"),
    )
    cells = "".join(
        f'<table:table-cell office:value-type="{kind}" {attributes}>{text}</table:table-cell>'
        for kind, attributes, text in values
    )
    return _spreadsheet(
        f'<table:table-column table:number-columns-repeated="4"/><table:table-row>{cells}<table:covered-table-cell/>'
        '</table:table-row><table:table-row table:number-rows-repeated="5"><table:table-cell/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2" table:visibility="collapse">{cells}</table:table-row>'
    )


def _spreadsheet(rows: str, *, head: str = HEAD, end: str = "</table:table>") -> bytes:
    names = ("office", "table", "text", "style", "number")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'{head}<office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
        f'xmlns:calcext:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="表1">{rows}{end}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def _locked_ods() -> bytes:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    return package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": manifest})


def old_workbook() -> bytes:
    """Return an .xls file."""
    return biff.xls({"表1": {(1, 1): "学校", (1, 2): 12.0, (2, 2): (0.548, 1)}}, formats=["0.0%"])


def _locked_old_workbook() -> bytes:
    stream = biff.stream({"表1": {(1, 1): 1.0}})
    start = len(biff.record(0x0809, b"\0" * 16))
    return biff.compound(
        {"Workbook": stream[:start] + biff.record(0x002F, struct.pack("<H", 1) + b"\0" * 52) + stream[start:]}
    )


def _strict() -> bytes:
    parts = workbook_parts({"表1": worksheet(CELL)})
    swap = {MAIN: STRICT, LINKS: STRICT_LINKS}
    for name, content in parts.items():
        text = content if isinstance(content, str) else content.decode()
        for old, new in swap.items():
            text = text.replace(old, new)
        parts[name] = text
    return package(parts)


def _prefixed() -> bytes:
    content = worksheet(CELL).replace("xmlns=", "xmlns:wps=")
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        content = content.replace(f"<{tag} ", f"<wps:{tag} ").replace(f"<{tag}>", f"<wps:{tag}>")
        content = content.replace(f"</{tag}>", f"</wps:{tag}>")
    return with_part("xl/worksheets/sheet1.xml", content)


def _external_link() -> bytes:
    return with_part(
        "xl/externalLinks/externalLink1.xml", f'{HEAD}<externalLink xmlns="{MAIN}"><ddeLink/></externalLink>'
    )


def _outside_link() -> bytes:
    relation = f'<Relationship Id="rId9" Type="{LINKS}/externalLink" Target="file:///C:/x.xlsx" TargetMode="External"/>'
    parts = workbook_parts({"表1": worksheet(CELL)})
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", f"{relation}</Relationships>")
    return package(parts | {"xl/_rels/workbook.xml.rels": links})


def _drawing() -> bytes:
    drawing = (
        f'{HEAD}<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><d:oneCellAnchor>'
        "<d:from><d:col>1</d:col><d:colOff>0</d:colOff><d:row>6</d:row><d:rowOff>0</d:rowOff></d:from></d:oneCellAnchor>"
        "</d:wsDr>"
    )
    comments = (
        f'{HEAD}<comments xmlns="{MAIN}"><authors><author>核查程序</author><author>甲</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>请改</t></text></comment>'
        '<comment ref="C3" authorId="1"><text><t>12</t></text></comment>'
        "</commentList></comments>"
    )
    data = with_links(("drawing", "../drawings/drawing1.xml", ""), ("comments", "../comments1.xml", ""))
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/drawings/drawing1.xml"), drawing)
        archive.writestr(zipfile.ZipInfo("xl/comments1.xml"), comments)
    return buffer.getvalue()


def _commented(author: str) -> bytes:
    """Return a workbook with comments as LibreOffice saves ours and another one: anchors inside, signed by `author`."""
    anchor = (
        '<mc:AlternateContent><d:anchor xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        "<d:from><d:col>0</d:col><d:row>0</d:row></d:from></d:anchor></mc:AlternateContent>"
    )
    texts = {"B2": "“学校”填的是约数。\n改法：请填准确的数字。", "C3": "12"}
    listed = "".join(
        f'<comment ref="{cell}" authorId="0"><text><r><t>{text}</t></r></text>{anchor}</comment>'
        for cell, text in texts.items()
    )
    comments = (
        f'{HEAD}<comments xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<authors><author>{author}</author></authors><commentList>{listed}</commentList></comments>"
    )
    buffer = BytesIO(with_links(("comments", "../comments1.xml", "")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/comments1.xml"), comments)
    return buffer.getvalue()


def _at_opening() -> bytes:
    parts = workbook_parts({"表1": worksheet(CELL)}, names={"_xlnm.Auto_Open": "Macro1!$A$1"})
    return package(parts)


def _picture_elsewhere() -> bytes:
    return with_part(
        "xl/drawings/_rels/drawing1.xml.rels",
        f'{HEAD}<Relationships xmlns="{PACKAGE_LINKS}"><Relationship Id="rId1" Type="{LINKS}/image" '
        'Target="http://x.invalid/x.png" TargetMode="External"/></Relationships>',
    )


def _control_characters() -> bytes:
    styles = str(workbook_parts({"表1": worksheet(CELL)})["xl/styles.xml"]).replace("Calibri", "Cal&#1;ibri\x02")
    return with_part("xl/styles.xml", styles)


def _many_sheets() -> bytes:
    return workbook({f"表{number}": worksheet("") for number in range(201)})


def _many_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 10_003))
    return one_sheet(CELL, after=f"<mergeCells>{merges}</mergeCells>")


def _many_parts() -> bytes:
    return package({f"xl/part{number}.xml": "" for number in range(2_001)} | {"[Content_Types].xml": ""})


def _long_directory() -> bytes:
    return package({f"{number:04}{'x' * 2000}": "" for number in range(600)})


def _amplified() -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3_500))
    return workbook({"表1": worksheet(cells)}, shared=[f"<t>{'字' * 30_000}</t>"])


def _beginning(share: int) -> bytes:
    return sound()[: len(sound()) * share // 100]


def _text_cell(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


REFUSED = (
    Case("empty file", lambda: b"", ("intake.empty-file",)),
    Case("nothing but zeros", lambda: bytes(4096), ("intake.zero-tail",)),
    *(Case(f"truncated at {share} %", partial(_beginning, share), ("intake.truncated",)) for share in (10, 50, 90, 99)),
    Case("allocated but not yet copied", lambda: sound()[:-40] + bytes(4096), ("intake.zero-tail",)),
    Case("zeros behind a whole archive", lambda: sound() + bytes(512), ("intake.zero-tail",)),
    Case("hole in the middle", lambda: _hole(sound()), ("intake.broken-part",)),
    Case("damaged byte", lambda: _flipped(sound()), ("intake.broken-part",)),
    Case("two archives glued together", lambda: sound() + sound(), ("intake.glued-archive",)),
    Case("junk behind the archive", lambda: sound() + b"<html>", ("intake.glued-archive",)),
    Case("page before the archive", lambda: b"<html></html>" + sound(), ("intake.encrypted-by-software",)),
    Case("entry twice", _duplicate_entry, ("intake.duplicate-entry",)),
    Case("entries share bytes", _overlapping, ("intake.overlapping-entry",)),
    Case(
        "locked entry",
        lambda: _directory_entry(sound(), b"xl/worksheets/sheet1.xml", 8, b"\1\0"),
        ("intake.encrypted-entry",),
    ),
    Case(
        "unknown compression",
        lambda: _directory_entry(sound(), b"xl/worksheets/sheet1.xml", 10, b"\x63\0"),
        ("intake.broken-part",),
    ),
    Case("archive of workbooks", lambda: package({"甲.xlsx": sound()}), ("intake.plain-archive",), "甲.zip"),
    Case("too many parts", _many_parts, ("intake.too-many-parts",)),
    Case("password", lambda: biff.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), ("intake.password",)),
    Case("old workbook with password", _locked_old_workbook, ("intake.password",), "甲.xls"),
    Case("locked ods", _locked_ods, ("intake.password",), "甲.ods"),
    Case("ods that ends too early", lambda: _spreadsheet(_ODS_ROW, end=""), ("intake.broken-xml",), "甲.ods"),
    Case("ods with a doctype", lambda: _spreadsheet(_ODS_ROW, head=_doctype(HEAD)), ("intake.doctype",), "甲.ods"),
    Case("far cell of ods", lambda: _ods_repeated("1048575", "16383"), ("intake.far-cell",), "甲.ods"),
    Case(
        "far text of ods",
        lambda: _ods_repeated("9" * 5000, "1", "<table:table-cell><text:p>x</text:p></table:table-cell>"),
        ("intake.far-cell",),
        "甲.ods",
    ),
    Case(
        "ods of elements without end",
        lambda: _spreadsheet("<table:table-row>" * 70 + "</table:table-row>" * 70),
        ("intake.too-deep",),
        "甲.ods",
    ),
    Case(
        "web page with bytes that are no text",
        lambda: "<html><body>学校</body></html>".encode() * 10 + b"\xff\x01",
        ("intake.damaged-text",),
        "甲.xls",
    ),
    Case("enterprise encryption", lambda: bytes(range(1, 256)) * 20, ("intake.encrypted-by-software",)),
    Case(
        "web page",
        partial("<html><body><table><tr><td>学校</td></tr></table></body></html>".encode, "utf-8"),
        ("intake.web-page",),
        "甲.xls",
    ),
    Case(
        "web page in gbk",
        partial("<!-- x -->\n<table><tr><td>学校</td></tr></table>".encode, "gbk"),
        ("intake.web-page",),
        "甲.xls",
    ),
    Case("web archive", lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", ("intake.web-page",), "甲.xls"),
    Case("web page in utf-16", partial("<html><table/></html>".encode, "utf-16"), ("intake.web-page",), "甲.xls"),
    Case(
        "xml spreadsheet 2003",
        partial(f'{HEAD}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode, "utf-8"),
        ("intake.xml-workbook",),
        "甲.xls",
    ),
    *(
        Case(f"csv in {code}", partial("指标,数量\n㐀学校,12\n".encode, code), ("intake.text-file",), "甲.csv")
        for code in ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    ),
    *(
        Case(f"csv in {code}", partial(text.encode, code), ("intake.other-encoding",), "甲.csv")
        for code, text in (
            ("cp1252", "name,note\nschool,“new”\n"),
            ("koi8_r", "школа," * 20 + "12\n"),
        )
    ),
    Case("half a text, then zeros", lambda: "指标,数量\n".encode() + bytes(100), ("intake.zero-tail",), "甲.csv"),
    Case("pdf", lambda: b"%PDF-1.7\n\x80", ("intake.other-kind",), "甲.pdf"),
    Case(
        "word document",
        lambda: package({"[Content_Types].xml": "", "word/document.xml": ""}),
        ("intake.other-kind",),
        "甲.docx",
    ),
    Case(
        "presentation",
        lambda: package({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
        ("intake.other-kind",),
        "甲.pptx",
    ),
    Case("old word document", lambda: biff.compound({"WordDocument": b"x"}), ("intake.other-kind",), "甲.doc"),
    Case("old presentation", lambda: biff.compound({"PowerPoint Document": b"x"}), ("intake.other-kind",), "甲.ppt"),
    Case(
        "compound file without workbook",
        lambda: biff.compound({"ETExtData": b"x"}),
        ("intake.unknown-compound",),
        "甲.et",
    ),
    Case(
        "old workbook, zero tail",
        lambda: old_workbook()[:2048] + bytes(len(old_workbook()) - 2048),
        ("intake.zero-tail",),
        "甲.xls",
    ),
    Case("old workbook, truncated", lambda: old_workbook()[:-600] + b"x" * 20, ("intake.truncated",), "甲.xls"),
    Case("old workbook, head only", lambda: old_workbook()[:100], ("intake.truncated",), "甲.xls"),
    Case(
        "old workbook, damaged",
        lambda: biff.compound({"Workbook": b"\x09\x08\x10\x00" + b"\xff" * 600}),
        ("intake.broken-legacy",),
        "甲.xls",
    ),
    Case(
        "binary workbook, damaged",
        lambda: package({"[Content_Types].xml": "", "xl/workbook.bin": b"x"}),
        ("intake.broken-part",),
        "甲.xlsb",
    ),
    Case(
        "doctype in a sheet",
        lambda: one_sheet(CELL).replace(b"", b"") and with_part("xl/worksheets/sheet1.xml", _doctype(worksheet(CELL))),
        ("intake.doctype",),
    ),
    Case(
        "doctype in the workbook",
        lambda: with_part("xl/workbook.xml", _doctype(str(workbook_parts({"表1": ""})["xl/workbook.xml"]))),
        ("intake.doctype",),
    ),
    Case(
        "doctype in a utf-16 part",
        lambda: with_part("xl/worksheets/sheet1.xml", _utf16(_doctype(worksheet(CELL)))),
        ("intake.doctype",),
    ),
    Case(
        "sheet is no xml", lambda: with_part("xl/worksheets/sheet1.xml", worksheet(CELL)[:-30]), ("intake.broken-xml",)
    ),
    Case(
        "sheet is no xml, with control characters",
        lambda: with_part("xl/worksheets/sheet1.xml", "\x01<a"),
        ("intake.broken-xml",),
    ),
    Case(
        "sheet in another encoding",
        lambda: with_part("xl/worksheets/sheet1.xml", worksheet(CELL).replace("UTF-8", "GBK")),
        ("intake.broken-xml",),
    ),
    Case(
        "unknown encoding in a utf-16 part",
        lambda: with_part(
            "xl/worksheets/sheet1.xml", _utf16(worksheet(CELL)).replace("16".encode("utf-16-le"), b"7\0")
        ),
        ("intake.broken-xml",),
    ),
    Case("elements without end", lambda: one_sheet("", after="<x>" * 70 + "</x>" * 70), ("intake.too-deep",)),
    Case("no workbook part", lambda: without_part("xl/workbook.xml"), ("intake.missing-part",)),
    Case("no sheet part", lambda: without_part("xl/worksheets/sheet1.xml"), ("intake.missing-part",)),
    Case("no links of the workbook", lambda: without_part("xl/_rels/workbook.xml.rels"), ("intake.missing-part",)),
    Case(
        "two sheets of one name",
        lambda: workbook({"Data": worksheet(""), "dATA": worksheet("")}),
        ("intake.duplicate-entry",),
    ),
    Case("endless sheet name", lambda: workbook({"表" * 300: worksheet("")}), ("intake.broken-sheet",)),
    Case(
        "endless number format",
        lambda: workbook({"表1": worksheet(CELL)}, formats=["0" * 1001]),
        ("intake.text-too-long",),
    ),
    Case(
        "too many cell styles",
        lambda: with_part("xl/styles.xml", styles(()).replace("</cellXfs>", f"{'<xf/>' * 100_001}</cellXfs>")),
        ("intake.too-many-styles",),
    ),
    Case(
        "too many number formats",
        lambda: with_part(
            "xl/styles.xml",
            styles(()).replace(
                "</numFmts>", "".join(f'<numFmt numFmtId="{n}"/>' for n in range(100_100)) + "</numFmts>"
            ),
        ),
        ("intake.too-many-styles",),
    ),
    Case("endless formula", lambda: one_sheet(f"<row><c><f>{'1+' * 20_000}1</f></c></row>"), ("intake.text-too-long",)),
    Case("endless list of parts", _long_directory, ("intake.too-many-parts",)),
    Case("comments without a page", lambda: b"<!-- -->" * 500, ("intake.text-file",)),
    Case("too many sheets", _many_sheets, ("intake.too-many-sheets",)),
    Case("too many merges", _many_merges, ("intake.too-many-merges",)),
    Case(
        "far cell",
        lambda: one_sheet(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ("intake.far-cell",),
    ),
    Case(
        "stray cell far below a wide row",
        lambda: one_sheet(
            '<row r="1"><c r="A1"><v>1</v></c><c r="J1"><v>1</v></c></row>'
            '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        ),
        ("intake.far-cell",),
    ),
    Case("text of 32,768 characters", lambda: one_sheet(_text_cell("字" * 32_768)), ("intake.text-too-long",)),
    Case(
        "shared text of 32,768 characters",
        lambda: workbook({"表1": worksheet(SHARED_CELL)}, shared=[f"<t>{'字' * 32_768}</t>"]),
        ("intake.text-too-long",),
    ),
    Case("short file, endless text", _amplified, ("intake.too-much-text",)),
    Case(
        "merges overlap",
        lambda: one_sheet(CELL, after="<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='A1:C1'/></mergeCells>"),
        ("intake.overlapping-merges",),
    ),
    Case(
        "merge of nothing",
        lambda: one_sheet(CELL, after="<mergeCells><mergeCell ref='A0:B2'/></mergeCells>"),
        ("intake.broken-sheet",),
    ),
    *(
        Case(f"impossible place {number}", partial(one_sheet, rows), ("intake.broken-sheet",))
        for number, rows in enumerate(
            (
                '<row r="0"/>',
                '<row r="x"/>',
                '<row r="1048577"/>',
                '<row r="1"><c r="XFE1"><v>1</v></c></row>',
                '<row r="1"><c r="1A"><v>1</v></c></row>',
                '<row r="1"><c r="A9999999"><v>1</v></c></row>',
            ),
            start=1,
        )
    ),
    Case(
        "more column ranges than columns",
        lambda: one_sheet(
            CELL,
            before="<cols>"
            + "".join(f'<col min="{at % 200 + 1}" max="{at // 2 + 200}" hidden="1"/>' for at in range(30_000))
            + "</cols>",
        ),
        ("intake.broken-sheet",),
    ),
    Case(
        "column range of words",
        lambda: one_sheet(CELL, before='<cols><col min="a" max="b" hidden="1"/></cols>'),
        ("intake.broken-sheet",),
    ),
)

READ = (
    Case("sound", sound),
    Case("old workbook named xlsx", old_workbook, ("intake.wrong-suffix",)),
    Case("old workbook", old_workbook, (), "甲.xls"),
    Case("old workbook without compound file", lambda: biff.stream({"表1": {(1, 1): 1.0}}), (), "甲.xls"),
    Case("new workbook named xls", sound, ("intake.wrong-suffix",), "甲.xls"),
    Case("et that is an old workbook", old_workbook, (), "甲.et"),
    Case("et that is a new workbook", sound, ("intake.wrong-suffix",), "甲.et"),
    Case("no suffix", sound, ("intake.wrong-suffix",), "甲"),
    Case("ods", lambda: _spreadsheet(_ODS_ROW), (), "甲.ods"),
    Case("busy ods", busy_ods, (), "甲.ods"),
    Case(
        "blanks of ods to the end of the sheet",
        lambda: _spreadsheet(
            f'{_ODS_ROW}<table:table-row table:number-rows-repeated="1048575">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        (),
        "甲.ods",
    ),
    Case("absent shared texts", lambda: without_part("xl/sharedStrings.xml"), ("intake.absent-part",)),
    Case("absent styles", lambda: without_part("xl/styles.xml"), ("intake.absent-part",)),
    Case("utf-16 part", lambda: with_part("xl/worksheets/sheet1.xml", _utf16(worksheet(CELL)))),
    Case("strict", _strict),
    Case("any prefix", _prefixed),
    Case(
        "backslashes in part names",
        lambda: package(
            {name.replace("/", "\\"): content for name, content in workbook_parts({"表1": worksheet(CELL)}).items()}
        ),
    ),
    Case("macros", lambda: with_part("xl/vbaProject.bin", b"x"), ("intake.macros",), "甲.xlsm"),
    Case("macro sheet", lambda: with_part("xl/macrosheets/sheet1.xml", "<x/>"), ("intake.macros",), "甲.xlsm"),
    Case("name that runs at opening", _at_opening, ("intake.macros",)),
    Case(
        "old workbook with macros",
        lambda: biff.compound({"Workbook": biff.stream({"表1": {(1, 1): 1.0}}), "_VBA_PROJECT": b"x"}),
        ("intake.macros",),
        "甲.xls",
    ),
    Case(
        "old workbook that runs at opening",
        lambda: biff.compound({"Workbook": biff.stream({"表1": {(1, 1): 1.0}}, names=biff.run_at_opening())}),
        ("intake.macros",),
        "甲.xls",
    ),
    Case("picture that lies elsewhere", _picture_elsewhere, ("intake.external-links",)),
    Case("link that a person clicks", lambda: with_links(("hyperlink", "http://x/", ' TargetMode="External"'))),
    Case("comments as libreoffice saves ours", partial(_commented, ""), ("intake.comments",)),
    Case("comments of ours only by their author", partial(_commented, "核查程序")),
    Case("external link with dde", _external_link, ("intake.external-links", "intake.dde")),
    Case("link outside", _outside_link, ("intake.external-links",)),
    Case("embedded object", lambda: with_part("xl/embeddings/oleObject1.bin", b"x"), ("intake.embedded-objects",)),
    Case("data connection", lambda: with_part("xl/connections.xml", "<x/>"), ("intake.data-connections",)),
    Case("drawing and comment", _drawing, ("intake.drawings", "intake.comments")),
    Case(
        "links of a sheet to nothing",
        lambda: with_links(
            ("drawing", "../drawings/drawing1.xml", ""), ("comments", "http://x/", ' TargetMode="External"')
        ),
        ("intake.external-links",),
    ),
    Case("characters that no xml may hold", _control_characters, ("intake.illegal-characters",)),
    Case(
        "cell twice",
        lambda: one_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        ("intake.duplicate-cell",),
    ),
    Case(
        "shared text that does not exist",
        lambda: workbook({"表1": worksheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')}, shared=["<t>甲</t>"]),
        ("intake.broken-cell",),
    ),
    *(
        Case(name, partial(one_sheet, f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'), ("intake.broken-cell",))
        for name, cell in (
            ("two values in a cell", '<c r="A1"><v>7</v><v>9</v></c>'),
            ("two values in a cell, on lines of their own", '<c r="A1">\n <v>7</v>\n <v>9</v>\n</c>'),
            ("text behind a value", '<c r="A1"><v>5</v>6</c>'),
            ("text before a value", '<c r="A1">5<v>6</v></c>'),
            ("text behind a value on its own line", '<c r="A1">\n<v>5</v>6\n</c>'),
            ("two values in a text cell", '<c r="A1" t="str"><v>7</v><v>9</v></c>'),
            ("text behind the value of a text cell", '<c r="A1" t="str"><v>7</v>9</c>'),
            ("two texts in a cell", '<c r="A1" t="inlineStr"><is><t>7</t></is><is><t>9</t></is></c>'),
            ("two values around a formula", '<c r="A1"><v>7</v><f>3+4</f><v>9</v></c>'),
            ("two values behind a formula", '<c r="A1"><f>3+4</f><v>7</v><v>9</v></c>'),
        )
    ),
)
