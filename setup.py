"""The build: a wheel carries templates/layouts inside the package, for those who install it without the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithLayouts(build_py):
    """Build as usual, and copy the layouts beside the code."""

    def run(self) -> None:
        """Build."""
        super().run()
        if not self.editable_mode:
            shutil.copytree("templates/layouts", Path(self.build_lib, "reporter", "layouts"), dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithLayouts})
