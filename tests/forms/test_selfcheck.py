"""What a row of the blank says of itself, and that its live formulas compute the result stored beside them."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from reporter.forms import selfcheck
from reporter.plan.criteria import Status
from reporter.plan.records import Basis
from reporter.plan.records import Form
from reporter.plan.records import Relation
from tests.forms.filling import blank
from tests.forms.filling import filled
from tests.plans import HALF_YEAR
from tests.plans import LEAD
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import task

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.forms.selfcheck import SelfCheck
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


CASES = [*cases(), indicator("K999-1", reporters=(LEAD, "市水利局"))]


def checked(item: Indicator, *, earlier: Decimal | None = None, form: Form = Form.KEY_TASK) -> SelfCheck:
    """Return how an indicator of a task of this form checks itself in July."""
    return selfcheck.selfcheck(plan_of(item, tasks=[task(item.task, form=form)]), item, HALF_YEAR, earlier)


@pytest.mark.parametrize("basis", ["时点", "占比", "排名", "累计"])
def test_without_a_target_nothing_can_be_judged(basis: str) -> None:
    check = checked(indicator(basis=basis, value=None))
    assert check.word(Decimal(5), is_explained=True) == Status.NOT_COMPUTABLE
    assert (check.rate(Decimal(5)), check.rate_formula("H4")) == ("", "")


@pytest.mark.parametrize(
    ("amount", "facts", "word"),
    [
        (None, {"is_explained": False}, selfcheck.TO_REPORT),
        (None, {"is_explained": True}, selfcheck.EXPLAINED),
        (None, {"is_explained": False, "holds_something": True}, selfcheck.NUMBERS_ONLY),
        ("54", {"is_explained": False}, selfcheck.FALLEN),
        ("60", {"is_explained": False}, selfcheck.BEHIND_UNEXPLAINED),
        ("60", {"is_explained": True}, Status.BEHIND),
        ("0.6", {"is_explained": True}, selfcheck.PERCENT_DOUBT),
    ],
)
def test_the_words_that_help_to_fill(amount: str | None, facts: dict[str, bool], word: str) -> None:
    check = checked(indicator(value="100", unit="%", schedule="70"), earlier=Decimal(55))
    assert check.word(None if amount is None else Decimal(amount), **facts) == word


@pytest.mark.parametrize(
    ("basis", "form", "word"),
    [("年度", Form.KEY_TASK, Status.ANNUAL), ("累计", Form.COMMITMENT, selfcheck.NOT_DUE)],
)
def test_an_empty_cell_that_is_not_due_says_so(basis: str, form: Form, word: str) -> None:
    check = checked(indicator(basis=basis), form=form)
    assert check.word(None, is_explained=False) == word
    assert f'IF(LEN(TRIM(H4))=0,"{word}"' in check.word_formula("H4", "L4")


def test_the_part_of_one_reporter_is_not_judged_against_the_target_of_all() -> None:
    check = checked(indicator(reporters=(LEAD, "市水利局")), earlier=Decimal(55))
    together = selfcheck.TOGETHER
    assert (check.rate(Decimal(60)), check.word(Decimal(60), is_explained=False)) == (together, together)
    assert check.rate(None) == ""
    assert check.word(Decimal(54), is_explained=True) == selfcheck.FALLEN
    assert check.word(None, is_explained=False) == selfcheck.TO_REPORT
    assert check.rate_formula("H4") == f'=IF(ISNUMBER(H4),"{together}","")'
    assert Status.BEHIND not in check.word_formula("H4", "L4")


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
        check = selfcheck.selfcheck(plan, item, HALF_YEAR, earlier)
        amount = Decimal(str(typed[item.id]))
        assert row[12] == check.word(amount, is_explained=False), item
        rate = check.rate(amount)
        assert row[8] == (pytest.approx(float(rate)) if isinstance(rate, Decimal) else rate or "—"), item
