"""Parts and totals across sentences: what adds up, what cannot, and where the checker keeps quiet."""

from __future__ import annotations

import pytest

from reporter.prose.records import ClaimKind
from reporter.prose.records import Verdict
from tests.prose.typed import claims
from tests.prose.typed import read


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
        ("在建项目90个,其中新建项目39个,续建项目61个。", "inconsistent"),
        (
            "财政总收入9400万元。其中:地方收入完成6100万元;上划中央收入完成2400万元;上划省级收入完成600万元。",
            "inconsistent",
        ),
        ("参保人口31200人;0-17岁、18-59岁、60岁及以上参保人口分别为9100人、15000人和7100人。", "consistent"),
        ("参保人口31200人;0-17岁、18-59岁、60岁及以上参保人口分别为9100人、15000人和7010人。", "inconsistent"),
        ("承办建议40件。从办理情况看,已解决的(A类)20件,拟解决的(B类)31件,留作参考的(C类)2件。", "inconsistent"),
    ],
)
def test_parts_that_leave_nothing_out_must_make_up_their_whole(progress: str, verdict: str) -> None:
    assert list(sums(progress).values()) == [verdict]


@pytest.mark.parametrize(
    "progress",
    [
        "承办建议40件。从办理情况看,已解决的(A类)20件,拟解决的(B类)11件,留作参考的(C类)2件。",
        "在建项目110个,其中新建项目39个,续建项目61个,收尾项目10个。",
        "在建项目120个,其中新建项目39个,续建项目61个等。",
        "参保人口31200人;0-17岁、20-59岁、60岁及以上参保人口分别为9100人、15000人和7010人。",
        "早稻产量3.1万吨,夏粮产量10.2万吨,秋粮产量9.4万吨。",
        "城镇居民收入41210元,其中男性收入43100元,女性收入39000元。",
        "服务20000人,其中城镇新增就业6100人,农村低保8100人。",
        "财政收入增加900万元。其中税收收入8100万元,非税收入2100万元。",
        "预算收入8120万元,税收比上年少收。其中税收收入约6000万元,非税收入2100万元。",
    ],
)
def test_where_something_may_be_left_out_no_gap_is_an_error(progress: str) -> None:
    assert Verdict.INCONSISTENT not in sums(progress).values()


# --- lists that leave nothing out -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "verdict"),
    [
        ("三街道、开发区共新增车位1510个,其中:东街道410个,西街道520个,南街道380个,开发区200个。", "consistent"),
        ("三街道、开发区共新增车位1510个,其中:东街道410个,西街道250个,南街道380个,开发区200个。", "inconsistent"),
        ("新增车位1510个,其中:东街道410个,西街道520个,南街道380个。", ""),
        ("播种38万亩,其中小麦20万亩、油菜15万亩、其他作物9万亩。", "inconsistent"),
        ("播种38万亩,其中小麦20万亩、油菜15万亩、其他作物约9万亩。", "ambiguous"),
        ("改造小区45个,其中已开工30个,已完工20个,其余15个正在招标。", ""),
        ("开工项目95个,其中工业项目48个,农业项目8个,旅游项目10个,商贸项目42个。", "inconsistent"),
        ("扶持企业95家,其中民营企业58家,外向型企业18家,科技型企业22家。", "ambiguous"),
        ("卫生机构128家,其中医院6家、卫生院28家(含3家中心卫生院)、诊所93家。", "ambiguous"),
        ("东区已建成236个;西区已建成204个;北区已建成51个;城区已投入使用的泊位共计491个。", "consistent"),
        ("30件实事已完成12件,其余18件正在推进。", "consistent"),
        ("30件实事已完成12件,其余17件正在推进。", "inconsistent"),
        ("30件实事,去年结转2件,已完成15件,其余17件正在推进。", ""),
        ("区级办件30件,市级办件12件,其余17件为镇级。", ""),
        ("新建场馆12座,包括球馆5座和泳池6座。", "ambiguous"),
        ("新建场馆12座,包括球馆5座、泳池6座等。", ""),
        ("粮食产量30.2万吨,其中夏粮10.1万吨,秋粮21.1万吨。", "inconsistent"),
        ("东区已建成236个;西区已建成204个;北区已建成51个;城区已投入使用的泊位共计481个。", "inconsistent"),
    ],
)
def test_a_list_that_says_that_it_is_whole_is_held_to_it(progress: str, verdict: str) -> None:
    assert [*sums(progress).values(), ""][0] == verdict


def subsets(progress: str) -> list[str]:
    found = [one for one in claims(progress) if one.kind is ClaimKind.SUBSET]
    return [f"{one.expression} of {one.claimed:f}" for one in found if one.verdict is Verdict.CONSISTENT]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("栽树36200株,比上年多80株。其中,杨树15400株,比上年多50株。", ["15400 of 36200"]),
        ("举办展览82场,观众64万人,收入36万元。其中,县城举办展览51场,观众50万人,收入24万元。", 3),
        ("新签合同93份;合同总金额52亿元,其中外地合同78份;合同总金额44亿元。", 2),
        ("完成引资12.1亿元,完成任务13.2亿元的91.7%。其中,省外引资6.1亿元;本省引资4.2亿元。", 2),
        ("合作社312个,新增5个;农场96家,新增7家。", ["5 of 312", "7 of 96"]),
        (
            (
                "新签约制造业合同236份,总金额900亿元。新落地制造业合同144份,总金额500亿元。"
                "其中外资新签约制造业合同62份,总金额300亿元;外资新落地制造业合同40份,总金额120亿元。"
            ),
            ["62 of 236", "30000000000 of 90000000000", "40 of 144", "12000000000 of 50000000000"],
        ),
        ("街道财政收入12.8亿元,其中一般公共预算收入7.6亿元;全区外贸出口11亿元。", 1),
        ("安排小区110个,其中年度任务100个;安排街巷107个。", 1),
        ("年末存款余额266亿元,其中住户存款余额209亿元;年末贷款余额140亿元。", 1),
        ("幼儿园133所(其中民办园9所),小学71所。", ["9 of 133"]),
        ("在建厂房184座,增长3%;投用厂房97座,增长6%。", []),
    ],
)
def test_what_stands_behind_among_them_is_of_what_is_told_in_its_words(
    progress: str, expected: list[str] | int
) -> None:
    found = subsets(progress)
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_what_stands_behind_among_them_may_be_some_of_what_the_target_tells() -> None:
    target = "实施水利工程71处,总投资33.7亿元,年度计划完成投资5.6亿元。"
    reading = read(
        "完成投资3.1亿元。其中中型工程46处,总投资22.6亿元,年度计划完成投资4.9亿元。",
        target=target,
    )
    found = {(one.expression, one.claimed) for one in reading.claims if one.kind is ClaimKind.SUBSET}
    assert {("46", 71), ("2260000000", 3370000000), ("490000000", 560000000)} <= found


def test_what_the_progress_tells_itself_is_no_part_of_the_target() -> None:
    reading = read("改造小区100个,其中市直小区30个。", target="改造小区200个。")
    assert [one.claimed for one in reading.claims] == [100]


@pytest.mark.parametrize(
    "progress",
    [
        "预算收入100.2亿元,其中税收收入80.1亿元,占79.9%。非税收入中,罚没收入3.2亿元。",
        "民间投资50亿元。分产业看,第一产业投资3亿元,第二产业投资40亿元,第三产业投资70亿元。",
        "贷款余额300亿元,其中第一产业贷款10亿元,第二产业贷款60亿元,第三产业贷款150亿元。",
        "三区共有学校90所,其中东区30所,西区20所,城区直属15所。",
        "三个县区共投入30亿元,其中甲县投入5亿元,乙区投入6亿元,丙县投入7亿元。",
        "改造小区100个。其中,城镇小区90个,农村小区12个(含上年结转的2个)。",
        "收入50亿元,其中工业30亿元、建筑业10亿元、商贸8亿元、旅游10亿元。",
        "预算收入10亿元,上划收入3亿元,其中税收收入12亿元。",
        "开工项目34个。其中,市级重点项目40个,开工30个。",
        "预算收入10亿元,为预算的50%,其中税收收入预算16亿元,非税收入预算4亿元。",
        "三个区共建成120个,其中东区30个,西区20个,北区45个,其余由省直单位建设。",
        "50公里道路已完成30公里,其余25公里绿道同步建设。",
        "引进项目60个,其中工业项目30个、农业项目20个、旅游项目15个。",
        "甲县建成2个;东区建成10个;西区建成5个;城区泊位共计15个。",
        "扶持企业95家,其中民营企业88家,外向型企业48家,科技型企业42家。",
        "播种38万亩,其中小麦20万亩、油菜15万亩、其他作物9万亩(含套种6万亩)。",
    ],
)
def test_a_list_that_may_be_told_otherwise_is_no_error(progress: str) -> None:
    assert Verdict.INCONSISTENT not in {one.verdict for one in claims(progress)}
