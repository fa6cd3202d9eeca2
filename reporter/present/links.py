"""Where the files lie that places name, seen from a period's outputs: an address becomes a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.home import INSIDE
from reporter.places import cell_position
from reporter.present.records import Cell
from reporter.present.records import Link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.periods import Period
    from reporter.places import Place


@dataclass(frozen=True, slots=True)
class Library:
    """The files of a period: the operator's own, and what was dropped, as paths inside the drop folder by name."""

    period: Period
    paths: Mapping[str, str]

    def place_cell(self, place: Place) -> Cell:
        """Print an address, as a link where its file is known."""
        return Cell(str(place), link=self._link(place))

    def places_cell(self, places: Sequence[Place]) -> Cell:
        """Print addresses below each other; a click leads to the first."""
        text = "\n".join(str(place) for place in places)
        return Cell(text, link=self._link(places[0]) if places else None)

    def _link(self, place: Place) -> Link | None:
        path = self._path(place.file)
        if path is None:
            return None
        target = f"{'../' * len(INSIDE.output_folder(self.period).parts)}{INSIDE.name(path)}"
        is_cell = cell_position(place.address) is not None
        return Link(target, place.sheet, place.address) if is_cell else Link(target)

    def _path(self, file: str) -> Path | None:
        if file in self.paths:
            return INSIDE.drop_folder(self.period) / self.paths[file]
        return next((path for path in INSIDE.own_files(self.period) if path.name == file), None)
