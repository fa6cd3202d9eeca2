"""The cell: right place, wrong value. What is typed as 本期完成, one fault at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crafted.city import CLEAN_DAYS
from tests.crafted.city import DUST
from tests.crafted.city import FIRST_ROW
from tests.crafted.city import INCOME
from tests.crafted.city import INVESTMENT
from tests.crafted.city import RANK
from tests.crafted.city import RULES
from tests.crafted.city import SCHOOLS
from tests.crafted.city import YEARLY
from tests.crafted.edits import clear
from tests.crafted.edits import error
from tests.crafted.edits import every
from tests.crafted.edits import formula
from tests.crafted.edits import merge
from tests.crafted.edits import number
from tests.crafted.edits import put
from tests.crafted.edits import raw
from tests.crafted.package import SHARED
from tests.crafted.package import Typed
from tests.crafted.records import EMPTY
from tests.crafted.records import UNREADABLE
from tests.crafted.records import Case
from tests.crafted.records import Stated

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from tests.crafted.records import Form


def _typed(name: str, indicator: int, typed: Typed | str, rules: str, stated: Stated) -> Case:
    """Type into 本期完成 of one indicator: what is found at that cell, and what is printed."""
    cell = f"H{FIRST_ROW + indicator - 1}"
    return Case(name, put(cell, typed), tuple(f"{rule} {cell}" for rule in rules.split()), {indicator: stated})


_TEXTS: tuple[tuple[str, int, str, str, Stated], ...] = (
    # What is read with a note: the digits are beyond doubt.
    ("digits as text", SCHOOLS, "7", "cells.text-number", "7"),
    ("full-width digits", SCHOOLS, "７", "cells.text-number", "7"),
    ("full-width digits, comma and point", INCOME, "２，６００．０", "cells.text-number", "2600"),
    ("thousands separated", INCOME, "2,600", "cells.text-number", "2600"),
    ("thousands separated, with decimals", INCOME, "2,600.00", "cells.text-number", "2600"),
    ("blanks around digits", INCOME, "  2600 ", "cells.text-number", "2600"),
    ("no-break space behind digits", INCOME, "2600\u00a0", "cells.text-number", "2600"),
    ("ideographic space before digits", INCOME, "\u30002600", "cells.text-number", "2600"),
    ("zero-width space before digits", INCOME, "\u200b2600", "cells.text-number", "2600"),
    ("byte order mark before digits", INCOME, "\ufeff2600", "cells.text-number", "2600"),
    ("right-to-left mark behind digits", INCOME, "2600\u200f", "cells.text-number", "2600"),
    ("line break behind digits", INCOME, "2600\n", "cells.text-number", "2600"),
    ("tab before digits", INCOME, "\t2600", "cells.text-number", "2600"),
    ("apostrophe before digits", INCOME, "'2600", "cells.text-number", "2600"),
    ("scientific notation as text", INCOME, "2.6E+03", "cells.text-number", "2600"),
    ("plus sign before digits", INCOME, "+2600", "cells.text-number", "2600"),
    ("leading zeros", SCHOOLS, "007", "cells.text-number", "7"),
    ("own unit behind digits", SCHOOLS, "7所", "cells.own-unit", "7"),
    ("own unit behind digits, with a blank", INCOME, "2600 万元", "cells.own-unit", "2600"),
    ("percent sign as text", CLEAN_DAYS, "88.6%", "cells.own-unit", "88.6"),
    ("full-width percent sign", CLEAN_DAYS, "88.6％", "cells.own-unit", "88.6"),
    ("less than one percent, said so", CLEAN_DAYS, "0.886%", "cells.own-unit check.not-met", ("0.886", "未达标")),
    # What is read with a warning: a scale, a numeral in words.
    ("scale of hundred millions under 万元", INCOME, "0.26亿", "cells.scale", "2600"),
    ("scale of ten thousands under 所", SCHOOLS, "0.0007万", "cells.scale", "7"),
    ("scale of ten thousands under 亿元", INVESTMENT, "13600万", "cells.scale", "1.36"),
    ("numeral in words", SCHOOLS, "七", "cells.spelled-out", "7"),
    ("numeral in words with unit", SCHOOLS, "七所", "cells.spelled-out", "7"),
    ("financial numeral", SCHOOLS, "柒", "cells.spelled-out", "7"),
    ("share in words", CLEAN_DAYS, "百分之八十八点六", "cells.spelled-out", "88.6"),
    # What is refused: nobody may guess.
    ("roughly", SCHOOLS, "约7", "cells.approximate", UNREADABLE),
    ("roughly, with unit", SCHOOLS, "约7所", "cells.approximate", UNREADABLE),
    ("more than", SCHOOLS, "超过7", "cells.approximate", UNREADABLE),
    ("nearly", INCOME, "近2600万元", "cells.approximate", UNREADABLE),
    ("and some", INCOME, "2600余", "cells.approximate", UNREADABLE),
    ("or so", INCOME, "2600左右", "cells.approximate", UNREADABLE),
    ("at least sign", SCHOOLS, "≥7", "cells.approximate", UNREADABLE),
    ("digits and plus", SCHOOLS, "7+", "cells.approximate", UNREADABLE),
    ("another unit", INVESTMENT, "13600万元", "cells.other-unit", UNREADABLE),
    ("another unit of money", INCOME, "2600元", "cells.other-unit", UNREADABLE),
    ("percent where places are counted", RANK, "8%", "cells.other-unit", UNREADABLE),
    ("a count where percent is due", CLEAN_DAYS, "161天", "cells.other-unit", UNREADABLE),
    ("ideographic full stop for a point", INCOME, "2600。5", "cells.broken-separator", UNREADABLE),
    ("comma as decimal point", INVESTMENT, "1,36", "cells.broken-separator", UNREADABLE),
    ("groups of four", INCOME, "1,2600", "cells.broken-separator", UNREADABLE),
    ("two points", INVESTMENT, "1.3.6", "cells.broken-separator", UNREADABLE),
    ("point at the end", SCHOOLS, "7.", "cells.broken-separator", UNREADABLE),
    ("blank between digits", INCOME, "2 600", "cells.broken-separator", UNREADABLE),
    ("list comma between digits", SCHOOLS, "3、4", "cells.broken-separator", UNREADABLE),
    ("a range", SCHOOLS, "5-7", "cells.not-a-number", UNREADABLE),
    ("a fraction", SCHOOLS, "7/12", "cells.not-a-number", UNREADABLE),
    ("a sum as text", SCHOOLS, "3+4", "cells.approximate", UNREADABLE),
    ("words", SCHOOLS, "已完成", "cells.not-a-number", UNREADABLE),
    ("a sentence with figures", SCHOOLS, "新建3所，改建4所", "cells.not-a-number", UNREADABLE),
    ("letter O for zero", INCOME, "26OO", "cells.not-a-number", UNREADABLE),
    ("letter l for one", SCHOOLS, "l2", "cells.not-a-number", UNREADABLE),
    ("circled number", SCHOOLS, "⑦", "cells.not-a-number", UNREADABLE),
    ("infinity", SCHOOLS, "∞", "cells.not-a-number", UNREADABLE),
    ("not a number, said so", SCHOOLS, "NaN", "cells.not-a-number", UNREADABLE),
    ("a date as text", SCHOOLS, "2023-06-30", "cells.date", UNREADABLE),
    ("a date in words", SCHOOLS, "2023年6月", "cells.date", UNREADABLE),
    ("a day of a month", SCHOOLS, "6月30日", "cells.date", UNREADABLE),
    ("an excel error as text", SCHOOLS, "#REF!", "cells.excel-error", UNREADABLE),
    ("a picture of wps as text", SCHOOLS, '=DISPIMG("ID_1F",1)', "cells.picture", UNREADABLE),
    ("a formula as text", SCHOOLS, "=3+4", "cells.not-a-number", UNREADABLE),
    ("a formula in full-width as text", SCHOOLS, "＝3+4", "cells.not-a-number", UNREADABLE),
    ("a command as text", SCHOOLS, "=cmd|'/C calc'!A0", "cells.not-a-number", UNREADABLE),
    ("a link as text", SCHOOLS, '=HYPERLINK("http://x.invalid","7")', "cells.not-a-number", UNREADABLE),
    ("a share as a fraction in text", CLEAN_DAYS, "0.886", "cells.percent-or-fraction", UNREADABLE),
    ("sixteen digits as text", INCOME, "1234567890123456", "cells.too-large", UNREADABLE),
)
_PLACEHOLDERS = ("—", "-", "/", "无", "暂无", "待统计", "NA", "n/a", "null", "年底统计", "（无）")


_STORED: tuple[tuple[str, int, Typed, str, Stated], ...] = (
    # How a number may be stored: the same figure, whoever wrote the file.
    ("scientific notation", INCOME, number("2.6E3"), "", "2600"),
    ("small exponent", INVESTMENT, number("1.36E0"), "", "1.36"),
    ("trailing zeros", INVESTMENT, number("1.3600000"), "", "1.36"),
    ("binary tail", INVESTMENT, number("1.3600000000000001"), "", "1.36"),
    ("binary tail of nines", CLEAN_DAYS, number("88.59999999999999"), "", "88.6"),
    ("blanks around the stored number", SCHOOLS, number(" 7 "), "", "7"),
    ("zero", SCHOOLS, number("0"), "check.behind", ("0", "慢序时")),
    ("negative count", SCHOOLS, number("-7"), "cells.negative check.behind", ("-7", "慢序时")),
    ("half a school", SCHOOLS, number("7.5"), "cells.fraction-of-count", ("7.5", "超序时")),
    ("half a rank", RANK, number("8.5"), "check.rank-impossible", "8.5"),
    ("sixteen digits", INCOME, number("1234567890123456"), "cells.too-large", UNREADABLE),
    ("number beyond all bounds", INCOME, number("1E400"), "cells.not-a-number", UNREADABLE),
    # Percent and number formats.
    ("percent format", CLEAN_DAYS, number("0.886", "0.0%"), "", "88.6"),
    ("percent format without decimals", CLEAN_DAYS, number("0.886", "0%"), "cells.shows-rounded", "88.6"),
    (
        "percent typed into a percent format",
        CLEAN_DAYS,
        number("88.6", "0.0%"),
        "cells.percent-far-above check.share-above-whole",
        ("8860", "达标"),
    ),
    ("percent sign as decoration", CLEAN_DAYS, number("88.6", '0.0"%"'), "", "88.6"),
    ("fraction for a percentage", CLEAN_DAYS, number("0.886"), "cells.percent-or-fraction", UNREADABLE),
    ("fraction under two decimals", CLEAN_DAYS, number("0.89", "0.00"), "cells.percent-or-fraction", UNREADABLE),
    ("percent format on a count", SCHOOLS, number("7", "0%"), "cells.percent-format", UNREADABLE),
    ("unit in the format", SCHOOLS, number("7", '0"所"'), "", "7"),
    ("another unit in the format", INCOME, number("2600", '0"元"'), "cells.shows-other-unit", UNREADABLE),
    ("fixed digits in the format", SCHOOLS, number("7", '"100"'), "cells.shows-literal", UNREADABLE),
    ("digits added by the format", SCHOOLS, number("7", '0"00"'), "cells.shows-literal", UNREADABLE),
    ("format that shows nothing", SCHOOLS, number("7", ";;;"), "cells.shows-nothing", UNREADABLE),
    ("format of ten thousands", INCOME, number("2600", '0!.0,"万"'), "cells.shows-scaled", "2600"),
    ("format of thousands", INCOME, number("2600", "0,"), "cells.shows-scaled", "2600"),
    ("format that rounds", INVESTMENT, number("1.36", "0"), "cells.shows-rounded", "1.36"),
    ("thousands separator in the format", INCOME, number("2600", "#,##0"), "", "2600"),
    ("accounting format", INCOME, number("2600", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), "", "2600"),
    ("money sign in the format", INCOME, number("2600", '"¥"#,##0'), "", "2600"),
    ("text format", SCHOOLS, number("7", "@"), "", "7"),
    ("general format of wps", SCHOOLS, number("7", "G/通用格式"), "", "7"),
    ("coloured format", SCHOOLS, number("7", "[Red]0"), "", "7"),
    ("conditional format code", SCHOOLS, number("7", "[>100]0;0"), "", "7"),
    ("fraction format", INVESTMENT, number("1.36", "# ?/?"), "cells.shows-scaled", "1.36"),
    ("exponent format", INCOME, number("2600", "0.0E+00"), "", "2600"),
    ("exponent format that rounds", INCOME, number("2600", "0E+00"), "cells.shows-rounded", "2600"),
    ("minus in the format", CLEAN_DAYS, number("88.6", "-0.0"), "cells.shows-other-sign", UNREADABLE),
    ("quoted minus in the format", CLEAN_DAYS, number("88.6", '"-"0.0'), "cells.shows-other-sign", UNREADABLE),
    ("brackets in the format", SCHOOLS, number("7", "(0)"), "cells.shows-other-sign", UNREADABLE),
    ("format without a minus", SCHOOLS, number("-7", "0;0"), "cells.shows-other-sign", UNREADABLE),
    ("negative in red", SCHOOLS, number("-7", "0;[Red]0"), "cells.negative check.behind", ("-7", "慢序时")),
    ("negative in brackets", SCHOOLS, number("-7", "0_);(0)"), "cells.negative check.behind", ("-7", "慢序时")),
    ("point before the digits in the format", SCHOOLS, number("7", '"."0'), "cells.shows-literal", UNREADABLE),
    ("point as text in the format", INCOME, number("2600", '0"."0'), "cells.shows-scaled", "2600"),
    # What a format does to a number typed as text.
    *(
        (f"text format {code}", SCHOOLS, Typed("7", "inlineStr", format=code), rule, UNREADABLE)
        for code, rule in (
            ('@"0"', "cells.shows-literal"),
            ('"-"@', "cells.shows-literal"),
            ("0;-0;0;@@", "cells.shows-literal"),
            (";;;", "cells.shows-nothing"),
            ('0;0;0;"9"', "cells.shows-literal"),
            ('"约"@', "cells.shows-other-unit"),
            ('0;-0;0;@"万"', "cells.shows-other-unit"),
        )
    ),
    *(
        (f"text format {code}", SCHOOLS, Typed("7", "inlineStr", format=code), "cells.text-number", "7")
        for code in ("@", '@"所"', "0;-0;0;@", "0.00", ";;")
    ),
    # Dates, booleans, errors, formulas.
    ("date cell", SCHOOLS, number("45107", "yyyy-mm-dd"), "cells.date", UNREADABLE),
    ("date format of the chinese edition", SCHOOLS, number("45107", 'yyyy"年"m"月"d"日"'), "cells.date", UNREADABLE),
    ("time cell", SCHOOLS, number("0.5", "h:mm"), "cells.date", UNREADABLE),
    ("iso date cell", SCHOOLS, Typed("2023-06-30", "d"), "cells.date", UNREADABLE),
    ("negative date", SCHOOLS, number("-1", "yyyy-mm-dd"), "cells.date", UNREADABLE),
    ("date beyond the calendar", SCHOOLS, number("99999999", "yyyy-mm-dd"), "cells.date", UNREADABLE),
    ("true", SCHOOLS, Typed("1", "b"), "cells.boolean", UNREADABLE),
    ("false", SCHOOLS, Typed("0", "b"), "cells.boolean", UNREADABLE),
    *(
        (f"excel error {code}", SCHOOLS, error(code), "cells.excel-error", UNREADABLE)
        for code in (
            "#DIV/0!",
            "#N/A",
            "#NAME?",
            "#NULL!",
            "#NUM!",
            "#REF!",
            "#VALUE!",
            "#SPILL!",
            "#CALC!",
            "#GETTING_DATA",
        )
    ),
    ("formula", SCHOOLS, formula("3+4", "7"), "cells.formula", "7"),
    ("formula of other cells", SCHOOLS, formula("SUM(H5:H8)", "7"), "cells.formula", "7"),
    ("formula with a text result", SCHOOLS, formula('"7"', "7", "str"), "cells.formula cells.text-number", "7"),
    ("formula with an empty result", SCHOOLS, formula('""', "", "str"), "forms.figure-missing", EMPTY),
    ("formula with an error", SCHOOLS, formula("3/0", "#DIV/0!", "e"), "cells.excel-error", UNREADABLE),
    ("formula with a boolean", SCHOOLS, formula("3=4", "0", "b"), "cells.boolean", UNREADABLE),
    ("formula without result", SCHOOLS, formula("3+4", None), "cells.no-result", UNREADABLE),
    ("formula with an empty value element", SCHOOLS, formula("3+4", ""), "cells.no-result", UNREADABLE),
    ("formula of another workbook", SCHOOLS, formula("[1]表1!A1", "7"), "cells.external-link", "7"),
    (
        "formula of another workbook by name",
        SCHOOLS,
        formula("'C:\\旧\\[底稿.xlsx]表1'!A1", "7"),
        "cells.external-link",
        "7",
    ),
    ("formula of a web service", SCHOOLS, formula('WEBSERVICE("http://x.invalid")', "7"), "cells.formula", "7"),
    (
        "picture of wps",
        SCHOOLS,
        formula('_xlfn.DISPIMG("ID_1F",1)', '=DISPIMG("ID_1F",1)', "str"),
        "cells.picture",
        UNREADABLE,
    ),
    ("dynamic data exchange", SCHOOLS, formula("cmd|'/C calc'!A0", "7"), "cells.formula", "7"),
    # Where nothing is due.
    ("figure for an indicator in words", RULES, number("7"), "forms.figure-for-qualitative", ("", "达标")),
    ("figure before the year is over", YEARLY, number("6.1"), "forms.figure-not-due", ("6.1", "年度统计")),
    ("figure far above its target", INCOME, number("26000000"), "check.unusual", ("26000000", "超额完成")),
    ("figure at its target", SCHOOLS, number("12"), "", ("12", "已完成")),
    ("level above its bound", DUST, number("31"), "check.not-met", ("31", "未达标")),
)


def _placeholders() -> Iterator[Case]:
    for word in _PLACEHOLDERS:
        yield Case(f"placeholder {word}", put("H4", word), ("forms.figure-missing H4",), {SCHOOLS: EMPTY})


_OTHERS = (
    Case("nothing at all"),
    Case("empty", clear("H4"), ("forms.figure-missing H4",), {SCHOOLS: EMPTY}),
    Case("blanks only", put("H4", "  "), ("forms.figure-missing H4",), {SCHOOLS: EMPTY}),
    Case("empty text", put("H4", ""), ("forms.figure-missing H4",), {SCHOOLS: EMPTY}),
    Case(
        "empty, explained",
        every(clear("H4"), put("L4", "下半年集中统计。")),
        ("forms.figure-missing H4",),
        {SCHOOLS: EMPTY},
    ),
    Case(
        "hidden under a merge",
        merge("A4:H4"),
        ("cells.hidden-under-merge H4",),
        {SCHOOLS: UNREADABLE},
    ),
    Case("hidden under a merge of rows", merge("H4:H5"), ("cells.hidden-under-merge H5",), {INVESTMENT: UNREADABLE}),
    Case("merged with an empty cell", merge("H4:I4"), ()),
    Case("stored twice", raw("H4", "<v>7</v>"), ()),
)


def _rich(*runs: tuple[str, str]) -> str:
    return "".join(f"<r><rPr>{look}</rPr><t>{text}</t></r>" for look, text in runs)


def _shared(cell: str, text: str) -> Callable[[Form], object]:
    """Type a rich text that lies among the shared ones, as Excel stores it."""

    def change(form: Form) -> None:
        content = form.text(SHARED)
        form.write(SHARED, content.replace("</sst>", f"<si>{text}</si></sst>"))
        raw(cell, f"<v>{content.count('<si>')}</v>", t="s")(form)

    return change


_STRUCK = _rich(("<strike/>", "7"), ("", "9"))
_FOOTNOTE = _rich(("", "2600"), ('<vertAlign val="superscript"/>', "1"))
_PLAIN = _rich(('<strike val="0"/><vertAlign val="baseline"/>', "7"))
_DRAWN: tuple[tuple[str, str, str, int, tuple[str, ...]], ...] = (
    ("a struck figure before another", "H4", _STRUCK, SCHOOLS, ("cells.struck-through H4",)),
    ("a struck figure alone", "H4", _rich(("<b/><strike val='1'/>", "7")), SCHOOLS, ("cells.struck-through H4",)),
    ("the sign of a footnote behind a figure", "H8", _FOOTNOTE, INCOME, ("cells.shifted H8",)),
    (
        "the sign of a footnote before a figure",
        "H8",
        _rich(('<vertAlign val="superscript"/>', "1"), ("", "2600")),
        INCOME,
        ("cells.shifted H8",),
    ),
    ("an index behind a figure", "H8", _FOOTNOTE.replace("super", "sub"), INCOME, ("cells.shifted H8",)),
)
_RICH = (
    *(
        Case(f"{name}, {where}", put_rich(cell, text), told, {indicator: UNREADABLE})
        for name, cell, text, indicator, told in _DRAWN
        for where, put_rich in (
            ("in the cell", lambda cell, text: raw(cell, f"<is>{text}</is>", t="inlineStr")),
            ("shared", _shared),
        )
    ),
    Case(
        "a figure in bold, nothing struck",
        raw("H4", f"<is>{_PLAIN}</is>", t="inlineStr"),
        ("cells.text-number H4",),
    ),
)

CASES: tuple[Case, ...] = (
    *_RICH,
    *(_typed(*item) for item in _TEXTS),
    *_placeholders(),
    *(_typed(*item) for item in _STORED),
    *_OTHERS,
)
