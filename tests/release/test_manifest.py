"""The manifest, verifying against it, and keeping what people made among the outputs."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from datetime import date
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest

from reporter.errors import ConfigurationError
from reporter.home import Home
from reporter.release import manifest as manifest_module
from reporter.release.manifest import Release
from reporter.release.manifest import program_version
from reporter.release.manifest import sealed
from reporter.release.manifest import versions
from reporter.release.publish import publish
from reporter.release.verification import Difference
from reporter.release.verification import Kind
from reporter.release.verification import verify
from tests.homes import TestHome
from tests.pipeline.test_watch import PLAN
from tests.pipeline.test_watch import SCHOOLS
from tests.plans import HALF_YEAR
from tests.plans import YEAR_END

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.periods import Period

FILES = {"表.docx": b"docx", "退回/市财政局.xlsx": b"xlsx", "figures.csv": b"csv"}
INPUTS = {
    "inputs/plan-2023.xlsx": b"plan",
    "inputs/2023H1/市财政局.xlsx": b"finance",
    "inputs/2023H1/补报/市教育局.xlsx": b"education",
}


def release(inputs: Mapping[str, bytes] = INPUTS, period: Period = HALF_YEAR) -> Release:
    """Describe a run."""
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in inputs.items()}
    return Release(period, date(2023, 7, 5), is_final=False, plan_sha256="f" * 64, inputs=hashes, counts={"files": 2})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home whose 2023H1 was just released."""
    for name, content in INPUTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    publish(tmp_path / "outputs" / "2023H1", sealed(release(), FILES))
    return tmp_path


def differences(home: Path) -> list[tuple[str, str]]:
    """Return path and kind of every difference."""
    return [(item.path, item.kind.name) for item in verify(Home(home), HALF_YEAR)]


def test_the_manifest_names_what_went_in_and_what_came_out(home: Path) -> None:
    document = json.loads((home / "outputs/2023H1/manifest.json").read_text(encoding="utf-8"))
    assert document["inputs"]["inputs/2023H1/市财政局.xlsx"] == hashlib.sha256(b"finance").hexdigest()
    assert document["outputs"] == {
        f"outputs/2023H1/{name}": hashlib.sha256(content).hexdigest() for name, content in FILES.items()
    }
    assert document["versions"]["plan"] == "f" * 64
    assert set(document["versions"]) == {"program", "plan", "form", "rules"}
    assert document["counts"] == {"files": 2}
    assert (document["period"], document["as_of"], document["final"]) == ("2023H1", "2023-07-05", False)


def test_the_same_run_gives_the_same_bytes() -> None:
    turned = dict(reversed(INPUTS.items()))
    assert sealed(release(), FILES) == sealed(release(turned), dict(reversed(FILES.items())))


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed here")
def test_the_sums_are_those_that_everybody_can_check(home: Path) -> None:
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=home / "outputs/2023H1", check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_program_that_is_not_installed_has_a_version_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(manifest_module, "version", absent)
    assert program_version()


def test_the_version_of_the_rules_follows_their_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions("")["rules"]
    monkeypatch.setattr(manifest_module, "catalogue", dict)
    assert versions("")["rules"] != before


def test_an_untouched_release_verifies(home: Path) -> None:
    assert verify(Home(home), HALF_YEAR) == ()


@pytest.mark.parametrize("name", ["outputs/2023H1/表.docx", "outputs/2023H1/退回/市财政局.xlsx", *INPUTS])
def test_a_changed_and_a_missing_file_are_differences(home: Path, name: str) -> None:
    (home / name).write_bytes(b"other")
    assert differences(home) == [(name, "CHANGED")]
    (home / name).unlink()
    assert differences(home) == [(name, "MISSING")]


@pytest.mark.parametrize(
    "name",
    [
        "outputs/2023H1/批示.txt",
        "outputs/2023H1/退回/新.xlsx",
        "outputs/2023H1/.hidden",
        "inputs/2023H1/市民政局.xlsx",
        "inputs/2023H1/补报/市民政局.xlsx",
        "inputs/核定-2023H1.xlsx",
        "inputs/编辑-2023H1.xlsx",
        "inputs/plan-2023.lock.json",
    ],
)
def test_a_file_that_came_later_is_a_difference(home: Path, name: str) -> None:
    (home / name).write_bytes(b"new")
    assert differences(home) == [(name, "UNLISTED")]


@pytest.mark.parametrize(
    "name",
    [
        "outputs/2023H1/~$表.docx",
        "outputs/2023H1/.~lock.表.docx#",
        "inputs/2023H1/~$市财政局.xlsx",
        "inputs/2023H1/.DS_Store",
        "inputs/2022FY/市财政局.xlsx",
        "inputs/plan-2022.xlsx",
        "outputs/store.sqlite",
    ],
)
def test_what_no_run_makes_or_reads_is_no_difference(home: Path, name: str) -> None:
    (home / name).parent.mkdir(exist_ok=True)
    (home / name).write_bytes(b"open")
    assert verify(Home(home), HALF_YEAR) == ()


def test_an_earlier_period_that_a_run_was_held_against_is_watched_too(tmp_path: Path) -> None:
    july = TestHome.with_plan(tmp_path, PLAN)
    december = TestHome(tmp_path, "2023FY")
    for home in (july, december):
        home.issue()
        home.submit("市教育局", SCHOOLS)
    assert december.report(as_of="2024-01-10") == 0
    assert verify(Home(tmp_path), YEAR_END) == ()
    path = july.submit("市教育局", {**SCHOOLS, "指标进展": {("K01-1", "本期完成"): 6}})
    assert verify(Home(tmp_path), YEAR_END) == (Difference("inputs/2023H1/市教育局.xlsx", Kind.CHANGED),)
    path.rename(path.with_name("另存.xlsx"))
    assert verify(Home(tmp_path), YEAR_END) == (
        Difference("inputs/2023H1/另存.xlsx", Kind.UNLISTED),
        Difference("inputs/2023H1/市教育局.xlsx", Kind.MISSING),
    )


def test_a_link_is_not_followed(home: Path) -> None:
    (home / "inputs/2023H1/链接.xlsx").symlink_to(home / "inputs/plan-2023.xlsx")
    assert verify(Home(home), HALF_YEAR) == ()
    listed = home / "outputs/2023H1/表.docx"
    listed.unlink()
    listed.symlink_to(home / "inputs/plan-2023.xlsx")
    assert differences(home) == [("outputs/2023H1/表.docx", "MISSING")]


def test_a_manifest_that_was_made_to_fit_is_found_by_the_sums(home: Path) -> None:
    folder = home / "outputs/2023H1"
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    old, new = (hashlib.sha256(content).hexdigest() for content in (b"docx", b"forged"))
    (folder / "表.docx").write_bytes(b"forged")
    (folder / "manifest.json").write_text(text.replace(old, new), encoding="utf-8")
    assert differences(home) == [("outputs/2023H1/SHA256SUMS", "CHANGED")]
    (folder / "SHA256SUMS").unlink()
    assert differences(home) == [("outputs/2023H1/SHA256SUMS", "MISSING")]


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"inputs": {}}', b'{"inputs": 1, "outputs": {}}'])
def test_without_a_manifest_nothing_can_be_verified(home: Path, content: bytes | None) -> None:
    path = home / "outputs/2023H1/manifest.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        verify(Home(home), HALF_YEAR)
    assert [fault.rule for fault in caught.value.faults] == ["release.no-manifest"]


def test_what_a_person_put_among_the_outputs_is_put_aside(home: Path) -> None:
    folder = home / "outputs/2023H1"
    (folder / "批示.txt").write_bytes("同意".encode())
    (folder / "退回/市财政局.xlsx").write_bytes(b"corrected by hand")
    (folder / "~$表.docx").write_bytes(b"open")
    kept = publish(folder, sealed(release(), FILES))
    aside = home / "outputs/留存-2023H1"
    assert kept == (aside / "批示.txt", aside / "退回/市财政局.xlsx")
    assert (aside / "退回/市财政局.xlsx").read_bytes() == b"corrected by hand"
    assert verify(Home(home), HALF_YEAR) == ()


def test_what_is_put_aside_never_replaces_what_was_put_aside_before(home: Path) -> None:
    folder = home / "outputs/2023H1"
    for content in (b"one", b"two", b"two"):
        (folder / "批示.txt").write_bytes(content)
        publish(folder, sealed(release(), FILES))
    aside = home / "outputs/留存-2023H1"
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == {"批示.txt": b"one", "批示（2）.txt": b"two"}


def test_what_comes_again_unchanged_needs_no_putting_aside(home: Path) -> None:
    folder = home / "outputs/2023H1"
    (folder / "表.docx").write_bytes(b"the same as the next")
    assert publish(folder, sealed(release(), {**FILES, "表.docx": b"the same as the next"})) == ()
