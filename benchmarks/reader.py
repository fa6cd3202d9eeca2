"""How fast our reader is: against the two openpyxl passes that give the same facts, and against python-calamine.

    python -m benchmarks.reader [--rounds N] [--rows N]

Every method reads the same bytes in the same process, in turn; a ratio is the median of the ratios of the rounds.
Two workbooks: one of the size of an issued blank, and one sheet of 20 columns (1,000,000 cells by default).
"""

from __future__ import annotations

import argparse
import statistics
import time
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import python_calamine
import xlsxwriter

from reporter.intake.workbooks import read_workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=50_000)
    options = parser.parse_args()
    compare("blank (3 sheets, 60 x 13)", typical_workbook(60, 13, sheets=3), options.rounds * 4)
    compare(f"{options.rows * _COLUMNS:,} cells", typical_workbook(options.rows, _COLUMNS), options.rounds)


def typical_workbook(rows: int, columns: int, *, sheets: int = 1) -> bytes:
    """Return a workbook as Excel would write it: shared texts, numbers, percent and wrapped formats."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    percent, wrapped = book.add_format({"num_format": "0.0%"}), book.add_format({"text_wrap": True, "border": 1})
    for _ in range(sheets):
        sheet = book.add_worksheet()
        for row in range(rows):
            for column in range(columns):
                if column % 4 == 0:
                    sheet.write_string(row, column, f"第{row % 500}项第{column}列", wrapped)
                elif column % 4 == 1:
                    sheet.write_number(row, column, row / rows, percent)
                else:
                    sheet.write_number(row, column, row * column)
    book.close()
    return buffer.getvalue()


def compare(title: str, data: bytes, rounds: int) -> None:
    """Time the three methods in turn and print the median ratios."""
    times: dict[str, list[float]] = {name: [] for name in _METHODS}
    for _ in range(rounds):
        for name, method in _METHODS.items():
            start = time.perf_counter()
            method(data)
            times[name].append(time.perf_counter() - start)
    ours = times["ours"]
    print(f"{title}: {len(data):,} bytes, {rounds} rounds")
    for name, taken in times.items():
        ratio = statistics.median(other / own for own, other in zip(ours, taken, strict=True))
        print(f"  {name:28} median {statistics.median(taken) * 1000:10.1f} ms   {ratio:6.2f} x ours")
    calamine = statistics.median(own / other for own, other in zip(ours, times["python-calamine"], strict=True))
    print(f"  ours is {calamine:.2f} x python-calamine (aim: at most 5)")


def _ours(data: bytes) -> None:
    workbook, found = read_workbook_bytes(data, "benchmark.xlsx")
    if workbook is None or found:
        raise SystemExit(str(found))


def _two_openpyxl_passes(data: bytes) -> None:
    for is_data_only in (True, False):
        openpyxl.load_workbook(BytesIO(data), data_only=is_data_only).close()


def _calamine(data: bytes) -> None:
    book = python_calamine.load_workbook(BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


_METHODS: dict[str, Callable[[bytes], None]] = {
    "ours": _ours,
    "openpyxl, two passes": _two_openpyxl_passes,
    "python-calamine": _calamine,
}


if __name__ == "__main__":
    main()
