"""How a file is turned away inside this room: raised where the fault is seen, returned as a finding at the doors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NoReturn

from reporter.findings import finding
from reporter.intake.unseen import visible
from reporter.places import Place

if TYPE_CHECKING:
    from reporter.findings import Finding


class RefusalError(Exception):
    """The file cannot be read, or must not be. It never leaves the room."""

    def __init__(self, rule: str, *parts: str, found: str = "", expected: str = "", **facts: object) -> None:
        """Name the rule, and the sheet and cell where there are any; the file's name is filled in at the door."""
        super().__init__(rule)
        self.rule = rule
        self.parts = parts
        self.texts: dict[str, object] = {"found": found, "expected": expected}
        self.facts = facts

    def finding(self, file: str) -> Finding:
        """Word the refusal as a finding about `file`."""
        texts = {name: visible(str(text)) for name, text in (self.texts | self.facts).items()}
        return finding(f"intake.{self.rule}", Place(file, self.parts), **texts)


def refuse(rule: str, *parts: str, found: str = "", expected: str = "", **facts: object) -> NoReturn:
    """Turn the file away by `rule`; `parts` name the sheet and the cell where there are any."""
    raise RefusalError(rule, *parts, found=found, expected=expected, **facts) from None
