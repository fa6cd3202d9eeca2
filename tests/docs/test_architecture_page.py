"""What docs/architecture.md shows works as it is written there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from reporter.home import Home
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_analysts_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = TestHome.with_plan(tmp_path, PLAN)
    home.issue()
    home.submit("市教育局", {"指标进展": {("K01-1", "本期完成"): 3}})
    monkeypatch.setattr("reporter.home.Home", lambda: Home(tmp_path))
    names: dict[str, Any] = {}
    (shown,) = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    exec(shown, names)  # noqa: S102 - the page's own code is what is tested
    assert names["counts"].loc["市教育局", "慢序时"] == 1
