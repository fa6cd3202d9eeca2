"""What digits can be, as a table of patterns tried in order where a number begins. The text is folded (numerals)."""

from __future__ import annotations

import re
from functools import cache

from reporter.prose import lexicon
from reporter.prose import numerals
from reporter.prose.token_records import Kind

_YEAR = r"(?:19[4-9]|20[0-4])[0-9]"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_TO = r"\s?(?:-{1,2}|~|至|到)\s?"
_SCALED = rf"{numerals.ARABIC}(?: ?[余多]?{numerals.SCALE}(?:{numerals.ARABIC}万)?)?[余多]?"


@cache
def no_figure() -> re.Pattern[str]:
    """Return the pattern of a number that is no figure; the name of the matching group begins with its kind.

    The parts are tried in their order; each is bounded or consumes what it reads.
    """
    unit, names = lexicon.unit_pattern(), lexicon.data("names")
    no_amount = rf"(?![0-9.%‰余多])(?!\s?{numerals.SCALE})(?!\s?{unit})"
    followers = lexicon.any_of(names["follows"]["words"])
    extent = lexicon.any_of(names["extent"]["words"])
    duration = lexicon.any_of(names["durations"]["units"])
    bound = r"(?!以?[内上下]|之内|左右|[,，。;；、)）]|$)"
    table = (
        (Kind.DATE, rf"{_YEAR}[-/.]{_MONTH}[-/.][0-3]?[0-9](?![0-9])"),
        (Kind.UNREAD, r"[0-9]+(?:\.[0-9]+){2,}"),
        (Kind.DATE, rf"{_YEAR}年?{_TO}{_YEAR}(?![0-9])(?:年[度底末]?)?"),
        # 20236月, 20231-6月: the character behind the year is often lost on the way to the page.
        (Kind.DATE, rf"{_YEAR}年?(?:{_MONTH}月?{_TO})?{_MONTH}月(?:[份底末初]|[上中下]旬|[0-3]?[0-9][日号])?"),
        (Kind.DATE, rf"{_YEAR}[0-9]{{1,4}}日"),
        (Kind.DATE, rf"{_YEAR}(?:年[度底末初间版]?|届)"),
        (Kind.DATE, rf"{_MONTH}月?{_TO}{_MONTH}月(?:[份底末初])?"),
        (Kind.DATE, rf"{_MONTH}月(?:[份底末初]|[上中下]旬|[0-3]?[0-9][日号](?:{_TO}[0-3]?[0-9]日)?)?"),
        (Kind.DATE, r"[0-9]{1,4}日(?![均产处供常本游])"),
        (Kind.DATE, rf"1-{_MONTH}{no_amount}"),
        (Kind.DATE, rf"(?<=截至){_MONTH}(?=[,，])"),
        (Kind.DATE, r"[0-9]{1,2}个月|[1-4]个?季度"),
        (Kind.DATE, r"[0-9]{1,3}周?年(?!均)"),
        (Kind.DATE, r"(?<![比按])[0-2]?[0-9][:：][0-5][0-9](?![0-9])"),
        (Kind.NAME, r"[0-9]+[:：][0-9]+(?:\.[0-9]+)?"),
        (Kind.NAME, r"[0-9]+(?:\+[0-9A-Za-z]+)+\+?|[0-9]+\+(?![0-9])"),
        (Kind.NAME, r"[0-9]{1,3}大(?=[\u4e00-\u9fff])"),
        (Kind.NAME, rf"[0-9]+[×xX*][0-9]+(?:{duration})?"),
        (Kind.NAME, rf"[0-9]+(?:\.[0-9]+)?{followers}"),
        (Kind.NAME, r"[1-9]\.0(?:版|(?=行动|时代|工程|模式|体系|改革|方案|政策|平台|标准))"),
        (Kind.NAME, rf"[0-9]{{1,4}}(?:公里|千米|米|分钟|小时){extent}"),
        (Kind.NAME, rf"[0-9]{{1,3}}{duration}{bound}(?=[\u4e00-\u9fff])"),
        (Kind.NAME, rf"[0-9]+(?!\s?{unit})[A-Za-z]+[0-9]*"),
        (Kind.DATE, rf"{_YEAR}{no_amount}(?=[\"“《\u4e00-\u9fff])"),
        (Kind.NAME, rf"(?<=[“\"‘「『])[0-9]+(?:[.·+][0-9]*)?(?![0-9.%‰])(?!\s?{numerals.SCALE}?{unit})"),
    )
    return re.compile("|".join(f"(?P<{kind.value}_{place}>{part})" for place, (kind, part) in enumerate(table)))


@cache
def figure() -> re.Pattern[str]:
    """Return the pattern of a number, or a range of two, with its unit."""
    unit = lexicon.unit_pattern()
    return re.compile(
        rf"(?P<one>{_SCALED})(?:(?:\s?(?P<early>{unit}))?{_TO}(?P<two>{_SCALED})(?=\s?[%‰]|\s?{unit}))?(?:\s?(?P<unit>{unit}))?"
    )


@cache
def programme() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before and at a bare number that names a programme: 实施1168招商引资工程."""
    names, unit = lexicon.data("names")["programme"], lexicon.unit_pattern()
    verb = lexicon.any_of(names["verbs"]) + r"(?:省|市|国家|全省|全市|好)?[“\"]?$"
    number = rf"[0-9]{{2,}}(?![0-9.%‰余多])(?!\s?{numerals.SCALE})(?!\s?{unit})"
    number += rf"(?=[\u4e00-\u9fff]{{1,10}}{lexicon.any_of(names['words'])})"
    return re.compile(verb), re.compile(number)


LATIN_NAME = re.compile(r"[A-Za-z]+(?:-|\.)?[0-9]+(?:[-.][0-9]+)*[A-Za-z]*")
QUOTED_NAME = re.compile(
    r"“[^”“,，。;；!！?？\n]{1,40}”|‘[^’‘,，。;；\n]{1,40}’|\"[^\",，。;；\n]{1,24}\"|《[^》《\n]{1,120}》|〔[^〕\n]{1,12}〕[0-9]+号?|「[^」\n]{1,40}」"
)
# A limit of time in quotes is promised, no name: 审批“最多20个工作日”; “最多跑1次” stays the name of a reform.
QUOTED_LIMIT = re.compile(r"[“‘\"](?:最多|至多|不超过)[0-9]{1,3}(?:个?工作日|天|个月)[”’\"]")
LIST_NUMBER = re.compile(
    r"(?<![0-9.．])(?P<number>[0-9]{1,2})(?:[.．](?:(?=[^0-9\s])|\s)|[、)）](?=[^0-9])|(?P<glued>[.．])(?=(?P<span>[0-9]{1,2}[-~])?[0-9]))"
)
SECOND_ITEM = re.compile(r"\n[ \t\u3000]*2[.．、]")
BRACKETED = re.compile(r"[0-9]{1,2}(?=[)）])")
DENOMINATOR = re.compile(r"每\s?(?:[0-9]+\s?)?[十百千万亿]*(?:人口|常住人口|平方公里|公里|[人户名亩例吨元家个件])")
ORDINAL = re.compile(r"第[0-9]+(?:至|-)?[0-9]*")
RANK_PLACE = rf"(?:[0-9]{{1,3}}|{numerals.CHINESE})"
# A place in a ranking is introduced by one of these words; without them 第3 is the number of a session or a batch.
RANK_CONTEXT = re.compile(
    r"(?:[居列排]|名列|位次|排名|名次|进入|跻身|挺进|冲刺|力争|争取|确保|保持|稳居|进|争|保|全[国省市区县]|[全各]省(?:各?地?市|区县)?|地市|设区市|副省级城市|城市|中)(?:的|了|在|为|到|至|前)?$"
)
RANK = re.compile(rf"第({RANK_PLACE})([位名])?")
TOP = re.compile(rf"前({RANK_PLACE})([位名强])?(?![季个月年轮次期天周届批述后位])")
HOLD = re.compile(
    r"保([一二三四五六七八九十])[拼争冲进]([一二三四五六七八九十])|[拼争冲]([一二三四五六七八九十])保([一二三四五六七八九十])"
)
DOUBLING = re.compile(r"翻([一两二三])?番")
CHINESE_SHARE = re.compile(
    rf"(?:{numerals.CHINESE}|[0-9]+)分之(?:{numerals.CHINESE}(?:点[零〇一二三四五六七八九]+)?|{numerals.ARABIC})"
    r"|[一二两三四五六七八九]成[一二三四五六七八九半]?(?![立为功果长员效本都人年熟品型群千就交套片批绩分体])"
    r"|(?:过)?半数(?!据)|一半(?=以上|左右|[,，。;；、]|$)|零增长"
)


@cache
def chinese_count() -> re.Pattern[str]:
    """Return the pattern of a count in Chinese digits that ends its clause, or is an open one (百余名)."""
    # 二期, 五年, 第三届, 三区: Chinese digits with these units are names or periods, not counts.
    unit = r"(?![期年届区市县村镇点分级月日])" + lexicon.unit_pattern()
    end = r"(?=以上|以内|左右|[,，。;；、)）\n]|$)"
    return re.compile(rf"(?P<number>{numerals.CHINESE}余(?={unit})|{numerals.CHINESE}(?={unit}{end}))(?P<unit>{unit})")
