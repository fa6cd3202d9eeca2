"""The container: is it a workbook at all? Files half copied, renamed, encrypted, glued, bloated, hostile."""

from __future__ import annotations

import struct
import zipfile
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from tests.crafted.edits import in_sheet
from tests.crafted.edits import put
from tests.crafted.edits import replaced
from tests.crafted.package import BOOK
from tests.crafted.package import BOOK_LINKS
from tests.crafted.package import MAIN
from tests.crafted.package import SHARED
from tests.crafted.package import STYLES
from tests.crafted.package import Package
from tests.crafted.package import packed
from tests.crafted.package import tag
from tests.crafted.package import text_of
from tests.crafted.records import INDICATORS
from tests.crafted.records import TEXTS
from tests.crafted.records import Case
from tests.crafted.records import refused
from tests.intake import biff

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crafted.records import Form

    Pack = Callable[[bytes], bytes]

_BOMB = '<!DOCTYPE x [<!ENTITY a "0000000000"><!ENTITY b "&a;&a;&a;&a;">]>'


def _share(percent: float) -> Pack:
    return lambda data: data[: int(len(data) * percent / 100)]


def _always(data: bytes) -> Pack:
    return lambda _: data


def _page(encoding: str) -> Pack:
    return _always("<html><body><table><tr><td>新建学校</td><td>7</td></tr></table></body></html>".encode(encoding))


def _csv(encoding: str) -> Pack:
    return _always("指标编号,本期完成\n㐀K001-1,7\n".encode(encoding))


def _flipped(name: str, data: bytes) -> bytes:
    """Damage a byte inside a compressed part, so that its sum is wrong."""
    start, size = _extent(name, data)
    at = start + size // 2
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def _hole(name: str, data: bytes) -> bytes:
    """Leave a part's bytes zero, as a copy that was allocated and not finished."""
    start, size = _extent(name, data)
    return data[:start] + bytes(size) + data[start + size :]


def _extent(name: str, data: bytes) -> tuple[int, int]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo(name)
    return info.header_offset + 30 + len(info.filename), info.compress_size


def _twice(name: str, data: bytes) -> bytes:
    """Store a part a second time under the same name, in other letters or not."""
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.NameToInfo.clear()  # else zipfile warns of the name it is told to write twice
        archive.writestr(zipfile.ZipInfo(name), b"<x/>")
    return buffer.getvalue()


def _in_directory(offset: int, value: bytes, data: bytes, name: bytes = b"xl/worksheets/sheet2.xml") -> bytes:
    """Overwrite a field of a part's entry in the archive's directory."""
    at = data.rfind(name) - 46 + offset
    return data[:at] + value + data[at + len(value) :]


def _overlapping(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        offset = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    return _in_directory(42, struct.pack("<I", offset), data)


def _commented(data: bytes) -> bytes:
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = "由某软件导出".encode()
    return buffer.getvalue()


def _inflated(form: Form) -> None:
    """Add a part that inflates a thousandfold."""
    form.write("xl/media/image1.bin", bytes(210 << 20))


def _many_parts(form: Form) -> None:
    for number in range(2_001):
        form.write(f"xl/media/image{number}.png", b"")


def _many_sheets(form: Form) -> None:
    for number in range(200):
        form.add_sheet(f"表{number}", f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', 1_000 + number)


def _many_merges(form: Form) -> None:
    merges = "".join(f'<mergeCell ref="P{row}:Q{row}"/>' for row in range(20, 10_022))
    in_sheet("</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>")(form)


def _amplified(form: Form) -> None:
    """Use one long shared text in thousands of cells."""
    texts = form.tree(SHARED)
    texts.append(etree.fromstring(f'<si xmlns="{MAIN}"><t>{"字" * 30_000}</t></si>'))
    cells = "".join(f'<row r="{row}"><c r="P{row}" t="s"><v>{len(texts) - 1}</v></c></row>' for row in range(20, 3_400))
    in_sheet("</sheetData>", f"{cells}</sheetData>")(form)


def _far_cell(reference: str) -> Callable[[Form], object]:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return in_sheet("</sheetData>", f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>')


def _doctype(part: str) -> Callable[[Form], object]:
    def change(form: Form) -> None:
        head, _, body = form.text(part).partition("?>")
        form.write(part, f"{head}?>{_BOMB}{body}")

    return change


def _doctype_in_utf16(form: Form) -> None:
    part = form.part_of(INDICATORS)
    body = form.text(part).partition("?>")[2]
    form.write(part, f'<?xml version="1.0" encoding="UTF-16"?>{_BOMB}{body}'.encode("utf-16"))


def _external(form: Form, kind: str = "<externalBook/>") -> None:
    form.write("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}">{kind}</externalLink>')


def _linked_outside(form: Form) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    target = "file:///C:/Users/%E5%BC%A0%E6%9F%90/old.xlsx"
    relation = f'<Relationship Id="rId90" Type="{kind}" Target="{target}" TargetMode="External"/>'
    replaced(BOOK_LINKS, "</Relationships>", f"{relation}</Relationships>")(form)


def _cells(form: Package) -> dict[str, dict[tuple[int, int], object]]:
    """Return what the sheets hold, for writers of other formats: of formulas the results."""
    from tests.crafted.package import position  # noqa: PLC0415 - only here

    texts = [text_of(item) for item in form.tree(SHARED)]
    sheets: dict[str, dict[tuple[int, int], object]] = {}
    for name in form.sheet_names():
        cells = sheets.setdefault(name, {})
        for cell in form.sheet(name).iter(tag("c")):
            kind = cell.get("t")
            result = cell.find(tag("v")) if cell.find(tag("f")) is not None else cell
            value = "" if result is None else text_of(result)
            if value:
                at = position(str(cell.get("r")))
                cells[at] = texts[int(value)] if kind == "s" else value if kind else float(value)
    return sheets


def _as_xls(data: bytes) -> bytes:
    """Write the form as Excel 97-2003 would, formulas as their results, which is all that xlrd hands out."""
    return biff.xls(_cells(Package(data)))


def _as_locked_xls(data: bytes) -> bytes:
    stream = biff.stream(_cells(Package(data)))
    start = len(biff.record(0x0809, b"\0" * 16))
    lock = biff.record(0x002F, struct.pack("<H", 1) + b"\0" * 52)
    return biff.compound({"Workbook": stream[:start] + lock + stream[start:]})


def _as_ods(data: bytes) -> bytes:
    """Write the form as an OpenDocument sheet."""
    spaces = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}

    def name_of(space: str, word: str) -> str:
        return f"{{{spaces[space]}}}{word}"

    root = etree.Element(name_of("office", "document-content"), nsmap=spaces)
    body = etree.SubElement(etree.SubElement(root, name_of("office", "body")), name_of("office", "spreadsheet"))
    for sheet, cells in _cells(Package(data)).items():
        table = etree.SubElement(body, name_of("table", "table"), {name_of("table", "name"): sheet})
        for row in range(1, max(at[0] for at in cells) + 1):
            line = etree.SubElement(table, name_of("table", "table-row"))
            for column in range(1, max(at[1] for at in cells) + 1):
                cell = etree.SubElement(line, name_of("table", "table-cell"))
                value = cells.get((row, column))
                if isinstance(value, float):
                    cell.set(name_of("office", "value-type"), "float")
                    cell.set(name_of("office", "value"), f"{value:g}")
                elif value is not None:
                    cell.set(name_of("office", "value-type"), "string")
                    etree.SubElement(cell, name_of("text", "p")).text = str(value)
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind.decode()}"/></manifest:manifest>'
    )
    return packed({"mimetype": kind, "content.xml": etree.tostring(root), "META-INF/manifest.xml": manifest.encode()})


_SHEET = "xl/worksheets/sheet2.xml"

CASES = (
    refused("empty file", "intake.empty-file", pack=_always(b"")),
    refused("zeros only", "intake.zero-tail", pack=_always(bytes(8192))),
    *(
        refused(f"cut off at {share} %", "intake.truncated", pack=_share(share))
        for share in (10, 25, 50, 75, 90, 99, 99.9)
    ),
    refused("last byte missing", "intake.truncated", pack=lambda data: data[:-1]),
    refused("first four bytes only", "intake.truncated", pack=lambda data: data[:4]),
    refused(
        "allocated, not yet copied",
        "intake.zero-tail",
        pack=lambda data: data[: len(data) // 2] + bytes(len(data) // 2),
    ),
    refused("zeros behind the archive", "intake.zero-tail", pack=lambda data: data + bytes(512)),
    refused("hole in the middle", "intake.broken-part", pack=partial(_hole, _SHEET)),
    refused("damaged byte in a sheet", "intake.broken-part", pack=partial(_flipped, _SHEET)),
    refused("damaged byte in the shared texts", "intake.broken-part", pack=partial(_flipped, SHARED)),
    refused("junk behind the archive", "intake.glued-archive", pack=lambda data: data + b"<html>"),
    refused("two archives glued together", "intake.glued-archive", pack=lambda data: data + data),
    refused("page before the archive", "intake.encrypted-by-software", pack=lambda data: b"<html></html>" + data),
    refused("archive within the first entry", "intake.glued-archive", pack=lambda data: b"PK\3\4" + data),
    refused("part twice", "intake.duplicate-entry", pack=partial(_twice, _SHEET)),
    refused("part twice in other letters", "intake.duplicate-entry", pack=partial(_twice, "XL/Worksheets/Sheet2.xml")),
    refused("parts that share bytes", "intake.overlapping-entry", pack=_overlapping),
    refused("locked part", "intake.encrypted-entry", pack=partial(_in_directory, 8, b"\1\0")),
    refused("unknown compression", "intake.broken-part", pack=partial(_in_directory, 10, b"\x63\0")),
    refused("lying size of a part", "intake.broken-part", pack=partial(_in_directory, 24, b"\x10\0\0\0")),
    refused(
        "archive of the workbook",
        "intake.plain-archive",
        pack=lambda data: packed({"甲.xlsx": data}),
        file="{name}.zip",
    ),
    refused("archive of the workbook, renamed", "intake.plain-archive", pack=lambda data: packed({"甲.xlsx": data})),
    refused("inflates a thousandfold", "intake.inflated-too-big", change=_inflated),
    refused("too many parts", "intake.too-many-parts", change=_many_parts),
    refused("too many sheets", "intake.too-many-sheets", change=_many_sheets),
    refused("too many merges", "intake.too-many-merges 指标进展", change=_many_merges),
    refused("one text a thousand times", "intake.too-much-text 指标进展", change=_amplified),
    refused("text longer than a cell", "intake.text-too-long 推进情况!D4", change=put("D4", "字" * 32_768, TEXTS)),
    refused("figure in the far corner", "intake.far-cell XFD1048576", change=_far_cell("XFD1048576")),
    refused("figure far below", "intake.far-cell A1048576", change=_far_cell("A1048576")),
    refused(
        "elements without end",
        "intake.too-deep 指标进展",
        change=in_sheet("</worksheet>", f"{'<x>' * 70}{'</x>' * 70}</worksheet>"),
    ),
    refused(
        "password", "intake.password", pack=_always(biff.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}))
    ),
    refused("old workbook with password", "intake.password", pack=_as_locked_xls, file="{name}.xls"),
    refused("encryption software", "intake.encrypted-by-software", pack=_always(bytes(range(1, 256)) * 20)),
    refused("page named workbook", "intake.web-page", pack=_page("utf-8"), file="{name}.xls"),
    refused("page in the encoding of china", "intake.web-page", pack=_page("gb18030"), file="{name}.xls"),
    refused("page in utf-16", "intake.web-page", pack=_page("utf-16"), file="{name}.xls"),
    refused(
        "web archive",
        "intake.web-page",
        pack=_always(b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"),
        file="{name}.xls",
    ),
    refused(
        "xml spreadsheet of 2003",
        "intake.xml-workbook",
        pack=_always(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        file="{name}.xls",
    ),
    *(
        refused(f"csv in {code}", "intake.text-file", pack=_csv(code), file="{name}.csv")
        for code in ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    ),
    refused("csv named workbook", "intake.text-file", pack=_csv("gb18030")),
    refused("pdf", "intake.other-kind", pack=_always(b"%PDF-1.7\n\x80"), file="{name}.pdf"),
    refused("picture", "intake.other-kind", pack=_always(b"\x89PNG\r\n\x1a\n"), file="{name}.png"),
    refused("rtf document", "intake.other-kind", pack=_always(b"{\\rtf1 7}"), file="{name}.rtf"),
    refused("program", "intake.other-kind", pack=_always(b"MZ\x90\0"), file="{name}.exe"),
    refused("rar archive", "intake.other-kind", pack=_always(b"Rar!\x1a\7\0"), file="{name}.rar"),
    refused("7z archive", "intake.other-kind", pack=_always(b"7z\xbc\xaf\x27\x1c"), file="{name}.7z"),
    refused(
        "word document",
        "intake.other-kind",
        pack=_always(packed({"[Content_Types].xml": b"", "word/document.xml": b""})),
        file="{name}.docx",
    ),
    refused(
        "presentation",
        "intake.other-kind",
        pack=_always(packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""})),
        file="{name}.pptx",
    ),
    refused(
        "old word document", "intake.other-kind", pack=_always(biff.compound({"WordDocument": b"x"})), file="{name}.doc"
    ),
    refused(
        "compound file without a sheet",
        "intake.unknown-compound",
        pack=_always(biff.compound({"ETExtData": b"x"})),
        file="{name}.et",
    ),
    refused(
        "old workbook, zero tail",
        "intake.zero-tail",
        pack=lambda data: _as_xls(data)[:2048] + bytes(8192),
        file="{name}.xls",
    ),
    refused("old workbook, cut off", "intake.truncated", pack=lambda data: _as_xls(data)[:-700], file="{name}.xls"),
    refused(
        "old workbook, damaged",
        "intake.broken-legacy",
        pack=_always(biff.compound({"Workbook": b"\x09\x08\x10\x00" + b"\xff" * 600})),
        file="{name}.xls",
    ),
    refused("doctype in a sheet", "intake.doctype", change=_doctype(_SHEET)),
    refused("doctype in the workbook", "intake.doctype", change=_doctype(BOOK)),
    refused("doctype in the shared texts", "intake.doctype", change=_doctype(SHARED)),
    refused("doctype in the styles", "intake.doctype", change=_doctype(STYLES)),
    refused("doctype in the links", "intake.doctype", change=_doctype(BOOK_LINKS)),
    refused("doctype in utf-16", "intake.doctype", change=_doctype_in_utf16),
    refused("sheet without its end", "intake.broken-xml", change=in_sheet("</worksheet>", "")),
    refused(
        "sheet in a wrong encoding",
        "intake.broken-xml",
        change=lambda form: form.write(_SHEET, form.text(_SHEET).replace("UTF-8", "GBK")),
    ),
    refused("row that is no row", "intake.broken-sheet 指标进展", change=in_sheet('<row r="4"', '<row r="vier"')),
    refused("row beyond the sheet", "intake.broken-sheet 指标进展", change=in_sheet('<row r="11"', '<row r="1048577"')),
    refused("no workbook part", "intake.missing-part", change=lambda form: form.remove(BOOK)),
    refused("no sheet part", "intake.missing-part", change=lambda form: form.remove(_SHEET)),
    refused("no links of the workbook", "intake.missing-part 填报说明", change=lambda form: form.remove(BOOK_LINKS)),
    # What is read all the same.
    Case("comment of the archive", pack=_commented),
    Case("old workbook", pack=_as_xls, file="{name}.xls"),
    Case("old workbook named new", told=("intake.wrong-suffix",), pack=_as_xls),
    Case("workbook of wps", pack=_as_xls, file="{name}.et"),
    Case("new workbook in the suffix of wps", told=("intake.wrong-suffix",), file="{name}.et"),
    Case("new workbook named old", told=("intake.wrong-suffix",), file="{name}.xls"),
    Case("workbook without suffix", told=("intake.wrong-suffix",), file="{name}"),
    Case("workbook in capital suffix", file="{name}.XLSX"),
    Case("open document", pack=_as_ods, file="{name}.ods"),
    Case("link to another workbook", _external, ("intake.external-links",)),
    Case("link outside", _linked_outside, ("intake.external-links",)),
    Case(
        "dynamic data exchange link",
        lambda form: _external(form, '<ddeLink ddeService="cmd" ddeTopic="/C calc"/>'),
        ("intake.dde", "intake.external-links"),
    ),
)
