"""Workbook packages for tests: from text tables, or from raw XML where a program wrote something odd.

    sheet_xlsx({"表1": '''
        名称 | 数量
        学校 | 12
    '''})

The tables are those of tests/workbooks.py: the same notation, here stored as bytes of a file. For what no honest
program writes, `package` takes the parts as they shall be, and `worksheet` wraps raw cells.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

from reporter.intake.records import CellKind
from reporter.places import cell_name
from reporter.places import column_letters
from tests.workbooks import raw_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.intake.records import RawCell

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_KINDS = {CellKind.BOOLEAN: "b", CellKind.ERROR: "e", CellKind.TEXT: "str"}


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts as they are, always the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def worksheet(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """Wrap raw rows in a worksheet; `before` and `after` stand around the cells."""
    cells = f"{before}<sheetData>{rows}</sheetData>{after}"
    return f'{HEAD}<worksheet xmlns="{namespace}" xmlns:r="{LINKS}">{cells}</worksheet>'


def workbook_parts(
    sheets: Mapping[str, str],
    *,
    formats: Sequence[str] = (),
    shared: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> dict[str, str | bytes]:
    """Return the parts of a workbook whose sheets are given as XML.

    `formats` are number format codes: style 0 is General, style 1 the first of them. `shared` are raw `<si>` contents.
    """
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    defined = "".join(
        f"<definedName name={quoteattr(name)}>{escape(text)}</definedName>" for name, text in (names or {}).items()
    )
    links = [("styles", "styles.xml")] + [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    if shared is not None:
        links.append(("sharedStrings", "sharedStrings.xml"))
    ids = [f"rId{100 + at}" if kind != "worksheet" else f"rId{at}" for at, (kind, _) in enumerate(links)]
    relations = "".join(
        f'<Relationship Id="{link}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for link, (kind, target) in zip(ids, links, strict=True)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(len(sheets), is_shared=shared is not None),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE_LINKS}"><Relationship Id="rId1" Type="{LINKS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets>'
            + (f"<definedNames>{defined}</definedNames>" if defined else "")
            + "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE_LINKS}">{relations}</Relationships>',
        "xl/styles.xml": styles(formats),
    }
    if shared is not None:
        items = "".join(f"<si>{item}</si>" for item in shared)
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'
    for number, content in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = content
    return parts


def styles(formats: Sequence[str]) -> str:
    """Return a styles part with one cell style a number format, behind the General one."""
    codes = "".join(f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(formats))
    general = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    cells = "".join(general.replace('Id="0"', f'Id="{164 + at}"', 1) for at in range(len(formats)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        f'<cellStyleXfs count="1">{general}</cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 1}">{general}{cells}</cellXfs></styleSheet>'
    )


def workbook(sheets: Mapping[str, str], *, formats: Sequence[str] = (), shared: Sequence[str] | None = None) -> bytes:
    """Return a workbook file whose sheets are given as XML."""
    return package(workbook_parts(sheets, formats=formats, shared=shared))


def sheet_xlsx(tables: Mapping[str, str], *, merges: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """Return a workbook file of text tables."""
    formats: list[str] = []
    sheets = {name: _sheet(name, table, (merges or {}).get(name, ()), formats) for name, table in tables.items()}
    return workbook(sheets, formats=formats)


def _sheet(name: str, table: str, merges: Sequence[str], formats: list[str]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in raw_sheet("", name, table).cells.values():
        if cell.format not in {"General", *formats}:
            formats.append(cell.format)
        style = 0 if cell.format == "General" else formats.index(cell.format) + 1
        rows.setdefault(cell.row, []).append(_cell(cell, style))
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    return worksheet(
        "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in sorted(rows.items())),
        after=f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else "",
    )


def _cell(cell: RawCell, style: int) -> str:
    opening = f'<c r="{cell_name(cell.row, cell.column)}"' + (f' s="{style}"' if style else "")
    formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
    text = escape(cell.text)
    if cell.kind is CellKind.TEXT and not formula:
        return f'{opening} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    kind = f' t="{_KINDS[cell.kind]}"' if cell.kind in _KINDS else ""
    stored = {"TRUE": "1", "FALSE": "0"}[text] if cell.kind is CellKind.BOOLEAN else text
    value = "" if cell.kind is CellKind.NO_RESULT else f"<v>{stored}</v>"
    return f"{opening}{kind}>{formula}{value}</c>"


def grid(rows: int, columns: int) -> str:
    """Return raw rows of numbers, each cell its row times its column."""
    return "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column_letters(column)}{row}"><v>{row * column}</v></c>' for column in range(1, columns + 1))
        + "</row>"
        for row in range(1, rows + 1)
    )


def _content_types(sheets: int, *, is_shared: bool) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)]
    if is_shared:
        overrides.append(("/xl/sharedStrings.xml", "sharedStrings"))
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}.{name}+xml"/>' for part, name in overrides)
        + "</Types>"
    )
