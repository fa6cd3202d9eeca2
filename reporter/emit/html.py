"""Pages: neutral tables as one file that asks nowhere, for screen, phone, paper and screen reader."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import fields
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined
from jinja2 import TemplateError
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reporter.emit.html_rows import rows_markup
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place
from reporter.present.records import Cell
from reporter.present.records import Column
from reporter.present.records import Group
from reporter.present.records import Link
from reporter.present.records import Row
from reporter.present.records import Table
from reporter.present.templates import reason_of
from reporter.present.titles import title_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.findings import Finding
    from reporter.present.records import Publication

_PAGES = Path(__file__).with_name("pages")
_BASE = "base.html.jinja"
_SCRIPT = "worklist.js.jinja"
_RECORDS: Mapping[type, frozenset[str]] = {
    kind: frozenset(field.name for field in fields(kind)) for kind in (Cell, Row, Group, Column, Table, Link)
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class _Pages(ImmutableSandboxedEnvironment):
    """The sandbox of a page, which looks at our own records without asking: they have nothing to keep from a page."""

    def getattr(self, obj: object, attribute: str) -> object:
        """Read an attribute; the sandbox is asked for everything that is not a plain field of a record."""
        if type(obj) in _RECORDS and attribute in _RECORDS[type(obj)]:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def write_html(publication: Publication, template: Path | None = None) -> bytes:
    """Write a publication by its layout's page, by our own where there is none; a page may extend base.html.jinja.

    Raises:
        ConfigurationError: the layout's page cannot be used.
    """
    folders = [_PAGES] if template is None else [template.parent, _PAGES]
    environment = _Pages(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    script = _script() if any(table.is_worklist for table in publication.tables) else ""
    try:
        page = environment.get_template(template.name if template else _BASE)
        text = page.render(
            publication=publication,
            policy=_policy(script),
            script=script,
            widths=_widths,
            rows_markup=rows_markup,
            title_words=title_words,
        )
    except (TemplateError, UnicodeDecodeError) as failure:
        if template is None:
            raise
        raise ConfigurationError([_fault(failure, publication, template)]) from failure
    return text.encode()


def _fault(failure: Exception, publication: Publication, template: Path) -> Finding:
    place = Place(f"layouts/{publication.layout}/{template.name}")
    if isinstance(failure, UnicodeDecodeError):
        return finding("layout.not-utf8", place)
    line = f"第{failure.lineno}行，" if isinstance(failure, TemplateSyntaxError) else ""
    return finding("layout.page-fails", place, line=line, reason=reason_of(failure))


def _script() -> str:
    return (_PAGES / _SCRIPT).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """Allow nothing but our own style, and our own script by its hash."""
    if not script:
        return _POLICY
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"{_POLICY}; script-src 'sha256-{digest}'"


def _widths(table: Table) -> list[int]:
    """Share a hundred percent out among the columns; what rounding leaves goes along, so that the sum is whole."""
    shares = list(accumulate(column.width for column in table.columns))
    edges = [100 * share // shares[-1] for share in shares]
    return [edge - before for before, edge in zip([0, *edges], edges, strict=False)]
