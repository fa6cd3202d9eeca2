"""Locked cells, identity, signature: targets, units, formulas, periods, departments and days as somebody left them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crafted.city import CLEAN_DAYS
from tests.crafted.city import INCOME
from tests.crafted.city import SCHOOLS
from tests.crafted.city import SIGNED
from tests.crafted.edits import clear
from tests.crafted.edits import error
from tests.crafted.edits import every
from tests.crafted.edits import formula
from tests.crafted.edits import number
from tests.crafted.edits import put
from tests.crafted.edits import replaced
from tests.crafted.edits import sign
from tests.crafted.edits import stamp
from tests.crafted.package import BOOK
from tests.crafted.package import child
from tests.crafted.records import GUIDE
from tests.crafted.records import IDENTITY
from tests.crafted.records import NOTHING
from tests.crafted.records import TEXTS
from tests.crafted.records import UNREPORTED
from tests.crafted.records import Case

if TYPE_CHECKING:
    from tests.crafted.records import Form


def _broken_line(form: Form) -> None:
    put("B4", f"{form.department.name}推进学校建设、\n有效投资和大气治理。")(form)


_LOCKED = (
    Case("target lowered", put("E4", number("6")), ("forms.target-changed E4",)),
    Case("target as text", put("E4", "12"), ()),
    Case("target with another value in text", put("E4", "12所以上"), ("forms.target-changed E4",)),
    Case("target emptied", clear("E4"), ("forms.target-changed E4",)),
    Case("target as a formula", put("E4", formula("10+2", "12")), ()),
    Case("target as an error", put("E4", error("#REF!")), ("forms.target-changed E4",)),
    Case("target shown as percent", put("E6", number("0.85", "0%")), ()),
    Case("unit changed", put("F5", "万元"), ("forms.unit-changed F5",)),
    Case("unit from 万元 to 元", put("F8", "元"), ("forms.unit-changed F8",)),
    Case("unit emptied", clear("F4"), ("forms.unit-changed F4",)),
    Case("unit in other characters", put("F6", "％"), ()),
    Case("unit with blanks", put("F4", " 所 "), ()),
    Case("relation turned round", put("D4", "≤"), ("forms.locked-changed D4",)),
    Case("name retyped", put("C4", "改建学校"), ("forms.locked-changed C4",)),
    Case("task retyped", put("B4", "另一项任务"), ("forms.locked-changed B4",)),
    Case("task with a line break", _broken_line),
    Case("last period's figure typed in", put("G4", number("3")), ("forms.locked-changed G4",)),
    Case("rate typed over", put("I4", number("1")), ("forms.formula-overwritten I4",)),
    Case("rate deleted", clear("I4"), ("forms.formula-removed I4",)),
    Case("rate without result", put("I4", formula("H4/E4", None)), ()),
    Case("rate with another formula", put("I4", formula("1", "1")), ()),
    Case("rate for a share", put("I6", number("0.5")), ("forms.formula-overwritten I6",)),
    Case("check typed over", put("M4", "已完成"), ("forms.formula-overwritten M4",)),
    Case("length typed over", put("G4", "OK", TEXTS), ("forms.formula-overwritten 推进情况!G4",)),
    Case("task of a text retyped", put("C4", "另一项任务", TEXTS), ("forms.locked-changed 推进情况!C4",)),
    Case("serial of a text retyped", put("B4", "99", TEXTS), ("forms.locked-changed 推进情况!B4",)),
    Case("remark on the guide", put("F30", "请尽快审核", GUIDE), ("forms.stray-cell 填报说明!F30",)),
    Case(
        "target revised since it was issued",
        every(put("E4", number("10")), stamp("F9", "10"), stamp("B6", "0" * 64)),
        ("forms.target-revised E4", "identity.plan-changed"),
    ),
    Case(
        "unit revised since it was issued",
        every(put("F8", "亿元"), stamp("G13", "亿元"), stamp("B6", "0" * 64)),
        ("forms.unit-revised F8", "identity.plan-changed"),
    ),
)


def _older_version(form: Form) -> None:
    """Wind the form back to a version that had no count of characters."""
    stamp("B2", "0")(form)
    form.remap(TEXTS, columns=lambda column: None if column == 7 else column)


def _emptied_identity(form: Form) -> None:
    child(form.sheet(IDENTITY), "sheetData")[:] = []


def _without_identity(form: Form) -> None:
    form.drop(IDENTITY)


_IDENTITY = (
    Case("identity deleted", _without_identity, ("identity.no-stamp", "identity.by-ids")),
    Case("identity emptied", _emptied_identity, ("identity.no-stamp", "identity.by-ids")),
    Case("identity sheet renamed", lambda form: form.rename(IDENTITY, "Sheet9")),
    Case("older version of the form", _older_version, ("identity.other-version",)),
    Case("version emptied", stamp("B2", ""), ("identity.other-version",)),
    Case("plan changed elsewhere since it was issued", stamp("B6", "0" * 64)),
    Case("another period", stamp("B4", "2023FY"), ("identity.other-period", UNREPORTED), NOTHING),
    Case("another period shown", put("C5", "2022年全年", GUIDE), ("identity.other-year", UNREPORTED), NOTHING),
    Case(
        "another period in a title",
        put("A1", "市甲局 2023年全年指标进展"),
        ("identity.other-period", UNREPORTED),
        NOTHING,
    ),
    Case("spring", stamp("B4", "2023"), ("identity.other-period", UNREPORTED), NOTHING),
    Case("last year", stamp("B4", "2022H1"), ("identity.other-year", UNREPORTED), NOTHING),
    Case("period that is none", stamp("B4", "上半年"), ("identity.other-period", UNREPORTED), NOTHING),
    Case("period emptied", stamp("B4", ""), ("identity.other-period", UNREPORTED), NOTHING),
    Case("department unknown", stamp("B3", "市不存在局"), ("identity.by-ids",)),
    Case("department emptied", stamp("B3", ""), ("identity.by-ids",)),
    Case("title of the department changed", put("A1", "市不存在局 2023年上半年指标进展"), ("forms.stray-cell A1",)),
    Case("file without the department's name", file="最终版（领导已审）.xlsx"),
    Case("file with a copy's number", file="{name} (2).xlsx"),
    Case("file marked as a copy", file="{name} - 副本.xlsx"),
    Case("file with a long name", file="{name}" + "报送" * 30 + ".xlsx"),
    Case("file with marks of a shell", file="-rf $(x) {name};&'.xlsx"),
    Case("file with marks of markup", file="<b>{name}&amp;.xlsx"),
    Case("file with an exclamation mark", file="{name}！最终版.xlsx"),
    Case("file with quotes and a formula", file='{name}"&WEBSERVICE("x")&".xlsx'),
    Case("file with signs of a place", file="{name}#'指标进展'%20!A1.xlsx"),
    Case("file with a formula's name", file="=1+1 {name}.xlsx"),
    Case("file in a subfolder", file="第一批/{name}.xlsx"),
    Case("file in a deep folder", file="第二批/甲/乙/丙/{name}.xlsx"),
)


def _nameless(form: Form) -> None:
    for name in SIGNED:
        form.forget_name(name)


_SIGNED = (
    Case("nobody signed", sign("填报人", ""), ("forms.signature-missing 填报说明!C6",)),
    Case("nobody checked", sign("审核人", ""), ("forms.signature-missing 填报说明!C7",)),
    Case("no telephone", sign("联系电话", ""), ("forms.signature-missing 填报说明!C9",)),
    Case("telephone as a number", sign("联系电话", number("8675309"))),
    Case("signed by an error", sign("填报人", error("#N/A")), ("forms.text-unreadable 填报说明!C6",)),
    Case("no day", sign("填报日期", ""), ("forms.date-missing 填报说明!C8",)),
    Case("day as a serial", sign("填报日期", number("45112", "yyyy-mm-dd"))),
    Case("day with a time", sign("填报日期", number("45112.75", "yyyy-mm-dd h:mm"))),
    Case("day with points", sign("填报日期", "2023.7.5")),
    Case("day in words", sign("填报日期", "2023年7月5日")),
    Case("day in one number", sign("填报日期", number("20230705"))),
    Case("day in full-width digits", sign("填报日期", "２０２３－０７－０５")),
    Case(
        "day of a number that is none", sign("填报日期", number("45112", "0")), ("forms.date-unreadable 填报说明!C8",)
    ),
    Case("day without a year", sign("填报日期", "7月5日"), ("forms.date-unreadable 填报说明!C8",)),
    Case("day that does not exist", sign("填报日期", "2023-02-30"), ("forms.date-unreadable 填报说明!C8",)),
    Case("day in words only", sign("填报日期", "昨天"), ("forms.date-unreadable 填报说明!C8",)),
    Case(
        "day beyond the calendar",
        sign("填报日期", number("99999999", "yyyy-mm-dd")),
        ("forms.date-unreadable 填报说明!C8",),
    ),
    Case("negative day", sign("填报日期", number("-5", "yyyy-mm-dd")), ("forms.date-unreadable 填报说明!C8",)),
    Case(
        "day of the edition of 1904",
        every(
            replaced(BOOK, "<workbookPr ", '<workbookPr date1904="1" '), sign("填报日期", number("43650", "yyyy-mm-dd"))
        ),
    ),
    Case("day to come", sign("填报日期", "2023-12-31"), ("forms.date-future 填报说明!C8",)),
    Case("day of last year", sign("填报日期", "2022-07-05"), ("forms.date-too-early 填报说明!C8",)),
    Case("names of the cells deleted", _nameless),
    Case("names of the cells broken", replaced(BOOK, "$C$8", "#REF!")),
    Case("rows inserted on the guide", lambda form: form.remap(GUIDE, rows=lambda row: row + 3 if row > 2 else row)),
)

_BESIDE = (
    Case("data of a day to come", put("J4", "2023-12-31"), ("check.data-ahead J4",)),
    Case("data of last year", put("J4", "2022-06-30"), ("check.data-stale J4",)),
    Case("data of no day", put("J4", "上月"), ("check.data-date-unread J4",)),
    Case("data of a serial day", put("J4", number("45107", "yyyy-mm-dd"))),
    Case("source as an error", put("K4", error("#N/A")), ("forms.text-unreadable K4",)),
    Case("source too long", put("K4", "统计" * 30), ("forms.text-too-long K4",)),
    Case("explanation as a formula without result", put("L4", formula("A1", None)), ("forms.text-unreadable L4",)),
    Case("explanation as a number", put("L4", number("12"))),
    Case(
        "unusual figure, explained",
        every(put("H4", number("120")), put("L4", "纳入民办学校。")),
        ("check.unusual H4",),
        {SCHOOLS: ("120", "超额完成")},
    ),
    Case(
        "behind, explained",
        every(put("H8", number("100")), put("L8", "项目集中在下半年。")),
        ("check.behind H8",),
        {INCOME: ("100", "慢序时")},
    ),
    Case(
        "below its bound, explained",
        every(put("H6", number("80.1")), put("L6", "春季沙尘偏多。")),
        ("check.not-met H6",),
        {CLEAN_DAYS: ("80.1", "未达标")},
    ),
)

CASES: tuple[Case, ...] = (*_LOCKED, *_IDENTITY, *_SIGNED, *_BESIDE)
