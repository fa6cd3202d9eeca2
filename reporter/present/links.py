"""Where the files lie that places name, seen from a period's outputs: an address becomes a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.places import cell_position
from reporter.present.records import Cell
from reporter.present.records import Link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.places import Place

_INPUTS = "../../inputs"


@dataclass(frozen=True, slots=True)
class Library:
    """The files of a period: the plan, and what was dropped, as paths inside the drop folder by name."""

    period: str
    plan_file: str
    paths: Mapping[str, str]

    def place_cell(self, place: Place) -> Cell:
        """Print an address, as a link where its file is known."""
        return Cell(str(place), link=self._link(place))

    def places_cell(self, places: Sequence[Place]) -> Cell:
        """Print addresses below each other; a click leads to the first."""
        text = "\n".join(str(place) for place in places)
        return Cell(text, link=self._link(places[0]) if places else None)

    def _link(self, place: Place) -> Link | None:
        if place.file == self.plan_file:
            target = f"{_INPUTS}/{place.file}"
        elif place.file in self.paths:
            target = f"{_INPUTS}/{self.period}/{self.paths[place.file]}"
        else:
            return None
        is_cell = cell_position(place.address) is not None
        return Link(target, place.sheet, place.address) if is_cell else Link(target)
