"""The one XML parser for parts of packages: expat, fed in pieces, without DTDs, entities or anything from outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NoReturn
from typing import TypeVar
from xml.parsers import expat

from reporter.intake.refusal import refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from reporter.intake.ooxml.package import Package

_FORMATS = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
SPREADSHEET = (f"{_FORMATS}/spreadsheetml/2006/main", f"{_STRICT}/spreadsheetml/main")
WORDS = (f"{_FORMATS}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main")
RELATIONSHIPS = (f"{_FORMATS}/officeDocument/2006/relationships", f"{_STRICT}/officeDocument/relationships")
PACKAGE_RELATIONSHIPS = (f"{_FORMATS}/package/2006/relationships",)
MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = (f"{_FORMATS}/drawingml/2006/spreadsheetDrawing", f"{_STRICT}/drawingml/spreadsheetDrawing")

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LEGAL = ({9, 10, 13}, range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_ENCODING = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})
"""What expat knows by itself."""
_PROLOG = 4096
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


class PartReader:
    """What listens to one part: element names come short where they belong to a namespace it asked for."""

    __slots__ = ()

    def listen(self, parser: expat.XMLParserType) -> None:
        """Sign up for what the part says."""
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear an element begin."""

    def end(self, name: str) -> None:
        """Hear an element end."""

    def text(self, text: str) -> None:
        """Hear a piece of text."""

    def pause(self) -> None:
        """Hear that more may come; whoever collects what it hears must not collect without end."""


Reader = TypeVar("Reader", bound=PartReader)


def short_names(namespaces: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Map each name as expat spells it, in any of the namespaces, to the short one."""
    names = tuple(names)
    return {f"{namespace} {name}": name for namespace in namespaces for name in names}


def read_part(package: Package, part: str, short: Mapping[str, str], make: Callable[[], Reader]) -> Reader:
    """Let a new reader listen to a part and return it.

    A part that holds characters no XML may hold is read once more without them: other programs write such files.
    """
    reader = make()
    try:
        _feed(part, package.chunks(part), short, reader)
    except expat.ExpatError as error:
        data = package.read(part)
        cleaned = without_illegal_characters(data)
        if cleaned == data:
            _refuse_broken(part, error)
        package.cleaned.append(part)
        reader = make()
        try:
            _feed(part, (cleaned,), short, reader)
        except expat.ExpatError as second:
            _refuse_broken(part, second)
    return reader


def without_illegal_characters(data: bytes) -> bytes:
    """Drop control characters and references to characters that XML 1.0 forbids, from a part in UTF-8."""
    return _REFERENCE.sub(_legal_reference, _CONTROL.sub(b"", data)) if b"\0" not in data[:4] else data


def _legal_reference(match: re.Match[bytes]) -> bytes:
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if any(number in characters for characters in _LEGAL) else b""


def _feed(part: str, chunks: Iterable[bytes], short: Mapping[str, str], reader: PartReader) -> None:
    # pyexpat looks every element and attribute name up in `intern` and hands out what it finds there: that turns the
    # names of both editions of the standard, under any prefix, into the short ones at no cost.
    parser = expat.ParserCreate(namespace_separator=" ", intern=dict(short))
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype(part)
    reader.listen(parser)
    try:
        is_first = True
        for chunk in chunks:
            if is_first:
                _check_encoding(part, chunk)
            is_first = False
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
            reader.pause()
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    finally:
        # Parser and reader know each other: apart, both are freed at once.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _check_encoding(part: str, head: bytes) -> None:
    """Refuse what expat would have to ask Python's codecs for; a part is UTF-8 or UTF-16 by the standard."""
    prolog = head[:_PROLOG].decode(_UTF_16.get(head[:2], "latin-1"), "replace")
    declared = _ENCODING.search(prolog.partition("?>")[0])
    if declared and declared[1].lower() not in _ENCODINGS:
        refuse("broken-xml", found=part, reason=f"encoding {declared[1][:40]}")


def _refuse_doctype(part: str) -> Callable[..., None]:
    def hear(*_: object) -> None:
        refuse("doctype", found=part)

    return hear


def _refuse_broken(part: str, error: expat.ExpatError) -> NoReturn:
    refuse("broken-xml", found=part, reason=f"{expat.errors.messages[error.code]}, line {error.lineno}")
