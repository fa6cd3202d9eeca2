"""Where everything lies: the folders and files of a home, how they are named, and which periods it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.periods import Period
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.findings import Finding

_PACKAGE = Path(__file__).resolve().parent
_IN_REPOSITORY = _PACKAGE.parent / "templates" / "layouts"
_IN_WHEEL = _PACKAGE / "layouts"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"})
_OWN_FILE = re.compile(r"plan-[0-9]{4}\.xlsx|(?:核定|编辑)-[0-9]{4}(?:|H1|FY)\.xlsx")
_OURS = _PACKAGE.parent if _IN_REPOSITORY.is_dir() else Path()
"""The home that is meant where none is named: the repository, or the folder one stands in where there is none."""


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with templates/, inputs/ and outputs/."""

    root: Path = _OURS

    @property
    def inputs(self) -> Path:
        """Plan, overrides, edited texts, and a drop folder a period."""
        return self.root / "inputs"

    @property
    def outputs(self) -> Path:
        """One folder a period, and the store."""
        return self.root / "outputs"

    @property
    def layouts(self) -> Path:
        """The layouts of this home, or ours where it has none."""
        own = self.root / "templates" / "layouts"
        return next((folder for folder in (own, _IN_REPOSITORY) if folder.is_dir()), _IN_WHEEL)

    @property
    def store(self) -> str:
        """The address of the history, beside the outputs of all periods."""
        return str(self.outputs / "store.sqlite")

    def blanks(self, period: Period) -> Path:
        """Where the issued workbooks of a period lie."""
        return self.root / "templates" / "blanks" / str(period)

    def plan(self, year: int) -> Path:
        """The plan workbook of a year."""
        return self.inputs / f"plan-{year}.xlsx"

    def lock(self, year: int) -> Path:
        """The lock of a year's plan."""
        return self.inputs / f"plan-{year}.lock.json"

    def overrides(self, period: Period) -> Path:
        """核定: the secretariat's overrides of a period."""
        return self.inputs / f"核定-{period}.xlsx"

    def edits(self, period: Period) -> Path:
        """编辑: the secretariat's edited texts of a period."""
        return self.inputs / f"编辑-{period}.xlsx"

    def own_files(self, period: Period) -> tuple[Path, ...]:
        """The operator's own files that a period is made from: plan, lock, overrides, edited texts."""
        return self.plan(period.year), self.lock(period.year), self.overrides(period), self.edits(period)

    def drop_folder(self, period: Period) -> Path:
        """Where the departments' workbooks of a period are dropped."""
        return self.inputs / str(period)

    def output_folder(self, period: Period) -> Path:
        """Where the outputs of a period appear."""
        return self.outputs / str(period)

    def name(self, path: Path) -> str:
        """Name a file of the home as the manifest does: by its path under the root, with `/`."""
        return path.relative_to(self.root).as_posix()

    def periods(self) -> tuple[Period, ...]:
        """Return the periods that have a drop folder, oldest first."""
        if not self.inputs.is_dir():
            return ()
        parsed = (Period.parse(path.name) for path in self.inputs.iterdir() if path.is_dir())
        return tuple(sorted(period for period in parsed if period is not None))

    def unread(self) -> tuple[Finding, ...]:
        """Name what lies in inputs/ and is not read: folders of no period, and workbooks beside the folders."""
        return tuple(fault for fault, _ in self._unread())

    def _unread(self) -> Iterator[tuple[Finding, Period | None]]:
        """Yield what is not read, each with the period it is likely meant for."""
        for path in sorted(self.inputs.iterdir()) if self.inputs.is_dir() else ():
            place = Place(self.name(path))
            if path.name.startswith((".", "~$")) or self._is_read(path):
                continue
            if path.is_dir():
                meant = Period.meant(path.name)
                right = f"文件夹 {meant}" if meant else "以期次命名的文件夹（例如 2023H1）"
                yield finding("home.folder-unread", place, found=path.name, expected=right), meant
            elif path.suffix.casefold() in _WORKBOOKS:
                yield finding("home.file-unread", place, found=path.name), None

    def _is_read(self, path: Path) -> bool:
        """Tell whether runs look for a name in inputs/; where 2023h1 and 2023H1 are one folder, both are."""
        if not path.is_dir():
            return _OWN_FILE.fullmatch(path.name) is not None
        meant = Period.parse(path.name) or Period.meant(path.name)
        folder = self.drop_folder(meant) if meant else None
        return folder is not None and folder.exists() and folder.samefile(path)

    def period_named(self, text: str | None) -> Period:
        """Return the period that `text` names, or the newest there is.

        Raises:
            ConfigurationError: the text names no period, or nothing was ever dropped for it.
        """
        if text is None:
            if not self.periods():
                raise ConfigurationError([finding("home.no-period", Place(self.name(self.inputs))), *self.unread()])
            return self.periods()[-1]
        period = read_period(text)
        if not self.drop_folder(period).is_dir():
            place = Place(self.name(self.drop_folder(period)))
            misnamed = (fault for fault, meant in self._unread() if meant in {period, None})
            raise ConfigurationError([finding("home.period-never-reported", place, found=text), *misnamed])
        return period


INSIDE = Home(Path())
"""A home without a root: its paths are those that files have inside any home."""


def read_period(text: str) -> Period:
    """Read a period as the operator typed it.

    Raises:
        ConfigurationError: it is none.
    """
    period = Period.parse(text)
    if period is None:
        raise ConfigurationError([finding("home.not-a-period", Place("PERIOD"), found=text)])
    return period


def read_year(year: int, place: str) -> int:
    """Check a year as the operator typed it at `place`: one that files and periods can be named by.

    Raises:
        ConfigurationError: it is none.
    """
    if Period.parse(str(year)) is None:
        raise ConfigurationError([finding("home.not-a-year", Place(place), found=str(year))])
    return year
