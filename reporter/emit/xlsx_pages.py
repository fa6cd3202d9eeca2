"""Where the printed pages of a sheet end: before what a page would part that belongs together."""

from __future__ import annotations


class Pages:
    """The stretches of a sheet that a page keeps whole, from the top down; heights in points, rows from 0."""

    def __init__(self) -> None:
        """Begin at the first row."""
        self._stretches: list[tuple[int, float]] = []
        self._first = 0
        self._held = 0.0

    def hold(self, height: float) -> None:
        """Keep a row with what follows: titles and headings with the first row, rows of one project together."""
        self._held += height

    def close(self, following: int) -> None:
        """End a stretch before the row `following`."""
        self._stretches.append((self._first, self._held))
        self._first, self._held = following, 0.0

    def attach(self, following: int) -> None:
        """Keep what is held with the stretch before: notes with the last row."""
        if self._stretches:
            self._first, height = self._stretches.pop()
            self._held += height
        self.close(following)

    def breaks(self, room: float, repeated: float) -> list[int]:
        """Return the rows that begin a page, where a page has so much room and repeats a header of so much."""
        rows: list[int] = []
        used = 0.0
        for row, height in self._stretches:
            if row and used + height > room:
                rows.append(row)
                used = repeated
            used += height
        return rows
