"""PDF: a Word document turned into pages by LibreOffice where there is one, with reproducible bytes."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 300
_DATE = re.compile(rb"(/CreationDate\(D:)[0-9]{14}")
_IDENTIFIER = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_SOME_DAY = b"20000101000000"


def find_converter() -> str | None:
    """Return LibreOffice's program, or None where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def write_pdf(document: bytes, converter: str) -> bytes | None:
    """Return the pages of a Word document; None where the converter made none of it.

    LibreOffice stamps the time and a random identifier; both are replaced by fixed ones of the same length, so that
    the same document gives the same bytes.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "document.docx"
        source.write_bytes(document)
        profile = (folder / "profile").as_uri()
        command = (converter, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf")
        try:
            subprocess.run(  # noqa: S603 - the program was found on the path, the arguments are our own
                (*command, "--outdir", name, str(source)), check=False, capture_output=True, timeout=_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        made = source.with_suffix(".pdf")
        return _reproducible(made.read_bytes(), document) if made.is_file() else None


def _reproducible(pages: bytes, document: bytes) -> bytes:
    identifier = hashlib.sha256(document).hexdigest()[:32].upper().encode()
    start = pages.rfind(b"/CreationDate")
    trailer = pages[start:] if start >= 0 else b""
    fixed = _IDENTIFIER.sub(identifier, _DATE.sub(rb"\g<1>" + _SOME_DAY, trailer))
    return pages[: len(pages) - len(trailer)] + fixed
