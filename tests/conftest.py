"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes says how busy the machine is, nothing about the law.
settings.register_profile("reporter", deadline=None)
settings.load_profile("reporter")

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def published() -> Path:
    """Return the folder of published tables kept beside the project, or skip where there is none."""
    folder = SHARED / "published"
    if not folder.is_dir():
        pytest.skip(reason=f"no published tables beside the project: {folder.name}/ is absent")
    return folder
