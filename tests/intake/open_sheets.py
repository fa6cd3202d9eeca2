"""Spreadsheets of OpenDocument for tests, from raw rows and styles as LibreOffice writes them."""

from __future__ import annotations

from tests.intake.packages import HEAD
from tests.intake.packages import package

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "table", "text", "style", "manifest")},
    "number": f"{_OASIS}datastyle:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def open_sheet(
    rows: str, *, styles: str = "", common: str = "", around: str = "", parts: tuple[str, ...] = ()
) -> bytes:
    """Return an .ods file of one sheet; `styles` are the content's own, `common` those of the other part."""
    content = (
        f"{HEAD}<office:document-content {_DECLARED}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="表1" table:style-name="ta1">{rows}</table:table>'
        f"{around}</office:spreadsheet></office:body></office:document-content>"
    )
    others = (
        f"{HEAD}<office:document-styles {_DECLARED}><office:styles>{common}</office:styles></office:document-styles>"
    )
    manifest = f'{HEAD}<manifest:manifest {_DECLARED}><manifest:file-entry manifest:full-path="/"/></manifest:manifest>'
    more = dict.fromkeys(parts, "x")
    return package(
        {"mimetype": KIND, "content.xml": content, "styles.xml": others, "META-INF/manifest.xml": manifest} | more
    )


def row(*cells: str, **attributes: str) -> str:
    """Return a row; attributes are the table's, with `_` for `-`."""
    listed = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-row{listed}>{''.join(cells)}</table:table-row>"


def cell(content: str = "", kind: str = "", value: str = "", more: str = "") -> str:
    """Return a cell with what it shows, of a type with a value where one is named."""
    attribute = {"string": "string-value", "boolean": "boolean-value", "date": "date-value", "time": "time-value"}
    typed = f' office:value-type="{kind}"' if kind else ""
    stated = f' office:{attribute.get(kind, "value")}="{value}"' if value else ""
    return f"<table:table-cell{typed}{stated} {more}>{content}</table:table-cell>"


def cell_style(name: str, data_style: str, parent: str = "Default") -> str:
    """Return a cell style that names a number format."""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}" '
        f'style:data-style-name="{data_style}"/>'
    )
