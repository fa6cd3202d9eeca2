"""Where an answer may be written: never over what it is made from, nor over a plan that somebody may have confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.home import Home


def check_draft_target(target: Path) -> None:
    """Hold the name of a plan to draft against what stands there: a plan is corrected by hand and never replaced.

    Raises:
        ConfigurationError: it is no workbook's name, or something stands there.
    """
    if target.suffix.lower() != ".xlsx":
        raise ConfigurationError([finding("home.draft-output", Place(target.name), found=target.suffix)])
    if target.resolve().exists():
        raise _would_overwrite(target)


def check_audit_target(home: Home, sources: Sequence[Path], target: Path) -> None:
    """Hold the name of an audit's answer against the documents it is about; an older answer may be replaced.

    Raises:
        ConfigurationError: it is neither .xlsx nor .docx, or comments are wanted in what is no single Word file, or one
            of the documents or a file among the inputs stands there.
    """
    suffix = target.suffix.lower()
    if suffix not in {".xlsx", ".docx"}:
        raise ConfigurationError([finding("home.audit-output", Place(target.name), found=target.suffix)])
    if suffix == ".docx" and (len(sources) != 1 or sources[0].suffix.lower() != ".docx"):
        raise ConfigurationError([finding("home.comments-need-word", Place(target.name), found=sources[0].name)])
    place = target.resolve()
    if place.exists() and (
        home.inputs.resolve() in place.parents or any(place.samefile(source) for source in sources if source.exists())
    ):
        raise _would_overwrite(target)


def _would_overwrite(target: Path) -> ConfigurationError:
    return ConfigurationError([finding("home.would-overwrite", Place(target.name), found=str(target))])
