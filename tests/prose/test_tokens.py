"""Every number of a sentence is told apart: figures from dates, names, thresholds and list numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.prose.records import TargetRelation
from reporter.prose.tokens import Kind
from reporter.prose.tokens import Token
from reporter.prose.tokens import scan

D = Decimal


def only(text: str) -> Token:
    (token,) = scan(text)
    return token


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.raw) for token in scan(text)]


@pytest.mark.parametrize(
    ("text", "kind", "amount", "unit"),
    [
        ("绿道60公里", Kind.QUANTITY, "60", "公里"),
        ("参保5.1万人", Kind.QUANTITY, "51000", "人"),
        ("收储２．５万亩", Kind.QUANTITY, "25000", "亩"),
        ("装机35万千瓦", Kind.QUANTITY, "350000", "千瓦"),
        ("用煤50万吨标煤", Kind.QUANTITY, "500000", "吨标煤"),
        ("浓度31微克/立方米", Kind.QUANTITY, "31", "微克/立方米"),
        ("补助 12.5 万元", Kind.QUANTITY, "125000", "元"),
        ("达标率98.6％", Kind.PERCENT, "98.6", "%"),
        ("差错率0.3‰", Kind.PERCENT, "0.3", "‰"),
        ("占比百分之五", Kind.PERCENT, "5", "%"),
        ("提高1.5个百分点", Kind.POINTS, "1.5", "个百分点"),
        ("提高百分之二个百分点", Kind.POINTS, "2", "个百分点"),
        ("增长8.5倍", Kind.TIMES, "8.5", "倍"),
        ("产值翻两番", Kind.TIMES, "4", "倍"),
        ("产值实现翻番", Kind.TIMES, "2", "倍"),
        ("投入零增长", Kind.PERCENT, "0", "%"),
        ("财力的三分之二", Kind.FRACTION, "0.666667", "1"),
        ("八成村庄", Kind.FRACTION, "0.8", "1"),
        ("总量居全省第4位", Kind.RANK, "4", "位"),
        ("总量居全省第4", Kind.RANK, "4", "位"),
        ("力争进入全省前三", Kind.RANK, "3", "位"),
        ("考核位列前10名", Kind.RANK, "10", "位"),
        ("力争保五拼三", Kind.RANK, "5", "位"),
        ("收入比为1.62", Kind.BARE, "1.62", "1"),
        ("新增托位1178", Kind.BARE, "1178", ""),
        ("建成水闸两座。", Kind.QUANTITY, "2", "座"),
        ("服务百余名老人", Kind.QUANTITY, "100", "名"),
        ("增速-7.8%", Kind.PERCENT, "-7.8", "%"),
        ("人均预期寿命82.5岁", Kind.QUANTITY, "82.5", "岁"),
        ("GDP4000亿元", Kind.QUANTITY, "400000000000", "元"),
    ],
)
def test_a_figure_has_its_amount_and_unit(text: str, kind: Kind, amount: str, unit: str) -> None:
    token = only(text)
    assert (token.kind, token.amount, token.unit) == (kind, D(amount), unit)
    assert token.is_figure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“9+6”政策体系", Kind.NAME),
        ("对接“512Y”集群", Kind.NAME),
        ("实施2468招商工程", Kind.NAME),
        ("完善“37配套政策", Kind.NAME),
        ("PM2.5浓度", Kind.NAME),
        ("G60科创走廊", Kind.NAME),
        ("第3届博览会", Kind.NAME),
        ("世界500强", Kind.NAME),
        ("104国道改建", Kind.NAME),
        ("3.0版方案", Kind.NAME),
        ("7×24小时值守", Kind.NAME),
        ("24小时巡查制度", Kind.NAME),
        ("纵深5公里范围内", Kind.NAME),
        ("《规划(2026-2030年)》", Kind.NAME),
        ("师生比1:12", Kind.NAME),
        ("4A级景区", Kind.NAME),
        ("2026年", Kind.DATE),
        ("2026-2030年", Kind.DATE),
        ("2026年1-6月", Kind.DATE),
        ("1-9月", Kind.DATE),
        ("截至9月底", Kind.DATE),
        ("20269月", Kind.DATE),
        ("截至9,全市", Kind.DATE),
        ("515日汛期", Kind.DATE),
        ("2026我市", Kind.DATE),
        ("2026-03-05", Kind.DATE),
        ("连续3年", Kind.DATE),
        ("9:30开会", Kind.DATE),
        ("每10万人", Kind.DENOMINATOR),
        ("1.2.3", Kind.UNREAD),
        ("٣٤٥", Kind.UNREAD),
        ("9" * 40, Kind.UNREAD),
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str, kind: Kind) -> None:
    token = only(text)
    assert token.kind is kind
    assert not token.is_figure


def test_an_amount_that_limits_what_is_counted_is_a_threshold() -> None:
    assert kinds("引进2亿元以上项目90个") == [("threshold", "2亿元"), ("quantity", "90个")]
    assert kinds("其中20亿元以上6个") == [("threshold", "20亿元"), ("quantity", "6个")]
    assert kinds("收入60万元以上的村占比超过85%") == [("threshold", "60万元"), ("percent", "85%")]
    assert kinds("为65周岁以上老人体检3万人次") == [("threshold", "65周岁"), ("quantity", "3万人次")]
    assert kinds("建成220千伏变电站2座") == [("threshold", "220千伏"), ("quantity", "2座")]
    assert kinds("500人以上企业12家") == [("threshold", "500人"), ("quantity", "12家")]


def test_an_amount_that_is_the_figure_itself_is_no_threshold() -> None:
    assert kinds("完成投资90亿元以上,新增项目6个") == [("quantity", "90亿元"), ("quantity", "6个")]
    assert kinds("完成投资2.1亿元新增项目6个") == [("quantity", "2.1亿元"), ("quantity", "6个")]
    assert kinds("占年度计划6.5亿元的44%") == [("quantity", "6.5亿元"), ("percent", "44%")]
    assert kinds("实现800家以上企业、20所以上学校覆盖") == [("quantity", "800家"), ("quantity", "20所")]


def test_list_numbers_count_up_and_decimals_do_not() -> None:
    text = "1.1-9月,出口37亿元\n2.20个站点建成\n3.5.6万人参加\n(4)其他"
    assert [token.raw for token in scan(text) if token.kind is Kind.LIST_NUMBER] == ["1", "2", "3", "4"]
    assert [token.amount for token in scan(text) if token.is_figure] == [D(37 * 10**8), 20, 56000]
    assert kinds("1.5万人参加") == [("quantity", "1.5万人")]
    assert kinds("①新建3所") == [("list_number", "①"), ("quantity", "3所")]


def test_rates_that_lost_their_separators_are_apart() -> None:
    assert [token.raw for token in scan("分别为64.3%85%90%")] == ["64.3%", "85%", "90%"]


def test_a_count_that_ran_into_a_threshold_of_the_target_is_taken_apart() -> None:
    text = "签约项目4130亿元以上项目7个"
    limits = frozenset({"30亿元"})
    assert [(token.kind, token.raw) for token in scan(text, limits)] == [
        (Kind.BARE, "41"),
        (Kind.THRESHOLD, "30亿元"),
        (Kind.QUANTITY, "7个"),
    ]


@pytest.mark.parametrize(
    ("text", "amount", "upper"),
    [
        ("10-50万元", "100000", "500000"),
        ("50%~60%", "50", "60"),
        ("3至5家", "3", "5"),
        ("8000-9000元", "8000", "9000"),
        ("90-3家", "90", None),
    ],
)
def test_a_range_shares_scale_and_unit(text: str, amount: str, upper: str | None) -> None:
    token = scan(text)[0]
    assert token.amount == D(amount)
    assert token.upper == (None if upper is None else D(upper))


@pytest.mark.parametrize(
    ("text", "relation", "softness"),
    [
        ("不少于12家", TargetRelation.AT_LEAST, ("不少于",)),
        ("90个以上", TargetRelation.AT_LEAST, ("以上",)),
        ("达到90%以上", TargetRelation.AT_LEAST, ("达到", "以上")),
        ("力争突破50亿元", TargetRelation.MORE_THAN, ("力争", "突破")),
        ("超过90个", TargetRelation.MORE_THAN, ("超过",)),
        ("控制在5%以内", TargetRelation.AT_MOST, ("控制在", "以内")),
        ("不高于28微克/立方米", TargetRelation.AT_MOST, ("不高于",)),
        ("不到3%", TargetRelation.LESS_THAN, ("不到",)),
        ("6%左右", TargetRelation.ABOUT, ("左右",)),
        ("约6万人", TargetRelation.ABOUT, ("约",)),
        ("500余家", TargetRelation.AT_LEAST, ("余",)),
        ("节约30万元", None, ()),
        ("附近3个", None, ()),
        ("12家", None, ()),
    ],
)
def test_bounding_words_are_kept_and_mean_a_relation(
    text: str, relation: TargetRelation | None, softness: tuple[str, ...]
) -> None:
    token = only(text)
    assert (token.relation, token.softness) == (relation, softness)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7所", "7", "7"),
        ("2.34亿元", "233500000", "234500000"),
        ("30公里", "29.5", "30.5"),
        ("57%", "56.5", "57.5"),
        ("500余家", "500", None),
        ("近8万人", None, "80000"),
        ("约8万人", None, None),
        ("超3亿元", "300000000", None),
        ("不超过3亿元", None, "300000000"),
        ("3-5亿元", "250000000", "550000000"),
        ("三分之二", "0.6666665", "0.6666675"),
    ],
)
def test_print_allows_an_interval(text: str, low: str | None, high: str | None) -> None:
    interval = only(text).interval()
    assert interval.low == (None if low is None else D(low))
    assert interval.high == (None if high is None else D(high))


def test_a_name_allows_anything() -> None:
    assert only("第3届").interval().holds(D(5))


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "占比达８５．５％以上。"
    token = only(text)
    assert text[token.start : token.end] == token.raw == "８５．５％"
    assert text[token.outer_start : token.outer_end] == "达８５．５％以上"


@pytest.mark.parametrize(
    "text", ["第一批医院", "一般公共预算", "三农工作", "十大行动", "两个责任", "第一医院", "千万工程"]
)
def test_chinese_digits_in_words_are_left_alone(text: str) -> None:
    assert scan(text) == ()
