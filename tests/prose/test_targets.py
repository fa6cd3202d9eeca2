"""Targets stated in words: what was promised, in which unit, how firmly, and by which name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from reporter.prose.targets import read_targets


def read(text: str) -> list[tuple[str, str, str | None, str]]:
    """Read targets as (indicator, relation, value, unit)."""
    return [
        (
            target.indicator,
            target.relation.value,
            None if target.value is None else f"{target.value.normalize():f}",
            target.unit,
        )
        for target in read_targets(text)
    ]


def only(text: str) -> StatedTarget:
    (target,) = read_targets(text)
    return target


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增口袋公园24个", ("新增口袋公园", "eq", "24", "个")),
        ("全年新改建农村公路120公里以上", ("新改建农村公路", "ge", "120", "公里")),
        ("引进高层次人才不少于300名", ("引进高层次人才", "ge", "300", "名")),
        ("内河货运量突破6500万吨", ("内河货运量", "gt", "65000000", "吨")),
        ("农产品网络零售额力争超40亿元", ("农产品网络零售额", "gt", "4000000000", "元")),
        ("城镇登记失业率控制在3.5%以内", ("城镇登记失业率", "le", "3.5", "%")),
        ("PM2.5平均浓度不高于28微克/立方米", ("PM2.5平均浓度", "le", "28", "微克/立方米")),
        ("亿元产值事故死亡率低于0.01%", ("亿元产值事故死亡率", "lt", "0.01", "%")),
        ("地区生产总值增长6.5%左右", ("地区生产总值增速", "approx", "6.5", "%")),
        ("单位能耗下降3%以上", ("单位能耗增速", "le", "-3", "%")),
        ("单位能耗下降3%", ("单位能耗增速", "eq", "-3", "%")),
        ("“三公”经费压减5%以上", ("“三公”经费压减幅度", "ge", "5", "%")),
        ("污水集中收集率提高2个百分点", ("污水集中收集率提高幅度", "eq", "2", "个百分点")),
        ("发放补贴100万元至300万元", ("发放补贴", "range", "1000000", "元")),
        ("森林覆盖率稳定在48%以上", ("森林覆盖率", "ge", "48", "%")),
        ("新增财力的三分之二以上用于民生", ("新增财力用于民生的比例", "ge", "0.666667", "1")),
        ("建成30个共享食堂", ("共享食堂", "eq", "30", "个")),
        ("每个县各建成不少于2个养老服务中心", ("每个县各建成养老服务中心", "ge", "2", "个")),
        ("对全市2600部老旧电梯开展检测", ("老旧电梯开展检测", "eq", "2600", "部")),
        ("营商环境满意度力争全省第3", ("营商环境满意度排名", "rank_le", "3", "位")),
        ("发明专利数量居全省前五", ("发明专利数量排名", "rank_le", "5", "位")),
        ("城乡居民收入比缩小到1.6以内", ("城乡居民收入比", "le", "1.6", "1")),
        ("低保标准提高到每人每月1200元", ("低保标准提高到每人每月", "ge", "1200", "元")),
        ("到2030年绿道总里程达到600公里", ("绿道总里程", "ge", "600", "公里")),
        ("推进8大行动,新增书房9家", ("新增书房", "eq", "9", "家")),
        ("数字经济增加值翻一番", ("数字经济增加值", "eq", "2", "倍")),
        ("建成省级水库两座。", ("省级水库", "eq", "2", "座")),
    ],
)
def test_a_target_has_relation_value_unit_and_name(text: str, expected: tuple[str, str, str, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农民收入增速快于城镇居民", ("农民收入增速", "faster_than")),
        ("外贸出口占比高于全省平均", ("外贸出口占比", "faster_than")),
        ("物流成本占比低于全国平均", ("物流成本占比", "lt")),
        ("财政收入与经济增长基本同步", ("财政收入增速", "external")),
        ("空气优良率完成省下达指标", ("空气优良率", "external")),
        ("城乡居民收入差距持续缩小", ("城乡居民收入差距", "decrease")),
        ("服务业增加值占比稳步提升", ("服务业增加值占比", "increase")),
        ("出口份额基本稳定", ("出口份额", "external")),
        ("国资总额位居全省前列", ("国资总额", "rank_le")),
    ],
)
def test_a_target_without_a_figure_is_one_too(text: str, expected: tuple[str, str]) -> None:
    target = only(text)
    assert (target.indicator, target.relation.value, target.value, target.unit) == (*expected, None, "")


def test_full_coverage_is_a_hundred_percent() -> None:
    target = only("率先实现社区便民服务站全覆盖")
    assert (target.value, target.unit, target.relation) == (Decimal(100), "%", TargetRelation.AT_LEAST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建小学4所、初中3所", [("新建小学", "4"), ("新建初中", "3")]),
        ("新增床位900张,其中护理型600张", [("新增床位", "900"), ("新增护理型", "600")]),
        ("新增托位1500个(其中普惠托位900个)", [("新增托位", "1500"), ("新增普惠托位", "900")]),
        ("稻谷播种面积和产量分别达到90万亩、42万吨以上", [("稻谷播种面积", "900000"), ("稻谷产量", "420000")]),
        ("危房改造、户厕改造分别300户和5000户", [("危房改造", "300"), ("户厕改造", "5000")]),
        ("创建绿色学校、绿色医院20所和8所", [("绿色学校", "20"), ("绿色医院", "8")]),
        ("饮水合格率、污水处理率均达到95%以上", [("饮水合格率", "95"), ("污水处理率", "95")]),
        ("建成省级绿道60公里、市级绿道80公里", [("省级绿道", "60"), ("市级绿道", "80")]),
        ("新建、扩建农贸市场分别为3家、2家", [("新建农贸市场", "3"), ("扩建农贸市场", "2")]),
        ("绿色工厂由12家增加到20家", [("绿色工厂", "20")]),
        ("新建体育设施83个(省级64个)", [("新建体育设施", "83"), ("新建省级体育设施", "64")]),
        ("国资总额超90亿元,位居全省前列", [("国资总额", "9000000000"), ("国资总额排名", None)]),
        ("开展巡查9次,立案不少于5起", [("巡查", "9"), ("巡查立案", "5")]),
        ("更新路灯、座椅各400个", [("更新路灯", "400"), ("座椅", "400")]),
        ("社零总额增长7%,奋力突破900亿元", [("社零总额增速", "7"), ("社零总额", "90000000000")]),
        ("改造老旧小区44个,不少于895栋", [("改造老旧小区", "44"), ("改造老旧小区", "895")]),
        ("12个园区实现产值700亿元以上", [("12个园区产值", "70000000000")]),
        ("防诈宣传覆盖800家以上企业、20所以上学校", [("防诈宣传覆盖企业", "800"), ("学校", "20")]),
    ],
)
def test_lists_and_elided_heads_are_resolved(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(indicator, value) for indicator, _, value, _ in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("固定资产投资增长9%", "增速"),
        ("研发投入占比达到3%", "占比"),
        ("每千名老人拥有床位45张", "占比"),
        ("新增绿地80公顷", "累计"),
        ("担保余额达45亿元", "时点"),
        ("总量力争全省第4", "排名"),
        ("三星级食堂60家", None),
    ],
)
def test_basis_is_told_by_the_words_or_left_open(text: str, basis: str | None) -> None:
    assert only(text).basis == basis


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("培育示范校5(牵头市领导:某副市长,责任单位:市教育局)", ["所"]),
        ("建成小学6初中4所", ["所", "所"]),
        ("创建100美丽小区100美丽街巷", ["个", "个"]),
        ("安装某物12,更换路灯30盏", ["盏", "盏"]),
        ("帮扶就业4000", ["人"]),
        ("建成水池9座,解决20万农村人口饮水问题", ["座", "人"]),
    ],
)
def test_a_unit_lost_in_print_is_that_of_its_noun_or_its_neighbour(text: str, units: list[str]) -> None:
    assert [target.unit for target in read_targets(text)] == units


@pytest.mark.parametrize(
    "text",
    [
        "",
        "推进“9+6”行动,实施2026年度计划",
        "支持其他8个园区特色化发展",
        "加快完善治理体系。责任单位:市发展改革委、市财政局3处",
        "稳步提升养老保险待遇水平",
        "推动高质量发展走在前列",
        "深化三医联动改革",
        "持续推进总投资100亿元的产业园建设",
    ],
)
def test_what_promises_no_amount_is_no_target(text: str) -> None:
    assert read_targets(text) == ()


def test_a_bound_holds_for_a_whole_list() -> None:
    text = "供水覆盖率、污水治理率、垃圾分类率分别提高到90%、50%、80%"
    assert {relation for _, relation, _, _ in read(text)} == {"ge"}


def test_a_threshold_stays_in_the_name() -> None:
    assert read("引进2亿元以上项目90个") == [("引进2亿元以上项目", "eq", "90", "个")]
    assert read("年收入60万元以上的村占比超过85%") == [("年收入60万元以上的村占比", "gt", "85", "%")]


def test_words_that_bound_are_kept_as_the_qualifier() -> None:
    assert only("力争突破50亿元大关,").qualifier == "力争|突破"
    assert only("力争出口额达到50亿元以上").qualifier == "达到|以上"


def test_the_span_is_the_clause_with_its_figure() -> None:
    text = "聚焦民生,全年新增托位900个。(责任单位:市卫生健康委)"
    target = only(text)
    assert target.span == text[target.start : target.end] == "全年新增托位900个"


def test_a_limit_of_time_in_quotes_is_promised_and_a_reform_by_such_a_name_is_not() -> None:
    assert read("推行小型项目审批“最多45天”、备案“最多7个工作日”改革") == [
        ("推行小型项目审批", "le", "45", "天"),
        ("备案", "le", "7", "个工作日"),
    ]
    assert read("深化“最多跑1次”改革") == []
