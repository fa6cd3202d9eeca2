"""The live formulas of the blank judge as the ledger does: every basis, every relation, on both sides of every edge."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from reporter.consolidate import measures
from reporter.consolidate.records import Status
from reporter.forms import selfcheck
from reporter.forms.selfcheck import criterion
from reporter.plan.records import Basis
from reporter.plan.records import Relation
from tests.forms.filling import blank
from tests.forms.filling import filled
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END
from tests.plans import indicator
from tests.plans import plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.periods import Period
    from reporter.plan.records import Indicator

AMOUNTS = ("0", "19.9", "20", "24", "26", "26.1", "47.9", "48", "49.5", "50", "50.5", "52", "52.1", "55", "100", "101")
AMOUNTS_AND_MORE = (*AMOUNTS, "95", "105", "105.1", "-3", "33.333")
TARGETS = (("50", None), ("100", "101"), ("0", None), ("-10", None))
BASES = [basis for basis in Basis if basis is not Basis.QUALITATIVE]


def cases() -> list[Indicator]:
    """Return an indicator for every basis, relation, sort of target, with and without a baseline to fall from."""
    return [
        indicator(
            f"K{number:03d}-1",
            basis=basis.value,
            relation=relation.value,
            value=value,
            upper=upper if relation is Relation.WITHIN else None,
            unit=unit,
            baseline=baseline,
            schedule=schedule,
        )
        for number, (basis, relation, (value, upper), (unit, baseline, schedule)) in enumerate(
            itertools.product(BASES, Relation, TARGETS, (("公里", "60", "25"), ("%", None, None), ("位", None, None)))
        )
    ]


CASES = cases()


@pytest.mark.parametrize("period", [HALF_YEAR, YEAR_END], ids=str)
def test_rate_and_word_are_those_of_the_ledger(period: Period) -> None:
    settings = plan_of().settings
    for item in CASES:
        judge = criterion(item, settings, period)
        for text in AMOUNTS_AND_MORE:
            amount = Decimal(text)
            rate = measures.rate(item, amount, period)
            assert (judge.rate(amount) is None) == (rate is None), item
            if rate is not None:
                assert abs((judge.rate(amount) or 0) * 100 - rate) < Decimal("1e-20")
            word = judge.word(amount, is_explained=True, has_percent_format=True)
            assert word == measures.status(item, amount, settings, period), (item, text)


@pytest.mark.parametrize("basis", ["时点", "占比", "排名", "累计"])
def test_without_a_target_nothing_can_be_judged(basis: str) -> None:
    item = indicator(basis=basis, value=None)
    judge = criterion(item, plan_of().settings, HALF_YEAR)
    assert judge.word(Decimal(5), is_explained=True) == Status.NOT_COMPUTABLE
    assert measures.status(item, Decimal(5), plan_of().settings, HALF_YEAR) is Status.NOT_COMPUTABLE


def test_the_words_are_those_of_the_ledger() -> None:
    words = {
        selfcheck.EXCEEDED,
        selfcheck.COMPLETED,
        selfcheck.AHEAD,
        selfcheck.ON_SCHEDULE,
        selfcheck.BEHIND,
        selfcheck.MET,
        selfcheck.NOT_MET,
        selfcheck.ANNUAL,
        selfcheck.NOT_COMPUTABLE,
    }
    assert words == {status.value for status in Status} - {Status.UNREPORTED.value}


@pytest.mark.parametrize(
    ("amount", "facts", "word"),
    [
        (None, {"is_explained": False}, selfcheck.TO_REPORT),
        (None, {"is_explained": True}, selfcheck.EXPLAINED),
        (None, {"is_explained": False, "holds_something": True}, selfcheck.NUMBERS_ONLY),
        ("54", {"is_explained": False}, selfcheck.FALLEN),
        ("60", {"is_explained": False}, selfcheck.BEHIND_UNEXPLAINED),
        ("60", {"is_explained": True}, selfcheck.BEHIND),
        ("0.6", {"is_explained": True}, selfcheck.PERCENT_DOUBT),
    ],
)
def test_the_words_that_help_to_fill(amount: str | None, facts: dict[str, bool], word: str) -> None:
    item = indicator(value="100", unit="%", schedule="70")
    judge = criterion(item, plan_of().settings, HALF_YEAR, Decimal(55))
    assert judge.word(None if amount is None else Decimal(amount), **facts) == word


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice, which computes the formulas, is not installed"
)
def test_the_formulas_compute_what_is_stored(tmp_path: Path) -> None:
    plan = plan_of(*CASES)
    amounts = itertools.cycle(AMOUNTS_AND_MORE)
    typed = {item.id: float(next(amounts)) for item in CASES}
    source = tmp_path / "filled.xlsx"
    source.write_bytes(filled(blank(plan, earlier={CASES[0].id: Decimal(30)}), typed))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - our own file, fixed words
    sheet = openpyxl.load_workbook(tmp_path / "out" / "filled.xlsx", data_only=True)["指标进展"]
    for row in sheet.iter_rows(min_row=4, max_row=3 + len(CASES), values_only=True):
        item = plan.indicator_by_id[str(row[0])]
        earlier = Decimal(30) if item is CASES[0] else None
        judge = criterion(item, plan.settings, HALF_YEAR, earlier)
        amount = Decimal(str(typed[item.id]))
        assert row[12] == judge.word(amount, is_explained=False), item
        rate = judge.rate(amount)
        assert row[8] == ("—" if rate is None else pytest.approx(float(rate))), item
