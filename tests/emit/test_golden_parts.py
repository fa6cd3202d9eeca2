"""Every kind of part as it was last looked at; `python -m tests.golden` renews them."""

from __future__ import annotations

import pytest

from tests import golden


@pytest.mark.parametrize("name", sorted(golden.texts()))
def test_a_part_is_as_it_was_found_good(name: str) -> None:
    difference = golden.difference(name, golden.texts()[name])
    assert not difference, f"{name}\n{difference}"
