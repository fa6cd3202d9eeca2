"""Several files of one department: what is new, changed, withdrawn or unreadable is said with both values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crafted.city import INVESTMENT
from tests.crafted.city import RULES
from tests.crafted.city import SCHOOLS
from tests.crafted.edits import clear
from tests.crafted.edits import delete_row
from tests.crafted.edits import every
from tests.crafted.edits import number
from tests.crafted.edits import put
from tests.crafted.edits import sign
from tests.crafted.edits import stamp
from tests.crafted.records import EMPTY
from tests.crafted.records import INDICATORS
from tests.crafted.records import NO_FIGURE
from tests.crafted.records import TEXTS
from tests.crafted.records import UNREADABLE
from tests.crafted.records import Case
from tests.crafted.records import File
from tests.crafted.records import untouched

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from tests.crafted.records import Form
    from tests.crafted.records import Stated

    Change = Callable[[Form], object]

_LATER = sign("填报日期", "2023-07-08")
_SEVERAL = "forms.several-files"
_OLD = "{name}（旧）.xlsx"


def _again(
    name: str,
    change: Change,
    *told: str,
    old: Change = untouched,
    figures: Mapping[int, Stated] | None = None,
) -> Case:
    """Describe a file of a later day beside an older one, flawless but for `old`."""
    return Case(name, every(_LATER, change), (_SEVERAL, *told), figures or {}, beside=(File(_OLD, old),))


_NINE: Mapping[int, Stated] = {SCHOOLS: ("9", "超序时")}

CASES: tuple[Case, ...] = (
    _again("sent again unchanged", untouched),
    _again("sent again with another figure", put("H4", number("9")), "forms.figure-replaced H4", figures=_NINE),
    _again(
        "sent again with a figure withdrawn", clear("H4"), "forms.figure-missing H4", "forms.figure-from-older {old}!H4"
    ),
    _again("sent again with a row deleted", delete_row(4), "forms.row-missing A3"),
    _again(
        "sent again unreadable",
        put("H4", "约9"),
        "cells.approximate H4",
        "forms.older-not-restored H4",
        figures={SCHOOLS: UNREADABLE},
    ),
    _again("sent again mended", untouched, "cells.approximate {old}!H4", old=put("H4", "约7")),
    _again("sent again completed", untouched, "forms.figure-missing {old}!H4", old=clear("H4")),
    _again(
        "sent again with a text withdrawn",
        clear("D4", sheet=TEXTS),
        "forms.text-missing 推进情况!D4",
        "forms.text-from-older {old}!推进情况!D4",
    ),
    _again("sent again with another text", put("D4", "项目全部开工。", TEXTS), "forms.text-replaced 推进情况!D4"),
    _again(
        "sent again without figures",
        lambda form: form.drop(INDICATORS),
        "forms.sheet-missing 指标进展",
        *("forms.older-not-restored 指标进展",) * 6,
        figures=NO_FIGURE,
    ),
    Case(
        "sent again for another period",
        stamp("B4", "2023FY"),
        ("identity.other-period",),
        file="{name}（年底）.xlsx",
        beside=(File(),),
    ),
    Case(
        "sent again cut off",
        told=("intake.truncated", "identity.older-withheld"),
        figures={**NO_FIGURE, RULES: EMPTY},
        pack=lambda data: data[: len(data) // 2],
        file="{name} (1).xlsx",
        beside=(File(),),
    ),
    Case(
        "sent twice on one day",
        put("H4", number("9")),
        ("forms.several-files", "forms.order-by-name", "forms.figure-contested H4"),
        _NINE,
        file="{name}（改）.xlsx",
        beside=(File(),),
    ),
    Case(
        "sent twice, once without a day",
        every(sign("填报日期", ""), put("H4", number("9"))),
        (
            "forms.date-missing 填报说明!C8",
            "forms.figure-contested {old}!H4",
            "forms.order-by-name {old}",
            "forms.several-files {old}",
        ),
        file="{name}（改）.xlsx",
        beside=(File(),),
    ),
    Case(
        "sent twice, once on a day to come",
        every(sign("填报日期", "2032-07-05"), put("H4", number("9"))),
        (
            "forms.date-future 填报说明!C8",
            "forms.figure-contested {old}!H4",
            "forms.order-by-name {old}",
            "forms.several-files {old}",
        ),
        file="{name}（改）.xlsx",
        beside=(File(),),
    ),
    Case("sent twice the same", told=("forms.file-copied",), file="{name} (1).xlsx", beside=(File(),)),
    Case(
        "sent in parts",
        every(_LATER, clear("H5")),
        (
            _SEVERAL,
            "forms.figure-missing H5",
            "forms.figure-missing {old}!H4",
            "forms.figure-from-older {old}!H5",
        ),
        {INVESTMENT: "1.36"},
        beside=(File("{name}（二）.xlsx", clear("H4")),),
    ),
    Case(
        "sent three times",
        every(sign("填报日期", "2023-07-10"), put("H4", number("10"))),
        (_SEVERAL, "forms.figure-replaced H4"),
        {SCHOOLS: ("10", "超序时")},
        beside=(File("{name}（二）.xlsx", every(_LATER, put("H4", number("9")))), File("{name}（一）.xlsx")),
    ),
    Case(
        "one name in two folders",
        every(_LATER, put("H4", number("9"))),
        (_SEVERAL, "forms.figure-replaced H4"),
        _NINE,
        file="乙/{name}.xlsx",
        beside=(File("甲/{name}.xlsx"),),
    ),
    Case(
        "sent by another department's name",
        every(_LATER, put("D5", "制度已出台。", TEXTS)),
        (_SEVERAL, "forms.text-replaced 推进情况!D5"),
        {RULES: ("", "达标")},
        file="转报：{name}.xlsx",
        beside=(File(_OLD),),
    ),
)
