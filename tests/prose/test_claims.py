"""What a row says is re-computed: what is found, how it is judged, and where the checker keeps quiet."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reporter.prose.reading import read_row
from reporter.prose.records import ClaimKind
from reporter.prose.records import Side
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from reporter.prose.records import Verdict
from reporter.quantities import half_up
from tests.prose.typed import claims
from tests.prose.typed import read
from tests.prose.typed import stated
from tests.prose.typed import verdicts

D = Decimal
PARK = stated("口袋公园", "24")
PATH = stated("绿道", "60", "公里")
TREES = stated("行道树", "3000", "株")
CONSISTENT = [("completion_rate", "consistent", "")]


def rate_of(progress: str, words: str = "已建成口袋公园18个") -> list[tuple[str, str, str]]:
    return verdicts(*claims(progress, PARK, answers={words: 0}))


# --- completion rates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "phrase",
    [
        "完成全年目标的75%",
        "完成年度任务的75%",
        "完成年度目标75%",
        "已完成年度目标任务的75%",
        "占任务数的75%",
        "完成率75%",
        "目标完成率达75%",
        "达到全年目标的75.0%",
        "完成全年目标的75％",
    ],
)
def test_a_rate_is_held_against_the_target_of_the_figure_before_it(phrase: str) -> None:
    assert rate_of(f"已建成口袋公园18个,{phrase}。") == CONSISTENT


def test_a_claim_tells_expression_computed_claimed_and_target() -> None:
    (claim,) = claims("已建成口袋公园17个,完成全年目标的70.8%。", PARK, answers={"已建成口袋公园17个": 0})
    assert claim.kind is ClaimKind.COMPLETION_RATE
    assert (claim.expression, claim.computed, claim.claimed) == ("17/24", D("70.8333"), D("70.8"))
    assert (claim.side, claim.target, claim.implied) == (Side.PROGRESS, 0, None)
    assert claim.span == "已建成口袋公园17个,完成全年目标的70.8%"


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("70.9%", "last-digit"),
        ("95.8%", "other-denominator"),
        ("116%", "verdict-flips"),
        ("70.0%", "other-denominator"),
    ],
)
def test_a_rate_that_no_reading_explains_is_inconsistent(printed: str, reason: str) -> None:
    found = rate_of(f"已建成口袋公园17个,完成全年目标的{printed}。", "已建成口袋公园17个")
    assert found == [("completion_rate", "inconsistent", reason)]


def test_digits_cut_off_are_told_as_truncated() -> None:
    markets = stated("改造农贸市场", "11", "家")
    found = claims("改造农贸市场20家,完成全年目标的181%。", markets, answers={"改造农贸市场20家": 0})
    assert verdicts(*found) == [("completion_rate", "inconsistent", "truncated")]


def test_the_target_that_another_denominator_implies_is_told() -> None:
    skilled = stated("技能人才", "46000", "人")
    (claim,) = claims("新增技能人才4.28万人,完成全年目标的140.79%", skilled, answers={"新增技能人才4.28万人": 0})
    assert (claim.verdict, claim.reason, claim.implied) == (Verdict.INCONSISTENT, "verdict-flips", D(30400))


def test_a_rate_that_fits_another_target_of_the_row_is_told() -> None:
    loans, students = stated("创业贷款", "6000", "笔"), stated("助学贷款", "15000", "笔")
    found = claims("发放创业贷款9300笔,完成全年目标的62%。", loans, students, answers={"发放创业贷款9300笔": 0})
    assert verdicts(*found) == [("completion_rate", "inconsistent", "wrong-target")]


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("完成年度计划的54%", "other-base"),
        ("完成省定任务的54%", "other-base"),
        ("完成序时任务的54%", "other-base"),
        ("投资完成率54%", "unnamed-base"),
    ],
)
def test_another_base_is_a_doubt_never_an_error(phrase: str, reason: str) -> None:
    assert rate_of(f"已建成口袋公园18个,{phrase}。") == [("completion_rate", "ambiguous", reason)]


def test_a_forecast_is_no_result_to_be_held_to() -> None:
    words = "预计建成口袋公园18个"
    assert rate_of(f"{words},完成全年目标的90%。", words) == [("completion_rate", "ambiguous", "forecast")]


def test_a_near_indicator_is_a_doubt() -> None:
    small = stated("现代小微企业", "1000", "家")
    found = claims("今年登记小微企业8065家,完成目标的67.2%", small)
    assert verdicts(*found) == [("completion_rate", "ambiguous", "near-indicator")]


def test_a_lost_unit_is_a_doubt_only_where_the_rate_does_not_fit() -> None:
    assert rate_of("已建成口袋公园18,完成全年目标的75%", "已建成口袋公园18") == CONSISTENT
    found = rate_of("已建成口袋公园18,完成全年目标的60%", "已建成口袋公园18")
    assert found == [("completion_rate", "ambiguous", "damaged")]


def test_rounded_operands_widen_what_is_allowed() -> None:
    housing = stated("筹建保障房", "15000", "套")
    found = claims("筹建保障房1.6万套,完成全年目标的107%。", housing, answers={"筹建保障房1.6万套": 0})
    assert verdicts(*found) == CONSISTENT


@pytest.mark.parametrize("words", ["新增托位640余个", "新增托位约640个", "新增托位近650个"])
def test_soft_words_open_the_side_they_name(words: str) -> None:
    places = stated("托位", "800")
    assert verdicts(*claims(f"{words},完成全年目标的80.6%。", places, answers={words: 0})) == CONSISTENT


def test_soft_words_do_not_open_everything() -> None:
    places = stated("托位", "800")
    found = claims("新增托位640余个,完成全年目标的98%。", places, answers={"新增托位640余个": 0})
    assert verdicts(*found) == [("completion_rate", "inconsistent", "other-denominator")]


def test_a_percentage_may_itself_answer_a_target() -> None:
    direct = stated("直接结算率", "60", "%", basis="占比")
    found = claims("直接结算率75%,完成全年目标的125%。", direct, answers={"直接结算率75%": 0})
    assert verdicts(*found) == CONSISTENT


@pytest.mark.parametrize(
    "target",
    [
        stated("口袋公园", None, ""),
        stated("口袋公园", "24", relation=TargetRelation.AT_MOST),
        stated("口袋公园", "24", relation=TargetRelation.RANK, basis="排名"),
        stated("口袋公园", "24", "%", basis="增速"),
    ],
)
def test_what_is_never_divided_has_no_rate(target: StatedTarget) -> None:
    progress = "已建成口袋公园18个,完成全年目标的75%。"
    reading = read(progress, target, answers={"已建成口袋公园18个": 0})
    assert reading.claims == ()
    assert [place.span for place in reading.uncheckable] == ["完成全年目标的75%"]


@pytest.mark.parametrize(
    "progress",
    [
        "环城路完成投资29.7亿元,完成年度目标66%。",
        "水厂累计完成投资1.9亿元,占总投资的63.3%。",
        "民营企业出口额312亿元,占全市出口总额的76.8%。",
        "项目总体进度为74.9%。",
        "目前全省统一进度为15%。",
        "新开工项目70个,开工率82.4%。",
        "体育馆主体施工完成35%。",
        "增速高于全国0.2个百分点。",
    ],
)
def test_a_rate_without_a_base_is_said_to_be_so(progress: str) -> None:
    reading = read(progress, PARK)
    assert reading.claims == ()
    assert len(reading.uncheckable) == 1


def test_a_rate_that_became_a_claim_is_not_told_as_unread() -> None:
    assert read("已建成口袋公园18个,完成全年目标的75%。", PARK, answers={"已建成口袋公园18个": 0}).uncheckable == ()


# --- bases that the sentence tells, results of somebody else ----------------------------------------------------------


@pytest.mark.parametrize(
    "progress",
    [
        "全年目标100个,已完成78个,完成率78%。",
        "已完成78个,全年目标100个,完成率78%。",
        "已完成78个(全年目标100个),完成率78%。",
        "年度计划投资300亿元,已完成投资234亿元,占年度计划的78%。",
        "省下达任务130个,已完工117个,完成率90%。",
        "65件实事已完成26件,完成率40%。",
        "45项改革任务中,已完成21项,滞后4项,完成率46.7%。",
    ],
)
def test_a_base_told_in_the_sentence_is_tried_first(progress: str) -> None:
    assert ("completion_rate", "consistent", "") in verdicts(*claims(progress))


def test_a_base_told_in_the_sentence_makes_the_target_of_the_row_a_doubt() -> None:
    progress = "区级任务30个,已建成口袋公园18个,完成率90%。"
    found = claims(progress, PARK, answers={"已建成口袋公园18个": 0})
    assert verdicts(*found) == [("completion_rate", "ambiguous", "second-reading")]


def test_what_a_district_did_is_not_held_against_the_target_of_the_city() -> None:
    words = "东港区已建成口袋公园6个"
    reading = read(f"{words},完成年度任务的60%。", PARK, answers={words: 0})
    assert reading.claims == ()
    assert len(reading.uncheckable) == 1


def test_a_figure_without_a_target_right_before_the_rate_keeps_it_from_the_others() -> None:
    words = "已建成口袋公园18个"
    reading = read(f"{words},完成投资2.5亿元,完成年度目标31.3%。", PARK, answers={words: 0})
    assert reading.claims == ()


def test_a_rate_may_pass_over_a_figure_where_it_then_agrees() -> None:
    words = "已建成口袋公园18个"
    assert rate_of(f"{words}、惠及居民1.3万户,完成全年目标的75%。", words) == CONSISTENT
    assert CONSISTENT[0] in rate_of(f"{words}(含续建3个),完成全年目标的75%。", words)


def test_more_than_is_the_least_it_may_be() -> None:
    assert rate_of("已建成口袋公园18个,已超过全年目标的70%。") == CONSISTENT
    found = rate_of("已建成口袋公园18个,已超过全年目标的80%。")
    assert found == [("completion_rate", "inconsistent", "other-denominator")]


def test_a_rate_that_opens_its_sentence_speaks_of_the_figure_behind_it_where_it_agrees() -> None:
    words = "建成口袋公园18个"
    assert rate_of(f"已完成年度目标的75%,{words}。", words) == CONSISTENT
    assert rate_of(f"已完成年度目标的85%,{words}。", words) == []


def test_a_clause_of_its_own_says_how_much_is_done_without_naming_a_base() -> None:
    assert rate_of("已建成口袋公园18个,完成75%。") == CONSISTENT
    assert rate_of("已建成口袋公园18个,完成57%。") == [("completion_rate", "ambiguous", "unnamed-base")]


def test_the_whole_of_a_project_is_not_the_target_of_a_year() -> None:
    reading = read("已建成口袋公园18个,完成总工程量的57%。", PARK, answers={"已建成口袋公园18个": 0})
    assert reading.claims == ()
    assert len(reading.uncheckable) == 1


def test_a_rate_in_brackets_speaks_of_the_figure_before_it_without_naming_a_base() -> None:
    words = "已建成口袋公园18个"
    assert rate_of(f"{words}(75%),在建3个。", words) == CONSISTENT
    assert rate_of(f"{words}(57%),在建3个。", words) == [("completion_rate", "ambiguous", "unnamed-base")]


def test_a_percentage_that_is_a_share_is_not_doubted_as_a_rate() -> None:
    words = "已建成口袋公园18个"
    assert rate_of(f"排定口袋公园40个。排定30个,{words}(60%)。", words) == [("share", "consistent", "")]


@pytest.mark.parametrize(("points", "verdict"), [("2.8", Verdict.CONSISTENT), ("3.8", Verdict.AMBIGUOUS)])
@pytest.mark.parametrize(("level", "way"), [("87.8%", "超目标"), ("82.2%", "低于年度目标")])
def test_the_distance_to_a_target_is_told_in_points(points: str, verdict: Verdict, level: str, way: str) -> None:
    days = stated("优良天数比例", "85", "%", TargetRelation.AT_LEAST, "占比")
    words = f"优良天数比例{level}"
    (claim,) = claims(f"{words},{way}{points}个百分点。", days, answers={words: 0})
    assert (claim.kind, claim.verdict, claim.computed) == (ClaimKind.DIFFERENCE, verdict, D("2.8"))


def test_the_distance_to_no_target_is_said_to_be_without_a_base() -> None:
    reading = read("优良天数比例87.8%,超目标2.8个百分点。", PARK, answers={"优良天数比例87.8%": 0})
    assert reading.claims == ()
    assert len(reading.uncheckable) == 1


def test_targets_worded_alike_are_all_tried() -> None:
    first, second = stated("培训农村人才", "5000", "人"), stated("新增农村人才", "2000", "人")
    found = claims("新增农村人才1500人,完成全年目标的75%。", first, second, answers={"新增农村人才1500人": 0})
    assert [(one.verdict, one.target) for one in found] == [(Verdict.CONSISTENT, 1)]


def test_every_percentage_is_a_claim_or_said_to_be_without_a_base() -> None:
    progress = "已建成口袋公园18个、座椅52张,分别完成目标任务的75%、52%。"
    reading = read(progress, PARK, answers={"已建成口袋公园18个": 0})
    assert [claim.claimed for claim in reading.claims] == [D(75)]
    assert [place.span for place in reading.uncheckable] == ["分别完成目标任务的75%、52%"]


def test_one_rate_for_all_doubts_those_that_do_not_follow() -> None:
    progress = "已建成口袋公园18个、绿道60公里,均完成全年目标的100%。"
    found = claims(progress, PARK, PATH, answers={"已建成口袋公园18个": 0, "绿道60公里": 1})
    assert verdicts(*found) == [("completion_rate", "ambiguous", "second-reading"), *CONSISTENT]


TOURISM = stated("文旅项目投资", "300", "元")
TRAINING = stated("职业院校社会培训", "62000", "人次")


@pytest.mark.parametrize(
    ("target", "progress", "expected"),
    [
        (TOURISM, "完成投资96元,完成年度任务的31%。", ["ambiguous"]),
        (TRAINING, "开展讲座31000人次,完成任务的52%。", ["ambiguous"]),
        (stated("农村公路", "350", "公里"), "新增绿道12公里,完成年度任务的60%。", []),
        (stated("规上企业", "150", "家"), "新增个体转企业1920家,完成目标的64%。", []),
    ],
)
def test_a_target_alone_in_its_unit_is_told_only_within_reach(
    target: StatedTarget, progress: str, expected: list[str]
) -> None:
    assert [one.verdict for one in claims(progress, target)] == expected


# --- lists ------------------------------------------------------------------------------------------------------------

PARTS = [("已建成口袋公园15个", "62.5%", PARK), ("绿道41.5公里", "69.2%", PATH), ("行道树2750株", "91.7%", TREES)]


@pytest.mark.parametrize("joint", ["、", ",", ""])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_list_is_read_in_order_also_where_its_separators_were_lost(joint: str, order: tuple[int, ...]) -> None:
    parts = [PARTS[place] for place in order]
    progress = (
        f"{','.join(words for words, _, _ in parts)},分别完成全年目标的{joint.join(rate for _, rate, _ in parts)}"
    )
    answers = {words: place for place, (words, _, _) in enumerate(parts)}
    found = claims(progress, *(target for _, _, target in parts), answers=answers)
    assert verdicts(*found) == CONSISTENT * 3
    assert [claim.claimed for claim in found] == [D(rate.rstrip("%")) for _, rate, _ in parts]


def test_rates_in_another_order_than_their_figures_are_swapped() -> None:
    progress = "已建成口袋公园15个、绿道41.5公里,分别完成全年目标的69.2%、62.5%。"
    found = claims(progress, PARK, PATH, answers={"已建成口袋公园15个": 0, "绿道41.5公里": 1})
    assert verdicts(*found) == [("completion_rate", "inconsistent", "swapped")] * 2


@pytest.mark.parametrize(
    ("progress", "answers"),
    [
        ("已建成口袋公园15个、绿道41.5公里,分别完成全年目标的62.5%", {"已建成口袋公园15个": 0, "绿道41.5公里": 1}),
        ("已建成口袋公园15个、绿道41.5公里,分别完成全年目标的62.569.2%", {"已建成口袋公园15个": 0, "绿道41.5公里": 1}),
        ("已建成口袋公园、绿道41.5公里,分别完成全年目标的62.5%69.2%", {"绿道41.5公里": 1}),
        (
            "已建成口袋公园15个、绿道0.00415公里,分别完成全年目标的62.5%69.2%",
            {"已建成口袋公园15个": 0, "绿道0.00415公里": 1},
        ),
        ("已建成口袋公园1.5个,完成全年目标的62.5%", {"已建成口袋公园1.5个": 0}),
        ("已建成口袋公园15个,完成全年目标的62569%", {"已建成口袋公园15个": 0}),
    ],
)
def test_a_list_that_lost_something_is_never_an_error(progress: str, answers: dict[str, int]) -> None:
    assert Verdict.INCONSISTENT not in {claim.verdict for claim in claims(progress, PARK, PATH, answers=answers)}


def test_a_target_that_lost_its_scale_is_never_an_error() -> None:
    skilled = stated("技能人才", "4.6", "人")
    found = claims("新增技能人才4.28万人,完成全年目标的93%", skilled, answers={"新增技能人才4.28万人": 0})
    assert verdicts(*found) == [("completion_rate", "ambiguous", "damaged")]


def test_one_rate_for_all_is_held_against_each() -> None:
    progress = "已建成口袋公园24个、绿道60公里,均完成全年目标的100%。"
    found = claims(progress, PARK, PATH, answers={"已建成口袋公园24个": 0, "绿道60公里": 1})
    assert [claim.expression for claim in found] == ["24/24", "60/60"]
    assert {claim.verdict for claim in found} == {Verdict.CONSISTENT}


def test_a_list_that_lost_a_figure_claims_what_still_fits() -> None:
    progress = "已建成口袋公园15个,绿道,行道树2750株,分别完成全年目标的62.5%69.2%91.7%"
    reading = read(progress, PARK, PATH, TREES, answers={"已建成口袋公园15个": 0, "行道树2750株": 2})
    assert verdicts(*reading.claims) == CONSISTENT * 2
    assert len(reading.uncheckable) == 1


def test_an_unrelated_clause_changes_nothing() -> None:
    plain = rate_of("已建成口袋公园18个,完成全年目标的75%。")
    busy = rate_of("召开现场会3次。已建成口袋公园18个,完成全年目标的75%。处理投诉12件。")
    assert plain == busy


# --- excess -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "kind", "verdict", "reason"),
    [
        ("超额完成25%", "excess", "consistent", ""),
        ("超出目标25%", "excess", "consistent", ""),
        ("超额完成全年目标的125%", "completion_rate", "consistent", "excess-as-ratio"),
        ("超额完成全年目标的45%", "excess", "inconsistent", "verdict-flips"),
    ],
)
def test_excess_has_two_readings_and_the_second_is_never_an_error(
    phrase: str, kind: str, verdict: str, reason: str
) -> None:
    words = "已建成口袋公园30个"
    assert rate_of(f"{words},{phrase}。", words) == [(kind, verdict, reason)]


# --- shares -----------------------------------------------------------------------------------------------------------


OTHER_DENOMINATOR = ("share", "inconsistent", "other-denominator")


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("完成投资2.6亿元,占年度计划4亿元的65%。", ("completion_rate", "consistent", "")),
        ("完成投资3.7亿元,占年度计划5亿元的84%。", ("completion_rate", "inconsistent", "other-denominator")),
        ("全市实到外资8.1亿美元。东港区实到外资1.62亿美元,占全市实到外资的20%。", ("share", "consistent", "")),
        ("全市实到外资8.1亿美元。东港区实到外资1.62亿美元,占全市实到外资的27%。", OTHER_DENOMINATOR),
        ("合同金额18.4亿元,授予小微企业15.77亿元,拨付率85.7%。", None),
        ("申请资金1.5亿元,已拨付1.41亿元,拨付率93.8%。", ("share", "consistent", "")),
        ("发现隐患3560处,整改3498处,整改率98.3%。", ("share", "consistent", "")),
        ("计划开工40个,已开工38个,开工率95%。", ("share", "consistent", "")),
        ("完成投资3.7亿元、引资2亿元,占年度计划5亿元的84%。", ("completion_rate", "ambiguous", "second-reading")),
        ("完成演出612场,完成全年1000场目标的61.2%。", ("completion_rate", "consistent", "")),
        ("梳理事项80件。受理信访件120件,立案5起,办结118件,办结率98.3%。", ("share", "consistent", "")),
        ("申请资金1.5亿元,已拨付1.41亿元,拨付率33.8%。", ("share", "ambiguous", "unnamed-base")),
    ],
)
def test_a_share_is_held_against_the_whole_that_is_named(progress: str, expected: tuple[str, str, str] | None) -> None:
    assert verdicts(*claims(progress)) == ([] if expected is None else [expected])


def test_a_share_behind_among_them_is_of_the_amount_before_it() -> None:
    found = claims("合同金额18.4亿元,其中授予小微企业15.77亿元,占比85.71%。")
    assert {claim.kind: claim.verdict for claim in found} == {
        ClaimKind.SHARE: Verdict.CONSISTENT,
        ClaimKind.SUBSET: Verdict.CONSISTENT,
    }


@pytest.mark.parametrize(
    "progress",
    [
        "进出口总额826亿元,其中出口612亿元,占74.1%,进口214亿元,占25.9%。",
        "梳理事项1280项,其中即办件640项,占比50%;全程网办事项1152项,占比90%。",
        "进出口总额826亿元,其中进口214亿元、出口612亿元,出口占比74.1%,进口占比25.9%。",
    ],
)
def test_each_share_of_a_list_is_of_the_whole_that_opens_it(progress: str) -> None:
    shares = [claim.verdict for claim in claims(progress) if claim.kind is ClaimKind.SHARE]
    assert shares == [Verdict.CONSISTENT] * 2


def test_a_share_with_a_subject_of_its_own_is_not_of_the_figure_before_it() -> None:
    reading = read("引进项目10个,直投项目6个,外资占比超过60%。")
    assert reading.claims == ()
    assert len(reading.uncheckable) == 1


def test_a_share_under_another_name_of_its_whole_is_told_where_it_agrees() -> None:
    found = claims("常住人口340.7万人,其中城镇人口226万人,占总人口比重为66.3%。")
    assert ("share", "consistent", "") in verdicts(*found)
    found = claims("常住人口340.7万人。城镇人口226万人,占总人口比重为66.3%。")
    assert verdicts(*found) == [("share", "consistent", "")]
    assert claims("常住人口340.7万人。城镇人口226万人,占总人口比重为66.8%。") == ()


def test_a_share_is_of_the_whole_that_stands_in_just_its_words() -> None:
    found = claims("全市投资200亿元,其中工业投资50亿元,占全市投资的36%。")
    assert ("share", "inconsistent", "other-denominator") in verdicts(*found)


def test_a_share_of_another_place_is_no_share_of_this_whole() -> None:
    assert claims("西陵区实到外资2.2亿美元。东港区实到外资1.62亿美元,占全市实到外资的27%。") == ()


# --- parts and wholes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("新签约项目85个,其中外资项目9个。", [("subset", "consistent", "")]),
        ("新签约项目85个,其中外资项目91个。", [("subset", "inconsistent", "part-exceeds-whole")]),
        ("新签约项目85,其中外资项目91个。", [("subset", "ambiguous", "damaged")]),
        ("排查隐患4.3项,其中重大隐患3160项。", [("subset", "ambiguous", "damaged")]),
        ("排查隐患4.3万余项,其中重大隐患3160项。", [("subset", "consistent", "")]),
        ("新建场地83个(省级64个)。", [("subset", "consistent", "")]),
        ("新建场地83个(去年64个)。", []),
        ("建成公园3个,其中健身点12个。", [("subset", "ambiguous", "part-exceeds-whole")]),
        ("授权专利320件,其中专利拥有量达5600件。", [("subset", "ambiguous", "part-exceeds-whole")]),
        ("居民人均收入34749元,其中城镇居民42100元。", []),
        ("新增上市企业3家,累计达41家。", [("subset", "consistent", "")]),
        ("新开工1亿元以上项目96个,5亿元以上项目31个。", [("subset", "consistent", "")]),
        ("1026个行政村中,收入60万元以上的有907个。", [("subset", "consistent", "")]),
        ("12座废弃矿山已开工11座。", [("subset", "consistent", "")]),
        ("12座废弃矿山已开工11座,完工4座。", [("subset", "consistent", "")] * 2),
        ("12座废弃矿山已开工3座,完工4座。", [("subset", "consistent", "")] * 2),
        ("引进项目112个,累计推进项目338个。", [("subset", "consistent", "")]),
        ("储备山区项目52个,总投资19亿元,竣工项目17个。", [("subset", "consistent", "")]),
        ("下达奖补资金3000万元,已到位资金1200万元。", [("subset", "consistent", "")]),
        ("培育数字工匠210人,高级数字工匠45人。", [("subset", "consistent", "")]),
        ("培育数字工匠45人,高级数字工匠210人。", []),
        ("引进项目10个,直投项目6个。", []),
        ("38个社区列入名单,累计已有95个社区创建成功。", [("subset", "consistent", "")]),
        ("新增桥梁38座,累计巡查隧道95座。", []),
        ("现有22家银行签约,江城银行等5家银行入驻。", [("subset", "consistent", "")]),
        ("改造小区150个,其中市直80个、县区70个。", [("sum", "consistent", "")]),
        ("改造小区176个,其中年度任务110个,追加任务60个。", [("sum", "ambiguous", "not-exhaustive")]),
        ("改造小区176个,其中市直30个、县区20个。", [("subset", "consistent", "")] * 2),
        ("新建学校5所、改建学校7所,合计12所。", [("sum", "consistent", "")]),
        ("新建学校5所、改建学校7所,合计13所。", [("sum", "inconsistent", "does-not-follow")]),
        ("新建学校5所、改建学校7所等,合计13所。", [("sum", "ambiguous", "not-exhaustive")]),
        (
            "新建学校5所、改建学校7所(含扩建学校2所),合计12所。",
            [("sum", "consistent", ""), ("subset", "consistent", "")],
        ),
        ("新增A级景区5家(4A级2家、3A级3家)。", [("sum", "consistent", "")]),
        ("建设学校20所,其中新建学校9所、改建学校10所等。", [("subset", "consistent", "")] * 2),
        ("增加税收3亿元,其中制造业税收12亿元。", [("subset", "ambiguous", "part-exceeds-whole")]),
        ("新建学校5所,投资3亿元,合计12所。", []),
        ("完成公共停车位5个、共享单车点7个。", []),
    ],
)
def test_parts_are_held_against_their_whole(progress: str, expected: list[tuple[str, str, str]]) -> None:
    assert verdicts(*claims(progress)) == expected


@pytest.mark.parametrize(
    ("progress", "expression"),
    [
        (
            "完成投资60.5亿元，占年度任务的50%。其中，省级资金20.5亿元，占34%；市级资金30亿元；企业自筹10亿元。",
            "2050000000+3000000000+1000000000",
        ),
        ("12个点位:城东街道3个,城西街道4个,河口镇5个,均已开工。", "3+4+5"),
        ("一季度办结31件,其中重点件4件。二季度办结44件。上半年累计办结75件。", "31+44"),
        ("东校区、西校区分别新增学位1620个、1080个，合计2700个。", "1620+1080"),
        ("203个项目加快建设。按阶段划分，46个投产，136个续建，21个新开工。", "46+136+21"),
    ],
)
def test_amounts_that_add_up_across_sentences_are_a_sum(progress: str, expression: str) -> None:
    sums = {claim.expression: claim.verdict for claim in claims(progress) if claim.kind is ClaimKind.SUM}
    assert sums == {expression: Verdict.CONSISTENT}


# --- rates that no phrase ties to their figures -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "progress", "expression"),
    [
        ("居家养老服务老年人2万人。", "服务老年人19772人。享受补贴的较多。已经完成实事指标98.86%。", "19772/20000"),
        ("搬迁群众10万人。", "目前已动工2.65万户9.95万人，动工率99.5%。", "99500/100000"),
        ("筹集租赁住房9000套。", "已完成租赁住房年度筹集任务的60.4%,计5436套。", "5436/9000"),
        ("建设充电桩3500个。", "充电桩建设完成年度目标的78.9%(0.28万个)。", "2800/3500"),
        ("开展产前筛查2800人次。", "产前筛查1564人次，占55.9%。", "1564/2800"),
        ("执行投资计划150.9亿元。", "已完成125.9亿元，完成率83.4%，比去年同期提高7.4个百分点。", "125.9亿/150.9亿"),
        ("完成培训3万人次。", "培训1.62万人次，完成序时任务的118%，占全年目标的54%。", "16200/30000"),
    ],
)
def test_a_rate_that_some_figures_explain_to_the_last_digit_is_told(
    target: str, progress: str, expression: str
) -> None:
    reading = read_row(target, progress)
    rates = {claim.expression: claim.verdict for claim in reading.claims if claim.kind is ClaimKind.COMPLETION_RATE}
    assert rates[expression] is Verdict.CONSISTENT


def test_what_only_its_rate_ties_to_a_target_is_bound_by_it() -> None:
    reading = read_row("执行投资计划150.9亿元。", "已完成125.9亿元，完成率83.4%。")
    assert [figure.value for figure in reading.actuals if figure.target == 0] == [D("12590000000")]


@pytest.mark.parametrize(
    "progress",
    [
        "梳理事项1960项，可网上办理1882项，网办率96%。",
        "受理案件50101件，同比增长5%；结案45728件，同比增长3%；综合结案率为91.27%。",
        "药品抽检980批次，合格率99.6%（976批次）。",
        "在园幼儿共6.89万人。公办园在园幼儿4.36万人，占全市在园幼儿6.89万人的63.3%。",
        "排查隐患1386处，其中立行立改1102处，限期整改241处，立改率79.5%。",
    ],
)
def test_a_rate_names_its_part_by_a_word(progress: str) -> None:
    shares = [claim.verdict for claim in claims(progress) if claim.kind is ClaimKind.SHARE]
    assert shares == [Verdict.CONSISTENT]


def test_a_rate_that_nothing_explains_is_no_claim() -> None:
    assert claims("受理案件50101件；结案45728件，综合结案率为81.27%。") == ()


def test_a_result_under_a_heading_answers_the_only_target_of_its_unit() -> None:
    (claim,) = read_row("完成农村户厕改造4500座。", "户厕改造：已完成3240座，占任务量的78%。").claims
    assert (claim.verdict, claim.reason) == (Verdict.INCONSISTENT, "other-denominator")


def test_the_year_s_target_told_again_behind_its_verb_is_a_repeat() -> None:
    found = claims("全年新建幼儿园48所,超额完成40所的年度目标任务。", stated("幼儿园", "40", "所"))
    assert [(claim.kind, claim.claimed) for claim in found] == [(ClaimKind.REPEAT, D(40))]


# --- changes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "kind", "verdict", "computed"),
    [
        ("产值由上年的820亿元增加到869.2亿元,增长6%。", "growth", "consistent", "6"),
        ("产值由820亿元增加到869.2亿元,增长16%。", "growth", "inconsistent", "6"),
        ("能耗由0.50吨标准煤下降到0.46吨标准煤,下降8%。", "growth", "consistent", "-8"),
        ("产值869.2亿元,比上年同期820亿元增长6%。", "growth", "consistent", "6"),
        ("工业增加值由820亿元增加到902亿元,增长6%。", "growth", "ambiguous", "10"),
        ("覆盖率由40.2%提高到42.5%,提升2.3个百分点。", "difference", "consistent", "2.3"),
        ("覆盖率由40.2%提高到42.5%,提升4.3个百分点。", "difference", "inconsistent", "2.3"),
        ("覆盖率由40%提高到44%,提升10%。", "growth", "consistent", "10"),
        ("增长5.7%,高于全国(5.5%)0.2个百分点。", "difference", "consistent", "0.2"),
        ("增长5.3%,低于全国(5.5%)0.2个百分点。", "difference", "consistent", "-0.2"),
        ("床位从1200张增加到1350张,增加150张。", "difference", "consistent", "150"),
        ("新签约项目35个,比去年同期多5个,增长16.7%。", "growth", "consistent", "16.6667"),
        ("新签约项目35个,比去年同期多5个,增长26.7%。", "growth", "inconsistent", "16.6667"),
        ("规上企业1260家,比上年末增加60家,增长5%。", "growth", "consistent", "5"),
        ("规上企业1260家,比上年末增加60家,增长9%。", "growth", "ambiguous", "5"),
        ("入库税款540万元,同比增长8%,增收40万元。", "growth", "consistent", "8"),
        ("受理申请540件,同比增长18%,增加40件。", "growth", "inconsistent", "8"),
        ("减免费用10.8亿元,上年同期为9亿元,同比增长20%。", "growth", "consistent", "20"),
        ("平均浓度27微克/立方米,去年同期30微克/立方米,同比下降15%。", "growth", "inconsistent", "-10"),
        ("占比由上年的58.2%升至60.5%,提升2.3个百分点。", "difference", "consistent", "2.3"),
        ("时限由60天压缩到45天,压缩30%。", "growth", "inconsistent", "-25"),
        ("去年同期减免900亿元,今年减免1080亿元,同比增长20%。", "growth", "consistent", "20"),
        ("减免1080亿元,同比增长30%,去年同期为900亿元。", "growth", "inconsistent", "20"),
        ("按每户6000元标准,向5240户发放补贴3144万元。", "product", "consistent", "31440000"),
        ("低保标准每人每月1120元,年标准13440元。", "product", "consistent", "13440"),
        ("低保标准每人每月1120元,年标准13540元。", "product", "inconsistent", "13440"),
        ("早稻播种面积20万亩,单产400公斤/亩,总产量8万吨。", "product", "consistent", "80000"),
        ("早稻播种面积20万亩,亩产400公斤,总产量8万吨。", "product", "consistent", "80000"),
    ],
)
def test_changes_and_products_are_recomputed(progress: str, kind: str, verdict: str, computed: str) -> None:
    (claim,) = claims(progress)
    assert (claim.kind, claim.verdict, claim.computed) == (kind, verdict, D(computed))


@pytest.mark.parametrize(
    "progress",
    [
        "规上企业1260家,比上年末增加60家,同比增长9%。",
        "产值由820亿元增加到1010亿元,年均增长7.2%。",
        "面积20万亩,补贴120元/亩,发放补贴4100万元。",
        "月均工资5000元,年收入6.5万元。",
        "增长5.7%,高于全国0.2个百分点、全省0.5个百分点。",
    ],
)
def test_what_only_looks_like_a_change_claims_nothing(progress: str) -> None:
    assert claims(progress) == ()


@pytest.mark.parametrize(("printed", "verdict"), [("15.5%", Verdict.CONSISTENT), ("25.5%", Verdict.INCONSISTENT)])
def test_the_growth_of_a_product_follows_from_the_growth_of_its_factors(printed: str, verdict: Verdict) -> None:
    progress = f"播种面积20万亩、同比增加10%;单产400公斤/亩,同比增加5%,总产量8万吨、同比增加{printed}。"
    found = {claim.kind: claim.verdict for claim in claims(progress)}
    assert found == {ClaimKind.PRODUCT: Verdict.CONSISTENT, ClaimKind.GROWTH: verdict}


# --- counts and repeats -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "found"),
    [
        ("修缮文庙、钟楼、万寿宫3处古建筑。", ["3"]),
        ("开展治超、反诈、禁毒三大专项行动。", ["3"]),
        ("联合东港、西陵和南浦三个县区。", ["3"]),
        ("编制柳林单元、西坝单元等6个控规。", []),
        ("修缮文庙、钟楼、万寿宫5处古建筑。", []),
        ("新建学校3所。", []),
    ],
)
def test_names_are_counted_where_the_list_is_closed(progress: str, found: list[str]) -> None:
    assert [claim.expression for claim in claims(progress) if claim.kind is ClaimKind.COUNT] == found


def test_the_name_of_a_programme_adds_up_to_its_count() -> None:
    (claim,) = claims("实施“3+6”产业园提升,9个产业园全部开工。")
    assert (claim.kind, claim.expression, claim.verdict) == (ClaimKind.SUM, "3+6", Verdict.CONSISTENT)


def test_what_is_named_and_what_is_left_add_up() -> None:
    found = claims("10个平台加快建设。支持东港园区转型,支持西陵园区扩区,推动其他8个平台特色发展。")
    assert [(claim.kind, claim.expression) for claim in found] == [(ClaimKind.SUM, "1+1+8")]


def test_the_scope_of_a_target_told_again_is_a_repeat() -> None:
    reading = read("10个平台完成营收66亿元。", stated("营收", "120", "亿元"), target="10个平台营收突破120亿元")
    assert [(claim.kind, claim.verdict) for claim in reading.claims] == [(ClaimKind.REPEAT, Verdict.CONSISTENT)]


def test_a_target_told_again_without_a_result_is_a_repeat() -> None:
    ponds = stated("山塘修复项目", "12")
    (claim,) = claims("12个山塘修复项目已全部开工。", ponds)
    assert (claim.kind, claim.verdict, claim.span) == (ClaimKind.REPEAT, Verdict.CONSISTENT, "12个山塘修复项目")
    assert claims("12个山塘修复项目已全部建成。", ponds, answers={"12个": 0}) == ()


def test_a_target_told_again_in_fewer_words_is_a_repeat() -> None:
    ponds = stated("山塘生态修复项目", "12")
    (claim,) = claims("12个山塘修复项目已全部开工。", ponds)
    assert (claim.kind, claim.verdict) == (ClaimKind.REPEAT, Verdict.CONSISTENT)
    assert claims("12个数字乡村试点已全部开工。", ponds) == ()


def test_a_count_that_ran_into_a_threshold_of_the_target_is_computed_with() -> None:
    target = "引进5亿元以上项目40个、20亿元以上项目10个。"
    progress = "引进5亿元以上项目3120亿元以上项目8,分别完成年度目标的77.5%80%。"
    rates = [claim for claim in read_row(target, progress).claims if claim.kind is ClaimKind.COMPLETION_RATE]
    assert [(claim.expression, claim.verdict) for claim in rates] == [
        ("31/40", Verdict.CONSISTENT),
        ("8/10", Verdict.CONSISTENT),
    ]


@pytest.mark.parametrize(("told", "verdict"), [("24", Verdict.CONSISTENT), ("28", Verdict.AMBIGUOUS)])
def test_a_target_quoted_otherwise_than_in_the_plan_is_a_doubt(told: str, verdict: Verdict) -> None:
    (claim,) = claims(f"排定口袋公园,年度任务{told}个。", PARK)
    assert (claim.kind, claim.verdict) == (ClaimKind.REPEAT, verdict)


def test_overall_progress_of_classes_is_counted_and_a_gap_is_a_doubt() -> None:
    progress = "疏导点8个过渡类全部规范,6个规范类中,3个已改造,总体进度{}%"
    found = [claims(progress.format(printed)) for printed in ("78.6", "74.3")]
    kinds = [{claim.verdict for claim in some if claim.kind is ClaimKind.COMPLETION_RATE} for some in found]
    assert kinds == [{Verdict.CONSISTENT}, {Verdict.AMBIGUOUS}]


# --- laws -------------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_a_rate_rounded_half_up_is_never_doubted(done: int, due: int, places: int) -> None:
    printed = half_up(D(done) / due * 100, places)
    words = f"已建成口袋公园{done}个"
    found = claims(f"{words},完成全年目标的{printed}%。", stated("口袋公园", str(due)), answers={words: 0})
    assert verdicts(*found) == CONSISTENT


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5000), st.integers(1, 2000), st.integers(2, 400))
def test_a_rate_off_by_two_digits_or_more_is_always_told(done: int, due: int, off: int) -> None:
    printed = half_up(D(done) / due * 100, 1) + D(off) / 10
    words = f"已建成口袋公园{done}个"
    found = claims(f"{words},完成全年目标的{printed}%。", stated("口袋公园", str(due)), answers={words: 0})
    assert [claim.verdict for claim in found] == [Verdict.INCONSISTENT]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_too_strange(target: str, progress: str) -> None:
    for claim in read(progress, PARK, target=target).claims:
        text = target if claim.side is Side.TARGET else progress
        assert text[claim.start : claim.end] == claim.span


PIECES = """
完成 全年目标的 18个 75% 其中 分别 , 。 ( ) 占 比重 合计 3亿元以上项目 由 提高到 个百分点 0.5 12 等 、 类 中 全部
总体进度 每月 年标准 元 公斤/亩 亩 0% 0个 超额 3+6
"""
SHARDS = st.sampled_from(PIECES.split())


@settings(max_examples=400, deadline=None)
@given(st.lists(SHARDS, max_size=40).map("".join), st.lists(SHARDS, max_size=20).map("".join))
def test_no_pile_of_shards_breaks_the_reading(progress: str, target: str) -> None:
    reading = read(progress, PARK, stated("项目", "0"), target=target)
    for claim in reading.claims:
        text = target if claim.side is Side.TARGET else progress
        assert text[claim.start : claim.end] == claim.span


@pytest.mark.parametrize("phrase", ["超过年度目标0.3件", "高于年度目标0.3件", "较年度目标多0.3件"])
def test_how_far_a_result_is_from_its_target_is_no_target_told_again(phrase: str) -> None:
    reading = read_row("每万人高价值发明专利拥有量12.5件。", f"每万人高价值发明专利12.8件，{phrase}。")
    assert [claim.verdict for claim in reading.claims if claim.kind is ClaimKind.REPEAT] == []
