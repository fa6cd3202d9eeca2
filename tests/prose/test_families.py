"""Shares told one after another of one whole, which stands where the list was opened and goes by another name."""

from __future__ import annotations

import pytest

from reporter.prose.reading import read_row
from reporter.prose.records import ClaimKind


def shares(progress: str) -> list[tuple[str | None, str, str]]:
    """Return expression, verdict and reason of every share of a text."""
    return [
        (claim.expression, claim.verdict.value, claim.reason)
        for claim in read_row("", progress).claims
        if claim.kind is ClaimKind.SHARE
    ]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (
            "受理来信120件,均已答复。道路方面54件,占来信总数的45%;供水方面36件,占来信总数的30%;其他30件,占来信总数的35%。",
            [
                ("54/120", "consistent", ""),
                ("36/120", "consistent", ""),
                ("30/120", "inconsistent", "other-denominator"),
            ],
        ),
        (
            "全年查处案件75件。农业方面28件,占37.3%;商贸方面47件,占62.6%。",
            [("28/75", "consistent", ""), ("47/75", "inconsistent", "truncated")],
        ),
        (
            "共有企业80家,职工2万人。大型企业8家、占比10%。小型企业72家、占比80%。",
            [("8/80", "consistent", ""), ("72/80", "inconsistent", "other-denominator")],
        ),
        ("走访企业48家,座谈8次。新建企业12家,占25%。", []),
        ("走访企业48家,座谈8次。新建企业13家,占27.1%。", [("13/48", "consistent", "")]),
        (
            "受理事项60项,办结45项,占75%;退回12项,占20%。另受理建议40项,采纳9项,占30%。",
            [("45/60", "consistent", ""), ("12/60", "consistent", ""), ("9/60", "ambiguous", "second-reading")],
        ),
    ],
    ids=("proven by its likes", "cut off", "parts add up", "alone without decimals", "alone", "another list between"),
)
def test_a_whole_is_what_the_shares_of_a_list_agree_with(progress: str, expected: list[tuple[str, str, str]]) -> None:
    assert shares(progress) == expected


INDUSTRIES = "全县生产总值200亿元。第一产业增加值31亿元,增长3%;第二产业增加值{second}亿元,增长5%;第三产业增加值79亿元。"
TOLD = "第一产业增加值占生产总值的比重为15.5%,第二产业增加值比重为45%,第三产业增加值比重为39.5%。"


def test_a_share_that_names_its_part_is_of_the_amount_that_goes_by_the_name() -> None:
    expected = [("31亿/200亿", "consistent", ""), ("90亿/200亿", "consistent", ""), ("79亿/200亿", "consistent", "")]
    assert shares(INDUSTRIES.format(second=90) + TOLD) == expected
    expected[1] = ("80亿/200亿", "inconsistent", "other-denominator")
    assert shares(INDUSTRIES.format(second=80) + TOLD) == expected


def test_the_structure_of_the_industries_is_three_shares_of_their_sum() -> None:
    told = INDUSTRIES.format(second=90) + "三次产业结构比为15.5∶45:41.2。"
    assert shares(told) == [
        ("31亿/200亿", "consistent", ""),
        ("90亿/200亿", "consistent", ""),
        ("79亿/200亿", "inconsistent", "does-not-follow"),
    ]
    assert shares(f"全县生产总值180亿元。三次产业结构由14:46:40调整为15:45:40。{told[-1:]}") == []


def test_a_share_of_what_was_planned_is_no_share_of_a_list() -> None:
    assert shares("走访企业48家。新建企业13家,占年度任务的27.1%。") == []


def test_parts_that_add_up_to_what_the_target_counts_are_told_as_its_sum() -> None:
    found = read_row("细化为40项具体工作。", "已完成18项,占比45%;推进较慢22项,占比55%。").claims
    assert [(claim.kind.value, claim.expression, claim.verdict.value) for claim in found] == [
        ("share", "18/40", "consistent"),
        ("sum", "18+22", "consistent"),
        ("share", "22/40", "consistent"),
    ]


@pytest.mark.parametrize(
    ("target", "progress", "expected"),
    [
        (
            "细化为40项具体工作。",
            "已完成18项,占比45%;推进较慢22项,占比65%。",
            [("18/40", "consistent"), ("22/40", "inconsistent")],
        ),
        ("细化为40项具体工作。", "已完成18项,占比45.5%。", []),
        ("", "31座泵站已开建27座,开建率87.0%。", [("27/31", "inconsistent")]),
        ("", "40座泵站中,已完工29座,完工率82.5%。", [("29/40", "inconsistent")]),
        ("", "收到申请35件,已受理29件,受理率89.2%。", [("29/35", "ambiguous")]),
    ],
    ids=("whole of the target", "no proof", "cut off", "named", "not named"),
)
def test_a_whole_may_stand_in_the_target_or_right_before_the_part(
    target: str, progress: str, expected: list[tuple[str, str]]
) -> None:
    found = [claim for claim in read_row(target, progress).claims if claim.kind is ClaimKind.SHARE]
    assert [(claim.expression, claim.verdict.value) for claim in found] == expected
