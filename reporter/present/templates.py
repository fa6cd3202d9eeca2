"""Cell texts of a layout: jinja2 in a sandbox, checked when the layout is read, resolved to plain text here.

The names a text may use are the field's own words ({{目标任务}}); their values are texts and never evaluated again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined
from jinja2 import TemplateError
from jinja2 import meta
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reporter.consolidate.texts import DASH
from reporter.errors import ConfigurationError
from reporter.findings import Finding
from reporter.findings import finding

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

    from jinja2 import Template

    from reporter.places import Place


class UnitText(str):
    """A unit: it prints behind what it counts, and not at all behind a dash."""

    __slots__ = ()


# Signs that no text has hold a printed unit until it is seen what stands before it.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_UNIT_OF_NOTHING = re.compile(
    f"(?<={DASH}){_OPEN}[^{_CLOSE}]*{_CLOSE}|(?<=[0-9]){_OPEN}{DASH}{_CLOSE}|[{_OPEN}{_CLOSE}]"
)


def _marked(value: object) -> object:
    return f"{_OPEN}{value}{_CLOSE}" if isinstance(value, UnitText) else value


# Plain text leaves this room; every emitter escapes it for its own kind of file.
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_marked)
# What a filter or an operator of the layout can come to when it meets a text it was not made for.
_BRACES = frozenset("{}｛｝")
_FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class CellText:
    """A text with names to fill in. `name` is the one name it consists of, empty where it is more than a name."""

    source: str
    place: Place
    name: str
    _template: Template = field(compare=False, repr=False)
    is_plain: bool = False
    """Whether it prints as it is written: no name, no condition."""

    def resolve(self, texts: Mapping[str, str]) -> str:
        """Fill in the names.

        Raises:
            ConfigurationError: the expression fails on these texts.
        """
        try:
            return texts[self.name] if self.name else _UNIT_OF_NOTHING.sub("", self._template.render(texts))
        except _FAILURES as failure:
            fault = finding("layout.text-fails", self.place, found=self.source, reason=reason_of(failure))
            raise ConfigurationError([fault]) from failure


def reason_of(failure: Exception) -> str:
    """Return what jinja or Python says of a mistake, without the file and line that they add."""
    words = failure.message if isinstance(failure, TemplateError) else None
    return (words or str(failure)).rstrip(".")


def cell_text(source: str, place: Place, names: Collection[str]) -> CellText | Finding:
    """Read a text of a layout; what is wrong with it is returned as the finding."""
    try:
        tree = _ENVIRONMENT.parse(source)
        template = _ENVIRONMENT.from_string(source)
    except TemplateError as failure:
        return finding("layout.text-syntax", place, found=source, reason=reason_of(failure))
    if _prints_braces(tree):
        return finding("layout.text-braces", place, found=source)
    is_plain = all(isinstance(node, nodes.TemplateData) for node in tree.find_all(nodes.Expr))
    return _unknown_name(tree, place, names) or CellText(source, place, _only_name(tree), template, is_plain)


def condition(source: str, place: Place, names: Collection[str]) -> CellText | Finding:
    """Read a condition of a layout (状态 == "慢序时"); resolved, it is empty where the condition does not hold."""
    try:
        tree = _ENVIRONMENT.parse(wrapped := f"{{% if {source} %}}1{{% endif %}}")
        template = _ENVIRONMENT.from_string(wrapped)
    except TemplateError:
        # What jinja says of it is about the wrapping, that nobody wrote.
        return finding("layout.where-syntax", place, found=source)
    return _unknown_name(tree, place, names) or CellText(source, place, "", template)


def _unknown_name(tree: nodes.Template, place: Place, names: Collection[str]) -> Finding | None:
    unknown = sorted(meta.find_undeclared_variables(tree) - set(names))
    return finding("layout.text-name", place, found="、".join(unknown), expected="、".join(names)) if unknown else None


def _prints_braces(tree: nodes.Template) -> bool:
    """Tell whether braces would be printed as they are: a name in one pair of them, or in those of an input method."""
    return any(_BRACES & set(data.data) for data in tree.find_all(nodes.TemplateData))


def _only_name(tree: nodes.Template) -> str:
    if len(tree.body) == 1 and isinstance(tree.body[0], nodes.Output):
        output = tree.body[0].nodes
        if len(output) == 1 and isinstance(output[0], nodes.Name):
            return output[0].name
    return ""


def literal(text: str, place: Place) -> CellText:
    """Return a text that has no names."""
    return CellText(text, place, "", _ENVIRONMENT.from_string("{{text}}", globals={"text": text}))
