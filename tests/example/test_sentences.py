"""Re-computing the sentences of the example city finds the slips that were left on purpose, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from example.city import load
from example.city import read_toml
from example.reports import half_year
from example.reports import year_end
from reporter.prose.claims.reading import read_claims
from reporter.prose.reading import read_row
from reporter.prose.records import Verdict

if TYPE_CHECKING:
    from example.reports import Round
    from reporter.prose.records import Claim

CITY = load()
SLIPS = read_toml("slips.toml")["slip"]
ARITHMETIC = [slip for slip in SLIPS if {"claims.inconsistent", "claims.truncated"} & set(slip.get("rules", []))]


def claims_of(collected: Round) -> dict[str, tuple[Claim, ...]]:
    """Return the claims by task; of two files of a unit the first named counts."""
    claims: dict[str, tuple[Claim, ...]] = {}
    for report in collected.reports:
        for task, (progress, _, _) in report.texts.items():
            target = CITY.plan.task_by_id[task].text
            reading = read_row(target, progress)
            claims.setdefault(task, read_claims(target, progress, reading.targets, reading.actuals)[0])
    return claims


@pytest.fixture(scope="module")
def july() -> dict[str, tuple[Claim, ...]]:
    return claims_of(half_year(CITY))


@pytest.fixture(scope="module")
def december() -> dict[str, tuple[Claim, ...]]:
    return claims_of(year_end(CITY))


def alarms(claims: dict[str, tuple[Claim, ...]]) -> list[tuple[str, str]]:
    return [
        (task, claim.span) for task, each in claims.items() for claim in each if claim.verdict is Verdict.INCONSISTENT
    ]


@pytest.mark.parametrize("slip", ARITHMETIC, ids=lambda slip: f"{slip['task']}-{slip['class']}")
def test_a_slip_is_found(july: dict[str, tuple[Claim, ...]], slip: dict[str, str]) -> None:
    found = [claim for claim in july[slip["task"]] if claim.verdict is Verdict.INCONSISTENT]
    assert any(str(claim.claimed) == slip["claimed"] and shares(claim.span, slip["span"]) for claim in found)
    assert "reason" not in slip or slip["reason"] in {claim.reason for claim in found}


def test_nothing_but_the_slips_alarms(july: dict[str, tuple[Claim, ...]]) -> None:
    wrong = {slip["task"]: slip["span"] for slip in ARITHMETIC}
    assert [(task, span) for task, span in alarms(july) if not shares(span, wrong.get(task, ""))] == []


def test_year_end_holds_no_slip(december: dict[str, tuple[Claim, ...]]) -> None:
    assert alarms(december) == []
    assert sum(len(each) for each in december.values()) > 150


def shares(one: str, other: str) -> bool:
    """Tell whether one of two clauses holds the end of the other, where the printed rate stands."""
    return bool(other) and (one.endswith(other[-8:]) or other.endswith(one[-8:]) or one in other)
