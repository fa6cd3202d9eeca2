"""The manifest: every file that went in and came out with its SHA-256, proof that they belong together."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from typing import TYPE_CHECKING

from reporter.findings import catalogue
from reporter.forms.shape import FORM_VERSION
from reporter.home import INSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.periods import Period

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SEALS = (MANIFEST, SUMS)
"""They vouch for each other and stand in no list: the manifest lists all else, the sums list that and the manifest."""

_BLOCK = 1 << 20
_RULE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Release:
    """What a run used and counted. `inputs` maps each path under the home, with `/`, to its SHA-256."""

    period: Period
    as_of: date
    is_final: bool
    plan_sha256: str
    inputs: Mapping[str, str]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it lies in a folder of outputs: paths under the home by SHA-256.

    `final_as_of` is the day of a final edition, None for a draft.
    """

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    final_as_of: date | None = None


def sealed(release: Release, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a period with manifest.json and SHA256SUMS behind them; the same run gives the same bytes."""
    manifest = build_manifest(release, files)
    complete = {**files, MANIFEST: manifest}
    return {**complete, SUMS: _sums({name: digest(content) for name, content in complete.items()})}


def build_manifest(release: Release, files: Mapping[str, bytes]) -> bytes:
    """Write the manifest of a run; `files` are the outputs by path inside outputs/PERIOD."""
    document = {
        "period": str(release.period),
        "as_of": release.as_of.isoformat(),
        "final": release.is_final,
        "versions": versions(release.plan_sha256),
        "counts": dict(release.counts),
        "inputs": dict(release.inputs),
        "outputs": {output_path(release.period, name): digest(content) for name, content in files.items()},
    }
    # A name that is no text holds lone surrogates: each becomes the escape that JSON itself has for it.
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def versions(plan_sha256: str) -> dict[str, str]:
    """Return the versions that decide what a run makes of its inputs; those of plan and rules are hashes."""
    rules = repr([(rule.id, rule.severity, rule.title, rule.message, rule.hint) for rule in catalogue().values()])
    return {
        "program": program_version(),
        "plan": plan_sha256,
        "form": FORM_VERSION,
        "rules": digest(rules.encode())[:_RULE_DIGITS],
    }


def program_version() -> str:
    """Return the installed version of the program."""
    try:
        return version("reporter")
    except PackageNotFoundError:
        return "0+source"


def output_path(period: Period, name: str) -> str:
    """Name an output as the manifest does: by its path under the home."""
    return INSIDE.name(INSIDE.output_folder(period) / name)


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest in a folder of outputs; None where there is none, or it is none of ours."""
    try:
        return parse_manifest((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def parse_manifest(content: bytes) -> Manifest | None:
    """Read the bytes of a manifest; None where they are none of ours."""
    try:
        document = json.loads(content)
        day = date.fromisoformat(document["as_of"]) if document.get("final") else None
        return Manifest(_hashes(document["inputs"]), _hashes(document["outputs"]), day)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def sums_of(folder: Path, manifest: Manifest, period: Period) -> bytes:
    """Return what SHA256SUMS must say of a manifest as it lies in its folder."""
    prefix = f"{INSIDE.name(INSIDE.output_folder(period))}/"
    listed = {path.removeprefix(prefix): value for path, value in manifest.outputs.items()}
    return _sums({**listed, MANIFEST: file_digest(folder / MANIFEST)})


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file without holding all of it in memory."""
    with path.open("rb") as handle:
        state = hashlib.sha256()
        while block := handle.read(_BLOCK):
            state.update(block)
    return state.hexdigest()


def sum_line(name: str, sha256: str) -> str:
    """Write a digest as `sha256sum` does."""
    return f"{sha256}  {name}"


def _sums(digests: Mapping[str, str]) -> bytes:
    """Write digests as `sha256sum -c` reads them inside the folder."""
    return "".join(f"{sum_line(name, digests[name])}\n" for name in sorted(digests)).encode("utf-8", "surrogateescape")


def _hashes(entries: Mapping[str, str]) -> dict[str, str]:
    return {str(path): str(value) for path, value in entries.items()}
