"""The Word document that publications are built on: page, page numbers and named styles, to be restyled in Word.

Measures follow GB/T 9704-2012: text block 225 mm x 156 mm, title 22 pt, page number 14 pt between dashes, odd pages
right, even pages left, one character in. Fonts stand in all four slots, without theme, so that Word never substitutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum

from reporter.emit.package import packed
from reporter.present.records import Orientation
from reporter.present.records import Profile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class StyleName(StrEnum):
    """The styles by which a publication is set. They may look otherwise, but every base must have them."""

    TITLE = "公布标题"
    MARK = "公布标记"
    HEADING = "公布表名"
    GROUP = "公布分组"
    HEADER = "公布表头"
    TEXT = "公布正文"
    CENTRED = "公布居中"
    FIGURE = "公布数字"
    NOTE = "公布附注"
    PAGE = "公布页码"
    TABLE = "公布表格"


@dataclass(frozen=True, slots=True)
class _ParagraphStyle:
    """`size` in half points; `before` and `after` in twentieths of a point; `font` goes to all four slots.

    One `like` another has nothing of its own but the alignment: whoever restyles that one restyles both.
    """

    name: StyleName
    font: str
    size: int
    alignment: str
    before: int = 0
    after: int = 0
    keeps_with_next: bool = False
    outline: int | None = None
    exact: int = 0
    first_line: int = 0
    like: StyleName | None = None


_SONG, _FANG_SONG, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
USUAL_SIZE = 24
"""小四: the text in a table, in half points; 五号 (21) where many columns stand side by side."""
_OF_TABLES = frozenset({StyleName.GROUP, StyleName.HEADER, StyleName.TEXT, StyleName.CENTRED, StyleName.FIGURE})
_STYLES = (
    _ParagraphStyle(StyleName.TITLE, _SONG, 44, "center", after=120, keeps_with_next=True, outline=0),
    _ParagraphStyle(StyleName.MARK, _KAI, 32, "center", after=120, keeps_with_next=True),
    _ParagraphStyle(StyleName.HEADING, _SONG, 36, "center", before=360, after=160, keeps_with_next=True, outline=1),
    _ParagraphStyle(StyleName.GROUP, _KAI, USUAL_SIZE, "center", before=40, after=40, keeps_with_next=True, outline=2),
    _ParagraphStyle(StyleName.HEADER, _HEI, USUAL_SIZE, "center", before=40, after=40, keeps_with_next=True),
    # Never justified: a figure does not break, and where it moves to the next line a narrow column would be stretched.
    _ParagraphStyle(StyleName.TEXT, _FANG_SONG, USUAL_SIZE, "left"),
    _ParagraphStyle(StyleName.CENTRED, _FANG_SONG, USUAL_SIZE, "center", like=StyleName.TEXT),
    _ParagraphStyle(StyleName.FIGURE, _FANG_SONG, USUAL_SIZE, "right", like=StyleName.TEXT),
    _ParagraphStyle(StyleName.NOTE, _FANG_SONG, 21, "left", before=60),
    _ParagraphStyle(StyleName.PAGE, "宋体", 28, "right"),
)
# 公文正文: text outside tables in 3号 on lines of exactly 28 pt, never inside a cell, where rows would break.
_LINE = 560
_LETTER = {
    StyleName.HEADING: _ParagraphStyle(
        StyleName.HEADING, _HEI, 32, "both", keeps_with_next=True, outline=1, exact=_LINE, first_line=640
    ),
    StyleName.NOTE: _ParagraphStyle(StyleName.NOTE, _FANG_SONG, 32, "both", exact=_LINE, first_line=640),
}
# What Word may take where a font is not installed; the name itself stays in the document.
_ALTERNATIVES = {_SONG: "宋体", _FANG_SONG: "仿宋", _KAI: "楷体", _HEI: "SimHei", "宋体": "SimSun"}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in twentieths of a point; the footer stands 7 mm below the text block."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    turned: str = ""


_PAGES = {
    Orientation.PORTRAIT: _Page(11906, 16838, 2098, 1474, 1984, 1588, 1304),
    Orientation.LANDSCAPE: _Page(16838, 11906, 1588, 1984, 1474, 2098, 794, ' w:orient="landscape"'),
}


def write_base(
    orientation: Orientation = Orientation.LANDSCAPE,
    table_size: int = USUAL_SIZE,
    profile: Profile = Profile.TABLE,
) -> bytes:
    """Write an empty document with page set-up, page numbers and every named style; sizes are in half points."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": _document(_PAGES[orientation]),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("footer", "footer-odd.xml"),
            ("footer", "footer-even.xml"),
        ),
        "word/styles.xml": _styles(table_size, profile),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer-odd.xml": _footer('<w:jc w:val="right"/>', 'w:rightChars="100" w:right="280"'),
        "word/footer-even.xml": _footer('<w:jc w:val="left"/>', 'w:leftChars="100" w:left="280"'),
    }
    return packed({name: (_XML + content).encode() for name, content in parts.items()})


def _content_types() -> str:
    kinds = {
        "document.xml": "document.main",
        "styles.xml": "styles",
        "settings.xml": "settings",
        "fontTable.xml": "fontTable",
        "footer-odd.xml": "footer",
        "footer-even.xml": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{part}" ContentType="{_WORD_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _document(page: _Page) -> str:
    return (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"><w:body><w:p/><w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{page.turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="851" w:footer="{page.footer}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def _styles(table_size: int, profile: Profile) -> str:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(_FANG_SONG)}"
        '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    paragraphs = "".join(
        _paragraph_style(replace(style, size=table_size) if style.name in _OF_TABLES else style)
        for style in (_LETTER.get(item.name, item) if profile is Profile.LETTER else item for item in _STYLES)
    )
    return f'<w:styles xmlns:w="{WORD}">{defaults}{normal}{_TABLE_NORMAL}{_table_style()}{paragraphs}</w:styles>'


_TABLE_NORMAL = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)


def _table_style() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 85), ("bottom", 45), ("right", 85))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="PublishedTable"><w:name w:val="{StyleName.TABLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def _paragraph_style(style: _ParagraphStyle) -> str:
    if style.like is not None:
        return (
            f"{_style_head(style.name, _style_id(style.like))}"
            f'<w:pPr><w:jc w:val="{style.alignment}"/></w:pPr></w:style>'
        )
    keep = "<w:keepNext/>" if style.keeps_with_next else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    line = f'w:line="{style.exact}" w:lineRule="exact"' if style.exact else 'w:line="240" w:lineRule="auto"'
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{style.first_line}"/>' if style.first_line else ""
    return (
        f"{_style_head(style.name, 'Normal')}"
        f'<w:pPr>{keep}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" {line}/>{indent}'
        f'<w:jc w:val="{style.alignment}"/>{outline}</w:pPr>'
        f'<w:rPr>{_fonts(style.font)}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _style_head(name: StyleName, based_on: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{_style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/><w:qFormat/>'
    )


def _style_id(name: StyleName) -> str:
    return f"Published{name.name.title()}"


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in _ALTERNATIVES.items()
    )
    return f'<w:fonts xmlns:w="{WORD}">{fonts}</w:fonts>'


def _footer(alignment: str, indent: str) -> str:
    """Write a page number between two dashes; a field, so that Word counts."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="PublishedPage"/><w:ind {indent}/>{alignment}</w:pPr>'
        f"{dash.format('— ')}"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{dash.format(" —")}</w:p></w:ftr>'
    )
