"""Which tasks each document of a period prints, by the document's title: what an edition that came back must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.present.facts import Subject
from reporter.present.facts import document_texts
from reporter.present.facts import facts_of
from reporter.present.publication import INTERNAL_SUFFIX
from reporter.present.publication import belongs
from reporter.present.publication import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from reporter.present.facts import Material
    from reporter.present.layout import Layout


@dataclass(frozen=True, slots=True)
class Edition:
    """A document of tasks: its title, the ids of the tasks it prints, and whether it is not for the public."""

    title: str
    tasks: frozenset[str]
    is_internal: bool


def editions(layouts: Sequence[Layout], material: Material) -> Iterator[Edition]:
    """Yield the editions of every layout of the period that has rows of tasks, the public one and the internal one.

    Raises:
        ConfigurationError: a text of a layout fails on these facts.
    """
    known = tuple(facts_of(Subject.TASK, material))
    for layout in layouts:
        sections = [section for section in layout.sections if section.subject is Subject.TASK]
        if not sections or material.ledger.period.stage not in layout.stages:
            continue
        title = "".join(title_lines(layout, document_texts(material)))
        rows = [facts for facts in known if any(belongs(facts, section) for section in sections)]
        whole = frozenset(facts.texts["任务编号"] for facts in rows)
        public = frozenset(facts.texts["任务编号"] for facts in rows if facts.is_public)
        yield Edition(title, whole if layout.is_internal else public, layout.is_internal)
        yield Edition(f"{title}{INTERNAL_SUFFIX}", whole, is_internal=True)
