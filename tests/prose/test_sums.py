"""Parts and totals across sentences: what adds up, what cannot, and where the checker keeps quiet."""

from __future__ import annotations

import pytest

from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from tests.prose.typed import claims


def sums(progress: str) -> dict[str, Verdict]:
    return {one.expression: one.verdict for one in claims(progress) if one.kind is ClaimKind.SUM}


# --- series that add up -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "expression"),
    [
        (
            (
                "全县60座水库完成除险。省管水库9座,完成投资3.2亿元,占41%;市管水库16座,完成投资2.1亿元;"
                "县管水库35座,完成投资1.4亿元。"
            ),
            "9+16+35",
        ),
        ("登记车辆8412辆。其中,大型车1200辆,小型车7212辆;自用车6012辆,营运车2400辆。", "6012+2400"),
        (
            (
                "收取租金5210万元,比上年增加310万元。其中:厂房租金3105万元,比上年增加210万元;"
                "商铺租金2105万元,比上年增加100万元。"
            ),
            "31050000+21050000",
        ),
        (
            (
                "收取租金5210万元,比上年增加310万元。其中:厂房租金3105万元,比上年增加210万元;"
                "商铺租金2105万元,比上年增加100万元。"
            ),
            "2100000+1000000",
        ),
        ("38座新建泵站中心,11座处于设计阶段,21座处于招标阶段,6座已投入运行;70处闸门已维修。", "11+21+6"),
        ("列入台账的任务共42项。达到进度31项、占比73.8%。未达到进度11项、占比26.2%。", "31+11"),
        ("52项工程拨付资金。其中:30项建设类工程已开工;18个补贴类项目已发放;4个保险类项目已缴费。", "30+18+4"),
        ("12件民生大事,已办成5件,其余7件正在办理。", "5+7"),
        ("承办议案164件。已办结的有121件,占74%;列入计划的有43件,占26%。", "121+43"),
        ("承担41项市定任务,已办结的有23项,占56.1%;正在办理的有18项,占43.9%。", "23+18"),
        ("承办建议93件。可以采纳的(甲)54件,占58%;逐步采纳的(乙)33件,占36%;留作参考的(丙)6件,占6%。", "54+33+6"),
        (
            (
                "新增床位3120张,其中医院1800张,诊所1320张。四街道共新增2010张,其中:东街780张,西街620张,南街610张;"
                "其他各镇(乡)共新增1110张。"
            ),
            "2010+1110",
        ),
        ("发生火情24起,受灾31户。其中,住宅火情15起,受灾20户,减少3起2户。厂房火情9起,受灾11户。", "20+11"),
        (
            "到账资金86.31亿元。在到账资金中,投向设备的资金达到50.11亿元,投向周转资金为36.20亿元。",
            "5011000000+3620000000",
        ),
    ],
)
def test_amounts_told_alike_that_reach_the_total_before_them_are_a_sum(progress: str, expression: str) -> None:
    assert sums(progress).get(expression) is Verdict.CONSISTENT


@pytest.mark.parametrize(
    "progress",
    [
        "新建学校12所;改建学校5所;扩建学校7所。",
        "林业产值6.5亿元,增长7%,牧业产值65亿元,增长4%,渔业产值2.6亿元,增长6%,服务产值3.8亿元,增长9%。",
        "引进项目等23个产业项目,已签约项目2个;拟签约项目10个;在谈项目10余个。",
        "新建泵站9座。维修泵站4座,清淤泵站5座,拆除泵站6座。",
    ],
)
def test_neighbours_that_add_up_by_chance_are_no_sum(progress: str) -> None:
    assert sums(progress) == {}


def test_the_same_parts_make_up_the_nearest_total_only() -> None:
    found = claims("改造路口204个。重点路口204个,其中城区42个,郊区162个。")
    (total,) = [one for one in found if one.kind is ClaimKind.SUM]
    assert "改造路口" not in total.span


# --- partitions: names that leave nothing out -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "verdict"),
    [
        (
            "全县生产总值90.2亿元。其中,第一产业增加值10.1亿元;第二产业增加值40亿元;第三产业增加值40.1亿元。",
            "consistent",
        ),
        (
            "全县生产总值90.2亿元。其中,第一产业增加值1.01亿元;第二产业增加值40亿元;第三产业增加值40.1亿元。",
            "inconsistent",
        ),
        (
            "全县生产总值90.2亿元。按产业分,第一产业增加值10.1亿元;第二产业增加值49亿元;第三产业增加值40.1亿元。",
            "inconsistent",
        ),
        ("参保31200人。在参保人员中,男性16100人,占51.6%;女性15100人。", "consistent"),
        ("参保31200人。在参保人员中,男性16100人,占51.6%;女性15010人。", "inconsistent"),
        ("常住人口31.2万人,其中城镇人口20.1万人,农村人口10.1万人。", "inconsistent"),
        ("预算收入8210万元,其中税收收入6110万元,增收120万元;非税收入2010万元。", "inconsistent"),
        ("在建项目90个,其中新建项目42个,续建项目58个。", "inconsistent"),
        (
            "财政总收入9400万元。其中:地方收入完成6100万元;上划中央收入完成2400万元;上划省级收入完成600万元。",
            "inconsistent",
        ),
        ("承办建议40件。从办理情况看,已解决的(A类)20件,拟解决的(B类)31件,留作参考的(C类)2件。", "inconsistent"),
    ],
)
def test_parts_that_leave_nothing_out_must_make_up_their_whole(progress: str, verdict: str) -> None:
    assert list(sums(progress).values()) == [verdict]


@pytest.mark.parametrize(
    "progress",
    [
        "承办建议40件。从办理情况看,已解决的(A类)20件,拟解决的(B类)11件,留作参考的(C类)2件。",
        "在建项目110个,其中新建项目42个,续建项目58个,收尾项目10个。",
        "在建项目120个,其中新建项目42个,续建项目58个等。",
        "早稻产量3.1万吨,夏粮产量10.2万吨,秋粮产量9.4万吨。",
        "城镇居民收入41210元,其中男性收入43100元,女性收入39000元。",
        "服务20000人,其中城镇新增就业6100人,农村低保8100人。",
        "财政收入增加900万元。其中税收收入8100万元,非税收入2100万元。",
        "预算收入8120万元,税收比上年少收。其中税收收入约6000万元,非税收入2100万元。",
    ],
)
def test_where_something_may_be_left_out_no_gap_is_an_error(progress: str) -> None:
    assert Verdict.INCONSISTENT not in sums(progress).values()
