"""A new home: an empty plan with instructions, our layouts to adapt, and the folders."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.forms.writing.plan_form import write_plan_form
from reporter.home import Home
from reporter.places import Place
from reporter.plan.records import Settings
from reporter.release.publish import told

if TYPE_CHECKING:
    from pathlib import Path


def create_home(folder: Path, year: int) -> tuple[Path, ...]:
    """Make a home in a folder that is new or empty, and return what was made.

    Raises:
        ConfigurationError: something stands there already, or the system refuses.
    """
    with told(folder.name):
        return _create(folder, year)


def _create(folder: Path, year: int) -> tuple[Path, ...]:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ConfigurationError([finding("home.not-empty", Place(folder.name), found=folder.name)])
    home = Home(folder.resolve())
    home.inputs.mkdir(parents=True)
    home.outputs.mkdir()
    own_layouts = home.root / "templates" / "layouts"
    shutil.copytree(Home().layouts, own_layouts)
    plan = home.plan(year)
    plan.write_bytes(write_plan_form(Settings(year)))
    return plan, own_layouts, home.inputs, home.outputs
