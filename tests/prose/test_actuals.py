"""Results are bound to the targets they answer by meaning, unit and place in the list, or stay unbound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reporter.prose.reading import read_row
from reporter.prose.records import RowReading
from reporter.prose.records import Side


def bound(target: str, progress: str) -> list[tuple[str, str]]:
    """Read a row as (indicator of the target, value of the result), in the order of the results."""
    row = read_row(target, progress)
    return [
        (row.targets[figure.target].indicator, f"{figure.value.normalize():f}")
        for figure in row.actuals
        if figure.target is not None
    ]


def free(row: RowReading) -> list[str]:
    return [figure.span for figure in row.actuals if figure.target is None]


@pytest.mark.parametrize(
    ("target", "progress", "expected"),
    [
        ("新增口袋公园24个。", "截至6月底,全市新增口袋公园18个。", [("新增口袋公园", "18")]),
        ("城镇新增就业6万名。", "累计城镇新增就业3.49万人。", [("城镇新增就业", "34900")]),
        ("引进大学生9万名以上。", "引进大学生5.1万人。", [("引进大学生", "51000")]),
        ("地区生产总值增长6%。", "地区生产总值932亿元,增长5.7%。", [("地区生产总值增速", "5.7")]),
        ("单位能耗下降3%。", "上半年单位能耗下降2.9%。", [("单位能耗增速", "-2.9")]),
        ("社会消费品零售总额增长8%。", "社零总额增长6.2%。", [("社会消费品零售总额增速", "6.2")]),
        ("低保标准提高到1100元。", "低保标准由每人每月1020元提高至1105元。", [("低保标准", "1105")]),
        ("污水处理率达到90%。", "污水处理率提高3个百分点,达到88%。", [("污水处理率", "88")]),
        ("建成40个科普基地。", "已建成科普基地36个。", [("科普基地", "36")]),
        ("城乡居民收入差距持续缩小。", "城乡居民收入差距缩小至1.62。", [("城乡居民收入差距", "1.62")]),
        ("总量力争全省第4。", "总量居全省第5位。", [("总量排名", "5")]),
        ("空气优良率完成省下达指标。", "空气优良率86.7%,同比提高1个百分点。", [("空气优良率", "86.7")]),
        ("引进2亿元以上项目90个。", "引进2亿元以上项目51个,5亿元以上项目12个。", [("引进2亿元以上项目", "51")]),
    ],
)
def test_a_result_answers_the_target_it_names(target: str, progress: str, expected: list[tuple[str, str]]) -> None:
    assert bound(target, progress) == expected


@pytest.mark.parametrize(
    ("target", "progress"),
    [
        ("每万人有效发明专利32件。", "每万人高价值发明专利12.6件。"),
        ("粮食播种面积90万亩。", "春粮播种面积41万亩。"),
        ("新认定高新技术企业200家。", "推荐申报高新技术企业156家。"),
        ("新增市级以上示范农场50家。", "新增区县级示范农场33家。"),
        ("出口额增长5%。", "进口额增长12%。"),
        ("引进2亿元以上项目90个。", "引进5亿元以上项目12个。"),
        ("工业投资增长8%。", "工业投资260亿元。"),
        ("新增托位900个。", "总量居全省第3位。"),
        ("总量居全省前3。", "新增托位3个。"),
        ("绿地率达到40%。", "培训企业员工40人。"),
        ("新增现代小微企业1000家。", "新增小微企业6150家,完成全年任务的51.3%。"),
        ("完成造林5万亩。", ""),
        ("改造危旧房120户。", "省下达改造危旧房任务130户。"),
    ],
)
def test_a_near_but_different_indicator_stays_unbound(target: str, progress: str) -> None:
    assert bound(target, progress) == []


def test_growth_is_added_to_the_level_before_it_and_its_lead_to_the_growth() -> None:
    target = "农民收入增速快于城镇居民。"
    progress = "农民收入15623元,同比增长7.6%,快于城镇居民1.8个百分点。"
    assert bound(target, progress) == [("农民收入增速", "7.6"), ("农民收入增速", "1.8")]


def test_lists_are_bound_in_their_order() -> None:
    target = "工业投资增长15%,技改投资增长20%。"
    progress = "工业投资、技改投资分别增长16.3%、18.9%。"
    assert bound(target, progress) == [("工业投资增速", "16.3"), ("技改投资增速", "18.9")]
    target = "接待游客900万人次,旅游收入增长12%。"
    progress = "接待游客680万人次、旅游收入112亿元,同比分别增长8%和15%。"
    assert bound(target, progress) == [("接待游客", "6800000"), ("旅游收入增速", "15")]


def test_a_list_goes_on_in_place_where_its_next_item_has_another_name() -> None:
    target = "新建幼儿园6所、义务教育学校5所。"
    progress = "新建幼儿园4所、中小学3所。"
    assert bound(target, progress) == [("新建幼儿园", "4"), ("新建义务教育学校", "3")]


def test_one_figure_may_answer_several_targets() -> None:
    target = "饮水合格率、污水处理率均达到95%以上。"
    progress = "饮水合格率、污水处理率均达到96%。"
    assert bound(target, progress) == [("饮水合格率", "96"), ("污水处理率", "96")]
    target = "参保率100%;待遇发放率100%。"
    assert bound(target, "全市各区县均已实现100%。") == [("参保率", "100"), ("待遇发放率", "100")]


def test_a_share_is_named_around_the_count_in_its_bracket() -> None:
    assert bound("50%的乡镇建成综合服务站。", "46%(22个)的乡镇建成综合服务站。") == [("乡镇建成综合服务站的比例", "46")]
    assert bound("研发机构覆盖率达到85%。", "研发机构覆盖率(91%)位居前列。") == [("研发机构覆盖率", "91")]


def test_a_printed_rate_speaks_for_a_target_with_other_words() -> None:
    target = "改造危旧房300户,走访老人900人。"
    progress = "已完成危房治理212户,走访独居老人450人,分别完成年度任务的70.7%50%。"
    assert bound(target, progress) == [("改造危旧房", "212"), ("走访老人", "450")]


def test_rates_of_the_plan_are_no_results_and_stated_progress_is_one_where_no_amount_is() -> None:
    row = read_row("建成示范校5所。", "已建成示范校3所,完成年度目标的60%。")
    assert [figure.value for figure in row.actuals] == [3]
    assert bound("建成示范校5所。", "示范校正在创建,总体进度为60%。") == [("示范校", "60")]
    assert bound("新增学位900个。", "学校主体建设完成40%。") == []


def test_a_share_inside_a_name_is_no_result() -> None:
    progress = "随迁子女100%保障入学进度已达50%。"
    assert bound("随迁子女100%保障入学。", progress) == [("随迁子女保障入学的比例", "50")]


def test_units_lost_in_print_are_filled_from_the_other_text() -> None:
    row = read_row("新增便民点30;更换路灯400盏。", "新增便民点12处;更换路灯355。")
    assert [target.unit for target in row.targets] == ["处", "盏"]
    assert [figure.unit for figure in row.actuals] == ["处", "盏"]


def test_a_count_that_ran_into_the_next_threshold_is_read() -> None:
    target = "引进3亿元以上项目90个,其中10亿元以上项目30个、20亿元以上项目10个。"
    progress = "引进3亿元以上项目60个,10亿元以上项目2120亿元以上项目8个。"
    assert [value for _, value in bound(target, progress)] == ["60", "21", "8"]


def test_figures_that_name_nothing_are_bound_by_list_number_or_unit() -> None:
    target = "1.创建示范书屋9个;2.开发实习岗位320个;3.新增志愿者4000人。"
    progress = "1.完成7个;2.完成331个,完成率103.4%;3.完成736人。"
    assert [value for _, value in bound(target, progress)] == ["7", "331", "736"]
    assert bound("建设绿道380公里。", "全市已完工251公里,其中东区46公里、西区98公里。") == [("绿道", "251")]


def test_a_plan_that_is_told_again_is_the_subject_of_what_was_done() -> None:
    target = "改造便利店80个、菜市场20个,新建蔬菜基地900亩。"
    progress = "计划改造80个便利店,现已完成93个;计划改造20个菜市场,现已建成12个。计划新建900亩蔬菜基地,现已建成760亩。"
    assert [value for _, value in bound(target, progress)] == ["93", "12", "760"]
    assert bound("新建儿童乐园60个、阅览室90个。", "1. 儿童乐园。计划60个,已建成41个。") == [("新建儿童乐园", "41")]


def test_the_later_stage_is_the_result() -> None:
    progress = "危桥改造开工35座,开工率100%,完工19座。"
    assert bound("改造危桥35座。", progress) == [("改造危桥", "19")]
    assert bound("改造小区186个。", "186个小区已开工179个,完工104个。") == [("改造小区", "104")]


def test_what_answers_nothing_is_reported_without_a_target() -> None:
    row = read_row("新增托位900个。", "召开推进会3次,新增托位610个。")
    assert free(row) == ["召开推进会3次"]


def test_digits_that_nobody_understood_are_reported() -> None:
    row = read_row("新增托位900个。", "14.910.7个百分点,签约项目76,新增托位610个。")
    assert [(one.side, one.span) for one in row.unread] == [(Side.PROGRESS, "14.910.7"), (Side.PROGRESS, "76")]


def test_a_long_table_is_bound_as_a_short_one_is() -> None:
    names = [
        f"{a}{b}{c}" for a in "甲乙丙丁" for b in ("街道", "社区", "园区", "村庄") for c in ("绿道", "公园", "书房")
    ]
    target = ";".join(f"新建{name}{10 + place}处" for place, name in enumerate(names))
    progress = ";".join(f"已新建{name}{5 + place}处" for place, name in enumerate(names))
    row = read_row(target, progress)
    assert [figure.target for figure in row.actuals] == list(range(len(names)))


ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "rows" / "other_fields.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["target"][:12] for row in ROWS])
def test_rows_of_many_fields_read_as_a_person_reads_them(row: dict[str, Any]) -> None:
    """Hold the reading on rows typed by hand about schools, roads, hospitals, farms, courts, budgets and the air."""
    reading = read_row(row["target"], row["progress"])
    amounts = [None if one.value is None else f"{one.value.normalize():f}" for one in reading.targets]
    assert [
        [one.relation.value, amount, one.unit] for one, amount in zip(reading.targets, amounts, strict=True)
    ] == row["targets"]
    assert [
        [one.target, f"{one.value.normalize():f}", one.unit] for one in reading.actuals if one.target is not None
    ] == row["answers"]
