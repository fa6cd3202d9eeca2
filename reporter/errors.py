"""What the operator configured wrong: told all at once, with place and remedy, never as a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.findings import Finding


class ConfigurationError(Exception):
    """The plan, a layout, an option or the home is wrong: every fault found, exit code 2."""

    def __init__(self, faults: Sequence[Finding]) -> None:
        """Word the error from its faults, one a line."""
        super().__init__("\n".join(f"{fault.place}：{fault.message} {fault.hint}" for fault in faults))
        self.faults = tuple(faults)
