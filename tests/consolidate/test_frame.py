"""The ledger as a table: Decimal and None survive pandas."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

from reporter.consolidate.frame import COLUMNS
from reporter.consolidate.frame import frame
from reporter.consolidate.ledger import consolidate
from reporter.plan.records import Form
from tests.plans import HALF_YEAR
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.plans import task

WATER, ROADS = "市水利局", "市交通局"
PLAN = plan_of(
    indicator("K02-1", value="3", reporters=(WATER,)),
    indicator("K01-1", reporters=(ROADS,)),
    indicator("K01-2", reporters=(ROADS, WATER)),
    indicator("M01-1", reporters=(WATER,)),
    tasks=[
        task("K02", group="市长主抓重点工作", departments=(WATER,)),
        task("K01", group="常务副市长主抓重点工作", departments=(ROADS,)),
        task("M01", form=Form.LIVELIHOOD, group="", departments=(WATER,)),
    ],
)
LEDGER = consolidate(
    PLAN,
    HALF_YEAR,
    [
        submission(WATER, figures=[figure("K02-1", "2", department=WATER), figure("M01-1", "50", department=WATER)]),
        submission(ROADS, figures=[figure("K01-1", "0", department=ROADS)]),
    ],
)


def test_a_frame_keeps_plan_order_exact_amounts_and_none() -> None:
    table = frame(LEDGER, PLAN)
    assert tuple(table.columns) == COLUMNS
    assert list(table["indicator"]) == ["K02-1", "K01-1", "K01-2", "M01-1"]
    assert list(table["value"]) == [Decimal(2), Decimal(0), None, Decimal(50)]
    assert table["rate"][0] == LEDGER.rows[0].rate
    assert table["value"][2] is None
    assert list(table["lead"]) == [WATER, ROADS, ROADS, WATER]
    assert list(table["reporters"]) == [WATER, ROADS, f"{ROADS}、{WATER}", WATER]


def test_an_empty_ledger_is_a_table_with_its_columns() -> None:
    plan = plan_of()
    assert frame(consolidate(plan, HALF_YEAR, []), plan).shape == (0, len(COLUMNS))


def test_importing_the_room_does_not_import_pandas() -> None:
    check = "import sys; import reporter.consolidate.frame; raise SystemExit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0  # noqa: S603 - our own line
