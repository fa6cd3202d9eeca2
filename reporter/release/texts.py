"""texts.jsonl: every task's 推进情况 as it was printed, with the cell it was typed in, kept for tracing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

TEXTS = "texts.jsonl"


@dataclass(frozen=True, slots=True)
class TextSource:
    """A cell that a text came from: whose words they are, the file's digest, and the day that the file names."""

    place: Place
    by: str
    sha256: str
    filled_on: str = ""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """Braces in a text: the name in them, the indicator that it means, and what was printed in their place."""

    name: str
    indicator: str
    printed: str


@dataclass(frozen=True, slots=True)
class PrintedText:
    """What was printed of a task. `typed` are the department's words; `edit` is there where others print instead.

    `form` and `number` are 表单 and 序号, by which a reader of the printed table knows the row.
    A task of which nobody wrote anything has no source and prints nothing.
    """

    task: str
    form: str
    number: str
    department: str
    printed: str
    typed: str
    source: TextSource | None
    edit: TextSource | None
    figures: tuple[FilledIn, ...]


def texts_jsonl(texts: Iterable[PrintedText]) -> bytes:
    """Write a line a task, in the order given."""
    lines = (json.dumps(_fields(text), ensure_ascii=False) for text in texts)
    # A lone surrogate becomes the escape that JSON itself has for it.
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def read_texts(content: bytes) -> tuple[PrintedText, ...] | None:
    """Read what `texts_jsonl` wrote; None where it is nothing of ours."""
    try:
        return tuple(_text(json.loads(line)) for line in content.decode("utf-8").split("\n") if line)
    except (ValueError, KeyError, TypeError):
        return None


def _fields(text: PrintedText) -> dict[str, object]:
    return {
        "task": text.task,
        "form": text.form,
        "number": text.number,
        "reporter": text.department,
        "printed": text.printed,
        "typed": text.typed,
        **_source_fields("", text.source),
        **_source_fields("edit_", text.edit),
        "figures": [{"name": item.name, "indicator": item.indicator, "printed": item.printed} for item in text.figures],
    }


def _source_fields(prefix: str, source: TextSource | None) -> dict[str, str]:
    place = source.place if source else Place("")
    return {
        f"{prefix}file": place.file,
        f"{prefix}sheet": place.sheet,
        f"{prefix}cell": place.address,
        f"{prefix}by": source.by if source else "",
        f"{prefix}filled_on": source.filled_on if source else "",
        f"{prefix}sha256": source.sha256 if source else "",
    }


def _text(fields: Mapping[str, Any]) -> PrintedText:
    return PrintedText(
        task=fields["task"],
        form=fields["form"],
        number=fields["number"],
        department=fields["reporter"],
        printed=fields["printed"],
        typed=fields["typed"],
        source=_source(fields, ""),
        edit=_source(fields, "edit_"),
        figures=tuple(FilledIn(item["name"], item["indicator"], item["printed"]) for item in fields["figures"]),
    )


def _source(fields: Mapping[str, Any], prefix: str) -> TextSource | None:
    file, *parts = (fields[f"{prefix}{word}"] for word in ("file", "sheet", "cell"))
    by, filled_on, sha256 = (fields[f"{prefix}{word}"] for word in ("by", "filled_on", "sha256"))
    return TextSource(Place(file, tuple(parts)), by, sha256, filled_on) if file else None
