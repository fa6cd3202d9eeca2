"""How well sentences are read, held in numbers: our own gold always, the published one where it lies at hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.scoring import Scores
from benchmarks.scoring import Tally
from benchmarks.scoring import lines
from benchmarks.scoring import read_gold
from benchmarks.scoring import score
from benchmarks.scoring import score_row
from reporter.prose.reading import read_row
from reporter.prose.records import Claim
from reporter.prose.records import ClaimKind
from reporter.prose.records import ReportedFigure
from reporter.prose.records import RowReading
from reporter.prose.records import Side
from reporter.prose.records import StatedTarget
from reporter.prose.records import TargetRelation
from reporter.prose.records import Unread
from reporter.prose.records import Verdict

OWN = Path(__file__).parent / "gold" / "own.jsonl"


def test_own_gold_is_read() -> None:
    scores = score(read_gold(OWN), read_row)
    assert scores.targets.f1 >= 0.97, scores.trouble
    assert scores.targets_whole.f1 >= 0.92, scores.trouble
    assert scores.bound.f1 >= 0.93, scores.trouble
    assert scores.verdicts.recall >= 0.97, scores.trouble
    assert scores.false_alarms == 0, scores.trouble


def test_own_gold_names_the_reason_of_every_doubt() -> None:
    for row in read_gold(OWN):
        reasons = {claim.reason for claim in read_row(row["target"], row["progress"]).claims if claim.reason}
        assert reasons == {claim["note"] for claim in row["claims"] if claim["note"]}, row["id"]


def test_the_published_half_year_is_read(published: Path) -> None:
    scores = score(read_gold(published / "half-year-2023" / "gold.jsonl"), read_row)
    assert scores.targets.f1 >= 0.97, scores.trouble
    assert scores.targets_whole.f1 >= 0.92, scores.trouble
    assert scores.bound.f1 >= 0.93, scores.trouble
    assert scores.verdicts.recall >= 0.97, scores.trouble
    assert scores.false_alarms == 0, scores.trouble


def test_the_published_commitments_are_read(published: Path) -> None:
    scores = score(read_gold(published / "commitments-2025" / "gold.jsonl"), read_row)
    assert scores.targets.f1 >= 0.97, scores.trouble
    assert scores.false_alarms == 0, scores.trouble


@pytest.mark.parametrize("file", [OWN], ids=["own"])
def test_the_gold_says_what_stands_in_its_texts(file: Path) -> None:
    for row in read_gold(file):
        places = [(row["target"], place) for place in row["targets"]]
        places += [(row["progress"], place) for place in (*row["actuals"], *row["no_base"])]
        places += [(row[span["in"]], span) for claim in row["claims"] for span in claim["spans"]]
        assert all(text[place["start"] : place["end"]] == place["span"] for text, place in places), row["id"]


# --- the scoring itself -----------------------------------------------------------------------------------------------

RESULT = {"start": 0, "end": 7, "span": "建成公园18座", "value": "18", "unit": "座", "target": "T1"}
GOLD = {
    "id": "R1",
    "target": "新建公园24座",
    "progress": "建成公园18座,完成全年目标的75%",
    "targets": [
        {"id": "T1", "start": 0, "end": 7, "span": "新建公园24座", "relation": "eq", "value": "24", "unit": "座"}
    ],
    "actuals": [{"id": "A1", "match": "exact", **RESULT}],
    "claims": [
        {
            "id": "C1", "kind": "completion_rate", "claimed": "75", "unit": "%", "verdict": "consistent", "rows": 1,
            "spans": [{"in": "progress", "start": 0, "end": 19}],
        },
        {
            "id": "C2", "kind": "repeat", "claimed": "24", "unit": "座", "verdict": "consistent", "rows": 2,
            "spans": [{"in": "progress", "start": 0, "end": 19}],
        },
    ],
    "no_base": [{"in": "progress", "start": 0, "end": 4, "span": "建成公园"}],
}  # fmt: skip
TARGET = StatedTarget(0, 7, "新建公园24座", "公园", TargetRelation.EQUAL, Decimal(24), None, "座", None)
ACTUAL = ReportedFigure(0, 7, "建成公园18座", "公园", Decimal(18), "座", 0)


def claim(verdict: Verdict, claimed: str = "75", kind: ClaimKind = ClaimKind.COMPLETION_RATE) -> Claim:
    return Claim(Side.PROGRESS, 0, 19, "", kind, "18/24", Decimal(75), Decimal(claimed), verdict)


def reading(*claims: Claim) -> RowReading:
    return RowReading((TARGET,), (ACTUAL,), claims, (), (Unread(Side.PROGRESS, 2, 4, "公园"),))


def test_a_full_reading_scores_full() -> None:
    scores = score_row(GOLD, reading(claim(Verdict.CONSISTENT)))
    one = Tally(1, 0, 0)
    assert scores == Scores(one, one, one, one, one, one)


def test_nothing_read_is_all_missed() -> None:
    scores = score_row(GOLD, RowReading((), (), (), ()))
    missed = Tally(0, 0, 1)
    assert (scores.targets, scores.bound, scores.claims_found, scores.without_base) == (missed,) * 4
    assert len(scores.trouble) == 4
    assert scores.false_alarms == 0


def test_a_consistent_claim_called_inconsistent_is_a_false_alarm() -> None:
    scores = score_row(GOLD, reading(claim(Verdict.INCONSISTENT)))
    assert (scores.false_alarms, scores.verdicts.hits, scores.claims_found.hits) == (1, 0, 1)


def test_an_inconsistent_claim_that_gold_has_not_is_a_false_alarm() -> None:
    scores = score_row(GOLD, reading(claim(Verdict.CONSISTENT), claim(Verdict.INCONSISTENT, "80")))
    assert (scores.false_alarms, scores.verdicts.hits, scores.claims_found.extra) == (1, 1, 1)


def test_a_doubt_that_gold_has_not_is_told_but_no_alarm() -> None:
    scores = score_row(GOLD, reading(claim(Verdict.CONSISTENT), claim(Verdict.AMBIGUOUS, "80")))
    assert scores.false_alarms == 0
    assert len(scores.trouble) == 1


def test_a_claim_of_another_kind_is_not_the_one() -> None:
    assert score_row(GOLD, reading(claim(Verdict.CONSISTENT, kind=ClaimKind.SHARE))).claims_found.hits == 0


def test_another_unit_or_relation_counts_in_the_whole_only() -> None:
    other = StatedTarget(0, 7, "新建公园24座", "公园", TargetRelation.AT_LEAST, Decimal(24), None, "座", None)
    scores = score_row(GOLD, RowReading((other,), (ACTUAL,), (), ()))
    assert (scores.targets.f1, scores.targets_whole.f1, scores.bound.f1) == (1.0, 0.0, 1.0)


def test_a_result_bound_to_nothing_is_not_bound() -> None:
    loose = ReportedFigure(0, 7, "建成公园18座", "公园", Decimal(18), "座", None)
    assert score_row(GOLD, RowReading((TARGET,), (loose,), (), ())).bound == Tally(0, 0, 1)


def test_a_partial_result_may_be_bound_and_a_different_one_may_not() -> None:
    for match, expected in (("partial", Tally(0, 0, 0)), ("different", Tally(0, 1, 0))):
        row = {**GOLD, "actuals": [{"id": "A1", "match": match, **RESULT}]}
        assert score_row(row, RowReading((TARGET,), (ACTUAL,), (), ())).bound == expected


def test_scores_are_written_as_a_table() -> None:
    text = "\n".join(lines("own", score_row(GOLD, reading(claim(Verdict.CONSISTENT)))))
    assert "F1 1.000" in text
    assert "1 of 1" in text
