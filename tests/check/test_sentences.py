"""推进情况 against the cells, on readings built by hand: what is read in a sentence is the business of its own room."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reporter.check import written
from reporter.check.judge import judge
from reporter.consolidate.ledger import consolidate
from reporter.findings import Severity
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import ReportedFigure
from reporter.prose.records import RowReading
from reporter.prose.records import Side
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from reporter.prose.records import Unread
from reporter.prose.records import Verdict
from reporter.prose.verdicts import Reason
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END
from tests.plans import amount
from tests.plans import evidence_of
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task
from tests.plans import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.plan.records import Indicator

TASK_TEXT = "新建学校300所、停车场20万个。"
PROGRESS_CELL = "市发改委.xlsx!推进情况!D[K01]"
TASK_CELL = "plan-2023.xlsx!任务!A[K01]"
SCHOOLS = indicator("K01-1", name="新建学校数", value="300", unit="所")
PARKING = indicator("K01-2", name="新建停车场数", value="20", unit="万个")
STATED = (
    StatedTarget(0, 8, "新建学校300所", "新建学校", TargetRelation.EQUAL, Decimal(300), None, "所", "累计"),
    StatedTarget(9, 16, "停车场20万个", "新建停车场", TargetRelation.EQUAL, Decimal(200000), None, "个", "累计"),
)


@dataclass
class Reader:
    """Stands for the reader of sentences: answers what the test says it read."""

    targets: tuple[StatedTarget, ...] = STATED
    actuals: tuple[ReportedFigure, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread: tuple[Unread, ...] = ()
    uncheckable: tuple[Unread, ...] = ()
    by_text: Mapping[str, tuple[ReportedFigure, ...]] = field(default_factory=dict)
    by_target: Mapping[str, tuple[StatedTarget, ...]] = field(default_factory=dict)

    def __call__(self, target: str, progress: str) -> RowReading:
        """Read nothing; the offsets of the test's records must lie in the texts."""
        if self.by_text or self.by_target:
            targets, actuals = self.by_target.get(target, self.targets), self.by_text.get(progress, ())
            return RowReading(targets, actuals, (), ())
        assert all(item.end <= len(progress) for item in self.actuals)
        assert all(item.end <= len(target) for item in self.targets)
        return RowReading(self.targets, self.actuals, self.claims, self.unread, self.uncheckable)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Put a reader of the test's own in the place of the real one."""
    own = Reader()
    monkeypatch.setattr(written, "read_row", own)
    return own


def reported(progress: str, span: str, value: str, unit: str = "所", target: int | None = 0) -> ReportedFigure:
    """Say that the reader read `span` as a result."""
    start = progress.index(span)
    return ReportedFigure(start, start + len(span), span, "新建学校", Decimal(value), unit, target)


def claim(  # noqa: PLR0913 - a claim has as many parts, each with a default
    span: str = "完成目标的60%",
    *,
    claimed: str = "60",
    verdict: Verdict = Verdict.INCONSISTENT,
    kind: ClaimKind = ClaimKind.COMPLETION_RATE,
    side: Side = Side.PROGRESS,
    target: int | None = None,
    reason: str = "",
) -> Claim:
    """Say that the reader read `span` as a claim."""
    return Claim(side, 0, 1, span, kind, "150/300", Decimal(50), Decimal(claimed), verdict, reason, None, target)


def judged(  # noqa: PLR0913 - the parts of one row of the published table
    progress: str,
    schools: str | None = "150",
    parking: str | None = "12.3",
    *,
    explanation: str = "",
    indicators: tuple[Indicator, ...] = (SCHOOLS, PARKING),
    half_year: str | None = None,
) -> list[Finding]:
    """Judge a sentence against the cells of its task; `half_year` makes it a year-end after that half-year figure."""
    plan = plan_of(*indicators, tasks=[task(text=TASK_TEXT)])
    cells = [figure("K01-1", schools, explanation=explanation), figure("K01-2", parking, explanation=explanation)]
    known = {item.id for item in indicators}
    report = submission(figures=[item for item in cells if item.indicator in known], texts=[text(progress=progress)])
    earlier = [consolidate(plan, HALF_YEAR, [submission(figures=[figure("K01-1", half_year)])])] if half_year else []
    found = judge(evidence_of(plan, report, period=YEAR_END if half_year else HALF_YEAR, earlier=earlier))
    other_rules = {"check.behind", "check.unusual", "check.not-met"}
    return [item for item in found if item.rule not in other_rules]


def rules(found: list[Finding]) -> list[tuple[str, Severity, str, str]]:
    """Reduce findings to rule, severity, place and indicator."""
    return [(item.rule, item.severity, str(item.place), item.indicator) for item in found]


@pytest.mark.parametrize(
    ("progress", "span", "value"),
    [
        ("新建学校150所。", "新建学校150所", "150"),
        ("新建学校近160所。", "新建学校近160所", "160"),
        ("新建学校100余所。", "新建学校100余所", "100"),
    ],
)
def test_a_sentence_that_says_the_cell_is_quiet(reader: Reader, progress: str, span: str, value: str) -> None:
    reader.actuals = (reported(progress, span, value),)
    assert judged(progress) == []


def test_a_figure_that_is_not_the_cell_names_both_and_the_difference(reader: Reader) -> None:
    progress = "截至6月底，新建学校156所。"
    reader.actuals = (reported(progress, "新建学校156所", "156"),)
    found = judged(progress)
    assert rules(found) == [("check.sentence-differs", Severity.NOTE, PROGRESS_CELL, "K01-1")]
    assert (found[0].found, found[0].expected, found[0].difference) == ("新建学校156所", "150所", "6所")
    assert "市发改委.xlsx!指标进展!H[K01-1]" in found[0].message


def test_a_figure_rounded_in_the_sentence_or_in_the_cell_agrees(reader: Reader) -> None:
    for progress, value in (
        ("建停车场12.3万个。", "123000"),
        ("建停车场123012个。", "123012"),
        ("建停车场12万个。", "120000"),
    ):
        reader.actuals = (reported(progress, progress[:-1], value, "个", 1),)
        assert judged(progress) == []


def test_one_agreeing_figure_is_enough(reader: Reader) -> None:
    progress = "其中主城区新建学校40所，全市新建学校150所。"
    reader.actuals = (reported(progress, "新建学校40所", "40"), reported(progress, "新建学校150所", "150"))
    assert judged(progress) == []


@pytest.mark.parametrize("target", [None, 1])
def test_a_figure_that_answers_nothing_or_another_measure_is_not_held_against_the_cell(
    reader: Reader, target: int | None
) -> None:
    progress = "新建学校156所。"
    reader.actuals = (reported(progress, "新建学校156所", "156", target=target),)
    assert judged(progress) == []


def test_without_a_cell_there_is_nothing_to_compare(reader: Reader) -> None:
    progress = "新建学校156所。"
    reader.actuals = (reported(progress, "新建学校156所", "156"),)
    assert judged(progress, schools=None) == []


def test_a_figure_without_digits_of_its_own_is_compared_by_value(reader: Reader) -> None:
    progress = "学校已全部建成。"
    reader.actuals = (reported(progress, "学校已全部建成", "300"),)
    assert [item.rule for item in judged(progress)] == ["check.sentence-differs"]


@pytest.mark.parametrize(
    ("value", "half_year", "parking", "reading"),
    [
        ("120", "120", "12.3", "上期"),
        ("120", None, "120", "新建停车场数"),
        ("1500000", None, "12.3", "一万"),
        ("156", None, "12.3", ""),
    ],
)
def test_the_likeliest_reading_is_named(
    reader: Reader, value: str, half_year: str | None, parking: str, reading: str
) -> None:
    progress = f"新建学校{value}所。"
    reader.actuals = (reported(progress, progress[:-1], value),)
    (found,) = (item for item in judged(progress, parking=parking, half_year=half_year) if "sentence" in item.rule)
    assert reading in found.message
    assert found.message.endswith("。")


def test_an_inconsistent_claim_is_open_and_an_ambiguous_one_a_note(reader: Reader) -> None:
    reader.claims = (claim(), claim(verdict=Verdict.AMBIGUOUS), claim(verdict=Verdict.CONSISTENT))
    assert [(item.rule, item.severity, str(item.place)) for item in judged("完成目标的60%。")] == [
        ("claims.ambiguous", Severity.NOTE, PROGRESS_CELL),
        ("claims.inconsistent", Severity.OPEN, PROGRESS_CELL),
    ]


def test_a_rate_that_was_cut_off_instead_of_rounded_is_open_by_a_rule_of_its_own(reader: Reader) -> None:
    reader.claims = (claim(reason="truncated"),)
    assert rules(judged("完成目标的60%。")) == [("claims.truncated", Severity.OPEN, PROGRESS_CELL, "")]


def test_a_claim_of_the_plans_own_words_stands_at_the_plan(reader: Reader) -> None:
    reader.claims = (claim(side=Side.TARGET),)
    assert rules(judged("按计划推进。")) == [("claims.inconsistent", Severity.OPEN, TASK_CELL, "")]


def test_a_claim_about_an_indicator_names_it_and_its_explanation_lifts_it(reader: Reader) -> None:
    reader.claims = (claim(target=0),)
    assert rules(judged("完成目标的60%。")) == [("claims.inconsistent", Severity.OPEN, PROGRESS_CELL, "K01-1")]
    for explanation in ("按省定口径计算", "60%为省级认定数"):
        (lifted,) = judged("完成目标的60%。", explanation=explanation)
        assert (lifted.rule, lifted.severity) == ("claims.inconsistent", Severity.NOTE)


def test_an_explanation_of_something_else_does_not_lift_a_claim(reader: Reader) -> None:
    reader.claims = (claim(target=0),)
    (kept,) = judged("完成目标的60%。", explanation="汛期停工，9月复工")
    assert (kept.rule, kept.severity) == ("claims.inconsistent", Severity.OPEN)


@pytest.mark.parametrize(
    ("doubtful", "expected"),
    [
        (claim("完成目标的50%", claimed="50", verdict=Verdict.AMBIGUOUS, target=0), []),
        (claim("完成目标的50.4%", claimed="50.4", verdict=Verdict.AMBIGUOUS, target=0), ["claims.ambiguous"]),
        (
            claim("完成目标的60%", verdict=Verdict.AMBIGUOUS, target=0, reason=Reason.NEAR_INDICATOR),
            ["check.sentence-rate"],
        ),
        (claim("完成目标的60%", verdict=Verdict.AMBIGUOUS, target=0, reason=Reason.OTHER_BASE), ["claims.ambiguous"]),
        (claim("完成目标六成", verdict=Verdict.AMBIGUOUS, target=0, reason=Reason.DAMAGED), ["claims.ambiguous"]),
        (claim("占50%", claimed="50", verdict=Verdict.AMBIGUOUS, target=0, kind=ClaimKind.SHARE), ["claims.ambiguous"]),
        (claim("完成目标的50%", claimed="50", verdict=Verdict.INCONSISTENT, target=0), ["claims.inconsistent"]),
    ],
)
def test_the_cells_settle_a_rate_that_the_sentence_alone_leaves_open(
    reader: Reader, doubtful: Claim, expected: list[str]
) -> None:
    reader.claims = (doubtful,)
    assert [item.rule for item in judged("完成目标的50%。")] == expected


def test_a_doubtful_rate_without_a_cell_stays_doubtful(reader: Reader) -> None:
    reader.claims = (claim("完成目标的50%", claimed="50", verdict=Verdict.AMBIGUOUS, target=0),)
    assert [item.rule for item in judged("完成目标的50%。", schools=None)] == ["claims.ambiguous"]


@pytest.mark.parametrize(
    ("span", "indicators", "rule"),
    [
        ("完成年度目标的50%", (SCHOOLS, PARKING), None),
        ("完成年度目标的61.5%", (SCHOOLS, PARKING), None),
        ("完成年度目标的70%", (SCHOOLS, PARKING), "claims.uncheckable"),
        ("完成年度目标的70%", (SCHOOLS,), "check.sentence-rate"),
        ("完成率为70%", (SCHOOLS,), None),
        ("完成年度目标的七成多", (SCHOOLS,), None),
        ("占全年300所任务的70%", (SCHOOLS,), None),
    ],
)
def test_a_rate_without_base_is_held_against_the_cells(
    reader: Reader, span: str, indicators: tuple[Indicator, ...], rule: str | None
) -> None:
    reader.targets = STATED[: len(indicators)]
    progress = f"按计划推进学校建设。{span}。"
    start = progress.index(span)
    reader.uncheckable = (Unread(Side.PROGRESS, start, start + len(span), span),)
    found = judged(progress, indicators=indicators)
    assert [(item.rule, str(item.place)) for item in found] == ([(rule, PROGRESS_CELL)] if rule else [])


def test_a_rate_that_does_not_follow_from_the_cell_names_the_one_that_does(reader: Reader) -> None:
    reader.targets, reader.uncheckable = STATED[:1], (Unread(Side.PROGRESS, 0, 10, "完成年度目标的70%"),)
    (found,) = judged("完成年度目标的70%。", indicators=(SCHOOLS,))
    assert (found.found, found.expected, found.expression) == ("完成年度目标的70%", "50%", "150/300")
    assert found.severity is Severity.WARNING


def test_a_rate_behind_an_amount_of_something_else_is_that_amounts(reader: Reader) -> None:
    progress = "开工项目132个，完成年度目标的70%。"
    reader.targets, span = STATED[:1], "完成年度目标的70%"
    start = progress.index(span)
    reader.uncheckable = (Unread(Side.PROGRESS, start, start + len(span), span),)
    assert [item.rule for item in judged(progress, indicators=(SCHOOLS,))] == ["claims.uncheckable"]


def test_a_rate_in_the_plans_words_is_not_held_against_cells(reader: Reader) -> None:
    reader.uncheckable = (Unread(Side.TARGET, 0, 10, "完成年度目标的70%"),)
    assert judged("按计划推进。") == []


def test_digits_that_nobody_understood_are_said(reader: Reader) -> None:
    reader.unread = (Unread(Side.PROGRESS, 0, 5, "1.2.3"), Unread(Side.TARGET, 0, 5, "4.5.6"))
    assert rules(judged("版本1.2.3。")) == [
        ("claims.unread", Severity.NOTE, TASK_CELL, ""),
        ("claims.unread", Severity.NOTE, PROGRESS_CELL, ""),
    ]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("年度目标为320所。", ["320所"]),
        ("完成目标任务320所的46.9%。", ["320所"]),
        ("占年度目标（320所）的46.9%。", ["320所"]),
        ("占全年320所任务的46.9%。", ["320所"]),
        ("年度320所目标已过半。", ["320所"]),
        ("全年320所学校开工。", []),
        ("年度目标为300所。", []),
        ("停车场目标为20万个。", []),
        ("停车场目标为200000个。", []),
        ("完成目标任务320所。", []),
        ("完成目标任务的46.9%。", []),
        ("目标明确，新建学校150所。", []),
        ("年度目标为320公里。", []),
        ("新建学校150所。", []),
    ],
)
def test_a_target_is_quoted_as_the_plan_has_it(reader: Reader, progress: str, expected: list[str]) -> None:
    assert not reader.claims
    found = judged(progress)
    assert [item.rule for item in found] == ["check.target-misquoted"] * len(expected)
    assert all(quoted in item.found for quoted, item in zip(expected, found, strict=True))
    assert all((str(item.place), item.expected, item.indicator) == (PROGRESS_CELL, "≥300所", "K01-1") for item in found)


def parking(places: str, target: int | None = 0) -> ReportedFigure:
    """Say that the reader read so many parking places."""
    span = f"建成停车泊位{places}个"
    return ReportedFigure(0, len(span), span, "城区公共停车泊位", Decimal(places), "个", target)


def in_two_tasks(reader: Reader, one: ReportedFigure, other: ReportedFigure) -> list[Finding]:
    """Judge two tasks whose texts say one figure each; the second answers the target of its own task."""
    named = StatedTarget(0, 1, "", "城区公共停车泊位", TargetRelation.EQUAL, None, None, "个", None)
    reader.targets = (named, replace(named, indicator="城区自行车停车泊位"))
    reader.by_text = {"甲。": (one,), "乙。": (other,), "丙。": ()}
    plan = plan_of(tasks=[task("K01"), task("M01"), task("M02")])
    report = submission(texts=[text("K01", "甲。"), text("M01", "乙。"), text("M02", "丙。")])
    return list(judge(evidence_of(plan, report)))


def test_one_fact_in_two_tasks_with_two_values_names_both_places(reader: Reader) -> None:
    (found,) = in_two_tasks(reader, parking("1200"), parking("1300"))
    assert (found.rule, found.severity, str(found.place)) == (
        "check.fact-told-twice",
        Severity.NOTE,
        "市发改委.xlsx!推进情况!D[M01]",
    )
    assert (found.found, found.expected, found.difference) == ("建成停车泊位1300个", "建成停车泊位1200个", "100")
    assert PROGRESS_CELL in found.message


@pytest.mark.parametrize("other", [parking("1200"), parking("1300", 1), parking("1300", None)])
def test_one_value_or_another_fact_is_quiet(reader: Reader, other: ReportedFigure) -> None:
    assert in_two_tasks(reader, parking("1200"), other) == []


def test_one_target_of_two_tasks_with_two_values_stands_at_the_plan(reader: Reader) -> None:
    stated = StatedTarget(0, 1, "泊位1200个", "城区公共停车泊位", TargetRelation.EQUAL, Decimal(1200), None, "个", None)
    reader.by_target = {"甲": (stated,), "乙": (replace(stated, span="泊位1300个", value=Decimal(1300)),)}
    plan = plan_of(tasks=[task("K01", text="甲"), task("M01", text="乙")])
    report = submission(texts=[text("K01"), text("M01")])
    found = [item for item in judge(evidence_of(plan, report)) if item.rule == "check.fact-told-twice"]
    assert [(str(item.place), item.department) for item in found] == [("plan-2023.xlsx!任务!A[M01]", "")]


def test_placeholders_are_read_as_they_print(reader: Reader) -> None:
    reader.actuals = (reported("新建学校150所。", "新建学校150所", "150"),)
    assert judged("新建学校{K01-1}。") == []


def test_a_task_without_text_is_not_read(reader: Reader) -> None:
    reader.claims = (claim(),)
    assert judged(" ") == []


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("300", "所", []),
        ("320", "所", [("check.target-drift", "K01-1")]),
        ("320", "公里", [("check.target-without-indicator", "")]),
        (None, "所", []),
    ],
)
def test_targets_in_words_are_held_against_the_indicators(
    reader: Reader, value: str | None, unit: str, expected: list[tuple[str, str]]
) -> None:
    stated = StatedTarget(0, 8, "新建学校300所", "新建学校", TargetRelation.EQUAL, amount(value), None, unit, None)
    reader.targets = (stated,)
    found = judged("按计划推进。", indicators=(SCHOOLS,))
    assert [(item.rule, item.indicator) for item in found] == expected
    assert all((str(item.place), item.severity) == (TASK_CELL, Severity.NOTE) for item in found)


def test_an_indicator_that_another_target_holds_is_no_partner_of_a_drifted_one(reader: Reader) -> None:
    other = StatedTarget(0, 8, "新建学校320所", "新建学校", TargetRelation.EQUAL, Decimal(320), None, "所", None)
    reader.targets = (STATED[0], other)
    found = judged("按计划推进。", indicators=(SCHOOLS,))
    assert [item.rule for item in found] == ["check.target-without-indicator"]


def test_a_target_that_is_reported_as_progress_has_its_indicator(reader: Reader) -> None:
    stated = StatedTarget(0, 8, "新建学校320所", "新建学校", TargetRelation.EQUAL, Decimal(320), None, "所", None)
    reader.targets = (stated,)
    assert judged("按计划推进。", indicators=(indicator("K01-1", name="新建学校进度", unit="%", basis="进度"),)) == []
