"""What names a target or a result beyond its own clause: the clause before a bare task, the last noun, each person."""

from __future__ import annotations

from reporter.prose.reading import read_row


def bound(target: str, progress: str) -> list[tuple[str, int | None]]:
    return [(str(one.value), one.target) for one in read_row(target, progress).actuals]


def test_a_bare_task_is_named_by_the_clause_before_it() -> None:
    reading = read_row("渔港护岸加固,工作目标27公里;海堤绿化,工作目标31公里", "")
    assert [one.indicator for one in reading.targets] == ["渔港护岸加固工作目标", "海堤绿化工作目标"]
    (after,) = read_row("修缮校舍5栋,年度目标27公里", "").targets[1:]
    assert not after.indicator.startswith("修缮校舍5栋")


def test_a_share_that_rises_to_so_much_is_a_level_and_one_that_rises_by_so_much_is_none() -> None:
    (level,) = read_row("绿色建材产值占建材工业比重提升达36%以上", "").targets
    (growth,) = read_row("绿色建材产值占建材工业比重提升3%以上", "").targets
    assert (level.basis, growth.basis) == ("占比", "增速")


def test_between_neighbours_the_last_noun_is_enough() -> None:
    target = "新建沿江和跨江步行观光景观桥12座,其中城区7座"
    assert bound(target, "新建滨水景观桥5座,其中城区3座。") == [("5", 0), ("3", 1)]


def test_a_rate_of_payment_for_each_person_is_printed_either_way() -> None:
    target = "集中供养老人标准提高到每人每月1500元,分散供养老人标准提高到每人每月1100元"
    progress = "集中供养老人标准提高到1500元/人月,分散供养老人标准提高到1100元/人月"
    assert bound(target, progress) == [("1500", 0), ("1100", 1)]


def test_the_only_figure_in_a_telling_unit_answers_the_only_target_in_it() -> None:
    target = "推动250所中学操场节假日向居民开放,新增公共阅览室30家"
    assert bound(target, "新增252所中学,均已签订协议。")[0] == ("252", 0)
    assert bound(target, "新增252所中学,改造80所小学。")[1] == ("80", None)


def test_no_part_of_a_list_answers_for_the_whole() -> None:
    progress = "已累计筹集修缮经费18亿元,其中中央补助经费9亿元、县资金6亿元、捐助款3亿元。"
    assert [index for _, index in bound("今年全县将投入资金40亿元", progress)[1:]] == [None, None, None]
